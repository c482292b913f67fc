"""Every bad input gets its sentence, with file and line; all others are still looked at, and nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from sites import BODY, put, run

from sitegen.cli.app import app

from .table import Case, cases, said

if TYPE_CHECKING:
    from pathlib import Path
    from subprocess import CompletedProcess

CLIPPINGS = [*cases("front-matter"), *cases("values"), *cases("bytes")]
SETTINGS = [("content/site.yaml", case) for case in cases("settings")]
PARTNERS = [("content/partners.yaml", case) for case in cases("partners")]


def name(case: object) -> str:
    return case.name if isinstance(case, Case) else ""


def put_bytes(root: Path, path: str, raw: bytes) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(raw)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One site with all bad clippings, and a good one."""
    root = tmp_path_factory.mktemp("bad")
    put(root, "content/good.md", BODY)
    for case in CLIPPINGS:
        put_bytes(root, case.name, case.raw)
    return root


@pytest.fixture(scope="module")
def strict(root: Path) -> CompletedProcess[str]:
    return run("-C", str(root), "build")


@pytest.mark.parametrize("case", CLIPPINGS, ids=name)
def test_a_bad_clipping_is_told_of_in_one_sentence_each(strict: CompletedProcess[str], case: Case) -> None:
    assert case.says
    assert said(strict.stderr, case.name) == case.says


def test_nothing_else_is_said_and_nothing_is_written(strict: CompletedProcess[str], root: Path) -> None:
    count = sum(len(case.says) for case in CLIPPINGS)
    assert strict.returncode == 1
    assert strict.stderr.count("\n") == 1 + sum(1 + (" → " in each) for case in CLIPPINGS for each in case.says)
    assert strict.stderr.splitlines()[-1].startswith(f"Not built: {count} faults.")
    assert strict.stdout == ""
    assert not (root / "public/index.html").exists()


def test_the_good_clipping_is_built_without_the_bad_ones(root: Path, tmp_path: Path) -> None:
    lenient = run("-C", str(root), "build", "--keep-going", "--out", str(tmp_path / "public"))
    assert lenient.returncode == 0, lenient.stderr
    assert "Traceback" not in lenient.stderr
    assert [page.parent.name for page in (tmp_path / "public/tin").glob("*/index.html")] == ["good"]


@pytest.mark.parametrize(("path", "case"), [*SETTINGS, *PARTNERS], ids=name)
def test_a_bad_file_of_the_editor_stops_the_build(tmp_path: Path, path: str, case: Case) -> None:
    put(tmp_path, "content/good.md", BODY)
    put_bytes(tmp_path, path, case.raw)
    result = CliRunner().invoke(app, ["-C", str(tmp_path), "build", "--jobs", "1"])
    assert case.says
    assert said(result.stderr, path) == case.says
    assert result.exit_code == 2
    assert not (tmp_path / "public").exists()


def test_the_cases_are_many() -> None:
    assert len(CLIPPINGS) + len(SETTINGS) + len(PARTNERS) >= 150


@pytest.fixture(scope="module")
def extracted(root: Path) -> CompletedProcess[str]:
    names = sorted(case.name for case in CLIPPINGS)
    return run("extract", *names, "content/good.md", "--jobs", "2", cwd=root)


def test_extract_says_where_too_and_gives_the_rest(extracted: CompletedProcess[str]) -> None:
    assert extracted.returncode == 1
    assert "Traceback" not in extracted.stderr
    assert '"id": "good"' in extracted.stdout
    for case in cases("front-matter"):
        assert said(extracted.stderr, case.name) == case.says
