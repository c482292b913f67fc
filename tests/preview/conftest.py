"""A small site, and the same while it is being served."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preview.desk import Desk, running
from sitegen.preview.server import Preview

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.write("content/a.md", "one")
    return desk


@pytest.fixture
def serving(desk: Desk) -> Iterator[Desk]:
    """The same, while it is being served."""
    desk.preview = Preview(desk.root, desk.folder, desk.make, port=0, say=desk.said.append)
    with running(desk.preview.run, desk.preview.stop):
        desk.wait_for_builds(1)
        yield desk
