"""Counterparts: those whom a sentence names beside or opposite one who signs.

"A đã ký kết ... với B, C và D" has them behind the verb, "A và B vừa tổ chức lễ ký kết" before it. Money has its own
words: "nhận 4 triệu USD từ B", "bán cổ phần cho B", "vòng vốn do B dẫn dắt, với sự tham gia của C".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from sitegen.core.model import Kind, Span
from sitegen.extraction import cues, stakes
from sitegen.extraction.appointments import appointed
from sitegen.extraction.gazetteer import Listed
from sitegen.extraction.groups import spelled_out
from sitegen.extraction.leadins import without_telling
from sitegen.extraction.lexicon import Lexicon
from sitegen.extraction.listing import BETWEEN, GAP, goes_on, in_brackets, is_dashed, without_date
from sitegen.extraction.organisations import Organisation
from sitegen.extraction.scene import Scene
from sitegen.extraction.tokens import Token, place_of, without_points
from sitegen.extraction.wordlists import Verbs

_REACH = 20  # words from the verb to "với"
_DESCRIPTION = 6  # words from "với" to the name: "với công ty kiến trúc ..."
_CALLED = 4  # words from "gồm" to the name: "gồm hãng hàng không ..."
_TELLING = 24  # words from "với" to the name where "gồm" or "như" stands right before it
_BEFORE = 8  # words from the last who sign together to the verb: "vừa chính thức tổ chức lễ"
_ADVERBS = 4  # words between "học viện" and the verb: "cũng vừa chính thức"
_WHERE = 12  # words from "tại" to a place that tells where
_ADDRESS = 30  # words from "tại" to the end of an address
_STOPS = frozenset(";:.")
_QUOTES = {'"': '"', "“": "”"}
_AROUND = frozenset(',;.:()“”"')


class Opposite(Struct, frozen=True):
    """The sentences that name an organisation so; `clear` where one of them needs no other sign of who signs: its first
    side is only pointed to, or two sign together.
    """

    sentences: tuple[int, ...]
    clear: bool
    traded: tuple[int, ...] = ()  # of these, the ones that tell of a measured share, or of a sum put into a company


def counterparts(scene: Scene, everyone: Sequence[Organisation]) -> list[Opposite]:
    """How each organisation is named as the other side, older news and wishes left out."""
    named: dict[int, list[tuple[Span, int]]] = {}
    for owner, one in enumerate(everyone):
        for number, mention in one.mentions:
            named.setdefault(number, []).append((mention.span, owner))
    found: list[list[int]] = [[] for _ in everyone]
    clear: set[int] = set()
    traded: list[list[int]] = [[] for _ in everyone]
    hero = _hero(scene, everyone)
    grouped = spelled_out(scene, named)
    recalling = {number for number, one in scene.dates if one.form == "year"}  # "Năm 2009, X đã mua"
    for number in sorted(named):
        for owner in grouped.get(number, ()):
            found[owner].append(number)
            clear.add(owner)
        ways = _ways(scene, number)
        told = any(way.verbs for way in ways) or stakes.are_told(scene, number)
        if not told and not scene.lexicon.appointing.find(scene.sentences[number].tokens):
            continue
        row = sorted(named[number])
        bare = [everyone[owner].bare_place for _, owner in row]
        acting = [
            pair
            for pair, is_place, goes_on in zip(row, bare, [*bare[1:], True], strict=True)
            if not (is_place and _is_whereabouts(scene, number, pair[0], goes_on))
        ]
        objects, subjects = _in_sentence(scene, number, ways, row, acting)
        named_both = bool(set(subjects) - set(objects)) and bool(objects)
        for owner in (*objects, *subjects):
            found[owner].append(number)
            clear.update((owner,) if named_both or told_again(scene, number) else ())
        together = _rows(scene, number, ways[0], acting)
        doubt = 0 if _is_aloof(scene, number) else _doubted_from(scene, number)
        together += appointed(scene, number, acting, doubt)
        clear.update(together)
        trading = stakes.sides(scene, number, row, doubt, None if number in recalling else hero)
        for owner in (owner for owner, measured in trading.items() if measured):
            clear.add(owner)
            traded[owner].append(number)
        for owner in (*together, *trading):
            found[owner].append(number)
    return [
        Opposite(tuple(dict.fromkeys(numbers)), owner in clear, tuple(traded[owner]))
        for owner, numbers in enumerate(found)
    ]


def _hero(scene: Scene, everyone: Sequence[Organisation]) -> int | None:
    """The company whose shares the head of a text is about: it is named there, and more often than any other."""
    if not everyone or not any(scene.is_of_money(number) for number in scene.lead):
        return None
    counts = [len(one.mentions) for one in everyone]
    most = max(counts)
    hero = counts.index(most)
    head = {number for number, _ in everyone[hero].mentions} & {*scene.lead, *_titles(scene)}
    return hero if head and most > 2 and counts.count(most) == 1 else None


def _titles(scene: Scene) -> list[int]:
    return [number for number, zone in enumerate(scene.zones) if zone == "T"]


def told_again(scene: Scene, number: int) -> bool:
    """Whether the one who signs in a sentence is only pointed to: "tập đoàn này cũng ký kết với", "học viện ký với",
    "bên bán là".
    """
    tokens = scene.sentences[number].tokens
    if _namings(scene, number):
        return True
    verbs = scene.lexicon.making.find(tokens)
    if not verbs:
        return False
    before = tokens[: verbs[0].first]
    return any(token.key in scene.lexicon.anaphors for token in before) or _is_called_only(scene, before)


def _is_called_only(scene: Scene, before: Sequence[Token]) -> bool:
    """Whether a clause begins with a designator in small letters and nothing but small words go on to the verb."""
    start = max((at + 1 for at, token in enumerate(before) if token.text in _AROUND), default=0)
    clause = before[start:]
    hit = scene.lexicon.designators.at(clause, 0) if clause else None
    return hit is not None and len(clause) <= hit.last + _ADVERBS and all(token.shape == "x" for token in clause)


def _is_whereabouts(scene: Scene, number: int, span: Span, goes_on: bool) -> bool:
    """Whether a place only tells where: "tại" stands before it, or it ends an address, as "TP.HCM" in "Quận 1, TP.HCM,
    Công ty A ký". `goes_on`: the next name is a place too.
    """
    before, after = scene.words_around(number, span, _ADDRESS, 1)
    located = [at for at, token in enumerate(before) if token.key in scene.lexicon.at_words]
    ends = not goes_on and bool(after) and after[0].text == ","
    return bool(located) and (ends or len(before) - located[-1] <= _WHERE)


def _in_sentence(
    scene: Scene,
    number: int,
    ways: Sequence[_Way],
    names: Sequence[tuple[Span, int]],
    acting: Sequence[tuple[Span, int]],
) -> tuple[list[int], list[int]]:
    """Those who are named so, and those right before the verb.

    `names` are all with their owners, `acting` those that do not tell where.
    """
    tokens = scene.sentences[number].tokens
    names = [(span, owner) for span, owner in names if not in_brackets(_before(tokens, span))]
    acting = [(span, owner) for span, owner in acting if not in_brackets(_before(tokens, span))]
    acts = [way for way in ways if way.acts]
    verbs = [first for way in acts for first, _ in way.verbs]
    found: list[int] = []
    signed = league = False
    end = -1  # of the name before, where that is one of a list
    for place, (span, owner) in enumerate(names):
        first, last = place_of(tokens, span.start), place_of(tokens, span.end)
        again = end >= 0 and names[place - 1][1] == owner and first - end <= GAP
        opened = [way for way in ways if _opened(scene, tokens, way, first)]
        gap = tokens[end:first] if 0 <= end >= first - GAP else ()
        listed = bool(gap) and (goes_on(scene, without_date(gap, scene.lexicon)) or (league and is_dashed(gap)))
        if opened or again or listed:
            league = ways[2] in opened or (league and not opened)
            found.append(owner)
            end = last
            signed = signed or any(way in opened for way in acts)
        else:
            end = -1
    leading = [hit.first for hit in scene.lexicon.leading.find(tokens)] if scene.is_of_money(number) else []
    return found, list(_subjects(scene, tokens, sorted([*(verbs if signed else ()), *leading]), acting))


def _rows(scene: Scene, number: int, way: _Way, names: Sequence[tuple[Span, int]]) -> list[int]:
    """The owners of names in a row before a verb of signing, unless the sentence tells between whom it is signed.

    Who signs for them may stand behind each name: "Bộ A Nguyễn Văn B và Thứ trưởng Bộ C ký".
    """
    tokens = scene.sentences[number].tokens
    if not way.verbs or _is_between(scene, tokens, names):
        return []
    verbs = [tokens[first].start for first in _together(scene, number, [first for first, _ in way.verbs])]
    plain = _without_people(scene, number)
    named = [(span, owner) for span, owner in names if not in_brackets(_before(tokens, span))]
    return _signing_together(scene, plain, [place_of(plain, verb) for verb in verbs], named)


def _without_people(scene: Scene, number: int) -> Sequence[Token]:
    tokens = scene.sentences[number].tokens
    people = [one.span for one in scene.sentences[number].mentions if one.kind is Kind.PERSON]
    places = {place for span in people for place in range(place_of(tokens, span.start), place_of(tokens, span.end))}
    return [token for place, token in enumerate(tokens) if place not in places] if places else tokens


def _is_between(scene: Scene, tokens: Sequence[Token], names: Sequence[tuple[Span, int]]) -> bool:
    """Whether a name stands right behind "giữa"."""
    firsts = [place_of(tokens, span.start) for span, _ in names]
    return any(
        token.key in scene.lexicon.openings for first in firsts for token in tokens[max(0, first - _CALLED) : first]
    )


def _together(scene: Scene, number: int, verbs: Sequence[int]) -> Sequence[int]:
    """The verbs of signing, and of paying in where a sentence is about money: "A và B góp 1.050 tỷ đồng"."""
    if not verbs or not scene.is_of_money(number):
        return verbs
    return sorted({*verbs, *(hit.first for hit in scene.lexicon.paying.find(scene.sentences[number].tokens))})


def _subjects(
    scene: Scene, tokens: Sequence[Token], verbs: Sequence[int], names: Sequence[tuple[Span, int]]
) -> Iterator[int]:
    """The owners of names right before a verb of signing: "A đã ký kết"."""
    for span, owner in names:
        last = place_of(tokens, span.end)
        at = bisect_right(verbs, last - 1)
        if at < len(verbs) and _leads_to(scene, tokens[last : verbs[at]]):
            yield owner


class _Way(Struct, frozen=True):
    """A way to name the other side: behind one of `verbs`, from its first word to the word after its last, and one of
    `words`; where the verb alone leads to a list of names ("liên danh gồm"), there are none. Who `acts` stands before.
    """

    verbs: list[tuple[int, int]]
    words: frozenset[str] = frozenset()
    acts: bool = False


def _ways(scene: Scene, number: int) -> list[_Way]:
    """How this sentence may name another side: by signing, by becoming something of it, as members of a league."""
    lexicon, tokens = scene.lexicon, scene.sentences[number].tokens
    doubt = _doubted_from(scene, number)

    def before_doubt(words: Listed[str] | Verbs) -> list[tuple[int, int]]:
        return [(hit.first, hit.last) for hit in words.find(tokens) if hit.first < doubt]

    old = bool(lexicon.earlier.find(tokens))
    aloof = _is_aloof(scene, number)
    ways = [
        _Way([] if aloof else before_doubt(lexicon.making), lexicon.company, acts=True),
        _Way([] if aloof else before_doubt(lexicon.becoming), lexicon.owners, acts=True),
        _Way([] if old else [way for way in before_doubt(lexicon.leagues) if not _founds(tokens, way[0], lexicon)]),
    ]
    if not aloof:
        ways.append(_Way(before_doubt(lexicon.granting), lexicon.receivers, acts=True))
    if not old:
        ways.append(_Way(_namings(scene, number)))
    if not aloof and scene.strong[number]:
        ways.append(_Way(before_doubt(lexicon.buying), acts=True))
        ways.append(_Way(before_doubt(lexicon.papers), lexicon.company))
    if not aloof and scene.is_of_money(number):
        ways += [_Way(before_doubt(lexicon.selling), lexicon.receivers)]
        ways += [_Way(before_doubt(lexicon.taking), lexicon.sources), _Way(before_doubt(lexicon.joining))]
        ways += [_Way(before_doubt(lexicon.leading), lexicon.company)]
    return ways


def _founds(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a league only tells who has founded what is spoken of: "do liên danh A, B lập ra"."""
    return at > 0 and tokens[at - 1].key in lexicon.agents


