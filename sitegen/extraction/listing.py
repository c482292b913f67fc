"""Lists of names: "A, ngân hàng B (C) và hãng D", with nothing between two of them but what joins and describes."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.core.model import Span
from sitegen.extraction.lexicon import Lexicon
from sitegen.extraction.scene import Scene
from sitegen.extraction.tokens import Token, place_of

GAP = 60  # words between two names of a list, what stands in brackets counted
BETWEEN = 4  # words before a name in a list: "và công ty phần mềm ..."
AROUND = frozenset(',;.:()“”"')  # signs that part clauses
_DASHES = frozenset("-–")
_DATE = frozenset("/-")

Named = tuple[Span, int]  # a name, and the number of its owner


def lists(scene: Scene, number: int, names: Sequence[Named]) -> list[list[int]]:
    """The owners of names that stand in a list in a sentence, list by list; `names` in the order of the text."""
    tokens = scene.sentences[number].tokens
    found: list[list[int]] = []
    end = -1
    for span, owner in names:
        first, last = place_of(tokens, span.start), place_of(tokens, span.end)
        gap = tokens[end:first] if 0 <= end >= first - GAP else ()
        if in_brackets(gap):  # a short form, or whom the one before belongs to
            continue
        if gap and goes_on(scene, gap):
            found[-1].append(owner)
        else:
            found.append([owner])
        end = last
    return found


def in_brackets(gap: Sequence[Token]) -> bool:
    """Whether a bracket that opens in these words stays open."""
    signs = [token.text for token in gap if token.text in "()"]
    return signs.count("(") > signs.count(")")


def outside_brackets(tokens: Sequence[Token], names: Sequence[Named]) -> list[Named]:
    """Those names of a sentence that do not stand in brackets."""
    firsts = [place_of(tokens, span.start) for span, _ in names]
    return [
        pair for pair, first in zip(names, firsts, strict=True) if not in_brackets(tokens[max(0, first - GAP) : first])
    ]


def is_dashed(gap: Sequence[Token]) -> bool:
    """Whether a dash joins the members of a league: "liên danh A - Công ty B"."""
    return gap[0].text in _DASHES and all(token.shape == "x" for token in gap[1:])


def without_date(gap: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """What lies between two names of a list, without the day of the first: "A ngày 1/6, B ngày 8/6"."""
    of_date = _DATE | lexicon.days
    start = next((at for at, token in enumerate(gap) if token.key not in of_date and token.shape != "d"), len(gap))
    return gap[start:]


def belongs(scene: Scene, gap: Sequence[Token]) -> bool:
    """Whether what lies between two names makes the second the owner of the first: "(ABC) thuộc"."""
    words = outside(gap)
    hit = scene.lexicon.belonging.at(words, 0) if words else None
    return hit is not None and hit.last == len(words)


def outside(gap: Sequence[Token]) -> list[Token]:
    """Without what stands in brackets."""
    plain, depth = [], 0
    for token in gap:
        depth = max(0, depth + (token.text == "(") - (token.text == ")"))
        if depth == 0 and token.text != ")":
            plain.append(token)
    return plain


def goes_on(scene: Scene, gap: Sequence[Token]) -> bool:
    """Whether what lies between two names only joins them: "(Đức), và hãng"."""
    plain = outside(gap)
    if not plain or plain[0].key not in scene.lexicon.joins:
        return False
    words = [token for token in plain if token.key not in scene.lexicon.joins]
    plainly = len(words) <= BETWEEN and all(token.text.isalpha() for token in words)
    return plainly and not scene.lexicon.vague.within(words) and (not words or plain[-1] is words[-1])
