"""Feeds as a reader program sees them."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import Any

import feedparser
import pytest
from msgspec.structs import replace

from rendering.markup import etree
from rendering.samples import config, files_of, party, sample, story
from sitegen.rendering import feeds
from sitegen.rendering.xmltext import legal


def read(raw: bytes) -> Any:
    feed = feedparser.parse(raw)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def test_every_feed_is_sound(site: dict[str, bytes]) -> None:
    feeds = [path for path in site if path.endswith(("feed.xml", "atom.xml"))]
    assert len(feeds) > 20
    for path in feeds:
        feed = read(site[path])
        assert feed.entries, path
        assert feed.feed.title, path
        links = {(link.rel, link.href) for link in feed.feed.links}
        assert ("self", f"https://example.org/digest/{path}") in links, path
        for entry in feed.entries:
            assert entry.link.startswith("https://example.org/digest/tin/"), path
            assert entry.id.startswith("urn:uuid:"), path
            assert 'href="/' not in entry.content[-1].value, path


def test_the_newest_comes_first_and_undated_items_have_no_date(site: dict[str, bytes]) -> None:
    feed = read(site["feed.xml"])
    dates = {entry.title: entry.get("published") for entry in feed.entries}
    assert next(iter(dates)) == "Viettel và KT hợp tác"
    assert dates["Viettel và KT bắt tay chuyển đổi AI"] == "Tue, 27 May 2025 08:00:00 +0700"
    assert dates["Viettel và Microsoft hợp tác"] is None
    assert feed.feed.updated == "Tue, 12 Aug 2025 12:00:00 +0700"


def test_an_id_outlives_a_change_of_title_slug_and_address() -> None:
    first = sample()
    second = [replace(each, title="Tiêu đề khác", slug=f"moi-{each.slug}", aliases=()) for each in first]
    before = {entry.id for entry in read(files_of(first)["feed.xml"]).entries}
    after = {
        entry.id for entry in read(files_of(second, config(base_url="https://other.example/"))["feed.xml"]).entries
    }
    assert before == after
    assert len(before) == len(first)


def test_a_feed_holds_no_more_than_it_should() -> None:
    feed = read(files_of(sample(), config(feed_entries=2))["feed.xml"])
    assert len(feed.entries) == 2


def test_characters_that_xml_forbids_are_left_out() -> None:
    told = [story("a", party("viettel"), party("kt"), title="Ký\x0b kết\x00 \ufffe]]> & <b>", summary="Một\x08 câu.")]
    site = files_of(told)
    for path in ("feed.xml", "atom.xml", "feeds.opml", "sitemap.xml", "du-lieu/network.graphml"):
        etree.fromstring(site[path])
    assert read(site["feed.xml"]).entries[0].title == "Ký kết ]]> & <b>"


def test_json_feed(site: dict[str, bytes]) -> None:
    feed = json.loads(site["feed.json"])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "https://example.org/digest/feed.json"
    assert len(feed["items"]) == len(sample())
    undated = [item for item in feed["items"] if "date_published" not in item]
    assert [item["title"] for item in undated] == ["Viettel và Microsoft hợp tác"]


def test_opml_lists_every_feed(site: dict[str, bytes]) -> None:
    tree = etree.fromstring(site["feeds.opml"])
    listed = {
        outline.get("xmlUrl").removeprefix("https://example.org/digest/")
        for outline in tree.iter("outline")
        if outline.get("xmlUrl")
    }
    assert listed == {path for path in site if path.endswith("feed.xml")}


@pytest.mark.parametrize(
    "path", ["index.html", "doi-tac/viettel/index.html", "nam/2025/index.html", "linh-vuc/ai/index.html"]
)
def test_pages_announce_their_feed(site: dict[str, bytes], path: str) -> None:
    own = path.removesuffix("index.html")
    assert f'href="/digest/{own}feed.xml"' in site[path].decode()


_ENTRY = feeds.Entry(
    "urn:uuid:1", 'Tin <&> "%s" @title@', 'https://a.vn/?a="1"&b=%20', "tóm\n tắt < &amp;", "<p>1 &lt; 2</p>\n", None
)
_DAY = datetime(2025, 5, 27, 8, tzinfo=timezone(timedelta(hours=7)))
_WHOLE = feeds.Feed("Tên", "tả", "https://a.vn/", "https://a.vn/", "vi", "An", "", ())
_CHANGES: tuple[dict[str, Any], ...] = (
    {},
    {"when": _DAY},
    {"when": _DAY, "categories": ("AI", 'R&D "%(html)s"\t<b>\n')},
    {"categories": ("@when@",)},
    {"title": "".join(map(chr, range(0x20, 0xD800))), "html": "".join(map(chr, range(0xE000, 0x11000)))},
    {"html": "<p>]]></p>"},
    {"summary": ""},
    {"title": "xuống\r\ndòng", "summary": "cũng\rvậy", "html": "<p>\r</p>"},
    {"html": "<p>a</p>\n    <item>\n  <entry>\n"},
)


@pytest.mark.parametrize("changes", _CHANGES, ids=str)
@pytest.mark.parametrize(("form", "element"), [(feeds.rss, b"item"), (feeds.atom, b"entry")])
def test_an_entry_is_the_same_beside_one_that_only_the_library_can_write(
    form: Any, element: bytes, changes: dict[str, Any]
) -> None:
    entry = replace(_ENTRY, **changes)
    alone = form(replace(_WHOLE, entries=(entry,)))
    whole = form(replace(_WHOLE, entries=(entry, replace(_ENTRY, title="xuống\rdòng"))))
    piece = alone[alone.index(b"<%b>" % element) : alone.rindex(b"</%b>" % element)]
    assert piece in whole
    assert etree.fromstring(whole).xpath("string((//*[local-name()='title'])[2])") == legal(entry.title)
