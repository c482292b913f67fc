"""A folder with changes, put in the place of the folder without them in one step.

The twin shares its files with the folder (hard links), so that it costs neither space nor the copying of bytes. What
was replaced may stay as the next twin: then only what differs is to be done.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from typing import TYPE_CHECKING

from sitegen.publishing.mirror import Alike, mirror

if TYPE_CHECKING:
    from collections.abc import Mapping

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


def make(out: str, twin: str, before: Mapping[str, tuple[int, int]]) -> Alike | None:
    """Make `twin` a second `out`, from what it is; None, with nothing left, where files cannot be shared.

    Raises OSError when there is no room.
    """
    try:
        if os.path.lexists(out):
            return mirror(out, twin, before)
        shutil.rmtree(twin, ignore_errors=True)
        os.mkdir(twin)  # noqa: PTH102
    except OSError as error:
        shutil.rmtree(twin, ignore_errors=True)
        if error.errno in _NO_ROOM:
            raise
        return None
    return {}


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
