"""Groups: who the "ba nhà đầu tư" are that have signed, told by a later sentence: "Ba nhà đầu tư gồm A, B và C"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sitegen.core.model import Span
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
        if opened and row and _is_line(tokens, row[0][0]):
            found[number] = [row[0][1]]
            continue
        start = _told_from(tokens, signed, scene.lexicon) if number > min(signed.values()) else None
        opened = start is not None and tokens[-1].text == ":"
        if start is not None and not cues.is_doubted(scene, number):
            found[number] = _listed(scene, tokens, row, start)
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


def _told_from(tokens: Sequence[Token], signed: Mapping[str, int], lexicon: Lexicon) -> int | None:
    """The place from which a sentence lists who the group is; None where it calls no such group at its head."""
    for hit in lexicon.groups.find(tokens):
        if hit.first >= _HEAD:
            break
        known = hit.value in signed or hit.value in lexicon.any_group
        if not known or not (_is_counted(tokens, hit, lexicon) or hit.value in lexicon.rosters):
            continue
        for at in range(hit.last, min(len(tokens), hit.last + _APART + 1)):
            if tokens[at].key in lexicon.comprising:
                return at + 1
            if tokens[at].capital:
                return at
    return None


def _listed(scene: Scene, tokens: Sequence[Token], row: Sequence[Named], start: int) -> list[int]:
    """The owners of the names in the list that begins there."""
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
    return found


def _is_line(tokens: Sequence[Token], name: Span) -> bool:
    """Whether a line begins with a bullet, and with a name behind it."""
    return tokens[0].text in _BULLETS and place_of(tokens, name.start) <= _BULLET
