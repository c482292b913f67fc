"""Bad days: two builds at once, a build that is killed, a cache that is not ours, a disk that is full or forbidden."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sites import BODY, clipping, put, run, tree

import sitegen
from sitegen.build import build

if TYPE_CHECKING:
    from collections.abc import Callable

CACHE = ".sitegen/cache.sqlite3"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(sitegen.__file__).parent.parent), "SITEGEN_LANG": "en"}


def lay_out(root: Path, count: int = 12) -> None:
    for number in range(count):
        put(root, f"content/clip-{number}.md", clipping(f"Tin {number}", f"{BODY}\n\nSố {number}.", date="2025-03-12"))


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a build of the site gives on a good day."""
    root = tmp_path_factory.mktemp("good")
    lay_out(root)
    assert build(root, jobs=1).ok
    return tree(root / "public")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    lay_out(tmp_path)
    return tmp_path


def start(root: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "sitegen", "-C", str(root), "build", "--jobs", "1", *arguments]
    return subprocess.Popen(command, env=ENVIRONMENT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_builds_at_once_give_the_site_or_say_that_another_runs(root: Path, expected: dict[str, bytes]) -> None:
    runs = [start(root) for _ in range(3)]
    ends = [(each.communicate()[1], each.returncode) for each in runs]
    assert [code for _, code in ends if code == 0]
    for error, code in ends:
        assert "Traceback" not in error
        assert code == 0 or "hint: " in error
    assert tree(root / "public") == expected


def test_a_build_killed_at_any_moment_loses_nothing(root: Path, expected: dict[str, bytes]) -> None:
    chance = random.Random(11)
    for _ in range(6):
        each = start(root)
        time.sleep(chance.uniform(0.2, 1.6))
        each.send_signal(signal.SIGKILL)
        each.communicate()
        put(root, "content/extra.md", BODY) if chance.random() < 0.5 else (root / "content/extra.md").unlink(True)
    (root / "content/extra.md").unlink(True)
    last = run("-C", str(root), "build", "--jobs", "1")
    assert last.returncode == 0, last.stderr
    assert tree(root / "public") == expected


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    for at in range(5000, len(raw), 997):
        raw[at] ^= 0xFF
    path.write_bytes(bytes(raw))


def foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE remembered (key TEXT)")
        connection.execute("INSERT INTO remembered VALUES ('of somebody else')")
    connection.close()


def future(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()


def lies(path: Path) -> None:
    """Every value is another's: well sealed, of the right key, and wrong in shape."""
    with sqlite3.connect(path) as connection:
        connection.execute(
            "UPDATE remembered SET value = (SELECT value FROM remembered ORDER BY length(value) LIMIT 1)"
        )
    connection.close()


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def dangling(path: Path) -> None:
    path.unlink()
    path.symlink_to("/nowhere/at/all")


def torn_log(path: Path) -> None:
    path.with_name(f"{path.name}-wal").write_bytes(os.urandom(4096))


SPOILT: list[Callable[[Path], object]] = [
    cut,
    flip,
    foreign,
    future,
    folder,
    dangling,
    torn_log,
    lambda path: path.write_bytes(b""),
    lambda path: path.write_bytes(b"not a database, but long enough to look into" * 100),
    lambda path: path.with_name("pages.json").write_bytes(b"{"),
    lambda path: [each.write_bytes(b"\x00" * 9) for each in path.parent.iterdir() if each.is_file()],
    lambda path: shutil.rmtree(path.parent),
]


@pytest.mark.parametrize("spoil", SPOILT)
def test_a_spoilt_memory_gives_the_same_site(
    root: Path, expected: dict[str, bytes], spoil: Callable[[Path], object]
) -> None:
    assert build(root, jobs=1).ok
    spoil(root / CACHE)
    (root / "public/index.html").unlink()
    report = build(root, jobs=1)
    assert report.ok
    assert not any(problem.fatal for problem in report.problems)
    assert tree(root / "public") == expected


def test_a_manifest_that_lies_removes_nothing_of_others(root: Path, expected: dict[str, bytes]) -> None:
    assert build(root, jobs=1).ok
    put(root, "public/mine.txt", "mine")
    put(root, "precious.txt", "precious")
    manifest = root / "public/.sitegen-manifest"
    digest = "0" * 32
    lines = [f"{digest} {path}" for path in ("../precious.txt", "/etc/hostname", "mine.txt", "..", "", "a\0b")]
    manifest.write_text("\n".join([manifest.read_text("utf-8").rstrip("\n"), *lines, ""]), "utf-8")
    put(root, "content/clip-0.md", clipping("Another", BODY))
    build(root, jobs=1)
    assert (root / "precious.txt").read_text() == "precious"
    assert Path("/etc/hostname").exists()
    assert expected.keys() <= tree(root / "public").keys()


@pytest.mark.parametrize("name", ["public", ".sitegen"])
def test_a_file_in_the_place_of_a_folder_is_named(root: Path, name: str) -> None:
    (root / name).write_text("in the way")
    result = run("-C", str(root), "build", "--jobs", "1")
    assert "Traceback" not in result.stderr
    assert name in result.stderr
    assert "hint: " in result.stderr
    assert (root / name).read_text() == "in the way"


def without_power(root: Path) -> subprocess.CompletedProcess[str]:
    """As somebody for whom permissions count, even where tests are run by root."""
    drop = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    command = [*drop, sys.executable, "-m", "sitegen", "-C", str(root), "build", "--jobs", "1"]
    return subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="root may write everywhere")
@pytest.mark.parametrize(("locked", "code"), [("public", 1), (".", 1), (".sitegen", 0)])
def test_a_folder_that_may_not_be_written_is_named_or_done_without(root: Path, locked: str, code: int) -> None:
    for name in ("public", ".sitegen"):
        if locked != ".":
            (root / name).mkdir()
    (root / locked).chmod(0o555)
    result = without_power(root)
    (root / locked).chmod(0o755)
    assert "Traceback" not in result.stderr
    assert result.returncode == code, result.stderr
    assert "hint: " in result.stderr
    assert (root / "public/index.html").exists() is (code == 0)


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="root may read everything")
def test_files_that_may_not_be_read_are_named_together(root: Path) -> None:
    names = ["content/clip-1.md", "content/clip-2.md", "content/deep"]
    (root / "content/deep").mkdir()
    for name in names:
        (root / name).chmod(0)
    result = without_power(root)
    (root / "content/deep").chmod(0o755)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert [line.partition(":")[0] for line in result.stderr.splitlines() if line.startswith("content/")] == names


