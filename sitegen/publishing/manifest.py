"""The list of the files that we made: in the output folder, with what helps to leave them alone kept aside."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct, field

from sitegen.publishing.paths import MANIFEST

if TYPE_CHECKING:
    from pathlib import Path

_HEADER = "sitegen-manifest 1"
_DIGITS = 32


class Made(Struct, frozen=True):
    """One file of ours: digest of its bytes, the key it was made for, size and time of change when we left it."""

    digest: str
    key: str = ""
    size: int = -1
    mtime_ns: int = -1

    def lies_untouched(self, path: str) -> bool:
        """Whether the file at `path` looks as we left it. False when that is not known."""
        try:
            status = os.lstat(path)
        except OSError:
            return False
        return status.st_size == self.size and status.st_mtime_ns == self.mtime_ns


class Plan(Struct, frozen=True):
    """Equal names, equal paths and keys, but for the pages of those stories whose key (by id) differs.

    `notes` are whatever the planner wants to find again beside the output that they tell of.
    """

    name: str = ""
    stories: dict[str, str] = field(default_factory=dict)
    notes: bytes = b""


class Ledger(Struct, frozen=True):
    """All files that we made, by path; `inputs` names what they were all made from, `plan` how they were planned."""

    files: dict[str, Made]
    inputs: str = ""
    plan: Plan = field(default_factory=Plan)


def load(out: Path, memory: Path | None) -> Ledger:
    """What we know of the folder `out`. Anything unreadable is as if it were not there.

    The manifest in `out` says which files are ours, wherever they were carried. The ledger at `memory` adds keys and
    times; it counts only where it tells of the same bytes as the manifest. A build asks several times.
    """
    return _loaded(out, memory, _state(out / MANIFEST), _state(memory))


def _state(path: Path | None) -> tuple[int, ...]:
    """What differs when a file was replaced or written."""
    try:
        status = os.stat(path) if path else None  # noqa: PTH116
    except OSError:
        status = None
    return (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns) if status else ()


@lru_cache(maxsize=1)
def _loaded(out: Path, memory: Path | None, _listed_as: tuple[int, ...], _remembered_as: tuple[int, ...]) -> Ledger:
    listed = _listed(out)
    remembered = _remembered(memory)
    if {path: made.digest for path, made in remembered.files.items()} == listed:
        return remembered
    kept = remembered.files
    files = {
        path: kept[path] if path in kept and kept[path].digest == digest else Made(digest)
        for path, digest in listed.items()
    }
    return Ledger(files)


def manifest_bytes(files: dict[str, Made]) -> bytes:
    """The manifest: a line for each file, `<digest> <path>`, sorted. It says nothing of time or place."""
    lines = [f"{made.digest} {path}" for path, made in sorted(files.items())]
    return "\n".join([_HEADER, *lines, ""]).encode()


def save(ledger: Ledger, memory: Path | None) -> None:
    """Keep the ledger; where that is impossible the next run compares bytes instead."""
    if memory is None:
        return
    new = memory.with_name(f"{memory.name}.{os.getpid()}")
    try:
        memory.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(msgspec.msgpack.encode(ledger))
        new.replace(memory)
    except OSError:
        with suppress(OSError):
            new.unlink()


def _listed(out: Path) -> dict[str, str]:
    try:
        header, *lines = (out / MANIFEST).read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return {}
    if header != _HEADER:
        return {}
    pairs = (line.partition(" ") for line in lines)
    return {path: digest for digest, _, path in pairs if len(digest) == _DIGITS}


def _remembered(memory: Path | None) -> Ledger:
    try:
        return msgspec.msgpack.decode(memory.read_bytes(), type=Ledger) if memory else Ledger({})
    except (OSError, msgspec.MsgspecError, ValueError):
        return Ledger({})
