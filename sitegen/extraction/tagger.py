"""The models: a linear-chain CRF over syllables that guesses names, and judges of single things.

The only importer of underthesea's core.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import Any

from sitegen.core.model import Kind, Span
from sitegen.extraction.tokens import Token

FOLDER = Path(__file__).parent.parent / "knowledge" / "models"
LABELS = {"ORG": Kind.ORG, "PER": Kind.PERSON, "LOC": Kind.PLACE}


@dataclass(frozen=True, slots=True)
class Guess:
    """A name that the tagger sees in a sentence: token numbers `first` to `last` (exclusive), and how sure it is."""

    first: int
    last: int
    kind: Kind
    sure: float

    def span(self, tokens: Sequence[Token]) -> Span:
        return Span(tokens[self.first].start, tokens[self.last - 1].end)


class Tagger:
    """A trained model, loaded once a process."""

    def __init__(self, path: Path) -> None:
        from underthesea_core import CRFTagger

        self._crf: Any = CRFTagger()
        self._crf.load(str(path))
        self._labels: list[str] = self._crf.labels()

    def guesses(self, features: list[list[str]]) -> list[Guess]:
        """The names of one sentence, from the features of its tokens."""
        if not features:
            return []
        marginals: list[list[float]] = self._crf.marginals(features)
        chances = [max(row) for row in marginals]
        tags = [self._labels[row.index(chance)] for row, chance in zip(marginals, chances, strict=True)]
        return self._chunks(tags, chances)

    @staticmethod
    def _chunks(tags: list[str], chances: list[float]) -> list[Guess]:
        """Runs of one kind; an I- without its B- begins a name too."""
        chunks: list[Guess] = []
        place = 0
        while place < len(tags):
            if tags[place] == "O":
                place += 1
                continue
            end = place + 1
            while end < len(tags) and tags[end] == "I-" + tags[place][2:]:
                end += 1
            chunks.append(Guess(place, end, LABELS[tags[place][2:]], round(float(min(chances[place:end])), 4)))
            place = end
        return chunks


class Judge:
    """A maximum-entropy classifier of single things: a weight for each feature, in a file that can be read."""

    def __init__(self, path: Path) -> None:
        """Raises ValueError for a file that holds no weights."""
        weights = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(weights, dict) or not all(isinstance(weight, (int, float)) for weight in weights.values()):
            raise ValueError("no weights")
        self._weights: dict[str, float] = weights

    def chance(self, features: Iterable[str]) -> float:
        """The probability, 0 to 1, that the answer is yes."""
        weights = self._weights
        total = sum([weights[feature] for feature in features if feature in weights])
        return round(1 / (1 + exp(-total)), 4)


_loaded: dict[str, Tagger | Judge] = {}


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


@contextmanager
def using(**models: Tagger | Judge) -> Iterator[None]:
    """Other models in place of those that ship, for training and for a site's own."""
    before = dict(_loaded)
    _loaded.update(models)
    try:
        yield
    finally:
        _loaded.clear()
        _loaded.update(before)
