"""A run that is killed, or finds the disk full, leaves the old site or the new one."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sites import stamps, tree

import sitegen
from sitegen.core.errors import OutputError
from sitegen.core.model import Planned
from sitegen.publishing import mend, write
from sitegen.publishing.paths import MANIFEST

if TYPE_CHECKING:
    from types import FrameType

RUN = """
import sys
from pathlib import Path
from sitegen.core.model import Planned
from sitegen.publishing import write
version, count, out, memory = sys.argv[1:]
names = [f"{n % 7}/{n}.html" for n in range(int(count))]
print("ready", flush=True)
write([Planned(name, version, version.encode) for name in names], Path(out), Path(memory))
"""


def test_killed_at_any_moment(tmp_path: Path) -> None:
    out, memory = tmp_path / "public", tmp_path / ".sitegen"
    chance = random.Random(7)
    kinds = (("a", 300), ("b", 250))
    sites = [{f"{n % 7}/{n}.html": version.encode() for n in range(count)} for version, count in kinds]
    whole_run = _run("a", 300, out, memory, seconds=None)
    for number in range(24):
        version, count = kinds[number % 2]
        _run(version, count, out, memory, seconds=chance.uniform(0, whole_run))
        mend(out, memory)
        assert {path: content for path, content in tree(out).items() if path != MANIFEST} in sites
        assert not list(memory.glob(".*"))


def _run(version: str, count: int, out: Path, memory: Path, seconds: float | None) -> float:
    """Write a site in a process of its own, killed after some seconds; how long it wrote."""
    command = [sys.executable, "-c", RUN, version, str(count), str(out), str(memory)]
    environment = {"PYTHONPATH": str(Path(sitegen.__file__).parent.parent)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as run:
        assert run.stdout is not None
        run.stdout.readline()
        begun = time.perf_counter()
        if seconds is not None:
            time.sleep(seconds)
            run.send_signal(signal.SIGKILL)
        run.wait()
        return time.perf_counter() - begun


def test_an_interruption_while_a_file_is_opened_leaves_none_open(tmp_path: Path) -> None:
    """Ctrl+C takes effect when `open` returns, before the name or the `with` that would close the file has it."""
    out, memory = tmp_path / "public", tmp_path / ".sitegen"
    write([Planned("same.html", "old", lambda: b"same"), Planned("other.html", "old", lambda: b"one")], out, memory)
    before = tree(out)
    plans = [Planned("same.html", "new", lambda: b"same"), Planned("other.html", "new", lambda: b"two")]
    opened = 0
    while _interrupted(plans, out, memory, opened):
        opened += 1
        assert tree(out) == before
    assert opened >= len(plans)
    assert tree(out)["other.html"] == b"two"


def _interrupted(plans: list[Planned], out: Path, memory: Path, number: int) -> bool:
    """Write, interrupted when that many files have been opened by our own code; False where there are not so many."""
    left = [number]

    def watch(frame: FrameType, event: str, called: object) -> None:
        ours = "publishing" in Path(frame.f_code.co_filename).parts
        if event == "c_return" and called in (open, os.open) and ours:
            left[0] -= 1
            if left[0] < 0:
                raise KeyboardInterrupt

    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        sys.setprofile(watch)
        try:
            write(plans, out, memory)
        except KeyboardInterrupt:
            return True
        finally:
            sys.setprofile(None)
            assert [str(each.message) for each in said] == []
    return False


@pytest.mark.parametrize("big", ["first.html", "last.html"])
def test_a_full_disk_leaves_the_old_site(tmp_path: Path, big: str) -> None:
    out, memory = tmp_path / "public", tmp_path / ".sitegen"
    write([Planned("index.html", "old", lambda: b"old")], out, memory)
    before = stamps(out)
    plans = [Planned("index.html", "new", lambda: b"new")]
    plans.insert(0 if big == "first.html" else 1, Planned(big, "new", lambda: b"x" * 3_000_000))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, hard))
    try:
        with pytest.raises(OutputError, match="the site there is whole"):
            write(plans, out, memory)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert stamps(out) == before
    assert not list(memory.glob(".*"))
    assert write(plans, out, memory).written == tuple(sorted(["index.html", big]))
