"""The folder that was replaced, kept to be the next twin of the one that took its place."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import msgspec
from msgspec import Struct

from sitegen.publishing.mirror import Alike

_UNKNOWN = (0, 0)  # no folder was ever changed then
_TICK = 20_000_000  # ns; within the same tick of a system's clock a folder can change twice and keep its time


class Earlier(Struct, frozen=True):
    """The earlier site in the folder `place`, and which of its folders are those of the site that stands."""

    place: str

    def prepared(self) -> str:
        """The folder of the site itself, which need not be there yet."""
        os.makedirs(self.place, exist_ok=True)  # noqa: PTH103
        return f"{self.place}/site"

    @property
    def _record(self) -> Path:
        return Path(self.place, "alike")

    def alike(self) -> Alike:
        """What `mirror` can go by; nothing where it is not known."""
        try:
            return msgspec.msgpack.decode(self._record.read_bytes(), type=Alike)
        except (OSError, msgspec.MsgspecError, ValueError):
            return {}

    def remember(self, alike: Alike) -> None:
        """Keep what `mirror` found before the two changed places: what was changed after it is seen by its new time."""
        self._record.write_bytes(b"")
        late = self._record.stat().st_ctime_ns - _TICK
        known = {
            folder: (there, here) if max(here, there) < late else _UNKNOWN for folder, (here, there) in alike.items()
        }
        self._record.write_bytes(msgspec.msgpack.encode(known))

    def forget(self) -> None:
        shutil.rmtree(self.place, ignore_errors=True)
