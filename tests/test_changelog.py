from __future__ import annotations

import re
from pathlib import Path

import sitegen

CHANGELOG = Path(__file__).parent.parent / "CHANGELOG.md"


def test_the_newest_version_of_the_changelog_is_the_version_of_the_package() -> None:
    headings = re.findall(r"^## \[([^\]]+)\]", CHANGELOG.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert headings[1] == sitegen.__version__
