"""Repairs: guesses of the tagger put right where the words themselves show the slip."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sitegen.core.model import Kind, Mention, Span
from sitegen.extraction.lexicon import Lexicon
from sitegen.extraction.tokens import Token, is_vietnamese


def repaired(mentions: Sequence[Mention], tokens: Sequence[Token], text: str, lexicon: Lexicon) -> list[Mention]:
    """The guesses of one sentence, each trimmed, completed, taken apart or called by its right kind."""
    found = []
    for mention in _trimmed(mentions, text):
        own = [token for token in tokens if mention.span.start <= token.start < mention.span.end]
        for piece in _pieces(own, mention.kind, lexicon):
            whole = _completed(piece, tokens, lexicon) if mention.kind is Kind.ORG else piece
            one = replace(mention, span=Span(whole[0].start, whole[-1].end))
            found += [_recalled(part, tokens, lexicon) for part in _parted(one, whole, lexicon)]
    return found


def _trimmed(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Guesses without the signs and the unbalanced brackets that hang on their ends."""
    kept = []
    for mention in mentions:
        start, end = mention.span.start, mention.span.end
        while end > start and text[end - 1] in " ,;:-–\"'“”‘’(/":
            end -= 1
        while start < end and text[start] in " ,;:-–\"'“”‘’)/.(":
            start += 1
        inner = text[start:end]
        if inner.endswith(")") and "(" not in inner:
            end -= 1
        if "(" in inner and ")" not in inner:
            end = start + len(inner[: inner.index("(")].rstrip())
        if end > start:
            kept.append(replace(mention, span=Span(start, end)))
    return kept


def _pieces(tokens: Sequence[Token], kind: Kind, lexicon: Lexicon) -> list[Sequence[Token]]:
    """An organisation cut at small words that no name contains; pieces begin with their first capital."""
    if kind is not Kind.ORG:
        return [_without_year(tokens)] if kind is Kind.PLACE else [tokens]
    pieces: list[list[Token]] = [[]]
    for token in tokens:
        if token.shape == "x" and token.key in lexicon.breaks:
            pieces.append([])
        else:
            pieces[-1].append(token)
    found = (_without_unit(_from_capital(piece, lexicon), lexicon) for piece in pieces)
    return [piece for piece in found if piece]


