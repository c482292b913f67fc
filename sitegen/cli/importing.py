"""`sitegen import`: saved pages, press releases and feeds become clippings."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from sitegen.cli.words import help_of, say

if TYPE_CHECKING:
    from pathlib import Path


@click.command("import", help=help_of("import"))
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.pass_obj
def import_command(site: Path, sources: tuple[str, ...]) -> None:
    """Exit code 1 if a source could not be imported."""
    from sitegen.cli.show import show_problems
    from sitegen.core.config import load_config
    from sitegen.core.errors import Problem
    from sitegen.editing.importing import import_all

    load_config(site)  # says where the site is not
    problems: list[Problem] = []
    new = old = 0
    for one in import_all(site, sources, sys.stdin.buffer):
        if isinstance(one, Problem):
            problems.append(one)
            continue
        new, old = new + one.new, old + (not one.new)
        click.echo(say("import_new" if one.new else "import_old", path=one.path))
    show_problems(problems)
    click.echo(say("imported", new=new, old=old, faults=len(problems)), err=True)
    click.get_current_context().exit(1 if problems else 0)