def test_a_clock_that_jumps_changes_nothing(root: Path, expected: dict[str, bytes]) -> None:
    assert build(root, jobs=1).ok
    for number, path in enumerate(sorted(file for file in root.rglob("*") if file.is_file())):
        stamp = (0, 4_000_000_000)[number % 2]
        os.utime(path, (stamp, stamp))
    with sqlite3.connect(root / CACHE) as connection:
        connection.execute("UPDATE remembered SET day = 999999")
    connection.close()
    assert build(root, jobs=1).ok
    assert tree(root / "public") == expected


def test_a_full_disk_is_told_in_one_sentence(root: Path) -> None:
    script = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))\n"
        "from sitegen.cli import main\n"
        f"sys.argv = ['sitegen', '-C', {str(root)!r}, 'build', '--jobs', '1']\n"
        "main()\n"
    )
    command = [sys.executable, "-B", "-c", script]
    result = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert result.returncode == 1, result.stderr
    assert "Traceback" not in result.stderr
    assert "hint: " in result.stderr
    assert not (root / "public/index.html").exists()
    assert run("-C", str(root), "build", "--jobs", "1").returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_output_that_cannot_be_printed_is_no_bug(root: Path) -> None:
    command = [sys.executable, "-m", "sitegen", "extract", str(root / "content/clip-1.md")]
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(command, env=ENVIRONMENT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert result.returncode != 0
    assert "Traceback" not in result.stderr


def test_a_reader_that_goes_away_is_no_bug(root: Path) -> None:
    names = " ".join(str(path) for path in sorted((root / "content").glob("*.md")))
    script = f"{sys.executable} -m sitegen extract {names} | head -c 10"
    result = subprocess.run(
        ["bash", "-c", script], env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=120
    )
    assert "Traceback" not in result.stderr
