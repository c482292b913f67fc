"""`sitegen deploy`: build, show what changes, push."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.cli.words import help_of, say

if TYPE_CHECKING:
    from sitegen.publishing.deploy import Deployment

_MOST_NAMES = 20


@click.command("deploy", help=help_of("deploy"))
@click.option("--remote", default="origin", show_default=True, metavar="NAME", help=help_of("deploy_remote"))
@click.option("--branch", default="gh-pages", show_default=True, metavar="NAME", help=help_of("deploy_branch"))
@click.option("--base-url", metavar="URL", help=help_of("build_base_url"))
@click.option("--dry-run", is_flag=True, help=help_of("deploy_dry_run"))
@click.option("--adopt", is_flag=True, help=help_of("deploy_adopt"))
@click.pass_obj
def deploy(site: Path, remote: str, branch: str, base_url: str | None, dry_run: bool, adopt: bool) -> None:
    """Nothing is pushed unless the build succeeds, nothing ever by force."""
    from sitegen.build import OUT, build
    from sitegen.cli.show import progress_bar, show_problems, show_report
    from sitegen.core.dating import now
    from sitegen.publishing.deploy import deploy as push

    with progress_bar() as progress:
        report = build(site, base_url=base_url, progress=progress, now=now())
    if not report.ok:
        show_report(report, site / OUT, quiet=True)
        click.get_current_context().exit(report.exit_code)
    show_problems(report.problems)
    _tell(push(site / OUT, site, remote, branch, dry_run=dry_run, adopt=adopt))


def _tell(done: Deployment) -> None:
    signs = (("+", done.added), ("~", done.changed), ("-", done.removed))
    changes = [f"  {sign} {path}" for sign, paths in signs for path in paths]
    for line in changes[:_MOST_NAMES]:
        click.echo(line)
    if len(changes) > _MOST_NAMES:
        click.echo(say("deploy_more", count=len(changes) - _MOST_NAMES))
    if done.left_out:
        click.echo(say("deploy_left_out", count=len(done.left_out), names=", ".join(done.left_out[:5])), err=True)
    counts = {"added": len(done.added), "changed": len(done.changed), "removed": len(done.removed)}
    name = "deploy_nothing" if done.empty else "deployed" if done.pushed else "deploy_would"
    click.echo(say(name, remote=done.remote, branch=done.branch, commit=done.commit[:10], **counts))
