"""The clippings of a site as they lie on disk: the only module of the pipeline that reads what editors write."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from typing import TYPE_CHECKING

from sitegen.core.errors import Problem, SitegenError, Where
from sitegen.core.model import Clipping
from sitegen.core.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sitegen.core.filememory import FileMemory

MAX_BYTES = 2 * 1024 * 1024
_CONTENT_ENDINGS = (".md", ".txt")
_SEED_ENDINGS = (".txt",)
_PAGES = "content/pages"
_PIECE = 64 * 1024  # read at once: most clippings are smaller, and asking for room for the largest takes longer
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def collect(root: Path, memory: FileMemory | None = None) -> tuple[list[Clipping], list[Problem]]:
    """All clippings of the site in `root`, sorted by path, and a problem for each file that cannot be used.

    Clippings are `content/**/*.md|txt` (but not `content/pages/`) and `seeds/*.txt`. Never raises for a file. A file
    that the `memory` knows is not read: its clipping has no bytes until somebody asks for them by `with_bytes`.
    """
    found = [*_walk(root, "content", _CONTENT_ENDINGS), *_walk(root, "seeds", _SEED_ENDINGS, deep=False)]
    return _read_all(root, found, memory)


def collect_pages(root: Path, memory: FileMemory | None = None) -> tuple[list[Clipping], list[Problem]]:
    """The editor's own pages, `content/pages/**/*.md`, in the same way."""
    return _read_all(root, list(_walk(root, _PAGES, (".md",))), memory)


def with_bytes(root: Path, clipping: Clipping) -> Clipping:
    """The clipping as it was read. Raises SitegenError if the file is another by now."""
    if clipping.raw:
        return clipping
    read = _read(root, clipping.path)
    if isinstance(read, Problem):
        raise SitegenError(read)
    if read.digest != clipping.digest:
        raise SitegenError(_problem(clipping.path, "the file changed while the site was built", "build again"))
    return read


# A path, and why it cannot be opened, or how it lies there.
_Found = tuple[str, Problem | os.stat_result]


def _read_all(root: Path, found: list[_Found], memory: FileMemory | None) -> tuple[list[Clipping], list[Problem]]:
    problems = [problem for _, problem in found if isinstance(problem, Problem)]
    lying = {path: status for path, status in found if not isinstance(status, Problem)}
    clippings = []
    for path in _without_clashes(sorted(lying), problems):
        clipping = _remembered(root, path, lying[path], memory) if memory else _read(root, path)
        if isinstance(clipping, Clipping):
            clippings.append(clipping)
        else:
            problems.append(clipping)
    return clippings, sorted(problems)


def _walk(root: Path, folder: str, endings: tuple[str, ...], deep: bool = True) -> Iterator[_Found]:
    """Paths below `folder` that end as asked for, each with the problem that forbids to open it."""
    try:
        with os.scandir(root / folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError as fault:
        yield folder, _problem(folder, f"the folder cannot be read: {_reason(fault)}", "check its permissions")
        return
    for entry in listed:
        if not entry.name.startswith("."):
            yield from _entry(root, folder, entry, endings, deep)


def _entry(root: Path, folder: str, entry: os.DirEntry[str], endings: tuple[str, ...], deep: bool) -> Iterator[_Found]:
    path = f"{folder}/{entry.name}"
    wanted = entry.name.lower().endswith(endings)
    try:
        if entry.is_symlink() and (wanted or entry.is_dir()) and not _stays_inside(root, entry.path):
            yield path, _problem(path, "this link leads out of the site", "put the file itself here")
        elif entry.is_dir():
            yield from _folder(root, path, entry, endings, deep, wanted)
        elif wanted:
            status = entry.stat()
            yield path, _file_problem(path, status) or status
    except OSError as fault:
        yield path, _problem(path, f"cannot be read: {_reason(fault)}", "check the file and its permissions")


def _folder(
    root: Path, path: str, entry: os.DirEntry[str], endings: tuple[str, ...], deep: bool, wanted: bool
) -> Iterator[_Found]:
    if wanted:
        yield path, _problem(path, "this is a folder, although it is named like a clipping", "rename the folder")
    elif deep and path != _PAGES and not entry.is_symlink():
        yield from _walk(root, path, endings)


def _stays_inside(root: Path, path: str) -> bool:
    return os.path.realpath(path).startswith(os.path.realpath(root).rstrip(os.sep) + os.sep)


def _file_problem(path: str, status: os.stat_result) -> Problem | None:
    if not stat.S_ISREG(status.st_mode):
        return _problem(path, "this is not a file but a pipe, socket or device", "put a text file here")
    if status.st_size > MAX_BYTES:
        size = f"{status.st_size / 1024 / 1024:.1f} MB"
        return _problem(path, f"{size} is too big for a clipping (at most 2 MB)", "keep only the article's text")
    return None if status.st_size else _problem(path, "the file is empty", "paste the article's text, or remove it")


def _without_clashes(paths: list[str], problems: list[Problem]) -> Iterator[str]:
    """Paths that differ by more than case or the way their marks are encoded; the later of two is refused."""
    seen: dict[str, str] = {}
    for path in paths:
        plain = path.isascii() and path.isprintable() and "  " not in path  # which `clean` would leave as it is
        key = (path if plain else clean(path)).casefold()
        if key in seen:
            message = f"its name is the same as {_shown(seen[key])} on systems that ignore case"
            problems.append(_problem(path, message, "rename one of them"))
        else:
            seen[key] = path
            yield path


def _remembered(root: Path, path: str, status: os.stat_result, memory: FileMemory) -> Clipping | Problem:
    """A file whose name is no plain text is always read: it cannot be found again by what the name is shown as."""
    digest = memory.digest_of(path, status)
    if digest is not None:
        return Clipping(path, b"", digest)
    clipping = _read(root, path)
    if isinstance(clipping, Clipping) and clipping.path == path:
        memory.note(path, status, clipping.digest)
    return clipping


def _read(root: Path, path: str) -> Clipping | Problem:
    try:
        raw = _bytes(f"{root}/{path}")
    except OSError as fault:
        if fault.errno == errno.ENOENT:
            return _problem(path, "the file vanished while the site was read", "build again")
        return _problem(path, f"cannot be read: {_reason(fault)}", "check the file and its permissions")
    if len(raw) > MAX_BYTES:
        return _problem(path, "the file grew over 2 MB while the site was read", "keep only the article's text")
    return Clipping(_shown(path), raw, hashlib.blake2b(raw, digest_size=16).hexdigest())


def _bytes(path: str) -> bytes:
    """At most a piece over the limit; never waits, should the file have become a pipe since it was looked at."""
    handle = os.open(path, _READING)
    try:
        raw = piece = os.read(handle, _PIECE)
        while piece and len(raw) <= MAX_BYTES:
            piece = os.read(handle, _PIECE)
            raw += piece
        return raw
    finally:
        os.close(handle)


def _problem(path: str, message: str, hint: str) -> Problem:
    return Problem(Where(_shown(path)), message, hint)


def _shown(path: str) -> str:
    """A path fit for messages: bytes that are no UTF-8 and control characters are replaced."""
    if path.isascii() and path.isprintable():
        return path
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return text if text.isprintable() else "".join(char if char.isprintable() else "\ufffd" for char in text)


def _reason(fault: OSError) -> str:
    return os.strerror(fault.errno) if fault.errno else "unknown fault"
