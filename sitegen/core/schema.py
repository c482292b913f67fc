"""YAML text to checked values: every fault a sentence with its line, all faults of a document together."""

from __future__ import annotations

import difflib
import types
import typing
from collections.abc import Callable, Mapping
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar, cast

import msgspec

from sitegen.core import yamltree
from sitegen.core.errors import Problem, SitegenError, Where
from sitegen.core.text import fold
from sitegen.core.yamltree import Node, Scalar

T = TypeVar("T")

# Turns a scalar as typed into a value; raises ValueError(message) or ValueError(message, hint).
Reader = Callable[[str], object]
Readers = Mapping[Any, Reader]

_YES = frozenset(("true", "yes", "on"))
_NO = frozenset(("false", "no", "off"))
_NAMES = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}


def load(
    text: str, kind: type[T], where: Where, error: type[SitegenError], readers: Readers = types.MappingProxyType({})
) -> T:
    """`text` as a `kind` (a msgspec Struct); an empty text is an empty mapping.

    `where.line` is the number of lines before `text` in its file. Keys that are absent or empty take the field's
    default. Raises `error` with all problems found.
    """
    node = yamltree.parse(text, where, error) or yamltree.Mapping(where.line + 1, [])
    return cast("T", _checked(node, kind, where, error, readers))


def load_list(
    text: str, kind: type[T], where: Where, error: type[SitegenError], readers: Readers = types.MappingProxyType({})
) -> tuple[T, ...]:
    """`text` as a list of `kind`. Raises `error` with all problems found."""
    node = yamltree.parse(text, where, error, max_nodes=1_000_000) or yamltree.Sequence(where.line + 1, [])
    return cast("tuple[T, ...]", _checked(node, _tuple_of(kind), where, error, readers))


def load_plain(text: str, where: Where, error: type[SitegenError]) -> Any:
    """`text` as dicts, lists and strings (a scalar stays as typed, an empty one is None); duplicate keys refused."""
    node = yamltree.parse(text, where, error, max_nodes=1_000_000)
    reading = _Reading(where.path, {})
    value = reading.plain(node) if node else None
    reading.raise_if_any(error)
    return value


def did_you_mean(word: str, known: typing.Iterable[str]) -> str | None:
    """The known word that `word` most likely stands for, case and marks aside."""
    by_fold = {fold(name): name for name in known}
    close = difflib.get_close_matches(fold(word), by_fold, n=1, cutoff=0.6)
    return by_fold[close[0]] if close else None


def _checked(node: Node, kind: Any, where: Where, error: type[SitegenError], readers: Readers) -> object:
    reading = _Reading(where.path, readers)
    value = reading.value(node, kind, "")
    reading.raise_if_any(error)
    return value


def _tuple_of(kind: Any) -> Any:
    return tuple[kind, ...]


class _FaultError(Exception):
    """Marks a value that could not be read; its problem is already noted."""


@lru_cache(maxsize=256)
def _fields(kind: Any) -> dict[str, tuple[Any, bool]]:
    """Field name to (type, has a default)."""
    hints = typing.get_type_hints(kind, include_extras=True)
    return {field.name: (hints[field.name], not field.required) for field in written(kind)}


def written(kind: Any) -> tuple[msgspec.structs.FieldInfo, ...]:
    """The fields of a Struct that a document may give: all but those that say `written: False` of themselves."""
    return tuple(field for field in msgspec.structs.fields(kind) if _may_be_written(field.type))


def _may_be_written(kind: Any) -> bool:
    marks = (mark.extra for mark in getattr(kind, "__metadata__", ()) if isinstance(mark, msgspec.Meta))
    return all((said or {}).get("written", True) for said in marks)


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _choices(kind: Any) -> tuple[Any, ...]:
    return typing.get_args(kind) if typing.get_origin(kind) in (typing.Union, types.UnionType) else (kind,)


def _is_list(kind: Any) -> bool:
    return typing.get_origin(kind) in (tuple, list)


def _is_dict(kind: Any) -> bool:
    return typing.get_origin(kind) is dict


