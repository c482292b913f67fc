"""A stage over many items: what is remembered is not done again, the rest is done by all cores."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache, partial
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

import msgspec
from msgspec import Struct, field

from sitegen.core import tracing
from sitegen.core.errors import Problem, SitegenError, Where
from sitegen.core.patience import TooLongError, at_most

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from sitegen.core.cache import Cache

In = TypeVar("In")
Out = TypeVar("Out")
T = TypeVar("T")

_FEW = 8  # so many items are done here, before a worker would have started
_CHUNK = 8
_READ_AT_ONCE = 500
_STORE_EVERY = 64  # a build that is killed has lost no more than that
_PATIENCE = 60.0  # seconds of computing for one item: a thousand times what an ordinary clipping takes

# Told, for each batch of items, how many are finished and how many there are.
Progress = Callable[[int, int], None]


class Stage(Struct, Generic[In, Out], frozen=True):
    """A pure function and all that names its results.

    `run` is a module-level function of an item and `tools`, which cross to each worker once. `context` is the digest
    of the tools, `version` that of the code, `content` gives the digest of an item, `name_of` its name for notes.
    `kind` is the type of a result: dataclasses of plain values. `fetch` completes an item that is to be worked on.
    """

    name: str
    version: str
    run: Callable[[In, Any], Out]
    kind: type[Out]
    content: Callable[[In], str]
    name_of: Callable[[In], str]
    tools: Any = None
    context: str = ""
    fetch: Callable[[In], In] | None = None

    def key(self, item: In) -> bytes:
        """Equal keys, equal results."""
        return _named("\0".join((self.name, self.version, self.context, self.content(item))))


def _named(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


class Faulty(Struct, frozen=True):
    """In the place of a result: why there is none."""

    problems: tuple[Problem, ...]


class Done(Struct, Generic[Out], frozen=True):
    """The results in the order of the items, their keys, and how many of them were worked out just now."""

    results: tuple[Out | Faulty, ...]
    keys: tuple[bytes, ...]
    ran: int


class Crew(Struct):
    """Who works: `jobs` processes, started only for many items; or an executor of the caller's.

    `patience`: seconds of computing after which an item is given up as faulty.
    """

    jobs: int = field(default_factory=lambda: cores())
    executor: Executor | None = None
    patience: float = _PATIENCE

    def work(self, stage: Stage[In, Out], items: Sequence[In]) -> Iterator[Out | Faulty]:
        """The results in order. A bug in `stage.run` comes out with a note that names its item."""
        if self.executor is not None:
            yield from self.executor.map(partial(_attempt, stage, self.patience), items, chunksize=_CHUNK)
        elif self.jobs <= 1 or len(items) <= _FEW:
            yield from map(partial(_attempt, stage, self.patience), items)
        else:
            yield from self._surviving(stage, items)

    def _surviving(self, stage: Stage[In, Out], items: Sequence[In]) -> Iterator[Out | Faulty]:
        """The results of processes, the item at which one died being faulty."""
        from concurrent.futures.process import BrokenProcessPool

        done, one_by_one = 0, 0
        while done < len(items):
            try:
                for result in self._in_processes(stage, items[done : done + 1] if one_by_one else items[done:]):
                    yield result
                    done += 1
            except BrokenProcessPool:
                if one_by_one:
                    yield _died(stage, items[done])
                    done += 1
                else:  # it died at one of the next, working on as many chunks as there are processes
                    one_by_one = 2 * _CHUNK * self.jobs + 1
            one_by_one = max(0, one_by_one - 1)

    def _in_processes(self, stage: Stage[In, Out], items: Sequence[In]) -> Iterator[Out | Faulty]:
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        # Never fork: a preview has threads, and a forked child would hold their locks for ever.
        context = multiprocessing.get_context("spawn")
        jobs = min(self.jobs, len(items))
        with ProcessPoolExecutor(jobs, context, initializer=_equip, initargs=(stage, self.patience)) as pool:
            try:
                yield from pool.map(_attempt_equipped, items, chunksize=max(1, min(_CHUNK, len(items) // (2 * jobs))))
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise


def cores() -> int:
    """How many cores this process may use."""
    with suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def through(
    stage: Stage[In, Out],
    items: Sequence[In],
    cache: Cache,
    crew: Crew,
    progress: Progress | None = None,
) -> Done[Out]:
    """Each item's result, remembered or worked out now. Equal items are worked out once; faults are not remembered."""
    return through_keeping(lambda result: result, stage, items, cache, crew, progress)


def through_keeping(
    kept: Callable[[Out], T],
    stage: Stage[In, Out],
    items: Sequence[In],
    cache: Cache,
    crew: Crew,
    progress: Progress | None = None,
) -> Done[T]:
    """The same, of each result only what `kept` makes of it: all results together may be too much for memory."""
    keys = [stage.key(item) for item in items]
    known: dict[bytes, T | Faulty] = {key: kept(out) for key, out in _remembered(stage.kind, cache, keys)}
    missing = {key: item for key, item in zip(keys, items, strict=True) if key not in known}
    done = crew.work(stage, [stage.fetch(item) for item in missing.values()] if stage.fetch else list(missing.values()))
    fresh = zip(missing, done, strict=True)
    for batch in _batches(fresh, _STORE_EVERY):
        cache.put_many({key: msgspec.msgpack.encode(out) for key, out in batch if not isinstance(out, Faulty)})
        known.update((key, out if isinstance(out, Faulty) else kept(out)) for key, out in batch)
        if progress:
            progress(len(known), len(keys))
    return Done(tuple(known[key] for key in keys), tuple(keys), len(missing))


