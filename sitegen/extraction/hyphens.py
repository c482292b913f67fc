"""Hyphens: names that hold a dash, between blanks too, as some archives print every hyphen: "Kurato - IB"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from sitegen.core.model import Kind, Mention, Origin, Span
from sitegen.core.text import match_key
from sitegen.extraction.lexicon import Lexicon
from sitegen.extraction.tokens import Token, is_vietnamese, phrase, place_of, within

_DASHES = frozenset("-–")
_GIVEN = 2  # syllables of a Korean name before its dash
_TWICE = 2
_CALLED = 4  # words of a designator
_FIRST = 2  # place of a dash before which a sentence has begun with a capital of its own
_SURE = 0.8

Pair = tuple[str, str]


def hyphenated(sentences: Sequence[Sequence[Token]], lexicon: Lexicon) -> frozenset[Pair]:
    """The two parts of every such name: the text ties them with a dash more than once, and one never stands alone.

    Behind what a company is called once is enough where no blanks part them: "Hãng Rakosi-Bell".
    """
    words = Counter(token.text for tokens in sentences for token in tokens if token.capital)
    dashed = [(tokens, at, pair) for tokens in sentences for at, pair in _dashed(tokens, lexicon)]
    pairs = Counter(pair for _, _, pair in dashed)
    apart = Counter(pair for tokens, at, pair in dashed if tokens[at].end < tokens[at + 1].start)
    called = {pair for tokens, at, pair in dashed if _is_called(tokens, at, lexicon)}
    return frozenset(
        pair
        for pair, count in pairs.items()
        if (apart[pair] >= _TWICE or pair in called)
        and min(words[pair[0]], words[pair[1]]) == count
        and not _is_known(pair, lexicon)
    )


def _is_called(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a designator stands before a name that has no blanks around its dash."""
    glued = tokens[at].end == tokens[at + 1].start and tokens[at + 1].end == tokens[at + 2].start
    return glued and lexicon.designators.ending(tokens[max(0, at - _CALLED) : at]) is not None


def _dashed(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[tuple[int, Pair]]:
    """Two single capitalised words with a dash between them, blanks on both its sides or on none, and where the first
    stands.
    """
    for at in range(1, len(tokens) - 1):
        before, after = tokens[at - 1], tokens[at + 1]
        if tokens[at].text not in _DASHES or not (before.capital and after.capital):
            continue
        begins = at == 1 or not tokens[at - 2].capital or (at == _FIRST and tokens[0].key in lexicon.sentence_openers)
        begins = begins or _is_called(tokens, at - 1, lexicon)
        ends = at + 2 >= len(tokens) or not tokens[at + 2].capital or after.shape == "XX"
        blank = before.end < tokens[at].start
        if begins and ends and blank == (tokens[at].end < after.start):
            yield at - 1, (before.text, after.text)


def _is_known(pair: Pair, lexicon: Lexicon) -> bool:
    """Whether a part is somebody or something by itself."""
    tokens = [token for word in pair for token in phrase(word)]
    known = any(lexicon.partners.at([token], 0) is not None for token in tokens)
    return known or any(word.lower() in lexicon.place_keys or word in lexicon.acronyms for word in pair)


def tied(
    mentions: Sequence[Mention], tokens: Sequence[Token], names: frozenset[Pair], lexicon: Lexicon
) -> Iterator[Mention]:
    """Such names in one sentence, where a part of them was taken for an organisation."""
    for at, pair in _dashed(tokens, lexicon) if names else ():
        if pair not in names:
            continue
        parts = Span(tokens[at].start, tokens[at + 2].end)
        inside = [one for one in mentions if one.kind is Kind.ORG and one.span.overlaps(parts)]
        if inside:
            yield Mention(
                Span(parts.start, max(parts.end, *(one.span.end for one in inside))), Kind.ORG, Origin.PATTERN, _SURE
            )


def joined_persons(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """ "[Kwame Ofori]-[Mensah]" is one person, and so is "[Jens] - [Peter Solvang]"."""
    found: list[Mention] = []
    for mention in mentions:
        last = found[-1] if found else None
        people = last is not None and last.kind is mention.kind is Kind.PERSON
        gap = text[last.span.end : mention.span.start] if last is not None else ""
        if last is not None and people and _is_hyphen(gap, last.span.of(text), mention.span.of(text)):
            found[-1] = replace(last, span=Span(last.span.start, mention.span.end))
        else:
            found.append(mention)
    return found


def _is_hyphen(gap: str, before: str, after: str) -> bool:
    """Whether a dash ties two names to one: between blanks only a first name that is not Vietnamese, and what goes on
    with the family name.
    """
    first = " " not in before and " " in after and not is_vietnamese(match_key(before))
    return gap == "-" or (gap == " - " and first)


def to_its_end(mention: Mention, tokens: Sequence[Token], lexicon: Lexicon) -> Mention:
    """ "Park [Sun]-woo" ends behind its dash, and so does "Park [Min] - su"."""
    at = place_of(tokens, mention.span.end)
    if mention.kind is not Kind.PERSON or at + 1 >= len(tokens) or tokens[at].text != "-":
        return mention
    dash, after = tokens[at], tokens[at + 1]
    glued = dash.start == mention.span.end and after.start == dash.end
    ends = glued or (after.start > dash.end > mention.span.end and _ends_person(mention, tokens, at + 1, lexicon))
    return replace(mention, span=Span(mention.span.start, after.end)) if ends and after.shape == "x" else mention


def _ends_person(mention: Mention, tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether the small syllable behind a dash ends a name of the Far East."""
    own = within(tokens, mention.span)
    foreign = len(own) == _GIVEN and own[0].key in lexicon.far_surnames and own[1].text.isascii()
    return foreign and tokens[at].key in lexicon.far_given


def is_far_person(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether these words are a name of the Far East with its dash: "Park Min - su"."""
    built = len(tokens) == _GIVEN + 2 and tokens[_GIVEN].text in _DASHES
    return built and tokens[0].key in lexicon.far_surnames and tokens[-1].key in lexicon.far_given
