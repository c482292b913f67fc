"""Builds in a process of its own, so that neither a template without an end nor a crash takes the preview down."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import time
import warnings
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

from msgspec import Struct

from sitegen.core.errors import Problem, Where
from sitegen.preview.rebuild import Outcome, attempt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from multiprocessing.connection import Connection
    from types import FrameType

LIMIT = 10.0  # seconds that one page may take
SILENCE = 60.0  # seconds without a sign of life after which a build is given up
_PULSE = 0.5
_GRACE = 2.0  # seconds in which a process that is ended may send its own workers home


class Pulse(Struct, frozen=True):
    """A sign of life: for how many seconds the build has been at one page, and in which template."""

    seconds: float
    where: Where | None


def _unprepared(_: str) -> Iterable[None]:
    return ()


class Bench:
    """Calls `make(base_url)`, a picklable function, in a process that is ended when it does not come to an end.

    `rehearse(base_url)`, picklable too, prepares for the next build in small steps once one is done and told; it is
    left between two of them when the next one is wanted. `limit` and `silence` are in seconds. `build` is called by one
    thread at a time; `close` by any.
    """

    def __init__(
        self,
        make: Callable[[str], Outcome],
        limit: float = LIMIT,
        silence: float = SILENCE,
        rehearse: Callable[[str], Iterable[None]] = _unprepared,
    ) -> None:
        self._make = make
        self._rehearse = rehearse
        self._limit = limit
        self._silence = silence
        self._process: Any = None
        self._line: Connection | None = None
        self._closed = False

    def build(self, base_url: str) -> Outcome:
        """The outcome of `make`; a build that had to be ended, or died, is an outcome too."""
        begun = time.monotonic()
        try:
            line = self._opened()
            line.send(base_url)
            problem = self._followed(line)
        except (EOFError, OSError):
            problem = _died(self._exit_code())
        if isinstance(problem, Outcome):
            return problem
        self._end()
        return Outcome(False, (problem,), time.monotonic() - begun)

    def close(self) -> None:
        """End the process, also in the midst of a build."""
        self._closed = True
        self._end()

    def _exit_code(self) -> int | None:
        process = self._process
        if process is not None:
            process.join(_GRACE)
        return process.exitcode if process is not None else None

    def _followed(self, line: Connection) -> Outcome | Problem:
        while line.poll(self._silence):
            told = line.recv()
            if isinstance(told, Outcome):
                return told
            if told.where is not None and told.seconds > self._limit:
                return _endless(told, self._limit)
        message = f"the build gave no sign of life for {self._silence:.0f} seconds and was stopped"
        return Problem(Where("templates"), message, "look for a loop without an end in what you changed last")

    def _opened(self) -> Connection:
        if self._line is None or not self._process.is_alive():
            import multiprocessing

            self._end()
            if self._closed:
                raise EOFError
            context = multiprocessing.get_context("spawn")
            self._line, other = context.Pipe()
            self._process = context.Process(
                target=_work, args=(other, self._make, self._rehearse), name="sitegen-build"
            )
            self._process.start()
            other.close()  # so that the end of either process is seen by the other
            if not self._line.poll(SILENCE):
                raise EOFError
            self._line.recv()
        return self._line

    def _end(self) -> None:
        process, self._process, line, self._line = self._process, None, self._line, None
        if process is not None:
            process.terminate()
            process.join(_GRACE)
            process.kill()
            process.join()
        if line is not None:
            line.close()


def _endless(told: Pulse, limit: float) -> Problem:
    message = f"this template did not come to an end within {limit:.0f} seconds and was stopped"
    return Problem(
        told.where or Where("templates"), message, "look for a loop that never ends, or for a far too long one"
    )


def _died(code: int | None) -> Problem:
    why = f"signal {-code}" if code and code < 0 else f"exit code {code}"
    return Problem(Where("sitegen"), f"the process that builds ended ({why})", "save a file to build again")


def _work(line: Connection, make: Callable[[str], Outcome], rehearse: Callable[[str], Iterable[None]]) -> None:
    """The life of the process: a build for every message, until the preview is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the preview, which then ends us
    signal.signal(signal.SIGTERM, _leave)
    gc.disable()  # an editor waits for a build; what it leaves behind is looked through when nobody does
    pulse = _Heart(line)
    with suppress(EOFError, OSError):
        line.send(Pulse(0.0, None))
        while True:
            base_url = line.recv()
            with pulse:
                outcome = attempt(partial(make, base_url))
            line.send(outcome)
            gc.collect()
            if outcome.written:
                with pulse:
                    _prepare(line, partial(rehearse, base_url))


def _leave(*_: object) -> NoReturn:
    """End in an orderly way, for workers must not be left behind; of a file that is open nobody needs to hear."""
    warnings.simplefilter("ignore", ResourceWarning)
    sys.exit(1)


def _prepare(line: Connection, rehearse: Callable[[], Iterable[None]]) -> None:
    """Make use of the time until somebody wants a build; what goes wrong here, the build will meet again, and tell."""
    with suppress(Exception):
        for _ in rehearse():
            if line.poll():
                break
        else:
            gc.collect()


class _Heart:
    """Sends signs of life from a thread of its own while it is entered by the main thread."""

    def __init__(self, line: Connection) -> None:
        self._line = line
        self._working = threading.Event()
        self._sending = threading.Lock()
        self._main = threading.get_ident()
        threading.Thread(target=self._beat, name="sitegen-pulse", daemon=True).start()

    def __enter__(self) -> None:
        self._working.set()

    def __exit__(self, *_: object) -> None:
        with self._sending:
            self._working.clear()

    def _beat(self) -> None:
        page: FrameType | None = None
        since = time.monotonic()
        while self._working.wait():
            time.sleep(_PULSE)
            now, where = _position(self._main)
            if now is not page:
                page, since = now, time.monotonic()
            with self._sending:
                if self._working.is_set():
                    self._send(Pulse(time.monotonic() - since, where))

    def _send(self, pulse: Pulse) -> None:
        try:
            self._line.send(pulse)
        except OSError:  # the preview is gone, and the build may be one without an end
            os._exit(1)


def _position(thread: int) -> tuple[FrameType | None, Where | None]:
    from sitegen.rendering.standstill import standing_in

    place = standing_in(sys._current_frames().get(thread))
    return place or (None, None)
