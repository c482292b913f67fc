"""Samples: the clippings that scores are taken from, each with what its labels and the extraction say of it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.core.config import Config
from sitegen.core.model import Article, Clipping, Facts
from sitegen.extraction import extract
from sitegen.learning.answers import Answer, of_facts, of_labels, of_record
from sitegen.learning.corpus import Labelled, read_corpus
from sitegen.learning.train import held_out
from sitegen.reading.decode import decode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.core.registry import Knowledge

CORPUS = Path("corpus/clippings")
APART = Path("corpus/apart")  # clippings that nothing is ever trained on, in the plain voice of the press
GOLD = Path("../shared/gold")  # press articles that may not be handed on; scored where they lie beside the repository


class Sample(Struct, frozen=True):
    """One labelled clipping: what its labels say, and what the extraction says."""

    truth: Answer
    facts: Facts
    given: Answer


def sample(truth: Answer, text: str, knowledge: Knowledge) -> Sample:
    """Extract a labelled text as a build would, knowing nothing but its text. Raises ClippingError."""
    article = as_article(truth.name, text)
    facts = extract(article, knowledge)
    return Sample(truth, facts, of_facts(article, facts))


def as_article(name: str, text: str) -> Article:
    """A text as the clipping `<name>.txt`, decoded."""
    return decode(Clipping(f"{name}.txt", text.encode(), ""), Config())


def kept_clippings(folder: Path = CORPUS) -> list[Labelled]:
    """The labelled clippings of our own that no model has learnt from."""
    return [one for one in read_corpus(folder) if held_out(one.name)]


def digest(clippings: Iterable[Labelled]) -> str:
    """What tells whether two scores were taken from the same clippings: their text and their labels."""
    hasher = hashlib.blake2b(digest_size=8)
    for one in clippings:
        hasher.update(repr((one.name, one.text, one.labels, one.keys, one.head)).encode())
    return hasher.hexdigest()


def own_samples(knowledge: Knowledge, folder: Path = CORPUS) -> list[Sample]:
    """Our own held-out clippings, extracted."""
    return [sample(of_labels(one), one.text, knowledge) for one in kept_clippings(folder)]


def apart_samples(knowledge: Knowledge, folder: Path = APART) -> list[Sample]:
    """The clippings that are kept apart, extracted; none where there is no such folder."""
    return [sample(of_labels(one), one.text, knowledge) for one in read_corpus(folder)]


def gold_samples(knowledge: Knowledge, folder: Path) -> list[Sample]:
    """The clippings `<id>.txt` with labels `<id>.json` of a folder, extracted, by id."""
    found = []
    for path in sorted(folder.glob("*.json")):
        truth = of_record(json.loads(path.read_text(encoding="utf-8")))
        found.append(sample(truth, path.with_suffix(".txt").read_text(encoding="utf-8"), knowledge))
    return found


def set_aside(name: str) -> bool:
    """Whether a gold clipping is only ever scored: nobody looks at its errors, nothing is tuned on it."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 3 == 0 and not name.startswith("seed")
