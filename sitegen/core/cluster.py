"""An existing Dask cluster, or one on this machine, as an executor: extraction on more than one machine."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from functools import lru_cache
from itertools import islice
from typing import Any

from sitegen.core.code import code_digest
from sitegen.core.errors import ConfigError, Where

_CODE = ("core", "desk.py", "extraction", "knowledge", "reading")
_WAITING = 256  # batches on their way at once: enough for many machines, few enough for memory


class DaskExecutor(Executor):
    """Sends work to the scheduler at `address`, such as `tcp://10.0.0.5:8786`; without one it starts `jobs` processes.

    It connects when the first item comes: a build without news needs no cluster. `patience`: seconds to reach the
    scheduler. A worker that dies is no fault, the scheduler gives its work to another. Workers need the same sitegen;
    others are refused with a ConfigError.
    """

    def __init__(self, address: str | None = None, jobs: int = 1, patience: float = 20.0) -> None:
        self._address = address
        self._jobs = jobs
        self._patience = patience
        self._client: Any = None  # a distributed.Client, once connected

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """One call; the result is there when it comes back."""
        future: Future[Any] = Future()
        try:
            future.set_result(self._connected().submit(fn, *args, pure=False, **kwargs).result())
        except Exception as error:
            future.set_exception(error)
        return future

    def map(
        self,
        fn: Callable[..., Any],
        *iterables: Iterable[Any],
        timeout: float | None = None,
        chunksize: int = 1,
        **_: Any,
    ) -> Iterator[Any]:
        """The results in order, worked out in batches of `chunksize`."""
        calls = zip(*iterables, strict=False)
        batches = iter(lambda: list(islice(calls, chunksize)), [])
        first = next(batches, None)
        if first is not None:
            yield from self._results(fn, first, batches, timeout)

    def _results(
        self, fn: Callable[..., Any], first: list[Any], batches: Iterator[list[Any]], timeout: float | None
    ) -> Iterator[Any]:
        client = self._connected()
        # A task of its own, not data laid somewhere: it crosses to each worker once, and is made anew if that one dies.
        held = client.submit(_hold, fn, pure=False)
        code = own_code()
        waiting = deque([client.submit(_work, held, code, first, pure=False)])
        while waiting:
            for batch in islice(batches, _WAITING - len(waiting)):
                waiting.append(client.submit(_work, held, code, batch, pure=False))
            yield from waiting.popleft().result(timeout)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002 - as Executor has it
        """Let go of the cluster; one that was started here ends."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _connected(self) -> Any:
        if self._client is None:
            self._client = _connect(self._address, self._jobs, self._patience)
        return self._client


@lru_cache(maxsize=1)
def own_code() -> str:
    """The digest of the code that tells clippings here."""
    return code_digest(_CODE)


def _connect(address: str | None, jobs: int, patience: float) -> Any:
    try:
        import distributed
    except ImportError as error:
        hint = "install it with: pip install 'sitegen[dask]'"
        raise ConfigError.at(Where("--executor dask"), "Dask is not installed here", hint) from error
    client: Any = distributed.Client
    if address is None:
        # What fails, comes back as the task's own error; a worker that misses the scheduler at the end is none of ours.
        # Any free port will do for its pages: two builds at once would want the same one.
        quiet = {"silence_logs": logging.CRITICAL, "dashboard_address": "127.0.0.1:0"}
        return client(n_workers=jobs, threads_per_worker=1, processes=True, **quiet)
    try:
        return client(address, timeout=patience, set_as_default=False)
    except (OSError, ValueError) as error:
        message = f"no Dask scheduler answers at {address}"
        raise ConfigError.at(Where("--scheduler"), message, "start one with `dask scheduler`, or correct it") from error


def _hold(fn: Callable[..., Any]) -> Callable[..., Any]:
    return fn


def _work(fn: Callable[..., Any], code: str, batch: list[Any]) -> list[Any]:
    """On a worker. Other code would give other facts, which would be remembered as if they were ours."""
    if code != own_code():
        hint = "install the same version of sitegen on all machines"
        raise ConfigError.at(Where("--scheduler"), "a worker of the cluster has another sitegen than this one", hint)
    return [fn(*arguments) for arguments in batch]
