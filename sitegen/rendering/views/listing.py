"""Long lists: in pages of equal size, or by first letter."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from sitegen.core import routes
from sitegen.core.text import fold
from sitegen.rendering import figures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from markupsafe import Markup

    from sitegen.core.model import DealRecord, Planned, Story
    from sitegen.rendering.site import Site

SIZE = 100
_TOP = 10
Named = tuple[str, str, str, int]  # name, address, note, count


def frame(site: Site, title: str, parent: tuple[str, str], base: str) -> dict[str, Any]:
    """What every part of a long list shows: its title, the page above it, its address."""
    return {
        "title": title,
        "description": f"{title} – {site.config.title}",
        "parent_title": parent[0],
        "parent": parent[1],
        "base": base,
        "feeds": False,
        "top": [],
        "mail": None,
        "before": None,
        "after": None,
    }


def parts_of(records: Sequence[DealRecord]) -> list[Sequence[DealRecord]]:
    """Deals, page by page."""
    return [records[start : start + SIZE] for start in range(0, len(records), SIZE)]


def partner_bars(site: Site, records: Sequence[DealRecord]) -> list[tuple[str, str | None, int]]:
    """Who has most of the deals, two or more: (name, address, deals)."""
    counted = [(ident, count) for ident, count in figures.by_partner(records)[:_TOP] if count > 1]
    found = [(site.names.partner_name(ident), site.names.partner_route(ident), count) for ident, count in counted]
    return [(name, site.urls.link(route) if route else None, count) for name, route, count in found]


def pages(
    site: Site, route: str, key: str, stories: Sequence[Story], values: Callable[[], dict[str, Any]]
) -> Iterator[Planned]:
    """A shelf of stories, page by page."""
    parts = [stories[start : start + SIZE] for start in range(0, len(stories), SIZE)] or [stories]
    for number, part in enumerate(parts, start=1):
        page = routes.numbered(route, number)
        site.list_page(page, part)
        own = site.key(key, str(number), str(len(parts)), site.shown_all(part))
        yield site.page(page, "list.html", own, partial(_values, site, part, number, len(parts), values))


def _values(
    site: Site, part: Sequence[Story], number: int, count: int, values: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    entries = list(dict.fromkeys(entry for story in part for entry in entries_of(site, story)))
    return {**values(), "entries": entries, "page": number, "pages": count}


def entries_of(site: Site, story: Story) -> Iterator[Markup]:
    """A row for each deal of the story; one for the story itself where it tells of none."""
    records = site.names.records.get(story.id)
    if records:
        yield from map(site.pages.row, records)
    else:
        yield site.pages.story_row(story)


def by_letter(entries: Sequence[Named]) -> list[tuple[str, str, list[Named]]]:
    """Groups of (letter, anchor, entries) in the order given; what begins with no letter stands under `#`."""
    groups: dict[str, list[Named]] = {}
    for entry in entries:
        first = entry[0][:1].upper()
        letter = first if first.isalpha() and first.isascii() else _base(first)
        groups.setdefault(letter, []).append(entry)
    return [(letter, _anchor(letter), group) for letter, group in groups.items()]


def _base(first: str) -> str:
    """The letter of the alphabet for a capital with a tone mark: Á is A, but Â, Đ and Ơ are letters of their own."""
    if first in "ĂÂĐÊÔƠƯ":
        return first
    plain = fold(first).upper()[:1]
    return plain if plain.isalpha() else "#"


def _anchor(letter: str) -> str:
    return "chu-" + ("so" if letter == "#" else f"{ord(letter):x}" if not letter.isascii() else letter.lower())
