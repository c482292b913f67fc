"""Authorities: the offices that sign for places ("tỉnh X" for its people's committee), and what each acts for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from sitegen.core.model import Kind, Mention, Origin, PartnerKind, Span
from sitegen.extraction.lexicon import Lexicon
from sitegen.extraction.organisations import Organisation
from sitegen.extraction.scene import Scene
from sitegen.extraction.tokens import Token, phrase, place_of

Rows = Mapping[Span, int]
_ADVERBS = 4  # words between who signs and the verb: "vừa cùng nhau"


def with_authorities(scene: Scene, rows: Rows) -> list[Organisation]:
    """The organisations, and for "tỉnh X" or "TP X" its people's committee: one with it where the text names both."""
    places: dict[str, list[tuple[int, Mention]]] = {}
    bare: dict[str, list[tuple[int, Mention]]] = {}
    for number, mention in scene.mentions:
        if mention.kind is Kind.PLACE and mention.span.of(scene.text) not in scene.lexicon.regions:
            governed = mention.span in rows or _has_unit(mention, scene.text, scene.lexicon)
            named = places if governed else bare
            if named is places or _acts(scene, number, mention):
                named.setdefault(mention.span.of(scene.text), []).append((number, mention))
    for place in places:
        places[place] = sorted([*places[place], *bare.get(place, ())], key=lambda pair: pair[1].span)
    found = list(scene.organisations)
    offices: dict[str, int] = {}
    for number, one in enumerate(found):
        for seat in _governed(one, scene.lexicon):
            offices.setdefault(seat, number)
    for place, mentions in places.items():
        office = offices.get(place)
        if office is not None:
            acting = [(number, mention) for number, mention in mentions if not scene.tells_where(number, mention.span)]
            both = sorted([*found[office].mentions, *acting], key=lambda pair: pair[1].span)
            found[office] = replace(found[office], mentions=tuple(both))
        else:
            found.append(
                Organisation("", place, PartnerKind.GOVERNMENT, (place,), tuple(mentions), False, Origin.PATTERN, True)
            )
            for seat in _governed(found[-1], scene.lexicon):
                offices.setdefault(seat, len(found) - 1)
    return found


def rows_of_places(scene: Scene) -> dict[Span, int]:
    """The places of lists that one unit opens ("ba tỉnh Long An, Tiền Giang và Đồng Tháp"), or that end at a verb of
    signing ("Long An và Đồng Tháp đã ký"), each with its list.
    """
    found: dict[Span, int] = {}
    row = 0
    for number, sentence in enumerate(scene.sentences):
        signing = _signing(scene, number)
        if len(signing) > 1:
            row += 1
            found |= dict.fromkeys(signing, row)
            continue
        end = -1
        for mention in sentence.mentions:
            first, last = place_of(sentence.tokens, mention.span.start), place_of(sentence.tokens, mention.span.end)
            listed = end >= 0 and {token.key for token in sentence.tokens[end:first]} <= scene.lexicon.joins
            if mention.kind is Kind.PLACE and (listed or _opens_list(scene.lexicon, sentence.tokens, first)):
                row += not listed
                found[mention.span] = row
                end = last
            else:
                end = -1
    return found


def _signing(scene: Scene, number: int) -> list[Span]:
    """The places of this country that stand in a list right before a verb of signing, and are not where it happens."""
    sentence, lexicon = scene.sentences[number], scene.lexicon
    verb = next((hit.first for hit in lexicon.making.find(sentence.tokens)), 0) if scene.strong[number] else 0
    if not verb or sum(mention.kind is Kind.PLACE for mention in sentence.mentions) < 2:
        return []
    between = lexicon.joins | lexicon.plurals | lexicon.unit_keys  # "Đà Nẵng và các tỉnh A, B"
    found: list[Span] = []
    at = verb
    for mention in reversed([one for one in sentence.mentions if place_of(sentence.tokens, one.span.end) <= verb]):
        first, last = place_of(sentence.tokens, mention.span.start), place_of(sentence.tokens, mention.span.end)
        gap = sentence.tokens[last:at]
        joined = {token.key for token in gap} <= between if found else _are_adverbs(gap)
        if not joined or mention.kind is not Kind.PLACE or not _is_domestic(scene, mention):
            break
        found.append(mention.span)
        at = first
    return [] if found and scene.tells_where(number, found[-1]) else found[::-1]


def _are_adverbs(gap: Sequence[Token]) -> bool:
    return len(gap) <= _ADVERBS and all(token.shape == "x" for token in gap)


def _is_domestic(scene: Scene, mention: Mention) -> bool:
    hit = scene.lexicon.places.at(phrase(mention.span.of(scene.text)), 0)
    return hit is not None and hit.value not in scene.lexicon.abroad and hit.value not in scene.lexicon.home


def _opens_list(lexicon: Lexicon, tokens: Sequence[Token], first: int) -> bool:
    """Whether "các tỉnh", "hai thành phố" or "3 tỉnh" stands right before."""
    before = tokens[max(0, first - 3) : first]
    for size in (1, 2):
        unit = " ".join(token.text for token in before[-size:])
        if unit in lexicon.governed:
            count = before[-size - 1].key if len(before) > size else ""
            return count.isdigit() or count in lexicon.plurals
    return False


def _acts(scene: Scene, number: int, mention: Mention) -> bool:
    """Whether a bare place may stand for its office: in a sentence of signing, and not as where something is."""
    before, _ = scene.words_around(number, mention.span, 1, 0)
    return scene.strong[number] and not (before and before[-1].key in scene.lexicon.whereabouts)


def _governed(one: Organisation, lexicon: Lexicon) -> Iterator[str]:
    """What may be the place that an office signs for: the last words of its names ("tỉnh X" and X of "UBND tỉnh X")."""
    for surface in one.surfaces:
        if surface.startswith(lexicon.offices):
            yield from (surface[at + 1 :] for at, char in enumerate(surface) if char == " ")


def _has_unit(mention: Mention, text: str, lexicon: Lexicon) -> bool:
    before = text[max(0, mention.span.start - 11) : mention.span.start].rstrip()
    own = mention.span.of(text)
    units = lexicon.governed
    return before.endswith(units) or own.startswith(units)


def seat_of(one: Organisation, lexicon: Lexicon) -> str | None:
    """The place that a local office acts for: what its name ends with."""
    if one.kind is not PartnerKind.GOVERNMENT:
        return None
    for surface in one.surfaces:
        hit = lexicon.places.ending(phrase(surface))
        if hit is not None:
            return hit.value
    return "" if phrase(one.name)[0].key in lexicon.departments else None


def is_office(one: Organisation, lexicon: Lexicon) -> bool:
    """Whether it is such an office itself, and no department of one."""
    return any(surface.startswith(lexicon.offices) for surface in one.surfaces)
