"""Which stories stand near a story: those that share its partners, then its topics, nearest in time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING

from sitegen.core.model import Topic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sitegen.core.model import Story

_NEAR = 3  # neighbours looked at on each side, for every partner and topic: keeps the work linear
_PARTNER_WEIGHT = 4  # in topics
_BITS: dict[Topic, int] = {topic: 1 << number for number, topic in enumerate(Topic) if topic is not Topic.OTHER}

_Traits = tuple[frozenset[str], int]  # partners, topics as bits


class Related(Mapping[str, tuple[str, ...]]):
    """Story id to the ids of at most `limit` stories, nearest first, worked out when somebody asks.

    `stories` are sorted by date.
    """

    def __init__(self, stories: Sequence[Story], limit: int = 5) -> None:
        self._stories = stories
        self._limit = limit
        self._found: dict[str, tuple[str, ...]] = {}

    def __getitem__(self, ident: str) -> tuple[str, ...]:
        found = self._found.get(ident)
        if found is None:
            position = self._positions[ident]
            near = _nearest(position, self._places[position], self._traits)[: self._limit]
            found = self._found[ident] = tuple(self._stories[other].id for other in near)
        return found

    def learn(self, found: Mapping[str, tuple[str, ...]]) -> None:
        """Take over what was found for stories with the same traits in the same order."""
        self._found.update(found)

    def settle(self) -> None:
        """Everybody has asked: let go of what only new answers take."""
        for name in ("_places", "_traits"):
            self.__dict__.pop(name, None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._positions)

    def __len__(self) -> int:
        return len(self._stories)

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {story.id: position for position, story in enumerate(self._stories)}

    @cached_property
    def _traits(self) -> list[_Traits]:
        return [_traits(story) for story in self._stories]

    @cached_property
    def _places(self) -> list[list[tuple[list[int], int]]]:
        """For each story the shelves on which it stands, and where."""
        shelves: dict[str | int, list[int]] = defaultdict(list)
        places: list[list[tuple[list[int], int]]] = []
        for position, (partners, topics) in enumerate(self._traits):
            own = [shelves[ident] for ident in partners] + [shelves[bit] for bit in _BITS.values() if bit & topics]
            places.append([(shelf, len(shelf)) for shelf in own])
            for shelf in own:
                shelf.append(position)
        return places


def traits_of(stories: Iterable[Story]) -> str:
    """Equal names, equal relations."""
    hasher = blake2b(digest_size=16)
    for story in stories:
        topics = (fact.topic.value for fact in story.facts.topics)
        hasher.update("\x1f".join((story.id, *(party.partner for party in story.facts.parties), "", *topics)).encode())
        hasher.update(b"\x1e")
    return hasher.hexdigest()


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
