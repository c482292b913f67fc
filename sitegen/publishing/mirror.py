"""A folder made the same as another by hard links, at the price of what differs since the last time.

Both hold the same files, which costs neither the copying of bytes nor their space. Whatever comes into a folder or goes
from it gives the folder a new time of change, and nobody can set that back: where both sides of a pair still have the
times that they were left with, nothing is looked at.
"""

from __future__ import annotations

import os
import shutil
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Folders that are the same on both sides, each with its times of change here and there.
Alike = dict[str, tuple[int, int]]


def mirror(source: str, target: str, before: Mapping[str, tuple[int, int]]) -> Alike:
    """Make `target`, which need not be there, the same as `source`; what came back `before` saves work.

    Raises OSError where files cannot be shared, and when there is no room.
    """
    alike: Alike = {}
    waiting = sorted({"", *before}, reverse=True)  # taken from the end: a folder before those in it
    while waiting:
        folder = waiting.pop()
        here = _folder(f"{source}/{folder}")
        if here is None or folder in alike or (folder and folder.rpartition("/")[0] not in alike):
            continue
        there = _folder(f"{target}/{folder}")
        if there is None or before.get(folder) != (here.st_ctime_ns, there.st_ctime_ns):
            inner = _made_same(f"{source}/{folder}", f"{target}/{folder}")
            waiting += [f"{folder}/{name}" if folder else name for name in inner]
            there = os.stat(f"{target}/{folder}")  # noqa: PTH116
        alike[folder] = (here.st_ctime_ns, there.st_ctime_ns)
    return alike


def _folder(path: str) -> os.stat_result | None:
    with suppress(FileNotFoundError, NotADirectoryError):
        status = os.lstat(path)
        return status if stat.S_ISDIR(status.st_mode) else None
    return None


def _made_same(source: str, target: str) -> list[str]:
    """Give one folder the entries of the other; the names of the folders among them, which come next."""
    with suppress(FileExistsError):
        os.mkdir(target)  # noqa: PTH102
    _give_rights(source, target)
    with os.scandir(target) as entries:
        old = {entry.name: entry for entry in entries}
    folders = []
    with os.scandir(source) as entries:
        for entry in entries:
            known = old.pop(entry.name, None)
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.name)
            if known is None or not _same(entry, known):
                _put(entry, f"{target}/{entry.name}", known)
    for entry in old.values():
        _clear(entry)
    return folders


def _same(one: os.DirEntry[str], other: os.DirEntry[str]) -> bool:
    """Whether both are folders, or one file."""
    if one.is_dir(follow_symlinks=False):
        return other.is_dir(follow_symlinks=False)
    return one.inode() == other.inode()


def _put(entry: os.DirEntry[str], place: str, known: os.DirEntry[str] | None) -> None:
    if known is not None:
        _clear(known)
    if entry.is_dir(follow_symlinks=False):
        os.mkdir(place)  # noqa: PTH102
    else:
        os.link(entry.path, place, follow_symlinks=False)


def _clear(entry: os.DirEntry[str]) -> None:
    if entry.is_dir(follow_symlinks=False):
        shutil.rmtree(entry.path)
    else:
        os.unlink(entry.path)  # noqa: PTH108


def _give_rights(source: str, target: str) -> None:
    wanted, made = os.stat(source), os.stat(target)  # noqa: PTH116
    if (made.st_uid, made.st_gid) != (wanted.st_uid, wanted.st_gid):
        with suppress(PermissionError):
            os.chown(target, wanted.st_uid, wanted.st_gid)
    if made.st_mode != wanted.st_mode:
        os.chmod(target, wanted.st_mode & 0o7777)  # noqa: PTH101
