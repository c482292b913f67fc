"""The desk at `/_desk/`: what waits for the editor, and forms that write corrections into the editor's files."""

from __future__ import annotations

import asyncio
import hmac
import secrets
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import anyio.to_thread
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route

from sitegen.core.errors import OutputError, SitegenError
from sitegen.editing.saving import StaleError
from sitegen.preview import desk_doubles, desk_files, desk_forms, desk_html
from sitegen.preview.local import is_from_here

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from pathlib import Path

    from starlette.requests import Request

    from sitegen.preview.wording import Words

MOST_BYTES = 256 * 1024
PATIENCE = 10.0  # seconds that a form may take to arrive
_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}

Form = dict[str, list[str]]


class Desk:
    """Corrects the site in `root`; `corrected` is called after each file that was written."""

    def __init__(self, root: Path, words: Words, corrected: Callable[[], None]) -> None:
        self._root = root
        self._words = words
        self._corrected = corrected
        self._token = secrets.token_urlsafe(32)
        self._writing = asyncio.Lock()

    def mount(self) -> Mount:
        """Its routes, for an application."""
        return Mount(
            "/_desk",
            routes=[
                Route("/", self._local(self.queue), methods=["GET"]),
                Route("/clip/{path:path}", self._local(self.clip), methods=["GET"]),
                Route("/clip/{path:path}", self._local(self.correct_clip), methods=["POST"]),
                Route("/same/{one}/{other}", self._local(self.doubles), methods=["GET"]),
                Route("/same/{one}/{other}", self._local(self.judge), methods=["POST"]),
                Route("/partner/{ident}", self._local(self.partner), methods=["GET"]),
                Route("/partner/{ident}", self._local(self.correct_partner), methods=["POST"]),
            ],
        )

    def _local(self, answer: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
        """Only for this machine, also where the preview is served to a network; faults become pages."""

        async def guarded(request: Request) -> Response:
            if not is_from_here(request.scope):
                return PlainTextResponse(self._words["foreign_host"] + "\n", 403, headers=_HEADERS)
            try:
                return await answer(request)
            except SitegenError as error:
                return self._failed(error)

        return guarded

    async def queue(self, _: Request) -> Response:
        waiting = await anyio.to_thread.run_sync(desk_files.waiting, self._root)
        return _page(desk_html.queue_page(waiting, self._words))

    async def clip(self, request: Request) -> Response:
        path = request.path_params["path"]
        sheet = await anyio.to_thread.run_sync(desk_files.sheet, self._root, path)
        fields = desk_forms.fields_of(sheet.front)
        notice = self._said("desk_saved") if "saved" in request.query_params else ""
        return _page(desk_html.clip_page(sheet, fields, self._token, self._words, notice))

    async def correct_clip(self, request: Request) -> Response:
        form = await self._form(request)
        if isinstance(form, Response):
            return form
        path = request.path_params["path"]
        async with self._writing:
            return await anyio.to_thread.run_sync(self._correct_clip, path, form)

    def _correct_clip(self, path: str, form: Form) -> Response:
        sheet = desk_files.sheet(self._root, path)
        fields = desk_forms.typed(form)
        changes = desk_forms.changes(desk_forms.fields_of(sheet.front), fields)
        try:
            if changes or _one(form, "print") != sheet.print:
                desk_files.correct(self._root, path, changes, _one(form, "print"))
        except StaleError as error:
            now = desk_forms.fields_of(sheet.front)
            notice = desk_html.problems(error.problems, self._words) + desk_html.typed(now, fields, self._words)
            return _page(desk_html.clip_page(sheet, now, self._token, self._words, notice), _status(error))
        except SitegenError as error:
            notice = desk_html.problems(error.problems, self._words)
            return _page(desk_html.clip_page(sheet, fields, self._token, self._words, notice), _status(error))
        self._corrected()
        return RedirectResponse(f"{desk_html.clip_address(path)}?saved", 303, headers=_HEADERS)

    async def doubles(self, request: Request) -> Response:
        one, other = request.path_params["one"], request.path_params["other"]
        pair = await anyio.to_thread.run_sync(desk_files.doubles, self._root, one, other)
        if pair is None:
            return self._missing()
        return _page(desk_doubles.doubles_page(pair, self._token, self._words))

    async def judge(self, request: Request) -> Response:
        form = await self._form(request)
        if isinstance(form, Response):
            return form
        one, other = request.path_params["one"], request.path_params["other"]
        async with self._writing:
            return await anyio.to_thread.run_sync(self._judge, one, other, form)

    def _judge(self, one: str, other: str, form: Form) -> Response:
        pair = desk_files.doubles(self._root, one, other)
        if pair is None or _one(form, "act") not in ("same", "other"):
            return self._missing()
        try:
            desk_files.judge(self._root, pair, _one(form, "act") == "same", _one(form, "print"))
        except SitegenError as error:
            notice = desk_html.problems(error.problems, self._words)
            return _page(desk_doubles.doubles_page(pair, self._token, self._words, notice), _status(error))
        self._corrected()
        return RedirectResponse(desk_html.HOME, 303, headers=_HEADERS)

    async def partner(self, request: Request) -> Response:
        card = await anyio.to_thread.run_sync(desk_files.card, self._root, request.path_params["ident"])
        if card is None:
            return self._missing()
        return _page(desk_html.partner_page(card, self._token, self._words))

    async def correct_partner(self, request: Request) -> Response:
        form = await self._form(request)
        if isinstance(form, Response):
            return form
        async with self._writing:
            return await anyio.to_thread.run_sync(self._correct_partner, request.path_params["ident"], form)

    def _correct_partner(self, ident: str, form: Form) -> Response:
        card = desk_files.card(self._root, ident)
        if card is None:
            return self._missing()
        try:
            self._write_partner(card.found.name, form)
        except SitegenError as error:
            notice = desk_html.problems(error.problems, self._words)
            return _page(desk_html.partner_page(card, self._token, self._words, notice), _status(error))
        self._corrected()
        return RedirectResponse(desk_html.HOME, 303, headers=_HEADERS)

    def _write_partner(self, name: str, form: Form) -> None:
        stamp = _one(form, "print")
        if _one(form, "act") == "same":
            desk_files.name_partner(self._root, _one(form, "partner"), name, stamp)
            return
        aliases = tuple(filter(None, (" ".join(line.split()) for line in _one(form, "aliases").splitlines())))
        ident, name, kind, country = (_one(form, field) for field in ("id", "name", "kind", "country"))
        desk_files.add_partner(self._root, desk_files.new_partner(ident, name, kind, country, aliases), stamp)

    async def _form(self, request: Request) -> Form | Response:
        """The fields that were sent, with our token and from our own page; else why not."""
        kind = request.headers.get("content-type", "").partition(";")[0]
        if kind != "application/x-www-form-urlencoded":
            return PlainTextResponse("a form, please\n", 415, headers=_HEADERS)
        try:
            async with asyncio.timeout(PATIENCE):
                raw = await _body(request)
        except TimeoutError:
            return PlainTextResponse("too slow\n", 408, headers={**_HEADERS, "connection": "close"})
        if raw is None:
            return PlainTextResponse("too long\n", 413, headers={**_HEADERS, "connection": "close"})
        form = _parsed(raw)
        own = hmac.compare_digest(_one(form, "token").encode(), self._token.encode())
        if not own or not _is_own_page(request):
            return PlainTextResponse(self._words["desk_foreign"] + "\n", 403, headers=_HEADERS)
        return form

    def _failed(self, error: SitegenError) -> Response:
        body = desk_html.problems(error.problems, self._words)
        return _page(desk_html.page(self._words["title"], body, self._words), _status(error))

    def _missing(self) -> Response:
        return _page(desk_html.page(self._words["desk_done"], "", self._words), 404)

    def _said(self, name: str) -> str:
        return f'<p class="said" role="status">{self._words[name]}</p>'


async def _body(request: Request) -> bytes | None:
    """What was sent; None if it is too much."""
    raw = b""
    async for piece in request.stream():
        raw += piece
        if len(raw) > MOST_BYTES:
            return None
    return raw


def _parsed(raw: bytes) -> Form:
    try:
        return parse_qs(raw.decode("ascii"), keep_blank_values=True, errors="replace", max_num_fields=200)
    except ValueError:
        return {}


def _is_own_page(request: Request) -> bool:
    """A browser says where a form was sent from; one that does not is not believed."""
    return request.headers.get("origin") == f"http://{request.headers.get('host')}"


def _one(form: Form, name: str) -> str:
    values: Sequence[str] = form.get(name, ())
    return values[0].strip() if values else ""


def _status(error: SitegenError) -> int:
    if isinstance(error, StaleError):
        return 409
    return 507 if isinstance(error, OutputError) else 422


def _page(html: str, status: int = 200) -> Response:
    return HTMLResponse(html, status, headers=_HEADERS)
