"""A story in brief: what the index, the lists, the feeds show of it, without what only its own page does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct
from msgspec.structs import force_setattr, replace

from sitegen.core.model import (
    Dated,
    Deal,
    DealKind,
    Entity,
    Facts,
    KindFact,
    Party,
    Person,
    Place,
    Quote,
    Source,
    Span,
    Story,
    Summary,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


T = TypeVar("T")
_NOWHERE = Span(0, 0)


class Wholes(Struct, frozen=True):
    """The way from stories in brief to whole ones: `get` fetches one, `prints` names the content of each by its id."""

    prints: Mapping[str, str]
    get: Callable[[Story], Story]


def in_brief(story: Story) -> Story:
    """The story without its text, its evidence in the text, the names that have no page.

    Ten thousand of these are in memory at once, and read anew in each build. Equal briefs look the same everywhere but
    on their own pages; a test holds that a site made of them is that made of whole stories.
    """
    facts = story.facts
    shown = Facts(
        is_partnership=facts.is_partnership,
        sure=1.0,  # which any other word of the text would change, and no page shows
        title_made=facts.title_made,
        parties=tuple(map(_party, facts.parties)),
        deals=tuple(map(_deal, facts.deals)),
        signed_on=_dated(facts.signed_on),
        year=facts.year,
        kinds=_kinds_of_title(facts),
        values=(),
        people=tuple(Person(one.name, None, None, None, one.origin) for one in facts.people),
        places=tuple(Place("", place.name, None, place.origin) for place in facts.places),
        topics=facts.topics,
        entities=tuple(_partners_beside(facts)),
        summary=Summary(facts.summary.text, tuple(map(_words, facts.summary.quotes)), facts.summary.origin),
    )
    source = Source(story.source.name, story.source.url) if story.source else None
    return replace(story, source=source, facts=shown, html="")


class Pool:
    """Equal parts of stories in brief become one: most of their places, names and dates are those of others too."""

    def __init__(self) -> None:
        self._parts: dict[object, Any] = {}
        self._kinds: dict[tuple[DealKind, ...], tuple[DealKind, ...]] = {}  # apart: a kind equals its name as text

    def share(self, story: Story) -> None:
        """Put one for all in the place of the story's parts; it stays the same value."""
        facts, part, put = story.facts, self._part, force_setattr
        if story.slug == story.id:
            put(story, "slug", story.id)
        put(story, "lang", part(story.lang))
        put(facts, "places", tuple(map(part, facts.places)))
        put(facts, "signed_on", part(facts.signed_on))
        for party in facts.parties:
            put(party, "partner", part(party.partner))
            put(party, "name", part(party.name))
        quotes = {quote.text: quote for quote in facts.summary.quotes}
        for quote in quotes.values():
            put(quote, "span", _NOWHERE)
        for deal in facts.deals:
            put(deal, "parties", part(tuple(map(part, deal.parties))))
            put(deal, "kinds", self._kinds.setdefault(deal.kinds, deal.kinds))
            put(deal, "place", part(deal.place))
            put(deal, "signed_on", part(deal.signed_on))
            if deal.evidence:
                put(deal, "evidence", quotes.get(deal.evidence.text, deal.evidence))

    def _part(self, part: T) -> T:
        shared: T = self._parts.setdefault(part, part)
        return shared


def _partners_beside(facts: Facts) -> list[Entity]:
    """Partners that are named without being a party: they have their place in the roll, and links lead to them."""
    known = {party.partner for party in facts.parties} | {ident for deal in facts.deals for ident in deal.parties}
    return [
        Entity("", entity.kind, (), (), entity.origin, partner=entity.partner)
        for entity in {each.partner: each for each in facts.entities if each.partner}.values()
        if entity.partner not in known
    ]


def _kinds_of_title(facts: Facts) -> tuple[KindFact, ...]:
    """The kind that a made title speaks of: each language has its own word for it."""
    return tuple(KindFact(fact.kind, None, fact.origin) for fact in facts.kinds[:1]) if facts.title_made else ()


def _party(party: Party) -> Party:
    return Party(party.partner, party.name, (), None, party.origin, party.sure, party.registered)


def _deal(deal: Deal) -> Deal:
    return replace(
        deal,
        evidence=_words(deal.evidence) if deal.evidence else None,
        value=_value(deal.value),
        signed_on=_dated(deal.signed_on),
    )


def _value(value: Value | None) -> Value | None:
    return Value(value.money, "", None, value.origin, value.sure) if value else None


def _dated(dated: Dated | None) -> Dated | None:
    return Dated(dated.date, "", None, dated.origin, dated.sure) if dated else None


def _words(quote: Quote) -> Quote:
    return Quote(_NOWHERE, quote.text)
