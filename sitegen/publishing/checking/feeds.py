"""Feeds and lists for machines: well-formed, with whole addresses, nothing twice."""

from __future__ import annotations

import json
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from lxml import etree

from sitegen.publishing.checking.values import error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitegen.publishing.checking.addresses import Addresses
    from sitegen.publishing.checking.values import Finding

_ATOM = "{http://www.w3.org/2005/Atom}"
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_HINT = "build the site again; if it stays, this is a fault of the program"


def is_feed(path: str) -> bool:
    """Whether a file, by its name, is read by machines."""
    name = path.rpartition("/")[2]
    return name in ("feed.xml", "atom.xml", "feed.json", "feeds.opml") or name.startswith("sitemap")


def check_feed(path: str, content: bytes, addresses: Addresses) -> Iterator[Finding]:
    """What is wrong with one feed, sitemap or list of feeds."""
    if path.endswith(".json"):
        yield from _json(path, content, addresses)
        return
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as fault:
        yield error("feed", path, fault.lineno or 0, f"not well-formed XML: {fault.msg}", _HINT)
        return
    check = _CHECKS.get(etree.QName(root).localname)
    if check is None:
        yield error("feed", path, 1, f"<{etree.QName(root).localname}> is no feed that we know", _HINT)
    else:
        yield from check(path, root, addresses)


def _rss(path: str, root: Any, addresses: Addresses) -> Iterator[Finding]:
    items = root.findall("channel/item")
    yield from _one_each(path, [(item.findtext("guid"), item.sourceline) for item in items])
    for item in items:
        yield from _led(path, item.findtext("link"), item.sourceline, addresses)
        yield from _dated(path, item.findtext("pubDate"), item.sourceline, parsedate_to_datetime)


def _atom(path: str, root: Any, addresses: Addresses) -> Iterator[Finding]:
    entries = root.findall(f"{_ATOM}entry")
    yield from _one_each(path, [(entry.findtext(f"{_ATOM}id"), entry.sourceline) for entry in entries])
    for entry in entries:
        link = entry.find(f"{_ATOM}link")
        yield from _led(path, link.get("href") if link is not None else None, entry.sourceline, addresses)
        when = entry.findtext(f"{_ATOM}updated") or "missing"
        yield from _dated(path, when, entry.sourceline, datetime.fromisoformat)


def _json(path: str, content: bytes, addresses: Addresses) -> Iterator[Finding]:
    try:
        feed = json.loads(content)
        items = [(item["id"], item["url"], item.get("date_published")) for item in feed["items"]]
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        yield error("feed", path, 0, f"not a JSON Feed: {fault.__class__.__name__} {fault}", _HINT)
        return
    yield from _one_each(path, [(ident, 0) for ident, _, _ in items])
    for _, url, when in items:
        yield from _led(path, url, 0, addresses)
        yield from _dated(path, when, 0, datetime.fromisoformat)


def _opml(path: str, root: Any, addresses: Addresses) -> Iterator[Finding]:
    for outline in root.iter("outline"):
        if outline.get("xmlUrl"):
            yield from _led(path, outline.get("xmlUrl"), outline.sourceline, addresses)


def _sitemap(path: str, root: Any, addresses: Addresses) -> Iterator[Finding]:
    places = [(place.text, place.sourceline) for place in root.iter(f"{_SITEMAP}loc")]
    yield from _one_each(path, places)
    for place, line in places:
        yield from _led(path, place, line, addresses)


def _one_each(path: str, idents: list[tuple[str | None, int]]) -> Iterator[Finding]:
    seen: set[str] = set()
    for ident, line in idents:
        if not ident:
            yield error("feed", path, line, "an entry has no id: readers would show it again and again", _HINT)
        elif ident in seen:
            yield error("feed", path, line, f"two entries have the id {ident[:80]!r}", _HINT)
        seen.add(ident or "")


def _led(path: str, address: str | None, line: int, addresses: Addresses) -> Iterator[Finding]:
    if not address or not address.startswith(("http://", "https://")):
        yield error("feed", path, line, f"{str(address)[:80]!r} is not a whole web address", _HINT)
        return
    place = addresses.resolve(address, path)
    if place.file is None:
        why = place.fault or "is not on this site"
        yield error(
            "feed", path, line, f"{address[:120]} {why}", "build the site again, for the address where it lives"
        )


def _dated(path: str, when: str | None, line: int, read: Callable[[str], datetime]) -> Iterator[Finding]:
    try:
        aware = when is None or read(when).tzinfo is not None
    except ValueError:
        aware = False
    if not aware:
        yield error("feed", path, line, f"{str(when)[:60]!r} is not a moment in time", _HINT)


_CHECKS: dict[str, Callable[[str, Any, Addresses], Iterator[Finding]]] = {
    "rss": _rss,
    "feed": _atom,
    "opml": _opml,
    "urlset": _sitemap,
    "sitemapindex": _sitemap,
}
