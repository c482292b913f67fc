"""No traceback for a fault of the input, unless it is asked for; always one for a bug, with the clipping's name."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sites import BODY, put, run

import sitegen

BUG = """
import sys
import sitegen.extraction
def broken(*_): raise ZeroDivisionError("a bug")
sitegen.extraction.extract = broken
from sitegen.cli import main
sys.argv = ["sitegen", "-C", sys.argv[1], "build", "--jobs", "1"]
main()
"""


@pytest.mark.parametrize("count", [1, 12])
def test_debug_shows_where_a_fault_was_found(tmp_path: Path, count: int) -> None:
    for number in range(count):
        put(tmp_path, f"content/{number}.md", "---\ndate: 31/02/2025\n---\nText.\n")
    plain = run("-C", str(tmp_path), "build", "--jobs", "2")
    debugged = run("-C", str(tmp_path), "--debug", "build", "--jobs", "2")
    assert "Traceback" not in plain.stderr
    assert debugged.stderr.count("Traceback") == count
    assert "in decode" in debugged.stderr
    assert plain.returncode == debugged.returncode == 1
    assert set(plain.stderr.splitlines()) <= set(debugged.stderr.splitlines())


def test_debug_shows_where_a_setting_was_refused(tmp_path: Path) -> None:
    put(tmp_path, "content/site.yaml", "title: [A]\n")
    assert "Traceback" in run("-C", str(tmp_path), "--debug", "build").stderr
    assert "Traceback" not in run("-C", str(tmp_path), "build").stderr


def test_a_bug_keeps_its_traceback_and_names_the_clipping(tmp_path: Path) -> None:
    put(tmp_path, "content/good.md", BODY)
    environment = {**os.environ, "PYTHONPATH": str(Path(sitegen.__file__).parent.parent)}
    command = [sys.executable, "-c", BUG, str(tmp_path)]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode != 0
    assert "Traceback" in result.stderr
    assert "ZeroDivisionError: a bug" in result.stderr
    assert "while the stage 'story' was at content/good.md" in result.stderr
