"""The index of the digest: shelves by partner, year, topic, place; what the site is about, as one value."""

from __future__ import annotations

from collections import Counter, defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING

from sitegen.core import dating
from sitegen.core.model import (
    DealRecord,
    Digest,
    Dossier,
    Leaf,
    Partner,
    PlaceShelf,
    Proposal,
    Story,
    Topic,
    TopicShelf,
    YearShelf,
)
from sitegen.core.text import match_key, sort_key
from sitegen.digest.claims import check_claims
from sitegen.digest.naming import Roll, Slugs, slug_of
from sitegen.digest.related import Related
from sitegen.digest.same_deal import merged

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sitegen.core.config import Config


def index(
    stories: Iterable[Story], partners: Mapping[str, Partner], config: Config, leaves: Iterable[Leaf] = ()
) -> Digest:
    """Sort and shelve everything. `partners`: registry and editor's, by id; ids are slugs.

    Raises ClashError if two sources claim one URL.
    """
    leaves = tuple(sorted(leaves, key=lambda leaf: leaf.slug))
    roll = Roll(partners)
    shelved = _newest_first(stories, config.time_zone, roll)
    check_claims(shelved, leaves)
    deals, proposals = deals_of(shelved, config.time_zone)
    dossiers = _dossiers(shelved, deals, roll)
    return Digest(
        stories=shelved,
        deals=deals,
        dossiers=dossiers,
        years=_years(shelved, deals, config.time_zone),
        topics=_topics(shelved, deals),
        places=_places(shelved),
        pages=leaves,
        partners=roll.partners,
        partner_slugs=roll.slugs,
        related=Related(shelved),
        proposals=proposals,
        renamed=roll.renamed,
    )


def _newest_first(stories: Iterable[Story], time_zone: str, roll: Roll) -> tuple[Story, ...]:
    """Newest first, equal days by id; partners are entered from the oldest on."""
    dated = sorted(((dating.story_day(story, time_zone), story.id, story) for story in stories), key=itemgetter(1))
    dated.sort(key=itemgetter(0), reverse=True)  # stable: ids stay in order within a day
    entered = [roll.enter(story) for _, _, story in reversed(dated)]
    return tuple(reversed(entered))


def deals_of(stories: tuple[Story, ...], time_zone: str) -> tuple[tuple[DealRecord, ...], tuple[Proposal, ...]]:
    """What stories, newest first, tell of deals, and what of it may be one; deals of other parties do not matter."""
    dated: list[tuple[str, DealRecord]] = []
    for story in stories:
        day = dating.story_day(story, time_zone)
        for number, deal in enumerate(story.facts.deals, start=1):
            ident = story.id if number == 1 else f"{story.id}-{number}"
            dated.append((dating.deal_day(deal, day), DealRecord(ident, deal, story)))
    dated.sort(key=itemgetter(0), reverse=True)
    records, proposals = merged([record for _, record in dated])
    return tuple(records), proposals


def _dossiers(stories: tuple[Story, ...], deals: tuple[DealRecord, ...], roll: Roll) -> tuple[Dossier, ...]:
    told: dict[str, list[Story]] = defaultdict(list)
    for story in stories:
        named = [party.partner for party in story.facts.parties]
        named.extend(ident for deal in story.facts.deals for ident in deal.parties)
        for ident in dict.fromkeys(named):
            told[ident].append(story)
    signed: dict[str, list[DealRecord]] = defaultdict(list)
    together: dict[str, Counter[str]] = defaultdict(Counter)
    for record in deals:
        parties = tuple(dict.fromkeys(record.deal.parties))
        for ident in parties:
            signed[ident].append(record)
            together[ident].update(other for other in parties if other != ident)
    members = _members(told, roll)
    order = sorted(told, key=lambda ident: (sort_key(roll.partners[ident].name), ident))
    return tuple(
        Dossier(
            partner=roll.partners[ident],
            slug=roll.slugs[ident],
            stories=tuple(told[ident]),
            deals=tuple(signed[ident]),
            works_with=_most_first(together[ident], roll),
            members=members.get(ident, ()),
        )
        for ident in order
    )


def _most_first(counts: Counter[str], roll: Roll) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], sort_key(roll.partners[pair[0]].name), pair[0])))


def _members(told: Mapping[str, object], roll: Roll) -> dict[str, tuple[str, ...]]:
    """Parent id to those members that the digest tells of."""
    found: dict[str, list[str]] = defaultdict(list)
    for ident in told:
        parent = roll.partners[ident].parent
        if parent:
            found[parent].append(ident)
    return {
        parent: tuple(sorted(idents, key=lambda ident: (sort_key(roll.partners[ident].name), ident)))
        for parent, idents in found.items()
    }


def _years(stories: tuple[Story, ...], deals: tuple[DealRecord, ...], time_zone: str) -> tuple[YearShelf, ...]:
    told: dict[int | None, dict[str, Story]] = defaultdict(dict)
    signed: dict[int | None, list[DealRecord]] = defaultdict(list)
    for record in deals:
        signed[dating.deal_year(record.deal, record.story, time_zone)].append(record)
    for story in stories:
        years = [dating.deal_year(deal, story, time_zone) for deal in story.facts.deals]
        for year in years or [dating.story_year(story, time_zone)]:
            told[year][story.id] = story
    order = sorted(told, key=lambda year: -(year or 0))
    return tuple(YearShelf(year, tuple(told[year].values()), tuple(signed[year])) for year in order)


def _topics(stories: tuple[Story, ...], deals: tuple[DealRecord, ...]) -> tuple[TopicShelf, ...]:
    told: dict[Topic, list[Story]] = defaultdict(list)
    signed: dict[Topic, list[DealRecord]] = defaultdict(list)
    for story in stories:
        for topic in _topics_of(story):
            told[topic].append(story)
    for record in deals:
        for topic in _topics_of(record.story):
            signed[topic].append(record)
    return tuple(TopicShelf(topic, tuple(told[topic]), tuple(signed[topic])) for topic in Topic if topic in told)


def _topics_of(story: Story) -> Iterable[Topic]:
    return dict.fromkeys(fact.topic for fact in story.facts.topics)


def _places(stories: tuple[Story, ...]) -> tuple[PlaceShelf, ...]:
    """A shelf for each place; spellings that differ in case or tone placement alone are one place, as most write it."""
    told: dict[str, list[Story]] = defaultdict(list)
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for story in stories:
        names = [place.name for place in story.facts.places]
        names.extend(deal.place for deal in story.facts.deals if deal.place)
        for key, name in {match_key(" ".join(name.split())): name for name in names}.items():
            told[key].append(story)
            spelled[key][name] += 1
    slugs = Slugs()
    usual = {key: min(count, key=lambda name: (-count[name], name)) for key, count in spelled.items()}
    order = sorted(told, key=lambda key: sort_key(usual[key]))
    return tuple(PlaceShelf(usual[key], slugs.give(slug_of(usual[key]), usual[key]), tuple(told[key])) for key in order)
