"""`sitegen completion`: what a shell needs in order to complete commands."""

from __future__ import annotations

import click

from sitegen.cli.words import help_of

SHELLS = ("bash", "zsh", "fish")


@click.command("completion", help=help_of("completion"))
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """The script asks the program itself, so it never grows old."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is not None:
        click.echo(kind(context.find_root().command, {}, "sitegen", "_SITEGEN_COMPLETE").source_template % _vars())


def _vars() -> dict[str, str]:
    return {"complete_func": "_sitegen_completion", "complete_var": "_SITEGEN_COMPLETE", "prog_name": "sitegen"}
