"""`sitegen build`, killed at random moments: visitors find the old site or the new one."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sites import clipping, put, tree

import sitegen
from sitegen.build import build
from sitegen.publishing.paths import MANIFEST

if TYPE_CHECKING:
    from conftest import Site

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="folders change places in one step on Linux only")

MOMENTS = int(os.environ.get("SITEGEN_KILLS", "8"))  # `make reliability` asks for 200
FILE = "content/clippings/bidv.md"
FILES = {
    f"content/clippings/{name.lower()}.md": clipping(f"FPT và {name} hợp tác", date=f"2025-03-{day:02d}")
    for day, name in enumerate(("VNPT", "MobiFone", "Vietcombank", "BIDV"), start=1)
}
OTHER = clipping("Viettel cùng BIDV hợp tác", date="2024-07-01", slug="cho-khac")


def visible(root: Path) -> dict[str, bytes]:
    return {path: content for path, content in tree(root / "public").items() if path != MANIFEST}


def started(root: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(Path(sitegen.__file__).parent.parent)}
    command = [sys.executable, "-m", "sitegen", "-C", str(root), "build", "--quiet", "--jobs", "1"]
    return subprocess.Popen(command, env=environment)


def test_at_every_moment_there_is_one_whole_site(site: Site) -> None:
    root, chance = site(FILES), random.Random(5)
    texts = {"old": FILES[FILE], "new": OTHER}
    sites = {}
    for name in ("new", "old"):
        put(root, FILE, texts[name])
        assert build(root, jobs=1).ok
        sites[name] = visible(root)
    assert sites["old"] != sites["new"]

    put(root, FILE, OTHER)
    begun = time.monotonic()
    assert started(root).wait() == 0
    length, now, killed = time.monotonic() - begun, "new", 0
    for _ in range(MOMENTS):
        aim = "old" if now == "new" else "new"
        put(root, FILE, texts[aim])
        with started(root) as run:
            time.sleep(chance.uniform(0, 1.1 * length))
            run.send_signal(signal.SIGKILL)
        killed += run.returncode == -signal.SIGKILL
        found = visible(root)
        assert found in (sites[now], sites[aim])
        now = "old" if found == sites["old"] else "new"
    assert killed, "no run was caught alive"
    put(root, FILE, OTHER)
    assert build(root, jobs=1).ok
    assert visible(root) == sites["new"]
