"""Fixtures for tests of whole sites."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from sites import put

Site = Callable[[Mapping[str, str]], Path]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Makes a site from its files; each call makes another."""
    made = 0

    def make(files: Mapping[str, str]) -> Path:
        nonlocal made
        made += 1
        root = tmp_path / f"site{made}"
        (root / "content").mkdir(parents=True)
        for name, text in files.items():
            put(root, name, text)
        return root

    return make
