"""Floors: the scores below which the test suite fails, pinned to the clippings that they were taken from."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from sitegen.core.errors import SitegenError, Where

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = Path("tests/floors.json")
MARGIN = 0.01
UNPINNED = frozenset(("summary length",))  # more is not better


class Lowered(Struct, frozen=True):
    """A floor that was lowered on purpose."""

    measure: str
    before: float
    after: float
    reason: str


class Floors(Struct, frozen=True):
    """The lowest score allowed for each measure, the digest of the clippings, and what was ever lowered and why."""

    corpus: str = ""
    clippings: int = 0
    floors: Mapping[str, float] = field(default_factory=dict)
    lowered: tuple[Lowered, ...] = ()


def load(path: Path = FILE) -> Floors:
    """The floors of a file; none where there is no file. Raises SitegenError for a file that is something else."""
    if not path.exists():
        return Floors()
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        lowered = tuple(Lowered(**one) for one in data["lowered"])
        return Floors(data["corpus"], data["clippings"], {**data["floors"]}, lowered)
    except (ValueError, KeyError, TypeError) as error:
        raise SitegenError.at(Where(path.name), f"holds no floors ({error!r})", "restore it from git") from error


def save(floors: Floors, path: Path = FILE) -> None:
    """Write the floors, one a line, so that a change is read as a change."""
    data = {
        "corpus": floors.corpus,
        "clippings": floors.clippings,
        "floors": dict(floors.floors),
        "lowered": [
            {"measure": one.measure, "before": one.before, "after": one.after, "reason": one.reason}
            for one in floors.lowered
        ],
    }
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def repinned(
    old: Floors, scores: Mapping[str, float], corpus: str, clippings: int, reason: str | None = None
) -> Floors:
    """New floors a little below the scores; none falls, unless a `reason` is given, which is written down.

    Raises SitegenError with every floor that would fall.
    """
    wanted = {name: pin(score) for name, score in scores.items() if name not in UNPINNED}
    fallen = {name: old.floors[name] for name in wanted if name in old.floors and scores[name] < old.floors[name]}
    if fallen and not reason:
        falls = "; ".join(f"{name} {before:.3f} -> {scores[name]:.3f}" for name, before in fallen.items())
        hint = "mend the extraction, or say why with --lower REASON"
        raise SitegenError.at(Where(FILE.as_posix()), f"a floor does not fall by itself ({falls})", hint)
    kept = {name: floor if name in fallen else max(floor, old.floors.get(name, 0.0)) for name, floor in wanted.items()}
    lowered = tuple(Lowered(name, before, kept[name], reason or "") for name, before in fallen.items())
    return replace(old, corpus=corpus, clippings=clippings, floors=kept, lowered=(*old.lowered, *lowered))


def pin(score: float) -> float:
    """The floor for a score: a little below it, in thousandths, so that noise in the last digit is no failure."""
    return max(0.0, math.floor(round((score - MARGIN) * 1000, 6)) / 1000)


def below(floors: Floors, scores: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """The measures that are below their floor: (floor, score)."""
    return {name: (floor, scores[name]) for name, floor in floors.floors.items() if scores[name] < floor}
