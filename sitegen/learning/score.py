"""Scores: how far the extraction's answers are from those of the labels, measure by measure."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.learning.answers import Answer, Partner, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Measure(Struct, frozen=True):
    """One row of the table: what it is called, how it is counted, and the value to reach (0 to 1)."""

    name: str
    counted: str  # "F1", "accuracy", "ROUGE-1" or "ratio"
    goal: float


MEASURES = (
    Measure("partners", "F1", 0.85),
    Measure("entities", "F1", 0.86),
    Measure("people", "F1", 0.88),
    Measure("kinds", "F1", 0.85),
    Measure("topics", "F1", 0.75),
    Measure("values", "F1", 0.80),
    Measure("signing date", "accuracy", 0.90),
    Measure("year", "accuracy", 0.90),
    Measure("is a deal", "accuracy", 0.95),
    Measure("title", "accuracy", 0.95),
    Measure("summary", "ROUGE-1", 0.68),
    Measure("summary length", "ratio", 1.0),
)
_COUNTED = {measure.name: measure.counted for measure in MEASURES}


class Difference(Struct, frozen=True):
    """How one answer differs from the truth in one measure: the number of hits, what is missed, what is extra.

    For an accuracy there is either one hit, or the right answer is missed and the given one extra.
    """

    hits: int
    missed: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()


class Comparison(Struct, frozen=True):
    """One clipping compared. `rouge` and `length` are None where the labels keep no sentences."""

    name: str
    differences: dict[str, Difference]
    rouge: float | None
    length: float | None


def compare(truth: Answer, given: Answer) -> Comparison:
    """Everything in which an answer differs from the truth."""
    differences = {
        "partners": partners(truth.partners, given.partners),
        "entities": _sets(_pairs(truth.entities), _pairs(given.entities)),
        "people": _sets(truth.people, given.people),
        "kinds": _sets(truth.kinds, given.kinds),
        "topics": _sets(truth.topics, given.topics),
        "values": _sets(_sums(truth.values), _sums(given.values)),
        "signing date": _choice(truth.dates, given.dates[0]),
        "year": _choice((_word(truth.year),), _word(given.year)),
        "is a deal": _choice((_word(truth.is_partnership),), _word(given.is_partnership)),
        "title": _choice((plain(truth.title),), plain(given.title)),
    }
    kept = words(truth.summary)
    if not kept:
        return Comparison(truth.name, differences, None, None)
    chosen = words(given.summary)
    return Comparison(truth.name, differences, rouge_1(kept, chosen), len(chosen) / len(kept))


def partners(truth: Sequence[Partner], given: Sequence[Partner]) -> Difference:
    """A partner is found by its name or by one of its surfaces; each true partner is found once only."""
    left = list(truth)
    names = list(dict.fromkeys(plain(one.name) for one in given))
    for exact in (True, False):  # names first, so that a shared surface does not take another's place
        for name in list(names):
            found = next((one for one in left if name in _forms(one, exact)), None)
            if found is not None:
                left.remove(found)
                names.remove(name)
    return Difference(len(truth) - len(left), tuple(one.name for one in left), tuple(names))


def _forms(partner: Partner, exact: bool) -> set[str]:
    return {plain(partner.name), *(() if exact else map(plain, partner.surfaces))}


def _sets(truth: Iterable[str], given: Iterable[str]) -> Difference:
    right, said = set(truth), set(given)
    return Difference(len(right & said), tuple(sorted(right - said)), tuple(sorted(said - right)))


def _choice(right: Sequence[str | None], said: str | None) -> Difference:
    if said in right:
        return Difference(1)
    return Difference(0, (_word(right[0]),), (_word(said),))


def _word(value: object) -> str:
    return "-" if value is None else str(value)


def _pairs(entities: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{surface} ({kind})" for surface, kind in entities]


def _sums(values: Iterable[tuple[float, str]]) -> list[str]:
    return [f"{amount:.15g} {currency}" for amount, currency in values]


def words(text: str) -> list[str]:
    """The words of a summary as they are compared."""
    return re.findall(r"\w+", plain(text))


def rouge_1(kept: Sequence[str], chosen: Sequence[str]) -> float:
    """F1 of the words that two texts share, each as often as both have it."""
    shared = sum((Counter(kept) & Counter(chosen)).values())
    return f1(shared, len(chosen) - shared, len(kept) - shared)


def f1(hits: int, extra: int, missed: int) -> float:
    """The harmonic mean of precision and recall; 0 without a hit."""
    return 2 * hits / (2 * hits + extra + missed) if hits else 0.0


def scores(comparisons: Sequence[Comparison]) -> dict[str, float]:
    """Every measure over many clippings: counts are added up first, ROUGE and length are means."""
    found = {name: _score(name, comparisons) for name in comparisons[0].differences} if comparisons else {}
    found["summary"] = _mean(one.rouge for one in comparisons)
    found["summary length"] = _mean(one.length for one in comparisons)
    return found


def _score(name: str, comparisons: Sequence[Comparison]) -> float:
    rows = [one.differences[name] for one in comparisons]
    hits = sum(row.hits for row in rows)
    if _COUNTED[name] == "accuracy":
        return hits / len(rows)
    return f1(hits, sum(len(row.extra) for row in rows), sum(len(row.missed) for row in rows))


def _mean(numbers: Iterable[float | None]) -> float:
    known = [number for number in numbers if number is not None]
    return sum(known) / len(known) if known else 0.0
