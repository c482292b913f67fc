"""Ways in which a sentence names another side: by signing, by becoming something of it, as members of a league.

"A đã ký kết ... với B, C và D" has them behind the verb. Money has its own words: "nhận 4 triệu USD từ B", "bán cổ
phần cho B", "vòng vốn do B dẫn dắt, với sự tham gia của C".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct

from sitegen.extraction import cues
from sitegen.extraction.gazetteer import Listed
from sitegen.extraction.lexicon import Lexicon
from sitegen.extraction.listing import AROUND
from sitegen.extraction.scene import Scene
from sitegen.extraction.tokens import Token, without_points
from sitegen.extraction.wordlists import Verbs

_REACH = 20  # words from the verb to "với"
_DESCRIPTION = 6  # words from "với" to the name: "với công ty kiến trúc ..."
_CALLED = 4  # words from "gồm" to the name: "gồm hãng hàng không ..."
_TELLING = 24  # words from "với" to the name where "gồm" or "như" stands right before it
_STOPS = frozenset(";:.")
_POINTS = frozenset(".,")
_TAKEN = 5  # words behind "nhận" that say what
_UNIT = 4  # letters of "TWh", "MW"
_QUOTES = {'"': '"', "“": "”"}


class Way(Struct, frozen=True):
    """A way to name the other side: behind one of `verbs`, from its first word to the word after its last, and one of
    `words`; where the verb alone leads to a list of names ("liên danh gồm"), there are none.

    Between the verb of one for `goods` and its word nothing but they is named. Before one that `acts` stands who does
    so; one that `leagues` names the members of a league.
    """

    verbs: list[tuple[int, int]]
    words: frozenset[str] = frozenset()
    acts: bool = False
    goods: bool = False
    leagues: bool = False


def ways_of(scene: Scene, number: int) -> list[Way]:
    """How this sentence may name another side: by signing, by becoming something of it, as members of a league."""
    lexicon, tokens = scene.lexicon, scene.sentences[number].tokens
    doubt = doubted_from(scene, number)

    def before_doubt(words: Listed[str] | Verbs) -> list[tuple[int, int]]:
        return [(hit.first, hit.last) for hit in words.find(tokens) if hit.first < doubt]

    old = any(not scene.is_lately(tokens, hit) for hit in lexicon.earlier.find(tokens))
    aloof = is_aloof(scene, number)
    ways = [
        Way([] if aloof else before_doubt(lexicon.making), lexicon.company, acts=True),
        Way([] if aloof else before_doubt(lexicon.becoming), lexicon.owners, acts=True),
        Way(
            [] if old else [way for way in before_doubt(lexicon.leagues) if not _founds(tokens, way[0], lexicon)],
            leagues=True,
        ),
    ]
    if not aloof:
        ways.append(Way(before_doubt(lexicon.granting), lexicon.receivers, acts=True))
    if not old:
        ways.append(Way(namings(scene, number)))
    if not aloof and scene.strong[number]:
        ways.append(Way(before_doubt(lexicon.buying), acts=True))
        ways.append(Way(before_doubt(lexicon.papers), lexicon.company))
        ways.append(
            Way(_purchases(before_doubt(lexicon.purchasing), ways[0].verbs), lexicon.origins, acts=True, goods=True)
        )
    if not aloof and scene.is_of_money(number):
        ways += [Way(before_doubt(lexicon.selling), lexicon.receivers)]
        taken = [way for way in before_doubt(lexicon.taking) if _takes_money(tokens, way, lexicon)]
        ways += [Way(taken, lexicon.sources), Way(before_doubt(lexicon.joining))]
        ways += [Way(before_doubt(lexicon.leading), lexicon.company)]
    return ways


def _purchases(bought: Sequence[tuple[int, int]], signed: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those words of buying that stand near behind a verb of signing: "ký hợp đồng trị giá 5 triệu USD mua"."""
    ends = [last for _, last in signed]
    latest = ((one, bisect_right(ends, one[0])) for one in bought)
    return [one for one, at in latest if at and one[0] - ends[at - 1] <= _REACH // 2]


def _takes_money(tokens: Sequence[Token], verb: tuple[int, int], lexicon: Lexicon) -> bool:
    """Whether it is money that is taken: "nhận 4 triệu USD từ", "nhận vốn từ", but not "nhận tái bảo hiểm từ"."""
    first, last = verb
    if last - first > 1 or tokens[first].key not in lexicon.receiving:
        return True
    return bool(lexicon.capital.within(tokens[last : last + _TAKEN]))


def _founds(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a league only tells who has founded what is spoken of: "do liên danh A, B lập ra"."""
    return at > 0 and tokens[at - 1].key in lexicon.agents


def is_aloof(scene: Scene, number: int) -> bool:
    """Whether a sentence tells of onlookers or of older deals; who shows up in a round is none."""
    tokens = scene.sentences[number].tokens
    joined = scene.lexicon.joining.find(tokens) if scene.is_of_money(number) else ()
    return any(
        not any(other.first <= hit.first < other.last for other in joined) and not scene.is_lately(tokens, hit)
        for hit in scene.lexicon.aloof.find(tokens)
    )


def namings(scene: Scene, number: int) -> list[tuple[int, int]]:
    """Where "bên bán là" stands; "tư vấn cho bên bán là" names somebody else."""
    lexicon, tokens = scene.lexicon, scene.sentences[number].tokens
    hits = [*lexicon.naming.find(tokens), *(lexicon.trading.find(tokens) if scene.is_of_money(number) else ())]
    return sorted((hit.first, hit.last) for hit in hits if tokens[hit.first - 1].key not in lexicon.prepositions)


def doubted_from(scene: Scene, number: int) -> int:
    """The word from which on a sentence only plans, wishes, denies or ends; none of it counts in an older story."""
    if scene.past[number] or scene.earlier[number]:
        return 0
    tokens = scene.sentences[number].tokens
    if len(tokens) > 1 and tokens[0].key in scene.lexicon.befores and tokens[1].capital:
        return 0  # "Trước VíNay, hãng này từng ..."
    doubts = [hit.first for hit in scene.objections[number] if cues.DOUBTS & set(hit.value)]
    return min([*doubts, *(hit.first for hit in scene.lexicon.planned.find(tokens)), len(tokens)])


def is_opened(scene: Scene, tokens: Sequence[Token], way: Way, first: int) -> bool:
    """Whether a word such as "với" stands before the name, its description at most between, the verb before that."""
    ends = [last for _, last in way.verbs]
    told = _told(scene, tokens, first)
    if not way.words:
        return _leagued(scene, tokens, ends, first if told is None else told + 1)
    start = first - 1 if told is None else told - 1
    for place in range(start, max(-1, start - (_DESCRIPTION if told is None else _TELLING)), -1):
        token = tokens[place]
        if token.key in way.words:
            plain = not way.goods or _are_goods(scene, tokens, ends, place)
            return plain and _is_object(scene, tokens, ends, place, first if told is None else place)
        name = token.capital and token.key not in scene.lexicon.legal_forms
        if token.text in _STOPS if told is not None else name or token.text in AROUND:
            return False  # "với các hãng lớn tại Việt Nam, gồm A, B" may say more of them first
    return False


def _are_goods(scene: Scene, tokens: Sequence[Token], verbs: Sequence[int], place: int) -> bool:
    """Whether small words and numbers with their units alone lead to "của": "mua 2,2 TWh điện mặt trời của"."""
    at = bisect_right(verbs, place)
    start = verbs[at - 1] if at else place
    if place - start > _REACH or any(token.key in scene.lexicon.company for token in tokens[start:place]):
        return False
    return all(_is_of_goods(tokens, at) for at in range(start, place))


def _is_of_goods(tokens: Sequence[Token], at: int) -> bool:
    behind_number = tokens[at - 1].shape == "d"
    if tokens[at].text in _POINTS:
        return behind_number and tokens[at + 1].shape == "d"
    return tokens[at].shape in ("x", "d") or (behind_number and len(tokens[at].text) <= _UNIT)


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
    return any(hit.last == place + 1 for hit in scene.lexicon.among.find(tokens))


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
