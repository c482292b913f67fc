"""Appointments: who is chosen for something or given a right, and by whom: "A được B chọn làm nhà phân phối"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from sitegen.extraction.gazetteer import Hit
from sitegen.extraction.listing import Named
from sitegen.extraction.scene import Scene
from sitegen.extraction.tokens import Token, place_of

Placed = tuple[int, int, int]  # where a name begins and ends in its sentence, and the number of its owner

_RIGHTS = 7  # words behind a name: "của Hàn Quốc quyền phân phối"
_CALLED = 4  # words before a name: "được hãng xe Nhật Bản X"
_ADVERBS = 3  # words between a name and what follows: "vừa chính thức"


def appoints(scene: Scene, number: int) -> bool:
    """Whether a sentence has a word of choosing or handing over, so that `appointed` may find somebody."""
    lexicon, tokens = scene.lexicon, scene.sentences[number].tokens
    return any(words.find(tokens) for words in (lexicon.appointing, lexicon.choosing, lexicon.handing))


def appointed(scene: Scene, number: int, names: Sequence[Named], doubt: int) -> list[int]:
    """The owners of both names, in the order of the text, unless it is doubted from word `doubt` on."""
    tokens = scene.sentences[number].tokens
    spans = [(place_of(tokens, span.start), place_of(tokens, span.end), owner) for span, owner in names]
    return _passively(scene, number, spans, doubt) or [
        *_chosen(scene, number, spans, doubt),
        *_handed(scene, number, spans, doubt),
    ]


def _passively(scene: Scene, number: int, spans: Sequence[Placed], doubt: int) -> list[int]:
    """ "A được B chọn làm nhà phân phối"."""
    tokens = scene.sentences[number].tokens
    for hit in scene.lexicon.appointing.find(tokens):
        at = bisect_right(spans, hit.first, key=lambda one: one[1])
        before = spans[max(0, at - 2) : at] if hit.first < doubt else ()
        if len(before) == 2 and _is_passive(scene, tokens, before[0][1], before[1][0], before[1][1], hit.first):
            return [owner for _, _, owner in before]
    return []


def _chosen(scene: Scene, number: int, spans: Sequence[Placed], doubt: int) -> list[int]:
    """ "A chọn B cung cấp 40 toa xe", where the sentence tells of an agreement."""
    tokens = scene.sentences[number].tokens
    verbs = scene.lexicon.choosing.find(tokens) if scene.lexicon.papers.find(tokens) or scene.strong[number] else ()
    for verb in verbs:
        who, whom = _around(spans, verb)
        if who is None or whom is None or verb.first >= doubt:
            continue
        if not _are_near(tokens, who[1], verb.first, verb.last, whom[0]):
            continue
        if scene.lexicon.tasks.at(tokens, whom[1]) is not None:
            return [who[2], whom[2]]
    return []


def _handed(scene: Scene, number: int, spans: Sequence[Placed], doubt: int) -> list[int]:
    """ "A trao cho B quyền phân phối"; where "hãng phim" hands it over, B alone."""
    tokens = scene.sentences[number].tokens
    for verb in scene.lexicon.handing.find(tokens):
        who, whom = _around(spans, verb)
        if whom is None or verb.first >= doubt or not _are_near(tokens, verb.first, verb.first, verb.last, whom[0]):
            continue
        if scene.lexicon.rights.within(tokens[whom[1] : whom[1] + _RIGHTS]):
            giving = who is not None and _are_near(tokens, who[1], verb.first, verb.last, whom[0])
            return [who[2], whom[2]] if who is not None and giving else [whom[2]]
    return []


def _around(spans: Sequence[Placed], verb: Hit[str]) -> tuple[Placed | None, Placed | None]:
    """The names nearest before and behind a verb."""
    before = bisect_right(spans, verb.first, key=lambda one: one[1])
    behind = bisect_left(spans, verb.last, key=lambda one: one[0])
    return spans[before - 1] if before else None, spans[behind] if behind < len(spans) else None


def _are_near(tokens: Sequence[Token], end: int, verb: int, last: int, first: int) -> bool:
    """Whether few small words stand between a name and a verb, and between the verb and the next name."""
    small = all(token.shape == "x" for token in (*tokens[end:verb], *tokens[last:first]))
    return small and verb - end <= _ADVERBS and first - last <= _CALLED


def _is_passive(scene: Scene, tokens: Sequence[Token], end: int, first: int, last: int, verb: int) -> bool:
    """Whether "được" stands between the two names, small words around it, and the second leads to the verb."""
    between = tokens[end:first]
    marks = [at for at, token in enumerate(between) if token.key in scene.lexicon.passives]
    if not marks or verb - last > _ADVERBS:
        return False
    near = marks[0] <= _ADVERBS and len(between) - marks[-1] - 1 <= _CALLED
    return near and all(token.shape == "x" for token in (*between[: marks[-1]], *tokens[last:verb]))
