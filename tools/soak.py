"""A preview that lives through many rebuilds: does its memory stay flat? `soak.py [REBUILDS]`, 2,000 by default."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator

ALLOWED = 1.10  # memory at the end over memory after the first tenth
CLIPPINGS = 20
CLIPPING = """---
title: "Bản tin {number}, lần sửa {turn}"
date: 2025-03-{day:02d}
source: Bản tin thử
---
Ngày {day}/3/2025 tại Hà Nội, Tập đoàn FPT và Viettel ký thỏa thuận hợp tác số {number}, sửa lần {turn}.
"""


def main() -> int:
    """Serve a small site and save its clippings in turn."""
    rebuilds = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        for number in range(CLIPPINGS):
            write(site, number, 0)
        log = Path(folder, "log")
        command = [sys.executable, "-m", "sitegen", "-C", folder, "serve", "--port", "0"]
        with log.open("w") as stderr:
            program = subprocess.Popen(command, stderr=stderr)
        try:
            return soak(site, program.pid, address_in(log), rebuilds)
        finally:
            program.send_signal(signal.SIGINT)
            program.wait(60)


def write(site: Path, number: int, turn: int) -> None:
    """Save a clipping, in one step as editors do: an empty file that a build comes upon is a fault."""
    path, new = site / "content" / "clippings" / f"{number:03d}.md", site / "new"
    path.parent.mkdir(parents=True, exist_ok=True)
    new.write_text(CLIPPING.format(number=number, turn=turn, day=number % 28 + 1), "utf-8")
    new.replace(path)


def address_in(log: Path) -> str:
    """Where the preview is served, once it says so."""
    for _ in range(600):
        if match := re.search(r"http://\S+/", log.read_text("utf-8")):
            return match[0]
        time.sleep(0.1)
    sys.exit("the preview did not start")


def soak(site: Path, pid: int, address: str, rebuilds: int) -> int:
    """Save, wait for the rebuild, again; the exit code."""
    samples: list[tuple[float, float]] = []
    begun = time.monotonic()
    with httpx.stream("GET", f"{address}_sitegen/events", timeout=120) as stream:
        heard = news(stream)
        wait_for_build(address, heard)
        for turn in range(1, rebuilds + 1):
            write(site, turn % CLIPPINGS, turn)
            told = next(heard)
            if told["panel"]:
                sys.exit(f"after {turn} rebuilds: {told['panel']}")
            if turn % max(1, rebuilds // 20) == 0:
                samples.append(memory(pid))
                server, builder = samples[-1]
                print(f"{turn:6d} rebuilds  server {server:6.1f} MB  builder {builder:6.1f} MB", flush=True)
    seconds = time.monotonic() - begun
    return verdict(samples, rebuilds, seconds)


def news(stream: httpx.Response) -> Iterator[dict[str, str]]:
    """What an open page hears."""
    yield from (json.loads(line[6:]) for line in stream.iter_lines() if line.startswith("data: "))


def wait_for_build(address: str, heard: Iterator[dict[str, str]]) -> None:
    """Let the first build end."""
    while httpx.get(address, timeout=120).status_code != 200:
        next(heard)


def memory(pid: int) -> tuple[float, float]:
    """Resident megabytes of the server, and of the process that builds for it."""
    return resident(pid), max((resident(child) for child in children(pid)), default=0.0)


def children(pid: int) -> list[int]:
    """The processes that one has started, whichever of its threads did."""
    found: list[int] = []
    for thread in Path(f"/proc/{pid}/task").iterdir():
        with suppress(FileNotFoundError):  # the thread has ended
            found += map(int, (thread / "children").read_text().split())
    return found


def resident(pid: int) -> float:
    """Megabytes of a process that are in memory."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") / 1e6


def verdict(samples: list[tuple[float, float]], rebuilds: int, seconds: float) -> int:
    """Compare the end with the time when all that is ever loaded had been loaded."""
    first, last = samples[1], samples[-1]
    growth = [end / begin for begin, end in zip(first, last, strict=True)]
    print(f"{rebuilds} rebuilds in {seconds:.0f} s; growth: server {growth[0]:.3f}, builder {growth[1]:.3f}")
    return 0 if max(growth) <= ALLOWED else 1


if __name__ == "__main__":
    sys.exit(main())
