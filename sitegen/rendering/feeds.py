"""Feeds: RSS 2.0 and Atom through feedgen, JSON Feed 1.1, the OPML list of all."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime, time
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from sitegen.core import dating
from sitegen.rendering.compact import compact
from sitegen.rendering.xmltext import in_attribute, in_text, is_legal, legal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sitegen.core.model import Story

_IDS = uuid.UUID("5b6b8a0e-7a35-5b0e-9d0a-3f9f3f0f6c11")
_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)


class Entry(Struct, frozen=True):
    """One item of a feed: `html` has absolute addresses only; `when` None where the clipping has no date."""

    ident: str
    title: str
    url: str
    summary: str
    html: str
    when: datetime | None
    categories: tuple[str, ...] = ()


class Feed(Struct, frozen=True):
    """What a feed says of itself: `page` and the folder `base` are absolute addresses."""

    title: str
    description: str
    page: str
    base: str
    language: str
    author: str
    email: str
    entries: tuple[Entry, ...]

    @property
    def newest(self) -> datetime | None:
        return max((entry.when for entry in self.entries if entry.when), default=None)


def ident_of(story: Story) -> str:
    """An id that outlives a change of title, slug or base URL: made from the story's own id alone."""
    return uuid.uuid5(_IDS, story.id).urn


def moment_of(story: Story, time_zone: str) -> datetime | None:
    """When the clipping was published; a bare date counts from noon in the site's time zone."""
    stamp = story.published
    if stamp is None:
        return None
    if len(stamp) > 10:
        moment = datetime.fromisoformat(stamp)
    else:
        day = _whole(stamp)
        moment = datetime.combine(datetime.fromisoformat(day).date(), time(12))
    return moment if moment.tzinfo else moment.replace(tzinfo=dating.zone(time_zone))


def _whole(stamp: str) -> str:
    return f"{stamp}-01-01"[:10] if len(stamp) == 4 else f"{stamp}-01"[:10]


_RSS, _ATOM = "feed.xml", "atom.xml"
_BORDERS = {
    _RSS: (b"    <item>\n", b"    </item>\n", b"  </channel>\n</rss>\n"),
    _ATOM: (b"  <entry>\n", b"  </entry>\n", b"</feed>\n"),
}
_SLOT = re.compile(r"@(\w+)@")
_SOME_DAY = datetime(2001, 2, 3, 4, 5, 6, tzinfo=UTC)


def rss(feed: Feed) -> bytes:
    """RSS 2.0: undated items have no pubDate, the feed is as old as its newest item."""
    return _filled(feed, _RSS)


def atom(feed: Feed) -> bytes:
    """Atom 1.0. It demands a date: what is undated counts as of 1 January 1970, so it never passes for new."""
    return _filled(feed, _ATOM)


def _filled(feed: Feed, file: str) -> bytes:
    """The feed as feedgen prints it: its head made by feedgen, each entry filled into what feedgen made of one."""
    entries = [_legal(entry) for entry in feed.entries]
    molds = [_mold(file, bool(entry.when), len(entry.categories)) if _fits(entry) else "" for entry in entries]
    head, tail = _printed(feed, (), file), _BORDERS[file][-1]
    if not all(molds) or not head.endswith(tail):
        return _printed(feed, feed.entries, file)
    values = _rss_values if file == _RSS else _atom_values
    filled = "".join([mold % values(entry) for mold, entry in zip(molds, entries, strict=True)])
    return b"".join((head.removesuffix(tail), filled.encode(), tail))


@lru_cache(maxsize=64)
def _mold(file: str, dated: bool, categories: int) -> str:
    """What feedgen makes of an entry, with a place for each of its values; nothing where it is not to be found."""
    terms = tuple(f"@term{number}@" for number in range(categories))
    entry = Entry("@ident@", "@title@", "@url@", "@summary@", "@html@", _SOME_DAY if dated else None, terms)
    content = _printed(Feed("-", "-", "-", "-", "vi", "-", "", (entry,)), (entry,), file)
    begin, end, tail = _BORDERS[file]
    _, border, piece = content.removesuffix(tail).partition(begin)
    if not border or not piece.endswith(end) or not content.endswith(tail):
        return ""
    text = (begin + piece).decode().replace("%", "%%")
    for day in (_rfc_2822(_SOME_DAY), _SOME_DAY.isoformat()):
        text = text.replace(day, "@when@")
    return _SLOT.sub(r"%(\1)s", text)


def _legal(entry: Entry) -> Entry:
    """The entry without what XML forbids."""
    texts = (entry.title, entry.summary, entry.html, *entry.categories)
    if is_legal("".join(texts)):
        return entry
    title, summary, html, *categories = map(legal, texts)
    return replace(entry, title=title, summary=summary, html=html, categories=tuple(categories))


