"""The labelled corpus: clippings with marks in place (format: corpus/README.md)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from msgspec import Struct

from sitegen.core.errors import SitegenError, Where
from sitegen.core.model import Kind, Span
from sitegen.core.schema import load_plain
from sitegen.core.text import clean

_MARK = re.compile(r"\[([OPL]):([^\[\]]+)\]|<(/?)k>")
_KINDS = {"O": Kind.ORG, "P": Kind.PERSON, "L": Kind.PLACE}


class Label(Struct, frozen=True):
    span: Span
    kind: Kind


class Labelled(Struct, frozen=True):
    """A clipping with its marks removed, and what they said. `head` is the YAML head as plain strings."""

    name: str
    text: str
    labels: tuple[Label, ...]
    keys: tuple[Span, ...]
    head: dict[str, Any]


def read_corpus(folder: Path) -> list[Labelled]:
    """All labelled clippings of a folder, by name. Raises SitegenError for a file that is not in the format."""
    return [parse(path.read_text(encoding="utf-8"), path.stem) for path in sorted(folder.glob("*.txt"))]


def parse(raw: str, name: str) -> Labelled:
    """One labelled clipping from its file's text."""
    where = Where(f"{name}.txt")
    pieces = raw.split("---\n", 2)
    if len(pieces) != 3 or pieces[0].strip():
        raise SitegenError.at(where, "has no head between two lines of ---")
    head = load_plain(pieces[1], where, SitegenError)
    text, labels, keys = unmark(clean(pieces[2]).strip("\n"))
    return Labelled(name, text, labels, keys, head)


def unmark(marked: str) -> tuple[str, tuple[Label, ...], tuple[Span, ...]]:
    """The plain text, the names and the key sentences of a marked text."""
    pieces: list[str] = []
    labels: list[Label] = []
    keys: list[Span] = []
    size = position = opened = 0
    for match in _MARK.finditer(marked):
        pieces.append(marked[position : match.start()])
        size += match.start() - position
        position = match.end()
        if match[1]:
            labels.append(Label(Span(size, size + len(match[2])), _KINDS[match[1]]))
            pieces.append(match[2])
            size += len(match[2])
        elif match[3]:
            keys.append(Span(opened, size))
        else:
            opened = size
    pieces.append(marked[position:])
    return "".join(pieces), tuple(labels), tuple(keys)
