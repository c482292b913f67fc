"""Who may ask the preview: pages of the preview itself, on the names of this machine."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


class LocalOnly:
    """Refuses requests for a foreign Host, so that no other site's name can be pointed here, and foreign Origins.

    Served on the loopback, only its names count. Served to a network by the editor's own will, any IP address
    and the name given count too: a rebound name is never an address.
    """

    def __init__(self, app: ASGIApp, host: str, refusal: str) -> None:
        self._app = app
        self._host = host.lower()
        self._refusal = refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._may(Headers(scope=scope)):
            await PlainTextResponse(self._refusal + "\n", 403)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _may(self, headers: Headers) -> bool:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._is_ours(hosts[0]):
            return False
        foreign = headers.get("sec-fetch-site") in ("cross-site", "same-site")  # the same: another port of this machine
        if foreign and headers.get("sec-fetch-mode") != "navigate":
            return False
        return all(origin == f"http://{hosts[0]}" for origin in headers.getlist("origin"))

    def _is_ours(self, host: str) -> bool:
        try:
            parts = urlsplit(f"http://{host}")
            name, _ = parts.hostname, parts.port
        except ValueError:
            return False
        if not name or parts.netloc != host or "@" in host:
            return False
        return name == "localhost" or name == self._host or self._is_near(name)

    def _is_near(self, name: str) -> bool:
        return is_loopback(name) if is_loopback(self._host) else _is_address(name)


def is_from_here(scope: Scope) -> bool:
    """Whether who asks is on this machine, and asks for it by a name of its own."""
    client = scope.get("client")
    host = urlsplit(f"http://{Headers(scope=scope).get('host', '')}").hostname
    return bool(client and host and is_loopback(client[0]) and is_loopback(host))


def is_loopback(name: str) -> bool:
    """Whether only this machine answers to `name`."""
    return name == "localhost" or (_is_address(name) and ipaddress.ip_address(name).is_loopback)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
