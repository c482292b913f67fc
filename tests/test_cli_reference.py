"""docs/cli.md says what the commands say."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PRINT = "import sys; sys.path.insert(0, 'tools'); import cli_reference; sys.stdout.write(cli_reference.reference())"


def test_the_reference_is_current() -> None:
    """Run `make docs` when this fails."""
    for language in ("vi", "en"):
        environment = {**os.environ, "SITEGEN_LANG": language, "COLUMNS": "60", "PYTHONUTF8": "1"}
        command = [sys.executable, "-c", PRINT]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
        assert done.stdout.decode() == (ROOT / "docs/cli.md").read_text("utf-8")
