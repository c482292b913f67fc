"""People: everyone named in an article, with role and organisation as the text gives them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from sitegen.core.model import Kind, Mention, Origin, PartRole, Person, Span
from sitegen.extraction.annotate import Sentence
from sitegen.extraction.scene import Scene
from sitegen.extraction.tokens import Token, place_of


class _Portrait(Struct):
    name: str
    span: Span
    origin: Origin
    sure: float
    role: str | None = None
    org: str | None = None


class _Gallery(Struct):
    """Portraits in order, and where each is by its name, by the last words and by the first word of its name."""

    portraits: list[_Portrait] = field(default_factory=list)
    _by_name: dict[str, int] = field(default_factory=dict)
    _by_end: dict[str, int] = field(default_factory=dict)
    _by_first: dict[str, set[int]] = field(default_factory=dict)

    def place_of(self, name: str) -> int | None:
        """The place of the first whose name ends with this one, or this one with it; else of the only one whose family
        name comes first and is this ("ông Kim" of Kim Tae-jin).
        """
        whole, *ends = _ends(name)
        places = [place for end in ends if (place := self._by_name.get(end)) is not None]
        if whole in self._by_end:
            places.append(self._by_end[whole])
        if not places and len(self._by_first.get(whole, ())) == 1:
            return next(iter(self._by_first[whole]))
        return min(places, default=None)

    def hang(self, one: _Portrait) -> None:
        self.portraits.append(one)
        self._file(one.name, len(self.portraits) - 1)

    def rename(self, place: int, name: str) -> None:
        self._by_name.pop(self.portraits[place].name.casefold(), None)
        self.portraits[place].name = name
        self._file(name, place)

    def _file(self, name: str, place: int) -> None:
        whole, *ends = _ends(name)
        self._by_name[whole] = place
        self._by_first.setdefault(whole.split(" ", 1)[0], set()).add(place)
        for end in (whole, *ends):
            self._by_end[end] = min(place, self._by_end.get(end, place))


_LONGEST_NAME = 12  # words: of what is longer no shorter form is looked for


def _ends(name: str) -> list[str]:
    """A name and its ends, the longest first: "an bình minh", "bình minh", "minh"."""
    whole = name.casefold()
    blanks = [at + 1 for at, char in enumerate(whole) if char == " "]
    return [whole, *(whole[at:] for at in blanks[-_LONGEST_NAME:])]


def people(scene: Scene) -> list[Person]:
    """Everyone named in the article, bylines and photo credits left out, in order of first mention."""
    gallery = _Gallery()
    for number, mention in scene.mentions:
        sentence = scene.sentences[number]
        if mention.kind is Kind.PERSON and sentence.role is not PartRole.BYLINE and not _is_credit(scene, mention):
            _add(gallery, scene, sentence, mention)
    return [Person(one.name, one.role, one.org, one.span, one.origin, one.sure) for one in gallery.portraits]


def _is_credit(scene: Scene, mention: Mention) -> bool:
    before = scene.text[max(0, mention.span.start - 12) : mention.span.start].rstrip(" :(-–")
    return before.endswith(scene.lexicon.credits)


def _add(gallery: _Gallery, scene: Scene, sentence: Sentence, mention: Mention) -> None:
    name = mention.span.of(scene.text)
    role, org = _role(scene, sentence, mention)
    place = gallery.place_of(name)
    if place is None:
        gallery.hang(_Portrait(name, mention.span, mention.origin, mention.sure, role, org))
        return
    one = gallery.portraits[place]
    if len(name.casefold()) > len(one.name.casefold()):
        one.span = mention.span
        gallery.rename(place, name)
    one.role, one.org = one.role or role, one.org or org


def _role(scene: Scene, sentence: Sentence, mention: Mention) -> tuple[str | None, str | None]:
    """The role before the name ("Tổng giám đốc X ông N"), else the one after it ("N, Tổng giám đốc X")."""
    tokens = sentence.tokens
    first, last = place_of(tokens, mention.span.start), place_of(tokens, mention.span.end)
    span = _after(scene, sentence, last) or _before(scene, sentence, first)
    if span is None:
        return None, None
    return span.of(scene.text), _employer(scene, sentence, span)


def _after(scene: Scene, sentence: Sentence, last: int) -> Span | None:
    tokens = sentence.tokens
    if last >= len(tokens) or tokens[last].text not in ",-–(—:":
        return None
    start = last + 1
    hit = scene.lexicon.roles.at(tokens, start)
    if hit is None:
        return None
    end = start
    while end < len(tokens) and tokens[end].text not in _STOPS and not _speaks(scene, tokens, end):
        end += 1
    while end > start and tokens[end - 1].key in scene.lexicon.adverbs:
        end -= 1
    return Span(tokens[start].start, tokens[end - 1].end) if end > start else None


_STOPS = frozenset((",", ";", ")", ".", ":", "-", "–", "—", "“", '"'))


def _speaks(scene: Scene, tokens: Sequence[Token], at: int) -> bool:
    return scene.lexicon.speech.at(tokens, at) is not None


def _before(scene: Scene, sentence: Sentence, first: int) -> Span | None:
    """A role that ends right before the name, an honorific and an organisation in between allowed."""
    tokens = sentence.tokens
    end = first
    while end > 0 and (scene.lexicon.honorifics.at(tokens, end - 1) or tokens[end - 1].text in ",-–."):
        end -= 1
    for start in range(max(0, end - 14), end):
        hit = scene.lexicon.roles.at(tokens, start)
        if hit is None or (start and scene.lexicon.roles.at(tokens, start - 1)):
            continue
        between = tokens[hit.last : end]
        if not any(token.text in _STOPS for token in between) and _named_only(sentence, between):
            return Span(tokens[start].start, tokens[end - 1].end)
    return None


def _named_only(sentence: Sentence, tokens: Sequence[Token]) -> bool:
    """Whether what stands between role and name is the organisation (or short words of a longer title)."""
    if not tokens:
        return True
    if len(tokens) <= 6 and all(token.shape != "," for token in tokens):
        return not any(
            one.kind is Kind.PERSON and one.span.start <= tokens[0].start < one.span.end for one in sentence.mentions
        )
    orgs = [one.span for one in sentence.mentions if one.kind is Kind.ORG]
    return any(span.start <= tokens[-1].start < span.end for span in orgs)


def _employer(scene: Scene, sentence: Sentence, span: Span) -> str | None:
    """The organisation named inside the role."""
    known = scene.by_surface
    for mention in sentence.mentions:
        if mention.kind is Kind.ORG and span.overlaps(mention.span):
            surface = mention.span.of(scene.text)
            return known[surface].name if surface in known else surface
    return None
