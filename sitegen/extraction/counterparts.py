"""Counterparts: those whom a sentence names beside or opposite one who signs.

"A đã ký kết ... với B, C và D" has them behind the verb, "A và B vừa tổ chức lễ ký kết" before it.
"""

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
_BEFORE = 8  # words from the last who sign together to the verb: "vừa chính thức tổ chức lễ"
_WHERE = 12  # words from "tại" to a place that tells where
_STOPS = frozenset(";:.")
_QUOTES = {'"': '"', "“": "”"}
_AROUND = frozenset(',;.:()“”"')


def counterparts(scene: Scene, everyone: Sequence[Organisation]) -> list[tuple[int, ...]]:
    """For each organisation the sentences that name it so, older news and wishes left out."""
    named: dict[int, list[tuple[Span, int]]] = {}
    for owner, one in enumerate(everyone):
        for number, mention in one.mentions:
            named.setdefault(number, []).append((mention.span, owner))
    found: list[list[int]] = [[] for _ in everyone]
    for number in sorted(named):
        row = sorted(named[number])
        acting = [
            pair for pair in row if not (everyone[pair[1]].bare_place and _is_whereabouts(scene, number, pair[0]))
        ]
        for owner in _in_sentence(scene, number, row, acting):
            found[owner].append(number)
    return [tuple(dict.fromkeys(numbers)) for numbers in found]


def told_again(scene: Scene, number: int) -> bool:
    """Whether the one who signs in a sentence is only pointed to: "tập đoàn này cũng ký kết với ..."."""
    tokens = scene.sentences[number].tokens
    verbs = scene.lexicon.making.find(tokens)
    return bool(verbs) and any(token.key in scene.lexicon.anaphors for token in tokens[: verbs[0].first])


def _is_whereabouts(scene: Scene, number: int, span: Span) -> bool:
    """Whether "tại" stands before a place: "tại Quận 1, TP.HCM, ..."."""
    before, _ = scene.words_around(number, span, _WHERE, 0)
    return any(token.key in scene.lexicon.at_words for token in before)


def _in_sentence(
    scene: Scene, number: int, names: Sequence[tuple[Span, int]], acting: Sequence[tuple[Span, int]]
) -> list[int]:
    """Those who are named so. `names` are all with their owners, `acting` those that do not tell where."""
    tokens = scene.sentences[number].tokens
    doubt = _doubted_from(scene, number)
    making = [hit for hit in scene.lexicon.making.find(tokens) if hit.first < doubt]
    leagues = [hit.last for hit in scene.lexicon.leagues.find(tokens) if hit.first < doubt]
    if scene.lexicon.aloof.find(tokens):
        making = []
    if not (making or leagues):
        return []
    verbs = [hit.last for hit in making]
    found = _signing_together(scene, tokens, [hit.first for hit in making], acting)
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


def _signing_together(
    scene: Scene, tokens: Sequence[Token], verbs: Sequence[int], names: Sequence[tuple[Span, int]]
) -> list[int]:
    """The owners of names in a row with nothing but small words between the last and the verb."""
    found: list[int] = []
    row: list[int] = []
    end = -1
    for place, (span, owner) in enumerate(names):
        first, last = place_of(tokens, span.start), place_of(tokens, span.end)
        if not (row and first - end <= _GAP and _goes_on(scene, tokens[end:first])):
            row = []
        if _in_brackets(tokens[max(0, first - _GAP) : first]):
            row = []
            continue
        row.append(owner)
        end = last
        following = place_of(tokens, names[place + 1][0].start) if place + 1 < len(names) else len(tokens)
        at = bisect_right(verbs, last - 1)
        if len(set(row)) > 1 and at < len(verbs) and verbs[at] <= following:
            found += row if _leads_to(scene, tokens[last : verbs[at]]) else []
    return found


def _leads_to(scene: Scene, gap: Sequence[Token]) -> bool:
    """Whether these words may stand between those who sign and the verb, a bracket at their head left out."""
    if gap and gap[0].text == "(":
        close = next((at for at, token in enumerate(gap) if token.text == ")"), 0)
        gap = gap[close + 1 :] if close else gap
    plain = len(gap) <= _BEFORE and all(token.shape == "x" for token in gap)
    return plain and not any(
        token.key in scene.lexicon.prepositions and token.key not in scene.lexicon.joins for token in gap
    )


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
    if not at:
        return False
    between = _outside_quotes(tokens[verbs[at - 1] : place])
    if len(between) > _REACH or any(token.text in _STOPS for token in between):
        return False
    return not scene.lexicon.vague & {token.key for token in tokens[place + 1 : first]}


def _outside_quotes(tokens: Sequence[Token]) -> list[Token]:
    """Without what stands in quotes: the title of a project may be long."""
    found: list[Token] = []
    closing = ""
    for token in tokens:
        if closing:
            closing = "" if token.text == closing else closing
        elif token.text in _QUOTES:
            closing = _QUOTES[token.text]
        else:
            found.append(token)
    return found


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
