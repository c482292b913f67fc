"""Rebuilds after changes: a burst of them is one build, and none is forgotten."""

from __future__ import annotations

import time
import traceback
from threading import Condition, Thread
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from sitegen.core.errors import Problem, SitegenError, Where

if TYPE_CHECKING:
    from collections.abc import Callable

QUIET = 0.03  # seconds without a change after which a burst is over
GRACE = 5.0
PATIENCE = 2.0  # seconds after which a burst without an end is built all the same


class Outcome(Struct, frozen=True):
    """What a build came to: whether pages were written, the faults found, the seconds it took."""

    written: bool
    problems: tuple[Problem, ...] = ()
    seconds: float = 0.0


class Audience(Protocol):
    """Who must know. Called from other threads, in order, and must return at once."""

    def stale(self) -> None:
        """Something changed: the pages on disk are no longer what the editor wrote."""

    def built(self, outcome: Outcome, fresh: bool) -> None:
        """A build ended; `fresh` unless something changed since it began."""


class Rebuilder:
    """A thread that calls `make` when it is entered and again after each burst of `touch`.

    `make` raises nothing but bugs: a SitegenError is an outcome, and so is, with its traceback, any other exception.
    """

    def __init__(self, make: Callable[[], Outcome], audience: Audience) -> None:
        self._make = make
        self._audience = audience
        self._condition = Condition()
        self._wanted = 1
        self._built = 0
        self._touched = 0.0
        self._stopping = False
        self._thread = Thread(target=self._run, name="sitegen-rebuild", daemon=True)

    def start(self) -> None:
        """Begin, with a first build."""
        self._thread.start()

    def stop(self, cut_off: Callable[[], None] = lambda: None) -> None:
        """End after the build that runs, which `cut_off` may shorten: its outcome is not told any more.

        One that does not end within `GRACE` seconds dies with the program.
        """
        with self._condition:
            self._stopping = True
            self._condition.notify_all()
        cut_off()
        self._thread.join(GRACE)

    def touch(self) -> None:
        """Something changed."""
        with self._condition:
            self._wanted += 1
            self._touched = time.monotonic()
            self._audience.stale()
            self._condition.notify_all()

    def _run(self) -> None:
        while (wanted := self._next()) is not None:
            outcome = attempt(self._make)
            with self._condition:
                if self._stopping:  # nobody wants to know any more, and the build may have been cut off
                    return
                self._built = wanted
                self._audience.built(outcome, fresh=self._wanted == wanted)

    def _next(self) -> int | None:
        """Wait for a change and then for quiet; the number of changes to build, None to stop."""
        with self._condition:
            self._condition.wait_for(lambda: self._stopping or self._wanted > self._built)
            end = time.monotonic() + PATIENCE
            while not self._stopping and (left := min(self._touched + QUIET, end) - time.monotonic()) > 0:
                self._condition.wait(left)
            return None if self._stopping else self._wanted


def attempt(make: Callable[[], Outcome]) -> Outcome:
    """The outcome of `make`, whatever happens in it: a preview outlives every fault."""
    begun = time.monotonic()
    try:
        return make()
    except SitegenError as error:
        return Outcome(False, error.problems, time.monotonic() - begun)
    except Exception as error:
        return Outcome(False, (_bug(error),), time.monotonic() - begun)


def _bug(error: Exception) -> Problem:
    last = traceback.extract_tb(error.__traceback__)[-1:]
    place = Where("sitegen", last[0].lineno or 0) if last else Where("sitegen")
    lines = "".join(traceback.format_exception(error)).rstrip()
    return Problem(place, f"a fault of the program itself: {type(error).__name__}: {error}", lines)
