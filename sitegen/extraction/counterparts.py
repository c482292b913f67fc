"""Counterparts: those whom a sentence names beside or opposite one who signs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from sitegen.core.model import Span
from sitegen.extraction import stakes
from sitegen.extraction.appointments import appointed, appoints
from sitegen.extraction.called import Called, told_again
from sitegen.extraction.groups import spelled_out
from sitegen.extraction.listing import GAP, Named, belongs, goes_on, is_dashed, outside_brackets, without_date
from sitegen.extraction.organisations import Organisation
from sitegen.extraction.scene import Scene
from sitegen.extraction.subjects import signing_together, subjects, watched
from sitegen.extraction.tokens import Token, place_of
from sitegen.extraction.ways import Way, doubted_from, is_aloof, is_opened, ways_of

_WHERE = 12  # words from "tại" to a place that tells where
_ADDRESS = 30  # words from "tại" to the end of an address


class Opposite(Struct, frozen=True):
    """The sentences that name an organisation so; `clear` where one of them needs no other sign of who signs: its first
    side is only pointed to, or two sign together.
    """

    sentences: tuple[int, ...]
    clear: bool
    traded: tuple[int, ...] = ()  # of these, the ones that tell of a measured share, or of a sum put into a company


def counterparts(scene: Scene, everyone: Sequence[Organisation]) -> list[Opposite]:
    """How each organisation is named as the other side, older news and wishes left out."""
    named: dict[int, list[Named]] = {}
    for owner, one in enumerate(everyone):
        for number, mention in one.mentions:
            named.setdefault(number, []).append((mention.span, owner))
    found = _Found(len(everyone))
    called = Called(everyone)
    hero = _hero(scene, everyone)
    grouped = spelled_out(scene, named)
    recalling = {number for number, one in scene.dates if one.form == "year"}  # "Năm 2009, X đã mua"
    for number in sorted(named):
        found.add(number, grouped.get(number, ()), clear=True)
        row, whose = sorted(named[number]), None if number in recalling else hero
        objects = _look_through(scene, number, row, everyone, whose, found)
        found.add(number, called.signing(scene, number), clear=objects)
    return found.opposites()


class _Found:
    """What is found sentence by sentence of some organisations, by their numbers."""

    def __init__(self, size: int) -> None:
        self._sentences: list[list[int]] = [[] for _ in range(size)]
        self._traded: list[list[int]] = [[] for _ in range(size)]
        self._clear: set[int] = set()

    def add(self, number: int, owners: Iterable[int], *, clear: bool = False) -> None:
        """A sentence names these as the other side."""
        for owner in owners:
            self._sentences[owner].append(number)
            self._clear.update((owner,) if clear else ())

    def add_trade(self, number: int, owner: int) -> None:
        """A sentence tells of a measured share of this one, or of a sum put into it."""
        self._traded[owner].append(number)
        self.add(number, (owner,), clear=True)

    def opposites(self) -> list[Opposite]:
        """What was found of each."""
        return [
            Opposite(tuple(dict.fromkeys(numbers)), owner in self._clear, tuple(self._traded[owner]))
            for owner, numbers in enumerate(self._sentences)
        ]


def _look_through(
    scene: Scene, number: int, row: list[Named], everyone: Sequence[Organisation], hero: int | None, found: _Found
) -> bool:
    """Add whom one sentence names so; `row` are its names in order, `hero` whose shares it may be about.

    Returns whether one of them is named behind the verb.
    """
    ways = ways_of(scene, number)
    told = any(way.verbs for way in ways) or stakes.are_told(scene, number)
    seen = watched(scene, number)
    if not told and not appoints(scene, number) and seen is None:
        return False
    if seen is not None:
        start, ways = seen[0], [seen[1]]
        row = [pair for pair in row if place_of(scene.sentences[number].tokens, pair[0].start) >= start]
    if not row:
        return False
    acting = _acting(scene, number, row, everyone)
    objects, subjects = _in_sentence(scene, number, ways, row, acting)
    named_both = bool(set(subjects) - set(objects)) and bool(objects)
    found.add(number, (*objects, *subjects), clear=named_both or told_again(scene, number))
    doubt = 0 if is_aloof(scene, number) else doubted_from(scene, number)
    found.add(number, signing_together(scene, number, ways[0], acting), clear=True)
    found.add(number, appointed(scene, number, acting, doubt), clear=True)
    for owner, measured in stakes.sides(scene, number, row, doubt, hero).items():
        if measured:
            found.add_trade(number, owner)
        else:
            found.add(number, (owner,))
    return bool(objects)


def _acting(scene: Scene, number: int, row: Sequence[Named], everyone: Sequence[Organisation]) -> list[Named]:
    """Those names of a sentence that do not only tell where something is."""
    bare = [everyone[owner].bare_place for _, owner in row]
    return [
        pair
        for pair, is_place, goes_on in zip(row, bare, [*bare[1:], True], strict=True)
        if not (is_place and _is_whereabouts(scene, number, pair[0], goes_on))
    ]


def _hero(scene: Scene, everyone: Sequence[Organisation]) -> int | None:
    """The company whose shares the head of a text is about: it is named there, and more often than any other."""
    if not everyone or not any(scene.is_of_money(number) for number in scene.lead):
        return None
    counts = [len(one.mentions) for one in everyone]
    most = max(counts)
    hero = counts.index(most)
    head = {number for number, _ in everyone[hero].mentions} & {*scene.lead, *_titles(scene)}
    return hero if head and most > 2 and counts.count(most) == 1 else None


def _titles(scene: Scene) -> list[int]:
    return [number for number, zone in enumerate(scene.zones) if zone == "T"]


def _is_whereabouts(scene: Scene, number: int, span: Span, goes_on: bool) -> bool:
    """Whether a place only tells where: "tại" stands before it, or it ends an address, as "TP.HCM" in "Quận 1, TP.HCM,
    Công ty A ký". `goes_on`: the next name is a place too.
    """
    before, after = scene.words_around(number, span, _ADDRESS, 1)
    located = [at for at, token in enumerate(before) if token.key in scene.lexicon.at_words]
    ends = not goes_on and bool(after) and after[0].text == ","
    return bool(located) and (ends or len(before) - located[-1] <= _WHERE)


def _in_sentence(
    scene: Scene, number: int, ways: Sequence[Way], names: Sequence[Named], acting: Sequence[Named]
) -> tuple[list[int], list[int]]:
    """Those who are named so, and those right before the verb.

    `names` are all with their owners, `acting` those that do not tell where.
    """
    tokens = scene.sentences[number].tokens
    named = list(_named_by(scene, tokens, ways, outside_brackets(tokens, names)))
    signed = any(way.acts for _, opened in named for way in opened)
    verbs = [first for way in ways if way.acts and signed for first, _ in way.verbs]
    leading = [hit.first for hit in scene.lexicon.leading.find(tokens)] if scene.is_of_money(number) else []
    before = subjects(scene, tokens, sorted([*verbs, *leading]), outside_brackets(tokens, acting))
    return [owner for owner, _ in named], list(before)


def _named_by(
    scene: Scene, tokens: Sequence[Token], ways: Sequence[Way], names: Sequence[Named]
) -> Iterator[tuple[int, list[Way]]]:
    """The owners of names that a way opens, and of those in a list behind one, each with the ways that open it."""
    league = False
    end, latest = -1, -1  # of the name before, where that is one of a list
    for span, owner in names:
        first = place_of(tokens, span.start)
        opened = [way for way in ways if is_opened(scene, tokens, way, first)]
        near = 0 <= end >= first - GAP
        gap = tokens[end:first] if near else ()
        listed = bool(gap) and (goes_on(scene, without_date(gap, scene.lexicon)) or (league and is_dashed(gap)))
        if near and not opened and belongs(scene, gap):
            end = place_of(tokens, span.end)  # whom the one before belongs to is no side
        elif opened or listed or (near and owner == latest):
            league = any(way.leagues for way in opened) or (league and not opened)
            end, latest = place_of(tokens, span.end), owner
            yield owner, opened
        else:
            end = -1
