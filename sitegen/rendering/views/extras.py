"""Everything beside the shelves: the editor's pages, feeds page, data, static files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from sitegen.core import dating, routes
from sitegen.core.model import Leaf, PartialDate, Planned
from sitegen.rendering import data, feeds, prints
from sitegen.rendering.labels import mark
from sitegen.rendering.views import years

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitegen.rendering.site import Site

_FEEDS_LISTED = 30


def plan(site: Site) -> Iterator[Planned]:
    """What a further language shares with the first is planned once."""
    everything = site.shown_all(site.digest.stories)
    yield from _leaves(site)
    yield from _about(site)
    partners = prints.of_parts(prints.of_value(each.partner) for each in site.digest.dossiers)
    yield from _feeds(site)
    yield from _data(site, everything, partners)
    if site.main:
        yield from _shared(site)


def _shared(site: Site) -> Iterator[Planned]:
    yield site.page("404.html", "404.html", site.key("404"), lambda: titled(site, mark("Page not found")))
    for name, raw in sorted(site.theme.static.items()):
        yield Planned(site.theme.asset(name), prints.of_bytes(raw), partial(bytes, raw))
    yield Planned(".nojekyll", "empty", bytes)
    yield Planned("robots.txt", site.key("robots"), lambda: _robots(site))


def titled(site: Site, message: str) -> dict[str, Any]:
    """The title of a page that needs no other words."""
    return {"title": site.t(message), "description": ""}


def _leaves(site: Site) -> Iterator[Planned]:
    for leaf in site.digest.pages:
        route = routes.leaf(leaf.slug)
        site.listed.append((route, ""))
        key = site.key("leaf", prints.of_value(leaf))
        yield site.page(route, "leaf.html", key, partial(_leaf_values, leaf))


def _leaf_values(leaf: Leaf) -> dict[str, Any]:
    return {"title": leaf.title, "description": leaf.title, "leaf": leaf}


def _about(site: Site) -> Iterator[Planned]:
    """A page about the site, unless the editor wrote one."""
    if any(routes.leaf(leaf.slug) == routes.ABOUT for leaf in site.digest.pages):
        return
    digest = site.digest
    days = [dating.published_day(story, site.config.time_zone) for story in digest.stories]
    newest = max((day for day in days if day), default=None)
    counts = {"stories": len(digest.stories), "deals": len(digest.deals), "partners": len(digest.dossiers)}
    site.list_page(routes.ABOUT, digest.stories)
    key = site.key("about", str(newest), *(f"{name}:{count}" for name, count in counts.items()))
    values = {
        **titled(site, mark("About")),
        "newest": PartialDate.parse(newest) if newest else None,
        **counts,
    }
    yield site.page(routes.ABOUT, "about.html", key, partial(dict, values))


def _feeds(site: Site) -> Iterator[Planned]:
    digest = site.digest
    shown = [f"{each.partner.name}\x1e{each.slug}\x1e{len(each.deals)}" for each in digest.dossiers]
    shown += [str(shelf.year) for shelf in digest.years] + [shelf.topic.value for shelf in digest.topics]
    site.list_page(routes.FEEDS)
    yield site.page(routes.FEEDS, "feeds.html", site.key("feeds", *shown), partial(_feed_values, site))
    yield Planned("feeds.opml", site.key("opml", *shown), lambda: _opml(site))


def _feed_values(site: Site) -> dict[str, Any]:
    digest = site.digest
    return {
        **titled(site, mark("Feeds")),
        "dossiers": sorted(digest.dossiers, key=lambda each: -len(each.deals))[:_FEEDS_LISTED],
        "more": len(digest.dossiers) > _FEEDS_LISTED,
        "years": digest.years,
        "topics": digest.topics,
    }


def _opml(site: Site) -> bytes:
    def outline(name: str, route: str) -> tuple[str, str, str]:
        return name, site.urls.absolute(route), site.urls.absolute(f"{route}feed.xml")

    digest = site.digest
    groups = [
        (site.config.title, [outline(site.config.title, routes.HOME)]),
        (site.t("Partners"), [outline(each.partner.name, routes.partner(each.slug)) for each in digest.dossiers]),
        (site.t("Years"), [outline(years.name_of(site, shelf), routes.year(shelf.year)) for shelf in digest.years]),
        (
            site.t("Fields"),
            [outline(site.language.label(shelf.topic), routes.topic(shelf.topic.value)) for shelf in digest.topics],
        ),
    ]
    return feeds.opml(site.config.title, groups)


def _data(site: Site, everything: str, partners: str) -> Iterator[Planned]:
    digest, names, urls = site.digest, site.names, site.urls
    makers: dict[str, Callable[[], bytes]] = {
        "deals.csv": lambda: data.deals_csv(digest.deals, site.rows),
        "deals.json": lambda: data.deals_json(digest.deals, site.rows),
        "partners.json": lambda: data.partners_json(digest.dossiers, names, urls),
        "network.graphml": lambda: data.graphml(digest, names),
    }
    for name, make in makers.items():
        yield Planned(routes.DATA + name, site.key(name, everything, partners), make)
    site.list_page(routes.DATA)
    columns = [(name, meaning) for name, meaning in data.COLUMNS]
    yield site.page(
        routes.DATA,
        "data.html",
        site.key("data"),
        lambda: {**titled(site, mark("Data")), "columns": [(name, site.t(meaning)) for name, meaning in columns]},
    )


def _robots(site: Site) -> bytes:
    return f"User-agent: *\nAllow: /\n\nSitemap: {site.urls.absolute('sitemap.xml')}\n".encode()
