"""`sitegen check`: what is wrong with the built site, for people, programs and GitHub."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.cli.words import help_of, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.publishing.checking import Finding, Inspection

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command("check", help=help_of("check"))
@click.option("--out", type=_FOLDER, metavar="DIR", help=help_of("check_out"))
@click.option("--base-url", metavar="URL", help=help_of("build_base_url"))
@click.option("--bar", type=click.FloatRange(0, 1), default=0.5, show_default=True, help=help_of("check_bar"))
@click.option("--external", is_flag=True, help=help_of("check_external"))
@click.option("--strict", is_flag=True, help=help_of("check_strict"))
@click.option("--json", "as_json", is_flag=True, help=help_of("check_json"))
@click.pass_obj
def check(
    site: Path, out: Path | None, base_url: str | None, bar: float, external: bool, strict: bool, as_json: bool
) -> None:
    """Exit code 1 for errors, with `strict` for warnings too."""
    inspection = inspect(site, out, base_url, bar, external)
    errors = sum(finding.problem.fatal for finding in inspection.findings)
    if as_json:
        click.echo(json.dumps(_values(inspection), ensure_ascii=False))
    else:
        _tell(site, inspection, errors)
    click.get_current_context().exit(1 if errors or (strict and inspection.findings) else 0)


def inspect(site: Path, out: Path | None, base_url: str | None, bar: float, external: bool) -> Inspection:
    """Everything found in the built folder and in the facts behind it. Raises SitegenError."""
    from msgspec.structs import replace

    from sitegen.build import OUT, tell_all
    from sitegen.core.config import load_config
    from sitegen.publishing.checking import Finding, check_folder, check_outside, check_stories

    config = load_config(site, base_url)
    folder = out or site / OUT
    seen = check_folder(folder, config.base_url)
    built = [*seen.findings, *(check_outside(seen.outside) if external else ())]
    tidings = tell_all(site)
    found = {_placed(finding, folder.name) for finding in built}
    found |= {Finding(problem, "clipping") for problem in tidings.problems}
    found |= set(check_stories(tidings.stories, bar))
    return replace(seen, findings=tuple(sorted(found, key=lambda one: (not one.problem.fatal, one))))


def _placed(finding: Finding, folder: str) -> Finding:
    """The same, with the path of a built file as it is seen from the site."""
    from msgspec.structs import replace

    return finding if finding.rule == "address" else replace(finding, problem=finding.problem.below(folder))


def _values(inspection: Inspection) -> dict[str, object]:
    errors = sum(finding.problem.fatal for finding in inspection.findings)
    return {
        "ok": not errors,
        "errors": errors,
        "warnings": len(inspection.findings) - errors,
        "files": inspection.files,
        "pages": inspection.pages,
        "links": inspection.links,
        "bytes": inspection.bytes,
        "problems": [
            {"rule": finding.rule, "path": finding.problem.where.path, "line": finding.problem.where.line}
            | {"message": finding.problem.message, "hint": finding.problem.hint, "fatal": finding.problem.fatal}
            for finding in inspection.findings
        ],
    }


def _tell(site: Path, inspection: Inspection, errors: int) -> None:
    from sitegen.cli.show import show_problems

    if os.environ.get("GITHUB_ACTIONS") == "true":
        for line in annotated(inspection.findings, site):
            click.echo(line)
    else:
        show_problems(finding.problem for finding in inspection.findings)
    counts = {"files": inspection.files, "pages": inspection.pages, "links": inspection.links}
    size = f"{inspection.bytes / 1e6:.1f} MB"
    click.echo(say("checked", size=size, errors=errors, warnings=len(inspection.findings) - errors, **counts))


def annotated(findings: Iterable[Finding], site: Path) -> list[str]:
    """The findings as commands of GitHub's runner, with paths as seen from the checkout."""
    root = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd()).resolve()
    place = site.resolve()
    before = f"{place.relative_to(root).as_posix()}/" if place != root and place.is_relative_to(root) else ""
    return [_annotation(finding, before) for finding in findings]


def _annotation(finding: Finding, before: str) -> str:
    problem = finding.problem
    level = "error" if problem.fatal else "warning"
    line = f",line={problem.where.line}" if problem.where.line else ""
    file, title = _property(before + problem.where.path), _property(f"sitegen {finding.rule}")
    text = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    return f"::{level} file={file}{line},title={title}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
