"""The oldest versions that `pyproject.toml` allows, as constraints for pip."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parent.parent / "pyproject.toml"


def main() -> None:
    """Print them."""
    with PROJECT.open("rb") as file:
        wanted: list[str] = tomllib.load(file)["project"]["dependencies"]
    for line in wanted:
        match = re.match(r"([\w.-]+)(?:\[[^\]]*\])?>=([\w.]+)", line)
        if match is None:
            raise SystemExit(f"pyproject.toml: {line!r} has no lower bound\n  hint: write name>=1.0,<2")
        print(f"{match[1]}=={match[2]}")


if __name__ == "__main__":
    main()
