"""What makes a site reach further: share cards, letters, weeks, the network, two languages, search."""

from __future__ import annotations

import io
import json
import struct
from decimal import Decimal

import pytest
from msgspec.structs import replace

from rendering.markup import etree, html
from rendering.samples import config, digest_of, files_of, party, sample, story, untitled
from sitegen.core.cache import Shelf, open_cache
from sitegen.core.config import Config
from sitegen.core.model import DealKind, Money, Source, Story
from sitegen.extraction.resemblance import sketch
from sitegen.rendering import finder, load_theme, mails, pictures, render, webs

cards = pytest.mark.skipif(not pictures.available(), reason="sitegen[pictures] is not installed")
search = pytest.mark.skipif(not finder.available(), reason="sitegen[search] is not installed")
network = pytest.mark.skipif(not webs.available(), reason="sitegen[network] is not installed")


def text(raw: bytes) -> str:
    return " ".join(html.document_fromstring(raw).text_content().split())


# ------------------------------------------------------------------------------------------------- cards


@cards
def test_every_clipping_and_partner_has_a_card_that_its_page_names() -> None:
    site = files_of(sample(), config(pictures=True))
    for path in ("tin/viettel-kt/", "doi-tac/viettel/", "tin/chi-la-tin/"):
        raw = site[f"{path}og.png"]
        assert struct.unpack(">II", raw[16:24]) == (1200, 630)
        tree = html.document_fromstring(site[f"{path}index.html"])
        assert tree.xpath("//meta[@property='og:image']/@content") == [f"https://example.org/digest/{path}og.png"]
    home = html.document_fromstring(site["index.html"])
    assert home.xpath("//meta[@property='og:image']/@content") == ["https://example.org/digest/og.png"]


@cards
def test_a_card_is_remembered_by_what_it_says() -> None:
    card = pictures.Card("Điểm tin", ("Viettel", "KT"), "Biên bản ghi nhớ", "Viễn thông", "Ký 26/5/2025")
    assert pictures.picture(card) == pictures.picture(replace(card))
    assert pictures.picture(card) != pictures.picture(replace(card, note="Ký 27/5/2025"))


@cards
@pytest.mark.parametrize("letter", "ắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữựỳỷỹỵđĐẴẪỄỖỠỮ")
def test_every_vietnamese_letter_is_drawn(letter: str) -> None:
    """A letter that the font lacks would be drawn as the box that stands for all such letters."""
    drawn, box = (pictures.picture(pictures.Card("", (each,))) for each in (letter, "\ue123"))
    assert drawn != box
    assert drawn != pictures.picture(pictures.Card("", ("",)))


@cards
@pytest.mark.parametrize(
    "names",
    [("a" * 300,), tuple(f"Tập đoàn số {n}" for n in range(40)), ("\u202e\x00",), ("",), ("Đại học " * 60, "B" * 90)],
)
def test_no_name_is_too_long_for_a_card(names: tuple[str, ...]) -> None:
    from PIL import Image

    card = pictures.Card("x" * 200, names, "k" * 200, "r" * 200, "n" * 300)
    image = Image.open(io.BytesIO(pictures.picture(card))).convert("RGB")
    paper = image.getpixel((4, 300))
    margins = [image.getpixel((x, y)) for x in (*range(40), *range(1160, 1200)) for y in range(16, 630, 7)]
    assert set(margins) == {paper}


def test_without_being_asked_there_is_no_card(site: dict[str, bytes]) -> None:
    assert not [path for path in site if path.endswith(".png")]
    assert b"og:image" not in site["index.html"]


# ------------------------------------------------------------------------------------- weeks and letters


def test_a_week_lists_its_deals_and_leads_on(site: dict[str, bytes]) -> None:
    shown = text(site["tuan/2025-22/index.html"])
    assert "Tuần 22/2025" in shown
    assert "Viettel – KT" in shown
    assert b'href="/digest/tuan/2024-02/"' in site["tuan/2025-22/index.html"]
    assert b'href="/digest/tuan/2025-22/"' in site["tuan/index.html"]


