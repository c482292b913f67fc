"""The quality report: scores, errors and reliability of the extraction, as text."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sitegen.learning import reliability
from sitegen.learning.answers import to_record
from sitegen.learning.samples import GOLD, Sample, apart_samples, gold_samples, own_samples, set_aside
from sitegen.learning.score import MEASURES, Comparison, compare, scores

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from sitegen.core.registry import Knowledge

Column = tuple[str, int, Mapping[str, float]]  # heading, number of clippings, score of each measure
_THEIRS = {  # the names of our measures in the output of the gold folder's own scorer
    "partners": ("partners", "f1"),
    "entities": ("entities", "f1"),
    "people": ("people", "f1"),
    "kinds": ("agreement_kinds", "f1"),
    "topics": ("topics", "f1"),
    "values": ("values", "f1"),
    "signing date": ("acc signed_on", 0),
    "year": ("acc year", 0),
    "is a deal": ("acc is_partnership", 0),
    "title": ("acc title", 0),
    "summary": ("summary", "rouge1"),
    "summary length": ("summary", "length_ratio"),
}


def report(console: Console, knowledge: Knowledge, gold: Path = GOLD) -> None:
    """Print the table, the errors that may be looked at, and how far confidence can be trusted."""
    own = own_samples(knowledge)
    columns: list[Column] = [("own, held out", len(own), scores(compared(own)))]
    apart = apart_samples(knowledge)
    if apart:
        columns.append(("own, apart", len(apart), scores(compared(apart))))
    seen: list[Sample] = []
    if (gold / "dev").is_dir():
        samples = gold_samples(knowledge, gold / "dev")
        seen = [one for one in samples if not set_aside(one.truth.name)]
        aside = [one for one in samples if set_aside(one.truth.name)]
        columns += [("gold, seen", len(seen), _gold_scores(seen, gold))]
        columns += [("gold, set aside", len(aside), _gold_scores(aside, gold))]
    console.print(_table(columns))
    console.print(f"Errors: {'gold, seen' if seen else 'own, held out'}", style="bold")
    _print_errors(console, compared(seen or own))
    _print_reliability(console, own)


def compared(samples: Iterable[Sample]) -> list[Comparison]:
    """Each clipping's labels against the extraction."""
    return [compare(one.truth, one.given) for one in samples]


# ------------------------------------------------------------------------------------------------ the table


def _table(columns: Sequence[Column]) -> Table:
    table = new_table("measure", "", "goal", *(f"{heading} ({count})" for heading, count, _ in columns))
    for measure in MEASURES:
        goal = "0.8 to 1.2" if measure.counted == "ratio" else f"{measure.goal:.2f}"
        table.add_row(measure.name, measure.counted, goal, *(f"{found[measure.name]:.3f}" for _, _, found in columns))
    return table


def new_table(*headings: str) -> Table:
    """A bare table: the first column to the left, numbers to the right."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for place, heading in enumerate(headings):
        table.add_column(heading, justify="left" if place == 0 else "right")
    return table


def _gold_scores(samples: Sequence[Sample], gold: Path) -> Mapping[str, float]:
    """By the scorer that lies in the gold folder, so that numbers compare with others'; else by ours."""
    script = gold / "score.py"
    return _by_script(samples, gold, script) if script.is_file() else scores(compared(samples))


def _by_script(samples: Sequence[Sample], gold: Path, script: Path) -> Mapping[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        truth, given = Path(folder, "truth"), Path(folder, "given")
        truth.mkdir()
        given.mkdir()
        for one in samples:
            name = f"{one.truth.name}.json"
            (truth / name).write_bytes((gold / "dev" / name).read_bytes())
            (given / name).write_text(json.dumps(to_record(one.given), ensure_ascii=False), encoding="utf-8")
        command = [sys.executable, str(script), str(truth), str(given), "--json"]
        done = subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8")  # noqa: S603
    totals: dict[str, Any] = json.loads(done.stdout)
    return {name: float(totals[key][part]) for name, (key, part) in _THEIRS.items()}


# ----------------------------------------------------------------------------------------------- the errors


def _print_errors(console: Console, comparisons: Sequence[Comparison]) -> None:
    width = max(len(one.name) for one in comparisons)
    for measure in MEASURES:
        rows = [(one.name, one.differences[measure.name]) for one in comparisons if measure.name in one.differences]
        missed, extra = sum(len(row.missed) for _, row in rows), sum(len(row.extra) for _, row in rows)
        if missed or extra:
            console.print(f"\n{measure.name}: {missed} missed, {extra} extra", style="bold", markup=False)
        for name, row in rows:
            for sign, names in (("-", row.missed), ("+", row.extra)):
                for one in names:
                    console.print(f"  {name:<{width}} {sign} {one}", markup=False, highlight=False, soft_wrap=True)


# ------------------------------------------------------------------------------------------ the reliability


def _print_reliability(console: Console, samples: Sequence[Sample]) -> None:
    table = new_table("confidence of", "from", "claims", "mean", "right")
    for name, claims in reliability.claims(samples).items():
        found = reliability.bins(claims)
        for one in found:
            table.add_row(name, f"{one.low:.1f}", str(one.count), f"{one.sure:.2f}", f"{one.right:.2f}")
        table.add_row("", "off by", str(len(claims)), "", f"{reliability.off(found):.2f}", end_section=True)
    console.print("\nReliability on our own held-out clippings", style="bold")
    console.print(table)
