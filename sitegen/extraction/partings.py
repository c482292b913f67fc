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

Part = tuple[Sequence[Token], Kind]


def parted(mention: Mention, tokens: Sequence[Token], lexicon: Lexicon) -> list[Mention]:
    """An organisation that swallowed a role before it, its abbreviation, a place or a person behind it, taken apart."""
    if mention.kind is not Kind.ORG:
        return [mention]
    if all(len(token.text) == 1 or token.key in lexicon.endings for token in tokens):
        return []
    role = lexicon.roles.at(tokens, 0)
    if role is not None and role.last == len(tokens):
        return []
    parts = _after_title(tokens, lexicon) or next(_parts(tokens, lexicon), None)
    if parts is None:
        return [mention]
    return [replace(mention, span=Span(words[0].start, words[-1].end), kind=kind) for words, kind in parts]


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


def _parts(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[list[Part]]:
    """The ways to take a name apart, the surest first."""
    called = lexicon.designators.at(tokens, 0)
    if called is not None and called.last < len(tokens) - 2 and _is_abbreviated(tokens, lexicon):
        yield [(tokens[:-2], Kind.ORG), (tokens[-1:], Kind.ORG)]
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


def _is_abbreviated(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a name ends in " - ABBR": both are names of one organisation."""
    dash, short = tokens[-2], tokens[-1]
    apart = dash.text in _DASHES and tokens[-3].end < dash.start and dash.end < short.start
    return apart and short.shape == "XX" and not is_place([short], lexicon)


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
