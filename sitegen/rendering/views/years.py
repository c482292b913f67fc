"""The page of a year and its months."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, Any

from sitegen.core import dating, routes
from sitegen.rendering import charts, figures, structured
from sitegen.rendering.figures import Month
from sitegen.rendering.views import feed_files, letters, listing
from sitegen.rendering.wording import low

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.core.model import DealRecord, Planned, YearShelf
    from sitegen.rendering.site import Site

_LISTED_WHOLE, _LISTED_OF_MONTH, _TOP, _OTHERS = 200, 10, 10, 40


def plan(site: Site) -> Iterator[Planned]:
    """A page and feeds for every year, a page for every month with deals; the list of years."""
    shelves = site.digest.years
    for number, shelf in enumerate(shelves):
        after = shelves[number - 1] if number else None
        before = shelves[number + 1] if number + 1 < len(shelves) else None
        yield from _plan_one(site, shelf, before if before and before.year else None, after)
    yield _index(site)


def name_of(site: Site, shelf: YearShelf) -> str:
    """The heading of a shelf."""
    return str(shelf.year) if shelf.year else site.t("Year unknown")


def _plan_one(site: Site, shelf: YearShelf, before: YearShelf | None, after: YearShelf | None) -> Iterator[Planned]:
    route = routes.year(shelf.year)
    site.list_page(route, shelf.stories)
    told = site.shown_all(shelf.stories)
    beside = [f"{each.year}:{len(each.deals)}" if each else "" for each in (before, after)]
    key = site.key("year", str(shelf.year), told, *beside)
    yield site.page(route, "year.html", key, partial(_values, site, shelf, before, after))
    title = f"{name_of(site, shelf)} – {site.config.title}"
    yield from feed_files.plan(site, route, title, shelf.stories)
    if shelf.year:
        for month, records in _by_month(shelf):
            if month:
                yield from _plan_month(site, shelf.year, month, records)


def _by_month(shelf: YearShelf) -> list[tuple[int, list[DealRecord]]]:
    """Deals by month of signing, latest first; 0 holds what is known by the year alone."""
    months: dict[int, list[DealRecord]] = defaultdict(list)
    for record in shelf.deals:
        signed = dating.deal_date(record.deal)
        months[signed.month or 0 if signed and signed.year == shelf.year else 0].append(record)
    return [(month, months[month]) for month in sorted(months, reverse=True)]


def _plan_month(site: Site, year: int, month: int, records: list[DealRecord]) -> Iterator[Planned]:
    base = routes.month(month, year)
    told = site.shown_all(record.story for record in records)
    for number, part in enumerate(listing.parts_of(records), start=1):
        route = routes.numbered(base, number)
        site.list_page(route, (record.story for record in part))
        idents = (record.id for record in part)
        key = site.key("month", base, *idents, told, str(number))
        yield site.page(route, "list.html", key, partial(_month_values, site, year, month, records, number))
    key = site.key("month", base, *(record.id for record in records), told)
    yield letters.planned(site, base, key, lambda: site.language.date(Month(year, month, 0).day), records)


def _month_values(site: Site, year: int, month: int, records: list[DealRecord], number: int) -> dict[str, Any]:
    title = site.language.date(Month(year, month, 0).day)
    parts = listing.parts_of(records)
    return {
        **listing.frame(site, title, (str(year), routes.year(year)), routes.month(month, year)),
        "section": "years",
        "count_words": site.nt("%(count)s deal", "%(count)s deals", len(records)),
        "entries": [site.pages.row(record) for record in parts[number - 1]],
        "top": listing.partner_bars(site, records),
        "page": number,
        "pages": len(parts),
        "mail": f"{routes.month(month, year)}{routes.MAIL}",
    }


def _values(site: Site, shelf: YearShelf, before: YearShelf | None, after: YearShelf | None) -> dict[str, Any]:
    title = name_of(site, shelf)
    kinds = figures.by_kind(shelf.deals)
    topics = figures.by_topic(shelf.deals)[:_TOP]
    lede = " ".join(_lede(site, shelf))
    steps = [(site.config.title, routes.HOME), (site.t("Years"), routes.YEARS), (title, routes.year(shelf.year))]
    label, link = site.language.label, site.urls.link
    return {
        "title": title,
        "description": f"{title}: {lede}",
        "shelf": shelf,
        "before": before,
        "after": after,
        "lede": lede,
        "by_kind": [(label(kind), None, count) for kind, count in kinds],
        "topics": [(label(topic), link(routes.topic(topic.value)), count) for topic, count in topics],
        "top": listing.partner_bars(site, shelf.deals),
        "sums": figures.sums(shelf.deals),
        "valued": sum(1 for record in shelf.deals if record.deal.value),
        "lists": _lists(shelf),
        "others": [story for story in shelf.stories if not story.facts.deals][:_OTHERS],
        "structured": structured.graph(structured.trail(steps, site.urls)),
        **_months(site, shelf),
    }


def _months(site: Site, shelf: YearShelf) -> dict[str, Any]:
    if not shelf.year or not shelf.deals:
        return {"chart": None, "months": [], "unknown": 0}
    months, unknown = figures.months_of(shelf.deals, shelf.year)
    peak = max(range(12), key=lambda index: months[index].deals)
    bars = [charts.Column(month.deals, str(month.month)) for month in months]
    if unknown:
        bars.append(charts.Column(unknown, "?", unknown=True))
    title = site.t("Deals signed in each month of %(year)s", year=shelf.year)
    told = ", ".join(f"{site.language.month(month.month)} {month.deals}" for month in months if month.deals)
    chart = charts.columns("by-month", title, told, bars, accent=peak if months[peak].deals else -1)
    return {"chart": chart, "months": months, "unknown": unknown}


def _lede(site: Site, shelf: YearShelf) -> Iterator[str]:
    if not shelf.deals:
        yield site.nt("%(count)s clipping, no deal.", "%(count)s clippings, no deal.", len(shelf.stories))
        return
    yield site.nt("%(count)s deal.", "%(count)s deals.", len(shelf.deals))
    kind, count = next(iter(figures.by_kind(shelf.deals)), (None, 0))
    if kind and len(shelf.deals) > 2:
        yield site.t("Most often: %(kind)s (%(count)s).", kind=low(site.language.label(kind)), count=count)
    ident, count = next(iter(figures.by_partner(shelf.deals)), ("", 0))
    if count > 1:
        name = site.names.partner_name(ident)
        yield site.t("%(name)s is in %(count)s of them.", name=name, count=site.language.number(count))


def _lists(shelf: YearShelf) -> list[tuple[int, list[DealRecord], int | None]]:
    """(month, deals shown, how many more there are, or None where the month has no page of its own)."""
    if not shelf.year:
        return [(0, list(shelf.deals[:_LISTED_WHOLE]), None)] if shelf.deals else []
    shown = None if len(shelf.deals) <= _LISTED_WHOLE else _LISTED_OF_MONTH
    return [
        (month, records[: shown if month else None], max(0, len(records) - (shown or len(records))) if month else None)
        for month, records in _by_month(shelf)
    ]


def _index(site: Site) -> Planned:
    site.list_page(routes.YEARS, site.digest.stories)
    shelves = site.digest.years
    key = site.key("years", *(f"{shelf.year}:{len(shelf.deals)}:{len(shelf.stories)}" for shelf in shelves))
    return site.page(
        routes.YEARS,
        "years.html",
        key,
        lambda: {
            "title": site.t("Years"),
            "description": "",
            "shelves": shelves,
            "most": max((len(shelf.deals) for shelf in shelves), default=0),
        },
    )
