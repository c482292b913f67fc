"""One preview of a site at a time: two would build for their own addresses into one folder, over and over."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import IO, TYPE_CHECKING

from sitegen.core.errors import OutputError, SitegenError, Where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LOCK = "preview.lock"


@contextmanager
def alone(memory: Path) -> Iterator[Callable[[str], None]]:
    """Hold the site whose `memory` this is; what comes back notes the address, for whoever comes second.

    The lock dies with its process. Raises OutputError where another preview has it.
    """
    try:
        import fcntl

        memory.mkdir(parents=True, exist_ok=True)
        file = (memory / LOCK).open("a+", encoding="utf-8")
    except (ImportError, OSError):  # no locks here: as it was before there were any
        yield lambda _: None
        return
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise _taken(file) from None
        yield partial(_note, file)


def _note(file: IO[str], address: str) -> None:
    file.truncate(0)
    file.write(address)
    file.flush()


def _taken(file: IO[str]) -> SitegenError:
    file.seek(0)
    address = file.read(200).strip()
    where = f" at {address}" if address.startswith("http://") and address.isprintable() else ""
    return OutputError.at(Where("serve"), f"this site is already previewed{where}", "use that preview, or end it first")
