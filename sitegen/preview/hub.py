"""What the browser must know about the builds: a gate for requests, news for open pages."""

from __future__ import annotations

import asyncio
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.preview.rebuild import Outcome

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable


class News(Struct, frozen=True):
    """The newest build: `number` differs for every build, also of an earlier run of the server."""

    number: str
    outcome: Outcome
    ever_written: bool


class Hub:
    """Belongs to one event loop; `stale` and `built` may be called from any thread."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._run = secrets.token_hex(4)
        self._count = 0
        self._fresh = asyncio.Event()
        self._turn = asyncio.Event()
        self._closed = False
        self.news = News(f"{self._run}-0", Outcome(False), False)

    def stale(self) -> None:
        self._soon(self._fresh.clear)

    def built(self, outcome: Outcome, fresh: bool) -> None:
        self._soon(lambda: self._take(outcome, fresh))

    def close(self) -> None:
        """End all streams and let all requests pass."""
        self._closed = True
        self._fresh.set()
        self._turn.set()

    async def ready(self, patience: float) -> None:
        """Wait until the pages on disk are what the editor wrote, at most `patience` seconds."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._fresh.wait(), patience)

    async def stream(self, heartbeat: float) -> AsyncIterator[News | None]:
        """The news now and whenever it changes; None after `heartbeat` seconds without. Ends when the hub closes.

        A slow reader misses what is no longer new: nothing is queued for it.
        """
        seen = ""
        while not self._closed:
            turn = self._turn
            if self.news.number != seen:
                seen = self.news.number
                yield self.news
                continue
            try:
                await asyncio.wait_for(turn.wait(), heartbeat)
            except TimeoutError:
                yield None

    def _take(self, outcome: Outcome, fresh: bool) -> None:
        self._count += 1
        self.news = News(f"{self._run}-{self._count}", outcome, self.news.ever_written or outcome.written)
        if fresh:
            self._fresh.set()
        ended, self._turn = self._turn, asyncio.Event()
        ended.set()

    def _soon(self, call: Callable[[], object]) -> None:
        with suppress(RuntimeError):  # the loop has ended: nobody listens any more
            self._loop.call_soon_threadsafe(call)
