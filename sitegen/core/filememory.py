"""Files as they lay when they were read: one that lies there still need not be read again."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from pathlib import Path

FILE = "files"
_MARGIN = 2_000_000_000  # ns: the coarsest times of a file system, that of FAT

# Size, times of change of the content and of the file, number of the file, and the digest of what was read.
_Entry = tuple[int, int, int, int, str]


class FileMemory(Struct):
    """What was found, by path, this time and the time before.

    A file that was changed within the margin before it was read is not trusted: it may have been changed once more
    within what its file system takes for the same moment. Nobody can set a file's time of change (ctime) back.
    """

    before: dict[str, _Entry] = field(default_factory=dict)
    found: dict[str, _Entry] = field(default_factory=dict)
    begun: int = field(default_factory=time.time_ns)

    def digest_of(self, path: str, status: os.stat_result) -> str | None:
        """The digest of the file's content, if it lies as it lay; None if it must be read."""
        known = self.before.get(path)
        if known is None or known[:4] != _state(status):
            return None
        self.found[path] = known
        return known[4]

    def note(self, path: str, status: os.stat_result, digest: str) -> None:
        """The file was read; `status` is that from before."""
        if status.st_ino and max(status.st_mtime_ns, status.st_ctime_ns) < self.begun - _MARGIN:
            self.found[path] = (*_state(status), digest)

    def save(self, folder: Path) -> None:
        """For the next time; where that is impossible everything is read again."""
        if self.found == self.before:
            return
        import msgspec

        new = folder / f"{FILE}.{os.getpid()}"
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            new.write_bytes(msgspec.msgpack.encode(self.found))
            new.replace(folder / FILE)


def load(folder: Path) -> FileMemory:
    """What was saved; nothing where that cannot be read."""
    import msgspec

    try:
        return FileMemory(msgspec.msgpack.decode((folder / FILE).read_bytes(), type=dict[str, _Entry]))
    except (OSError, msgspec.MsgspecError, ValueError):
        return FileMemory()


def _state(status: os.stat_result) -> tuple[int, int, int, int]:
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
