"""Bystanders: who owns a party, employs who speaks or passes the news on; and what is no organisation at all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from sitegen.core.model import Kind, PartnerKind, Span
from sitegen.extraction.leadins import is_led_in
from sitegen.extraction.organisations import Organisation
from sitegen.extraction.scene import Scene
from sitegen.extraction.tokens import Token, phrase, place_of

_BEFORE = 6  # words between "thành viên của" and the name, its designator included
_ROW = 40  # words from "cùng với" to the last name of its row
_ONCE = 12  # words from "từng" to the name
_VERB = 4  # words from an office to what it does: ", Bộ X, đã", "sẽ"
_WORDS = 3  # of what a thing is called
_ADVERBS = 2  # words between a name and "rút lui": "vừa", "đã chính thức"
_ALSO = frozenset("-–(")  # what stands between a name and its abbreviation


def stands_by(scene: Scene, one: Organisation) -> bool:
    """Whether it has a part in the news but none in the deal."""
    aside = is_aside(scene, one) or is_overseer(scene, one) or is_where(scene, one) or is_rival(scene, one)
    return aside or is_internal(scene, one)


def is_internal(scene: Scene, one: Organisation) -> bool:
    """Whether its names are of a part of a company: "Khối Khách hàng doanh nghiệp"."""
    return all(scene.lexicon.internal.at(phrase(surface), 0) is not None for surface in one.surfaces)


def is_aside(scene: Scene, one: Organisation) -> bool:
    """Whether it is named only as whom another belongs to, replaces, is told by or borrows from, or who tells the news,
    or whose people speak.

    "(X - ABC)" is one naming.
    """
    beside = aside = False
    lexicon = scene.lexicon
    ways = (lexicon.belonging, lexicon.replacing, lexicon.telling, lexicon.helping)
    number, end = -1, 0
    for at, mention in one.mentions:
        tokens = scene.sentences[at].tokens
        first = place_of(tokens, mention.span.start)
        if scene.earlier[at]:
            continue
        abbreviated = at == number and {token.text for token in tokens[end:first]} <= _ALSO
        if not (abbreviated and beside):
            beside = is_led_in(tokens[max(0, first - _BEFORE) : first], ways, scene.lexicon)
            beside = beside or _is_source(scene, at, first, place_of(tokens, mention.span.end))
        if not beside and not _is_employer(scene, at, tokens[max(0, first - 4) : first]):
            return False
        aside |= beside
        number, end = at, place_of(tokens, mention.span.end)
    return aside


def _is_source(scene: Scene, number: int, first: int, last: int) -> bool:
    """Whether "theo" stands before it, and somebody else right behind it: "Theo Daily Quill, Hương Tràm đã ký"."""
    sentence = scene.sentences[number]
    tokens = sentence.tokens
    if (
        first == 0
        or tokens[first - 1].key not in scene.lexicon.according
        or not tokens[last:]
        or tokens[last].text != ","
    ):
        return False
    at = bisect_right(sentence.mentions, tokens[last].start, key=lambda one: one.span.start)
    following = sentence.mentions[at : at + 1]
    return any(one.kind is Kind.ORG and place_of(tokens, one.span.start) - last <= _VERB for one in following)


def is_rival(scene: Scene, one: Organisation) -> bool:
    """Whether others compete with it, or it goes away, wherever it is named beside words of agreement."""
    lexicon = scene.lexicon
    rivals = 0
    for number, mention in one.mentions:
        before, after = scene.words_around(number, mention.span, _BEFORE, _ADVERBS)
        leaves = any(lexicon.leaving.at(after, at) for at in range(len(after)))
        if leaves or is_led_in(before, (lexicon.rivals,), lexicon):
            rivals += 1
        elif scene.strong[number] or scene.zones[number] == "T":
            return False
    return rivals > 0


def is_bygone(scene: Scene, one: Organisation) -> bool:
    """Whether it is named only where the text tells what was before: in its own sentence, or at the head of one."""
    return all(
        scene.earlier[number] or _precedes(scene, number, mention.span) or _is_recalled(scene, number, mention.span)
        for number, mention in one.mentions
    )


def _is_recalled(scene: Scene, number: int, span: Span) -> bool:
    """Whether "từng" stands before it: "từng mở lớp cho X"."""
    before, _ = scene.words_around(number, span, _ONCE, 0)
    return any(token.key in scene.lexicon.once for token in before)


def _precedes(scene: Scene, number: int, span: Span) -> bool:
    """Whether it is one of A and B in "Cùng với A và B, C là đối tác tiếp theo"."""
    tokens = scene.sentences[number].tokens
    opener = scene.lexicon.preceding.at(tokens, 0) if tokens else None
    if opener is None:
        return False
    before = tokens[opener.last : place_of(tokens, span.start)]
    return len(before) < _ROW and all(token.capital or token.key in scene.lexicon.joins for token in before)


def is_where(scene: Scene, one: Organisation) -> bool:
    """Whether a place only tells where things happen: "tại TP.HCM" wherever it is named."""
    return one.bare_place and all(scene.tells_where(number, mention.span) for number, mention in one.mentions)


def is_onlooker(scene: Scene, one: Organisation) -> bool:
    """Whether it is named only among those who came to see it signed: "tham dự lễ ký có A", "B, có mặt chứng kiến"."""
    return all(scene.zones[number] != "T" and _attends(scene, number, mention.span) for number, mention in one.mentions)


def _attends(scene: Scene, number: int, span: Span) -> bool:
    tokens = scene.sentences[number].tokens
    joined = scene.lexicon.joining.find(tokens) if scene.is_of_money(number) else ()
    hits = [
        hit
        for hit in scene.lexicon.attending.find(tokens)
        if not any(other.first <= hit.first < other.last for other in joined)  # who shows up in a round, pays
    ]
    last = place_of(tokens, span.end)
    return bool(hits) and hits[0].first <= last + _VERB


def is_overseer(scene: Scene, one: Organisation) -> bool:
    """Whether it is a state office that only watches over what others agree, or speaks of it."""
    if one.kind is not PartnerKind.GOVERNMENT or one.bare_place:
        return False
    watching = [_watches(scene, number, mention.span) for number, mention in one.mentions]
    return any(watching) and all(
        watches or _speaks(scene, number, mention.span)
        for watches, (number, mention) in zip(watching, one.mentions, strict=True)
    )


def _watches(scene: Scene, number: int, span: Span) -> bool:
    """Whether right behind it stands that it watches, no verb of signing before."""
    _, after = scene.words_around(number, span, 0, _VERB)
    return bool(scene.lexicon.overseeing.within(after)) and not scene.lexicon.making.within(after)


def _speaks(scene: Scene, number: int, span: Span) -> bool:
    _, after = scene.words_around(number, span, 0, _VERB)
    told = bool(scene.lexicon.speech.within(after))
    return told and not scene.lexicon.making.find(scene.sentences[number].tokens)


def is_thing(scene: Scene, one: Organisation) -> bool:
    """Whether most of its mentions stand right behind "phần mềm" or "lễ hội"; who is registered is somebody."""
    if one.registered:
        return False
    called = 0
    for at, mention in one.mentions:
        tokens = scene.sentences[at].tokens
        first = place_of(tokens, mention.span.start)
        while first > 0 and tokens[first - 1].capital:  # the name may have been cut: "phần mềm Treasure [Ark]"
            first -= 1
        called += scene.lexicon.things.ending(tokens[max(0, first - _WORDS) : first]) is not None
    return 2 * called > len(one.mentions)


def _is_employer(scene: Scene, number: int, before: Sequence[Token]) -> bool:
    """Whether words end in a role, where no agreement is told: "phó giám đốc X cho biết"."""
    if scene.strong[number] or scene.zones[number] == "T":
        return False
    return scene.lexicon.roles.ending(before) is not None
