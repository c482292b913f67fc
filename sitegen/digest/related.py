"""Which stories stand near a story: those that share its partners, then its topics, nearest in time."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sitegen.core.model import Topic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.core.model import Story

_NEAR = 3  # neighbours looked at on each side, for every partner and topic: keeps the work linear
_PARTNER_WEIGHT = 4  # in topics
_BITS: dict[Topic, int] = {topic: 1 << number for number, topic in enumerate(Topic) if topic is not Topic.OTHER}

_Traits = tuple[frozenset[str], int]  # partners, topics as bits


def related(stories: Sequence[Story], limit: int = 5) -> dict[str, tuple[str, ...]]:
    """Story id to the ids of at most `limit` stories, nearest first. `stories` are sorted by date."""
    traits = [_traits(story) for story in stories]
    shelves: dict[str | int, list[int]] = defaultdict(list)
    places: list[list[tuple[list[int], int]]] = []
    for position, (partners, topics) in enumerate(traits):
        own = [shelves[ident] for ident in partners] + [shelves[bit] for bit in _BITS.values() if bit & topics]
        places.append([(shelf, len(shelf)) for shelf in own])
        for shelf in own:
            shelf.append(position)
    return {
        story.id: tuple(stories[other].id for other in _nearest(position, places[position], traits)[:limit])
        for position, story in enumerate(stories)
    }


def _traits(story: Story) -> _Traits:
    """What a story may share: partners weigh more than topics, as `_nearest` says."""
    topics = 0
    for fact in story.facts.topics:
        topics |= _BITS.get(fact.topic, 0)
    return frozenset(party.partner for party in story.facts.parties), topics


def _nearest(position: int, own: list[tuple[list[int], int]], traits: list[_Traits]) -> list[int]:
    near: set[int] = set()
    for shelf, at in own:
        near.update(shelf[max(0, at - _NEAR) : at + _NEAR + 1])
    near.discard(position)
    partners, topics = traits[position]
    ranked = []
    for other in near:
        its_partners, its_topics = traits[other]
        shared = (topics & its_topics).bit_count()
        if not partners.isdisjoint(its_partners):
            shared += _PARTNER_WEIGHT * len(partners & its_partners)
        ranked.append((-shared, abs(other - position), other))
    ranked.sort()
    return [other for _, _, other in ranked]
