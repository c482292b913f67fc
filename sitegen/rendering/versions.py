"""One deal in the words of several outlets: who tells it, who only reprints, where they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.rendering.labels import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from sitegen.core.model import Deal, DealRecord, Story
    from sitegen.rendering.i18n import Language


class Version(Struct, frozen=True):
    """What some of the stories say, in words."""

    words: str
    stories: tuple[Story, ...]


class Difference(Struct, frozen=True):
    """A fact that not all tell alike."""

    fact: str
    versions: tuple[Version, ...]


class Telling(Struct, frozen=True):
    """A story that tells the deal in words of its own, with those that repeat them."""

    story: Story
    reprints: tuple[Story, ...] = ()


def tellings(record: DealRecord) -> list[Telling]:
    """Who tells the deal, by day of publication; reprints are folded under the first of their kind."""
    repeats = dict(record.reprints)
    stories = sorted((record.story, *record.also), key=lambda story: (story.published or "9999", story.id))
    return [
        Telling(story, tuple(other for other in stories if repeats.get(other.id) == story.id))
        for story in stories
        if story.id not in repeats
    ]


def _versions_told(record: DealRecord) -> list[tuple[Story, Deal]]:
    """Every story that tells the deal, with the deal as it tells it; the main one first."""
    found = [(record.story, record.deal)]
    for story in record.also:
        same = [deal for deal in story.facts.deals if set(deal.parties) == set(record.deal.parties)]
        found.extend((story, deal) for deal in same[:1])
    return found


def differences(record: DealRecord, language: Language) -> list[Difference]:
    """The facts for which two stories state different things; what a story leaves open is no difference."""
    told = _versions_told(record)
    facts: tuple[tuple[str, Callable[[Deal], Hashable], Callable[[Deal], str]], ...] = (
        (mark("Signed"), _day, lambda deal: language.date(deal.signed_on.date) if deal.signed_on else ""),
        (mark("Value"), _value, lambda deal: language.money(deal.value.money) if deal.value else ""),
        (mark("Place"), lambda deal: deal.place, lambda deal: deal.place or ""),
        (mark("Stage"), lambda deal: deal.stage, lambda deal: language.label(deal.stage)),
        (mark("Kind"), lambda deal: frozenset(deal.kinds), lambda deal: ", ".join(map(language.label, deal.kinds))),
    )
    found = (Difference(language.gettext(fact), tuple(_versions(told, same, say))) for fact, same, say in facts)
    return [difference for difference in found if len(difference.versions) > 1]


def _day(deal: Deal) -> Hashable:
    return deal.signed_on.date if deal.signed_on else None


def _value(deal: Deal) -> Hashable:
    return deal.value.money if deal.value else None


def _versions(
    told: list[tuple[Story, Deal]], same: Callable[[Deal], Hashable], say: Callable[[Deal], str]
) -> Iterator[Version]:
    shelves: dict[Hashable, tuple[str, list[Story]]] = {}
    for story, deal in told:
        if same(deal):
            shelves.setdefault(same(deal), (say(deal), []))[1].append(story)
    for words, stories in shelves.values():
        yield Version(words, tuple(stories))
