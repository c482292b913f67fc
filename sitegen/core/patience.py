"""A bound on the time that one piece of work may take."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator


class TooLongError(BaseException):
    """The work was stopped. No `Exception`, lest a step on the way take it for a fault of its own."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Stop what is done inside after `seconds` of computing (waiting does not count). Raises TooLongError.

    Without effect outside a process's main thread, and on systems without such timers.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _stop(*_: object) -> NoReturn:
    raise TooLongError
