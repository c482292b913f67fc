"""Found articles become clippings in content/clippings/; the same article twice makes one."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from msgspec import Struct

from sitegen.core.errors import OutputError, Problem, SitegenError, Where
from sitegen.digest.naming import slug_of
from sitegen.editing.gathering import gather
from sitegen.editing.originals import Original, originals
from sitegen.editing.saving import print_of, read_own, save
from sitegen.reading import editorvalues

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO

    from sitegen.editing.gathering import Found

FOLDER = "content/clippings"
_LONGEST_NAME = 70
_HEAD = 20_000
_DIGEST = re.compile(r"^\s+digest: ([0-9a-f]{32})$", re.MULTILINE)
_ADDRESS = re.compile(r"\burl: *[\"']?(https?://[^\s\"'}]+)")
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|zarsrc|mc_[ce]id")
_MARKDOWN = re.compile(r"[\\`*_\[\]<]|^(?:[#>+-]|\d+[.)]|={3,}|~{3,})(?=\s|$|[#=~>-])", re.MULTILINE)


class Imported(Struct, frozen=True):
    """What became of one article: the clipping's path, and whether it is new."""

    path: str
    new: bool


def import_all(site: Path, sources: Iterable[str], standard_input: BinaryIO) -> Iterator[Imported | Problem]:
    """Import every source, in order. A fault is told in its place, and the next source goes on."""
    known = _known(site)
    for source in sources:
        for original in originals(source, standard_input):
            if isinstance(original, SitegenError):
                yield from original.problems
                continue
            try:
                yield from [_import(site, original, found, known) for found in gather(original)]
            except SitegenError as error:
                yield from error.problems


def canonical(url: str) -> str:
    """An address without what only counts visits: equal pages, equal addresses."""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").removeprefix("www.").removeprefix("amp.")
    query = urlencode([pair for pair in parse_qsl(parts.query) if not _TRACKING.fullmatch(pair[0])])
    return f"{host}{parts.path.rstrip('/')}{'?' + query if query else ''}"


def clipping_text(original: Original, found: Found) -> str:
    """The clipping as Markdown: front matter that says what was found, then the text."""
    lines = ["---"]
    lines += [f"title: {_quoted(found.title)}"] if found.title else []
    lines += [f"date: {found.published}"] if found.published else []
    lines += _source(found)
    lines += ["imported:", f"  original: {_quoted(found.url or original.name)}", f"  digest: {_digest(found)}"]
    lines += [f"  author: {_quoted(found.author)}"] if found.author else []
    sure = ", ".join(f"{name}: {value}" for name, value in sorted(found.sure.items()))
    body = _MARKDOWN.sub(lambda sign: "\\" + sign[0], "\n\n".join(_paragraphs(found.text)))
    return "\n".join([*lines, f"  sure: {{{sure}}}", "---", "", body, ""])


def _import(site: Path, original: Original, found: Found, known: dict[str, str]) -> Imported:
    marks = [_digest(found), *([canonical(found.url)] if found.url else [])]
    there = next((known[mark] for mark in marks if mark in known), None)
    if there:
        return Imported(there, new=False)
    path = _free(site, _path(original, found))
    save(site, path, clipping_text(original, found).encode(), print_of(b""))
    known.update(dict.fromkeys(marks, path))
    return Imported(path, new=True)


def _known(site: Path) -> dict[str, str]:
    """Digests and addresses of the clippings that are there, with their paths."""
    known: dict[str, str] = {}
    for file in sorted((site / "content").rglob("*.md")):
        try:
            with file.open(encoding="utf-8", errors="replace") as opened:
                head = opened.read(_HEAD)
        except OSError:
            continue  # the build says what is wrong with it
        front = head.split("\n---", 1)[0]
        path = file.relative_to(site).as_posix()
        for mark in [*_DIGEST.findall(front), *map(canonical, _ADDRESS.findall(front))]:
            known.setdefault(mark, path)
    return known


def _digest(found: Found) -> str:
    """By what was found, not by bytes: a page saved twice differs in its advertisements."""
    content = "\0".join((found.title or "", " ".join(found.text.split())))
    return hashlib.blake2b(content.encode(), digest_size=16).hexdigest()


def _path(original: Original, found: Found) -> str:
    name = slug_of(found.title or original.name.rsplit("/", 1)[-1].rsplit(".", 1)[0])[:_LONGEST_NAME].strip("-")
    if found.published:
        return f"{FOLDER}/{found.published[:4]}/{found.published}-{name}"
    return f"{FOLDER}/undated/{name if name != '-' else 'bai'}"


def _free(site: Path, stem: str) -> str:
    for number in range(1, 1000):
        path = f"{stem}{f'-{number}' if number > 1 else ''}.md"
        if not read_own(site, path):
            return path
    raise OutputError.at(Where(stem), "a thousand clippings have this name", "rename some")


def _source(found: Found) -> list[str]:
    url = _usable(found.url)
    if not found.outlet and not url:
        return []
    name = found.outlet or urlsplit(url or "").hostname or ""
    return [f"source: {{name: {_quoted(name)}, url: {_quoted(url)}}}" if url else f"source: {_quoted(name)}"]


def _usable(url: str | None) -> str | None:
    """The address, where the site may link it."""
    try:
        return editorvalues.read_url(url) if url else None
    except ValueError:
        return None


def _paragraphs(text: str) -> list[str]:
    """Every line of an extracted text is a paragraph."""
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _quoted(value: str | None) -> str:
    return json.dumps(value or "", ensure_ascii=False)
