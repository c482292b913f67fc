"""The shelves by field and by place, and the table of all deals."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from sitegen.core import routes
from sitegen.rendering import structured
from sitegen.rendering.views import feed_files, listing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.core.model import PlaceShelf, Planned, TopicShelf
    from sitegen.rendering.site import Site

_TABLE_SIZE = 500


def plan(site: Site) -> Iterator[Planned]:
    """Fields with their feeds, places, the table of deals."""
    for shelf in site.digest.topics:
        yield from _plan_topic(site, shelf)
    yield _topics(site)
    for place in site.digest.places:
        yield from _plan_place(site, place)
    yield _places(site)
    yield from _deals(site)


def _plan_topic(site: Site, shelf: TopicShelf) -> Iterator[Planned]:
    route, name = routes.topic(shelf.topic.value), site.language.label(shelf.topic)
    top = listing.partner_bars(site, shelf.deals)
    key = site.key("topic", name, str(len(shelf.deals)), *(f"{who}\x1e{link}\x1e{count}" for who, link, count in top))

    def values() -> dict[str, Any]:
        return {
            **listing.frame(site, name, (site.t("Fields"), routes.TOPICS), route),
            "section": "topics",
            "feeds": True,
            "count_words": site.nt("%(count)s deal", "%(count)s deals", len(shelf.deals)),
            "top": top,
        }

    yield from listing.pages(site, route, key, shelf.stories, values)
    yield from feed_files.plan(site, route, f"{name} – {site.config.title}", shelf.stories)


def _topics(site: Site) -> Planned:
    shelves = sorted(site.digest.topics, key=lambda shelf: (-len(shelf.deals), -len(shelf.stories), shelf.topic.value))
    site.list_page(routes.TOPICS, site.digest.stories)
    key = site.key("topics", *(f"{shelf.topic}:{len(shelf.deals)}:{len(shelf.stories)}" for shelf in shelves))
    return site.page(
        routes.TOPICS,
        "topics.html",
        key,
        lambda: {
            "title": site.t("Fields"),
            "description": "",
            "rows": shelves,
            "most": max((len(shelf.deals) for shelf in shelves), default=0),
        },
    )


def _plan_place(site: Site, shelf: PlaceShelf) -> Iterator[Planned]:
    route = routes.place(shelf.slug)
    key = site.key("place", shelf.name, str(len(shelf.stories)))

    def values() -> dict[str, Any]:
        return {
            **listing.frame(site, shelf.name, (site.t("Places"), routes.PLACES), route),
            "section": "places",
            "count_words": site.nt("%(count)s clipping", "%(count)s clippings", len(shelf.stories)),
        }

    yield from listing.pages(site, route, key, shelf.stories, values)


def _places(site: Site) -> Planned:
    site.list_page(routes.PLACES, site.digest.stories)
    key = site.key("places", *(f"{each.name}\x1e{each.slug}\x1e{len(each.stories)}" for each in site.digest.places))
    return site.page(routes.PLACES, "index.html", key, partial(_place_values, site))


def _place_values(site: Site) -> dict[str, Any]:
    entries = [
        (each.name, site.urls.link(routes.place(each.slug)), "", len(each.stories)) for each in site.digest.places
    ]
    return {
        "title": site.t("Places"),
        "description": "",
        "section": "places",
        "count_words": site.nt("%(count)s place", "%(count)s places", len(entries)),
        "groups": listing.by_letter(entries),
    }


def _deals(site: Site) -> Iterator[Planned]:
    deals = site.digest.deals
    count = max(1, -(-len(deals) // _TABLE_SIZE))
    for number in range(1, count + 1):
        part = deals[(number - 1) * _TABLE_SIZE : number * _TABLE_SIZE]
        route = routes.numbered(routes.DEALS, number)
        site.list_page(route, (record.story for record in part))
        idents = (record.id for record in part)
        shown = site.shown_all(record.story for record in part)
        key = site.key("deals", str(number), str(count), str(len(deals)), shown, *idents)
        yield site.page(route, "deals.html", key, partial(_deal_values, site, number, count))


def _deal_values(site: Site, number: int, count: int) -> dict[str, Any]:
    title = site.t("All deals")
    return {
        "title": title,
        "description": "",
        "records": site.digest.deals[(number - 1) * _TABLE_SIZE : number * _TABLE_SIZE],
        "total": len(site.digest.deals),
        "page": number,
        "pages": count,
        "structured": structured.as_script(
            structured.dataset(f"{title} – {site.config.title}", site.config.description, site.urls)
        ),
    }
