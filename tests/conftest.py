"""Fixtures for tests of whole sites."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from sites import put
from xdist.scheduler import LoadScopeScheduling

# What these tests share is dear: one process runs all of them, so that one browser starts and one digest is built.
TOGETHER = ("tests/browser/", "tests/hostile/test_cases.py", "tests/test_two_machines.py", "tests/test_wheel.py")
Site = Callable[[Mapping[str, str]], Path]


class Together(LoadScopeScheduling):  # type: ignore[misc]  # it comes without types
    """Hands out tests one by one, but for those that share something."""

    def _split_scope(self, nodeid: str) -> str:
        return next((place for place in TOGETHER if nodeid.startswith(place)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Together:
    return Together(config, log)


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
