"""The weeks: a page and an e-mail version for every week with deals, the list of all."""

from __future__ import annotations

import datetime
from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, Any

from sitegen.core import routes
from sitegen.core.model import PartialDate
from sitegen.rendering import figures
from sitegen.rendering.views import letters, listing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.core.model import DealRecord, Planned
    from sitegen.rendering.site import Site

Week = tuple[int, int]


def plan(site: Site) -> Iterator[Planned]:
    """Newest first. A deal counts for the week of its signing, else for that of its clipping."""
    weeks = _by_week(site)
    order = sorted(weeks, reverse=True)
    for number, week in enumerate(order):
        after = order[number - 1] if number else None
        before = order[number + 1] if number + 1 < len(order) else None
        yield from _plan_one(site, week, weeks[week], (before, after))
    site.list_page(routes.WEEKS, site.digest.stories)
    key = site.key("weeks", *(f"{year}-{number}:{len(weeks[year, number])}" for year, number in order))
    yield site.page(routes.WEEKS, "weeks.html", key, partial(_index_values, site, order, weeks))


def _by_week(site: Site) -> dict[Week, list[DealRecord]]:
    weeks: dict[Week, list[DealRecord]] = defaultdict(list)
    for record in site.digest.deals:
        moment = figures.moment_of(record, site.config.time_zone)
        if moment and moment.year and moment.month and moment.day:
            year, number, _ = datetime.date(moment.year, moment.month, moment.day).isocalendar()
            weeks[year, number].append(record)
    return weeks


def name_of(site: Site, week: Week) -> str:
    """Such as "Week 22 of 2025"."""
    return site.t("Week %(number)s of %(year)s", number=week[1], year=week[0])


def span_of(site: Site, week: Week) -> str:
    """From its Monday to its Sunday, such as "26/5 – 1/6/2025"."""
    first, last = (datetime.date.fromisocalendar(*week, day) for day in (1, 7))
    end = site.language.date(PartialDate(last.year, last.month, last.day))
    start = PartialDate(first.year if first.year != last.year else None, first.month, first.day)
    return f"{site.language.date(start)} – {end}"


def _plan_one(
    site: Site, week: Week, records: list[DealRecord], beside: tuple[Week | None, Week | None]
) -> Iterator[Planned]:
    base = routes.week(*week)
    told = site.shown_all(record.story for record in records)
    idents = (record.id for record in records)
    key = site.key("week", base, str(beside), told, *idents)
    parts = listing.parts_of(records)
    for number, part in enumerate(parts, start=1):
        route = routes.numbered(base, number)
        site.list_page(route, (record.story for record in part))
        values = partial(_values, site, week, records, beside, number)
        yield site.page(route, "list.html", site.key(key, str(number)), values)
    yield letters.planned(site, base, key, lambda: f"{name_of(site, week)} ({span_of(site, week)})", records)


def _values(
    site: Site, week: Week, records: list[DealRecord], beside: tuple[Week | None, Week | None], number: int
) -> dict[str, Any]:
    base = routes.week(*week)
    before, after = ((name_of(site, each), routes.week(*each)) if each else None for each in beside)
    return {
        **listing.frame(site, name_of(site, week), (site.t("Weeks"), routes.WEEKS), base),
        "section": "years",
        "count_words": f"{span_of(site, week)} · {site.nt('%(count)s deal', '%(count)s deals', len(records))}",
        "entries": [site.pages.row(record) for record in listing.parts_of(records)[number - 1]],
        "top": listing.partner_bars(site, records),
        "page": number,
        "pages": len(listing.parts_of(records)),
        "mail": f"{base}{routes.MAIL}",
        "before": before,
        "after": after,
    }


def _index_values(site: Site, order: list[Week], weeks: dict[Week, list[DealRecord]]) -> dict[str, Any]:
    years: dict[int, list[tuple[str, str, str, int]]] = defaultdict(list)
    for week in order:
        entry = (name_of(site, week), routes.week(*week), span_of(site, week), len(weeks[week]))
        years[week[0]].append(entry)
    most = max((len(records) for records in weeks.values()), default=0)
    return {"title": site.t("Weeks"), "description": "", "years": list(years.items()), "most": most}
