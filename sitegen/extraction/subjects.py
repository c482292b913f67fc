"""Names right before a verb of signing: "A đã ký kết", and several in a row: "A và B vừa tổ chức lễ ký kết"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from sitegen.core.model import Kind
from sitegen.extraction.leadins import without_telling
from sitegen.extraction.listing import AROUND, BETWEEN, GAP, Named, belongs, goes_on, outside_brackets
from sitegen.extraction.scene import Scene
from sitegen.extraction.tokens import Token, place_of
from sitegen.extraction.ways import Way, doubted_from

_JOINT = 4  # words of "và cùng lúc đó"
_STOPS = frozenset(";:.")
_CALLED = 4  # words from "giữa" to the name: "giữa hãng hàng không ..."
_BEFORE = 8  # words from the last who sign together to the verb: "vừa chính thức tổ chức lễ"


def signing_together(scene: Scene, number: int, way: Way, names: Sequence[Named]) -> list[int]:
    """The owners of names in a row before a verb of signing, unless the sentence tells between whom it is signed.

    Who signs for them may stand behind each name: "Bộ A Nguyễn Văn B và Thứ trưởng Bộ C ký".
    """
    tokens = scene.sentences[number].tokens
    if not way.verbs or _is_between(scene, tokens, names):
        return []
    verbs = [tokens[first].start for first in _together(scene, number, [first for first, _ in way.verbs])]
    plain = _without_people(scene, number)
    named = outside_brackets(tokens, names)
    return _in_a_row(scene, plain, [place_of(plain, verb) for verb in verbs], named)


def watched(scene: Scene, number: int) -> tuple[int, Way] | None:
    """Where the clause begins in which others see it signed, and the way that its verb opens: "trước sự chứng kiến của
    ông X, Bộ Y, A ký với B". It is read back from the verb, for guests may be listed before it.
    """
    tokens, lexicon = scene.sentences[number].tokens, scene.lexicon
    seen = [
        hit for hit in lexicon.attending.find(tokens) if hit.first and tokens[hit.first - 1].key in lexicon.nominals
    ]
    doubt = doubted_from(scene, number) if seen else 0
    verbs = [(hit.first, hit.last) for hit in lexicon.making.find(tokens) if seen and seen[0].last < hit.first < doubt]
    start = _clause_before(tokens, seen[0].last, verbs[0][0]) if verbs else None
    return None if start is None else (start, Way(verbs, lexicon.company, acts=True))


def _clause_before(tokens: Sequence[Token], start: int, verb: int) -> int | None:
    """Where the clause of a verb begins: behind the last comma before it that stands in no bracket."""
    depth = 0
    for at in range(verb - 1, max(start, verb - GAP) - 1, -1):
        depth += (tokens[at].text == ")") - (tokens[at].text == "(")
        if depth == 0 and tokens[at].text == ",":
            return at + 1
    return None


def _without_people(scene: Scene, number: int) -> Sequence[Token]:
    tokens = scene.sentences[number].tokens
    people = [one.span for one in scene.sentences[number].mentions if one.kind is Kind.PERSON]
    places = {place for span in people for place in range(place_of(tokens, span.start), place_of(tokens, span.end))}
    return [token for place, token in enumerate(tokens) if place not in places] if places else tokens


def _is_between(scene: Scene, tokens: Sequence[Token], names: Sequence[Named]) -> bool:
    """Whether a name stands right behind "giữa"."""
    firsts = [place_of(tokens, span.start) for span, _ in names]
    return any(
        token.key in scene.lexicon.openings for first in firsts for token in tokens[max(0, first - _CALLED) : first]
    )


def _together(scene: Scene, number: int, verbs: Sequence[int]) -> Sequence[int]:
    """The verbs of signing, and of paying in where a sentence is about money: "A và B góp 1.050 tỷ đồng"."""
    if not verbs or not scene.is_of_money(number):
        return verbs
    return sorted({*verbs, *(hit.first for hit in scene.lexicon.paying.find(scene.sentences[number].tokens))})


def subjects(scene: Scene, tokens: Sequence[Token], verbs: Sequence[int], names: Sequence[Named]) -> Iterator[int]:
    """The owners of names right before a verb of signing: "A đã ký kết"; or of the only one: "A họp báo và ký kết"."""
    for place, (span, owner) in enumerate(names):
        last = place_of(tokens, span.end)
        at = bisect_right(verbs, last - 1)
        if at == len(verbs):
            return
        gap = tokens[last : verbs[at]]
        alone = place == 0 and (len(names) == 1 or names[1][0].start > tokens[verbs[at]].start)
        if _leads_to(scene, gap) or (alone and _goes_on_to(scene, gap)):
            yield owner


def _goes_on_to(scene: Scene, gap: Sequence[Token]) -> bool:
    """Whether a clause with a verb of its own leads to another verb: "công bố đề án và cùng lúc"."""
    joined = len(gap) > _JOINT and scene.lexicon.meanwhile.ending(gap[-_JOINT:]) is not None
    return joined and not any(token.text in _STOPS for token in gap)


def _in_a_row(scene: Scene, tokens: Sequence[Token], verbs: Sequence[int], names: Sequence[Named]) -> list[int]:
    """The owners of names in a row with nothing but small words between the last and the verb.

    One name is enough beside who is only called: "công ty và nhà máy A đã ký".
    """
    found: list[int] = []
    row: list[int] = []
    end = -1
    beside = False
    for place, (span, owner) in enumerate(names):
        first, last = place_of(tokens, span.start), place_of(tokens, span.end)
        near = bool(row) and first - end <= GAP
        if near and belongs(scene, tokens[end:first]):
            end = last  # whom the one before belongs to does not sign
        else:
            if not (near and goes_on(scene, tokens[end:first])):
                row = []
                beside = _is_beside_called(scene, tokens[:first])
            row.append(owner)
            end = last
        following = place_of(tokens, names[place + 1][0].start) if place + 1 < len(names) else len(tokens)
        at = bisect_right(verbs, last - 1)
        if (beside or len(set(row)) > 1) and at < len(verbs) and verbs[at] <= following:
            found += row if _leads_to(scene, tokens[last : verbs[at]]) else []
    return found


def _is_beside_called(scene: Scene, before: Sequence[Token]) -> bool:
    """Whether a clause begins with a designator in small letters, and "và" joins a name to it."""
    start = max((at + 1 for at, token in enumerate(before) if token.text in AROUND), default=0)
    clause = before[start:]
    hit = scene.lexicon.designators.at(clause, 0) if clause else None
    if hit is None or any(token.shape != "x" for token in clause):
        return False
    joint = next((at for at, token in enumerate(clause[hit.last :]) if token.key in scene.lexicon.joins), None)
    return joint is not None and joint <= 1 and len(clause) - hit.last - joint <= BETWEEN


def _leads_to(scene: Scene, gap: Sequence[Token]) -> bool:
    """Whether these words may stand between those who sign and the verb, a bracket at their head left out."""
    if gap and gap[0].text == "(":
        close = next((at for at, token in enumerate(gap) if token.text == ")"), 0)
        gap = gap[close + 1 :] if close else gap
    if gap and gap[0].key in scene.lexicon.sources:  # "từ Nhật Bản" says where they are at home
        place = scene.lexicon.places.at(gap, 1)
        gap = gap[place.last :] if place is not None else gap
    plain = len(gap) <= _BEFORE and all(token.shape == "x" for token in gap)
    return plain and not any(
        token.key in scene.lexicon.prepositions and token.key not in scene.lexicon.joins
        for token in without_telling(gap, scene.lexicon)
    )
