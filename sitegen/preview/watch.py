"""Tells when the editor's files change; the only importer of watchdog."""

from __future__ import annotations

import os
import warnings
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from watchdog.events import (
    EVENT_TYPE_CREATED,
    EVENT_TYPE_DELETED,
    EVENT_TYPE_MODIFIED,
    EVENT_TYPE_MOVED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import TracebackType
    from typing import Self

    from watchdog.observers.api import BaseObserver, ObservedWatch

FOLDERS = ("content", "seeds", "templates")

# Native observers report plain reads too; a build reads everything, so counting them would rebuild for ever.
_CHANGES = frozenset({EVENT_TYPE_CREATED, EVENT_TYPE_DELETED, EVENT_TYPE_MODIFIED, EVENT_TYPE_MOVED})
_SCRATCH_ENDINGS = (
    "~",
    ".tmp",
    ".temp",
    ".swp",
    ".swx",
    ".bak",
    ".part",
    ".crdownload",
    "___jb_tmp___",
    "___jb_old___",
)
_SCRATCH_NAMES = frozenset({"4913", "Thumbs.db", "desktop.ini"})


def is_scratch(name: str) -> bool:
    """Whether a file of this name is an editor's or a system's own, never a site's."""
    lowered = name.lower()
    return name.startswith((".", "#")) or lowered.endswith(_SCRATCH_ENDINGS) or name in _SCRATCH_NAMES


def _is_scratch_below(folder: Path, path: Path) -> bool:
    return path.is_relative_to(folder) and any(is_scratch(part) for part in path.relative_to(folder).parts)


class Watch:
    """Watches a site while it is entered; calls `changed` from a thread of its own, once for every event that counts.

    Watched are `content/`, `seeds/` and `templates/` below `root`, also when they come later or come back, and the
    folders `beside`. Nothing else of the site is: what a build writes never calls for a build.
    """

    def __init__(self, root: Path, changed: Callable[[], None], beside: Iterable[Path] = ()) -> None:
        self._root = root.resolve()
        self._changed = changed
        self._beside = tuple(folder.resolve() for folder in beside)
        self._observer: BaseObserver = Observer()
        self._watched: dict[str, ObservedWatch] = {}
        self._lock = Lock()

    def __enter__(self) -> Self:
        # Told when a folder is deleted and made anew faster than it is looked at: it is watched all the same.
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
        self._observer.schedule(_Handler(self._in_root), str(self._root), recursive=False)
        for folder in self._beside:
            if folder.is_dir() and folder not in {self._root / name for name in FOLDERS}:
                self._observer.schedule(_Handler(partial(self._in_folder, folder)), str(folder), recursive=True)
        for name in FOLDERS:
            self._follow(name)
        self._observer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._observer.stop()
        self._observer.join()

    def _in_root(self, event: FileSystemEvent) -> None:
        """A folder that comes, goes or is renamed: follow what is there now."""
        names = {Path(os.fsdecode(path)).name for path in (event.src_path, event.dest_path) if path}
        named = names.intersection(FOLDERS)
        if not named or event.event_type == EVENT_TYPE_MODIFIED:
            return
        for name in sorted(named):
            self._follow(name)
        self._changed()

    def _in_folder(self, folder: Path, event: FileSystemEvent) -> None:
        if event.is_directory and event.event_type == EVENT_TYPE_MODIFIED:
            return
        paths = [Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path]
        if not all(_is_scratch_below(folder, path) for path in paths):
            self._changed()

    def _follow(self, name: str) -> None:
        """Watch a folder anew: a watch does not outlive its folder, nor move to one of the same name."""
        with self._lock:
            old = self._watched.pop(name, None)
            if old is not None:
                self._observer.unschedule(old)
            folder = self._root / name
            if folder.is_dir():
                handler = _Handler(partial(self._in_folder, folder))
                with suppress(FileNotFoundError):  # gone again: its event will come
                    self._watched[name] = self._observer.schedule(handler, str(folder), recursive=True)


class _Handler(FileSystemEventHandler):
    """Passes on the events that change something."""

    def __init__(self, call: Callable[[FileSystemEvent], None]) -> None:
        self._call = call

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in _CHANGES:
            self._call(event)
