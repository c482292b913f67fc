"""The search page with its index: a list for small sites, Pagefind's where the site asks for it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from sitegen.core import dating, routes
from sitegen.core.model import PartialDate, Planned
from sitegen.rendering import finder, prints
from sitegen.rendering.compact import compact
from sitegen.rendering.labels import mark
from sitegen.rendering.wording import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.core.model import Dossier, Story
    from sitegen.rendering.site import Site

_BUNDLE = f"{routes.SEARCH}pagefind/"
_PARTNERS = 300
_FILTERS = (("year", mark("Year")), ("kind", mark("Kind")), ("field", mark("Field")), ("partner", mark("Partner")))


def plan(site: Site) -> Iterator[Planned]:
    """The page, and the files that it searches."""
    wanted = site.config.search == "pagefind"
    found = wanted and finder.available()
    partners = prints.of_parts(prints.of_value(each.partner) for each in site.digest.dossiers)
    everything = prints.of_parts([site.shown_all(site.digest.stories), partners])
    shown = everything if found else ""
    yield site.page(
        routes.SEARCH, "search.html", site.key("search-page", str(found), shown), partial(_values, site, wanted, found)
    )
    if found:
        yield from _bundled(site)
    else:
        yield Planned(f"{routes.SEARCH}index.json", site.key("search", everything), lambda: _list(site))


def _values(site: Site, wanted: bool, found: bool) -> dict[str, Any]:
    return {
        "title": site.t(mark("Search")),
        "description": "",
        "bundle": _BUNDLE if found else "",
        "missing": wanted and not found,
        "filters": _choices(site) if found else [],
    }


def _choices(site: Site) -> list[tuple[str, str, list[str]]]:
    """(name of the filter, its word, what can be chosen)."""
    digest, label = site.digest, site.language.label
    active = sorted(digest.dossiers, key=lambda each: -len(each.stories))[:_PARTNERS]
    order = {each.partner.id: number for number, each in enumerate(digest.dossiers)}
    kinds = {kind for record in digest.deals for kind in record.deal.kinds}
    values = {
        "year": [str(shelf.year) for shelf in digest.years if shelf.year],
        "kind": sorted(map(label, kinds)),
        "field": sorted(label(shelf.topic) for shelf in digest.topics),
        "partner": [each.partner.name for each in sorted(active, key=lambda each: order[each.partner.id])],
    }
    return [(name, site.t(word), values[name]) for name, word in _FILTERS]


# ------------------------------------------------------------------------------------------------- Pagefind


def _bundled(site: Site) -> Iterator[Planned]:
    for path, content in finder.bundle(tuple(_records(site)), site.language.code):
        yield Planned(f"{_BUNDLE}{path}", prints.of_bytes(content), partial(bytes, content))


def _records(site: Site) -> Iterator[finder.Record]:
    for dossier in site.digest.dossiers:
        yield _of_partner(site, dossier)
    for story in site.digest.stories:
        yield _of_story(site, story)


def _of_partner(site: Site, dossier: Dossier) -> finder.Record:
    partner = dossier.partner
    label = site.language.label(partner.kind)
    years = sorted({str(record.on.year) for record in dossier.deals if record.on and record.on.year})
    meta = (("title", partner.name), ("note", label), ("text", partner.full_name or ""), ("first", "1"))
    filters = (("partner", (partner.name,)), ("year", tuple(years)))
    return finder.Record(routes.partner(dossier.slug), " ".join(_names(dossier)), meta, filters)


def _names(dossier: Dossier) -> list[str]:
    partner = dossier.partner
    names = (partner.name, partner.full_name, partner.full_name_en, *partner.aliases, *partner.short, *partner.former)
    return list(dict.fromkeys(filter(None, names)))


def _of_story(site: Site, story: Story) -> finder.Record:
    facts, label = story.facts, site.language.label
    day = dating.published_day(story, site.config.time_zone)
    shown = site.language.date(PartialDate.parse(day)) if day else ""
    years = {str(record.on.year) for record in site.names.records.get(story.id, ()) if record.on and record.on.year}
    partners = tuple(dict.fromkeys(site.names.partner_name(party.partner) for party in facts.parties))
    topics = tuple(dict.fromkeys(label(fact.topic) for fact in facts.topics))
    kinds = tuple(dict.fromkeys(label(kind) for deal in facts.deals for kind in deal.kinds))
    people, places = (person.name for person in facts.people), (place.name for place in facts.places)
    title = site.language.title(story)
    words = (title, *partners, *topics, *kinds, *people, *places, facts.summary.text, shown)
    return finder.Record(
        routes.story(story.slug),
        " ".join(dict.fromkeys(filter(None, words))),
        (("title", title), ("note", shown), ("text", clip(facts.summary.text, 160))),
        (
            ("partner", partners),
            ("year", tuple(sorted(years or ({day[:4]} if day else set())))),
            ("kind", kinds),
            ("field", topics),
        ),
    )


# --------------------------------------------------------------------------------------------------- a list


def _list(site: Site) -> bytes:
    """A list of {t: title, u: route, d: date, k: kind of a partner, b: further words}."""
    lines: list[bytes] = []
    for dossier in site.digest.dossiers:
        partner = dossier.partner
        route, kind = routes.partner(dossier.slug), site.language.label(partner.kind)
        lines.append(compact({"t": partner.name, "u": route, "d": "", "k": kind, "b": " ".join(_names(dossier)[1:])}))
    if site.recall:
        site.recall.keep_only(f"search {site.urls.folder}", {story.id for story in site.digest.stories})
    lines += [
        site.recalled("search", story.id, site.shown(story), partial(_entry, site, story))
        for story in site.digest.stories
    ]
    return b"".join((b"[", b",".join(lines), b"]"))


def _entry(site: Site, story: Story) -> bytes:
    day = dating.published_day(story, site.config.time_zone)
    shown = site.language.date(PartialDate.parse(day)) if day else ""
    names = " ".join(site.names.partner_name(party.partner) for party in story.facts.parties)
    topics = " ".join(site.language.label(fact.topic) for fact in story.facts.topics)
    body = f"{names} {topics} {clip(story.facts.summary.text, 240)}"
    return compact({"t": site.language.title(story), "u": routes.story(story.slug), "d": shown, "k": "", "b": body})