def _is_aloof(scene: Scene, number: int) -> bool:
    """Whether a sentence tells of onlookers or of older deals; who shows up in a round is none."""
    tokens = scene.sentences[number].tokens
    joined = scene.lexicon.joining.find(tokens) if scene.is_of_money(number) else ()
    return any(
        not any(other.first <= hit.first < other.last for other in joined) for hit in scene.lexicon.aloof.find(tokens)
    )


def _namings(scene: Scene, number: int) -> list[tuple[int, int]]:
    """Where "bên bán là" stands; "tư vấn cho bên bán là" names somebody else."""
    lexicon, tokens = scene.lexicon, scene.sentences[number].tokens
    hits = [*lexicon.naming.find(tokens), *(lexicon.trading.find(tokens) if scene.is_of_money(number) else ())]
    return sorted((hit.first, hit.last) for hit in hits if tokens[hit.first - 1].key not in lexicon.prepositions)


def _before(tokens: Sequence[Token], span: Span) -> Sequence[Token]:
    first = place_of(tokens, span.start)
    return tokens[max(0, first - GAP) : first]


def _signing_together(
    scene: Scene, tokens: Sequence[Token], verbs: Sequence[int], names: Sequence[tuple[Span, int]]
) -> list[int]:
    """The owners of names in a row with nothing but small words between the last and the verb.

    One name is enough beside who is only called: "công ty và nhà máy A đã ký".
    """
    found: list[int] = []
    row: list[int] = []
    end = -1
    beside = False
    for place, (span, owner) in enumerate(names):
        first, last = place_of(tokens, span.start), place_of(tokens, span.end)
        if not (row and first - end <= GAP and goes_on(scene, tokens[end:first])):
            row = []
            beside = _is_beside_called(scene, tokens[:first])
        row.append(owner)
        end = last
        following = place_of(tokens, names[place + 1][0].start) if place + 1 < len(names) else len(tokens)
        at = bisect_right(verbs, last - 1)
        if (beside or len(set(row)) > 1) and at < len(verbs) and verbs[at] <= following:
            found += row if _leads_to(scene, tokens[last : verbs[at]]) else []
    return found


