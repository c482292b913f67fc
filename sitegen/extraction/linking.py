"""Linking: the entry of the registry that a name leads to, and the words that tell one organisation from others."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from sitegen.core.model import PartnerKind
from sitegen.extraction.gazetteer import Hit
from sitegen.extraction.lexicon import Lexicon
from sitegen.extraction.tokens import Token, is_vietnamese

Key = tuple[str, ...]
_LEAST = 2  # words of the name of a school
_TAILS = (5, 3)  # tokens of "S.p.A", "A/S"


class Link(Struct, frozen=True):
    """A partner of the registry that a name leads to.

    An ambiguous name needs support in the same text; `claimants` are all who go by it.
    """

    partner: str
    claimants: frozenset[str] = frozenset()

    @property
    def ambiguous(self) -> bool:
        return bool(self.claimants)


def identity(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[PartnerKind, Key]:
    """The kind that the designator tells, and the words that tell this organisation from others."""
    tokens = _without_parent(tokens, lexicon)
    kind, rest = PartnerKind.COMPANY, tokens
    first = _designator(tokens, 0, lexicon)
    while (hit := _designator(tokens, len(tokens) - len(rest), lexicon)) is not None:
        rest = tokens[hit.last :]
    if first is not None:
        kind = PartnerKind(_last_called(tokens, lexicon) if first.value == PartnerKind.COMPANY else first.value)
    rest = without_tail(rest, lexicon)
    if first is None and (school := _school_abroad(rest, lexicon)):
        kind, rest = PartnerKind.UNIVERSITY, school
    spelled = lexicon.spelled_out(" ".join(token.key for token in rest if token.key not in ".,-–&()"))
    words = tuple(word for word in spelled.split() if word not in lexicon.inner_joins)
    if kind in (PartnerKind.COMPANY, PartnerKind.BANK):
        return kind, words
    marker: Key = (tokens[0].key,) if kind is PartnerKind.GOVERNMENT else ()
    if marker and marker[0] not in lexicon.committees:  # "Công an tỉnh Cà Mau" is "Công an Cà Mau"
        words = tuple(word for word in words if word != lexicon.province)
    if kind is PartnerKind.HOSPITAL:  # "Bệnh viện đa khoa quận X" is "BV đa khoa X"
        words = tuple(word for word in words if word not in lexicon.seats)
    if kind is PartnerKind.UNIVERSITY and first is not None:  # an institute is no university of the same name
        marker = tuple(token.key for token in tokens[: first.last] if token.key in lexicon.institutes)
    return kind, (kind.value, *marker, *words)


def _school_abroad(tokens: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """What stands for itself in the name of a university in English: "Marlow University", "The University of Marlow";
    nothing for other names.
    """
    own = tokens[1:] if len(tokens) > 1 and tokens[0].key in lexicon.articles else tokens
    at = next((at for at, token in enumerate(own) if token.key in lexicon.schools_abroad), None)
    if at is None or len(own) < _LEAST:
        return ()
    behind = own[at + 1 :]
    if at and (not behind or _is_place(behind, lexicon)):
        return own[:at]
    return behind[1:] if not at and len(behind) > 1 and behind[0].shape == "x" else own


def _designator(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Hit[str] | None:
    """The designator that begins at a word, if more follows. A single syllable is none but a legal form behind another,
    or before another syllable alone: "Bảo hiểm [Trường] Thành", "Tập đoàn [Hội] Vân", "[Trường] An".
    """
    hit = lexicon.designators.at(tokens, at)
    if hit is None or hit.last >= len(tokens):
        return None
    short = hit.last - at == 1 and tokens[at].shape == "Xx" and hit.value != PartnerKind.COMPANY
    alone = hit.last + 1 == len(tokens) and is_vietnamese(tokens[hit.last].key) and tokens[hit.last].shape == "Xx"
    return None if short and (at > 0 or alone) else hit


def without_tail(tokens: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """A name without the legal form behind it: "The Kisaragi Bank, Ltd.", "Solvang Group A/S"."""
    end = _before_endings(tokens, len(tokens), lexicon)
    for size in _TAILS:
        hit = lexicon.tails.at(tokens, end - size) if end > size else None
        if hit is not None and hit.last == end:
            end = _before_endings(tokens, end - size, lexicon)
    return tokens[:end]


def _before_endings(tokens: Sequence[Token], end: int, lexicon: Lexicon) -> int:
    while end > 1 and (tokens[end - 1].key in lexicon.endings or tokens[end - 1].text in ".,"):
        end -= 1
    return end


def _last_called(tokens: Sequence[Token], lexicon: Lexicon) -> str:
    """What a company calls itself in the end: "Công ty CP Bệnh viện A" is the hospital."""
    called, at = str(PartnerKind.COMPANY), 0
    while (hit := _designator(tokens, at, lexicon)) is not None:
        called = hit.value if hit.value in (PartnerKind.HOSPITAL, PartnerKind.UNIVERSITY) else called
        at = hit.last
    return called


def _without_parent(tokens: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """ "Trường ĐH Bách khoa - ĐH Quốc gia TP.HCM" is the school, and to whom it belongs."""
    for at in range(1, len(tokens) - 1):
        if tokens[at].text in "-–":
            parent = lexicon.designators.at(tokens, at + 1)
            if parent is not None and parent.value == "university":
                return tokens[:at]
    return tokens


def link(tokens: Sequence[Token], lexicon: Lexicon) -> Link | None:
    """The registry entry of a name: as it stands, without its designator, or as the local branch of a brand."""
    tokens = without_tail(_without_parent(tokens, lexicon), lexicon)
    for start, bank in _starts(tokens, lexicon):
        rest = tokens[start:]
        hit = lexicon.partners.at(rest, 0)
        if hit is None or (bank and lexicon.knowledge.partners[hit.value[0]].kind is not PartnerKind.BANK):
            continue
        if hit.last == len(rest) or _only_endings(rest[hit.last :], lexicon):
            return _link(rest[: hit.last], hit.value, bank, lexicon)
        if _is_bank(rest[hit.last :], lexicon.knowledge.partners[hit.value[0]].kind):
            return Link(hit.value[0])
        if _is_place(rest[hit.last :], lexicon) and not _is_own_body(hit.value[0], rest, hit.last, lexicon):
            return _link(rest[: hit.last], hit.value, bank, lexicon)
    return None


def _is_own_body(partner: str, tokens: Sequence[Token], end: int, lexicon: Lexicon) -> bool:
    """Whether the place behind a registered name makes it another body: the office of another country ("Bộ Ngoại giao
    Nga"), or an association of its own ("Hội Chữ thập đỏ tỉnh Cà Mau"); companies and brands have branches.
    """
    known = lexicon.knowledge.partners[partner]
    if known.kind in (PartnerKind.COMPANY, PartnerKind.BANK):
        return False
    words = [token for token in tokens[end:] if token.text not in "()-–"]
    hit = lexicon.places.at(words, 0) if words else None
    if hit is not None and hit.value in lexicon.abroad:
        return True
    called = lexicon.designators.at(tokens, 0)
    local = called is not None and called.value == PartnerKind.ASSOCIATION
    return local and not (hit is not None and hit.value in lexicon.home)


def is_local_branch(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a name is a registered brand and a place, no company of its own: "Viettel Thái Nguyên"."""
    called = lexicon.designators.at(tokens, 0)
    hit = lexicon.partners.at(tokens, 0)
    return called is None and hit is not None and hit.last < len(tokens) and _is_place(tokens[hit.last :], lexicon)


def _link(name: Sequence[Token], value: tuple[str, bool], bank: bool, lexicon: Lexicon) -> Link:
    partner, ambiguous = value
    if bank or not ambiguous:
        return Link(partner)
    return Link(partner, lexicon.claims.get(" ".join(token.key for token in name), frozenset((partner,))))


def _starts(tokens: Sequence[Token], lexicon: Lexicon) -> list[tuple[int, bool]]:
    """Where the name may begin: at its first word, and after each company designator; whether that is a bank's."""
    starts, at, bank = [(0, False)], 0, False
    while (hit := lexicon.designators.at(tokens[at:], 0)) is not None and at + hit.last < len(tokens):
        at += hit.last
        bank = bank or hit.value == "bank"
        if hit.value in ("company", "bank"):
            starts.append((at, bank))
    return starts


def _is_bank(tokens: Sequence[Token], kind: PartnerKind) -> bool:
    """Whether nothing but "Bank" follows the name of a bank."""
    return kind is PartnerKind.BANK and len(tokens) == 1 and tokens[0].key == "bank"


def _only_endings(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    return all(token.key in lexicon.endings or not token.text[0].isalnum() for token in tokens)


def _is_place(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    words = [token for token in tokens if token.text not in "()-–"]
    if words and words[0].key in lexicon.unit_keys:
        words = words[1:]
    hit = lexicon.places.at(words, 0) if words else None
    return hit is not None and hit.last == len(words)
