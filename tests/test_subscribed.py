"""Somebody subscribes: a feed reader polls the published site while the editor goes on working."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.request import urlopen

import feedparser
import pytest
from pages import served
from sites import BODY, clipping, put

from sitegen.build import build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Site

NAMES = ("VNPT", "MobiFone", "Vietcombank", "Vingroup", "BIDV")
FILES = {
    f"content/clippings/{name.lower()}.md": clipping(f"FPT và {name} hợp tác", date=f"2025-03-{day:02d}")
    for day, name in enumerate(NAMES, start=1)
}
FEEDS = ("feed.xml", "atom.xml", "feed.json", "doi-tac/fpt/feed.xml", "nam/2025/atom.xml")


@dataclass
class Reader:
    """What readers do: entries are told apart by their ids; one that says something else has been updated."""

    address: str
    seen: dict[str, str] = field(default_factory=dict)

    def poll(self) -> tuple[list[str], list[str]]:
        """Titles of new entries, titles of updated ones."""
        new, updated = [], []
        for ident, title, said in self._entries():
            if ident not in self.seen:
                new.append(title)
            elif self.seen[ident] != said:
                updated.append(title)
            self.seen[ident] = said
        return new, updated

    def _entries(self) -> Iterator[tuple[str, str, str]]:
        with urlopen(self.address) as answer:
            content = answer.read()
        if self.address.endswith(".json"):
            for item in json.loads(content)["items"]:
                yield item["id"], item["title"], json.dumps(item)
            return
        parsed = feedparser.parse(content)
        assert not parsed.bozo, parsed.get("bozo_exception")
        for entry in parsed.entries:
            yield entry.id, entry.title, repr(sorted((key, str(value)) for key, value in entry.items()))


@dataclass
class Desk:
    """An editor with a site that is published at `address`."""

    root: Path
    address: str

    def publish(self) -> None:
        report = build(self.root, base_url=self.address, jobs=1)
        assert report.ok, report.problems


@pytest.fixture
def desk(site: Site) -> Iterator[Desk]:
    root = site(FILES)
    with served(root / "public") as address:
        made = Desk(root, address)
        made.publish()
        yield made


@pytest.mark.parametrize("feed", FEEDS)
def test_one_change_is_one_update_and_never_a_second_entry(desk: Desk, feed: str) -> None:
    reader = Reader(desk.address + feed)
    new, updated = reader.poll()
    assert (len(new), updated) == (len(NAMES), [])
    assert reader.poll() == ([], [])
    file = "content/clippings/bidv.md"

    put(desk.root, file, FILES[file].replace("200 tỷ đồng", "300 tỷ đồng"))
    desk.publish()
    assert reader.poll() == ([], ["FPT và BIDV hợp tác"])

    put(desk.root, file, clipping("FPT cùng BIDV hợp tác", date="2025-03-05", slug="noi-khac"))
    desk.publish()
    assert reader.poll() == ([], ["FPT cùng BIDV hợp tác"])

    put(desk.root, "content/clippings/agribank.md", clipping("FPT và Agribank hợp tác", BODY, date="2025-03-09"))
    desk.publish()
    assert reader.poll()[0] == ["FPT và Agribank hợp tác"]
    assert reader.poll() == ([], [])


def test_another_build_of_the_same_is_no_news(desk: Desk) -> None:
    readers = [Reader(desk.address + feed) for feed in FEEDS]
    for reader in readers:
        reader.poll()
    (desk.root / ".sitegen/cache.sqlite3").unlink()
    for path in sorted(desk.root.glob("content/**/*.md")):
        path.touch()
    desk.publish()
    assert [reader.poll() for reader in readers] == [([], [])] * len(FEEDS)


def test_every_entry_leads_to_a_page_of_the_site(desk: Desk) -> None:
    for entry in feedparser.parse(desk.address + "feed.xml").entries:
        assert entry.link.startswith(desk.address)
        with urlopen(entry.link) as answer:
            assert entry.title in answer.read().decode("utf-8")
