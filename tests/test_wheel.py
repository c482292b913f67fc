"""What a stranger gets: the wheel, in an empty venv, away from the repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest
from sites import tree

import sitegen

ROOT = Path(__file__).parent.parent


def run(*command: str | Path, cwd: Path) -> str:
    """The output of a command that must succeed."""
    done = subprocess.run([*map(str, command)], cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def pythons() -> list[str]:
    """The Python that runs the tests; with SITEGEN_PYTHONS=all every one from 3.11 up that is on this machine."""
    if os.environ.get("SITEGEN_PYTHONS") != "all":
        return [sys.executable]
    named = [path for minor in range(11, 30) if (path := shutil.which(f"python3.{minor}"))]
    kept = [str(path) for path in sorted(Path.home().glob(".pyenv/versions/*/bin/python3"))]
    found: dict[str, str] = {}
    for path in [*named, *kept]:
        done = subprocess.run(
            [path, "-c", "import sys; print(*sys.version_info[:2])"], capture_output=True, check=False
        )
        version = tuple(map(int, done.stdout.split()))
        if done.returncode == 0 and version >= (3, 11):
            found.setdefault(".".join(map(str, version)), path)
    return list(found.values())


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sdist")
    run(sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    (built,) = out.glob("*.tar.gz")
    return built


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


def test_the_metadata_say_what_it_is(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    told = Parser().parsestr(archive.read(name).decode("utf-8"))
    assert (told["Name"], told["Version"]) == ("sitegen", sitegen.__version__)
    assert (told["Requires-Python"], told["License-Expression"]) == (">=3.11", "Apache-2.0")
    assert told["Description-Content-Type"] == "text/markdown"
    assert "sitegen" in str(told.get_payload())
    assert any(each.endswith(".dist-info/licenses/LICENSE") for each in archive.namelist())


def test_nothing_is_shipped_that_was_made_or_is_private(wheel: Path, sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = [*zipfile.ZipFile(wheel).namelist(), *archive.getnames()]
    unwanted = re.compile(r"(^|/)(\.git|\.venv|\.sitegen|public|__pycache__|\.mypy_cache|node_modules)(/|$)|\.pyc$")
    assert [name for name in names if unwanted.search(name)] == []


def test_the_wheel_of_the_sdist_is_the_wheel(sdist: Path, wheel: Path, tmp_path: Path) -> None:
    """Who packages from the sdist ships the same files."""
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, source, cwd=tmp_path)
    (again,) = tmp_path.glob("*.whl")
    first, second = (zipfile.ZipFile(file) for file in (wheel, again))
    assert sorted(first.namelist()) == sorted(second.namelist())
    assert [name for name in first.namelist() if first.read(name) != second.read(name)] == []


@pytest.fixture(scope="module")
def first() -> dict[str, bytes]:
    return {}


@pytest.mark.parametrize("python", pythons())
def test_an_installed_sitegen_makes_a_site_and_builds_it(
    wheel: Path, tmp_path: Path, python: str, first: dict[str, bytes]
) -> None:
    """On every Python the same bytes: `first` is what the first one made."""
    run(python, "-m", "venv", "--without-pip", tmp_path / "venv", cwd=tmp_path)
    programs = tmp_path / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    locked = ("--constraint", ROOT / "requirements" / "ci.txt")
    into = ("--python", programs / "python")
    run(sys.executable, "-m", "pip", *into, "--quiet", "install", "--no-compile", *locked, wheel, cwd=tmp_path)

    away = tmp_path / "away"
    away.mkdir()
    run(programs / "sitegen", "init", "demo", cwd=away)
    run(programs / "sitegen", "-C", "demo", "build", cwd=away)
    assert " 0 " in run(programs / "sitegen", "-C", "demo", "check", cwd=away)

    site = away / "demo" / "public"
    assert "<h1" in (site / "index.html").read_text(encoding="utf-8")
    assert "<rss" in (site / "feed.xml").read_text(encoding="utf-8")
    built = tree(site)
    first.update(built if not first else {})
    assert [path for path in {*built, *first} if built.get(path) != first.get(path)] == []
