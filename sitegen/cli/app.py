"""The commands: each parses, calls, prints, and gives the exit code. Heavy imports wait inside them."""

# ruff: noqa: D103 - the help of a command stands in the catalogues, in both languages

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any, NoReturn

import click

from sitegen import __version__
from sitegen.cli.checking import check
from sitegen.cli.completing import completion
from sitegen.cli.deploying import deploy
from sitegen.cli.digesting import digest
from sitegen.cli.importing import import_command
from sitegen.cli.learning import learn
from sitegen.cli.partnering import partner
from sitegen.cli.reviewing import review
from sitegen.cli.stats import stats
from sitegen.cli.words import help_of, say
from sitegen.core import tracing
from sitegen.core.errors import Problem, SitegenError, Where

_FOLDER = click.Path(file_okay=False, path_type=Path)
_SETTINGS = {"help_option_names": ["-h", "--help"]}
_OUTSIDE = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO)  # faults of a disk, never of ours


class _Commands(click.Group):
    """Prints faults of the input as sentences; a bug keeps its traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        from sitegen.cli.show import show_problems

        try:
            return super().invoke(ctx)
        except SitegenError as error:
            tracing.tell(error)
            show_problems(error.problems)
            ctx.exit(error.exit_code)
        except OSError as error:
            if error.errno not in _OUTSIDE:
                raise
            tracing.tell(error)
            show_problems([Problem(Where(error.filename or "-"), os.strerror(error.errno), say("make_room"))])
            ctx.exit(1)
        except KeyboardInterrupt:
            click.echo(f"\n{say('interrupted')}", err=True)
            ctx.exit(130)


@click.group(cls=_Commands, help=help_of("sitegen"), context_settings=_SETTINGS)
@click.option("-C", "site", type=_FOLDER, default=".", metavar="SITE", help=help_of("site"))
@click.option("--debug", is_flag=True, help=help_of("debug"))
@click.version_option(__version__, "--version", message="%(prog)s %(version)s", help=help_of("version"))
@click.pass_context
def app(context: click.Context, site: Path, debug: bool) -> None:
    context.obj = site
    if debug:
        tracing.begin()


app.add_command(check)
app.add_command(deploy)
app.add_command(completion)
app.add_command(import_command)
app.add_command(partner)
app.add_command(review)
app.add_command(learn)
app.add_command(stats)
app.add_command(digest)


@app.command(help=help_of("init"))
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.pass_obj
def init(site: Path, folder: Path) -> None:
    from sitegen.cli.scaffolding import lay_out

    for path in lay_out(site / folder):
        click.echo(f"  {path}")
    click.echo(say("created", path=folder))
    click.echo(say("next_steps", path=folder))


@app.command(help=help_of("build"))
@click.option("--out", type=_FOLDER, metavar="DIR", help=help_of("build_out"))
@click.option("--base-url", metavar="URL", help=help_of("build_base_url"))
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help=help_of("build_jobs"))
@click.option("--keep-going", is_flag=True, help=help_of("build_keep_going"))
@click.option(
    "--executor", type=click.Choice(("processes", "dask")), default="processes", help=help_of("build_executor")
)
@click.option("--scheduler", metavar="ADDRESS", help=help_of("build_scheduler"))
@click.option("--profile", is_flag=True, help=help_of("build_profile"))
@click.option("--json", "as_json", is_flag=True, help=help_of("build_json"))
@click.option("--quiet", is_flag=True, help=help_of("build_quiet"))
@click.pass_obj
def build(site: Path, /, out: Path | None, as_json: bool, quiet: bool, **options: Any) -> None:
    import gc

    from sitegen.build import OUT
    from sitegen.build import build as build_site
    from sitegen.cli.crews import crew_of
    from sitegen.cli.show import progress_bar, show_json, show_report
    from sitegen.core.dating import now

    gc.set_threshold(200_000, 50, 1000)  # nearly all values of a build live till its end: looking for waste is waste
    crew = crew_of(options.pop("executor"), options.pop("scheduler"), options.pop("jobs"))
    with progress_bar(hidden=as_json or quiet) as progress, crew as workers:
        report = build_site(site, out, progress=progress, now=now(), crew=workers, **options)
    if as_json:
        show_json(report)
    else:
        show_report(report, out or site / OUT, quiet)
    _exit(report.exit_code)


@app.command(help=help_of("new"))
@click.argument("title", metavar="TITLE")
@click.option("--date", metavar="DATE", help=help_of("new_date"))
@click.option("--source", metavar="NAME", help=help_of("new_source"))
@click.pass_obj
def new(site: Path, title: str, date: str | None, source: str | None) -> None:
    from sitegen.cli.scaffolding import begin_clipping

    click.echo(site / begin_clipping(site, title, date, source))


@app.command(help=help_of("suggest"))
@click.pass_obj
def suggest(site: Path) -> None:
    from sitegen.cli.show import progress_bar, show_problems
    from sitegen.cli.suggesting import suggestions

    with progress_bar() as progress:
        text, problems = suggestions(site, progress)
    show_problems(problems)
    click.echo(text, nl=False)
    _exit(1 if any(problem.fatal for problem in problems) else 0)


@app.command(help=help_of("explain"))
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def explain(site: Path, file: Path) -> None:
    from sitegen.cli.explaining import explanation
    from sitegen.cli.show import print_tree

    print_tree(explanation(site, file))


@app.command(help=help_of("extract"))
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--out", type=_FOLDER, metavar="DIR", help=help_of("extract_out"))
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help=help_of("build_jobs"))
@click.pass_obj
def extract(site: Path, paths: tuple[Path, ...], out: Path | None, jobs: int | None) -> None:
    from sitegen.cli.extracting import extract_all
    from sitegen.cli.show import progress_bar, show_problems

    with progress_bar(hidden=out is None) as progress:
        lines, problems = extract_all(site, paths, out, jobs, progress)
    for line in lines:
        click.echo(line)
    show_problems(problems)
    _exit(1 if problems else 0)


@app.command(help=help_of("serve"))
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help=help_of("serve_host"))
@click.option("--port", type=click.IntRange(0, 65535), default=8000, metavar="N", help=help_of("serve_port"))
@click.option("--open", "open_browser", is_flag=True, help=help_of("serve_open"))
@click.option("--drafts", is_flag=True, help=help_of("build_drafts"))
@click.option("--future", is_flag=True, help=help_of("serve_future"))
@click.pass_obj
def serve(site: Path, /, **options: Any) -> None:
    from sitegen.preview import serve as serve_site

    _exit(serve_site(site, **options))


@app.group(help=help_of("cache"))
def cache() -> None:
    pass


@cache.command("info", help=help_of("cache_info"))
@click.pass_obj
def cache_info(site: Path) -> None:
    from sitegen.core.cache import FILE, open_cache

    with open_cache(_existing(site / FILE)) as remembered:
        info = remembered.info()
    click.echo(say("cache_entries", path=FILE, entries=info.entries, size=f"{info.size / 1e6:.1f} MB"))


@cache.command("prune", help=help_of("cache_prune"))
@click.option("--days", type=click.IntRange(min=0), default=30, show_default=True, help=help_of("cache_prune_days"))
@click.pass_obj
def cache_prune(site: Path, days: int) -> None:
    from sitegen.core.cache import FILE, open_cache

    with open_cache(_existing(site / FILE)) as remembered:
        click.echo(say("cache_removed", count=remembered.prune(days)))


@cache.command("clear", help=help_of("cache_clear"))
@click.pass_obj
def cache_clear(site: Path) -> None:
    from sitegen.core.cache import FILE, open_cache

    with open_cache(_existing(site / FILE)) as remembered:
        click.echo(say("cache_removed", count=remembered.clear()))


def _existing(file: Path) -> Path | None:
    """Looking at a cache must not make one."""
    return file if file.exists() else None


def _exit(code: int) -> NoReturn:
    click.get_current_context().exit(code)
