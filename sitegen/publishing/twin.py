"""A folder with changes, put in the place of the folder without them in one step.

The twin shares its files with the folder (hard links), so that it costs neither space nor the copying of bytes.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from contextlib import suppress

_HERE = -100  # AT_FDCWD
_EXCHANGE = 2  # RENAME_EXCHANGE
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


def can_be_replaced(out: str, staging: str) -> bool:
    """Whether the folder `out` can change places, in one step, with one that is made in the folder `staging`."""
    parent = os.path.dirname(out)  # noqa: PTH120
    if not os.path.lexists(out):
        return os.path.isdir(parent) and os.access(parent, os.W_OK)  # noqa: PTH112
    if not os.path.isdir(out) or os.path.ismount(out) or not os.access(parent, os.W_OK | os.X_OK):  # noqa: PTH112
        return False
    return os.stat(out).st_dev == os.stat(staging).st_dev and _works(staging)  # noqa: PTH116


def _works(staging: str) -> bool:
    """Whether this system and this file system know the exchange: tried on two empty folders."""
    pair = (f"{staging}/one", f"{staging}/two")
    for folder in pair:
        os.mkdir(folder)  # noqa: PTH102
    try:
        _exchange(*pair)
    except OSError:
        return False
    finally:
        for folder in pair:
            os.rmdir(folder)  # noqa: PTH106
    return True


def make(out: str, twin: str) -> bool:
    """Make `twin`, which is not there, a second `out`. False, with nothing left, where files cannot be shared.

    Raises OSError when there is no room.
    """
    try:
        if os.path.lexists(out):
            _share(out, twin)
        else:
            os.mkdir(twin)  # noqa: PTH102
    except OSError as error:
        shutil.rmtree(twin, ignore_errors=True)
        if error.errno in _NO_ROOM:
            raise
        return False
    return True


def _share(folder: str, twin: str) -> None:
    """One folder after the other: a site can be deeper than Python's stack."""
    waiting = [(folder, twin)]
    while waiting:
        source, target = waiting.pop()
        _same_folder(source, target)
        with os.scandir(source) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{target}/{entry.name}"))
                else:
                    os.link(entry.path, f"{target}/{entry.name}", follow_symlinks=False)


def _same_folder(source: str, target: str) -> None:
    status = os.stat(source)  # noqa: PTH116
    os.mkdir(target)  # noqa: PTH102
    made = os.stat(target)  # noqa: PTH116
    if (made.st_uid, made.st_gid) != (status.st_uid, status.st_gid):
        with suppress(PermissionError):
            os.chown(target, status.st_uid, status.st_gid)
    if made.st_mode != status.st_mode:
        os.chmod(target, status.st_mode & 0o7777)  # noqa: PTH101


def put_in_place(twin: str, out: str) -> None:
    """Let `twin` be `out` from one moment to the next; what was there lies where the twin was. Raises OSError."""
    if os.path.lexists(out):
        _exchange(twin, out)
    else:
        os.rename(twin, out)  # noqa: PTH104


def _exchange(one: str, other: str) -> None:
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):  # no Linux, or one of long ago
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), one) from None
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), other)
