"""Repairs: guesses of the tagger put right where the words themselves show the slip."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from sitegen.core.model import Kind, Mention, PartnerKind, Span
from sitegen.extraction.callings import is_code, is_thing, recalled
from sitegen.extraction.edges import (
    until_tail,
    with_district,
    with_field,
    with_post,
    with_route,
    with_tail,
    without_halves,
)
from sitegen.extraction.fullnames import end_of_number
from sitegen.extraction.hyphens import is_far_person, joined_persons, to_its_end
from sitegen.extraction.lexicon import Lexicon
from sitegen.extraction.partings import BUSINESSES, is_person, is_place, is_whole, parted
from sitegen.extraction.tokens import Token, is_vietnamese, place_of, within

_SIGNS = frozenset(",./-–—")
_UNITS = (1, 2)  # words of "tỉnh", "thị xã"
_HEAD = 3  # words before "Group"
_WORDS = frozenset(("Xx", "x"))  # shapes of words that another may follow in a compound


def repaired(mentions: Sequence[Mention], tokens: Sequence[Token], text: str, lexicon: Lexicon) -> list[Mention]:
    """The guesses of one sentence, each trimmed, completed, taken apart or called by its right kind."""
    found = []
    people = [to_its_end(one, tokens, lexicon) for one in joined_persons(_trimmed(mentions, text), text)]
    whole_names = _joined(people, tokens, text, lexicon)
    for mention in (_named_after(one, tokens, lexicon) for one in whole_names):
        own = _without_opener(within(tokens, mention.span), tokens, mention.kind, lexicon)
        for piece in _pieces(own, mention.kind, lexicon):
            whole = piece if mention.kind is Kind.PERSON else _bounded(piece, mention.kind, tokens, lexicon)
            if not whole or _names_nothing(whole, mention.kind, tokens, lexicon):
                continue
            allied = _allies(whole, tokens, lexicon) if mention.kind is Kind.ORG else [whole]
            ones = [_moved(mention, Span(ally[0].start, ally[-1].end)) for ally in allied]
            found += [
                recalled(part, tokens, lexicon)
                for one, ally in zip(ones, allied, strict=True)
                for part in parted(one, ally, lexicon)
            ]
    return found


def _bounded(tokens: Sequence[Token], kind: Kind, sentence: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """The name of an organisation or a place from where it begins to where it ends; empty where nothing is named."""
    whole = without_halves(until_tail(tokens, lexicon), sentence, lexicon)
    whole = _completed(whole, sentence, lexicon)
    if kind is Kind.ORG:
        whole = _with_designator(_without_photo(whole, sentence, lexicon), sentence, lexicon)
        for step in (_with_number, _with_head):
            whole = step(whole, sentence, lexicon) if whole else whole
        for step in (with_field, with_route, with_post, with_tail) if _may_go_on(whole, sentence, lexicon) else ():
            whole = step(whole, sentence, lexicon)
        whole = _without_verb(_without_league(whole, lexicon), lexicon) if whole else whole
    return with_district(whole, sentence, lexicon) if whole else whole


def _may_go_on(tokens: Sequence[Token], sentence: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a sign, a capital or "tại" stands behind a name: only there is its end looked for further on."""
    end = place_of(sentence, tokens[-1].end) if tokens else len(sentence)
    if end >= len(sentence):
        return False
    return sentence[end].text in _SIGNS or sentence[end].capital or sentence[end].key in lexicon.at_words


def _joined(mentions: Sequence[Mention], tokens: Sequence[Token], text: str, lexicon: Lexicon) -> list[Mention]:
    """The pieces of one name, nothing but a blank between them, put together."""
    found: list[Mention] = []
    for mention in mentions:
        last = found[-1] if found else None
        if (
            last is not None
            and text[last.span.end : mention.span.start] == " "
            and _is_rest(mention, last, tokens, lexicon)
        ):
            found[-1] = replace(last, span=Span(last.span.start, mention.span.end))
        else:
            found.append(mention)
    return found