def _is_beside_called(scene: Scene, before: Sequence[Token]) -> bool:
    """Whether a clause begins with a designator in small letters, and "và" joins a name to it."""
    start = max((at + 1 for at, token in enumerate(before) if token.text in _AROUND), default=0)
    clause = before[start:]
    hit = scene.lexicon.designators.at(clause, 0) if clause else None
    if hit is None or any(token.shape != "x" for token in clause):
        return False
    joint = next((at for at, token in enumerate(clause[hit.last :]) if token.key in scene.lexicon.joins), None)
    return joint is not None and joint <= 1 and len(clause) - hit.last - joint <= BETWEEN


def _leads_to(scene: Scene, gap: Sequence[Token]) -> bool:
    """Whether these words may stand between those who sign and the verb, a bracket at their head left out."""
    if gap and gap[0].text == "(":
        close = next((at for at, token in enumerate(gap) if token.text == ")"), 0)
        gap = gap[close + 1 :] if close else gap
    if gap and gap[0].key in scene.lexicon.sources:  # "từ Nhật Bản" says where they are at home
        place = scene.lexicon.places.at(gap, 1)
        gap = gap[place.last :] if place is not None else gap
    plain = len(gap) <= _BEFORE and all(token.shape == "x" for token in gap)
    return plain and not any(
        token.key in scene.lexicon.prepositions and token.key not in scene.lexicon.joins
        for token in without_telling(gap, scene.lexicon)
    )


