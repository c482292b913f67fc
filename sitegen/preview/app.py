"""The preview as a web application: the built files, their faults, the news of builds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from sitegen.preview import faults
from sitegen.preview.inject import with_reload
from sitegen.preview.local import LocalOnly

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    from starlette.requests import Request
    from starlette.types import Scope

    from sitegen.preview.desk import Desk
    from sitegen.preview.hub import Hub
    from sitegen.preview.wording import Words

PATIENCE = 30.0  # seconds that a request waits for a build
HEARTBEAT = 15.0  # seconds between signs of life, by which a lost reader is found
_ASSETS = Path(__file__).parent / "assets"
_HEADERS = {
    "cache-control": "no-cache",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
}
_STREAM_HEADERS = {**_HEADERS, "cache-control": "no-store"}


def make_app(
    folder: Path,
    hub: Callable[[], Hub],
    words: Words,
    host: str,
    patience: float = PATIENCE,
    lifespan: Callable[[Starlette], AbstractAsyncContextManager[None]] | None = None,
    desk: Desk | None = None,
) -> Starlette:
    """Serves `folder` to this machine, with a `desk` beside it if there is one.

    `hub` is asked for once requests come, `host` is the name bound to.
    """
    own = _Own(hub, words)
    return Starlette(
        routes=[
            Route("/_sitegen/events", own.events, methods=["GET"]),
            Mount("/_sitegen", StaticFiles(directory=_ASSETS)),
            *([desk.mount()] if desk else []),
            Mount("/", _Site(folder, hub, words, patience)),
        ],
        middleware=[Middleware(LocalOnly, host=host, refusal=words["foreign_host"])],
        lifespan=lifespan,
    )


class _Own:
    """What the preview adds to the site."""

    def __init__(self, hub: Callable[[], Hub], words: Words) -> None:
        self._hub = hub
        self._words = words

    async def events(self, _: Request) -> Response:
        return StreamingResponse(self._stream(), media_type="text/event-stream", headers=_STREAM_HEADERS)

    async def _stream(self) -> AsyncIterator[str]:
        async for news in self._hub().stream(HEARTBEAT):
            if news is None:
                yield ": still here\n\n"
            else:
                message = {"build": news.number, "panel": faults.panel(news, self._words)}
                yield f"data: {json.dumps(message, ensure_ascii=False)}\n\n"


class _Site(StaticFiles):
    """The built files; a request waits for the build that runs."""

    def __init__(self, folder: Path, hub: Callable[[], Hub], words: Words, patience: float) -> None:
        super().__init__(directory=folder, html=True, check_dir=False)
        self._hub = hub
        self._words = words
        self._patience = patience

    async def check_config(self) -> None:
        """Nothing: the folder may come with the first build, or go and come back."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        hub = self._hub()
        await hub.ready(self._patience)
        if not hub.news.ever_written:
            return self._page(faults.page(hub.news, self._words).encode(), 503)
        try:
            response = await super().get_response(path, scope)
        except (HTTPException, ValueError) as error:  # of a name that no file can have
            if isinstance(error, HTTPException) and error.status_code != 404:
                raise
            return PlainTextResponse(self._words["not_found"] + "\n", 404, headers=_HEADERS)
        return await self._dressed(response)

    async def _dressed(self, response: Response) -> Response:
        """HTML gains the script; everything is asked for anew each time."""
        response.headers.update(_HEADERS)
        if not isinstance(response, FileResponse) or not str(response.path).endswith(".html"):
            return response
        html = await anyio.to_thread.run_sync(Path(response.path).read_bytes)
        return self._page(html, response.status_code)

    def _page(self, html: bytes, status: int) -> Response:
        return HTMLResponse(with_reload(html, self._hub().news.number), status, headers=_HEADERS)

    def is_not_modified(self, response_headers: object, request_headers: object) -> bool:
        """A page depends on the build too, so "not modified" is never said: the files are near."""
        del response_headers, request_headers
        return False
