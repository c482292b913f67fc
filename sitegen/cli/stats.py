"""`sitegen stats`: the digest in numbers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from sitegen.cli.words import help_of, language, say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rich.table import Table

    from sitegen.editing.told import Whole

_MOST = 10


@click.command("stats", help=help_of("stats"))
@click.pass_obj
def stats(site: Path) -> None:
    """To standard output."""
    from sitegen.cli.show import print_table, progress_bar, show_problems
    from sitegen.editing.told import whole

    with progress_bar() as progress:
        told = whole(site, progress)
    show_problems(told.problems)
    click.echo(_headline(told))
    for table in _tables(told):
        print_table(table)


def _headline(told: Whole) -> str:
    stories, deals = told.digest.stories, told.digest.deals
    return say(
        "stats_head",
        stories=len(stories),
        deals=len(deals),
        shared=sum(bool(record.also) for record in deals),
        partners=len(told.digest.dossiers),
        doubts=len(told.digest.proposals),
        undated=sum(story.published is None and story.facts.signed_on is None for story in stories),
        sourceless=sum(story.source is None for story in stories),
        found=sum(not dossier.partner.registered for dossier in told.digest.dossiers),
    )


def _tables(told: Whole) -> Iterable[Table]:
    from sitegen.rendering.i18n import language as interface

    words = interface(language())
    years = [(str(shelf.year or say("stats_undated")), len(shelf.deals)) for shelf in told.digest.years]
    yield _table("stats_year", years)
    partners = sorted(told.digest.dossiers, key=lambda dossier: -len(dossier.deals))[:_MOST]
    yield _table("stats_partner", [(dossier.partner.name, len(dossier.deals)) for dossier in partners])
    kinds = Counter(kind for record in told.digest.deals for kind in dict.fromkeys(record.deal.kinds))
    yield _table("kinds", [(words.label(kind), count) for kind, count in sorted(kinds.items(), key=_most)])


def _most(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]


def _table(heading: str, rows: Iterable[tuple[str, int]]) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    rows = list(rows)
    longest = max((count for _, count in rows), default=1)
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(say(heading))
    table.add_column(say("deals"), justify="right")
    table.add_column("")
    for name, count in rows:
        table.add_row(name, str(count), "█" * round(30 * count / max(longest, 1)))
    return table