def _doubted_from(scene: Scene, number: int) -> int:
    """The word from which on a sentence only plans, wishes, denies or ends; none of it counts in an older story."""
    if scene.past[number] or scene.earlier[number]:
        return 0
    tokens = scene.sentences[number].tokens
    if len(tokens) > 1 and tokens[0].key in scene.lexicon.befores and tokens[1].capital:
        return 0  # "Trước VíNay, hãng này từng ..."
    doubts = [hit.first for hit in scene.objections[number] if cues.DOUBTS & set(hit.value)]
    return min([*doubts, *(hit.first for hit in scene.lexicon.planned.find(tokens)), len(tokens)])


def _opened(scene: Scene, tokens: Sequence[Token], way: _Way, first: int) -> bool:
    """Whether a word such as "với" stands before the name, its description at most between, the verb before that."""
    ends = [last for _, last in way.verbs]
    told = _told(scene, tokens, first)
    if not way.words:
        return _leagued(scene, tokens, ends, first if told is None else told + 1)
    start = first - 1 if told is None else told - 1
    for place in range(start, max(-1, start - (_DESCRIPTION if told is None else _TELLING)), -1):
        token = tokens[place]
        if token.key in way.words:
            return _is_object(scene, tokens, ends, place, first if told is None else place)
        name = token.capital and token.key not in scene.lexicon.legal_forms
        if token.text in _STOPS if told is not None else name or token.text in _AROUND:
            return False  # "với các hãng lớn tại Việt Nam, gồm A, B" may say more of them first
    return False


