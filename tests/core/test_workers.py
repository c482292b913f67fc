from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from sitegen.core.cache import Cache, open_cache
from sitegen.core.errors import ClippingError, Where
from sitegen.core.serial import SerialExecutor
from sitegen.core.workers import Crew, Done, Faulty, Stage, cores, through

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Shouted:
    text: str
    pid: int = 0


def shout(text: str, tools: str) -> Shouted:
    if text == "bad":
        raise ClippingError.at(Where("bad.txt", 3), "cannot be shouted")
    if text == "bug":
        raise KeyError("a bug")
    if text == "death":
        os._exit(9)
    while text == "for ever":
        pass
    return Shouted(text.upper() + tools, os.getpid())


def same(text: str) -> str:
    return text


STAGE: Stage[str, Shouted] = Stage("shout", "1", shout, Shouted, same, same, "!", "tools 1")


@pytest.fixture
def cache() -> Iterator[Cache]:
    with open_cache(None) as opened:
        yield opened


def texts(done: Done[Shouted]) -> list[str]:
    return [result.text for result in done.results if isinstance(result, Shouted)]


def test_results_come_in_the_order_of_the_items(cache: Cache) -> None:
    assert texts(through(STAGE, ["b", "a", "c"], cache, Crew(1))) == ["B!", "A!", "C!"]


def test_only_what_is_new_is_worked_out(cache: Cache) -> None:
    assert through(STAGE, ["a", "b"], cache, Crew(1)).ran == 2
    again = through(STAGE, ["c", "b", "a"], cache, Crew(1))
    assert (again.ran, texts(again)) == (1, ["C!", "B!", "A!"])


def test_equal_items_are_worked_out_once(cache: Cache) -> None:
    done = through(STAGE, ["a", "b", "a"], cache, Crew(1))
    assert (done.ran, texts(done)) == (2, ["A!", "B!", "A!"])


@pytest.mark.parametrize("change", [{"version": "2"}, {"context": "tools 2"}, {"name": "whisper"}])
def test_another_name_version_or_context_is_another_key(cache: Cache, change: dict[str, Any]) -> None:
    through(STAGE, ["a"], cache, Crew(1))
    assert through(replace(STAGE, **change), ["a"], cache, Crew(1)).ran == 1


def test_a_fault_takes_the_place_of_its_result_and_is_not_remembered(cache: Cache) -> None:
    done = through(STAGE, ["a", "bad", "b"], cache, Crew(1))
    faulty = done.results[1]
    assert isinstance(faulty, Faulty)
    assert faulty.problems[0].where == Where("bad.txt", 3)
    assert texts(done) == ["A!", "B!"]
    assert through(STAGE, ["a", "bad", "b"], cache, Crew(1)).ran == 1


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_bug_names_its_item(cache: Cache, jobs: int) -> None:
    with pytest.raises(KeyError) as caught:
        through(STAGE, [*map(str, range(20)), "bug"], cache, Crew(jobs))
    assert "while the stage 'shout' was at bug" in caught.value.__notes__


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_takes_too_long_is_given_up_and_named(cache: Cache, jobs: int) -> None:
    items = ["a", "for ever", *map(str, range(20))]
    done = through(STAGE, items, cache, Crew(jobs, patience=0.2))
    assert [str(problem) for result in done.results if isinstance(result, Faulty) for problem in result.problems] == [
        "for ever: it was given up after 0 seconds of computing\n"
        "  hint: a clipping is one article: remove what is no prose, or split it"
    ]
    assert len(texts(done)) == len(items) - 1


def test_an_item_that_kills_its_process_is_named_and_the_rest_is_done(cache: Cache) -> None:
    items = [*map(str, range(10)), "death", *map(str, range(10, 20))]
    done = through(STAGE, items, cache, Crew(2))
    assert [number for number, result in enumerate(done.results) if isinstance(result, Faulty)] == [10]
    assert "the process that worked on it died" in str(done.results[10])
    assert len(texts(done)) == 20


def test_a_value_of_another_shape_is_worked_out_again(cache: Cache) -> None:
    done = through(STAGE, ["a"], cache, Crew(1))
    cache.put_many({done.keys[0]: b"\xc1 not msgpack"})
    assert texts(through(STAGE, ["a"], cache, Crew(1))) == ["A!"]


def test_many_items_are_shared_by_processes(cache: Cache) -> None:
    items = [f"item {number}" for number in range(60)]
    done = through(STAGE, [*items[:30], "bad", *items[30:]], cache, Crew(2))
    assert texts(done) == [f"{item.upper()}!" for item in items]
    assert os.getpid() not in {result.pid for result in done.results if isinstance(result, Shouted)}


def test_few_items_start_no_process(cache: Cache) -> None:
    done = through(STAGE, ["a", "b"], cache, Crew(4))
    assert {result.pid for result in done.results if isinstance(result, Shouted)} == {os.getpid()}


@pytest.mark.parametrize("executor", [SerialExecutor(), ThreadPoolExecutor(2)])
def test_any_executor_may_do_the_work(cache: Cache, executor: SerialExecutor | ThreadPoolExecutor) -> None:
    items = [f"item {number}" for number in range(20)]
    with executor:
        assert texts(through(STAGE, items, cache, Crew(executor=executor))) == [f"{item.upper()}!" for item in items]


def test_what_is_done_is_kept_when_a_bug_stops_the_rest(cache: Cache) -> None:
    items = [f"item {number}" for number in range(200)]
    with pytest.raises(KeyError):
        through(STAGE, [*items, "bug"], cache, Crew(1))
    assert through(STAGE, items, cache, Crew(1)).ran < 100


def test_progress_ends_at_the_whole(cache: Cache) -> None:
    told: list[tuple[int, int]] = []
    through(
        STAGE, [str(number) for number in range(150)], cache, Crew(1), lambda done, total: told.append((done, total))
    )
    assert told[-1] == (150, 150)
    assert told == sorted(told)


def test_at_least_one_core() -> None:
    assert cores() >= 1
