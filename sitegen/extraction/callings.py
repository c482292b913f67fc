"""Callings: what a name is the name of, told by its own words and by those right before it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from sitegen.core.model import Kind, Mention
from sitegen.extraction.gazetteer import Listed
from sitegen.extraction.lexicon import Lexicon
from sitegen.extraction.partings import BUSINESSES, is_person, is_unit
from sitegen.extraction.tokens import Token, place_of, within

_CALLED = 8  # words before a name in which a role and "công ty" may stand
_NUMBERS = frozenset(("d", "xd", "Xd"))  # shapes of "268", "43a", "43A"
_ADDRESS = frozenset("(),-–:")
_PHRASE = 5  # words of what is said of a thing right before its name


def recalled(mention: Mention, sentence: Sequence[Token], lexicon: Lexicon) -> Mention:
    """A guess called by the kind that its words, or those right before it, ask for."""
    first = place_of(sentence, mention.span.start)
    if _is_credit(sentence[max(0, first - 2) : first], lexicon):
        agency = _is_agency(within(sentence, mention.span), lexicon)
        return replace(mention, kind=Kind.ORG if agency else Kind.PERSON)
    if mention.kind is Kind.PERSON:
        return _person_recalled(mention, sentence, first, lexicon)
    return _recalled(mention, sentence, lexicon) if mention.kind is Kind.ORG else mention


def _person_recalled(mention: Mention, sentence: Sequence[Token], first: int, lexicon: Lexicon) -> Mention:
    """What was taken for a person and is a street, an office or a company."""
    before = sentence[max(0, first - _CALLED) : first]
    on_street = bool(before) and before[-1].shape == "x" and before[-1].key in lexicon.streets
    if on_street or _is_address(mention, sentence, lexicon):
        return replace(mention, kind=Kind.PLACE)
    if _is_office(within(sentence, mention.span), lexicon) or _is_company(before, lexicon):
        return replace(mention, kind=Kind.ORG)
    return mention


def _is_address(mention: Mention, sentence: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether it is a street that is named after a person: the number of a house stands before it, a comma behind."""
    first, last = place_of(sentence, mention.span.start), place_of(sentence, mention.span.end)
    if first < 2 or sentence[first - 1].shape not in _NUMBERS:
        return False
    opens = sentence[first - 2].text in _ADDRESS or sentence[first - 2].key in lexicon.at_words
    return opens and last < len(sentence) and sentence[last].text in _ADDRESS


def _is_office(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether what was taken for a person begins like an office: "UBND TP ĐN"."""
    hit = lexicon.designators.at(tokens, 0)
    return hit is not None and hit.value == "government" and hit.last < len(tokens)


def _is_company(before: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether "công ty" stands right before, and no role before that: "chủ tịch tập đoàn" leads to a person."""
    hit = lexicon.designators.ending(before)
    if hit is None or before[-1].shape != "x":
        return False
    ends = {role.last for role in lexicon.roles.within(before[: hit.first])}
    return hit.value in BUSINESSES and hit.first not in ends


def _is_credit(before: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether "Ảnh:" stands right before."""
    return len(before) > 1 and before[-1].text == ":" and before[-2].text in lexicon.photo_credits


def _is_agency(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a photo is credited to no person: "Ảnh: AFP"."""
    known = lexicon.partners.at(tokens, 0)
    return (known is not None and known.last == len(tokens)) or (len(tokens) == 1 and tokens[0].shape == "XX")


def _recalled(mention: Mention, sentence: Sequence[Token], lexicon: Lexicon) -> Mention:
    """An organisation that is nothing but a known place, or named like a site, is a place."""
    tokens = within(sentence, mention.span)
    place = lexicon.places.at(tokens, 0)
    known = lexicon.partners.at(tokens, 0)
    if known is not None and known.last == len(tokens):
        return mention
    if _is_side_of(mention, sentence, tokens, lexicon) or lexicon.grounds.at(tokens, 0) is not None:
        return replace(mention, kind=Kind.PLACE)
    if tokens[0].text in lexicon.dotted_units and len(tokens) > 2 and tokens[1].text == ".":
        return replace(mention, kind=Kind.PLACE)  # "Q. Ninh Kiều"
    if _is_site(mention, sentence, tokens, lexicon):
        return replace(mention, kind=Kind.PLACE)
    if (place is not None and place.last == len(tokens)) or is_unit(tokens, lexicon):
        return replace(mention, kind=Kind.PLACE)
    if is_person(tokens, lexicon) and _is_introduced(mention, sentence, lexicon):
        return replace(mention, kind=Kind.PERSON)
    return mention


def _is_site(mention: Mention, sentence: Sequence[Token], tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether the words before say that it is a building or a project, and none that it is who builds it."""
    begins = _thing_before(sentence, place_of(sentence, mention.span.start), lexicon.named_sites)
    return begins is not None and not _is_called(sentence[:begins], lexicon) and not _is_business(tokens, lexicon)


def _is_business(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a name begins or ends like that of a company: "dự án Kurohama Engineering" is the company's."""
    return lexicon.designators.at(tokens, 0) is not None or tokens[-1].key in lexicon.closings


def _is_side_of(mention: Mention, sentence: Sequence[Token], tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether it is the side of a place: "khu Nam Sài Gòn", "phía Bắc Hà Nội"."""
    first = place_of(sentence, mention.span.start)
    beside = first > 0 and sentence[first - 1].key in lexicon.side_words
    return beside and len(tokens) > 1 and tokens[0].key in lexicon.compass


def _is_introduced(mention: Mention, sentence: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a role or an honorific stands right before."""
    first = place_of(sentence, mention.span.start)
    before = sentence[max(0, first - 4) : first]
    return lexicon.roles.ending(before) is not None or lexicon.honorifics.ending(before) is not None


def is_thing(sentence: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> bool:
    """Whether the words before a name say that it is a thing: "tên lửa Lumis Arrow 7", "mã CTG".

    Not so the name of a business, and who signs something: "ứng dụng A ký hợp tác".
    """
    if is_code(sentence, first, last, lexicon):
        return True
    begins = _thing_before(sentence, first, lexicon.named_things)
    if begins is None or _is_called(sentence[:begins], lexicon) or _is_business(sentence[first:last], lexicon):
        return False
    return not any(hit.first == last for hit in lexicon.making.find(sentence))


def is_code(sentence: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> bool:
    """Whether a name is but the code of a share: "mã CTG"."""
    coded = first > 0 and sentence[first - 1].key in lexicon.codes
    return coded and last == first + 1 and sentence[first].shape == "XX"


def _thing_before(sentence: Sequence[Token], first: int, phrases: Listed[str]) -> int | None:
    """Where one of these phrases begins that stands in small letters right before token `first`."""
    if first == 0 or sentence[first - 1].shape != "x":
        return None
    begins = max(0, first - _PHRASE)
    hit = phrases.ending(sentence[begins:first])
    return None if hit is None else begins + hit.first


def _is_called(before: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether the last words call somebody a business: "công ty phần mềm", "nhà phát triển ứng dụng"."""
    near = before[max(0, len(before) - _PHRASE) :]
    hit = lexicon.designators.ending(near)
    return (hit is not None and hit.value in BUSINESSES) or lexicon.makers.ending(near) is not None
