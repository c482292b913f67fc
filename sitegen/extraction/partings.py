"""Partings: guesses of the tagger that swallowed what stands beside a name, taken apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from sitegen.core.model import Kind, Mention, Span
from sitegen.extraction.gazetteer import Hit
from sitegen.extraction.lexicon import Lexicon
from sitegen.extraction.tokens import Token, is_vietnamese

_DASHES = frozenset("-–—")
_MOST = 4  # words of a person's name
_SHORT = 2  # words of a short name behind a dash
_COINED = frozenset(("XX", "XxX", "xX"))  # shapes of "PDA", "LaoVietBank", "eBank"

BUSINESSES = frozenset(("company", "bank", "fund"))

Part = tuple[Sequence[Token], Kind]


def parted(mention: Mention, tokens: Sequence[Token], lexicon: Lexicon) -> list[Mention]:
    """A name that swallowed what stands beside it, taken apart: of an organisation a role before it, its abbreviation,
    a place or a person behind it; behind any place an organisation.
    """
    placed = _after_place(tokens, lexicon) if mention.kind is not Kind.PERSON else None
    if placed is None and mention.kind is not Kind.ORG:
        return [mention]
    if all(len(token.text) == 1 or token.key in lexicon.endings for token in tokens):
        return []
    role = lexicon.roles.at(tokens, 0)
    if role is not None and role.last == len(tokens):
        return []
    parts = placed or _after_title(tokens, lexicon) or _after_country(tokens, lexicon)
    parts = parts or next(_parts(tokens, lexicon), None)
    if parts is None:
        return [mention]
    return [replace(mention, span=Span(words[0].start, words[-1].end), kind=kind) for words, kind in parts]


def _after_place(tokens: Sequence[Token], lexicon: Lexicon) -> list[Part] | None:
    """ "Hà Nam Hợp tác xã Sao Mai" is a place and who is there: a comma was forgotten."""
    hit = lexicon.places.at(tokens, 0)
    called = lexicon.designators.at(tokens, hit.last) if hit is not None and hit.last < len(tokens) else None
    if hit is None or called is None or not tokens[called.first].capital or called.last == len(tokens):
        return None
    return [(tokens[: hit.last], Kind.PLACE), (tokens[hit.last :], Kind.ORG)]


def _after_title(tokens: Sequence[Token], lexicon: Lexicon) -> list[Part] | None:
    """ "ông Nguyễn Văn A" is a person, "Giám đốc X" is X; an embassy is no ambassador's."""
    title = lexicon.honorifics.at(tokens, 0)
    if title is not None and title.last < len(tokens) <= title.last + _MOST:
        return [(tokens[title.last :], Kind.PERSON)]
    role, called = lexicon.roles.at(tokens, 0), lexicon.designators.at(tokens, 0)
    if role is not None and role.last < len(tokens) and (called is None or called.last <= role.last):
        rest = tokens[role.last :]
        return [(rest, Kind.PERSON if is_person(rest, lexicon) else Kind.ORG)]
    return None


def _after_country(tokens: Sequence[Token], lexicon: Lexicon) -> list[Part] | None:
    """ "Nhật Shinwa Partners" is Shinwa Partners, of Japan; "Singapore Airlines" is no country's own word."""
    if is_whole(tokens, lexicon):
        return None
    called = lexicon.designators.at(tokens, 0)
    business = called is not None and called.value in BUSINESSES
    first = called.last if called is not None and business else 0
    hit = lexicon.places.at(tokens, first)
    if (
        hit is None
        or hit.value not in lexicon.countries
        or not all(is_vietnamese(one.key) for one in tokens[first : hit.last])
    ):
        return None
    if business and hit.last == len(tokens):
        return [(tokens[first:], Kind.PLACE)]  # "Ngân hàng Nga" is any bank of Russia
    rest = tokens[hit.last :]
    foreign = bool(rest) and rest[0].capital and not is_vietnamese(rest[0].key)
    foreign = foreign and not all(token.key in lexicon.closings for token in rest)  # "Nhật Logistics" is one name
    return [(tokens[first : hit.last], Kind.PLACE), (rest, Kind.ORG)] if foreign else None