def _told(scene: Scene, tokens: Sequence[Token], first: int) -> int | None:
    """Where "gồm" stands right before the name, what it is called between: "với ba ngân hàng gồm ..."."""
    for place in range(first - 1, max(-1, first - 1 - _CALLED), -1):
        if tokens[place].key in scene.lexicon.comprising or _is_among(scene, tokens, place):
            return place
        if tokens[place].shape != "x":
            return None
    return None


def _is_among(scene: Scene, tokens: Sequence[Token], place: int) -> bool:
    """Whether "trong đó có" ends here."""
    return any(
        hit is not None and hit.last == place + 1
        for start in range(max(0, place - _CALLED), place)
        if (hit := scene.lexicon.among.at(tokens, start)) is not None
    )


def _is_object(scene: Scene, tokens: Sequence[Token], verbs: Sequence[int], place: int, first: int) -> bool:
    at = bisect_right(verbs, place + 1)
    if not at:
        return False
    between = _outside_quotes(tokens[verbs[at - 1] : place])
    if len(between) > _REACH or any(token.text in _STOPS for token in without_points(between)):
        return False
    return not scene.lexicon.vague.within(tokens[place + 1 : first])


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
    """Whether the members of a league are told from here on: "liên danh gồm A và B", "sự tham gia của quỹ A"."""
    at = bisect_right(leagues, first)
    if not at:
        return False
    gap = tokens[leagues[at - 1] : first]
    if len(gap) < _CALLED and all(token.shape == "x" for token in gap):
        return True
    return len(gap) <= _REACH and any(token.key in scene.lexicon.comprising for token in gap[-2:])