def _is_rest(mention: Mention, last: Mention, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a guess goes on with the organisation before it: what looks like a person or a place behind a mere trade
    ("[Gạch men] [Thạch Khôi]"), the place behind an office ("[UBND thị xã] [Sao Mai]"), what has no designator and is
    nobody known behind one that has ("[Hiệp hội Linh kiện] [Ô tô Sao Mai]").
    """
    if last.kind is not Kind.ORG:
        return False
    before, own = within(tokens, last.span), within(tokens, mention.span)
    if mention.kind is not Kind.ORG:
        trade = lexicon.trades.at(before, 0)
        return (trade is not None and trade.last == len(before)) or _is_office_of(mention, before, lexicon)
    called = lexicon.designators.at(before, 0) is not None
    return called and lexicon.designators.at(own, 0) is None and lexicon.partners.at(own, 0) is None


def _is_office_of(mention: Mention, before: Sequence[Token], lexicon: Lexicon) -> bool:
    called = lexicon.designators.at(before, 0)
    if mention.kind is not Kind.PLACE or called is None or called.value != PartnerKind.GOVERNMENT:
        return False
    return any(" ".join(token.key for token in before[-size:]) in lexicon.unit_keys for size in _UNITS)


def _named_after(mention: Mention, tokens: Sequence[Token], lexicon: Lexicon) -> Mention:
    """A school or hospital that is named after a person: "Trường Đại học [Phạm Văn Đồng]"; the office of a place: "UBND
    thị xã [Sao Mai]".
    """
    first = place_of(tokens, mention.span.start)
    if mention.kind is Kind.PLACE:
        office = _office_before(tokens, first, lexicon)
        return mention if office is None else replace(mention, kind=Kind.ORG, span=Span(office, mention.span.end))
    start = _designator_before(tokens, first, lexicon) if mention.kind is Kind.PERSON else None
    if start is None or not tokens[start].capital:
        return mention
    hit = lexicon.designators.at(tokens, start)
    if hit is None or hit.value not in (PartnerKind.UNIVERSITY, PartnerKind.HOSPITAL):
        return mention
    return replace(mention, kind=Kind.ORG, span=Span(tokens[start].start, mention.span.end))


def _office_before(tokens: Sequence[Token], first: int, lexicon: Lexicon) -> int | None:
    """Where the committee begins in the text that a unit and a place name: "[UBND thị xã] Sao Mai"."""
    for size in _UNITS if first > max(_UNITS) else ():
        unit = " ".join(token.key for token in tokens[first - size : first])
        start = _designator_before(tokens, first - size, lexicon) if unit in lexicon.unit_keys else None
        if start is not None and tokens[start].capital and tokens[start].key in lexicon.committees:
            return tokens[start].start
    return None


def _without_opener(own: Sequence[Token], sentence: Sequence[Token], kind: Kind, lexicon: Lexicon) -> Sequence[Token]:
    """ "Đến Đồng Tháp" at the head of a sentence is Đồng Tháp: the small word has its capital from there."""
    opens = kind is not Kind.PERSON and len(own) > 2 and own[0].shape == "Xx" and own[0].key in lexicon.sentence_openers
    if not opens or place_of(sentence, own[0].start) > 1:
        return own
    rest = own[1:]
    return rest if is_place(rest, lexicon) or is_whole(rest, lexicon) else own


def _trimmed(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Guesses without the signs and the unbalanced brackets that hang on their ends."""
    kept = []
    for mention in mentions:
        start, end = mention.span.start, mention.span.end
        while end > start and text[end - 1] in " ,;:-–\"'“”‘’(/":
            end -= 1
        while start < end and text[start] in " ,;:-–\"'“”‘’)/.(":
            start += 1
        if text[start:end].endswith(("..", "…")):
            end = start + len(text[start:end].rstrip(".…"))
        inner = text[start:end]
        if inner.endswith(")") and "(" not in inner:
            end -= 1
        if "(" in inner and ")" not in inner:
            end = start + len(inner[: inner.index("(")].rstrip())
        if end > start:
            kept.append(_moved(mention, Span(start, end)))
    return kept


def _moved(mention: Mention, span: Span) -> Mention:
    return mention if mention.span == span else replace(mention, span=span)


def _pieces(tokens: Sequence[Token], kind: Kind, lexicon: Lexicon) -> list[Sequence[Token]]:
    """A name cut at small words and signs that no name of its kind contains; pieces begin with their first capital."""
    if kind is Kind.PERSON:
        tokens = _without_credit(tokens, lexicon)
        return [tokens if is_far_person(tokens, lexicon) else _before_dash(tokens)] if tokens else []
    if kind is Kind.PLACE:
        pieces = [part for piece in _cut(tokens, lexicon.place_breaks, lexicon) for part in _route(piece, lexicon)]
        found = (_without_number(_after_unit(_before_dash(piece), lexicon), lexicon) for piece in pieces)
        return [piece for piece in found if _has_capital(piece)]
    plain = _before_event(_without_land(_without_amount(tokens, lexicon), lexicon), lexicon)
    names = (_without_unit(_from_capital(piece, lexicon), lexicon) for piece in _cut(plain, lexicon.breaks, lexicon))
    return [piece for piece in names if _has_capital(piece)]


def _without_credit(tokens: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """ "Lê Thanh Lam Ảnh" before a colon ends with the person; a number is nobody."""
    last = len(tokens) - 1
    own = tokens[:last] if last > 0 and tokens[last].text in lexicon.photo_credits else tokens
    return own if any(token.text[0].isalpha() for token in own) else []


def _without_photo(tokens: Sequence[Token], sentence: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """ "Trường Cao đẳng Sao Mai Ảnh" before a colon ends with the school."""
    end = place_of(sentence, tokens[-1].end)
    credit = len(tokens) > 1 and tokens[-1].text in lexicon.photo_credits
    return tokens[:-1] if credit and end < len(sentence) and sentence[end].text == ":" else tokens


def _without_amount(tokens: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """ "Quill Agri Co., Ltd 12.000" ends with its legal form."""
    end = len(tokens)
    while end > 1 and (tokens[end - 1].shape == "d" or tokens[end - 1].text in ".,"):
        end -= 1
    return tokens[:end] if end < len(tokens) and tokens[end - 1].key in lexicon.endings else tokens


def _without_land(tokens: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """ "Hương Tràm của Việt Nam" is Hương Tràm."""
    for at in range(1, len(tokens) - 1):
        if tokens[at].key in lexicon.genitives and tokens[at].shape == "x" and is_place(tokens[at + 1 :], lexicon):
            return tokens[:at]
    return tokens


def _before_event(tokens: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """ "Ngân hàng Quân đội & Tọa đàm ..." ends before the event."""
    for at in range(1, len(tokens) - 1):
        if tokens[at].key in lexicon.joins and lexicon.never_heads.at(tokens, at + 1) is not None:
            return tokens[:at]
        if tokens[at].text in _DASHES and lexicon.belonging.at(tokens, at + 1) is not None:
            return tokens[:at]  # "TMS Land - Thành viên" tells what it is
    return tokens


def _cut(tokens: Sequence[Token], breaks: frozenset[str], lexicon: Lexicon) -> list[list[Token]]:
    """The pieces between words that no name contains, on both sides of a verb that stands between capitals: "Zeyun chọn
    Đại Phát", but not "Linh kiện Ô tô Đại Phát", and of what joins one to another that is called in small letters: "Sao
    Mai và tổ chức Zeyun".
    """
    pieces: list[list[Token]] = [[]]
    for at, token in enumerate(tokens):
        parts = token.key in breaks or _parts_names(tokens, at, lexicon) or _joins_names(tokens, at, lexicon)
        if token.shape == "x" and parts:
            pieces.append([])
        else:
            pieces[-1].append(token)
    return [piece for piece in pieces if piece]


def _joins_names(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a designator and a name stand behind a word that joins two; behind "và" one of a single syllable may be a
    word of the name: "Công ty Sách và Báo Sao Mai".
    """
    called = lexicon.designators.at(tokens, at + 1) if tokens[at].key in lexicon.joins else None
    if called is None or called.last >= len(tokens) or not tokens[called.last].capital:
        return False
    small = all(token.shape == "x" for token in tokens[at + 1 : called.last])
    return small or called.last - called.first > 1 or tokens[at].key in lexicon.company


def _parts_names(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a verb stands between two capitals, no half of a word."""
    if tokens[at].key not in lexicon.parting_verbs or not 0 < at < len(tokens) - 1:
        return False
    hit = lexicon.compounds.at(tokens, at - 1)
    return tokens[at - 1].capital and tokens[at + 1].capital and (hit is None or hit.last <= at)


_DASHES = frozenset("-–—")


def _has_capital(tokens: Sequence[Token]) -> bool:
    return any(token.text[0].isupper() or token.shape in ("d", "xX") for token in tokens)


def _before_dash(tokens: Sequence[Token]) -> Sequence[Token]:
    """ "Kenya - một nước" is Kenya: a dash and a small word begin what is said of the name."""
    for at in range(1, len(tokens) - 1):
        apart = tokens[at].start > tokens[at - 1].end  # "Kim Jung-tai" is one name
        if apart and tokens[at].text in _DASHES and tokens[at + 1].shape == "x":
            return tokens[:at]
    return tokens


def _after_unit(tokens: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """ "nước Lào" is Lào, "thành phố Hồ Chí Minh" stays whole."""
    small = len(tokens) > 1 and tokens[0].shape == "x" and tokens[0].key in lexicon.unit_keys
    return tokens[1:] if small and is_place(tokens[1:], lexicon) and not is_place(tokens, lexicon) else tokens


def _route(tokens: Sequence[Token], lexicon: Lexicon) -> list[Sequence[Token]]:
    """ "Hà Nội - Vinh" is two places, "Bà Rịa - Vũng Tàu" one."""
    dashes = [at for at, token in enumerate(tokens) if token.text in _DASHES]
    if not dashes or is_place(tokens, lexicon):
        return [tokens]
    ends = [-1, *dashes, len(tokens)]
    parts = [tokens[start + 1 : end] for start, end in pairwise(ends) if end > start + 1]
    known = sum(is_place(part, lexicon) for part in parts)
    return parts if known and known * 2 >= len(parts) else [tokens]


def _with_designator(tokens: Sequence[Token], sentence: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """ "công ty [Cổ phần Ba Huân]" is Ba Huân; "của Công ty [Ba Huân]" lacks its designator."""
    first = place_of(sentence, tokens[0].start)
    legal = lexicon.legal_phrases.at(tokens, 0)
    start = _designator_before(sentence, first, lexicon)
    if start is not None and sentence[start].shape == "x":
        tokens = tokens[legal.last :] if legal is not None else tokens
    elif start is not None:
        tokens = [*sentence[start:first], *tokens]
    rest = tokens
    while rest and (hit := lexicon.designators.at(rest, 0) or lexicon.legal_phrases.at(rest, 0)) is not None:
        rest = rest[hit.last :]
    return tokens if rest or _is_body(tokens, lexicon) else []


def _is_body(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether designators alone name somebody: "Chính phủ", "Bộ Công an", but not "Công ty Cổ phần"."""
    name = " ".join(token.text for token in tokens)
    if name in lexicon.generic or name in lexicon.bodies:
        return True
    first = lexicon.designators.at(tokens, 0)
    second = lexicon.designators.at(tokens, first.last) if first is not None else None
    if first is None or second is None or first.value in BUSINESSES:
        return False
    return tokens[0].capital and tokens[second.first].capital and second.last == len(tokens)


def _without_league(tokens: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """ "Liên danh Sao Mai" is Sao Mai, which is in it; "Liên danh A-B-C" has no other name."""
    hit = lexicon.leagues.at(tokens, 0) if tokens else None
    mere = hit is not None and hit.value in lexicon.mere_leagues
    return tokens[hit.last :] if hit and mere and not any(token.text in _DASHES for token in tokens) else tokens


def _allies(tokens: Sequence[Token], sentence: Sequence[Token], lexicon: Lexicon) -> list[Sequence[Token]]:
    """The members of a league that dashes join: "liên danh [Công ty CP Sao Mai - Daeho E&C]"; one inside a name parts
    nothing: "liên danh [Công ty CP Xây dựng - Thương mại Sao Mai]".
    """
    first = place_of(sentence, tokens[0].start)
    if lexicon.leagues.ending(sentence[max(0, first - _HEAD) : first]) is None or is_whole(tokens, lexicon):
        return [tokens]
    dashes = [
        at
        for at in range(1, len(tokens) - 1)
        if tokens[at].text in _DASHES
        and tokens[at - 1].end < tokens[at].start
        and tokens[at].end < tokens[at + 1].start
        and _begins_ally(tokens[at + 1 :], lexicon)
    ]
    ends = [-1, *dashes, len(tokens)]
    return [tokens[start + 1 : end] for start, end in pairwise(ends)]


def _begins_ally(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a name of its own begins here: a designator and more, a registered name, two foreign words."""
    called, known = lexicon.designators.at(tokens, 0), lexicon.partners.at(tokens, 0)
    if len(tokens) < 2 or is_place(tokens, lexicon):
        return False
    foreign = tokens[0].capital and not is_vietnamese(tokens[0].key)
    return foreign or known is not None or (called is not None and called.last < len(tokens))


def _without_verb(tokens: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """ "Vật liệu xây dựng Đông Bắc bán" ends before what it does, "Trần Gia đồng" before "đồng ý"."""
    last = tokens[-1] if len(tokens) > 1 else None
    return tokens[:-1] if last is not None and last.shape == "x" and last.key in lexicon.tail_verbs else tokens


def _designator_before(sentence: Sequence[Token], first: int, lexicon: Lexicon) -> int | None:
    """Where the designator begins that ends right before token `first`."""
    before = sentence[max(0, first - 4) : first]
    hit = lexicon.designators.ending(before)
    return None if hit is None else first - len(before) + hit.first


def _names_nothing(tokens: Sequence[Token], kind: Kind, sentence: Sequence[Token], lexicon: Lexicon) -> bool:
    if _is_bare_unit(tokens, lexicon) or _is_common_word(tokens, sentence, lexicon):
        return True
    role = lexicon.roles.at(tokens, 0)
    bare_role = role is not None and role.last == len(tokens)
    return bare_role or _is_bare_title(tokens, kind, lexicon) or _is_no_organisation(tokens, sentence, kind, lexicon)


def _is_bare_title(tokens: Sequence[Token], kind: Kind, lexicon: Lexicon) -> bool:
    """Whether what was taken for an organisation is but "Ông"."""
    title = lexicon.honorifics.at(tokens, 0) if kind is Kind.ORG else None
    return title is not None and title.last == len(tokens) and not is_place(tokens, lexicon)


def _is_bare_unit(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether nothing is named but a unit ("TP", "Thành phố")."""
    return " ".join(token.key for token in tokens if token.text != ".") in lexicon.unit_keys


def _is_no_organisation(tokens: Sequence[Token], sentence: Sequence[Token], kind: Kind, lexicon: Lexicon) -> bool:
    """Whether what was taken for an organisation or a place is a document, an event or another thing."""
    first, known = place_of(sentence, tokens[0].start), lexicon.partners.at(tokens, 0)
    if known is not None and known.last == len(tokens):
        return kind is Kind.ORG and is_code(sentence, first, first + len(tokens), lexicon)
    if kind is Kind.ORG and is_thing(sentence, first, first + len(tokens), lexicon):
        return True
    return kind is not Kind.PERSON and lexicon.never_heads.at(tokens, 0) is not None


def _is_common_word(tokens: Sequence[Token], sentence: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a name is but a common word with a capital ("Lãnh đạo"), or the first syllable of one."""
    first = place_of(sentence, tokens[0].start)
    word = sentence[first : first + 2]
    if len(tokens) > 2 or [token.shape for token in word] != ["Xx", "x"]:
        return False
    known = lexicon.partners.at(tokens, 0) is not None or _is_body(tokens, lexicon)
    if len(tokens) > 1 and (known or _designator_before(sentence, first, lexicon) is not None):
        return False
    return f"{word[0].key} {word[1].key}" in lexicon.words


def _without_unit(tokens: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """ "Viettel tỉnh/TP" is Viettel: units in small letters that name no place do not belong to a name."""
    end = len(tokens)
    while end > 1 and (tokens[end - 1].key in lexicon.unit_keys or tokens[end - 1].text == "/"):
        end -= 1
    return tokens[:end] if end < len(tokens) and tokens[end].shape == "x" else tokens


def _without_number(tokens: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """ "Việt Nam 2025" is Việt Nam."""
    if len(tokens) < 2 or tokens[-1].shape != "d":
        return tokens
    year = re.fullmatch(r"(?:19|20)\d\d", tokens[-1].text)
    return tokens[:-1] if year or is_place(tokens[:-1], lexicon) else tokens


def _from_capital(tokens: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """Without a designator in small letters ("công ty CP"), unless nothing but a generic word would be left."""
    while len(tokens) > 1 and tokens[0].text in lexicon.acronyms and lexicon.designators.at(tokens, 0) is None:
        tokens = tokens[1:]
    if not tokens or tokens[0].text[0].isupper() or not tokens[0].text[0].isalpha() or tokens[0].capital:
        return tokens
    start = 0
    while start < len(tokens) and (not tokens[start].capital or tokens[start].key in lexicon.legal_forms):
        start += 1
    rest = tokens[start:]
    name = " ".join(token.text for token in rest)
    called = name in lexicon.generic and lexicon.designators.at(tokens, 0) is not None
    return tokens if not rest or called else rest


def _completed(tokens: Sequence[Token], sentence: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """A name that ends in the middle of a compound word ("Phát triển Toàn" + "cầu") is continued to its end."""
    last = place_of(sentence, tokens[-1].start)
    end = last + 1
    while (
        end < len(sentence)
        and sentence[end].start == sentence[end - 1].end
        and ("&" in _texts(sentence[end - 1 : end + 1]) or sentence[end].text == "+" or _is_number(sentence, end))
    ):
        end += 1  # "TT&TT", "R&D", "K+", "Lilama 45.4"
    if end > last + 1:
        return [*tokens, *sentence[last + 1 : end]]
    if sentence[last].shape not in _WORDS or last + 1 >= len(sentence) or sentence[last + 1].shape != "x":
        return tokens
    hit = lexicon.compounds.at(sentence, last)
    if hit is not None and hit.last > last + 1 and not _begins_other(sentence, hit.last, lexicon):
        return [*tokens, *sentence[last + 1 : hit.last]]
    cut = sentence[last].shape == "Xx" and _is_cut(tokens, sentence[last + 1], lexicon)
    return [*tokens, sentence[last + 1]] if cut else tokens


def _begins_other(sentence: Sequence[Token], end: int, lexicon: Lexicon) -> bool:
    """Whether the last syllable of a compound begins another word: "Trường Hải sản" before "xuất"."""
    after = sentence[end] if end < len(sentence) and sentence[end].shape == "x" else None
    return after is not None and f"{sentence[end - 1].key} {after.key}" in lexicon.words


def _with_number(tokens: Sequence[Token], sentence: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """ "[Cienco] 4" and "[Studio] 68" end with their number."""
    end = place_of(sentence, tokens[-1].end) if tokens else 0
    named = bool(tokens) and (tokens[-1].capital or lexicon.designators.at(tokens, 0) is not None)
    behind = end_of_number(sentence, end, lexicon) if named else None
    return tokens if behind is None else [*tokens, *sentence[end:behind]]


def _with_head(tokens: Sequence[Token], sentence: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """ "NEM [Fashion]" begins before what only ends names."""
    first = place_of(sentence, tokens[0].start) if tokens else 0
    begin = first
    if tokens and all(token.key in lexicon.closings for token in tokens):
        while begin > max(0, first - _HEAD) and sentence[begin - 1].capital:
            begin -= 1
    return [*sentence[begin:first], *tokens]


def _is_number(tokens: Sequence[Token], at: int) -> bool:
    """Whether a token goes on with the number before it: the point in "45.4", and what follows it."""
    inner = at + 1 < len(tokens) and tokens[at + 1].start == tokens[at].end
    signs = [token.text if token.text in ".-" else token.shape for token in tokens[at - 2 : at + 2]]
    return (inner and signs[1:] in (["d", ".", "d"], ["d", "-", "d"])) or signs[:3] in (
        ["d", ".", "d"],
        ["d", "-", "d"],
    )


def _is_cut(tokens: Sequence[Token], after: Token, lexicon: Lexicon) -> bool:
    """Whether a name of several words that nobody knows ends in the middle of a word ("Phủ Chủ" + "tịch")."""
    if len(tokens) < 2 or after.key in lexicon.breaks or f"{tokens[-1].key} {after.key}" not in lexicon.words:
        return False
    return not is_place(tokens, lexicon) and not is_whole(tokens, lexicon) and not is_person(tokens, lexicon)


def _texts(tokens: Sequence[Token]) -> list[str]:
    return [token.text for token in tokens]
