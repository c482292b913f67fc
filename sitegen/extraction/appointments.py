"""Appointments: who is chosen for something, and by whom: "A được B chọn làm nhà phân phối"."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.extraction.listing import Named
from sitegen.extraction.scene import Scene
from sitegen.extraction.tokens import Token, place_of

_CALLED = 4  # words before a name: "được hãng xe Nhật Bản X"
_ADVERBS = 3  # words between a name and what follows: "vừa chính thức"


def appointed(scene: Scene, number: int, names: Sequence[Named], doubt: int) -> list[int]:
    """The owners of both names, in the order of the text, unless it is doubted from word `doubt` on."""
    lexicon, tokens = scene.lexicon, scene.sentences[number].tokens
    verbs = [hit.first for hit in lexicon.appointing.find(tokens) if hit.first < doubt]
    if not verbs:
        return []
    spans = [(place_of(tokens, span.start), place_of(tokens, span.end), owner) for span, owner in names]
    for verb in verbs:
        before = [one for one in spans if one[1] <= verb][-2:]
        if len(before) == 2 and _is_passive(scene, tokens, before[0][1], before[1][0], before[1][1], verb):
            return [owner for _, _, owner in before]
    return []


def _is_passive(scene: Scene, tokens: Sequence[Token], end: int, first: int, last: int, verb: int) -> bool:
    """Whether "được" stands between the two names, small words around it, and the second leads to the verb."""
    between = tokens[end:first]
    marks = [at for at, token in enumerate(between) if token.key in scene.lexicon.passives]
    if not marks or verb - last > _ADVERBS:
        return False
    near = marks[0] <= _ADVERBS and len(between) - marks[-1] - 1 <= _CALLED
    return near and all(token.shape == "x" for token in (*between[: marks[-1]], *tokens[last:verb]))
