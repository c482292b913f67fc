"""What a stranger gets: the wheel, in an empty venv, away from the repository."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*command: str | Path, cwd: Path) -> str:
    """The output of a command that must succeed."""
    done = subprocess.run([*map(str, command)], cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    (built,) = out.glob("*.whl")
    return built


def test_the_wheel_carries_all_that_a_build_needs(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    shipped = [
        ("templates", "sitegen/theme"),
        ("sitegen/knowledge", "sitegen/knowledge"),
        ("sitegen/locales", "sitegen/locales"),
        ("sitegen/scaffold", "sitegen/scaffold"),
        ("sitegen/preview", "sitegen/preview"),
    ]
    for folder, inside in shipped:
        names = tracked(folder)
        assert names, f"{folder} is empty"
        assert {f"{inside}/{name}" for name in names} <= held


def tracked(folder: str) -> set[str]:
    """The files of a folder, as a packager should see them."""
    paths = (path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(ROOT / folder).as_posix() for path in paths}


def test_an_installed_sitegen_makes_a_site_and_builds_it(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    programs = tmp_path / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    locked = ("--constraint", ROOT / "requirements" / "ci.txt")
    run(programs / "python", "-m", "pip", "--quiet", "install", *locked, wheel, cwd=tmp_path)

    away = tmp_path / "away"
    away.mkdir()
    run(programs / "sitegen", "init", "demo", cwd=away)
    run(programs / "sitegen", "-C", "demo", "build", cwd=away)

    site = away / "demo" / "public"
    assert "<h1" in (site / "index.html").read_text(encoding="utf-8")
    assert "<rss" in (site / "feed.xml").read_text(encoding="utf-8")
