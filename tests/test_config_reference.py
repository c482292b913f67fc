"""docs/config.md says what the code has."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import sitegen
from sitegen.core.config import Config

ROOT = Path(sitegen.__file__).parent.parent

pytestmark = pytest.mark.skipif(not (ROOT / "tools").is_dir(), reason="only in a checkout")


def test_the_reference_of_settings_is_up_to_date() -> None:
    command = [sys.executable, "tools/config_reference.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"run python tools/config_reference.py\n{done.stderr}"


def test_the_reference_names_every_setting() -> None:
    text = (ROOT / "docs/config.md").read_text("utf-8")
    assert [name for name in Config.__struct_fields__ if f"| `{name}` |" not in text] == []
