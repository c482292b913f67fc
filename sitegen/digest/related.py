"""Which stories stand near a story: those that share its partners, then its topics, nearest in time."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from sitegen.core.model import Topic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.core.model import Story

_NEAR = 3  # neighbours looked at on each side, for every partner and topic: keeps the work linear
_PARTNER, _TOPIC = "p", "t"
_PARTNER_WEIGHT = 4  # in topics


def related(stories: Sequence[Story], limit: int = 5) -> dict[str, tuple[str, ...]]:
    """Story id to the ids of at most `limit` stories, nearest first. `stories` are sorted by date."""
    traits = [_traits(story) for story in stories]
    shelves: dict[str, list[int]] = defaultdict(list)
    places: list[list[tuple[str, int]]] = []
    for position, own in enumerate(traits):
        places.append([(trait, len(shelves[trait])) for trait in own])
        for trait in own:
            shelves[trait].append(position)
    return {
        story.id: tuple(stories[other].id for other in _nearest(position, places[position], shelves, traits)[:limit])
        for position, story in enumerate(stories)
    }


def _traits(story: Story) -> frozenset[str]:
    """What a story may share: partners weigh more than topics, as `_nearest` says."""
    partners = [f"{_PARTNER}{party.partner}" for party in story.facts.parties]
    topics = [f"{_TOPIC}{fact.topic.value}" for fact in story.facts.topics if fact.topic is not Topic.OTHER]
    return frozenset(partners + topics)


def _nearest(
    position: int, own: list[tuple[str, int]], shelves: dict[str, list[int]], traits: list[frozenset[str]]
) -> list[int]:
    near = set(chain.from_iterable(shelves[trait][max(0, at - _NEAR) : at + _NEAR + 1] for trait, at in own))
    near.discard(position)
    shared = traits[position]
    partners = frozenset(trait for trait in shared if trait[0] == _PARTNER)
    more = _PARTNER_WEIGHT - 1
    ranked = [
        (-len(shared & its) - more * len(partners & its), abs(other - position), other)
        for other, its in ((other, traits[other]) for other in near)
    ]
    return [other for _, _, other in sorted(ranked)]
