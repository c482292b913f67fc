"""Addresses resolved as GitHub Pages does: files below a path, nothing rewritten."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Container

_WEB = ("http", "https")
_WHOLE = ("/", "http:", "https:")  # addresses that mean the same on every page


class Place(Struct, frozen=True):
    """Where an address leads. One of: a file of the site, the web outside, nowhere (`fault` says why), or neither."""

    file: str | None = None
    anchor: str = ""
    outside: str | None = None
    fault: str = ""


class Addresses:
    """The addresses of one site. `base_url` as the site was built for, "" for none; `files` are its paths."""

    def __init__(self, base_url: str, files: Container[str]) -> None:
        self._base = base_url or "http://localhost/"
        self._origin = urlsplit(self._base)
        self._files = files
        self._known: dict[tuple[str, str], Place] = {}

    def of_file(self, path: str) -> str:
        """The address of a file of the site."""
        return self._base + (path.removesuffix("index.html") if path.rpartition("/")[2] == "index.html" else path)

    def resolve(self, address: str, page: str) -> Place:
        """Where `address`, found in the file `page`, leads."""
        key = (address, "" if address.startswith(_WHOLE) else page)
        place = self._known.get(key)
        if place is None:
            place = self._known[key] = self._resolve(address, page)
        return place

    def _resolve(self, address: str, page: str) -> Place:
        if address.startswith("#"):
            return Place(page, unquote(address[1:]))
        try:
            whole = urljoin(self.of_file(page), address.strip())
            parts = urlsplit(whole)
        except ValueError:
            return Place(fault="is not an address")
        if parts.scheme not in _WEB:
            return Place(fault="runs a script") if parts.scheme in ("javascript", "vbscript") else Place()
        if (parts.scheme, parts.netloc) != (self._origin.scheme, self._origin.netloc):
            return Place(outside=whole.partition("#")[0])
        if not parts.path.startswith(self._origin.path):
            return Place(fault=f"leads out of the site, which lives below {self._origin.path}")
        return self._served(unquote(parts.path.removeprefix(self._origin.path)), unquote(parts.fragment))

    def _served(self, path: str, anchor: str) -> Place:
        for file in self._candidates(path):
            if file in self._files:
                return Place(file, anchor)
        return Place(fault="leads nowhere")

    @staticmethod
    def _candidates(path: str) -> tuple[str, ...]:
        if not path or path.endswith("/"):
            return (f"{path}index.html",)
        return (path, f"{path}.html", f"{path}/index.html")
