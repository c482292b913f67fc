"""Corrections as new bytes of an editor's file: front matter and partners, everything else as it was.

Pure: a file is its bytes here. Comments, quotes, encoding, line ends and the body stay as the editor has them.
"""

from __future__ import annotations

import datetime
import io
import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from sitegen.core.errors import ClippingError, KnowledgeError, Problem, SitegenError, Where
from sitegen.core.registry import EDITOR_FILE
from sitegen.core.text import clean
from sitegen.reading import frontmatter
from sitegen.reading.encoding import text_of

if TYPE_CHECKING:
    from ruamel.yaml import YAML

    from sitegen.core.model import Partner

# What a key of front matter may become; None removes it.
Value = str | bool | tuple[str, ...] | tuple[Mapping[str, str], ...] | Mapping[str, str] | None

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_FRONT = re.compile(
    r"(?P<open>\s*---[ ]*\r?\n)(?P<yaml>.*?)(?P<rest>^(?:---|\.\.\.)[ ]*\r?$.*)", re.DOTALL | re.MULTILINE
)
_TONES = "\u0300\u0301\u0309\u0303\u0323"
_BY_HAND = "open the file in a text editor and change it there"


class _Text(Struct, frozen=True):
    """A file's text with all that is needed to write it again: byte order mark, codec, line ends."""

    mark: bytes
    codec: str
    text: str

    @property
    def line_end(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    def encode(self, text: str, path: str) -> bytes:
        try:
            return self.mark + (_in_1258(text) if self.codec == "cp1258" else text.encode(self.codec))
        except UnicodeEncodeError as fault:
            message = f"{fault.object[fault.start]!r} cannot be written in this file's encoding, Windows-1258"
            raise ClippingError(Problem(Where(path), message, "save the file as UTF-8 first")) from None


def corrected(raw: bytes, path: str, changes: Mapping[str, Value], time_zone: str) -> bytes:
    """The clipping's bytes with `changes` made in its front matter; `path` and `time_zone` (IANA) as for reading.

    Raises ClippingError if the front matter is at fault, before or after, or if a change would reach further than its
    own key.
    """
    before = frontmatter.read(frontmatter.split(text_of(raw, path), path), path, time_zone)
    opened = _open(raw, path)
    front, rest = _parted(opened, raw, path)
    new = opened.encode(_fenced(_changed(front, changes, path), rest, opened.line_end, fresh=front is None), path)
    after = frontmatter.read(frontmatter.split(text_of(new, path), path), path, time_zone)
    same = (name for name in before.__struct_fields__ if name not in changes)
    if any(getattr(before, name) != getattr(after, name) for name in same) or _body(new, path) != _body(raw, path):
        raise ClippingError(Problem(Where(path, 1), "the front matter is too unusual to be changed here", _BY_HAND))
    return new


def with_partner(raw: bytes, partner: Partner) -> bytes:
    """`content/partners.yaml` with `partner` at its end. Raises KnowledgeError if the file is at fault."""
    return _with_entry(raw, lambda entries: entries.append(_entry(partner)))


def with_alias(raw: bytes, partner: Partner, alias: str) -> bytes:
    """`content/partners.yaml` with one more name for `partner`, whose entry is copied there if it has none yet.

    Raises KnowledgeError if the file is at fault.
    """

    def add(entries: list[Any]) -> None:
        entry = next((one for one in entries if str(one.get("id")) == partner.id), None)
        if entry is None:
            entry = _entry(partner)
            entries.append(entry)
        if alias not in entry.setdefault("aliases", []):
            entry["aliases"].append(alias)

    return _with_entry(raw, add)


def with_replaced(raw: bytes, partner: Partner, drop: str = "") -> bytes:
    """`content/partners.yaml` with all of `partner` in the place of its entry (or at the end), without entry `drop`.

    Raises KnowledgeError if the file is at fault.
    """

    def change(entries: list[Any]) -> None:
        entries[:] = [one for one in entries if str(one.get("id")) != drop or not drop]
        entry = next((one for one in entries if str(one.get("id")) == partner.id), None)
        if entry is None:
            entries.append(_entry(partner))
            return
        wanted = _entry(partner)
        for name in [name for name in entry if name not in wanted]:
            del entry[name]
        for name, value in wanted.items():
            if entry.get(name) != value:
                entry[name] = value

    return _with_entry(raw, change)


def _with_entry(raw: bytes, change: Any) -> bytes:
    from ruamel.yaml.error import YAMLError

    opened = _open(raw, EDITOR_FILE)
    text = opened.text.replace("\r\n", "\n")
    yaml = _yaml(text)
    try:
        entries = yaml.load(text)
        begun = entries is not None
        entries = entries if begun else []
        change(entries)
    except (YAMLError, AttributeError, TypeError) as fault:
        raise KnowledgeError(Problem(Where(EDITOR_FILE), "this is no list of partners", _BY_HAND)) from fault
    made = _dumped(yaml, entries)
    made = made if begun or not text.strip() else f"{text.rstrip()}\n{made}"  # comments alone are no document
    return opened.encode(made.replace("\n", opened.line_end), EDITOR_FILE)


def _entry(partner: Partner) -> dict[str, Any]:
    """All that a partner has, in the order of the registry's own files."""
    fields: dict[str, Any] = {
        "id": partner.id,
        "name": partner.name,
        "kind": partner.kind.value,
        "country": partner.country,
        "full_name": partner.full_name,
        "full_name_en": partner.full_name_en,
        "aliases": list(partner.aliases),
        "short": list(partner.short),
        "former": list(partner.former),
        "merged": list(partner.merged),
        "parent": partner.parent,
        "homepage": partner.homepage,
        "fields": [field.value for field in partner.fields],
    }
    return {name: value for name, value in fields.items() if value}


def _open(raw: bytes, path: str) -> _Text:
    """The text exactly as it stands in `raw`: writing it unchanged gives `raw` again. Raises SitegenError."""
    for mark, codec in _BOMS:
        if raw.startswith(mark):
            return _Text(mark, codec, raw[len(mark) :].decode(codec))
    for codec in ("utf-8", "cp1258"):
        try:
            text = raw.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return _Text(b"", codec, text)
    raise SitegenError.at(Where(path), "its encoding cannot be written", "save the file as UTF-8 first")


def _in_1258(text: str) -> bytes:
    """Windows-1258 writes most tones as characters of their own."""
    return "".join(char if _fits_1258(char) else _toned(char) for char in text).encode("cp1258")


def _fits_1258(char: str) -> bool:
    try:
        char.encode("cp1258")
    except UnicodeEncodeError:
        return False
    return True


def _toned(char: str) -> str:
    parts = unicodedata.normalize("NFD", char)
    letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
    return letter + "".join(part for part in parts if part in _TONES)


def _parted(opened: _Text, raw: bytes, path: str) -> tuple[str | None, str]:
    """The YAML between the fences (None: there is none) and all that comes after it, the closing fence first."""
    seen = frontmatter.split(text_of(raw, path), path)
    if seen.front is None:
        return None, opened.text
    found = _FRONT.match(opened.text)
    if found is None or clean(found["yaml"]) != seen.front:
        raise ClippingError(Problem(Where(path, 1), "the front matter is too unusual to be changed here", _BY_HAND))
    return found["yaml"].replace("\r\n", "\n"), found["rest"]


def _fenced(front: str, rest: str, line_end: str, *, fresh: bool) -> str:
    front = front.replace("\n", line_end)
    closing = f"---{line_end}{line_end}" if fresh else ""
    return f"---{line_end}{front}{closing}{rest}"


def _changed(front: str | None, changes: Mapping[str, Value], path: str) -> str:
    from ruamel.yaml.error import YAMLError

    text = front or ""
    yaml = _yaml(text)
    try:
        mapping = yaml.load(text)
    except YAMLError as fault:
        raise ClippingError(Problem(Where(path, 1), "the front matter cannot be read", _BY_HAND)) from fault
    begun = mapping is not None
    mapping = mapping if begun else {}
    for key, value in changes.items():
        if value is None or value == ():
            mapping.pop(key, None)
        else:
            mapping[key] = _plain(value)
    made = _dumped(yaml, mapping) if mapping else ""
    return made if begun or not text.strip() else f"{text.rstrip()}\n{made}"


def _plain(value: Value) -> Any:
    """As it is best written: a whole date and a year need no quotes."""
    if isinstance(value, str):
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            return datetime.date.fromisoformat(value)
        return int(value) if re.fullmatch(r"[12]\d{3}", value) else value
    if isinstance(value, tuple):
        return [dict(one) if isinstance(one, Mapping) else one for one in value]
    return dict(value) if isinstance(value, Mapping) else value


def _yaml(text: str) -> YAML:
    """A reader that remembers comments, and writes lists as they are indented in `text`."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.allow_unicode = True
    yaml.width = 1 << 20
    listed = re.search(r"^[\w-]+:[ ]*(?:#.*)?\n(?:[ ]*#.*\n)*(?P<dash>[ ]*)- ", text, re.MULTILINE)
    offset = len(listed["dash"]) if listed else 2
    yaml.indent(mapping=2, sequence=offset + 2, offset=offset)
    if re.search(r"^- ", text, re.MULTILINE) and not listed:
        yaml.indent(mapping=2, sequence=2, offset=0)
    return yaml


def _dumped(yaml: YAML, value: Any) -> str:
    stream = io.StringIO()
    yaml.dump(value, stream)
    return stream.getvalue()


def _body(raw: bytes, path: str) -> str:
    return frontmatter.split(text_of(raw, path), path).body.strip()
