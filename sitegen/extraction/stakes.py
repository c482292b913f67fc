"""Stakes: who gives, who takes and whose share changes hands: "A bán 30% cổ phần của B cho C", "A thâu tóm B"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from sitegen.core.model import Span
from sitegen.extraction.gazetteer import Hit
from sitegen.extraction.leadins import without_telling
from sitegen.extraction.scene import Scene
from sitegen.extraction.tokens import Token, is_inner_point, place_of, without_points

_AMOUNT = 8  # words from the verb to what it moves: "bán nốt 12% còn lại của mình"
_CALLED = 4  # words from "cổ phần" to the name: "tại công ty giấy ..."
_DESCRIPTION = 5  # words from "cho" to the name: "cho tập đoàn ..."
_SUBJECT = 8  # words from who gives or takes to the verb: "thông báo đã hoàn tất"
_SUM = 14  # words from the verb to "vào"
_ENDS = frozenset(".;")


def are_told(scene: Scene, number: int) -> bool:
    """Whether a sentence has a verb that moves a share, or puts a sum into something."""
    tokens = scene.sentences[number].tokens
    if scene.lexicon.transferring.find(tokens):
        return True
    return any(_into(scene, tokens, verb) is not None for verb in scene.lexicon.investing.find(tokens))


def sides(
    scene: Scene, number: int, names: Sequence[tuple[Span, int]], doubt: int, hero: int | None = None
) -> dict[int, bool]:
    """The owners of names that a sentence tells to give, take or be taken, with whether the share is measured.

    Empty where it tells but one of them, unless the measured share is that of the `hero`, the owner whom all the text
    is about. `names` are those of the sentence with their owners, in order; from the token `doubt` on nothing counts.
    """
    tokens = scene.sentences[number].tokens
    placed = [(place_of(tokens, span.start), place_of(tokens, span.end), owner) for span, owner in names]
    firsts = [first for first, _, _ in placed]
    found: dict[int, bool] = {}
    for verb in scene.lexicon.transferring.find(tokens):
        if verb.first >= doubt:
            break
        share = _share(scene, tokens, verb)
        if share is None and verb.value not in scene.lexicon.acquiring:
            continue
        end = share or verb.last
        at = bisect_right(firsts, end - 1)
        moved = [owner for first, _, owner in placed[at : at + 1] if _is_called(scene, tokens[end:first])]
        takers = [owner for first, _, owner in placed[at:] if _is_receiver(scene, tokens[end:first])]
        givers = _givers(scene, tokens, placed, verb)
        found.update({owner: share is not None or found.get(owner, False) for owner in (*moved, *takers, *givers)})
    for verb in scene.lexicon.investing.find(tokens):
        into = _into(scene, tokens, verb) if verb.first < doubt else None
        at = bisect_right(firsts, into) if into is not None else len(firsts)
        if into is not None and at < len(placed) and _is_invested_in(scene, tokens[into + 1 : firsts[at]]):
            givers = _givers(scene, tokens, placed, verb)
            found.update(dict.fromkeys((placed[at][2], *givers), True))
    if hero is not None and len(found) == 1 and all(found.values()):
        found[hero] = True
    return found if len(found) > 1 else {}


def _into(scene: Scene, tokens: Sequence[Token], verb: Hit[str]) -> int | None:
    """Where "vào" stands behind the verb and a sum: "đầu tư 100 triệu USD (hơn 2.200 tỉ đồng) vào"."""
    measured = False
    for at in range(verb.last, min(verb.last + _SUM, len(tokens))):
        measured |= tokens[at].shape == "d"
        if tokens[at].key in scene.lexicon.into:
            return at if measured else None
    return None


def _is_invested_in(scene: Scene, gap: Sequence[Token]) -> bool:
    """Whether these words only say what it is that gets the money, and not that it is a project."""
    return _is_called(scene, gap) and not scene.lexicon.works.within(gap)


def _share(scene: Scene, tokens: Sequence[Token], verb: Hit[str]) -> int | None:
    """Where the share ends that the verb moves: behind "30% cổ phần"; None where none is told."""
    end, found = verb.last, None
    start = end
    while start < min(end + _AMOUNT, len(tokens)) and not _is_end(tokens, start):
        share = scene.lexicon.shares.at(tokens, start)
        if share is not None and _is_measured(scene, tokens[end:start]):
            end = found = start = share.last  # "24,8 triệu cổ phần, tương đương 62% vốn"
        else:
            start += 1
    return found


def _is_end(tokens: Sequence[Token], at: int) -> bool:
    """Whether a sentence may end here; "9.216.000" goes on."""
    return tokens[at].text in _ENDS and not is_inner_point(tokens, at)


def _is_measured(scene: Scene, gap: Sequence[Token]) -> bool:
    """Whether a share is told: "30%", "1,5 triệu", "toàn bộ"; whoever "mua cổ phần" may do so every day."""
    return any(token.text == "%" or token.shape == "d" or token.key in scene.lexicon.wholly for token in gap)


def _is_called(scene: Scene, gap: Sequence[Token]) -> bool:
    """Whether these words only lead to whose share it is: "tại công ty giấy"."""
    small = len(gap) <= _CALLED and all(token.shape == "x" for token in gap)
    return small and not any(token.key in scene.lexicon.receivers for token in gap)


def _is_receiver(scene: Scene, gap: Sequence[Token]) -> bool:
    """Whether "cho" or "từ" stands before the name, what it is called at most between, and no sentence ends before."""
    if any(token.text in _ENDS for token in without_points(gap)):
        return False
    near = gap[-_DESCRIPTION:]
    at = next((at for at in range(len(near) - 1, -1, -1) if near[at].key in scene.lexicon.transfer_sides), None)
    return at is not None and all(token.shape == "x" for token in near[at + 1 :])


def _givers(scene: Scene, tokens: Sequence[Token], placed: Sequence[tuple[int, int, int]], verb: Hit[str]) -> list[int]:
    """The owners of names right before a verb; of "quỹ A do B quản lý đã bán" B is none."""
    return [
        owner
        for first, last, owner in placed
        if last <= verb.first
        and not any(token.key in scene.lexicon.prepositions for token in tokens[max(0, first - 1) : first])
        and _acts(scene, tokens[last : verb.first])
    ]


def _acts(scene: Scene, gap: Sequence[Token]) -> bool:
    """Whether the name right before these words is who does it."""
    plain = list(_outside_brackets(gap))
    if len(plain) > _SUBJECT or not all(token.shape == "x" for token in plain):
        return False
    return not any(token.key in scene.lexicon.prepositions for token in without_telling(plain, scene.lexicon))


def _outside_brackets(tokens: Sequence[Token]) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        depth += token.text == "("
        if depth == 0:
            yield token
        depth = max(0, depth - (token.text == ")"))
