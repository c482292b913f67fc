"""Feed readers as people use them: they meet a feed twice and double nothing."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from pathlib import Path

import feedparser
import pytest

from browser.served import Site

pytestmark = pytest.mark.browser

FEEDS = ("feed.xml", "atom.xml", "nam/2025/feed.xml", "en/feed.xml")


@pytest.mark.parametrize("route", FEEDS)
def test_feedparser_finds_no_fault_and_no_double(digest: Site, route: str) -> None:
    first, second = (feedparser.parse(digest.address + route) for _ in range(2))
    assert not first.bozo
    idents = [entry.id for entry in first.entries]
    assert idents
    assert len(set(idents)) == len(idents)
    assert idents == [entry.id for entry in second.entries]
    assert all(entry.link.startswith(digest.address) for entry in first.entries)
    links = [link.href for entry in first.entries for link in entry.links]
    assert all(link.startswith("http") for link in links)


@pytest.mark.skipif(shutil.which("newsboat") is None, reason="newsboat is not on this machine")
def test_newsboat_reads_twice_without_doubled_items(digest: Site, tmp_path: Path) -> None:
    """One cache for RSS and Atom: newsboat knows an item by its id, so that what both tell is one item."""
    (tmp_path / "urls").write_text("".join(f"{digest.address}{route}\n" for route in ("feed.xml", "atom.xml")), "utf-8")
    (tmp_path / "config").write_text("", "utf-8")
    cache = tmp_path / "cache.db"
    command = [
        "newsboat",
        "-u",
        str(tmp_path / "urls"),
        "-C",
        str(tmp_path / "config"),
        "-c",
        str(cache),
        "-x",
        "reload",
    ]
    counts = []
    for _ in range(2):
        subprocess.run(command, check=True, capture_output=True, cwd=tmp_path, timeout=60)
        known = sqlite3.connect(cache)
        counts.append(known.execute("select count(*) from rss_item").fetchone()[0])
        known.close()
    assert counts == [50, 50]
