"""A run that is killed, or finds the disk full, leaves the old site or the new one."""

from __future__ import annotations

import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sites import stamps, tree

import sitegen
from sitegen.core.errors import OutputError
from sitegen.core.model import Planned
from sitegen.publishing import mend, write
from sitegen.publishing.paths import MANIFEST

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
