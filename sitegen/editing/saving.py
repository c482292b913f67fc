"""Writes an editor's file: whole or not at all, and never over what somebody else wrote meanwhile."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from sitegen.core.errors import OutputError, Problem, SitegenError, Where

_FOLDERS = ("content", "seeds")


class StaleError(SitegenError):
    """The file is no longer the one that the correction was made for."""


def print_of(raw: bytes) -> str:
    """The hash of a file's bytes (blake2b, 128 bits, hex), by which a change made meanwhile is found out."""
    return hashlib.blake2b(raw, digest_size=16).hexdigest()


def read_own(root: Path, path: str) -> bytes:
    """The bytes of an editor's file, `path` relative to the site; b"" if there is none. Raises OutputError."""
    place = _place(root, path)
    try:
        handle = os.open(place, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise _refused(path, "this is not a plain file")
            return file.read()
    except FileNotFoundError:
        return b""
    except OSError as fault:
        raise _failed(path, "read", fault) from fault


def save(root: Path, path: str, content: bytes, expected: str) -> None:
    """Put `content` in the place of the file whose print is `expected` (that of b"" for a new file), in one step.

    Raises StaleError if the file has another print by now, OutputError if it is no file of the editor's or cannot be
    written; then it is as it was.
    """
    place = _place(root, path)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        # A name with a dot at its head is no clipping, so that nobody builds from half a file.
        handle, name = tempfile.mkstemp(prefix=f".{place.name[:40]}.", suffix=".tmp", dir=place.parent)
    except OSError as fault:
        raise _failed(path, "written", fault) from fault
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_mode(place))
        if print_of(read_own(root, path)) != expected:
            raise StaleError.at(Where(path), "the file was changed meanwhile", "look at it again, then correct it")
        Path(name).replace(place)
    except OSError as fault:
        raise _failed(path, "written", fault) from fault
    finally:
        with suppress(FileNotFoundError):
            Path(name).unlink()


def _place(root: Path, path: str) -> Path:
    """Where the file lies. Raises OutputError for a path that leads out of the editor's folders, links included."""
    parts = path.split("/")
    if parts[0] not in _FOLDERS or len(parts) < 2 or any(_is_odd(part) for part in parts):
        raise _refused(path, "this is no file of the site's content")
    real = Path(os.path.realpath(root))
    place = real.joinpath(*parts)
    if Path(os.path.realpath(place)) != place:
        raise _refused(path, "a link leads elsewhere from here")
    return place


def _is_odd(part: str) -> bool:
    return not part or part.startswith(".") or "\\" in part or ":" in part or not part.isprintable()


def _mode(place: Path) -> int:
    try:
        return stat.S_IMODE(place.stat().st_mode)
    except FileNotFoundError:
        return 0o644


def _refused(path: str, message: str) -> SitegenError:
    return OutputError(Problem(Where(path[:200]), message, "change it by hand"))


def _failed(path: str, what: str, fault: OSError) -> SitegenError:
    message = f"cannot be {what}: {fault.strerror or fault}"
    return OutputError(Problem(Where(path), message, "check the free space and the permissions; the file is as it was"))
