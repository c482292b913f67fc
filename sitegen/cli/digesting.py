"""`sitegen digest`: the e-mail edition of a week or a month."""

from __future__ import annotations

from pathlib import Path

import click

from sitegen.cli.words import help_of, say

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command("digest", help=help_of("digest"))
@click.option("--week", metavar="WEEK", help=help_of("digest_week"))
@click.option("--month", metavar="MONTH", help=help_of("digest_month"))
@click.option("--eml", is_flag=True, help=help_of("digest_eml"))
@click.option("--out", type=_FOLDER, metavar="DIR", help=help_of("digest_out"))
@click.pass_obj
def digest(site: Path, week: str | None, month: str | None, eml: bool, out: Path | None) -> None:
    """Exactly one of week and month."""
    from sitegen.cli.show import progress_bar, show_problems
    from sitegen.editing.edition import edition, message, period
    from sitegen.editing.told import whole

    if (week is None) == (month is None):
        raise click.UsageError(say("digest_one"))
    wanted = period(week or month or "")
    with progress_bar() as progress:
        told = whole(site, progress)
    show_problems(told.problems)
    made = edition(site, told, wanted)
    if not told.config.base_url:
        click.echo(say("digest_no_address"), err=True)
    folder = out or site / "digests"
    sender = f"{told.config.author} <{told.config.email}>" if told.config.email else ""
    files = {"eml": message(made, sender)} if eml else {"html": made.html, "txt": made.text.encode()}
    for suffix, content in files.items():
        click.echo(_written(folder / f"{made.name}.{suffix}", content))


def _written(path: Path, content: bytes) -> Path:
    from sitegen.core.errors import OutputError, Where

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise OutputError.at(Where(path.name), f"cannot be written: {error.strerror}", "check the folder") from error
    return path
