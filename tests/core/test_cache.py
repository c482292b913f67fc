from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sitegen.core.cache import Cache, open_cache


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / ".sitegen" / "cache.sqlite3"


@pytest.fixture
def filled(file: Path) -> Path:
    with open_cache(file) as cache:
        cache.put_many({b"%d" % number: b"value %d" % number * 50 for number in range(1200)})
    return file


def is_usable(cache: Cache) -> bool:
    cache.put_many({b"new": b"fresh"})
    return cache.get_many([b"new"]) == {b"new": b"fresh"}


def test_what_was_put_is_there_later(filled: Path) -> None:
    with open_cache(filled) as cache:
        found = cache.get_many([b"7", b"1100", b"none"])
    assert found == {b"7": b"value 7" * 50, b"1100": b"value 1100" * 50}


def test_more_keys_than_a_query_can_hold(filled: Path) -> None:
    with open_cache(filled) as cache:
        assert len(cache.get_many([b"%d" % number for number in range(40_000)])) == 1200


def test_putting_again_replaces(file: Path) -> None:
    with open_cache(file) as cache:
        cache.put_many({b"a": b"1"})
        cache.put_many({b"a": b"2"})
        assert cache.get_many([b"a"]) == {b"a": b"2"}
        assert cache.info().entries == 1


def test_without_a_file_it_forgets_at_the_end() -> None:
    with open_cache(None) as cache:
        assert is_usable(cache)
        assert cache.problem is None
    with open_cache(None) as cache:
        assert cache.get_many([b"new"]) == {}


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00" * 5000, b"no database at all", b"SQLite format 3\x00" + b"\xff" * 4000],
    ids=["empty", "zeros", "text", "broken header"],
)
def test_a_file_that_is_none_is_begun_anew(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    with open_cache(file) as cache:
        assert cache.problem is None
        assert is_usable(cache)


def test_a_foreign_database_is_kept_aside(file: Path) -> None:
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as foreign, foreign:
        foreign.execute("CREATE TABLE recipes (name TEXT)")
    with open_cache(file) as cache:
        assert is_usable(cache)
    with closing(sqlite3.connect(file.with_name("cache.sqlite3.old"))) as kept:
        assert kept.execute("SELECT count(*) FROM recipes").fetchone() == (0,)


def test_a_cache_of_another_version_is_as_empty(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as other, other:
        other.execute("PRAGMA user_version = 99")
    with open_cache(filled) as cache:
        assert cache.get_many([b"7"]) == {}
        assert is_usable(cache)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_file_gives_nothing_wrong_and_heals(filled: Path, share: float) -> None:
    os.truncate(filled, int(filled.stat().st_size * share))
    keys = [b"%d" % number for number in range(1200)]
    with open_cache(filled) as cache:
        found = cache.get_many(keys)
        assert all(value == b"value " + key + (b"value " + key) * 49 for key, value in found.items())
        cache.put_many({b"new": b"fresh"})
    with open_cache(filled) as cache:
        assert is_usable(cache)


def test_flipped_bits_are_missing_values(filled: Path) -> None:
    content = bytearray(filled.read_bytes())
    place = content.find(b"value 7value 7")
    content[place + 20] ^= 1
    filled.write_bytes(content)
    with open_cache(filled) as cache:
        assert set(cache.get_many([b"7", b"8"])) == {b"8"}


def test_a_place_that_cannot_be_written_gives_one_warning(tmp_path: Path) -> None:
    (tmp_path / ".sitegen").write_text("a file where the folder should be")
    with open_cache(tmp_path / ".sitegen" / "cache.sqlite3") as cache:
        assert cache.problem is not None
        assert not cache.problem.fatal
        assert is_usable(cache)


def test_prune_forgets_what_is_old_and_what_is_too_much(filled: Path) -> None:
    with open_cache(filled) as cache:
        assert cache.prune(days=30) == 0
        assert cache.prune(days=30, max_bytes=100_000) > 600
        assert 0 < cache.info().entries < 600
    with closing(sqlite3.connect(filled)) as connection, connection:
        connection.execute("UPDATE remembered SET day = day - 40")
    with open_cache(filled) as cache:
        left = cache.info().entries
        used = cache.get_many([b"%d" % number for number in range(1200)])
        cache.prune(days=30)
        assert cache.info().entries == len(used) == left, "what a build just used is not old"


def test_what_grows_beyond_its_bound_is_pruned_when_it_is_closed(filled: Path) -> None:
    with open_cache(filled, max_bytes=200_000) as cache:
        assert cache.info().entries == 1200
    assert filled.stat().st_size <= 200_000
    with open_cache(filled, max_bytes=200_000) as cache:
        left = cache.info().entries
        assert 0 < left < 1200
    with open_cache(filled) as cache:
        assert cache.info().entries == left, "once it is small nothing more is forgotten"


def test_unused_entries_are_pruned_by_age(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection, connection:
        connection.execute("UPDATE remembered SET day = day - 40")
    with open_cache(filled) as cache:
        cache.get_many([b"1", b"2"])
        assert cache.prune(days=30) == 1198


def test_clear_forgets_everything(filled: Path) -> None:
    with open_cache(filled) as cache:
        assert cache.clear() == 1200
        assert cache.info().entries == 0
        assert is_usable(cache)


def _fill(path: str, start: int) -> None:
    for number in range(start, start + 20):
        with open_cache(Path(path)) as cache:
            cache.put_many({b"%d" % number: b"%d" % number})


def test_two_processes_at_once_lose_nothing(file: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_fill, args=(str(file), start)) for start in (0, 100)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    with open_cache(file) as cache:
        assert cache.info().entries == 40


def _fill_for_ever(path: str) -> None:
    with open_cache(Path(path)) as cache:
        for number in range(10**9):
            cache.put_many({b"%d" % number: b"%d" % number})


def test_a_killed_process_leaves_a_whole_file(file: Path) -> None:
    worker = multiprocessing.get_context("spawn").Process(target=_fill_for_ever, args=(str(file),))
    worker.start()
    with open_cache(file) as cache:
        while cache.info().entries < 20:
            pass
        assert worker.pid is not None
        os.kill(worker.pid, signal.SIGKILL)
        worker.join()
    with open_cache(file) as cache:
        count = cache.info().entries
        assert cache.get_many([b"%d" % number for number in range(count)]) == {
            b"%d" % number: b"%d" % number for number in range(count)
        }


def test_what_lies_beside_a_used_entry_is_used_too(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection, connection:
        connection.execute("UPDATE remembered SET day = day - 40")
    with open_cache(filled) as cache:
        assert set(cache.get_many([b"1", b"2"], {b"1": b"3"})) == {b"1", b"2"}
        assert cache.prune(days=30) == 1197
        assert set(cache.get_many([b"1", b"2", b"3", b"4"])) == {b"1", b"2", b"3"}
