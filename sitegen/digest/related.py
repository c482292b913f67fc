"""Which stories stand near a story: those that share its partners, then its topics, nearest in time."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.core.model import Story

_NEAR = 3  # neighbours looked at on each side, for every partner and topic: keeps the work linear
_PARTNER, _TOPIC = 4, 1


def related(stories: Sequence[Story], limit: int = 5) -> dict[str, tuple[str, ...]]:
    """Story id to the ids of at most `limit` stories, nearest first. `stories` are sorted by date."""
    traits = [_traits(story) for story in stories]
    shelves: dict[str, list[int]] = defaultdict(list)
    places: list[dict[str, int]] = []
    for position, own in enumerate(traits):
        places.append({trait: len(shelves[trait]) for trait in own})
        for trait in own:
            shelves[trait].append(position)
    return {
        story.id: tuple(stories[other].id for other in _nearest(position, places[position], shelves, traits)[:limit])
        for position, story in enumerate(stories)
    }


def _traits(story: Story) -> dict[str, int]:
    """What a story may share, with its weight."""
    own = {f"p:{party.partner}": _PARTNER for party in story.facts.parties}
    own.update((f"t:{fact.topic}", _TOPIC) for fact in story.facts.topics if fact.topic != "other")
    return own


def _nearest(
    position: int, own: dict[str, int], shelves: dict[str, list[int]], traits: list[dict[str, int]]
) -> list[int]:
    near = chain.from_iterable(shelves[trait][max(0, at - _NEAR) : at + _NEAR + 1] for trait, at in own.items())
    scores = {
        other: sum(weight for trait, weight in traits[other].items() if trait in own)
        for other in set(near)
        if other != position
    }
    return sorted(scores, key=lambda other: (-scores[other], abs(other - position), other))
