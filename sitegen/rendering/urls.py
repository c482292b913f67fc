"""Addresses: every link starts with the path of the base URL, so a site works at a root and under a project path."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlsplit

_NOWHERE = "http://localhost"


@dataclass(frozen=True, slots=True)
class Urls:
    """`origin` such as `https://example.org`, `prefix` such as `/digest/`; `known` False without a base URL.

    `folder` is `en/` for the pages in a further language; what all languages share lies beside it.
    """

    origin: str
    prefix: str
    known: bool = True
    folder: str = ""

    @classmethod
    def of(cls, base_url: str, folder: str = "") -> Urls:
        """Read a base URL, with or without a `/` at its end; an empty one means a server on this machine."""
        parts = urlsplit(base_url or _NOWHERE)
        path = parts.path.strip("/")
        return cls(f"{parts.scheme}://{parts.netloc}", f"/{path}/" if path else "/", bool(base_url), folder)

    @lru_cache(maxsize=65536)  # noqa: B019 - few sites, and each address stands on many pages
    def link(self, route: str) -> str:
        """What stands in `href` for a route (a path relative to the root of the site)."""
        return self.prefix + self.folder + quote(route, safe="/#?=&~")

    def shared(self, route: str) -> str:
        """What stands in `href` for a file that all languages share: static files, pictures."""
        return self.prefix + quote(route, safe="/#?=&~")

    def absolute(self, route: str) -> str:
        """The whole address, for feeds, sitemap and metadata."""
        return self.origin + self.link(route)


def web(url: str | None) -> str | None:
    """The URL if it is one that a reader may follow, http or https; None for anything else."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in {"http", "https"} and parts.netloc else None
