"""The outlet of a clipping, where its own source line or byline names one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sitegen.core.model import PartRole, Source
from sitegen.core.text import new_tone
from sitegen.reading.anatomy import beside_prose
from sitegen.reading.editorvalues import read_url

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.core.model import Part
    from sitegen.reading.anatomy import Cues

_NAMING = (PartRole.SOURCE, PartRole.BYLINE)  # in the order in which they are believed
_LONGEST = 60  # characters
_MOST_WORDS = 8
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}")
_AROUND = " \t*.,;:()[]|/\\\"'“”–—-"
_JOINTS = re.compile(r"[/|]| [-–—] ")


def outlet(text: str, parts: Sequence[Part], cues: Cues) -> Source | None:
    """Who published the text, by its own words; None where nothing says it for sure."""
    outside = beside_prose(parts)
    for part in sorted((one for one in outside if one.role in _NAMING), key=lambda one: _NAMING.index(one.role)):
        line = part.span.of(text)
        found = _by_source(line, cues) if part.role is PartRole.SOURCE else _by_byline(line, cues)
        if found:
            name, url = found
            return Source(name, url, line, part.span, part.sure)
    return None


def _by_source(line: str, cues: Cues) -> tuple[str, str | None] | None:
    key = new_tone(line)
    cue = cues.source.match(key) or cues.source_after.match(key)
    words = line[cue.end() :] if cue else line
    address = _ADDRESS.search(words)
    url = _web(address.group().rstrip(_AROUND)) if address else None
    name = _name(_ADDRESS.sub(" ", words), cues)
    if url and not name:
        name = (urlsplit(url).hostname or "").removeprefix("www.")
    return (name, url) if name else None


def _by_byline(line: str, cues: Cues) -> tuple[str, None] | None:
    """What stands after a word such as "theo", else the part of the line that begins as outlets are called."""
    key = new_tone(line)
    after = re.search(rf"(?:^|[\s(/–-]){cues.source_after.pattern}\s", key)
    pieces = [line[after.end() :]] if after else _JOINTS.split(line)
    for piece in pieces:
        if after or cues.outlet.match(new_tone(piece)):
            name = _name(piece, cues)
            return (name, None) if name else None
    return None


def _name(words: str, cues: Cues) -> str:
    """The words without what surrounds a name and without a date behind it; "" if they cannot be a name."""
    dated = cues.tail.search(new_tone(words))
    name = " ".join(words[: dated.start() if dated else None].strip(_AROUND).split())
    if not name or len(name) > _LONGEST or len(name.split()) > _MOST_WORDS:
        return ""
    is_name = name[0].isupper() or name[0].isdigit() or _DOMAIN.fullmatch(name)
    return name if is_name and any(map(str.isalpha, name)) else ""


def _web(address: str) -> str | None:
    try:
        return read_url(address)
    except ValueError:
        return None