def _fits(entry: Entry) -> bool:
    """Whether feedgen would print nothing else: it leaves out what is empty, and libxml2 has a way with these signs."""
    texts = (entry.ident, entry.title, entry.url, entry.summary, entry.html, *entry.categories)
    return all(texts) and "\r" not in "".join(texts) and "]]>" not in entry.html


def _rss_values(entry: Entry) -> dict[str, str]:
    return {
        "ident": in_text(entry.ident),
        "title": in_text(entry.title),
        "url": in_text(entry.url),
        "summary": in_text(escape(entry.summary, quote=False)),
        "html": entry.html,
        "when": _rfc_2822(entry.when) if entry.when else "",
        **{f"term{number}": in_text(term) for number, term in enumerate(entry.categories)},
    }


def _atom_values(entry: Entry) -> dict[str, str]:
    return {
        "ident": in_text(entry.ident),
        "title": in_text(entry.title),
        "url": in_attribute(entry.url),
        "summary": in_text(entry.summary),
        "html": in_text(entry.html),
        "when": entry.when.isoformat() if entry.when else "",
        **{f"term{number}": in_attribute(term) for number, term in enumerate(entry.categories)},
    }


@lru_cache(maxsize=4096)
def _rfc_2822(moment: datetime) -> str:
    from feedgen.util import formatRFC2822

    text: str = formatRFC2822(moment)
    return text


def _printed(feed: Feed, entries: Sequence[Entry], file: str) -> bytes:
    made = _generator(feed, file, atom=file == _ATOM)
    for entry in entries:
        _add(made, entry, atom=file == _ATOM)
    content: bytes = made.atom_str(pretty=True) if file == _ATOM else made.rss_str(pretty=True)
    return content if content.endswith(b"\n") else content + b"\n"


def _generator(feed: Feed, file: str, *, atom: bool) -> Any:
    """What feedgen knows of the feed, without its entries."""
    from feedgen.feed import FeedGenerator

    made = FeedGenerator()
    made.id(feed.base + file)
    made.title(legal(feed.title))
    made.description(legal(feed.description or feed.title))
    if atom:
        made.subtitle(legal(feed.description or feed.title))
    made.link(href=feed.base + file, rel="self")
    made.link(href=feed.page, rel="alternate")
    made.language(feed.language)
    made.generator("sitegen")
    made.author({"name": legal(feed.author or feed.title), **({"email": feed.email} if feed.email and atom else {})})
    newest = feed.newest or _UNDATED
    made.updated(newest)
    made.lastBuildDate(newest)
    return made


def _add(made: Any, entry: Entry, *, atom: bool) -> None:
    item = made.add_entry(order="append")
    item.id(entry.ident)
    item.guid(entry.ident, permalink=False)
    item.title(legal(entry.title))
    item.link(href=entry.url)
    if atom:
        item.summary(legal(entry.summary))
        item.content(legal(entry.html), type="html")
        item.updated(entry.when or _UNDATED)
    else:
        item.description(escape(legal(entry.summary), quote=False))  # by RSS a description is HTML
        item.content(legal(entry.html), type="CDATA")
    if entry.when:
        item.pubDate(entry.when)
    item.category([{"term": legal(term)} for term in entry.categories])


def json_feed(feed: Feed) -> bytes:
    """JSON Feed 1.1."""
    value: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description or feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.base + "feed.json",
        "language": feed.language,
        "authors": [{"name": feed.author or feed.title}],
        "items": [_item(entry) for entry in feed.entries],
    }
    return compact(value) + b"\n"


def _item(entry: Entry) -> dict[str, Any]:
    value: dict[str, Any] = {
        "id": entry.ident,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        "tags": list(entry.categories),
    }
    if entry.when:
        value["date_published"] = entry.when.isoformat()
    return value


def opml(title: str, groups: Iterable[tuple[str, Sequence[tuple[str, str, str]]]]) -> bytes:
    """The list of all feeds: groups of (title, page, feed)."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<opml version="2.0"><head><title>{_text(title)}</title></head><body>',
    ]
    for group, feeds in groups:
        lines.append(f"<outline text={_attribute(group)}>")
        lines.extend(
            f'<outline type="rss" text={_attribute(name)} title={_attribute(name)} '
            f"htmlUrl={_attribute(page)} xmlUrl={_attribute(address)}/>"
            for name, page, address in feeds
        )
        lines.append("</outline>")
    return ("\n".join([*lines, "</body></opml>"]) + "\n").encode("utf-8", "replace")


def _attribute(text: str) -> str:
    return f'"{in_attribute(legal(text))}"'


def _text(text: str) -> str:
    return in_text(legal(text))
