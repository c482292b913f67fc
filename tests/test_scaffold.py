"""A new site can be published as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from sites import run

import sitegen

ROOT = Path(__file__).parent.parent
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")


@pytest.fixture(scope="module")
def new_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("new")
    assert run("init", "demo", cwd=place).returncode == 0
    return place / "demo"


def test_it_has_all_that_a_digest_needs(new_site: Path) -> None:
    needed = (
        "content/site.yaml",
        "content/partners.yaml",
        "content/pages/gioi-thieu.md",
        "templates/README.md",
        "requirements.txt",
        ".gitignore",
        ".github/workflows/pages.yml",
        ".github/dependabot.yml",
    )
    assert [name for name in needed if not (new_site / name).is_file()] == []
    assert list((new_site / "content/clippings").glob("*.md"))
    assert list((new_site / "seeds").glob("*.txt"))


def workflow(file: Path) -> dict[str, object]:
    # a loader for which `on` is a word, not a truth value
    loaded = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)
    assert isinstance(loaded, dict)
    return loaded


@pytest.mark.parametrize("which", ["scaffold", "repository"])
def test_the_workflow_is_pinned_and_scheduled_and_asks_for_little(new_site: Path, which: str) -> None:
    file = (new_site if which == "scaffold" else ROOT) / ".github/workflows/pages.yml"
    text, values = file.read_text("utf-8"), workflow(file)
    used = re.findall(r"uses: (\S+)", text)
    assert used
    assert [action for action in used if not PINNED.fullmatch(action)] == []
    assert set(values["on"]) == {"push", "workflow_dispatch", "schedule"}  # type: ignore[call-overload]
    assert values["permissions"] == {"contents": "read"}
    assert "persist-credentials: false" in text
    order = [text.index(word) for word in ("actions/cache@", "upload-pages-artifact@", "deploy-pages@")]
    assert order == sorted(order)


def test_the_workflow_builds_and_checks_for_the_address_of_pages(new_site: Path) -> None:
    values = workflow(new_site / ".github/workflows/pages.yml")
    steps = values["jobs"]["build"]["steps"]  # type: ignore[index]
    commands = {step["run"]: step for step in steps if step.get("run", "").startswith("sitegen")}
    assert list(commands) == ["sitegen build", "sitegen check"]
    for step in commands.values():
        assert step["env"] == {"SITEGEN_BASE_URL": "${{ steps.pages.outputs.base_url }}/"}


def test_dependabot_watches_python_and_actions(new_site: Path) -> None:
    updates = workflow(new_site / ".github/dependabot.yml")["updates"]
    assert [one["package-ecosystem"] for one in updates] == ["pip", "github-actions"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "address", ["https://someone.github.io/digest/", "https://someone.github.io/", "https://tin.example.org/"]
)
def test_it_builds_and_checks_as_the_workflow_does(new_site: Path, address: str, tmp_path: Path) -> None:
    environment = {"SITEGEN_BASE_URL": address}
    out = str(tmp_path / "public")
    assert run("build", "--quiet", "--out", out, cwd=new_site, **environment).returncode == 0
    done = run("check", "--out", out, cwd=new_site, **environment)
    assert done.returncode == 0, done.stderr
    assert " 0 errors" in done.stdout


def test_git_ignores_what_is_built(new_site: Path) -> None:
    assert {"/public/", "/.sitegen/"} <= set((new_site / ".gitignore").read_text("utf-8").split())


def test_it_asks_for_the_version_that_made_it(new_site: Path) -> None:
    assert (new_site / "requirements.txt").read_text("utf-8") == f"sitegen=={sitegen.__version__}\n"
