"""Parties: which of the organisations in an article sign the deal, and which only stand by."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from sitegen.core.model import Mention, PartnerKind, PartRole, Span
from sitegen.extraction.authorities import Rows, is_office, rows_of_places, seat_of, with_authorities
from sitegen.extraction.bystanders import is_bygone, is_onlooker, is_thing, stands_by
from sitegen.extraction.counterparts import Opposite, counterparts
from sitegen.extraction.listing import Named, lists
from sitegen.extraction.organisations import Organisation
from sitegen.extraction.scene import Scene
from sitegen.extraction.tokens import Token, place_of, within
from sitegen.extraction.ways import doubted_from

_PACT = 24  # words that "giữa A và B" may take
_AT = 3  # words from "tại" to a place: "tại trụ sở TP.HCM"
_LIST = 3  # names side by side that make a list
_BULLETS = frozenset("-–—•*+")
_ENDS = frozenset((".", ";", ":"))


class Candidate(Struct, frozen=True):
    """An organisation, or the authority of a place, and what the ranker is told about it."""

    organisation: Organisation
    features: list[str]
    pacts: tuple[int, ...] = ()  # the sentences that name it as a side of "... ký kết ... giữa A và B"
    counterpart: tuple[int, ...] = ()  # the sentences that name it as the other side: "ký với A, B và C"
    traded: tuple[int, ...] = ()  # those that tell what share it gives or takes, or who puts how much into it
    clear: bool = False  # one of these needs no other sign: its first side is only pointed to, or two sign together
    bygone: bool = False  # named only where the text tells what was before
    heard: bool = True  # the title, or a sentence that speaks of an agreement, names it
    aside: bool = False  # only owns a party, tells or watches the news, or is where it happens
    thing: bool = False  # called a product, a project or an event more often than not
    row: int | None = None  # the list of places under one unit that it stands in: "ba tỉnh A, B và C" act as one
    seat: str | None = None  # of a state office: the place that it acts for, "" where it does not say so
    state: bool = False  # the government of a country
    department: bool = False  # of a state office: it acts under the authority of the place
    lists: tuple[int, ...] = ()  # the lists of three and more that it stands in, where an agreement is told


def candidates(scene: Scene) -> list[Candidate]:
    """Every possible party with its features."""
    rows = rows_of_places(scene)
    everyone = with_authorities(scene, rows)
    ranker = Ranker(scene, everyone)
    opposite = counterparts(scene, everyone)
    listed = _lists(scene, everyone)
    return [
        _candidate(scene, one, ranker, other, rows, tuple(listed.get(number, ())))
        for number, (one, other) in enumerate(zip(everyone, opposite, strict=True))
    ]


def _candidate(
    scene: Scene, one: Organisation, ranker: Ranker, other: Opposite, rows: Rows, listed: tuple[int, ...]
) -> Candidate:
    pacts = ranker.pacts(one)
    return Candidate(
        organisation=one,
        features=ranker.features(one),
        pacts=pacts,
        counterpart=other.sentences,
        traded=other.traded,
        clear=other.clear,
        bygone=is_bygone(scene, one),
        heard=bool(pacts) or any(scene.zones[number] == "T" or scene.strong[number] for number, _ in one.mentions),
        aside=stands_by(scene, one) or (not other.sentences and is_onlooker(scene, one)),
        thing=is_thing(scene, one),
        row=next((rows[mention.span] for _, mention in one.mentions if mention.span in rows), None),
        seat=seat_of(one, scene.lexicon),
        state=any(surface.startswith(scene.lexicon.governments) for surface in one.surfaces),
        department=one.kind is PartnerKind.GOVERNMENT and not one.bare_place and not is_office(one, scene.lexicon),
        lists=listed,
    )


def _lists(scene: Scene, everyone: Sequence[Organisation]) -> dict[int, list[int]]:
    """The numbers of the lists of three and more where an agreement is told, by the owners of the names in them."""
    named: dict[int, list[Named]] = {}
    for owner, one in enumerate(everyone):
        for number, mention in one.mentions:
            if scene.strong[number] and not scene.past[number] and not scene.earlier[number]:
                named.setdefault(number, []).append((mention.span, owner))
    found: dict[int, list[int]] = {}
    every = (set(owners) for number in named for owners in lists(scene, number, sorted(named[number])))
    for at, owners in enumerate(owners for owners in every if len(owners) >= _LIST):
        for owner in owners:
            found.setdefault(owner, []).append(at)
    return found


def one_of_each_seat(found: Sequence[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
    """Parties without the departments whose own authority is one: they sign for it."""
    seats = {one.seat for _, one in found if one.seat and not one.department}
    spoken_for = {*seats, ""} if seats else seats
    return [pair for pair in found if not (pair[1].department and pair[1].seat in spoken_for)]


def pact_sentences(found: Sequence[Candidate]) -> frozenset[int]:
    """The sentences that name a side of an agreement made between two."""
    return frozenset(number for one in found for number in one.pacts)


class Ranker:
    """Tells of each organisation how it acts in the scene."""

    def __init__(self, scene: Scene, found: Sequence[Organisation]) -> None:
        self._scene = scene
        self._firsts = sorted(one.mentions[0][1].span.start for one in found)
        self._spans: dict[int, list[Span]] = {}
        for one in found:
            for number, mention in one.mentions:
                self._spans.setdefault(number, []).append(mention.span)
        for spans in self._spans.values():
            spans.sort()
        openings = scene.lexicon.openings
        self._opens = [not openings.isdisjoint([token.key for token in one.tokens]) for one in scene.sentences]
        self._most = max((len(one.mentions) for one in found), default=1)

    def features(self, one: Organisation) -> list[str]:
        """What the judge is told about one organisation."""
        inside = {number for number, _ in one.mentions}
        count = len(one.mentions)
        rank = bisect_left(self._firsts, one.mentions[0][1].span.start)
        row = ["b", f"n{min(count, 6)}", f"rank{min(rank, 6)}", f"kind:{one.kind}"]
        row.append(f"share{min(10, 10 * count // self._most)}")
        if one.bare_place:
            row.append("place")
        zones = self._zones(inside)
        row += [f"z:{zone}" if held else f"z!{zone}" for zone, held in zones.items()]
        row.append("zz:" + "".join("1" if zones[zone] else "0" for zone in ("title", "lead", "strong")))
        row.append("zn:" + ("1" if zones["title"] else "0") + ("1" if zones["lead"] else "0") + str(min(count, 4)))
        for number, mention in one.mentions:
            row += self._context(number, mention)
        row += self._bonds(one)
        row.append(f"pact{bool(self.pacts(one))}")
        return sorted(set(row))

    def _zones(self, inside: set[int]) -> dict[str, bool]:
        scene = self._scene
        role = {scene.sentences[n].role for n in inside}
        crowded = {n for n in inside if scene.crowd.get(n, 0) > 1}
        return {
            "title": PartRole.TITLE in role,
            "caption": PartRole.CAPTION in role,
            "lead": bool(inside & scene.lead),
            "early": bool(inside & scene.early),
            "sign": any(scene.signing[n] for n in inside),
            "strong": any(scene.strong[n] for n in inside),
            "strongearly": any(scene.strong[n] for n in inside & scene.early),
            "pair": any(scene.strong[n] for n in crowded),
            "pairlead": any(scene.signing[n] for n in crowded & scene.lead),
            "past": all(scene.past[n] for n in inside),
        }

    def _bonds(self, one: Organisation) -> list[str]:
        """How often it stands side by side with another: "A và B", "A - B", "giữa A ... và B"."""
        side = between = 0
        row = []
        for number, mention in one.mentions:
            tokens = self._scene.sentences[number].tokens
            others = self._neighbours(number, mention.span)
            if any(self._beside(tokens, mention.span, other) for other in others):
                side += 1
                row.append(f"side{self._scene.zones[number]}")
            if self._opened(tokens, mention.span):
                between += 1
                row.append(f"between{self._scene.zones[number]}{self._scene.strong[number]}")
            preposition = self._preposition(tokens, mention.span)
            row += [f"prep:{preposition}", f"prep:{preposition}:{self._scene.strong[number]}"]
        return [*row, f"side{min(side, 4)}", f"between{min(between, 3)}", f"sb{min(side, 2)}{min(between, 2)}"]

    def _neighbours(self, number: int, span: Span) -> list[Span]:
        """The names before and after one in its sentence."""
        spans = self._spans[number]
        at = bisect_left(spans, span)
        near = spans[max(0, at - 1) : at + 2]
        return [other for other in near if not span.overlaps(other)]

    def pacts(self, one: Organisation) -> tuple[int, ...]:
        """The sentences that name it as a side of an agreement made: "lễ ký kết ... giữa A và B"."""
        return tuple(number for number, mention in one.mentions if self._is_side(number, mention.span, one.bare_place))

    def _is_side(self, number: int, span: Span, bare_place: bool) -> bool:
        lexicon = self._scene.lexicon
        if self._scene.past[number] or not self._opens[number]:
            return False
        tokens = self._scene.sentences[number].tokens
        first, last = place_of(tokens, span.start), place_of(tokens, span.end)
        opened = [at for at in range(max(0, first - _PACT), first) if tokens[at].key in lexicon.openings]
        if not opened or not self._tells_of_pact(number, opened[-1]):
            return False
        if bare_place and any(token.key in lexicon.at_words for token in tokens[max(opened[-1], first - _AT) : first]):
            return False
        between = {token.key for token in tokens[opened[-1] : first]}
        reach = _PACT if first - opened[-1] <= _AT else _PACT // 2  # the first side may lead a long list
        after = {token.key for token in tokens[last : last + reach]}
        return not between & _ENDS and bool((between | after) & lexicon.links - _ENDS)

    def _tells_of_pact(self, number: int, opening: int) -> bool:
        """Whether a word of agreement stands near before "giữa", or the sentence is an item of a list of papers."""
        bonds = self._scene.bonds(number)
        if any(opening - _PACT // 2 <= hit.last <= opening for hit in bonds):
            return True
        tokens = self._scene.sentences[number].tokens
        item = self._scene.lexicon.items.at(tokens, 1) if tokens[0].text in _BULLETS else None
        if item is None or not item.last <= opening <= item.last + _PACT // 2:
            return False
        denied = any(token.key in self._scene.lexicon.negations for token in tokens[item.last : opening])
        doubted = doubted_from(self._scene, number) < len(tokens) or bool(self._scene.objections[number])
        return not denied and not doubted

    def _beside(self, tokens: Sequence[Token], span: Span, other: Span) -> bool:
        first, second = sorted((span, other))
        gap = [token.key for token in within(tokens, Span(first.end, second.start))]
        return 0 < len(gap) <= 3 and any(key in self._scene.lexicon.links for key in gap) and "," not in gap

    def _opened(self, tokens: Sequence[Token], span: Span) -> bool:
        """Whether "giữa" stands before it in the sentence, some thirty words at most."""
        lexicon = self._scene.lexicon
        first, last = place_of(tokens, span.start), place_of(tokens, span.end)
        if lexicon.openings.isdisjoint(_words(tokens[max(0, first - 30) : first])):
            return False
        near = (*tokens[max(0, first - 12) : first], *tokens[last : last + 12])
        return not lexicon.links.isdisjoint(_words(near))

    def _preposition(self, tokens: Sequence[Token], span: Span) -> str:
        """The last preposition before it, no comma in between."""
        first = place_of(tokens, span.start)
        for token in reversed(tokens[max(0, first - 6) : first]):
            if token.key in self._scene.lexicon.prepositions:
                return token.key
            if token.text in ",;.:":
                return "-"
        return "-"

    def _context(self, number: int, mention: Mention) -> list[str]:
        scene = self._scene
        zone = scene.zones[number]
        tokens = scene.sentences[number].tokens
        first, last = place_of(tokens, mention.span.start), place_of(tokens, mention.span.end)
        before, after = _words(tokens[max(0, first - 1) : first]), _words(tokens[last : last + 1])
        row = [f"-{' '.join(before[-1:])}", f"+{' '.join(after[:1])}"]
        row += self._verbs(zone, tokens, first, last)
        if scene.lexicon.roles.within(tokens[max(0, first - 7) : first]):
            row.append(f"{zone}role")
        return row

    def _verbs(self, zone: str, tokens: Sequence[Token], first: int, last: int) -> list[str]:
        """The verbs of agreement around the mention: is it before, after, how near."""
        row = []
        for hit in self._scene.lexicon.signing.find(tokens):
            word = hit.value
            if hit.first >= last:
                row.append(f"{zone}<{word}")
                row.append(f"{zone}<near" if hit.first - last < 6 else f"{zone}<far")
            elif hit.last <= first:
                row.append(f"{zone}>{word}")
                row.append(f"{zone}>near" if first - hit.last < 6 else f"{zone}>far")
        return row


def _words(tokens: Sequence[Token]) -> list[str]:
    return [token.key for token in tokens]
