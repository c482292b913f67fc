"""What is given to be imported: files, folders, addresses, standard input, as bytes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.core.errors import ClippingError, SitegenError, Where

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

SUFFIXES = (".html", ".htm", ".mhtml", ".mht", ".docx", ".pdf", ".rss", ".atom", ".xml", ".txt")
LARGEST = 30_000_000
_KINDS = {".htm": ".html", ".mht": ".mhtml", ".rss": ".xml", ".atom": ".xml"}


class Original(Struct, frozen=True):
    """One page or document as it came: `kind` is a suffix, `url` its address where that is known."""

    name: str
    raw: bytes
    kind: str
    url: str | None = None


def originals(source: str, standard_input: BinaryIO) -> Iterator[Original | SitegenError]:
    """All that `source` stands for: a file, a folder (all of it, by name), an http(s) address, `-`.

    What cannot be read comes back as an error, so that the others still are.
    """
    if source == "-":
        raw = standard_input.read(LARGEST + 1)
        yield _checked("-", raw, kind_of(raw))
    elif source.startswith(("http://", "https://")):
        yield _fetched(source)
    elif Path(source).is_dir():
        files = sorted(file for file in Path(source).rglob("*") if file.is_file() and file.suffix.lower() in SUFFIXES)
        yield from map(_read, files)
    else:
        yield _read(Path(source))


def kind_of(raw: bytes) -> str:
    """The suffix of a file without a name, by its first bytes."""
    head = raw[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"%pdf", b"pk\x03\x04")):
        return ".pdf" if head.startswith(b"%pdf") else ".docx"
    if b"<rss" in head or b"<feed" in head or b"<rdf:rdf" in head:
        return ".xml"
    if b"mime-version:" in head and b"multipart/related" in head:
        return ".mhtml"
    return ".html" if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<head", b"<!--")) else ".txt"


def _read(file: Path) -> Original | SitegenError:
    name, suffix = file.name, file.suffix.lower()
    if suffix not in SUFFIXES:
        hint = f"give a file of these: {', '.join(SUFFIXES)}"
        return ClippingError.at(Where(name), f"files of the kind {suffix or 'without a suffix'} are not imported", hint)
    try:
        with file.open("rb") as opened:
            raw = opened.read(LARGEST + 1)
    except OSError as fault:
        return ClippingError.at(Where(name), f"cannot be read: {fault.strerror}", "check the path and its permissions")
    return _checked(name, raw, _KINDS.get(suffix, suffix))


def _checked(name: str, raw: bytes, kind: str, url: str | None = None) -> Original | SitegenError:
    if len(raw) > LARGEST:
        return ClippingError.at(Where(name), "larger than 30 MB", "save the article alone")
    if not raw.strip():
        return ClippingError.at(Where(name), "empty", "save the page again")
    return Original(name, raw, kind, url)


def _fetched(url: str) -> Original | SitegenError:
    from sitegen.editing.gathering import fetch

    raw = fetch(url)
    if raw is None:
        return ClippingError.at(Where(url), "no answer", "open it in a browser, save the page, and import the file")
    return _checked(url, raw, kind_of(raw), url)
