"""`sitegen learn`: corrections become labels, labels become scores and models."""

from __future__ import annotations

from pathlib import Path

import click

from sitegen.cli.words import help_of, say

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command("learn", help=help_of("learn"))
@click.option("--train", is_flag=True, help=help_of("learn_train"))
@click.option("--corpus", type=_FOLDER, default="corpus/clippings", metavar="DIR", help=help_of("learn_corpus"))
@click.pass_obj
def learn(site: Path, train: bool, corpus: Path) -> None:
    """Without --train only labels and scores."""
    from sitegen.core.registry import load_knowledge
    from sitegen.learning.own import add_corrected, own_set, retrain, scored

    knowledge = load_knowledge(site)
    new = add_corrected(site, knowledge)
    labelled = own_set(site)
    click.echo(say("learn_added", new=len(new), count=len(labelled)))
    if not labelled:
        return
    before = scored(labelled, knowledge)
    if not train:
        _show(before, None)
        return
    after, kept = retrain(site, corpus, knowledge, lambda line: click.echo(f"  {line}", err=True))
    _show(before, after)
    click.echo(say("learn_kept" if kept else "learn_dropped"))


def _show(before: dict[str, float], after: dict[str, float] | None) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from sitegen.cli.show import print_table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(say("learn_measure"))
    for heading in ("learn_before", *(["learn_after"] if after else [])):
        table.add_column(say(heading), justify="right")
    for name, value in before.items():
        table.add_row(name, f"{value:.3f}", *([f"{after[name]:.3f}"] if after else []))
    print_table(table)
