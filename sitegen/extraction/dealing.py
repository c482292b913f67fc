"""Deals: parties, kinds, dates and sums put together into what was agreed by whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sitegen.core.model import Dated, Deal, DealKind, DealStage, Kind, KindFact, Party, Quote, Span, Value
from sitegen.extraction.scene import Scene

Quoting = Callable[[Span], Quote]
Named = Mapping[int, Sequence[Party]]


def deals_of(
    scene: Scene,
    parties: Sequence[Party],
    kinds: Sequence[KindFact],
    dates: Sequence[tuple[int, Dated]],
    signed: Dated | None,
    values: Sequence[Value],
    quote: Quoting,
) -> tuple[Deal, ...]:
    """The deals of an article: one for each dated signing with a counterpart of its own, else one for all."""
    all_kinds = tuple(fact.kind for fact in kinds)
    named = _named(scene, parties)
    apart = _signings(parties, dates, named)
    if len(apart) > 1:
        return tuple(
            _deal(scene, (number,), members, all_kinds, date, _within(values, scene, number), quote)
            for number, members, date in apart
        )
    if not parties:
        return ()
    numbers = _evidence(scene, named)
    return (_deal(scene, numbers, tuple(parties), all_kinds, signed, values, quote),)


def _signings(
    parties: Sequence[Party], dates: Sequence[tuple[int, Dated]], named: Named
) -> list[tuple[int, tuple[Party, ...], Dated]]:
    """Sentences that each tell a signing of their own: a full date, and one party that no other such sentence names."""
    hub = parties[0] if parties else None
    found: list[tuple[int, tuple[Party, ...], Dated]] = []
    seen: set[str] = set()
    for number, date in sorted(dates, key=lambda pair: pair[0]):
        others = [party for party in named.get(number, ()) if hub is not None and party.partner != hub.partner]
        if hub is None or len(others) != 1 or others[0].partner in seen or not date.date.day:
            continue
        seen.add(others[0].partner)
        found.append((number, (hub, others[0]), date))
    covered = {party.partner for _, members, _ in found for party in members}
    return found if covered == {party.partner for party in parties} else []


def _named(scene: Scene, parties: Sequence[Party]) -> Named:
    """The parties that each sentence names, in their order; sentences without any are left out."""
    owners: dict[str, set[int]] = {}
    for place, party in enumerate(parties):
        for surface in party.surfaces:
            owners.setdefault(surface, set()).add(place)
    found: dict[int, set[int]] = {}
    for number, mention in scene.mentions if owners else ():
        surface = mention.span.of(scene.text)
        if surface in owners:
            found.setdefault(number, set()).update(owners[surface])
    return {number: [parties[place] for place in sorted(places)] for number, places in found.items()}


def _evidence(scene: Scene, named: Named) -> tuple[int, ...]:
    """The sentence that proves the deal: names the most parties, speaks of signing, stands first."""

    def rank(number: int) -> tuple[int, bool, int]:
        return -len(named.get(number, ())), not scene.strong[number], number

    return (min(range(len(scene.sentences)), key=rank),) if scene.sentences else ()


def proof_of(scene: Scene, parties: Sequence[Party]) -> Span | None:
    """The sentence that proves a deal which the editor states, if one names two of its parties, or its only one."""
    least = min(2, len({party.partner for party in parties}))
    named = _named(scene, parties)
    for number in _evidence(scene, named) if parties else ():
        if len({party.partner for party in named.get(number, ())}) >= least:
            return scene.sentences[number].span
    return None


def _within(values: Sequence[Value], scene: Scene, number: int) -> list[Value]:
    span = scene.sentences[number].span
    return [value for value in values if value.span is not None and span.overlaps(value.span)]


def _deal(
    scene: Scene,
    numbers: Sequence[int],
    members: Sequence[Party],
    kinds: tuple[DealKind, ...],
    signed: Dated | None,
    values: Sequence[Value],
    quote: Quoting,
) -> Deal:
    evidence = quote(scene.sentences[numbers[0]].span) if numbers else None
    return Deal(
        parties=tuple(party.partner for party in members),
        kinds=kinds,
        stage=DealStage.SIGNED,
        evidence=evidence,
        value=max(values, key=lambda value: value.sure) if values else None,
        signed_on=signed,
        place=_place(scene, numbers[0]) if numbers else None,
        sure=round(min((party.sure for party in members), default=0.0), 4),
    )


def _place(scene: Scene, number: int) -> str | None:
    """Where the deal was signed: a place after "tại" in the first half of the sentence that proves it."""
    sentence = scene.sentences[number]
    middle = (sentence.span.start + sentence.span.end) // 2
    for mention in sentence.mentions:
        if mention.kind is not Kind.PLACE or mention.span.start > middle:
            continue
        before, _ = scene.words_around(number, mention.span, 3, 0)
        if any(token.key in scene.lexicon.at_words for token in before):
            return mention.span.of(scene.text)
    return None