class _Reading:
    """One document being read: collects its problems."""

    def __init__(self, path: str, readers: Readers) -> None:
        self.path = path
        self.readers = readers
        self.problems: list[Problem] = []

    def raise_if_any(self, error: type[SitegenError]) -> None:
        if self.problems:
            raise error(*sorted(self.problems))

    def fault(self, line: int, message: str, hint: str = "") -> _FaultError:
        self.problems.append(Problem(Where(self.path, line), _flat(message), _flat(hint)))
        return _FaultError()

    def value(self, node: Node, kind: Any, name: str) -> object:
        """The value of `node` as a `kind`; after a fault the result is worthless and the problem noted."""
        try:
            return self._value(node, _choices(kind), name)
        except _FaultError:
            return None

    def _value(self, node: Node, choices: tuple[Any, ...], name: str) -> object:
        if isinstance(node, Scalar):
            if node.empty and type(None) in choices:
                return None
            return self._scalar(node, choices, name)
        if isinstance(node, yamltree.Sequence):
            chosen = next((choice for choice in choices if _is_list(choice)), None)
            if chosen is not None:
                return self._list(node, chosen, name)
        else:
            chosen = next((choice for choice in choices if _is_record(choice)), None)
            if chosen is not None:
                return self._record(node, chosen, name)
            chosen = next((choice for choice in choices if _is_dict(choice)), None)
            if chosen is not None:
                return self._dict(node, chosen, name)
        raise self.fault(node.line, f"{_called(name)} must be {self._wanted(choices)}")

    def _list(self, node: yamltree.Sequence, kind: Any, name: str) -> object:
        item_kind = typing.get_args(kind)[0]
        return typing.get_origin(kind)(self.value(item, item_kind, name) for item in node.items)

    def _dict(self, node: yamltree.Mapping, kind: Any, name: str) -> object:
        item_kind = typing.get_args(kind)[1]
        pairs = self._unique(node)
        return {key: self.value(item, item_kind, f"{name}.{key}" if name else key) for key, (_, item) in pairs.items()}

    def _record(self, node: yamltree.Mapping, kind: Any, name: str) -> object:
        fields = _fields(kind)
        before = len(self.problems)
        pairs = self._unique(node)
        given = {}
        for key, (line, item) in pairs.items():
            if key not in fields:
                self._unknown(key, line, fields)
            elif not (isinstance(item, Scalar) and item.empty and fields[key][1]):
                given[key] = self.value(item, fields[key][0], key)
        for key, (_, optional) in fields.items():
            if not optional and key not in pairs:
                self.fault(node.line, f"{_called(name)} lacks '{key}'", f"add a line '{key}: ...'")
        if len(self.problems) > before:
            raise _FaultError
        return kind(**given)

    def _unique(self, node: yamltree.Mapping) -> dict[str, tuple[int, Node]]:
        pairs: dict[str, tuple[int, Node]] = {}
        for key, item in node.items:
            if key.text in pairs:
                first = pairs[key.text][0]
                self.fault(key.line, f"'{_short(key.text)}' stands twice (first in line {first})", "keep one of them")
            else:
                pairs[key.text] = (key.line, item)
        return pairs

    def _unknown(self, key: str, line: int, fields: Mapping[str, object]) -> None:
        near = did_you_mean(key, fields)
        hint = f"did you mean '{near}'?" if near else f"the keys known here: {', '.join(fields)}"
        self.fault(line, f"unknown key '{_short(key)}'", hint)

    def _scalar(self, node: Scalar, choices: tuple[Any, ...], name: str) -> object:
        for choice in choices:
            if choice in self.readers:
                return self._read(self.readers[choice], node, name)
        for choice in choices:
            if isinstance(choice, type) and issubclass(choice, Enum):
                return self._enum(node, choice, name)
        lowered = node.text.lower()
        if bool in choices and lowered in _YES | _NO:
            return lowered in _YES
        simple = [choice for choice in choices if not (_is_list(choice) or _is_record(choice) or _is_dict(choice))]
        if not [choice for choice in simple if choice is not type(None)]:
            raise self.fault(node.line, f"{_called(name)} must be {self._wanted(choices)}", self._list_hint(choices))
        return self._convert(node, simple, name)

    def _convert(self, node: Scalar, simple: list[Any], name: str) -> object:
        if str in simple:
            return node.text
        try:
            return msgspec.convert(node.text, typing.Union[tuple(simple)], strict=False)  # noqa: UP007
        except msgspec.ValidationError:
            wanted = self._wanted(tuple(simple))
            raise self.fault(node.line, f"{_called(name)} must be {wanted}, not '{_short(node.text)}'") from None

    def _read(self, reader: Reader, node: Scalar, name: str) -> object:
        try:
            return reader(node.text)
        except ValueError as fault:
            message, *hint = fault.args
            raise self.fault(node.line, f"{_called(name)}: {message}", hint[0] if hint else "") from None

    def _enum(self, node: Scalar, kind: type[Enum], name: str) -> Enum:
        try:
            return kind(node.text)
        except ValueError:
            known = [str(member.value) for member in kind]
            near = did_you_mean(node.text, known)
            hint = f"did you mean '{near}'?" if near else f"one of: {', '.join(known)}"
            message = f"'{_short(node.text)}' is not a value for {_called(name)}"
            raise self.fault(node.line, message, hint) from None

    def _wanted(self, choices: tuple[Any, ...]) -> str:
        return " or ".join(_describe(choice) for choice in choices if choice is not type(None))

    def _list_hint(self, choices: tuple[Any, ...]) -> str:
        return "write it in brackets: [one, two]" if any(map(_is_list, choices)) else ""

    def plain(self, node: Node) -> Any:
        if isinstance(node, Scalar):
            return None if node.empty else node.text
        if isinstance(node, yamltree.Sequence):
            return [self.plain(item) for item in node.items]
        return {key: self.plain(item) for key, (_, item) in self._unique(node).items()}


def _describe(kind: Any) -> str:
    if typing.get_origin(kind) is typing.Annotated:
        base, *limits = typing.get_args(kind)
        return f"{_describe(base)}{''.join(map(_limits, limits))}"
    if typing.get_origin(kind) is typing.Literal:
        return " or ".join(f"'{value}'" for value in typing.get_args(kind))
    if _is_list(kind):
        return "a list"
    if _is_dict(kind):
        return "a mapping (key: value)"
    if _is_record(kind):
        return f"a mapping with the keys {', '.join(_fields(kind))}"
    return _NAMES.get(kind, "a single value")


def _limits(meta: msgspec.Meta) -> str:
    low = f" from {meta.ge}" if meta.ge is not None else ""
    high = f" to {meta.le}" if meta.le is not None else ""
    return low + high


def _called(name: str) -> str:
    return f"'{name}'" if name else "the document"


def _short(text: str, limit: int = 60) -> str:
    """A stretch of foreign text fit for a message."""
    flat = _flat(text)
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


def _flat(text: str) -> str:
    """One line, whatever foreign text is quoted in it."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