def in_short(
    shorten: Callable[[Out], Out],
    version: str,
    stage: Stage[In, Out],
    items: Sequence[In],
    cache: Cache,
    crew: Crew,
    progress: Progress | None = None,
    at_hand: dict[bytes, Out] | None = None,
) -> Done[Out]:
    """Each item's result, shortened, with the key of the whole one. Short ones are remembered beside the whole.

    So where nothing is new, no whole result is even read. `version` is that of `shorten`. `at_hand` are short ones by
    their keys, which need not be read either; afterwards it holds all of these.
    """
    keys = [stage.key(item) for item in items]
    names = {key: _short(version, key) for key in keys}
    known = at_hand or {}
    short = {names[key]: known[names[key]] for key in keys if names[key] in known}
    unread = {name: key for key, name in names.items() if name not in short}
    short.update(_remembered(stage.kind, cache, unread, unread))
    missing = [item for key, item in zip(keys, items, strict=True) if names[key] not in short]
    done = through_keeping(shorten, stage, missing, cache, crew, progress)
    fresh = dict(zip(done.keys, done.results, strict=True))
    cache.put_many(
        {names[key]: msgspec.msgpack.encode(out) for key, out in fresh.items() if not isinstance(out, Faulty)}
    )
    results = tuple(fresh[key] if key in fresh else short[names[key]] for key in keys)
    if at_hand is not None:
        at_hand.clear()
        at_hand.update((names[key], out) for key, out in zip(keys, results, strict=True) if not isinstance(out, Faulty))
    return Done(results, tuple(keys), done.ran)


def _short(version: str, key: bytes) -> bytes:
    """The key of the short result beside that of the whole one."""
    return _named(f"short\0{version}\0{key.hex()}")


def recalled_in_short(kind: type[Out], version: str, keys: Iterable[bytes], cache: Cache) -> dict[bytes, Out]:
    """Short results by the keys of the whole ones, as far as they are remembered."""
    names = {_short(version, key): key for key in keys}
    return {names[name]: out for name, out in _remembered(kind, cache, names)}


def recalled(kind: type[Out], keys: Iterable[bytes], cache: Cache) -> dict[bytes, Out]:
    """The results with those keys that are remembered."""
    return dict(_remembered(kind, cache, keys))


def _remembered(
    kind: type[Out], cache: Cache, keys: Iterable[bytes], beside: Mapping[bytes, bytes] | None = None
) -> Iterator[tuple[bytes, Out]]:
    """Read batch by batch: all the bytes at once would take as much room as the values."""
    decoder: msgspec.msgpack.Decoder[Out] = _decoder(cast("Hashable", kind))
    for batch in _batches(dict.fromkeys(keys), _READ_AT_ONCE):
        for key, value in cache.get_many(batch, beside or {}).items():
            with suppress(msgspec.MsgspecError, ValueError):
                yield key, decoder.decode(value)


@lru_cache(maxsize=8)
def _decoder(kind: Hashable) -> msgspec.msgpack.Decoder[Any]:
    """Made once for a kind of result: it takes longer than to decode one."""
    return msgspec.msgpack.Decoder(kind)


def _batches(pairs: Iterable[T], size: int) -> Iterator[list[T]]:
    pairs = iter(pairs)
    while batch := list(islice(pairs, size)):
        yield batch


def _attempt(stage: Stage[In, Out], patience: float, item: In) -> Out | Faulty:
    try:
        with at_most(patience):
            return stage.run(item, stage.tools)
    except SitegenError as error:
        tracing.tell(error)
        return Faulty(error.problems)
    except TooLongError:
        message = f"it was given up after {patience:.0f} seconds of computing"
        return _given_up(stage, item, message, "a clipping is one article: remove what is no prose, or split it")
    except Exception as error:
        error.add_note(f"while the stage '{stage.name}' was at {stage.name_of(item)}")
        raise


def _died(stage: Stage[In, Out], item: In) -> Faulty:
    message = "the process that worked on it died, perhaps for want of memory"
    return _given_up(stage, item, message, "remove what is no prose, or split it; then build again")


def _given_up(stage: Stage[In, Out], item: In, message: str, hint: str) -> Faulty:
    return Faulty((Problem(Where(stage.name_of(item)), message, hint),))


_equipped: list[tuple[Stage[Any, Any], float]] = []


def _equip(stage: Stage[Any, Any], patience: float) -> None:
    """Runs once in each worker, so that tools do not travel with every item."""
    gc.disable()  # as in the build itself: it lives no longer than its stage, whose results hold no cycles
    _equipped[:] = [(stage, patience)]


def _attempt_equipped(item: Any) -> Any:
    return _attempt(*_equipped[0], item)