@pytest.mark.parametrize("path", ["tuan/2025-22/thu.html", "nam/2025/05/thu.html"])
def test_a_letter_stands_alone(site: dict[str, bytes], path: str) -> None:
    tree = html.document_fromstring(site[path])
    links = tree.xpath("//a/@href")
    assert "https://example.org/digest/tin/viettel-kt/" in links
    assert all(link.startswith("https://") for link in links)
    assert not tree.xpath("//link | //script | //img")
    assert "#1c1b18" in tree.xpath("//h2/a/@style")[0]
    assert "prefers-color-scheme: dark" in tree.xpath("string(//style)")
    assert "Viettel – KT" in tree.text_content()


def test_what_a_letter_says_is_escaped() -> None:
    told = [story("a", party("viettel"), party("kt"), signed="2025-05-26", summary="<script>alert(1)</script> Ký kết.")]
    raw = files_of(told)["nam/2025/05/thu.html"]
    assert not html.document_fromstring(raw).xpath("//script")
    assert b"alert(1)" in raw


def test_inlining_fetches_nothing() -> None:
    page = b'<html><head><link rel="stylesheet" href="http://127.0.0.1:9/x.css"></head><body><p>a</p></body></html>'
    assert b"<p>a</p>" in mails.inlined(page)


# ----------------------------------------------------------------------------------------------- network


def test_the_network_is_a_table(site: dict[str, bytes]) -> None:
    rows = html.document_fromstring(site["mang-luoi/index.html"]).xpath("//table//tr[td]")
    cells = [[cell.text_content().strip() for cell in row] for row in rows]
    assert cells[0] == ["KT", "Viettel", "2"]


@network
def test_a_network_that_was_laid_out_before_is_that_of_today() -> None:
    first, second = sample(), [*sample(), story("more", party("viettel"), party("microsoft"), signed="2025-09-01")]
    with open_cache(None) as cache:
        theme = replace(load_theme(), shelf=Shelf(cache, "template"))
        for told in (first, second, first):
            drawn = files_of(told, theme=theme)["mang-luoi/index.html"]
            assert b"<svg" in drawn
            assert drawn == files_of(told)["mang-luoi/index.html"]


@network
def test_the_network_is_drawn_with_words_beside_it(site: dict[str, bytes]) -> None:
    drawn = html.document_fromstring(site["mang-luoi/index.html"]).xpath("//svg[@role='img']")
    assert drawn
    for svg in drawn:
        names = svg.get("aria-labelledby").split()
        assert all(svg.xpath(f".//*[@id='{name}']")[0].text_content().strip() for name in names)


@network
def test_no_label_of_the_network_lies_on_another() -> None:
    ties = [webs.Tie(f"p{n}", f"p{n // 3}", 1 + n % 3) for n in range(1, 60)]
    names = {f"p{n}": f"Tổ chức có tên số {n}" for n in range(60)}
    tree = etree.fromstring(webs.draw("w", "t", "d", ties, names).encode())
    labels = [
        (float(each.get("x")), float(each.get("y")), each.text) for each in tree.iter("text") if not each.get("class")
    ]
    assert len(labels) == 60
    for number, (x, y, words) in enumerate(labels):
        for other_x, other_y, other in labels[number + 1 :]:
            apart = abs(y - other_y) >= 13 or x + len(words) * 6.4 <= other_x or other_x + len(other) * 6.4 <= x
            assert apart, (words, other)


# ----------------------------------------------------------------------------------- where outlets differ


def test_versions_of_a_deal_stand_side_by_side() -> None:
    one = story(
        "a",
        party("viettel"),
        party("kt"),
        signed="2025-05-26",
        value=Money(Decimal("1e9"), "USD"),
        source=Source("VIR"),
    )
    two = story(
        "b",
        party("viettel"),
        party("kt"),
        signed="2025-05-26",
        value=Money(Decimal("2e9"), "USD"),
        source=Source("VNE"),
    )
    tree = html.document_fromstring(files_of([one, two])["tin/a/index.html"])
    rows = tree.xpath("//table[@class='differ']//tbody/tr")
    assert [row.xpath("string(th)") for row in rows] == ["Giá trị"]
    assert [" ".join(item.text_content().split()) for item in rows[0].xpath(".//li")] == [
        "1 tỷ USD bản tin này",
        "2 tỷ USD VNE",
    ]