def _parts(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[list[Part]]:
    """The ways to take a name apart, the surest first."""
    called = lexicon.designators.at(tokens, 0)
    dash = _before_short_name(tokens, lexicon) or _before_other_form(tokens, lexicon)
    if called is not None and called.last < dash:
        yield [(tokens[:dash], Kind.ORG), (tokens[dash + 1 :], Kind.ORG)]
    join = _between_foreign_names(tokens, lexicon)
    if join is not None:
        yield [(tokens[:join], Kind.ORG), (tokens[join + 1 :], Kind.ORG)]
    for at in range(1, len(tokens) - 1):
        if tokens[at].shape == "x" and tokens[at].key in lexicon.joins and is_place(tokens[at + 1 :], lexicon):
            yield [(tokens[:at], Kind.ORG), (tokens[at + 1 :], Kind.PLACE)]  # "Công ty A và TP.HCM" are two
    end = _end_of_foreign_office(tokens, called, lexicon)
    if end is not None:
        yield [(tokens[:end], Kind.ORG), (tokens[end:], Kind.PERSON)]
    for cut in range(len(tokens) - 2, max(0, len(tokens) - _MOST - 1), -1):
        if is_person(tokens[cut:], lexicon) and is_whole(tokens[:cut], lexicon):
            yield [(tokens[:cut], Kind.ORG), (tokens[cut:], Kind.PERSON)]


def _end_of_foreign_office(tokens: Sequence[Token], called: Hit[str] | None, lexicon: Lexicon) -> int | None:
    """Where the name of a person begins behind an office of another country: "Bộ Nội vụ Hà Lan Willemijn de Boer"."""
    if called is None or called.value != "government":
        return None
    for at in range(called.last + 1, len(tokens) - 1):
        hit = lexicon.places.at(tokens, at)
        if hit is not None and hit.value in lexicon.abroad and hit.last < len(tokens) - 1 and tokens[hit.last].capital:
            return hit.last
    return None


def _before_short_name(tokens: Sequence[Token], lexicon: Lexicon) -> int:
    """The place of the dash in "Name - ABBR" and "Ngân hàng Phương Đông Á - PDA Bank": both name one organisation.

    0 where there is none.
    """
    for at in range(len(tokens) - 2, max(0, len(tokens) - _SHORT - 2), -1):
        apart = (
            tokens[at].text in _DASHES
            and tokens[at - 1].end < tokens[at].start
            and tokens[at].end < tokens[at + 1].start
        )
        if apart:
            short = tokens[at + 1 :]
            coined = short[0].shape in _COINED or (len(short) > 1 and not is_vietnamese(short[0].key))
            ends = len(short) == 1 or short[-1].key in lexicon.closings
            return at if coined and ends and not is_place(short, lexicon) else 0
    return 0


def _before_other_form(tokens: Sequence[Token], lexicon: Lexicon) -> int:
    """The place of the dash in "Công ty CP Viễn thông Sao Biển – Sao Biển Telecom"; 0 where there is none."""
    for at in range(max(2, len(tokens) - _MOST - 1), len(tokens) - 1):
        rest = tokens[at + 1 :]
        apart = tokens[at].text in _DASHES and tokens[at - 1].end < tokens[at].start and tokens[at].end < rest[0].start
        if apart and rest[0].capital and not is_place(rest, lexicon):
            again = {token.key for token in tokens[:at] if token.capital} & {token.key for token in rest}
            return at if len(again) > 1 or any(not is_vietnamese(word) for word in again) else 0
    return 0


def _between_foreign_names(tokens: Sequence[Token], lexicon: Lexicon) -> int | None:
    """The place of the word that joins two names, one of them foreign: "Otis và Thiên Nam"; what is called a company,
    or begins with a trade behind the word, is one: "Công ty Marketing và Truyền thông Sao Kim".
    """
    if lexicon.designators.at(tokens, 0) is not None:
        return None
    for at in range(1, len(tokens) - 1):
        before, after = tokens[at - 1], tokens[at + 1]
        joins = tokens[at].shape == "x" and tokens[at].key in lexicon.joins and before.capital and after.capital
        if not joins or lexicon.trades.at(tokens, at + 1) is not None:
            continue
        if not all(is_vietnamese(token.key) for token in (before, after, tokens[-1])):
            return at
    return None


def is_person(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether these words are built like a Vietnamese person's name: family name first, two to four syllables."""
    built = 2 <= len(tokens) <= 4 and tokens[0].key in lexicon.surnames
    if not built or not all(token.shape == "Xx" and is_vietnamese(token.key) for token in tokens):
        return False
    place = lexicon.places.at(tokens, 0)
    return place is None or place.last < len(tokens)


def is_whole(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether these words are a registered name, a designator before it allowed."""
    starts = [0]
    designator = lexicon.designators.at(tokens, 0)
    if designator is not None:
        starts.append(designator.last)
        rest = tokens[designator.last :]
        if designator.value == "government" and (is_place(rest, lexicon) or is_unit(rest, lexicon)):
            return True
    return any((hit := lexicon.partners.at(tokens, at)) is not None and hit.last == len(tokens) for at in starts)


def is_place(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether these words are a known place and nothing else."""
    hit = lexicon.places.at(tokens, 0)
    return hit is not None and hit.last == len(tokens)


def is_unit(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether these words are a unit, with or without the place that it governs ("tỉnh", "TP Huế")."""
    for size in (1, 2):
        if " ".join(token.key for token in tokens[:size]) in lexicon.unit_keys:
            return len(tokens) <= size or is_place(tokens[size:], lexicon)
    return False
