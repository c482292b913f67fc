"""Addresses: every link starts with the path of the base URL, so a site works at a root and under a project path."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

_NOWHERE = "http://localhost"
_MOST_KEPT = 65536


@dataclass(frozen=True, slots=True)
class Urls:
    """`origin` such as `https://example.org`, `prefix` such as `/digest/`; `known` False without a base URL.

    `folder` is `en/` for the pages in a further language; what all languages share lies beside it.
    """

    origin: str
    prefix: str
    known: bool = True
    folder: str = ""
    _links: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)  # most are often shown

    @classmethod
    def of(cls, base_url: str, folder: str = "") -> Urls:
        """Read a base URL, with or without a `/` at its end; an empty one means a server on this machine."""
        parts = urlsplit(base_url or _NOWHERE)
        path = parts.path.strip("/")
        return cls(f"{parts.scheme}://{parts.netloc}", f"/{path}/" if path else "/", bool(base_url), folder)

    def link(self, route: str) -> str:
        """What stands in `href` for a route (a path relative to the root of the site)."""
        known = self._links.get(route)
        if known is None:
            if len(self._links) >= _MOST_KEPT:
                self._links.clear()
            known = self._links[route] = self.prefix + self.folder + quote(route, safe="/#?=&~")
        return known

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
