"""New files laid ready beside the output folder, then put in place all together.

Where the system can exchange two folders, a twin of the output folder is changed and takes its place in one step: at
every moment a visitor sees the old site or the new one. Elsewhere a journal is written when everything lies ready: a
run that dies before it has changed nothing; one that dies after it is finished by the next run.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct, field

from sitegen.core.errors import OutputError, Problem, Where
from sitegen.publishing import twin
from sitegen.publishing.earlier import Earlier
from sitegen.publishing.mirror import Alike
from sitegen.publishing.paths import MANIFEST, Paths

_JOURNAL = "journal"
_TWIN = "whole"
_WRITING = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


class Journal(Struct, frozen=True):
    """What is to be done: staged file number -> path, and paths to remove."""

    put: tuple[str, ...]
    remove: tuple[str, ...]

    @property
    def is_one_step(self) -> bool:
        """Whether one file changes that visitors see: the system puts it in its place at one moment."""
        return not self.remove and sum(path != MANIFEST for path in self.put) <= 1


class Swap(Struct):
    """Changes to the folder `out`, collected in `staging`, which lies on the same file system.

    `at_once`: all of them in one step, where that can be had. `earlier`: the site before this one, which may stay there
    for the next run if that `keeps` it.
    """

    out: str
    staging: str
    earlier: Earlier | None = None
    at_once: bool = True
    keeps: bool = False
    put: list[str] = field(default_factory=list)
    remove: list[str] = field(default_factory=list)

    def stage(self, path: str, content: bytes) -> None:
        """Lay a file ready."""
        if not self.put:
            os.makedirs(self.staging, exist_ok=True)  # noqa: PTH103 - the inner loop of a build works on strings
        handle = os.open(f"{self.staging}/{len(self.put)}", _WRITING, 0o666)  # no file that a Ctrl+C would leave open
        try:
            left = memoryview(content)
            while left:  # a disk that fills up takes a part first, and says so only when asked to take the rest
                left = left[os.write(handle, left) :]
        finally:
            os.close(handle)
        self.put.append(path)

    def finish(self, manifest: bytes) -> None:
        """Put everything in place, the manifest at the end."""
        if not self.put and not self.remove and _content(f"{self.out}/{MANIFEST}") == manifest:
            return
        self.stage(MANIFEST, manifest)
        journal = Journal(tuple(self.put), tuple(self.remove))
        check(self.out, journal)
        if self.at_once and not journal.is_one_step and self._replaced(journal):
            return
        write_journal(self.staging, journal)
        play(self.out, self.staging, journal)

    def forget(self) -> None:
        shutil.rmtree(self.staging, ignore_errors=True)

    def _replaced(self, journal: Journal) -> bool:
        """Put a changed twin in the place of `out`; False, with nothing changed, where that cannot be had."""
        if not twin.can_be_replaced(self.out, self.staging):
            return False
        kept = self.earlier if self.keeps and os.path.lexists(self.out) else None
        made = kept.prepared() if kept else f"{self.staging}/{_TWIN}"
        alike = twin.make(self.out, made, kept.alike() if kept else {})
        if alike is None:
            return False
        _apply(made, self.staging, journal)
        try:
            twin.put_in_place(made, self.out)
        except OSError:  # a folder of a layer below, as in containers, does not change places
            self._take_back(made, journal)
            return False
        self._tidy(kept, alike)
        return True

    def _take_back(self, made: str, journal: Journal) -> None:
        for number, path in enumerate(journal.put):
            os.replace(f"{made}/{path}", f"{self.staging}/{number}")  # noqa: PTH105
        shutil.rmtree(made, ignore_errors=True)

    def _tidy(self, kept: Earlier | None, alike: Alike) -> None:
        """The new site stands: what fails here is for the next run to clear, or to find out anew."""
        with suppress(OSError):
            if kept:
                kept.remember(alike)
            elif self.earlier and not self.keeps:
                self.earlier.forget()
        shutil.rmtree(self.staging, ignore_errors=True)


def recover(out: str, staging: str) -> None:
    """Finish what an earlier run began: from its journal, else by taking away what it had laid ready."""
    journal = _read_journal(staging)
    if journal:
        play(out, staging, journal)
    elif os.path.isdir(staging):  # noqa: PTH112
        shutil.rmtree(staging)


def write_journal(staging: str, journal: Journal) -> None:
    """From here on there is no way back, only forward."""
    new = Path(staging, f"{_JOURNAL}.new")
    new.write_bytes(msgspec.msgpack.encode(journal))
    new.replace(Path(staging, _JOURNAL))


def play(out: str, staging: str, journal: Journal) -> None:
    """Do what the journal says; what was done already is passed over."""
    _apply(out, staging, journal)
    shutil.rmtree(staging)


def _apply(out: str, staging: str, journal: Journal) -> None:
    in_the_way = _in_the_way(journal)
    for path in in_the_way:
        _remove(out, path)
    folders: set[str] = set()
    for number, path in enumerate(journal.put):
        _make_folder(f"{out}/{path}".rpartition("/")[0], folders)
        with suppress(FileNotFoundError):  # an earlier run came this far
            os.replace(f"{staging}/{number}", f"{out}/{path}")  # noqa: PTH105
    for path in journal.remove:
        if path not in in_the_way:
            _remove(out, path)


def check(out: str, journal: Journal) -> None:
    """Look at every place before the first is touched. Raises OutputError."""
    if not os.path.lexists(out):
        return  # nothing can be in the way
    removed = set(journal.remove)
    folders: set[str] = set()
    for path in journal.put:
        place = Path(f"{out}/{path}")
        if place.is_dir() and not place.is_symlink() and not _becomes_empty(out, path, removed):
            raise _refused(path, "a folder stands in its place", "move the folder away")
        _check_folder(out, path.rpartition("/")[0], removed, folders)


def _check_folder(out: str, folder: str, removed: set[str], known: set[str]) -> None:
    """Whether `folder` is, or can become, a folder of ours to write to."""
    while folder not in known:
        known.add(folder)
        place = f"{out}/{folder}" if folder else out
        if folder and os.path.islink(place):  # noqa: PTH114
            raise _refused(folder, "a link stands in its place, which may lead anywhere", "remove the link")
        if os.path.isdir(place):  # noqa: PTH112
            if not os.access(place, os.W_OK | os.X_OK):
                raise _refused(folder, "the folder cannot be written", "change its permissions")
        elif os.path.lexists(place) and folder not in removed:
            raise _refused(folder, "a file stands in the place of a folder", "move the file away")
        folder = folder.rpartition("/")[0]


def _becomes_empty(out: str, folder: str, removed: set[str]) -> bool:
    place = f"{out}/{folder}"
    files = [os.path.join(base, name) for base, _, names in os.walk(place) for name in names]  # noqa: PTH118
    return all(file.removeprefix(f"{out}/").replace(os.sep, "/") in removed for file in files)


def _in_the_way(journal: Journal) -> set[str]:
    """Removed files whose place is needed: as a folder, or because their folder becomes a file."""
    put = set(journal.put)
    parents = {parent for path in put for parent in _parents(path)}
    return {path for path in journal.remove if path in parents or not put.isdisjoint(_parents(path))}


def _parents(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:end]) for end in range(1, len(parts))]


def _make_folder(folder: str, known: set[str]) -> None:
    if folder not in known:
        try:
            os.mkdir(folder)  # noqa: PTH102 - nearly always the last folder alone is missing
        except OSError:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        known.add(folder)


def _remove(out: str, path: str) -> None:
    """Remove a file, then the folders that it leaves empty."""
    with suppress(FileNotFoundError, NotADirectoryError):
        os.unlink(f"{out}/{path}")  # noqa: PTH108
    for folder in reversed(_parents(path)):
        try:
            os.rmdir(f"{out}/{folder}")  # noqa: PTH106
        except OSError:
            return


def _content(path: str) -> bytes | None:
    try:
        return Path(path).read_bytes()
    except OSError:
        return None


def _read_journal(staging: str) -> Journal | None:
    try:
        journal = msgspec.msgpack.decode(Path(staging, _JOURNAL).read_bytes(), type=Journal)
        paths = Paths()
        for path in (*journal.put, *journal.remove):
            if path != MANIFEST:
                paths.check(path)
    except (OSError, msgspec.MsgspecError, OutputError):
        return None
    return journal


def _refused(path: str, message: str, hint: str) -> OutputError:
    return OutputError(Problem(Where(path or "."), f"the output cannot be written here: {message}", hint))
