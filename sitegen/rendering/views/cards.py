"""Share cards: what the picture of a page says."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from sitegen.core import routes
from sitegen.core.code import version
from sitegen.core.model import Planned
from sitegen.rendering import pictures, prints

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.core.model import Dossier, Story
    from sitegen.rendering.site import Site

_LIBRARIES = ("pillow", "font-source-serif-pro", "font-source-sans-pro")


def plan(site: Site) -> Iterator[Planned]:
    """A card for the site, each clipping and each partner, shared by all languages."""
    if not site.drawn or not site.main:
        return
    yield _planned(routes.PICTURE, _of_site(site))
    for story in site.digest.stories:
        yield _planned(routes.story(story.slug) + routes.PICTURE, _of_story(site, story))
    for dossier in site.digest.dossiers:
        yield _planned(routes.partner(dossier.slug) + routes.PICTURE, _of_partner(site, dossier))


def _planned(path: str, card: pictures.Card) -> Planned:
    """Remembered by what it says: no change of a template or a setting draws it anew."""
    return Planned(path, prints.of_parts(["card", _drawing(), prints.of_value(card)]), lambda: pictures.picture(card))


@lru_cache(maxsize=1)
def _drawing() -> str:
    return prints.of_parts([pictures.print_of_code(), *map(version, _LIBRARIES)])


def _of_site(site: Site) -> pictures.Card:
    digest = site.digest
    deals = site.nt("%(count)s deal", "%(count)s deals", len(digest.deals))
    partners = site.nt("%(count)s partner", "%(count)s partners", len(digest.dossiers))
    return pictures.Card(site.config.author, (site.config.title,), "", site.config.tagline, f"{deals} · {partners}")


def _of_story(site: Site, story: Story) -> pictures.Card:
    facts = story.facts
    topics = ", ".join(site.language.label(fact.topic) for fact in facts.topics[:2])
    deal = facts.deals[0] if facts.deals else None
    if deal is None or not deal.parties:
        outlet = story.source.name if story.source else ""
        return pictures.Card(site.config.title, (site.language.title(story),), "", topics, outlet)
    kind = site.language.label(deal.kinds[0]) if deal.kinds else site.t("Agreement")
    names = tuple(site.names.partner_name(ident) for ident in deal.parties)
    return pictures.Card(site.config.title, names, kind, topics, " · ".join(_note(site, story)))


def _note(site: Site, story: Story) -> Iterator[str]:
    deal = story.facts.deals[0]
    if deal.signed_on:
        yield site.t("Signed %(day)s", day=site.language.date(deal.signed_on.date))
    if deal.value:
        yield site.language.money(deal.value.money)
    tellings = max((len(record.also) + 1 for record in site.names.records.get(story.id, ())), default=1)
    if tellings > 1:
        yield site.nt("%(count)s clipping", "%(count)s clippings", tellings)
    elif story.source:
        yield story.source.name


def _of_partner(site: Site, dossier: Dossier) -> pictures.Card:
    partner = dossier.partner
    deals = site.nt("%(count)s deal", "%(count)s deals", len(dossier.deals))
    others = site.nt("%(count)s partner", "%(count)s partners", len(dossier.works_with))
    latest = max((str(record.on.year) for record in dossier.deals if record.on and record.on.year), default="")
    kind, place = site.language.label(partner.kind), site.language.country(partner.country)
    note = " · ".join(filter(None, (deals, others, latest)))
    return pictures.Card(site.config.title, (partner.name,), kind[:1].upper() + kind[1:], place, note)
