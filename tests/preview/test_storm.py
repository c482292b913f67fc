"""Very many changes of files in a row: the preview ends with exactly what a cold build makes of the result."""

from __future__ import annotations

import os
import random
import shutil
import time
from typing import TYPE_CHECKING

import httpx
from sites import clipping, put, tree

from preview.desk import served
from sitegen.build import build

if TYPE_CHECKING:
    from pathlib import Path

CHANGES = int(os.environ.get("SITEGEN_STORM", "1000"))  # `make reliability` asks for 5,000
LIMIT = 120.0
BODY = "FPT và Viettel ký thỏa thuận hợp tác số {} tại Hà Nội."


def test_the_end_of_a_storm_is_the_site_of_a_cold_build(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for number in range(20):
        put(site, name(number), text(0, number))
    with served(site) as address:
        assert httpx.get(address, timeout=60).status_code == 200
        storm(site, random.Random(7))
        put(site, name(3), text(CHANGES, 3))
        cold = cold_build(site, tmp_path / "cold", address)
        assert str(CHANGES).encode() in cold["tin/c03/index.html"]
        assert settled(site, address, cold) == cold


def name(number: int) -> str:
    return f"content/clippings/{number % 3}/c{number:02d}.md"


def text(change: int, number: int) -> str:
    return clipping(f"Bản tin {number}, lần {change}", BODY.format(number), date=f"2025-03-{number % 28 + 1:02d}")


def storm(site: Path, dice: random.Random) -> None:
    """Saves as editors make them: in place, by renaming, deleted, moved, a whole folder gone and back."""
    for change in range(CHANGES):
        number = dice.randrange(20)
        path = site / name(number)
        deed = dice.random()
        if deed < 0.6:
            put(site, name(number), text(change, number))
        elif deed < 0.8:
            put(site, f"{name(number)}.tmp", text(change, number))
            (site / f"{name(number)}.tmp").replace(path)
        elif deed < 0.9:
            path.unlink(missing_ok=True)
        elif deed < 0.99 and path.exists():
            path.rename(path.with_suffix(".bak"))
            path.with_suffix(".bak").rename(path)
        elif deed >= 0.99:
            shutil.rmtree(path.parent, ignore_errors=True)


def cold_build(site: Path, copy: Path, address: str) -> dict[str, bytes]:
    shutil.copytree(site / "content", copy / "content")
    assert build(copy, base_url=address).ok
    return tree(copy / "public")


def settled(site: Path, address: str, wanted: dict[str, bytes]) -> dict[str, bytes]:
    """The preview's files once they are as they should be, else after `LIMIT` seconds."""
    end = time.monotonic() + LIMIT
    while True:
        httpx.get(address, timeout=60)
        found = tree(site / ".sitegen" / "preview")
        if found == wanted or time.monotonic() > end:
            return found
        time.sleep(0.2)
