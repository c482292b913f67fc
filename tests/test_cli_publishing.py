"""`sitegen check` and `sitegen completion` as they are called."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from sites import BODY, clipping, run

import sitegen
from sitegen.build import build
from sitegen.cli.app import app

if TYPE_CHECKING:
    from conftest import Site

BASE = "https://example.org/digest/"
FILES = {
    "content/clippings/a.md": clipping("FPT và Viettel hợp tác", date="2025-03-13", source="Báo Mẫu"),
    "content/clippings/b.md": clipping("FPT và VNPT hợp tác", BODY.replace("Viettel", "VNPT"), date="2025-03-14"),
    "content/site.yaml": f"title: Bản tin\nbase_url: {BASE}\n",
}


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITEGEN_LANG", "en")
    for name in ("SITEGEN_BASE_URL", "GITHUB_ACTIONS", "GITHUB_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(each) for each in arguments], prog_name="sitegen", catch_exceptions=False)


@pytest.fixture
def root(site: Site) -> Path:
    made = site(FILES)
    assert build(made, jobs=1).ok
    return made


def break_a_link(root: Path) -> None:
    page = root / "public/tin/a/index.html"
    page.write_text(page.read_text("utf-8").replace("</main>", '<a href="/digest/gone/">x</a></main>'), "utf-8")


def test_a_right_site(root: Path) -> None:
    result = call("-C", root, "check")
    assert (result.exit_code, result.stdout.count("\n")) == (0, 1)
    assert " 0 errors, 1 warning." in result.stdout
    assert result.stderr.startswith("content/clippings/b.md: nobody can tell where this clipping was published")


def test_warnings_count_where_that_is_wanted(root: Path) -> None:
    assert call("-C", root, "check", "--strict").exit_code == 1


def test_a_fault_is_told_with_its_file(root: Path) -> None:
    break_a_link(root)
    result = call("-C", root, "check")
    assert result.exit_code == 1
    assert "public/tin/a/index.html:" in result.stderr
    assert "'/digest/gone/' leads nowhere" in result.stderr


def test_facts_below_the_bar(root: Path) -> None:
    lines = call("-C", root, "check", "--bar", "1").stderr.splitlines()
    (first,) = (line for line in lines if line.startswith("content/clippings/a.md"))
    assert first.startswith("content/clippings/a.md: less than 100 % sure: ")
    assert "less than" not in call("-C", root, "check", "--bar", "0").stderr


def test_what_the_editor_says_is_beyond_doubt(site: Site) -> None:
    front = {"partners": "[fpt, viettel]", "signed_on": "2025-03-12", "value": "200000000000 VND", "source": "Báo Mẫu"}
    deals = "[{parties: [fpt, viettel], kinds: [mou], signed_on: 2025-03-12, value: 200000000000 VND}]"
    root = site({**FILES, "content/clippings/a.md": clipping("FPT", date="2025-03-13", deals=deals, **front)})
    assert build(root, jobs=1).ok
    assert "clippings/a.md" not in call("-C", root, "check", "--bar", "1").stderr


def test_json_for_programs(root: Path) -> None:
    break_a_link(root)
    result = call("-C", root, "check", "--json")
    values = json.loads(result.stdout)
    assert (result.exit_code, values["ok"], values["errors"], values["warnings"]) == (1, False, 1, 1)
    assert [(one["rule"], one["fatal"]) for one in values["problems"]] == [("link", True), ("source", False)]
    assert values["pages"] == len(list((root / "public").rglob("*.html")))


def test_annotations_on_github(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(root.parent))
    break_a_link(root)
    link, source, _ = call("-C", root, "check").stdout.splitlines()
    assert link.startswith(f"::error file={root.name}/public/tin/a/index.html,line=")
    assert link.endswith(
        ",title=sitegen link::'/digest/gone/' leads nowhere%0Amend the link, or bring back what it leads to"
    )
    assert source.startswith(f"::warning file={root.name}/content/clippings/b.md,title=sitegen source::")


def test_where_nothing_was_built(site: Site) -> None:
    result = call("-C", site(FILES), "check")
    assert result.exit_code == 1
    assert "run `sitegen build` first" in result.stderr


def test_a_site_that_was_built_for_another_address(root: Path) -> None:
    result = call("-C", root, "check", "--base-url", "https://example.org/other/")
    assert result.exit_code == 1
    assert "leads out of the site, which lives below /other/" in result.stderr


# ------------------------------------------------------------------------------------------------- completion


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_each_shell_is_one_that_the_shell_reads(shell: str, tmp_path: Path) -> None:
    script = call("completion", shell).stdout
    assert "_SITEGEN_COMPLETE" in script
    assert "%(" not in script
    (tmp_path / "script").write_text(script)
    if shutil.which(shell):
        assert subprocess.run([shell, "-n", tmp_path / "script"], check=False).returncode == 0


def test_another_shell_is_wrong_usage() -> None:
    assert call("completion", "cmd").exit_code == 2


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not here")
@pytest.mark.parametrize(
    ("typed", "offered"), [("che", {"check"}), ("build --k", {"--keep-going"}), ("completion f", {"fish"})]
)
def test_bash_completes_commands_and_options(typed: str, offered: set[str], tmp_path: Path) -> None:
    program = tmp_path / "sitegen"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m sitegen "$@"\n')
    program.chmod(0o755)
    (tmp_path / "script").write_text(call("completion", "bash").stdout)
    words = ["sitegen", *typed.split()]
    lines = (
        f"source {tmp_path / 'script'}",
        f"COMP_WORDS=({' '.join(words)})",
        f"COMP_CWORD={len(words) - 1}",
        "_sitegen_completion sitegen",
        'printf "%s\\n" "${COMPREPLY[@]}"',
    )
    place = str(Path(sitegen.__file__).parent.parent)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONPATH": place}
    command = ["bash", "--norc", "-c", "\n".join(lines)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert set(done.stdout.split()) == offered, done.stderr


def test_completion_imports_nothing_heavy() -> None:
    done = run(PYTHONPROFILEIMPORTTIME="1", _SITEGEN_COMPLETE="bash_complete", COMP_WORDS="sitegen b", COMP_CWORD="1")
    assert "build" in done.stdout
    imported = {line.rpartition("|")[2].strip().split(".")[0] for line in done.stderr.splitlines()}
    assert imported.isdisjoint({"lxml", "jinja2", "rich", "yaml", "msgspec", "underthesea", "feedgen", "starlette"})
