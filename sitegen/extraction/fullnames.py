"""Full names: names with small words inside that end at the bracket which abbreviates them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen.core.model import Kind, Mention, Origin, Span
from sitegen.extraction.lexicon import Lexicon
from sitegen.extraction.partings import BUSINESSES, is_person
from sitegen.extraction.tokens import Token, place_of

_MOST = 14  # words from the designator to the bracket
_DIGITS = 3  # of the number of a company
_YEAR = 4  # digits of one that is called after a year: "Công ty CP Cà phê 1985"
_SURE = 0.8
_LIKELY = 0.6


def full_names(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Mention]:
    """ "Trung tâm Giám sát an toàn không gian mạng (NCMC)": all between the designator and the bracket is one name, a
    place at its end too: "Trung tâm Hàng hoá đa ngành Dubai (DMCC)".
    """
    if not any(token.text == "(" for token in tokens):
        return
    for hit in lexicon.designators.find(tokens):
        end = _end(tokens, hit.last, lexicon) if tokens[hit.first].capital else hit.last
        mixed = end > hit.last and any(token.shape == "x" for token in tokens[hit.last : end])
        placed = hit.value not in BUSINESSES and lexicon.places.ending(tokens[hit.last : end]) is not None
        small = mixed and (tokens[end - 1].shape == "x" or placed)
        if (small and _is_abbreviation(tokens[end : end + 3])) or (mixed and _is_placed(tokens, end, lexicon)):
            yield Mention(Span(tokens[hit.first].start, tokens[end - 1].end), Kind.ORG, Origin.PATTERN, _SURE)


def trade_names(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Mention]:
    """A designator, a trade, and what it ends with: a place ("Tập đoàn hàng không Pakistan", "Ban Quản lý các khu công
    nghiệp Bắc Giang"), a number ("Tổng công ty Xây dựng công trình giao thông 4"), or a name where the trade has a
    capital itself ("Công ty Thẩm định giá Miền Tây").
    """
    for hit in lexicon.designators.find(tokens):
        called = hit.value in ("company", "government") and tokens[hit.first].capital
        opens = hit.first == 0 and not any(token.capital for token in tokens[hit.last : hit.last + 1])
        if not called or opens:  # where any word has a capital
            continue
        at = _after_trades(tokens, _after_designators(tokens, hit.last, lexicon), lexicon)
        traded = at > hit.last
        end = _end_of_place(tokens, at, lexicon) or end_of_number(tokens, at, lexicon, _YEAR) if traded else None
        formal = hit.value == "company" and traded and tokens[hit.last].capital
        if end is None and formal and not _begins_another(tokens, at, lexicon):
            end = _end_of_run(tokens, at, lexicon)
        if end is not None:
            yield Mention(Span(tokens[hit.first].start, tokens[end - 1].end), Kind.ORG, Origin.PATTERN, _SURE)


def _begins_another(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether behind "và" a name of its own begins; "Công ty Vận tải và Xếp dỡ X" is one name."""
    joined = tokens[at - 1].key in lexicon.joins
    return joined and (tokens[at - 1].text not in lexicon.inner_joins or lexicon.designators.at(tokens, at) is not None)


def _end_of_place(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> int | None:
    """Where a place ends that stands here, its unit before it: "tỉnh Hà Nam"."""
    unit = next((size for size in (2, 1) if _is_unit(tokens[at : at + size], lexicon)), 0)
    hit = lexicon.places.at(tokens, at + unit)
    return None if hit is None or (hit.last < len(tokens) and tokens[hit.last].capital) else hit.last


def _is_unit(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    return " ".join(token.key for token in tokens) in lexicon.unit_keys


def end_of_number(tokens: Sequence[Token], at: int, lexicon: Lexicon, digits: int = _DIGITS) -> int | None:
    """Where a number ends that counts nothing: behind it the sentence ends, or goes on with a sign or a verb."""
    at += at < len(tokens) and tokens[at].key in lexicon.numbers  # "số 3"
    if at >= len(tokens) or tokens[at].shape != "d" or len(tokens[at].text) > digits:
        return None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    apart = after is None or (not after.text[0].isalnum() and after.text not in "%/-–") or _is_apart(after, lexicon)
    grouped = after is not None and after.text in ".," and tokens[at + 2 : at + 3] and tokens[at + 2].shape == "d"
    return at + 1 if apart and not grouped else None


def _is_apart(token: Token, lexicon: Lexicon) -> bool:
    """Whether a small word counts nothing: "Licogi 21 không", but "Licogi 21 tỷ"."""
    return token.key in lexicon.breaks or token.key in lexicon.tail_verbs or token.key in lexicon.adverbs


def _end_of_run(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> int | None:
    end = at
    while end < len(tokens) and tokens[end].capital:
        end += 1
    return end if end > at and not is_person(tokens[at:end], lexicon) else None


def _after_designators(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> int:
    """Behind "Công ty CP" often stands "Tập đoàn"."""
    while at < len(tokens) and (hit := lexicon.designators.at(tokens, at)) is not None and hit.value == "company":
        at = hit.last
    return at


def _after_trades(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> int:
    while at < len(tokens) and (hit := lexicon.trades.at(tokens, at)) is not None:
        at = hit.last
    return at


def _end(tokens: Sequence[Token], first: int, lexicon: Lexicon) -> int:
    """Where the words end that a name may consist of; `first` when what follows the designator is no name."""
    at = first
    while at < min(len(tokens), first + _MOST) and _goes_on(tokens, at, lexicon):
        at += 1
    begins = at > first and tokens[first].capital
    return at if begins and not lexicon.signing.find(tokens[first:at]) else first


def _goes_on(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    token = tokens[at]
    if token.capital and at > 0 and tokens[at - 1].key in lexicon.joins:
        return _goes_on_describing(tokens, at, lexicon)
    if token.capital:
        return True
    small = token.shape == "x" and token.key not in lexicon.breaks | lexicon.company
    return small and (token.key in lexicon.joins or token.key not in lexicon.prepositions)


def _goes_on_describing(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether behind "và" a name goes on: "Viện Cây lương thực và Cây thực phẩm"; "Công ty A và B (BC)" are two."""
    small = at > 1 and tokens[at - 2].shape == "x" and tokens[at - 1].text in lexicon.inner_joins
    return small and lexicon.designators.at(tokens, at) is None


def _is_abbreviation(tokens: Sequence[Token]) -> bool:
    """Whether these are a bracket with capitals in it: "(NCMC)"."""
    return len(tokens) == 3 and (tokens[0].text, tokens[1].shape, tokens[2].text) == ("(", "XX", ")")


def _is_placed(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a place stands here in a bracket: "(Hậu Giang)"."""
    hit = lexicon.places.at(tokens, at + 1) if at + 1 < len(tokens) and tokens[at].text == "(" else None
    return hit is not None and hit.last < len(tokens) and tokens[hit.last].text == ")"


def signers(mentions: Sequence[Mention], tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Mention]:
    """ "Bốn Mùa ký hợp đồng với A", "Bốn Mùa mua lại 65% cổ phần B": capitals at the head of a sentence that are no
    name yet, and then a signing with somebody, or shares that are taken.
    """
    end = 0
    while end < len(tokens) and tokens[end].capital:
        end += 1
    if end < 2 or lexicon.roles.at(tokens, 0) or lexicon.honorifics.at(tokens, 0) or is_person(tokens[:end], lexicon):
        return
    at = end
    while at < len(tokens) and tokens[at].key in lexicon.adverbs:
        at += 1
    verb = next((hit for hit in lexicon.making.find(tokens) if hit.first == at), None)
    signs = verb is not None and any(token.key in lexicon.company for token in tokens[verb.last : verb.last + _MOST])
    if signs or _takes_shares(tokens, at, lexicon):
        span = Span(tokens[0].start, tokens[end - 1].end)
        if not any(one.span.overlaps(span) for one in mentions):
            yield Mention(span, Kind.ORG, Origin.PATTERN, _LIKELY)


def _takes_shares(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a verb of buying stands here, and shares behind it."""
    verb = next((hit for hit in lexicon.taking.find(tokens) if hit.first == at), None)
    return verb is not None and bool(lexicon.shares.within(tokens[verb.last : verb.last + _MOST]))


def bracketed(mentions: Sequence[Mention], tokens: Sequence[Token]) -> Iterator[Mention]:
    """ "(Ba Vì Milk)" behind a name is one short name, though its first words are a place."""
    for mention in mentions:
        if mention.kind is not Kind.ORG:
            continue
        first = last = place_of(tokens, mention.span.start)
        while first > 0 and tokens[first - 1].capital:
            first -= 1
        while last < len(tokens) and tokens[last].capital:
            last += 1
        if first > 1 and last < len(tokens) and (tokens[first - 1].text, tokens[last].text) == ("(", ")"):
            whole = Span(tokens[first].start, tokens[last - 1].end)
            if whole != mention.span and tokens[first - 2].capital:
                yield Mention(whole, Kind.ORG, Origin.PATTERN, _SURE)
