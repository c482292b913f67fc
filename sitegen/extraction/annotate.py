"""Annotation: sentences, tokens and the names in them, settled so that no two overlap."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sitegen.core.model import Kind, Mention, Origin, Part, PartRole, Span
from sitegen.core.sentences import sentences
from sitegen.extraction.acronyms import common_acronyms
from sitegen.extraction.callings import is_code
from sitegen.extraction.edges import numbered_districts
from sitegen.extraction.features import ArticleView, Stretch
from sitegen.extraction.fullnames import bracketed, full_names, signers, trade_names
from sitegen.extraction.gazetteer import Gazetteer
from sitegen.extraction.hyphens import Pair, hyphenated, tied
from sitegen.extraction.lexicon import Lexicon
from sitegen.extraction.repairs import repaired
from sitegen.extraction.tagger import tagger
from sitegen.extraction.tokens import Token, phrase, tokenize


class Sentence(Struct, frozen=True):
    """A sentence with its tokens, the part of the clipping that it stands in, and its names in order."""

    span: Span
    role: PartRole
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...] = ()


def split(text: str, parts: Sequence[Part]) -> list[Sentence]:
    """The sentences of every part, leftovers excluded."""
    found: list[Sentence] = []
    for part in parts:
        if part.role is PartRole.LEFTOVER:
            continue
        spans = sentences(text, part.span)
        found.extend(Sentence(span, part.role, tuple(tokenize(text, span))) for span in spans)
    return found


def annotate(text: str, parts: Sequence[Part], lexicon: Lexicon) -> list[Sentence]:
    """Sentences with their settled names."""
    bare = split(text, parts)
    view = ArticleView([sentence.tokens for sentence in bare], lexicon)
    crf = tagger()
    raw = [
        [
            Mention(guess.span(sentence.tokens[stretch[0] :]), guess.kind, Origin.MODEL, guess.sure)
            for stretch, features in zip(view.stretches[n], view.features(n), strict=True)
            for guess in crf.guesses(features)
        ]
        for n, sentence in enumerate(bare)
    ]
    names = hyphenated(view.sentences, lexicon)
    proposals = [
        _proposed(guesses, sentence, text, lexicon, names) for guesses, sentence in zip(raw, bare, strict=True)
    ]
    common = common_acronyms(text, proposals, lexicon)
    settled = [settle(one for one in row if one.span.of(text) not in common) for row in proposals]
    settled = _without_country(settled, text, lexicon)
    agreed = _agree(settled, bare, view.runs, text, lexicon)
    return [replace(sentence, mentions=tuple(mentions)) for sentence, mentions in zip(bare, agreed, strict=True)]


def _proposed(
    guesses: Sequence[Mention], sentence: Sentence, text: str, lexicon: Lexicon, names: frozenset[Pair]
) -> list[Mention]:
    """All that may be a name in one sentence."""
    found = repaired(guesses, sentence.tokens, text, lexicon)
    return [
        *found,
        *_registered(sentence, lexicon),
        *_places(sentence, lexicon),
        *full_names(sentence.tokens, lexicon),
        *trade_names(sentence.tokens, lexicon),
        *signers(found, sentence.tokens, lexicon),
        *bracketed(found, sentence.tokens),
        *tied(guesses, sentence.tokens, names, lexicon),
    ]


def _without_country(rows: Sequence[Sequence[Mention]], text: str, lexicon: Lexicon) -> list[list[Mention]]:
    """ "Trung Quốc Shein" taken apart, where the text names Shein alone too."""
    alone = {one.span.of(text) for row in rows for one in row if one.kind is Kind.ORG}
    return [[part for one in row for part in _apart(one, text, alone, lexicon)] for row in rows]


def _apart(mention: Mention, text: str, alone: Iterable[str], lexicon: Lexicon) -> list[Mention]:
    tokens = phrase(mention.span.of(text)) if mention.kind is not Kind.PERSON else ()
    hit = lexicon.places.at(tokens, 0) if tokens else None
    if hit is None or hit.last >= len(tokens):
        return [mention]
    start = mention.span.start
    place, rest = Span(start, start + tokens[hit.last - 1].end), Span(start + tokens[hit.last].start, mention.span.end)
    if rest.of(text) not in alone:
        return [mention]
    return [replace(mention, span=place, kind=Kind.PLACE), replace(mention, span=rest)]


def settle(mentions: Iterable[Mention]) -> list[Mention]:
    """The longer wins; at equal length the stronger origin, then the one further left. In order of the text."""
    chosen: list[Mention] = []
    ranked = sorted(mentions, key=lambda one: (one.span.start - one.span.end, one.origin, one.span.start))
    for mention in ranked:
        if not any(mention.span.overlaps(other.span) for other in chosen):
            chosen.append(mention)
    return sorted(chosen, key=lambda one: one.span)


def _registered(sentence: Sentence, lexicon: Lexicon) -> list[Mention]:
    """Names of the registry that need no support from the text."""
    mentions = []
    tokens = sentence.tokens
    for hit in lexicon.partners.find(tokens):
        partner, ambiguous = hit.value
        if ambiguous or _inside_name(tokens, hit.first, hit.last) or is_code(tokens, hit.first, hit.last, lexicon):
            continue
        span = Span(tokens[hit.first].start, tokens[hit.last - 1].end)
        mentions.append(Mention(span, Kind.ORG, Origin.REGISTRY, 0.9, partner, partner))
    return mentions


def _places(sentence: Sentence, lexicon: Lexicon) -> list[Mention]:
    """Known places of two words and more that stand alone: the tagger may have cut them ("Việt", "Nam")."""
    tokens = sentence.tokens
    found = [Mention(span, Kind.PLACE, Origin.PATTERN, _KNOWN) for span in numbered_districts(tokens, lexicon)]
    for hit in lexicon.places.find(tokens):
        first = _with_unit(tokens, hit.first, lexicon)
        if hit.last > first + 1 and not _inside_name(tokens, first, hit.last):
            span = Span(tokens[first].start, tokens[hit.last - 1].end)
            found.append(Mention(span, Kind.PLACE, Origin.MODEL, _KNOWN))
    return found


def _with_unit(tokens: Sequence[Token], first: int, lexicon: Lexicon) -> int:
    """Where a place begins with the unit before it, which belongs to it if it has a capital: "Thành phố Cần Thơ"."""
    for size in (2, 1):
        unit = tokens[max(0, first - size) : first]
        if len(unit) == size and unit[0].capital and " ".join(token.key for token in unit) in lexicon.unit_keys:
            return first - size
    return first


_KNOWN = 0.5


def _inside_name(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether capitals go on before or after: then it is part of a longer name, which the tagger decides."""
    before = first > 0 and tokens[first - 1].capital
    after = last < len(tokens) and tokens[last].capital
    return before or after


