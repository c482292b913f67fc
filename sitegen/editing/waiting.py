"""What waits for an editor's judgement: doubtful facts, found partners, clippings that may tell one deal, gaps."""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.core.model import Origin
from sitegen.core.text import sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.core.model import Facts, Party, Proposal, Story

UNSURE = 0.6  # facts that we are less sure of are looked at


class Reason(StrEnum):
    """Why a clipping waits."""

    UNSURE = "unsure"
    UNDATED = "undated"
    SOURCELESS = "sourceless"


class Doubt(Struct, frozen=True):
    """A fact that we are not sure of: the key of front matter that settles it, the fact in words, how sure (0 to 1)."""

    key: str
    words: str
    sure: float


class Waiting(Struct, frozen=True):
    """A clipping, and why it waits."""

    story: Story
    reasons: tuple[Reason, ...]
    doubts: tuple[Doubt, ...]


class Found(Struct, frozen=True):
    """A partner that the registry does not know: its made id, its names, the clippings that name it."""

    id: str
    name: str
    surfaces: tuple[str, ...]
    stories: tuple[Story, ...]


class Pair(Struct, frozen=True):
    """Two clippings that may tell one deal; `likeness` of their texts is 0 to 1."""

    one: Story
    other: Story
    likeness: float


class Queue(Struct, frozen=True):
    """All that waits: clippings by path, partners by how often they are named, pairs that may tell one deal."""

    clippings: tuple[Waiting, ...]
    found: tuple[Found, ...]
    pairs: tuple[Pair, ...]


def queue(stories: Iterable[Story], proposals: Iterable[Proposal] = ()) -> Queue:
    """What in `stories`, and of the pairs that the digest proposes, waits for a judgement."""
    known = sorted(stories, key=lambda story: story.path)
    by_id = {story.id: story for story in known}
    waiting = (_waiting(story) for story in known)
    pairs = (Pair(by_id[each.one], by_id[each.other], each.likeness) for each in proposals)
    return Queue(tuple(one for one in waiting if one.reasons), tuple(_found(known)), tuple(pairs))


def _waiting(story: Story) -> Waiting:
    facts = story.facts
    doubts = tuple(doubts_of(facts))
    reasons = (
        (Reason.UNSURE, bool(doubts)),
        (Reason.UNDATED, story.published is None and facts.signed_on is None),
        (Reason.SOURCELESS, story.source is None),
    )
    return Waiting(story, tuple(reason for reason, is_so in reasons if is_so), doubts)


def doubts_of(facts: Facts, bar: float = UNSURE) -> Iterator[Doubt]:
    """The facts that decide what the digest says, less sure than `bar` and without a word of the editor."""
    for party in facts.parties:
        yield from _doubt("partners", party.name, party.sure, party.origin, bar)
    names = {party.partner: party.name for party in facts.parties if party.sure >= bar}
    for deal in facts.deals:  # perhaps there is none at all: an empty list of partners says so
        if all(partner in names for partner in deal.parties):
            words = ", ".join(names[partner] for partner in deal.parties)
            yield from _doubt("partners", words, deal.sure, deal.origin, bar)
    for kind in facts.kinds:
        yield from _doubt("kinds", kind.kind.value, kind.sure, kind.origin, bar)
    if facts.signed_on:
        one = facts.signed_on
        yield from _doubt("signed_on", str(one.date), one.sure, one.origin, bar)
    for value in facts.values:
        yield from _doubt("value", value.surface, value.sure, value.origin, bar)


def _doubt(key: str, words: str, sure: float, origin: Origin, bar: float) -> Iterator[Doubt]:
    if sure < bar and origin is not Origin.EDITOR:
        yield Doubt(key, words, sure)


def _found(stories: Iterable[Story]) -> list[Found]:
    named: dict[str, list[tuple[Story, Party]]] = defaultdict(list)
    for story in stories:
        for party in story.facts.parties:
            if not party.registered:
                named[party.partner].append((story, party))
    found = [_of(ident, pairs) for ident, pairs in named.items()]
    return sorted(found, key=lambda one: (-len(one.stories), sort_key(one.name), one.id))


def _of(ident: str, pairs: list[tuple[Story, Party]]) -> Found:
    surfaces = dict.fromkeys(surface for _, party in pairs for surface in party.surfaces)
    return Found(ident, pairs[0][1].name, tuple(surfaces), tuple(story for story, _ in pairs))