def test_what_one_leaves_open_is_no_difference() -> None:
    one = story("a", party("viettel"), party("kt"), signed="2025-05-26", value=Money(Decimal("1e9"), "USD"))
    two = story("b", party("viettel"), party("kt"), signed="2025-05-26")
    page = files_of([one, two])["tin/a/index.html"]
    assert b'class="differ"' not in page
    assert b'id="elsewhere"' in page


def test_a_reprint_is_folded_under_the_first_telling() -> None:
    words = sketch(" ".join(f"chữ{number}" for number in range(200)))
    told = [
        replace(_signed("a", "VIR", "2025-05-27"), sketch=words),
        replace(_signed("b", "VNE", "2025-05-28"), sketch=words),
        replace(
            _signed("c", "SGGP", "2025-05-26"), sketch=sketch("Viettel bắt tay KT, theo cách kể khác hẳn hai báo kia.")
        ),
    ]
    site = files_of(told)
    for own in "abc":
        tree = html.document_fromstring(site[f"tin/{own}/index.html"])
        (section,) = tree.xpath("//section[@aria-labelledby='elsewhere']")
        assert section.xpath("string(h2)") == "Một thỏa thuận, 3 bài"
        outlets = [item.xpath("string(.//b)") for item in section.xpath("ul/li")]
        assert outlets == ["SGGP", "VIR"]
        folded = " ".join(section.xpath("ul/li[2]")[0].text_content().split())
        assert folded.endswith("Đăng lại gần như nguyên văn: " + ("bản tin này" if own == "b" else "VNE"))


def _signed(ident: str, outlet: str, published: str) -> Story:
    return story(ident, party("viettel"), party("kt"), signed="2025-05-26", published=published, source=Source(outlet))


# --------------------------------------------------------------------------------------------- languages


def test_two_languages_stand_side_by_side() -> None:
    site = files_of(sample(), config(languages=("en",)))
    vi, en = (html.document_fromstring(site[f"{folder}tin/viettel-kt/index.html"]) for folder in ("", "en/"))
    assert (vi.get("lang"), en.get("lang")) == ("vi", "en")
    for tree in (vi, en):
        links = tree.xpath("//link[@hreflang]")
        assert {link.get("hreflang"): link.get("href") for link in links} == {
            "vi": "https://example.org/digest/tin/viettel-kt/",
            "en": "https://example.org/digest/en/tin/viettel-kt/",
            "x-default": "https://example.org/digest/tin/viettel-kt/",
        }
    assert en.xpath("//link[@rel='canonical']/@href") == ["https://example.org/digest/en/tin/viettel-kt/"]
    assert en.xpath("//link[@rel='stylesheet']/@href") == vi.xpath("//link[@rel='stylesheet']/@href")
    assert "26 May 2025" in en.text_content()
    assert "Viettel và KT bắt tay chuyển đổi AI" in en.text_content()
    listed = site["sitemap.xml"].decode()
    assert '<xhtml:link rel="alternate" hreflang="en" href="https://example.org/digest/en/nam/2025/"/>' in listed


def test_a_made_title_is_in_the_language_of_the_page() -> None:
    told = story("bo-tui", party("viettel"), party("kt"), published="2025-07-01", signed="2025-07-01")
    bare = story("bo-tui-2", party("viettel"), party("microsoft"), published="2025-07-02", deals=())
    made = [untitled(each, DealKind.JOINT_VENTURE, "lập liên doanh") for each in (told, bare)]
    site = files_of([*sample(), *made], config(languages=("en",), search="list"))
    english, vietnamese = "Viettel – KT: joint venture set up", "Viettel – KT: lập liên doanh"
    page = html.document_fromstring(site["en/tin/bo-tui/index.html"])
    assert (page.xpath("//h1")[0].text_content(), page.xpath("//h1/@lang")) == (english.replace(" –", "\xa0–"), ["en"])
    assert page.findtext(".//title") == f"{english} – Điểm tin thử"
    assert {each["headline"] for each in _graph(page) if "headline" in each} == {english}
    assert html.document_fromstring(site["tin/bo-tui/index.html"]).findtext(".//title").startswith(vietnamese)
    for path in ("feed.xml", "atom.xml", "feed.json", "tim/index.json", "du-lieu/deals.json", "du-lieu/deals.csv"):
        assert (english in site[f"en/{path}"].decode(), vietnamese in site[path].decode()) == (True, True), path
    row = html.document_fromstring(site["en/doi-tac/microsoft/index.html"]).xpath("//a[contains(@href, 'bo-tui-2')]")
    assert [link.text_content() for link in row] == ["Viettel – Microsoft: joint venture set up"]
    assert [path for path, raw in site.items() if path.startswith("en/") and "lập liên doanh" in raw.decode()] == []
    assert [path for path, raw in site.items() if not path.startswith("en/") and b"joint venture" in raw] == []


