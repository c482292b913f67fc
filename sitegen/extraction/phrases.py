"""Phrases: the words of an article or a sentence, names and figures left out, as classifiers read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from sitegen.extraction import cues
from sitegen.extraction.annotate import Sentence
from sitegen.extraction.scene import Scene
from sitegen.extraction.tokens import place_of

LONGEST = 3  # words of a phrase
_CORE, _NEAR, _REST = 1.0, 0.5, 0.25  # of title, lead and sentences with two parties; with one; of all others
Run = tuple[bool, list[str]]  # words in a row, and whether they are only wished for


def phrases(scene: Scene, members: Iterable[frozenset[int]]) -> dict[str, float]:
    """Each phrase of one to three words, and how much it counts: where it stands most tellingly.

    `members` are, for each party, the numbers of the sentences that name it.
    """
    named = cues.named_by(members)
    found: dict[str, float] = {}
    for number, zone in enumerate(scene.zones):
        weight = _weight(zone, named[number])
        for wished, run in _runs(scene.sentences[number], cues.shadow(scene, number)):
            counts = _REST if wished else weight
            for phrase in _ngrams(run):
                if found.get(phrase, 0.0) < counts:
                    found[phrase] = counts
    return found


def phrases_of(sentence: Sentence) -> dict[str, float]:
    """The phrases of a single sentence, all counting alike."""
    return dict.fromkeys((phrase for _, run in _runs(sentence, set()) for phrase in _ngrams(run)), _CORE)


def _weight(zone: str, parties: int) -> float:
    if zone in "TL" or parties > 1:
        return _CORE
    return _NEAR if parties else _REST


def _runs(sentence: Sentence, unreal: set[int]) -> Iterator[Run]:
    """The stretches of plain words between names, figures and signs, parted where wishes begin and end."""
    tokens = sentence.tokens
    left_out = {place for place, token in enumerate(tokens) if not token.key[0].isalpha()}
    for one in sentence.mentions:
        left_out.update(range(place_of(tokens, one.span.start), place_of(tokens, one.span.end)))
    kinds = (None if place in left_out else place in unreal for place in range(len(tokens)))
    for kind, run in groupby(zip(kinds, tokens, strict=True), key=itemgetter(0)):
        if kind is not None:
            yield kind, [token.key for _, token in run]


def _ngrams(run: list[str]) -> Iterator[str]:
    for size in range(1, LONGEST + 1):
        yield from map(" ".join, zip(*(run[at:] for at in range(size)), strict=False))