def _without_unit(tokens: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """ "Viettel tỉnh/TP" is Viettel: units in small letters that name no place do not belong to a name."""
    end = len(tokens)
    while end > 1 and (tokens[end - 1].key in lexicon.unit_keys or tokens[end - 1].text == "/"):
        end -= 1
    return tokens[:end] if end < len(tokens) and tokens[end].shape == "x" else tokens


def _without_year(tokens: Sequence[Token]) -> Sequence[Token]:
    """ "Việt Nam 2025" is Việt Nam."""
    return tokens[:-1] if len(tokens) > 1 and re.fullmatch(r"(?:19|20)\d\d", tokens[-1].text) else tokens


def _from_capital(tokens: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """Without a designator in small letters ("công ty CP"), unless nothing but a generic word would be left."""
    if not tokens or tokens[0].text[0].isupper() or not tokens[0].text[0].isalpha() or tokens[0].capital:
        return tokens
    start = 0
    while start < len(tokens) and (not tokens[start].capital or tokens[start].key in lexicon.legal_forms):
        start += 1
    rest = tokens[start:]
    name = " ".join(token.text for token in rest)
    return tokens if not rest or name in lexicon.generic else rest


def _completed(tokens: Sequence[Token], sentence: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """A name that ends in the middle of a compound word ("Phát triển Toàn" + "cầu") is continued to its end."""
    last = next(place for place, token in enumerate(sentence) if token.start == tokens[-1].start)
    hit = lexicon.compounds.at(sentence, last)
    if hit is None or hit.last <= last + 1 or sentence[last].shape != "Xx" or sentence[last + 1].shape != "x":
        return tokens
    return [*tokens, *sentence[last + 1 : hit.last]]


def _parted(mention: Mention, tokens: Sequence[Token], lexicon: Lexicon) -> list[Mention]:
    """A name that swallowed a role before it, or the person after it, taken apart."""
    if mention.kind is not Kind.ORG:
        return [mention]
    if all(len(token.text) == 1 or token.key in lexicon.endings for token in tokens):
        return []
    role = lexicon.roles.at(tokens, 0)
    if role is not None and role.last == len(tokens):
        return []
    title = lexicon.honorifics.at(tokens, 0)
    if title is not None and title.last < len(tokens) <= title.last + 4:
        rest = tokens[title.last :]
        return [replace(mention, span=Span(rest[0].start, rest[-1].end), kind=Kind.PERSON)]
    if role is not None and role.last < len(tokens):
        rest = tokens[role.last :]
        kind = Kind.PERSON if is_person(rest, lexicon) else Kind.ORG
        return [replace(mention, span=Span(rest[0].start, rest[-1].end), kind=kind)]
    for cut in range(len(tokens) - 2, max(0, len(tokens) - 5), -1):
        if is_person(tokens[cut:], lexicon) and _is_whole(tokens[:cut], lexicon):
            return [
                replace(mention, span=Span(tokens[0].start, tokens[cut - 1].end)),
                replace(mention, span=Span(tokens[cut].start, tokens[-1].end), kind=Kind.PERSON),
            ]
    return [mention]


def is_person(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether these words are built like a Vietnamese person's name: family name first, two to four syllables."""
    built = 2 <= len(tokens) <= 4 and tokens[0].key in lexicon.surnames
    if not built or not all(token.shape == "Xx" and is_vietnamese(token.key) for token in tokens):
        return False
    place = lexicon.places.at(tokens, 0)
    return place is None or place.last < len(tokens)


def _is_whole(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether these words are a registered name, a designator before it allowed."""
    starts = [0]
    designator = lexicon.designators.at(tokens, 0)
    if designator is not None:
        starts.append(designator.last)
    return any((hit := lexicon.partners.at(tokens, at)) is not None and hit.last == len(tokens) for at in starts)


def _recalled(mention: Mention, sentence: Sequence[Token], lexicon: Lexicon) -> Mention:
    """An organisation that is nothing but a known place, or named like a site, is a place."""
    if mention.kind is not Kind.ORG:
        return mention
    tokens = [token for token in sentence if mention.span.start <= token.start < mention.span.end]
    place = lexicon.places.at(tokens, 0)
    known = lexicon.partners.at(tokens, 0)
    if known is not None and known.last == len(tokens):
        return mention
    if place is not None and place.last == len(tokens):
        return replace(mention, kind=Kind.PLACE)
    if is_person(tokens, lexicon) and _is_introduced(mention, sentence, lexicon):
        return replace(mention, kind=Kind.PERSON)
    return mention


def _is_introduced(mention: Mention, sentence: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a role or an honorific stands right before."""
    before = [token for token in sentence if token.end <= mention.span.start]
    for start in range(max(0, len(before) - 4), len(before)):
        for gazetteer in (lexicon.roles, lexicon.honorifics):
            hit = gazetteer.at(before, start)
            if hit is not None and hit.last == len(before):
                return True
    return False


_INTRODUCED = re.compile(r"\b([^\W\d_]+(?: [^\W\d_]+){1,7}) ?\([“\"]?([^\W\d_]{2,8})[”\"]?\)")


def common_acronyms(text: str, proposals: Sequence[Sequence[Mention]]) -> frozenset[str]:
    """Abbreviations that the text introduces for common words ("thủ tục hành chính (TTHC)"): they name nobody."""
    names = [mention.span for row in proposals for mention in row if mention.kind is Kind.ORG]
    found = set()
    for match in _INTRODUCED.finditer(text):
        words, short = match[1].split(), match[2]
        stands = words[-len(short) :]
        initials = "".join(word[0] for word in stands).upper()
        named = any(span.start < match.end(1) and span.end >= match.end(1) - 1 for span in names)
        if short.isupper() and initials == short and not named and all(word.islower() for word in stands):
            found.add(short)
    return frozenset(found)
