"""The summary: the two or three sentences of a clipping that carry its facts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from sitegen.core.model import Kind, PartRole, Span
from sitegen.extraction.cues import bucket, named_by
from sitegen.extraction.scene import Scene


class SentenceCandidate(Struct, frozen=True):
    number: int
    length: int  # in syllables
    features: list[str]


def candidates(scene: Scene, party_sentences: Sequence[frozenset[int]]) -> list[SentenceCandidate]:
    """The sentences that may stand in a summary; those with half a quote only where there are no others.

    `party_sentences`: for each party the numbers of those naming it.
    """
    title = {token.key for one in scene.sentences if one.role is PartRole.TITLE for token in one.tokens}
    named = named_by(party_sentences)
    first_pair = next((n for n in scene.body if named[n] > 1), -1)
    dated, summed = ({number for number, _ in ones} for ones in (scene.dates, scene.sums))
    found = []
    for place, number in enumerate(scene.body):
        length = len(re.findall(r"\w+", scene.sentences[number].span.of(scene.text)))
        marks = (number == first_pair, number in dated, number in summed)
        row = _features(scene, number, place, length, named[number], marks, title)
        found.append(SentenceCandidate(number, length, row))
    whole = [one for one in found if not _is_half(scene.sentences[one.number].span.of(scene.text))]
    return whole or found


def _is_half(text: str) -> bool:
    """Whether somebody begins to speak and goes on in the next sentence."""
    _, opened, said = text.rpartition(': "') if ': "' in text else text.rpartition(": “")
    return bool(opened) and not said.rstrip(".!?… ").endswith(('"', "”"))


def _features(
    scene: Scene,
    number: int,
    place: int,
    length: int,
    parties: int,
    marks: tuple[bool, bool, bool],
    title: set[str],
) -> list[str]:
    sentence = scene.sentences[number]
    tokens = sentence.tokens
    first_pair, dated, summed = marks
    row = ["b", f"place{min(place, 12)}", f"tail{min(len(scene.body) - place, 4)}", f"len{min(length // 8, 10)}"]
    row.append(f"part{min(10, 10 * place // max(1, len(scene.body)))}")
    row.append(f"parties{min(parties, 3)}")
    row.append(f"pp{min(parties, 2)}{min(place, 5)}")
    row.append(f"first_pair{first_pair}")
    row.append(f"strong{scene.strong[number]}")
    row.append(f"sp{scene.strong[number]}{min(parties, 2)}")
    row.append(f"date{dated}")
    row.append(f"money{summed}")
    row.append(f"people{min(sum(one.kind is Kind.PERSON for one in sentence.mentions), 2)}")
    row.append(f"signs{bucket(len(scene.signing[number]))}")
    text = sentence.span.of(scene.text)
    row.append(f"quotes{text.count('“') + text.count('”') + text.count(chr(34)) > 0}")
    for name, gazetteer in (("quote", scene.lexicon.quote), ("blurb", scene.lexicon.blurb)):
        row.append(f"{name}{bool(gazetteer.find(tokens))}")
    opener = scene.lexicon.openers.at(tokens, 0)
    row.append(f"opener:{opener.value if opener else '-'}")
    row.append(f"past{scene.past[number]}")
    row.append(f"ends{text[-1:] if not text[-1:].isalnum() else 'w'}")
    row.append(f"w0{tokens[0].key if tokens else ''}")
    if title:
        shared = len(title & {token.key for token in tokens})
        row.append(f"title{min(9, 10 * shared // len(title))}")
    return row


def choose(scored: Sequence[tuple[float, SentenceCandidate]], goal: int) -> list[int]:
    """Numbers of the chosen sentences in order of the text: the best, until some `goal` syllables are reached."""
    chosen: list[SentenceCandidate] = []
    size = 0
    for _, one in sorted(scored, key=lambda pair: (-pair[0], pair[1].number)):
        if chosen and size + one.length > goal * 1.35:
            continue
        chosen.append(one)
        size += one.length
        if len(chosen) == 3 or size >= goal * 0.85:
            break
    return sorted(one.number for one in chosen)


def without_opener(scene: Scene, number: int) -> Span:
    """The span of a sentence without a leading "Theo đó,"."""
    sentence = scene.sentences[number]
    hit = scene.lexicon.openers.at(sentence.tokens, 0)
    tokens = sentence.tokens
    if hit is None or hit.last >= len(tokens) or tokens[hit.last].text != "," or hit.last + 1 >= len(tokens):
        return sentence.span
    return Span(tokens[hit.last + 1].start, sentence.span.end)
