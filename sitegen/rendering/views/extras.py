"""Everything beside the shelves: the editor's pages, search, feeds page, data, sitemap, static files."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from sitegen.core import dating, routes
from sitegen.core.model import Leaf, PartialDate, Planned, Story
from sitegen.rendering import data, feeds, prints
from sitegen.rendering.labels import mark
from sitegen.rendering.views import years
from sitegen.rendering.wording import clip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitegen.rendering.site import Site

_FEEDS_LISTED = 30
_SITEMAP_SIZE = 40_000


def plan(site: Site) -> Iterator[Planned]:
    """The sitemap comes last: it lists what has been planned before it."""
    everything = site.shown_all(site.digest.stories)
    yield from _leaves(site)
    yield from _about(site)
    yield _search(site)
    partners = prints.of_parts(prints.of_value(each.partner) for each in site.digest.dossiers)
    index_key = site.key("search", everything, partners)
    yield Planned(f"{routes.SEARCH}index.json", index_key, lambda: _search_index(site))
    yield from _feeds(site)
    yield from _data(site, everything, partners)
    yield site.page("404.html", "404.html", site.key("404"), lambda: _titled(site, mark("Page not found")))
    for name, raw in sorted(site.theme.static.items()):
        yield Planned(site.theme.asset(name), prints.of_bytes(raw), partial(bytes, raw))
    yield Planned(".nojekyll", "empty", bytes)
    yield Planned("robots.txt", site.key("robots"), lambda: _robots(site))
    yield from _sitemap(site)


def _titled(site: Site, message: str) -> dict[str, Any]:
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
        **_titled(site, mark("About")),
        "newest": PartialDate.parse(newest) if newest else None,
        **counts,
    }
    yield site.page(routes.ABOUT, "about.html", key, partial(dict, values))


def _search(site: Site) -> Planned:
    return site.page(routes.SEARCH, "search.html", site.key("search-page"), lambda: _titled(site, mark("Search")))


def _search_index(site: Site) -> bytes:
    """A list of {t: title, u: route, d: date, k: kind of a partner, b: further words}."""
    entries: list[dict[str, str]] = []
    for dossier in site.digest.dossiers:
        partner = dossier.partner
        words = (partner.full_name or "", partner.full_name_en or "", *partner.aliases, *partner.short)
        route, kind = routes.partner(dossier.slug), site.language.label(partner.kind)
        entries.append({"t": partner.name, "u": route, "d": "", "k": kind, "b": " ".join(filter(None, words))})
    entries.extend(_search_entry(site, story) for story in site.digest.stories)
    return json.dumps(entries, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _search_entry(site: Site, story: Story) -> dict[str, str]:
    day = dating.published_day(story, site.config.time_zone)
    shown = site.language.date(PartialDate.parse(day)) if day else ""
    names = " ".join(site.names.partner_name(party.partner) for party in story.facts.parties)
    topics = " ".join(site.language.label(fact.topic) for fact in story.facts.topics)
    body = f"{names} {topics} {clip(story.facts.summary.text, 240)}"
    return {"t": story.title, "u": routes.story(story.slug), "d": shown, "k": "", "b": body}


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
        **_titled(site, mark("Feeds")),
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
        "deals.csv": lambda: data.deals_csv(digest.deals, names, urls),
        "deals.json": lambda: data.deals_json(digest.deals, names, urls),
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
        lambda: {**_titled(site, mark("Data")), "columns": [(name, site.t(meaning)) for name, meaning in columns]},
    )


def _robots(site: Site) -> bytes:
    return f"User-agent: *\nAllow: /\n\nSitemap: {site.urls.absolute('sitemap.xml')}\n".encode()


def _sitemap(site: Site) -> Iterator[Planned]:
    """One file, or an index of several where a site has more pages than one may list."""
    listed = sorted(site.listed)
    parts = [listed[start : start + _SITEMAP_SIZE] for start in range(0, len(listed), _SITEMAP_SIZE)]
    if len(parts) == 1:
        yield _sitemap_file(site, "sitemap.xml", parts[0])
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield Planned("sitemap.xml", site.key("sitemaps", *names), lambda: _sitemap_index(site, names))
    for name, part in zip(names, parts, strict=True):
        yield _sitemap_file(site, name, part)


_SITEMAP_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def _sitemap_file(site: Site, name: str, listed: list[tuple[str, str]]) -> Planned:
    key = site.key("sitemap", *(f"{route}\x1e{day}" for route, day in listed))
    return Planned(name, key, partial(_sitemap_bytes, site, listed))


def _sitemap_bytes(site: Site, listed: list[tuple[str, str]]) -> bytes:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<urlset {_SITEMAP_SPACE}>"]
    for route, day in listed:
        changed = f"<lastmod>{day}</lastmod>" if day else ""
        lines.append(f"<url><loc>{escape(site.urls.absolute(route))}</loc>{changed}</url>")
    return ("\n".join([*lines, "</urlset>"]) + "\n").encode()


def _sitemap_index(site: Site, names: list[str]) -> bytes:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<sitemapindex {_SITEMAP_SPACE}>"]
    lines += [f"<sitemap><loc>{escape(site.urls.absolute(name))}</loc></sitemap>" for name in names]
    return ("\n".join([*lines, "</sitemapindex>"]) + "\n").encode()
