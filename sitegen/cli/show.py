"""What the editor sees in the terminal: problems, the summary, progress."""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import asdict

from sitegen.cli.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from rich.console import Console
    from rich.table import Table
    from rich.tree import Tree

    from sitegen.core.errors import Problem
    from sitegen.core.report import BuildReport

_FEW = 20  # files
_MOST_NAMES = 5
_WIDE = 500


def show_problems(problems: Iterable[Problem]) -> None:
    """Each once, sorted by place, on standard error."""
    for problem in sorted(set(problems)):
        color = "red" if problem.fatal else "yellow"
        first, *rest = str(problem).split("\n")
        lines = "\n".join([click.style(str(problem.where), fg=color) + first.removeprefix(str(problem.where)), *rest])
        click.echo(lines if _colored(sys.stderr) else str(problem), err=True)


def show_json(report: BuildReport) -> None:
    """The report as one JSON object on standard output."""
    click.echo(json.dumps(report_values(report), ensure_ascii=False))


def report_values(report: BuildReport) -> dict[str, Any]:
    """The report as plain values."""
    problems = [
        {"path": problem.where.path, "line": problem.where.line, "message": problem.message}
        | {"hint": problem.hint, "fatal": problem.fatal}
        for problem in report.problems
    ]
    return {
        "ok": report.ok,
        "exit_code": report.exit_code,
        "seconds": round(report.seconds, 3),
        "stages": [asdict(tally) for tally in report.tallies],
        "written": report.output.written,
        "removed": report.output.removed,
        "unchanged": report.output.unchanged,
        "drafts": report.drafts,
        "early": report.early,
        "left_out": report.left_out,
        "problems": problems,
    }


def show_report(report: BuildReport, out: Path, quiet: bool) -> None:
    """Problems, then what was done."""
    show_problems(report.problems)
    if report.left_out and report.ok:
        names = ", ".join(report.left_out[:_MOST_NAMES]) + ("…" if len(report.left_out) > _MOST_NAMES else "")
        click.echo(say("left_out", count=len(report.left_out), names=names), err=True)
    if not report.ok:
        click.echo(say("failed", count=sum(problem.fatal for problem in report.problems), out=out), err=True)
    elif not quiet:
        _show_success(report, out)


def _show_success(report: BuildReport, out: Path) -> None:
    output, seconds = report.output, f"{report.seconds:.2f}"
    if report.drafts:
        click.echo(say("drafts", count=report.drafts))
    if report.early:
        click.echo(say("early", count=report.early))
    if not output.written and not output.removed:
        click.echo(say("up_to_date", count=output.unchanged, out=out, seconds=seconds))
        return
    if _says_something(report):
        _show_table(report)
    counts = {"written": len(output.written), "removed": len(output.removed), "unchanged": output.unchanged}
    click.echo(say("written", **counts))
    click.echo(say("built", out=out, seconds=seconds))


def _says_something(report: BuildReport) -> bool:
    """Whether a table of the stages tells more than two sentences do: more than a few files came anew, or it was
    asked for.
    """
    asked = any(" " in tally.stage for tally in report.tallies)
    return asked or len(report.output.written) > _FEW


def _show_table(report: BuildReport) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(say("stage"))
    for name in ("ran", "reused", "seconds"):
        table.add_column(say(name), justify="right")
    for tally in report.tallies:
        stage, _, part = tally.stage.partition(" ")
        name = f"{say(stage)} {part}".rstrip()
        table.add_row(name, str(tally.ran), str(tally.reused or ""), f"{tally.seconds:.2f}")
    _console().print(table)


def print_table(table: Table) -> None:
    """To standard output, at the width of the terminal."""
    _console().print(table)


def print_tree(tree: Tree) -> None:
    """To standard output, at the width of the terminal."""
    _console().print(tree)


def _console() -> Console:
    from rich.console import Console

    # What is read by programs is not cut at some width.
    return Console(highlight=False, width=None if sys.stdout.isatty() else _WIDE)


def _colored(stream: Any) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR")


@contextmanager
def progress_bar(hidden: bool = False) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on standard error, where that is a terminal; gives what is to be told of progress."""
    if hidden or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(say("reading"), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
