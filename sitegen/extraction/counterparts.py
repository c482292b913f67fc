"""Counterparts: those whom a sentence names as the other side of a signing: "A đã ký kết ... với B, C và D"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from sitegen.core.model import Span
from sitegen.extraction import cues
from sitegen.extraction.organisations import Organisation
from sitegen.extraction.scene import Scene
from sitegen.extraction.tokens import Token, place_of

_REACH = 20  # words from the verb to "với"
_DESCRIPTION = 6  # words from "với" to the name: "với công ty kiến trúc ..."
_TELLING = 15  # words from "với" to the name where "gồm" or "như" stands right before it
_BETWEEN = 3  # words before a name in a list: "và thành phố ..."
_GAP = 60  # words between two names of a list, what stands in brackets counted
_STOPS = frozenset(";:.")
_AROUND = frozenset(',;.:()“”"')


def counterparts(scene: Scene, everyone: Sequence[Organisation]) -> list[tuple[int, ...]]:
    """For each organisation the sentences that name it so, older news and wishes left out."""
    named: dict[int, list[tuple[Span, int]]] = {}
    for owner, one in enumerate(everyone):
        for number, mention in one.mentions:
            named.setdefault(number, []).append((mention.span, owner))
    found: list[list[int]] = [[] for _ in everyone]
    for number in sorted(named):
        for owner in _in_sentence(scene, number, sorted(named[number])):
            found[owner].append(number)
    return [tuple(dict.fromkeys(numbers)) for numbers in found]


def told_again(scene: Scene, number: int) -> bool:
    """Whether the one who signs in a sentence is only pointed to: "tập đoàn này cũng ký kết với ..."."""
    tokens = scene.sentences[number].tokens
    verbs = scene.lexicon.making.find(tokens)
    return bool(verbs) and any(token.key in scene.lexicon.anaphors for token in tokens[: verbs[0].first])


def _in_sentence(scene: Scene, number: int, names: Sequence[tuple[Span, int]]) -> list[int]:
    tokens = scene.sentences[number].tokens
    doubt = _doubted_from(scene, number)
    verbs = [hit.last for hit in scene.lexicon.making.find(tokens) if hit.first < doubt]
    leagues = [hit.last for hit in scene.lexicon.leagues.find(tokens) if hit.first < doubt]
    if scene.lexicon.aloof.find(tokens):
        verbs = []
    if not (verbs or leagues):
        return []
    found: list[int] = []
    end = -1  # of the name before, where that is one of a list
    for place, (span, owner) in enumerate(names):
        first, last = place_of(tokens, span.start), place_of(tokens, span.end)
        if first - end > _GAP:
            end = -1
        if end >= 0 and _in_brackets(tokens[end:first]):
            continue
        again = end >= 0 and names[place - 1][1] == owner
        opened = _opened(scene, tokens, verbs, first) or _leagued(scene, tokens, leagues, first)
        if opened or again or (end >= 0 and _goes_on(scene, tokens[end:first])):
            found.append(owner)
            end = last
        else:
            end = -1
    return found


def _doubted_from(scene: Scene, number: int) -> int:
    """The word from which on a sentence only plans, wishes, denies or ends; none of it counts in an older story."""
    if scene.past[number] or scene.earlier[number]:
        return 0
    tokens = scene.sentences[number].tokens
    doubts = [hit.first for hit in scene.lexicon.against.find(tokens) if cues.DOUBTS & set(hit.value)]
    return min([*doubts, *(hit.first for hit in scene.lexicon.planned.find(tokens)), len(tokens)])


def _opened(scene: Scene, tokens: Sequence[Token], verbs: Sequence[int], first: int) -> bool:
    """Whether "với" stands before the name, with its description at most between, and a verb of signing before that."""
    told = first > 0 and tokens[first - 1].key in scene.lexicon.comprising  # "với ba ngân hàng gồm ..."
    for place in range(first - 1, max(-1, first - 1 - (_TELLING if told else _DESCRIPTION)), -1):
        token = tokens[place]
        if token.key in scene.lexicon.company:
            return _is_object(scene, tokens, verbs, place, place if told else first)
        if token.capital or token.text in _AROUND:
            return False
    return False


def _is_object(scene: Scene, tokens: Sequence[Token], verbs: Sequence[int], place: int, first: int) -> bool:
    at = bisect_right(verbs, place + 1)
    verb = verbs[at - 1] if at else -_REACH - 1
    if place - verb > _REACH or any(token.text in _STOPS for token in tokens[verb:place]):
        return False
    return not scene.lexicon.vague & {token.key for token in tokens[place + 1 : first]}


def _leagued(scene: Scene, tokens: Sequence[Token], leagues: Sequence[int], first: int) -> bool:
    """Whether the members of a consortium are told from here on: "liên danh gồm A và B"."""
    at = bisect_right(leagues, first)
    before = {token.key for token in tokens[max(0, first - 2) : first]}
    return at > 0 and first - leagues[at - 1] <= _REACH and bool(before & scene.lexicon.comprising)


def _in_brackets(gap: Sequence[Token]) -> bool:
    signs = [token.text for token in gap if token.text in "()"]
    return signs.count("(") > signs.count(")")


def _goes_on(scene: Scene, gap: Sequence[Token]) -> bool:
    """Whether what lies between two names only joins them: "(Đức), và hãng"."""
    plain, depth = [], 0
    for token in gap:
        depth = max(0, depth + (token.text == "(") - (token.text == ")"))
        if depth == 0 and token.text != ")":
            plain.append(token)
    if not plain or plain[0].key not in scene.lexicon.joins:
        return False
    words = [token for token in plain if token.key not in scene.lexicon.joins]
    plainly = len(words) <= _BETWEEN and all(token.text.isalpha() for token in words)
    return (
        plainly and not scene.lexicon.vague & {token.key for token in words} and (not words or plain[-1] is words[-1])
    )
