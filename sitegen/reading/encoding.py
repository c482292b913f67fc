"""Bytes to text: UTF-8, UTF-16 or Windows-1258, told apart by what they hold."""

from __future__ import annotations

import codecs
import re
import unicodedata

from sitegen.core.errors import ClippingError, Problem, Where
from sitegen.core.text import clean

# Control characters and noncharacters: no text, and not allowed in XML.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_MARKS = "\u0300\u0301\u0309\u0303\u0323"
_VOWELS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
_VIETNAMESE = frozenset(
    [*_VOWELS, *"đĐ", *(unicodedata.normalize("NFC", vowel + mark) for vowel in _VOWELS for mark in _MARKS)]
)
_TYPOGRAPHY = frozenset("“”‘’–—…•·«»°₫€£©®™ \u00a0×½²³§")
_SAVE_HINT = "open it in an editor and save it as UTF-8"


def text_of(raw: bytes, path: str) -> str:
    """The text of a file: NFC, `\\n` line ends, without invisible characters. Raises ClippingError."""
    text = clean(_decoded(raw, path))
    controls = len(_CONTROLS.findall(text))
    if controls > 8 and controls * 50 > len(text):
        raise _error(path, 0, "this looks like a binary file, not text", "put the article's text here")
    text = _CONTROLS.sub("", text) if controls else text
    if not text.strip():
        raise _error(path, 0, "the file holds no text", "paste the article's text, or remove the file")
    return text


def _decoded(raw: bytes, path: str) -> str:
    for bom, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if raw.startswith(bom):
            return _strict(raw[len(bom) :], name, path)
    if b"\x00" in raw:
        return _without_mark(raw, path)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        text = _windows_1258(raw)
        if text is not None:
            return text
        line = raw.count(b"\n", 0, fault.start) + 1
        message = f"byte 0x{raw[fault.start]:02x} is no UTF-8, and the file is no Windows-1258 or UTF-16 text either"
        raise _error(path, line, message, _SAVE_HINT) from None


def _strict(raw: bytes, name: str, path: str) -> str:
    try:
        return raw.decode(name)
    except UnicodeDecodeError as fault:
        line = (
            raw.decode(name, "replace")[: fault.start].count("\n") + 1
            if name != "utf-8"
            else raw.count(b"\n", 0, fault.start) + 1
        )
        raise _error(path, line, f"the file says it is {name.upper()}, but is broken here", _SAVE_HINT) from None


def _without_mark(raw: bytes, path: str) -> str:
    """UTF-16 without its byte order mark: nearly every blank and line end has a zero byte on the same side."""
    line = raw.count(b"\n", 0, raw.index(b"\x00")) + 1
    if len(raw) % 2 == 0:
        for name, zeros in (("utf-16-le", raw[1::2]), ("utf-16-be", raw[0::2])):
            if zeros.count(0) * 4 > len(zeros):
                text = raw.decode(name, "replace")
                if "\ufffd" not in text and "\x00" not in text and _is_plausible(unicodedata.normalize("NFC", text)):
                    return text
    raise _error(path, line, "a zero byte stands here: this is not a text file", _SAVE_HINT)


def _windows_1258(raw: bytes) -> str | None:
    try:
        text = unicodedata.normalize("NFC", raw.decode("cp1258"))
    except UnicodeDecodeError:
        return None
    return text if _is_plausible(text) else None


def _is_plausible(text: str) -> bool:
    """Whether the letters beyond ASCII are those of Vietnamese (at least nine in ten)."""
    foreign = [char for char in text if ord(char) > 127]
    good = sum(char in _VIETNAMESE or char in _TYPOGRAPHY for char in foreign)
    return good >= 0.9 * len(foreign)


def _error(path: str, line: int, message: str, hint: str) -> ClippingError:
    return ClippingError(Problem(Where(path, line), message, hint))
