"""The models: a linear-chain CRF over syllables that guesses names, judges of single things, classifiers of texts.

The only importer of underthesea's core.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import repeat
from math import exp
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from sitegen.core.model import Kind, Span
from sitegen.extraction.tokens import Token

FOLDER = Path(__file__).parent.parent / "knowledge" / "models"
LABELS = {"ORG": Kind.ORG, "PER": Kind.PERSON, "LOC": Kind.PLACE}


class Guess(Struct, frozen=True):
    """A name that the tagger sees in a sentence: token numbers `first` to `last` (exclusive), and how sure it is."""

    first: int
    last: int
    kind: Kind
    sure: float

    def span(self, tokens: Sequence[Token]) -> Span:
        return Span(tokens[self.first].start, tokens[self.last - 1].end)


Tagged = tuple[int, str, float]  # place, label, chance of a token that is part of a name
_HALF = 0.5  # a label this likely is the likeliest


class Tagger:
    """A trained model, loaded once a process."""

    def __init__(self, path: Path) -> None:
        from underthesea_core import CRFTagger

        self._crf: Any = CRFTagger()
        self._crf.load(str(path))
        self._labels: list[str] = self._crf.labels()
        self._outside = self._labels.index("O")

    def guesses(self, features: list[list[str]]) -> list[Guess]:
        """The names of one sentence, from the features of its tokens."""
        if not features:
            return []
        names: list[list[Tagged]] = []
        for place, row in enumerate(self._crf.marginals(features)):
            if row[self._outside] > _HALF:
                continue
            chance = max(row)
            mark, _, label = self._labels[row.index(chance)].partition("-")
            goes_on = mark == "I" and names and names[-1][-1][:2] == (place - 1, label)
            if goes_on:  # an I- without its B- begins a name
                names[-1].append((place, label, chance))
            elif label:
                names.append([(place, label, chance)])
        return [_guess(name) for name in names]


def _guess(name: Sequence[Tagged]) -> Guess:
    first, label, _ = name[0]
    return Guess(first, name[-1][0] + 1, LABELS[label], round(float(min(chance for *_, chance in name)), 4))


class Judge:
    """A maximum-entropy classifier of single things: a weight for each feature, in a file that can be read."""

    def __init__(self, path: Path) -> None:
        """Raises ValueError for a file that holds no weights."""
        weights = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(weights, dict) or not all(isinstance(weight, (int, float)) for weight in weights.values()):
            raise ValueError("no weights")
        self._weights: dict[str, float] = weights

    def score(self, features: Iterable[str]) -> float:
        """The log of the odds of yes."""
        return sum(map(self._weights.get, features, repeat(0.0)))

    def chance(self, features: Iterable[str]) -> float:
        """The probability, 0 to 1, that the answer is yes."""
        return logistic(self.score(features))


class Classifier:
    """A linear classifier of texts, one label against all others: for each phrase what it adds to which labels.

    What stands under the empty phrase is added for every text.
    """

    def __init__(self, path: Path) -> None:
        """Raises ValueError for a file that holds no weights."""
        try:
            self._weights = msgspec.json.decode(path.read_bytes(), type=dict[str, dict[str, float]])
        except msgspec.DecodeError as error:
            raise ValueError("no weights") from error

    def scores(self, phrases: Mapping[str, float]) -> dict[str, float]:
        """For each label the log of the odds that the text has it; `phrases` are those of the text, weighed."""
        scores = dict(self._weights.get("", {}))
        for phrase in phrases.keys() & self._weights.keys():
            count = phrases[phrase]
            for label, weight in self._weights[phrase].items():
                scores[label] = scores.get(label, 0.0) + count * weight
        return scores


def logistic(score: float) -> float:
    """The probability, 0 to 1, of a log of odds."""
    return round(1 / (1 + exp(-score)), 4)


Model = Tagger | Judge | Classifier
CLASSIFIER = "-phrases"  # ends the name of a classifier's file
_loaded: dict[str, Model] = {}


def model_in(file: Path) -> Model:
    """The model in a file, of the sort that its name says. Raises OSError, or ValueError for what is no model."""
    if file.suffix == ".crf":
        return Tagger(file)
    return Classifier(file) if file.stem.endswith(CLASSIFIER) else Judge(file)


def tagger() -> Tagger:
    """The tagger of names that ships, loaded on first use and kept for the process."""
    found = _loaded.get("names") or Tagger(FOLDER / "names.crf")
    assert isinstance(found, Tagger)
    _loaded["names"] = found
    return found


def judge(name: str) -> Judge:
    """The judge of that name, loaded on first use and kept for the process."""
    found = _loaded.get(name) or Judge(FOLDER / f"{name}.json")
    assert isinstance(found, Judge)
    _loaded[name] = found
    return found


def classifier(name: str) -> Classifier:
    """The classifier by phrases of that name, loaded on first use and kept for the process."""
    name += CLASSIFIER
    found = _loaded.get(name) or Classifier(FOLDER / f"{name}.json")
    assert isinstance(found, Classifier)
    _loaded[name] = found
    return found


@contextmanager
def using(**models: Model) -> Iterator[None]:
    """Other models in place of those that ship, for training and for a site's own."""
    before = dict(_loaded)
    _loaded.update(models)
    try:
        yield
    finally:
        _loaded.clear()
        _loaded.update(before)
