"""Groups: who the "ba nhà đầu tư" are that have signed, told by a later sentence: "Ba nhà đầu tư gồm A, B và C"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sitegen.extraction import cues
from sitegen.extraction.gazetteer import Hit
from sitegen.extraction.lexicon import Lexicon
from sitegen.extraction.listing import BETWEEN, GAP, Named, goes_on
from sitegen.extraction.scene import Scene
from sitegen.extraction.tokens import Token, place_of

_HEAD = 8  # words of a sentence in which it calls the group
_APART = 5  # words from there to "gồm": "ba bên cho vay còn lại gồm"
_MANY = 20  # members at most
_BULLETS = frozenset("-–•*+")
_BULLET = 3  # words before a name in a line of a list


def spelled_out(scene: Scene, named: Mapping[int, Sequence[Named]]) -> dict[int, list[int]]:
    """By sentence, the owners of the names that it gives to a group of those who sign."""
    signed = _signed(scene)
    if not signed:
        return {}
    found: dict[int, list[int]] = {}
    opened = False  # whether a list of lines goes on
    for number, sentence in enumerate(scene.sentences):
        tokens, row = sentence.tokens, sorted(named.get(number, ()))
        opened = opened and tokens[0].text in _BULLETS
        if opened:
            found[number] = [row[0][1]] if row and place_of(tokens, row[0][0].start) <= _BULLET else []
            continue
        start = None if cues.is_doubted(scene, number) else _told_from(tokens, number, signed, scene.lexicon)
        if start is not None:
            opened = tokens[-1].text == ":"
            found[number] = _listed(scene, tokens, row, *start)
    return found


def _signed(scene: Scene) -> dict[str, int]:
    """What the groups are called with whom the head of the text reports an agreement, and where it does."""
    found: dict[str, int] = {}
    for number in sorted(scene.early):
        if scene.strong[number] and not cues.is_doubted(scene, number):
            tokens = scene.sentences[number].tokens
            for hit in scene.lexicon.groups.find(tokens):
                if _is_counted(tokens, hit, scene.lexicon):
                    found.setdefault(hit.value, number)
    return found


def _is_counted(tokens: Sequence[Token], hit: Hit[str], lexicon: Lexicon) -> bool:
    """Whether a number, or "nhóm", stands right before."""
    before = tokens[hit.first - 1] if hit.first else None
    if before is None:
        return False
    few = before.shape == "d" and before.text.isdecimal() and 1 < int(before.text) <= _MANY
    return few or before.key in lexicon.counts


def _told_from(
    tokens: Sequence[Token], number: int, signed: Mapping[str, int], lexicon: Lexicon
) -> tuple[int, int] | None:
    """The place from which a sentence lists who the group is, and the least members of the list; None where it calls no
    such group at its head. "Gồm" opens any list; "là", and the bare name, one of two names at least.
    """
    for hit in lexicon.groups.find(tokens):
        if hit.first >= _HEAD:
            break
        roster = hit.value in lexicon.rosters
        same = hit.value in lexicon.any_group or signed.get(hit.value, number) < number
        if not same or min(signed.values()) >= number or not (roster or _is_counted(tokens, hit, lexicon)):
            continue
        for at in range(hit.last, min(len(tokens), hit.last + _APART + 1)):
            if tokens[at].key in lexicon.listing_words:
                return at + 1, 1
            named = at + 1 < len(tokens) and tokens[at + 1].capital and tokens[at].key in lexicon.copulas
            if named and not roster:
                return at + 1, 2
            if tokens[at].capital:
                return (at, 2) if at == hit.last and not roster else None
    return None


def _listed(scene: Scene, tokens: Sequence[Token], row: Sequence[Named], start: int, least: int) -> list[int]:
    """The owners of the names in the list that begins there, if it has so many."""
    found: list[int] = []
    end = -1
    for span, owner in row:
        first, last = place_of(tokens, span.start), place_of(tokens, span.end)
        opens = not found and start <= first <= start + BETWEEN
        if not opens and not (end >= 0 and first - end <= GAP and goes_on(scene, tokens[end:first])):
            if found and first > end:
                break
            continue
        found.append(owner)
        end = last
    return found if len(set(found)) >= least else []
