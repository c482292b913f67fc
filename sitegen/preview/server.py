"""`sitegen serve`: watch, rebuild, serve, until the editor stops it."""

from __future__ import annotations

import errno
import socket
import sys
from contextlib import asynccontextmanager, suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn

from sitegen.core.errors import OutputError, SitegenError, Where
from sitegen.preview import faults
from sitegen.preview.alone import alone
from sitegen.preview.app import PATIENCE, make_app
from sitegen.preview.bench import Bench
from sitegen.preview.desk import Desk
from sitegen.preview.hub import Hub, News
from sitegen.preview.impatient import Impatient
from sitegen.preview.rebuild import Outcome, Rebuilder
from sitegen.preview.watch import Watch
from sitegen.preview.wording import Words, words

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator
    from datetime import datetime

    from starlette.applications import Starlette

    from sitegen.core.recall import Recall

PORT = 8000
OUT = Path(".sitegen") / "preview"
MOST_CONNECTIONS = 200  # at once; far more than tabs need, fewer than files may be open
_TRIES = 100  # ports after the one asked for


class Preview:
    """A preview that is being served: `url` is known at once, pages come when `run` is called.

    `make` builds the site for a base URL into `folder`; `watched` are folders beside the site's own. `say` gets
    lines for the terminal, `patience` is how many seconds a request waits for a build; `desk` adds the editor's desk
    at `/_desk/`; `closing` is called when no more builds are wanted. Raises OutputError if no port can be had.
    """

    def __init__(
        self,
        root: Path,
        folder: Path,
        make: Callable[[str], Outcome],
        *,
        host: str = "127.0.0.1",
        port: int = PORT,
        language: str = "vi",
        watched: Iterable[Path] = (),
        say: Callable[[str], None] = lambda _: None,
        ready: Callable[[str], None] = lambda _: None,
        patience: float = PATIENCE,
        desk: bool = False,
        closing: Callable[[], None] = lambda: None,
    ) -> None:
        self._words: Words = words(language)
        self._say = say
        self._ready = ready
        self._closing = closing
        self._has_desk = desk
        self._socket = _bind(host, port)
        self._hub: Hub | None = None
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://{_in_url(host)}:{self.port}/"
        self._rebuild = Rebuilder(lambda: make(self.url), self)
        self._watch = Watch(root, self._rebuild.touch, watched)
        if port not in (0, self.port):
            say(self._words["port_taken"].format(port=port, other=self.port))
        corrections = Desk(root, self._words, self._rebuild.touch) if desk else None
        app = make_app(folder, self._the_hub, self._words, host, patience, self._lifespan, corrections)
        config = uvicorn.Config(
            app,
            http=Impatient,
            ws="none",
            limit_concurrency=MOST_CONNECTIONS,
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=3,
        )
        self._server = _Server(config, self._close)

    def run(self) -> None:
        """Serve until `stop` is called or, in the main thread, a signal comes."""
        self._server.run(sockets=[self._socket])

    def stop(self) -> None:
        """End `run`, from any thread."""
        self._server.should_exit = True

    def stale(self) -> None:
        self._the_hub().stale()

    def built(self, outcome: Outcome, fresh: bool) -> None:
        hub = self._the_hub()
        hub.built(outcome, fresh)
        news = News("", outcome, hub.news.ever_written)
        self._say(faults.lines(news, self._words))

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        self._hub = Hub()
        with self._watch:
            self._rebuild.start()
            self._say(self._words["at"].format(url=self.url))
            if self._has_desk:
                self._say(self._words["desk_at"].format(url=f"{self.url}_desk/"))
            self._ready(self.url)
            yield
        self._rebuild.stop(self._closing)

    def _the_hub(self) -> Hub:
        if self._hub is None:
            raise RuntimeError("the preview is not running")
        return self._hub

    def _close(self) -> None:
        if self._hub is not None:
            self._hub.close()


class _Server(uvicorn.Server):
    """Ends the streams before it waits for them."""

    def __init__(self, config: uvicorn.Config, closing: Callable[[], None]) -> None:
        super().__init__(config)
        self._closing = closing

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._closing()
        await super().shutdown(sockets)


def serve(
    root: Path,
    host: str = "127.0.0.1",
    port: int = PORT,
    open_browser: bool = False,
    drafts: bool = False,
    future: bool = False,
    say: Callable[[str], None] | None = None,
) -> int:
    """Serve the site in `root` until interrupted; the exit code. Other ports follow if `port` is taken."""
    with alone(root / OUT.parent) as noted:
        out = root / OUT
        out.mkdir(parents=True, exist_ok=True)
        bench = Bench(
            partial(_build, root, out, drafts, future), rehearse=partial(_rehearse, root, out, drafts, future)
        )
        preview = Preview(
            root,
            out,
            bench.build,
            host=host,
            port=port,
            language=_language(root),
            watched=_shipped(),
            say=say or _to_stderr,
            ready=_open if open_browser else lambda _: None,
            desk=True,
            closing=bench.close,
        )
        noted(preview.url)
        try:
            with suppress(KeyboardInterrupt):
                preview.run()
        finally:
            bench.close()
        return 0


def _build(root: Path, out: Path, drafts: bool, future: bool, base_url: str) -> Outcome:
    from sitegen.build import build

    report = build(root, out, base_url=base_url, keep_going=True, drafts=drafts, now=_day(future), recall=_recall())
    return Outcome(report.ok, tuple(report.problems), report.seconds)


def _rehearse(root: Path, out: Path, drafts: bool, future: bool, base_url: str) -> Iterator[None]:
    from sitegen.build import rehearse

    return rehearse(root, out, _recall(), base_url=base_url, drafts=drafts, now=_day(future))


def _day(future: bool) -> datetime | None:
    from sitegen.core.dating import now

    return None if future else now()


@lru_cache(maxsize=1)
def _recall() -> Recall:
    """One for the process that builds, and dies with it."""
    from sitegen.core.recall import Recall

    return Recall()


def _language(root: Path) -> str:
    from sitegen.core.config import load_config

    try:
        return load_config(root).language
    except SitegenError:
        return "vi"


def _shipped() -> tuple[Path, ...]:
    from sitegen.core.registry import FOLDER
    from sitegen.rendering.theme import shipped

    return FOLDER, shipped()


def _open(url: str) -> None:
    import webbrowser

    webbrowser.open(url)


def _to_stderr(text: str) -> None:
    sys.stderr.write(text + "\n")


def _in_url(host: str) -> str:
    if host in ("0.0.0.0", "::"):  # noqa: S104 - a name for a browser, not one to bind
        return "localhost"
    return f"[{host}]" if ":" in host else host


def _bind(host: str, port: int) -> socket.socket:
    """A listening socket on `port`, else on one of the next that is free; 0 takes any."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, min(port + _TRIES, 65536)) if port else (0,):
        # asyncio turns Nagle's algorithm off only where the protocol is named: without it each answer waits 40 ms.
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, candidate))
            listener.listen(128)
        except OSError as error:
            listener.close()
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise _no_address(host, error) from None
        else:
            return listener
    raise OutputError.at(Where("serve"), f"no free port from {port} on", "name another with --port")


def _no_address(host: str, error: OSError) -> SitegenError:
    message = f"cannot serve on {host!r}: {error.strerror or error}"
    return OutputError.at(Where("--host"), message, "leave --host out to serve this machine only")
