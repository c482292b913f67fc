from __future__ import annotations

import shutil
from contextlib import contextmanager
from queue import Empty, Queue
from typing import TYPE_CHECKING

import pytest

from sitegen.preview.watch import Watch, is_scratch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LIMIT = 20.0
QUIET = 0.4


class Changes:
    """What a watch told, to be waited for."""

    def __init__(self) -> None:
        self._told: Queue[None] = Queue()

    def tell(self) -> None:
        self._told.put(None)

    def come(self) -> bool:
        try:
            self._told.get(timeout=LIMIT)
        except Empty:
            return False
        self.settle()
        return True

    def settle(self) -> int:
        """Wait until nothing more is told; how much was."""
        told = 0
        while True:
            try:
                self._told.get(timeout=QUIET)
            except Empty:
                return told
            told += 1


@contextmanager
def watched(root: Path, *beside: Path) -> Iterator[Changes]:
    changes = Changes()
    with Watch(root, changes.tell, beside):
        yield changes


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / "content" / "clippings").mkdir(parents=True)
    (root / "content" / "clippings" / "a.md").write_text("one")
    return root


def test_a_change_is_told(site: Path) -> None:
    clipping = site / "content" / "clippings" / "a.md"
    with watched(site) as changes:
        clipping.write_text("two")
        assert changes.come()
        clipping.rename(clipping.with_name("b.md"))
        assert changes.come()
        clipping.with_name("b.md").unlink()
        assert changes.come()


def test_reading_is_not_told(site: Path) -> None:
    clipping = site / "content" / "clippings" / "a.md"
    with watched(site) as changes:
        for _ in range(3):
            clipping.read_text()
            list(site.rglob("*"))
        assert changes.settle() == 0


def test_what_a_build_writes_is_not_told(site: Path) -> None:
    with watched(site) as changes:
        for folder in ("public", ".sitegen", ".git", ".venv"):
            (site / folder / "deep").mkdir(parents=True)
            (site / folder / "deep" / "page.html").write_text("x")
        (site / "README.md").write_text("x")
        assert changes.settle() == 0


def test_temporary_files_of_editors_are_not_told(site: Path) -> None:
    folder = site / "content" / "clippings"
    with watched(site) as changes:
        for name in (".a.md.swp", "a.md~", "#a.md#", "4913", "a.md.tmp"):
            (folder / name).write_text("x")
            (folder / name).unlink()
        (folder / ".hidden").mkdir()
        (folder / ".hidden" / "note.md").write_text("x")
        assert changes.settle() == 0


def test_saving_by_renaming_a_temporary_file_is_told(site: Path) -> None:
    folder = site / "content" / "clippings"
    with watched(site) as changes:
        (folder / ".a.md.tmp").write_text("two")
        (folder / ".a.md.tmp").rename(folder / "a.md")
        assert changes.come()


def test_a_folder_that_comes_later_is_watched(site: Path) -> None:
    with watched(site) as changes:
        (site / "templates").mkdir()
        assert changes.come()
        (site / "templates" / "base.html").write_text("x")
        assert changes.come()


def test_content_that_goes_and_comes_back_is_watched_again(site: Path) -> None:
    with watched(site) as changes:
        for text in ("two", "three"):
            shutil.rmtree(site / "content")
            assert changes.come()
            (site / "content").mkdir()
            assert changes.come()
            (site / "content" / "a.md").write_text(text)
            assert changes.come()


def test_content_that_is_moved_away_and_back_is_watched_again(site: Path) -> None:
    with watched(site) as changes:
        (site / "content").rename(site / "elsewhere")
        assert changes.come()
        (site / "elsewhere" / "clippings" / "a.md").write_text("unseen")
        assert changes.settle() == 0
        (site / "elsewhere").rename(site / "content")
        assert changes.come()
        (site / "content" / "clippings" / "a.md").write_text("seen")
        assert changes.come()


def test_folders_beside_the_site_are_watched(site: Path, tmp_path: Path) -> None:
    theme = tmp_path / "theme"
    theme.mkdir()
    with watched(site, theme, tmp_path / "not-there") as changes:
        (theme / "base.html").write_text("x")
        assert changes.come()


@pytest.mark.parametrize("name", ["a.md", "Tin mới.txt", "site.yaml", "base.html", "a.tmp.md"])
def test_files_of_a_site_are_no_scratch(name: str) -> None:
    assert not is_scratch(name)
