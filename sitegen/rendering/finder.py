"""The index of Pagefind: pages as records, the bundle of files that searches them in a browser."""

from __future__ import annotations

import re
import subprocess
import tempfile
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from markupsafe import escape
from msgspec import Struct

from sitegen.core.text import fold
from sitegen.rendering.bundles import settled

# What a page of ours needs of the bundle: the rest is an interface that it does not use.
_UNUSED = re.compile(r"pagefind-(?:ui|modular-ui|component-ui|highlight|playground)|playground/")
_WORD = re.compile(r"\w+")


class Record(Struct, frozen=True):
    """A page to be found: `words` are searched, `meta` is shown, `filters` narrow."""

    route: str
    words: str
    meta: tuple[tuple[str, str], ...]
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()


@lru_cache(maxsize=1)
def available() -> bool:
    """Whether the extra `sitegen[search]` is installed."""
    return all(find_spec(name) is not None for name in ("pagefind", "pagefind_bin", "cbor2"))


@lru_cache(maxsize=4)
def bundle(records: tuple[Record, ...], language: str) -> tuple[tuple[str, bytes], ...]:
    """The files of the index, (path, content), sorted; the last few are remembered."""
    with tempfile.TemporaryDirectory() as folder:
        pages, made = Path(folder, "pages"), Path(folder, "made")
        for record in records:
            page = pages / record.route / "index.html"
            page.parent.mkdir(parents=True)
            page.write_text(_page(record, language), "utf-8")
        pages.mkdir(exist_ok=True)
        _run(pages, made, language)
        files = {file.relative_to(made).as_posix(): file.read_bytes() for file in made.rglob("*") if file.is_file()}
    return tuple(sorted((path, content) for path, content in settled(files).items() if not _UNUSED.match(path)))


def _run(pages: Path, made: Path, language: str) -> None:
    """The program itself: its Python door waits a tenth of a second after every record."""
    from pagefind.service import get_executable

    program = str(get_executable())
    options = ("--site", str(pages), "--output-path", str(made), "--force-language", language, "--quiet")
    subprocess.run([program, *options], check=True, capture_output=True)  # noqa: S603 - a program that we depend on


def _page(record: Record, language: str) -> str:
    """A page for the indexer alone: what is searched as text, all else as attributes, which are not searched."""
    spans = [f'<i data-pagefind-meta="{name}[data-v]" data-v="{escape(value)}"></i>' for name, value in record.meta]
    spans += [
        f'<i data-pagefind-filter="{name}[data-v]" data-v="{escape(value)}"></i>'
        for name, values in record.filters
        for value in values
    ]
    words = escape(f"{record.words} {unmarked(record.words)}".strip())
    return f'<!doctype html><html lang="{language}"><body>{"".join(spans)}<p>{words}</p></body></html>'


def unmarked(words: str) -> str:
    """The words with đ, written with d: Pagefind takes all other marks off by itself."""
    return " ".join(dict.fromkeys(fold(word) for word in _WORD.findall(words) if "đ" in word.lower()))
