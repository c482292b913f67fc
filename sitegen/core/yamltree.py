"""YAML text as a bounded tree of nodes that know their lines: the only door to the YAML library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import yaml
from msgspec import Struct

from sitegen.core.errors import Problem, SitegenError, Where
from sitegen.core.text import one_line  # what a tag spells as %1b would reach the terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 20
MAX_NODES = 10_000

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NESTED = f"nested deeper than {MAX_DEPTH} levels"
_FLATTER = "write it flatter"
_DEEP = "exceeded maximum nesting depth"  # what libyaml says: it reads ahead, and may meet its own bound before ours
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_ORDINARY_TAGS = frozenset((None, "!"))


class Scalar(Struct):
    """A single value as typed. `empty`: nothing (or `null`) stands there, and it is not quoted."""

    line: int
    text: str
    empty: bool


class Sequence(Struct):
    line: int
    items: list[Node]


class Mapping(Struct):
    line: int
    items: list[tuple[Scalar, Node]]


Node = Scalar | Sequence | Mapping


class _RefusedError(Exception):
    """What this module refuses although it is YAML: (message, hint, line)."""


def parse(text: str, where: Where, error: type[SitegenError], max_nodes: int = MAX_NODES) -> Node | None:
    """The tree of one YAML document; None for an empty one.

    Aliases, anchors, tags, a second document, nesting over 20 levels and more than `max_nodes` values are refused.
    Lines are those of the file: `where.line` is the number of lines that stand before `text` in it.
    """
    try:
        return _document(_events(text, max_nodes), where.line)
    except _RefusedError as refused:
        message, hint, line = refused.args
        raise error(Problem(Where(where.path, line), message, hint)) from None
    except yaml.YAMLError as fault:
        raise error(_syntax_problem(fault, text, where)) from None


def _events(text: str, max_nodes: int) -> Iterator[Any]:
    depth = nodes = 0
    for event in cast("Iterator[Any]", yaml.parse(text, Loader=_LOADER)):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        nodes += isinstance(event, yaml.NodeEvent)
        if depth > MAX_DEPTH:
            raise _RefusedError(_NESTED, _FLATTER, event.start_mark.line)
        if nodes > max_nodes:
            raise _RefusedError(f"more than {max_nodes:,} values", "split the file", event.start_mark.line)
        yield event


def _document(events: Iterator[Any], offset: int) -> Node | None:
    try:
        root = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
            elif isinstance(event, yaml.NodeEvent):
                if documents > 1:
                    raise _RefusedError("a second document begins here", "remove the line '---'", _line(event))
                root = _node(event, events, offset + 1)
        return None if isinstance(root, Scalar) and root.empty else root
    except _RefusedError as refused:
        message, hint, line = refused.args
        raise _RefusedError(message, hint, offset + 1 + line) from None


def _node(event: Any, events: Iterator[Any], first: int) -> Node:
    _refuse_magic(event)
    line = first + event.start_mark.line
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(line, event.value, event.style in (None, "") and event.value in _NULLS)
    if isinstance(event, yaml.SequenceStartEvent):
        return Sequence(line, [_node(child, events, first) for child in _children(events)])
    return Mapping(line, [_pair(key, events, first) for key in _children(events)])


def _children(events: Iterator[Any]) -> Iterator[Any]:
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            return
        yield event


def _pair(event: Any, events: Iterator[Any], first: int) -> tuple[Scalar, Node]:
    key = _node(event, events, first)
    if not isinstance(key, Scalar):
        hint = "write `key: value`, and a value that begins with '{' in quotes"
        raise _RefusedError("a list or mapping cannot be a key", hint, event.start_mark.line)
    return key, _node(next(events), events, first)


def _refuse_magic(event: Any) -> None:
    line = event.start_mark.line
    if isinstance(event, yaml.AliasEvent):
        raise _RefusedError(
            f"YAML aliases (*{event.anchor}) are not allowed here", "write the value out, or quote it", line
        )
    if event.anchor is not None:
        raise _RefusedError(f"YAML anchors (&{event.anchor}) are not allowed here", "quote the value", line)
    if event.tag not in _ORDINARY_TAGS:
        raise _RefusedError(f"YAML tags ({one_line(event.tag)}) are not allowed here", "quote the value", line)


def _syntax_problem(fault: yaml.YAMLError, text: str, where: Where) -> Problem:
    mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
    position = getattr(fault, "position", None)
    line = mark.line if mark else text.count("\n", 0, position or 0)
    what = getattr(fault, "problem", None) or getattr(fault, "reason", None) or "cannot be read"
    place = Where(where.path, where.line + line + 1)
    if what == _DEEP:
        return Problem(place, _NESTED, _FLATTER)
    return Problem(place, f"not valid YAML: {what}", _syntax_hint(str(what)))


def _syntax_hint(what: str) -> str:
    if "mapping values are not allowed" in what:
        return "a value that contains ': ' must stand in quotes, and keys straight below each other"
    if "could not find expected ':'" in what:
        return "write `key: value`, with a blank after the colon, here and on the line above"
    if "hexdecimal" in what or "escape character" in what:
        return "in double quotes a backslash has a meaning: use single quotes"
    if "alphabetic or numeric" in what:
        return "put a value that begins with a special character in quotes"
    if "cannot start any token" in what or "tab" in what:
        return "indent with spaces, and put a value that begins with a special character in quotes"
    if "special characters" in what or "control characters" in what or "unacceptable" in what:
        return "remove the invisible control character"
    return "check quotes, brackets and indentation on this line and the one above"


def _line(event: Any) -> int:
    return int(event.start_mark.line)