def _agree(
    proposals: Sequence[Sequence[Mention]],
    bare: Sequence[Sentence],
    runs: Sequence[Sequence[Stretch]],
    text: str,
    lexicon: Lexicon,
) -> list[list[Mention]]:
    """One kind for each surface in the whole article; a name that is certain once is found wherever it stands."""
    votes: dict[str, Counter[Kind]] = defaultdict(Counter)
    for mention in (one for row in proposals for one in row):
        votes[mention.span.of(text)][mention.kind] += int(100 * mention.sure)
    kinds = {surface: max(count, key=count.__getitem__) for surface, count in votes.items()}
    kinds |= dict.fromkeys(_people_in_full(kinds, votes), Kind.PERSON)
    generic = lexicon.generic | lexicon.acronyms
    certain = {
        surface: kind for surface, kind in kinds.items() if surface not in generic and votes[surface][kind] >= _CERTAIN
    }
    whole = [(name, name) for name, kind in certain.items() if kind is Kind.ORG and _is_mixed(name)]
    mixed = Gazetteer(whole) if whole else None
    agreed = []
    for row, sentence, capitals in zip(proposals, bare, runs, strict=True):
        named = [_called(one, kinds[one.span.of(text)]) for one in row if one.span.of(text) not in generic]
        named += _repeated(sentence, capitals, certain, kinds, named, text)
        named += _found_again(sentence, mixed) if mixed else []
        agreed.append(settle(named))
    return agreed


_CERTAIN = 80
_FULL = 4  # words of a person's name


def _people_in_full(kinds: Mapping[str, Kind], votes: Mapping[str, Counter[Kind]]) -> Iterator[str]:
    """Unsure names of organisations that end in what the text calls a person for certain: "Willem Hoekstra", of whom
    it says "ông Hoekstra" later.
    """
    called = {name for name, kind in kinds.items() if kind is Kind.PERSON and votes[name][kind] >= _CERTAIN}
    for name, kind in kinds.items():
        words = name.split()
        if kind is Kind.ORG and 1 < len(words) <= _FULL and words[-1] in called and votes[name][kind] < _CERTAIN:
            yield name


def _repeated(
    sentence: Sentence,
    runs: Sequence[Stretch],
    certain: Mapping[str, Kind],
    kinds: Mapping[str, Kind],
    named: Sequence[Mention],
    text: str,
) -> list[Mention]:
    """Runs of capitals in this sentence that are a certain name elsewhere in the article, or whose end alone was seen
    here and the whole elsewhere.
    """
    mentions = []
    for first, end in runs:
        span = Span(sentence.tokens[first].start, sentence.tokens[end - 1].end)
        inside = [one for one in named if one.span.overlaps(span)]
        cut = len(inside) == 1 and inside[0].span.end == span.end and inside[0].span != span
        kind = kinds.get(span.of(text)) if cut else certain.get(span.of(text))
        if kind is not None and (not inside or (cut and inside[0].kind is kind)):
            mentions.append(Mention(span, kind, Origin.MODEL, 0.7))
    return mentions


def _is_mixed(name: str) -> bool:
    """Whether small words stand inside a name ("Phòng Thương mại và Công nghiệp"): its capitals are no single run."""
    words = name.split()
    return len(words) > 3 and any(word.islower() for word in words[1:-1])


def _found_again(sentence: Sentence, names: Gazetteer[str]) -> list[Mention]:
    """Certain names with small words inside, where the tagger saw but a part of them."""
    spans = [
        Span(sentence.tokens[hit.first].start, sentence.tokens[hit.last - 1].end)
        for hit in names.find(sentence.tokens)
        if not _inside_name(sentence.tokens, hit.first, hit.last)
    ]
    return [Mention(span, Kind.ORG, Origin.MODEL, 0.7) for span in spans]


def _called(mention: Mention, kind: Kind) -> Mention:
    return mention if mention.kind is kind else replace(mention, kind=kind)
