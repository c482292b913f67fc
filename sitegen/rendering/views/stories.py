"""The page of a clipping."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from sitegen.core import routes
from sitegen.core.model import Entity, Kind, Origin, Planned, Story
from sitegen.rendering import structured, versions
from sitegen.rendering.wording import clip

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sitegen.rendering.site import Site

_KINDS = tuple(Kind)
_MOST_KEPT = 32768


def plan(site: Site) -> Iterator[Planned]:
    """A page for every clipping, a redirect for every old URL of one."""
    shelf = _Shelf(site)
    for story in site.digest.stories:
        route = routes.story(story.slug)
        site.list_page(route, (story,))
        yield shelf.page(story)
        yield from _redirects(site, story, route)


def plan_some(site: Site, idents: Collection[str]) -> Iterator[Planned]:
    """The pages of some clippings alone."""
    shelf = _Shelf(site)
    yield from (shelf.page(story) for story in site.digest.stories if story.id in idents)


class _Shelf:
    """All clippings, to look up those that stand near one."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._by_id = {story.id: story for story in site.digest.stories}
        self._row = lru_cache(maxsize=_MOST_KEPT)(lambda ident: _row_of(site, self._by_id[ident]))

    def page(self, story: Story) -> Planned:
        site = self._site
        near = [ident for ident in site.digest.related.get(story.id, ()) if ident in self._by_id]
        key = site.key("story", *site.shown_whole(story), *map(self._row, near))
        values = partial(_values, site, story, [self._by_id[ident] for ident in near])
        return site.page(routes.story(story.slug), "story.html", key, values)


def _row_of(site: Site, story: Story) -> str:
    """What the list of related clippings shows of one."""
    signed = story.facts.signed_on
    return "\x1e".join(
        (site.language.title(story), story.slug, story.published or "", str(signed.date) if signed else "")
    )


def _redirects(site: Site, story: Story, route: str) -> Iterator[Planned]:
    title = site.language.title(story)
    for alias in story.aliases if site.main else ():
        old = routes.old(alias)
        if old is not None and old != route:
            values = {"title": title, "target": route}
            yield site.page(old, "redirect.html", site.key("redirect", old, route, title), partial(dict, values))


def _values(site: Site, brief: Story, near: list[Story]) -> dict[str, Any]:
    story = site.whole(brief)
    records = site.names.records.get(story.id, [])
    told = {each.id for record in records for each in (record.story, *record.also)}
    title = site.language.title(story)
    steps = [(site.config.title, routes.HOME), (title, routes.story(story.slug))]
    return {
        "title": title,
        "description": clip(story.facts.summary.text, 200),
        "story": story,
        "picture": routes.story(story.slug) + routes.PICTURE,
        "groups": _groups(story),
        "certainty": list(_certainty(site, story)),
        "told": [
            (record, versions.tellings(record), versions.differences(record, site.language))
            for record in records
            if record.also
        ],
        "related": [each for each in near if each.id not in told],
        "structured": structured.graph(
            structured.article(story, title, site.names, site.urls, site.card(routes.story(story.slug))),
            structured.trail(steps, site.urls),
        ),
    }


def _groups(story: Story) -> list[tuple[Kind, list[Entity]]]:
    """Entities by kind, the most named first."""
    found: dict[Kind, list[Entity]] = {kind: [] for kind in _KINDS}
    for entity in sorted(story.facts.entities, key=lambda entity: (-len(entity.mentions), entity.name)):
        found[entity.kind].append(entity)
    return [(kind, entities) for kind, entities in found.items() if entities]


def _certainty(site: Site, story: Story) -> Iterator[tuple[str, float, Origin]]:
    """Rows of the table "how sure we are": fact, how sure from 0 to 1, who says so."""
    facts = story.facts
    if facts.parties:
        weakest = min(facts.parties, key=lambda party: party.sure)
        yield site.t("Partners"), weakest.sure, weakest.origin
    for number, deal in enumerate(facts.deals, start=1):
        name = site.t("Deal") if len(facts.deals) == 1 else site.t("Deal %(number)s", number=number)
        yield name, deal.sure, deal.origin
    if facts.signed_on and facts.deals:
        yield site.t("Signed"), facts.signed_on.sure, facts.signed_on.origin
    if facts.values:
        weakest_value = min(facts.values, key=lambda value: value.sure)
        yield site.t("Value"), weakest_value.sure, weakest_value.origin
    if facts.topics:
        weakest_topic = min(facts.topics, key=lambda fact: fact.sure)
        yield site.t("Field"), weakest_topic.sure, weakest_topic.origin
