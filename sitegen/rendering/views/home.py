"""The home page: the newest deals, this month beside the last, who is most active."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from sitegen.core import routes
from sitegen.rendering import charts, figures, structured
from sitegen.rendering.views import feed_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from sitegen.core.model import DealRecord, PartialDate, Planned, Story
    from sitegen.rendering.figures import Month
    from sitegen.rendering.site import Site

_NEWEST, _OTHERS, _ACTIVE, _MONTHS = 10, 5, 8, 24


class Compared(Struct, frozen=True):
    """The figures of one month."""

    day: PartialDate
    deals: int
    partners: int
    valued: int


def plan(site: Site) -> Iterator[Planned]:
    """The home page with the feeds of the whole site."""
    digest = site.digest
    site.list_page(routes.HOME, digest.stories)
    key = site.key("home", site.shown_all(digest.stories))
    yield site.page(routes.HOME, "home.html", key, lambda: _values(site))
    yield from feed_files.plan(site, routes.HOME, site.config.title, digest.stories)


def _values(site: Site) -> dict[str, Any]:
    digest, zone = site.digest, site.config.time_zone
    moments = [figures.moment_of(record, zone) for record in digest.deals]
    known = [moment for moment in moments if moment and moment.month]
    dated = list(zip(digest.deals, moments, strict=True))
    years = [shelf.year for shelf in digest.years if shelf.year and shelf.deals]
    values: dict[str, Any] = {
        "title": site.config.title,
        "description": site.config.description or site.config.tagline,
        "deals": digest.deals[:_NEWEST],
        "others": _others(site) if len(digest.deals) < _OTHERS else [],
        "total": len(digest.deals),
        "partners": len(digest.dossiers),
        "span": (min(years, default=None), max(years, default=None)),
        "months": [],
        "structured": structured.as_script(
            {"@type": "WebSite", "name": site.config.title, "url": site.urls.absolute(routes.HOME)}
        ),
    }
    if known:
        values.update(_months(site, dated, max(known, key=lambda day: (day.year or 0, day.month or 0))))
    recent = [record for record, moment in dated if not known or _within(moment, values["months"][-12:])]
    active = figures.by_partner(recent)[:_ACTIVE]
    values["active"] = [(site.names.partner_name(ident), _link(site, ident), count) for ident, count in active]
    return values


def _others(site: Site) -> list[Story]:
    """Clippings without a deal: they fill a home page that has few."""
    return [story for story in site.digest.stories if not story.facts.deals][:_OTHERS]


def _link(site: Site, ident: str) -> str | None:
    route = site.names.partner_route(ident)
    return site.urls.link(route) if route else None


def _within(moment: PartialDate | None, months: list[Month]) -> bool:
    return bool(moment) and any(_is_in(moment, month) for month in months)


def _is_in(moment: PartialDate | None, month: Month) -> bool:
    return moment is not None and (moment.year, moment.month) == (month.year, month.month)


def _months(site: Site, dated: list[tuple[DealRecord, PartialDate | None]], newest: PartialDate) -> dict[str, Any]:
    months = figures.last_months((moment for _, moment in dated), newest, _MONTHS)
    new, old = sum(month.deals for month in months[-12:]), sum(month.deals for month in months[:12])
    return {
        "months": months,
        "chart": _chart(site, months, new),
        "year_now": new,
        "year_before": old,
        "compared": [_figures_of(months[index], dated) for index in (-1, -2, -13)],
    }


def _figures_of(month: Month, dated: list[tuple[DealRecord, PartialDate | None]]) -> Compared:
    deals = [record for record, moment in dated if _is_in(moment, month)]
    partners = {ident for record in deals for ident in record.deal.parties}
    return Compared(month.day, len(deals), len(partners), sum(1 for record in deals if record.deal.value))


def _chart(site: Site, months: list[Month], new: int) -> Markup:
    first, last = site.language.date(months[0].day), site.language.date(months[-1].day)
    bars = [charts.Column(month.deals, str(month.year) if month.month == 1 else "") for month in months]
    if months[0].month <= 8:
        bars[0] = charts.Column(months[0].deals, first)
    title = site.t("Deals a month, %(first)s to %(last)s", first=first, last=last)
    described = site.t("%(count)s deals in the last twelve months.", count=site.language.number(new))
    return charts.columns("by-month", title, described, bars, accent=len(bars) - 1)
