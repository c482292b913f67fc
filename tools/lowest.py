"""The oldest versions that `pyproject.toml` allows, as constraints for pip."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parent.parent / "pyproject.toml"


def main() -> None:
    """Print them, also those of the extras that users install."""
    with PROJECT.open("rb") as file:
        project = tomllib.load(file)["project"]
    extras = [lines for extra, lines in project["optional-dependencies"].items() if extra not in ("full", "test")]
    for line in sum(extras, project["dependencies"]):
        match = re.fullmatch(r"([\w.-]+)>=([\w.]+),<[\w.]+", line)
        if match is None:
            raise SystemExit(f"pyproject.toml: {line!r} lacks a bound\n  hint: write name>=1.0,<2")
        print(f"{match[1]}=={match[2]}")


if __name__ == "__main__":
    main()
