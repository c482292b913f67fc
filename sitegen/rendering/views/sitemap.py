"""The sitemap: every page in every language with its newest day."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sitegen.core.model import Planned
from sitegen.rendering.xmltext import in_attribute, in_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sitegen.rendering.site import Site

_SIZE = 40_000
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_XHTML = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def plan(sites: Sequence[Site]) -> Iterator[Planned]:
    """One file, or an index of several where a site has more pages than one may list."""
    listed = [(site, route, day) for site in sites for route, day in sorted(site.listed)]
    size = _SIZE // len(sites)
    parts = [listed[start : start + size] for start in range(0, len(listed), size)]
    if len(parts) == 1:
        yield _file(sites, "sitemap.xml", parts[0])
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield Planned("sitemap.xml", sites[0].key("sitemaps", *names), lambda: _index(sites[0], names))
    for name, part in zip(names, parts, strict=True):
        yield _file(sites, name, part)


def _file(sites: Sequence[Site], name: str, listed: list[tuple[Site, str, str]]) -> Planned:
    key = sites[0].key("sitemap", *(f"{site.urls.folder}\x1e{route}\x1e{day}" for site, route, day in listed))
    return Planned(name, key, partial(_bytes, sites, listed))


def _bytes(sites: Sequence[Site], listed: list[tuple[Site, str, str]]) -> bytes:
    space = _SPACE + (_XHTML if len(sites) > 1 else "")
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<urlset {space}>"]
    for site, route, day in listed:
        changed = f"<lastmod>{day}</lastmod>" if day else ""
        elsewhere = "".join(_alternates(sites, route)) if len(sites) > 1 else ""
        lines.append(f"<url><loc>{in_text(site.urls.absolute(route))}</loc>{changed}{elsewhere}</url>")
    return ("\n".join([*lines, "</urlset>"]) + "\n").encode()


def _alternates(sites: Sequence[Site], route: str) -> Iterator[str]:
    for site in sites:
        address = in_attribute(site.urls.absolute(route))
        yield f'<xhtml:link rel="alternate" hreflang="{site.language.code}" href="{address}"/>'


def _index(site: Site, names: list[str]) -> bytes:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<sitemapindex {_SPACE}>"]
    lines += [f"<sitemap><loc>{in_text(site.urls.absolute(name))}</loc></sitemap>" for name in names]
    return ("\n".join([*lines, "</sitemapindex>"]) + "\n").encode()
