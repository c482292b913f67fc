"""A preview prepares for the next build: nothing is written by that, and the build comes out as it would without."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pytest
from sites import clipping, put, stamps, tree

from sitegen.build import build, rehearse
from sitegen.core.errors import SitegenError
from sitegen.core.recall import Recall

if TYPE_CHECKING:
    from pathlib import Path

URL = "http://localhost:8000/"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site whose preview was built by a process that is gone."""
    root = tmp_path / "site"
    put(root, "content/site.yaml", "title: Bản tin\nlanguages: [en]\n")
    put(root, "content/clippings/mot.md", clipping("Tin thứ nhất", date="2025-03-12"))
    put(root, "content/clippings/hai.md", clipping("Tin thứ hai", date="2025-03-13"))
    put(root, "content/clippings/nhap.md", clipping("Tin nháp", draft="true"))
    assert build(root, out(root), base_url=URL).ok
    return root


def out(root: Path) -> Path:
    return root / ".sitegen" / "preview"


def cold(root: Path, copy: Path) -> dict[str, bytes]:
    for name, content in tree(root / "content").items():
        put(copy, f"content/{name}", content.decode())
    assert build(copy, out(copy), base_url=URL).ok
    return tree(out(copy))


def test_nothing_is_written_and_once_is_enough(site: Path) -> None:
    before, recall = stamps(out(site)), Recall()
    assert build(site, out(site), base_url=URL, recall=recall).output.written == ()
    assert list(rehearse(site, out(site), recall, base_url=URL))
    assert stamps(out(site)) == before
    assert not list(rehearse(site, out(site), recall, base_url=URL))


def test_after_a_build_that_made_everything_only_reading_is_left_to_rehearse(site: Path) -> None:
    recall = Recall()
    assert build(site, site / "public", base_url=URL, recall=recall).output.written
    assert len(list(rehearse(site, site / "public", recall, base_url=URL))) == 2
    assert not list(rehearse(site, site / "public", recall, base_url=URL))


def test_wherever_it_is_left_the_next_build_is_that_of_a_cold_one(site: Path, tmp_path: Path) -> None:
    steps = len(list(rehearse(site, out(site), Recall(), base_url=URL)))
    assert steps > 5
    for left in range(steps + 1):
        recall = Recall()
        rehearsal = rehearse(site, out(site), recall, base_url=URL)
        assert len(list(islice(rehearsal, left))) == left
        put(site, "content/clippings/hai.md", clipping(f"Tin sửa lần {left}", date="2025-03-13"))
        list(islice(rehearsal, 1))  # what was saved meanwhile does no harm
        rehearsal.close()
        assert build(site, out(site), base_url=URL, recall=recall).ok
        page = tree(out(site))["tin/hai/index.html"].decode()
        assert f"Tin sửa lần {left}" in page
    assert tree(out(site)) == cold(site, tmp_path / "cold")


def test_a_fault_is_told_by_the_next_build(site: Path) -> None:
    put(site, "content/site.yaml", "titel: Bản tin\n")
    with pytest.raises(SitegenError):
        list(rehearse(site, out(site), Recall(), base_url=URL))
    assert not build(site, out(site), base_url=URL).ok
