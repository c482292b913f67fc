"""The page of a partner: who they are, what they signed, with whom."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from sitegen.core import routes
from sitegen.core.model import DealRecord, Dossier, PartialDate, Planned
from sitegen.rendering import charts, data, figures, prints, structured
from sitegen.rendering.labels import mark
from sitegen.rendering.views import feed_files, listing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from sitegen.rendering.site import Site

_TIMELINE, _FAN, _TOGETHER, _OTHERS = 150, 30, 200, 40
_FIELD_ROWS, _FIELD_YEARS = 6, 11


def plan(site: Site) -> Iterator[Planned]:
    """A page, feeds and data for every partner; the index of all."""
    for dossier in site.digest.dossiers:
        yield from _plan_one(site, dossier)
    yield _index(site)


def _plan_one(site: Site, dossier: Dossier) -> Iterator[Planned]:
    route = routes.partner(dossier.slug)
    site.list_page(route, dossier.stories)
    told = site.shown_all(dossier.stories)
    key = site.key("partner", prints.of_value(dossier.partner), dossier.slug, told, *_around(site, dossier))
    yield site.page(route, "partner.html", key, partial(_values, site, dossier))
    yield from _older(site, dossier, route, key)
    yield from feed_files.plan(site, route, f"{dossier.partner.name} – {site.config.title}", dossier.stories)
    yield Planned(f"{route}deals.csv", key, lambda: data.deals_csv(dossier.deals, site.rows))
    yield Planned(f"{route}data.json", key, lambda: data.partner_json(dossier, site.names, site.urls, site.rows))


def _around(site: Site, dossier: Dossier) -> Iterator[str]:
    """What the page shows of others: names, addresses, countries, how many deals they have."""
    others = [ident for ident, _ in dossier.works_with] + list(dossier.members)
    for ident in [*others, *([dossier.partner.parent] if dossier.partner.parent else [])]:
        partner = site.names.partner(ident)
        route, deals = site.names.partner_route(ident), site.names.dossiers.get(ident, 0)
        yield "\x1e".join((ident, partner.name, partner.country or "", str(route), str(deals)))


def _older(site: Site, dossier: Dossier, route: str, key: str) -> Iterator[Planned]:
    rest = dossier.deals[_TIMELINE:]
    parts = [rest[start : start + listing.SIZE] for start in range(0, len(rest), listing.SIZE)]
    for number, records in enumerate(parts, start=2):
        page = routes.numbered(route, number)
        site.listed.append((page, ""))
        values = partial(_older_values, site, dossier, route, number, len(parts) + 1, records)
        yield site.page(page, "list.html", site.key(key, str(number)), values)


def _older_values(
    site: Site, dossier: Dossier, route: str, number: int, pages: int, records: tuple[DealRecord, ...]
) -> dict[str, Any]:
    return {
        **listing.frame(site, dossier.partner.name, (site.t("Partners"), routes.PARTNERS), route),
        "section": "partners",
        "count_words": site.nt("%(count)s deal", "%(count)s deals", len(dossier.deals)),
        "entries": [site.pages.row(record) for record in records],
        "page": number,
        "pages": pages,
    }


def _values(site: Site, dossier: Dossier) -> dict[str, Any]:
    partner, deals = dossier.partner, dossier.deals
    in_deals = {story.id for record in deals for story in (record.story, *record.also)}
    count = site.nt("%(count)s deal", "%(count)s deals", len(deals))
    steps = [(site.config.title, routes.HOME), (site.t("Partners"), routes.PARTNERS)]
    return {
        "title": partner.name,
        "description": f"{partner.full_name or partner.name}: {count}, "
        + site.nt("%(count)s partner", "%(count)s partners", len(dossier.works_with)),
        "dossier": dossier,
        "picture": routes.partner(dossier.slug) + routes.PICTURE,
        "newest": _newest_year(deals),
        "sums": figures.sums(deals),
        "timeline": _timeline(site, deals[:_TIMELINE]),
        "older": max(0, len(deals) - _TIMELINE),
        "together": _together(dossier),
        "others": list(islice((story for story in dossier.stories if story.id not in in_deals), _OTHERS)),
        "structured": structured.graph(
            structured.organisation(dossier, site.names, site.urls),
            structured.trail([*steps, (partner.name, routes.partner(dossier.slug))], site.urls),
        ),
        **_network(site, dossier),
        **_fields(site, dossier),
    }


def _newest_year(deals: tuple[DealRecord, ...]) -> tuple[int, int] | None:
    years = [record.on.year for record in deals if record.on and record.on.year]
    return (max(years), years.count(max(years))) if years else None


def _timeline(site: Site, deals: tuple[DealRecord, ...]) -> list[tuple[int | None, list[DealRecord]]]:
    years: dict[int | None, list[DealRecord]] = defaultdict(list)
    for record in deals:
        moment = figures.moment_of(record, site.config.time_zone)
        years[moment.year if moment else record.story.facts.year].append(record)
    return [(year, years[year]) for year in sorted(years, key=lambda year: -(year or 0))]


def _together(dossier: Dossier) -> list[tuple[str, int, PartialDate | None]]:
    latest: dict[str, PartialDate] = {}
    for record in dossier.deals:
        if record.on and record.on.year:
            for ident in record.deal.parties:
                latest.setdefault(ident, record.on)
    return [(ident, count, latest.get(ident)) for ident, count in dossier.works_with[:_TOGETHER]]


def _network(site: Site, dossier: Dossier) -> dict[str, Any]:
    sides: dict[bool, list[charts.Spoke]] = {True: [], False: []}
    left_out = 0
    for ident, together in dossier.works_with:
        partner = site.names.partner(ident)
        side = sides[partner.country in (None, "VN")]
        if len(side) < _FAN:
            side.append(charts.Spoke(partner.name, together, site.names.dossiers.get(ident, 0)))
        else:
            left_out += 1
    return {"fans": list(_fans(site, dossier, sides[True], sides[False])), "left_out": left_out}


def _fans(site: Site, dossier: Dossier, home: list[charts.Spoke], abroad: list[charts.Spoke]) -> Iterator[Markup]:
    name = dossier.partner.name
    if home:
        message = mark("%(name)s and partners in Vietnam, with the deals they share: %(list)s")
        told = site.t(message, name=name, list=_told(home))
        yield charts.fan("net-home", site.t("In Vietnam"), told, home, left=True)
    if abroad:
        message = mark("%(name)s and partners abroad, with the deals they share: %(list)s")
        told = site.t(message, name=name, list=_told(abroad))
        yield charts.fan("net-abroad", site.t("Abroad"), told, abroad, left=False)


def _told(spokes: list[charts.Spoke]) -> str:
    return ", ".join(f"{spoke.name} {spoke.together}" for spoke in spokes)


def _fields(site: Site, dossier: Dossier) -> dict[str, Any]:
    years, rows = figures.topics_by_year(dossier.deals, _FIELD_ROWS)
    years, rows = years[-_FIELD_YEARS:], [(topic, counts[-_FIELD_YEARS:]) for topic, counts in rows]
    rows = [(topic, counts) for topic, counts in rows if any(counts)]
    if len(years) < 2 or len(dossier.deals) < 3 or not rows:
        return {"topic_chart": None}
    message = mark("Fields of the deals of %(name)s, %(first)s to %(last)s")
    title = site.t(message, name=dossier.partner.name, first=years[0], last=years[-1])
    named = [(site.language.label(topic), counts) for topic, counts in rows]
    told = "; ".join(f"{name} {sum(counts)}" for name, counts in named)
    ticks = [str(year) if len(years) < 7 or year in (years[0], years[-1]) else f"’{year % 100:02d}" for year in years]
    return {
        "topic_chart": charts.dots("by-field", title, told, ticks, named),
        "topic_years": years,
        "topic_rows": rows,
    }


def _index(site: Site) -> Planned:
    site.list_page(routes.PARTNERS, site.digest.stories)
    shown = [
        f"{each.partner.name}\x1e{each.slug}\x1e{each.partner.kind}\x1e{len(each.deals)}\x1e{len(each.stories)}"
        for each in site.digest.dossiers
    ]
    key = site.key("partners", *shown)
    return site.page(routes.PARTNERS, "index.html", key, partial(_index_values, site))


def _index_values(site: Site) -> dict[str, Any]:
    entries = [
        (
            each.partner.name,
            site.urls.link(routes.partner(each.slug)),
            site.language.label(each.partner.kind),
            len(each.deals) or len(each.stories),
        )
        for each in site.digest.dossiers
    ]
    return {
        "title": site.t("Partners"),
        "description": "",
        "section": "partners",
        "count_words": site.nt("%(count)s partner", "%(count)s partners", len(entries)),
        "groups": listing.by_letter(entries),
    }