def _graph(page: html.HtmlElement) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(page.findtext(".//script[@type='application/ld+json']"))["@graph"]
    return found


def test_every_link_of_the_second_language_leads_somewhere() -> None:
    site = files_of(sample(), config(languages=("en",)))
    pages = {path for path in site if path.startswith("en/") and path.endswith(".html")}
    assert len(pages) > 30
    for path in pages:
        for link in html.document_fromstring(site[path]).xpath("//@href"):
            route = link.partition("#")[0].removeprefix("https://example.org")
            if route.startswith("/digest/"):
                inside = route.removeprefix("/digest/")
                assert (f"{inside}index.html" if not inside or inside.endswith("/") else inside) in site, (path, link)


def test_one_language_has_no_alternates(site: dict[str, bytes]) -> None:
    assert b"hreflang" not in site["index.html"]
    assert not [path for path in site if path.startswith("en/")]


# ------------------------------------------------------------------------------------------------ search


@search
def test_pagefind_indexes_the_site_and_only_its_page_may_run_it() -> None:
    site = files_of(sample(), config(search="pagefind"))
    entry = json.loads(site["tim/pagefind/pagefind-entry.json"])
    assert sum(each["page_count"] for each in entry["languages"].values()) == 6 + 6  # clippings, partners
    assert "tim/index.json" not in site
    allowed = {path for path, raw in site.items() if path.endswith(".html") and b"wasm-unsafe-eval" in raw}
    assert allowed == {"tim/index.html"}


@search
def test_the_index_of_equal_sites_is_equal() -> None:
    records = tuple(
        finder.Record(
            f"tin/{number}/",
            f"Đại học Huế {number}",
            (("title", "Một"),),
            (("year", (str(2000 + number % 9),)), ("partner", (f"P{number}", f"Q{number % 7}")), ("kind", ("a", "b"))),
        )
        for number in range(40)
    )
    first = finder.bundle(records, "vi")
    finder.bundle.cache_clear()
    assert finder.bundle(records, "vi") == first


def test_words_with_a_barred_d_are_searched_without_it_too() -> None:
    assert finder.unmarked("Đại học Đà Nẵng hợp tác đào tạo") == "dai da dao"


def test_a_plain_list_is_searched_where_nothing_else_is_asked_for(site: dict[str, bytes]) -> None:
    assert "tim/index.json" in site
    assert b"wasm-unsafe-eval" not in site["tim/index.html"]


# ------------------------------------------------------------------------------------------- remembering


@pytest.mark.parametrize("changes", [{"title": "Khác"}, {"languages": ()}, {"pictures": False}, {"search": "list"}])
def test_equal_keys_mean_equal_bytes_whatever_is_asked_for(changes: dict[str, object]) -> None:
    """What is asked for, a story more and another title: a file whose key stays is the same file."""
    asked: dict[str, object] = {"languages": ("en",), "pictures": True, "search": "pagefind"}
    stories = sample()
    more = [
        replace(stories[0], title="Khác hẳn"),
        *stories[1:],
        story("moi", party("kt"), party("viettel")),
    ]
    before = _planned(stories, config(**asked))
    for after in (_planned(more, config(**asked)), _planned(stories, config(**(asked | changes)))):
        for path in before.keys() & after.keys():
            if before[path][0] == after[path][0]:
                assert before[path][1] == after[path][1], path


def _planned(stories: list[Story], settings: Config) -> dict[str, tuple[str, bytes]]:
    digest, theme = digest_of(stories, settings), load_theme()
    return {each.path: (each.key, each.make()) for each in render(digest, settings, theme)}
