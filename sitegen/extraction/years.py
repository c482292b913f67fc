"""Years: which of the years that a text names is that of its deal, where the date of signing has none."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sitegen.core.model import PartialDate, Span
from sitegen.extraction.cues import bucket
from sitegen.extraction.scene import Scene

_YEAR = re.compile(r"(?<![\d.,])((?:19|20)\d\d)(?![\d]|[.,]\d)")
_RANGE = re.compile(r"\s?[-–]\s?(?:19|20)?\d\d\b")


@dataclass(frozen=True, slots=True)
class YearCandidate:
    """A year that the text names, and what the judge is told."""

    year: int
    features: list[str]


def candidates(scene: Scene, signed: PartialDate | None) -> list[YearCandidate]:
    """Every year of the article. `signed` is the signing's day without its year, where the text gives one."""
    places: defaultdict[int, list[tuple[int, Span]]] = defaultdict(list)
    for number, sentence in enumerate(scene.sentences):
        for match in _YEAR.finditer(scene.text, sentence.span.start, sentence.span.end):
            places[int(match[1])].append((number, Span(*match.span())))
    years = sorted(places, reverse=True)
    return [YearCandidate(year, _features(scene, year, years, places[year], signed)) for year in years]


def _features(
    scene: Scene, year: int, years: Sequence[int], places: Sequence[tuple[int, Span]], signed: PartialDate | None
) -> list[str]:
    row = {"b", f"n{bucket(len(places))}", f"rank{min(years.index(year), 4)}", f"years{min(len(years), 5)}"}
    row.add(f"behind{min(years[0] - year, 4)}")
    row.add(f"ahead{min(year - years[-1], 4)}")
    row.add(f"signed{signed is not None}")
    for number, span in places:
        row |= _place_features(scene, number, span)
    row.add(f"near{_nearness(scene, year, signed)}")
    return sorted(row)


def _place_features(scene: Scene, number: int, span: Span) -> set[str]:
    """What is around one place that names the year."""
    zone = scene.zone(number)
    before, after = scene.words_around(number, span, 3, 1)
    words = [token.key for token in before]
    row = {f"z:{zone}", f"-{' '.join(words[-1:])}", f"-{' '.join(words[-2:])}", f"+{' '.join(t.key for t in after)}"}
    row.add(f"z{zone}-{' '.join(words[-2:])}")
    if before and before[-1].capital and before[-1].key not in scene.lexicon.year_words:
        row.add("event")
    if _RANGE.match(scene.text, span.end):
        row.add("opens")
    if words[-1:] in (["-"], ["–"]) and len(words) > 1 and words[-2].isdigit() and len(words[-2]) == 4:
        row.add("closes")
    tokens = scene.sentences[number].tokens
    row |= {f"plan:{hit.value}" for hit in scene.lexicon.planned.find(tokens)}
    row |= {f"back:{hit.value}" for hit in scene.lexicon.background.find(tokens)}
    row.add(f"strong{scene.strong[number]}")
    return row


def _nearness(scene: Scene, year: int, signed: PartialDate | None) -> str:
    """How far the signing's day, put into that year, is from the nearest day or month of it that the text names."""
    if signed is None or not signed.month:
        return "?"
    day = datetime.date(2000, signed.month, signed.day or 15)
    gaps = []
    for _, mention in scene.dates:
        other = mention.date
        if other.year == year and other.month:
            gaps.append((datetime.date(2000, other.month, other.day or 15) - day).days)
    if not gaps:
        return "-"
    gap = min(gaps, key=abs)
    size = next((limit for limit in (3, 31, 92, 183) if abs(gap) <= limit), 366)
    return f"{'+' if gap >= 0 else '-'}{size}"
