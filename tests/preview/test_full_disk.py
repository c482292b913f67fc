"""A disk that is full in the middle of the day: said, survived, and forgotten when there is room again."""

from __future__ import annotations

import subprocess
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from sites import clipping, put

from preview.desk import news, served

MOUNT = 'mount -t tmpfs -o size=16m none "$0" && exec "$@"'


def can_mount(folder: Path) -> bool:
    command = ("unshare", "-rm", "sh", "-c", MOUNT, str(folder), "true")
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def test_a_full_disk_is_told_and_survived(tmp_path: Path) -> None:
    memory = tmp_path / ".sitegen"
    memory.mkdir()
    if not can_mount(memory):
        pytest.skip("this system lets nobody mount a small disk")
    put(tmp_path, "content/a.md", clipping("Trước"))
    pids: list[int] = []
    with served(tmp_path, inside=("unshare", "-rm", "sh", "-c", MOUNT, str(memory)), pids=pids) as address:
        assert "Trước" in page(address)
        filler = Path(f"/proc/{pids[0]}/root{memory}/filler")
        with news(address) as heard:
            next(heard)
            fill(filler)
            put(tmp_path, "content/a.md", clipping("Sau"))
            assert any("No space left" in one["panel"] for one in heard)
            assert "Trước" in page(address)
            filler.unlink()
            put(tmp_path, "content/a.md", clipping("Sau cùng"))
            assert any(one["panel"] == "" for one in heard)
            assert "Sau cùng" in page(address)


def page(address: str) -> str:
    answer = httpx.get(f"{address}tin/a/", timeout=60)
    assert answer.status_code == 200
    return answer.text


def fill(file: Path) -> None:
    """Write until nothing more can be written."""
    with file.open("wb", buffering=0) as sink, suppress(OSError):
        while True:
            sink.write(b"x" * 4096)
