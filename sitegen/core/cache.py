"""What costly stages gave, remembered by the content of what they were given: one SQLite file.

Nothing here is ever an error: what cannot be read was never remembered, what cannot be written is made again.
"""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import closing, contextmanager, suppress
from datetime import date
from hashlib import blake2b
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from sitegen.core.errors import Problem, Where

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

FILE = ".sitegen/cache.sqlite3"
MAX_BYTES = 2 * 1024**3
_KEPT_DAYS = 30
_MARK = 0x53475243  # tells our file from any other SQLite file
_FORMAT = 1
_PATIENCE = 30.0  # seconds to wait for another build that writes
_CHUNK = 500
_TABLE = "CREATE TABLE IF NOT EXISTS remembered (key BLOB PRIMARY KEY, value BLOB NOT NULL, day INTEGER NOT NULL)"

_NONE: Mapping[bytes, bytes] = MappingProxyType({})

T = TypeVar("T")


class CacheInfo(Struct, frozen=True):
    """What the cache holds: entries, bytes on disk."""

    entries: int
    size: int


class Cache:
    """Values under keys. Safe for several processes at once; a value that was damaged counts as missing."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path | None,
        problem: Problem | None = None,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        self._connection = connection
        self._max_bytes = max_bytes
        self._path = path
        self._damaged = False
        self.problem = problem

    def get_many(self, keys: Sequence[bytes], beside: Mapping[bytes, bytes] = _NONE) -> dict[bytes, bytes]:
        """The values of those keys that are known. What lies under `beside[key]` counts as used together with `key`."""
        found: dict[bytes, bytes] = {}
        stale: list[bytes] = []
        today = date.today().toordinal()
        for key, sealed, day in self._rows(keys):
            value = _unsealed(sealed)
            if value is not None:
                found[key] = value
                if day != today:
                    stale.append(key)
        self._touch([*stale, *(beside[key] for key in stale if key in beside)], today)
        return found

    def put_many(self, values: Mapping[bytes, bytes]) -> None:
        """Remember values; a full disk or a file taken away means that they are not remembered."""
        if not values:
            return
        today = date.today().toordinal()
        rows = [(key, _sealed(value), today) for key, value in values.items()]
        self._write("INSERT OR REPLACE INTO remembered VALUES (?, ?, ?)", rows)

    def info(self) -> CacheInfo:
        return CacheInfo(self._count(), self._size())

    def prune(self, days: int, max_bytes: int = MAX_BYTES) -> int:
        """Forget what no build has used for `days` days, then the oldest beyond `max_bytes`. Gives how many."""
        before = self._count()
        self._write("DELETE FROM remembered WHERE day < ?", [(date.today().toordinal() - days,)])
        for keys in _chunks(list(self._beyond(max_bytes)), _CHUNK):
            self._write("DELETE FROM remembered WHERE key = ?", [(key,) for key in keys])
        self._vacuum()
        return before - self._count()

    def clear(self) -> int:
        """Forget everything. Gives how many entries there were."""
        before = self._count()
        self._write("DELETE FROM remembered", [()])
        self._vacuum()
        return before - self._count()

    def close(self) -> None:
        """Let go of the file; one found damaged on the way is moved aside, so that the next build begins anew.

        What has grown beyond its bound is pruned, to well below it: that takes a while, so it should be rare.
        """
        if not self._damaged and self._size() > self._max_bytes:
            self.prune(_KEPT_DAYS, self._max_bytes // 2)
        with suppress(sqlite3.Error):
            self._connection.close()
        if self._damaged and self._path:
            with suppress(OSError):
                _move_aside(self._path)

    @contextmanager
    def _forgiving(self) -> Iterator[None]:
        """Whatever the file does, the build goes on."""
        try:
            yield
        except sqlite3.OperationalError:  # busy, full, read-only: the file itself is sound
            pass
        except sqlite3.DatabaseError:
            self._damaged = True

    def _rows(self, keys: Sequence[bytes]) -> Iterator[tuple[bytes, bytes, int]]:
        for chunk in _chunks(keys, _CHUNK):
            marks = ",".join("?" * len(chunk))
            query = f"SELECT key, value, day FROM remembered WHERE key IN ({marks})"  # noqa: S608 - only question marks
            with self._forgiving():
                yield from self._connection.execute(query, chunk).fetchall()

    def _touch(self, keys: Sequence[bytes], today: int) -> None:
        self._write("UPDATE remembered SET day = ? WHERE key = ?", [(today, key) for key in keys])

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        if rows:
            with self._forgiving(), self._connection:
                self._connection.executemany(statement, rows)

    def _count(self) -> int:
        row = (0,)
        with self._forgiving():
            row = self._connection.execute("SELECT count(*) FROM remembered").fetchone()
        return int(row[0])

    def _beyond(self, max_bytes: int) -> Iterator[bytes]:
        """Keys to forget so that the values left fill at most `max_bytes`, those used last being kept."""
        total = 0
        query = "SELECT key, length(value) FROM remembered ORDER BY day DESC, key"
        with self._forgiving():
            for key, size in self._connection.execute(query):
                total += size
                if total > max_bytes:
                    yield key

    def _vacuum(self) -> None:
        with self._forgiving():
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _size(self) -> int:
        return sum(file.stat().st_size for file in self._files())

    def _files(self) -> list[Path]:
        return [file for file in _files_of(self._path) if file.is_file()] if self._path else []


class Shelf(Struct, frozen=True):
    """A part of a cache whose values have names of their own. Sent to another process it is empty there."""

    cache: Cache | None
    label: str

    def get(self, name: str) -> bytes | None:
        key = self._key(name)
        return self.cache.get_many([key]).get(key) if self.cache else None

    def put(self, name: str, value: bytes) -> None:
        if self.cache:
            self.cache.put_many({self._key(name): value})

    def __reduce__(self) -> tuple[type[Shelf], tuple[None, str]]:
        return Shelf, (None, self.label)

    def _key(self, name: str) -> bytes:
        return blake2b(f"{self.label}\0{name}".encode(), digest_size=16).digest()


@contextmanager
def open_cache(path: Path | None, max_bytes: int = MAX_BYTES) -> Iterator[Cache]:
    """The cache in the file `path`; None, or a folder that cannot be written, gives one that forgets at the end.

    A file that has grown beyond `max_bytes` is pruned when it is closed. One that is damaged, foreign or of another
    version is moved aside (`cache.sqlite3.old`).
    """
    cache = _opened(path, max_bytes)
    with closing(cache):
        yield cache


def _opened(path: Path | None, max_bytes: int) -> Cache:
    if path is None:
        return _forgetful()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for attempt in (_usable, _anew):
            connection = attempt(path)
            if connection is not None:
                return Cache(connection, path, max_bytes=max_bytes)
    except OSError as error:
        return _forgetful(_warning(path, error.strerror or "the folder cannot be used"))
    return _forgetful(_warning(path, "the file cannot be opened for writing"))


def _usable(path: Path) -> sqlite3.Connection | None:
    """A connection to the file if it is ours, whole and may be written; a new file becomes ours."""
    connection = None
    try:
        connection = sqlite3.connect(path, timeout=_PATIENCE, check_same_thread=False)
        if _is_ours(connection):
            return connection
    except sqlite3.Error:
        pass
    if connection is not None:
        connection.close()
    return None


def _is_ours(connection: sqlite3.Connection) -> bool:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("BEGIN IMMEDIATE")  # two builds that begin at once make one table
    mark, form = _pragma(connection, "application_id"), _pragma(connection, "user_version")
    new = not _pragma(connection, "schema_version")
    if new:
        connection.execute(_TABLE)
        connection.execute(f"PRAGMA application_id = {_MARK}")
        connection.execute(f"PRAGMA user_version = {_FORMAT}")
    connection.commit()
    if new or (mark, form) == (_MARK, _FORMAT):
        connection.execute("SELECT key, value, day FROM remembered LIMIT 1").fetchone()
        return True
    return False


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _anew(path: Path) -> sqlite3.Connection | None:
    _move_aside(path)
    return _usable(path)


def _move_aside(path: Path) -> None:
    """Keep what lies there under another name, for it may be somebody else's."""
    first, *others = _files_of(path)
    with suppress(FileNotFoundError):
        first.replace(first.with_name(f"{first.name}.old"))
    for file in others:  # a log without its file would be played into the new one
        file.unlink(missing_ok=True)


def _files_of(path: Path) -> list[Path]:
    return [path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")]


def _forgetful(problem: Problem | None = None) -> Cache:
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.execute(_TABLE)
    return Cache(connection, None, problem)


def _warning(path: Path, reason: str) -> Problem:
    where = Where(f"{path.parent.name}/{path.name}")
    hint = "builds take longer without it; make the folder writable"
    return Problem(where, f"nothing can be remembered: {reason}", hint, fatal=False)


def _sealed(value: bytes) -> bytes:
    return zlib.crc32(value).to_bytes(4, "big") + value


def _unsealed(sealed: bytes) -> bytes | None:
    """The value, None if it is not the one that was stored: SQLite itself does not notice flipped bits."""
    value = sealed[4:]
    return value if zlib.crc32(value).to_bytes(4, "big") == sealed[:4] else None


def _chunks(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (items[start : start + size] for start in range(0, len(items), size))
