"""What readers see on pages."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from rendering.markup import html
from rendering.samples import config, dated, files_of, party, sample, story
from sitegen.core.errors import TemplateFailure
from sitegen.core.model import DealStage, Money, Source, Span, Story, Topic
from sitegen.rendering import load_theme
from sitegen.rendering.theme import Theme, make_theme


def page(site: dict[str, bytes], path: str) -> str:
    return site[f"{path}index.html"].decode()


def words(markup: str | bytes) -> str:
    tree = html.document_fromstring(markup if isinstance(markup, bytes) else markup.encode())
    for node in tree.xpath("//script|//style"):
        node.drop_tree()
    return " ".join(tree.find("body").text_content().split())


def test_an_outlet_that_the_text_names_stands_with_the_words_that_say_so() -> None:
    told = Source("Báo Kho Vận", None, "Theo Báo Kho Vận", Span(7, 23), 0.9)
    site = files_of([story("tu-ke", party("viettel"), party("kt"), source=told), *sample()])
    assert "Báo: Báo Kho Vận bài viết: “Theo Báo Kho Vận”" in words(site["tin/tu-ke/index.html"])
    assert "“Theo" not in words(site["tin/viettel-kt/index.html"])


def cells(row: Any) -> list[str]:
    return [" ".join(cell.text_content().split()) for cell in row.xpath("./th|./td")]


PATHS = [
    "index.html",
    "404.html",
    "tin/viettel-kt/index.html",
    "doi-tac/index.html",
    "doi-tac/viettel/index.html",
    "doi-tac/cong-ty-an-binh/index.html",
    "nam/index.html",
    "nam/2025/index.html",
    "nam/2025/05/index.html",
    "nam/khong-ro/index.html",
    "linh-vuc/index.html",
    "linh-vuc/ai/index.html",
    "linh-vuc/education-training/index.html",
    "noi-chon/index.html",
    "noi-chon/ha-noi/index.html",
    "thuong-vu/index.html",
    "gioi-thieu/index.html",
    "lien-he/index.html",
    "tim/index.html",
    "nguon-tin/index.html",
    "du-lieu/index.html",
    "feed.xml",
    "atom.xml",
    "feed.json",
    "feeds.opml",
    "doi-tac/viettel/feed.xml",
    "nam/2025/feed.xml",
    "nam/khong-ro/feed.xml",
    "linh-vuc/ai/feed.xml",
    "sitemap.xml",
    "robots.txt",
    ".nojekyll",
]


@pytest.mark.parametrize("path", PATHS)
def test_the_site_has(site: dict[str, bytes], path: str) -> None:
    assert path in site


def resolved(path: str, prefix: str) -> str | None:
    parts = urlsplit(path)
    if parts.scheme or parts.netloc or (not parts.path and parts.fragment):
        return None
    assert parts.path.startswith(prefix), path
    inside = unquote(parts.path.removeprefix(prefix))
    return f"{inside}index.html" if not inside or inside.endswith("/") else inside


@pytest.mark.parametrize("base", ["https://example.org/digest/", "https://example.org/", ""])
def test_every_link_leads_to_a_file_and_every_anchor_exists(base: str) -> None:
    site = files_of(sample(), config(base_url=base))
    prefix = "/digest/" if "digest" in base else "/"
    trees = {path: html.document_fromstring(raw) for path, raw in site.items() if path.endswith(".html")}
    for path, tree in trees.items():
        links = [*tree.xpath("//@href"), *tree.xpath("//@src"), *tree.xpath("//form/@action")]
        assert links, path
        for link in links:
            if link.startswith("#"):
                assert tree.xpath("//*[@id=$id]", id=link[1:]), (path, link)
            elif target := resolved(link, prefix):
                assert target in site, (path, link)


def test_every_page_is_reached_from_the_home_page(site: dict[str, bytes]) -> None:
    seen, open_pages = {"index.html"}, ["index.html"]
    while open_pages:
        tree = html.document_fromstring(site[open_pages.pop()])
        for link in tree.xpath("//a/@href"):
            target = None if link.startswith("#") else resolved(link, "/digest/")
            if target and target not in seen:
                seen.add(target)
                open_pages += [target] if target.endswith(".html") else []
    apart = {"404.html", "2025/viettel-kt.html", "tim/index.html"}  # the search form leads to the last
    assert {path for path in site if path.endswith(".html")} - seen == apart


def test_every_page_is_sound(site: dict[str, bytes]) -> None:
    for path, raw in site.items():
        if not path.endswith(".html") or path.endswith("/thu.html") or path == "2025/viettel-kt.html":
            continue
        tree = html.document_fromstring(raw)
        assert len(tree.xpath("//h1")) == 1, path
        assert tree.xpath("//main"), path
        assert tree.xpath("//nav[@aria-label]"), path
        assert tree.get("lang") == "vi"
        idents = tree.xpath("//@id")
        assert len(idents) == len(set(idents)), path
        labelled = [each for value in tree.xpath("//@aria-labelledby") for each in value.split()]
        assert set(labelled) <= set(idents), path
        for heading, following in zip(*(tree.xpath("//h1|//h2|//h3|//h4")[start:] for start in (0, 1)), strict=False):
            assert int(following.tag[1]) - int(heading.tag[1]) <= 1, path
        assert all(cell.get("scope") for cell in tree.xpath("//th")), path


def test_no_page_asks_another_origin_or_runs_an_inline_script(site: dict[str, bytes]) -> None:
    for path, raw in site.items():
        if not path.endswith(".html"):
            continue
        tree = html.document_fromstring(raw)
        assert tree.xpath("//meta[@http-equiv='Content-Security-Policy']"), path
        loaded = [*tree.xpath("//@src"), *tree.xpath("//link[@rel='stylesheet' or @rel='icon']/@href")]
        assert all(link.startswith("/digest/assets/") for link in loaded), path
        assert not tree.xpath("//script[not(@src) and not(@type='application/ld+json')]"), path
        assert path.endswith("/thu.html") or not tree.xpath("//@style"), path
        assert not any(name.startswith("on") for node in tree.iter() for name in node.attrib), path


def test_a_clipping_shows_its_facts_and_their_proof(site: dict[str, bytes]) -> None:
    markup = page(site, "tin/viettel-kt/")
    tree = html.document_fromstring(markup.encode())
    shown = words(markup)
    assert "Viettel và KT bắt tay chuyển đổi AI" in shown
    assert "27/5/2025" in shown
    assert "26/5/2025" in shown
    assert tree.xpath("//a[@href='https://vir.com.vn/viettel-kt.html']")
    assert "Viettel và KT ký thỏa thuận hợp tác tại Hà Nội." in " ".join(tree.xpath("string(//blockquote)").split())
    assert tree.xpath("//blockquote//a[@class='e e-org' and @href='/digest/doi-tac/viettel/']")
    assert "Tào Đức Thắng" in shown
    assert tree.xpath("//section[h2[@id='related']]//a[@href='/digest/tin/viettel-kt-2/']")


def test_what_is_not_known_is_said_in_words(site: dict[str, bytes]) -> None:
    shown = words(page(site, "tin/viettel-microsoft/"))
    assert "bài không đề ngày" in shown
    assert "Bài gốc không có tiêu đề" in shown
    assert "chưa ký" in shown
    assert "2.000 tỷ đồng" in shown
    assert "khá chắc" in shown
    assert "Không rõ năm" in words(page(site, "nam/khong-ro/"))


def test_a_partner_shows_who_it_is_and_whom_it_works_with(site: dict[str, bytes]) -> None:
    tree = html.document_fromstring(site["doi-tac/viettel/index.html"])
    shown = words(site["doi-tac/viettel/index.html"])
    assert "Tập đoàn Công nghiệp – Viễn thông Quân đội" in shown
    assert "Còn gọi là Tập đoàn Viettel." in shown
    assert tree.xpath("//p[contains(., 'Thành viên')]/a[@href='/digest/doi-tac/viettel-post/']")
    rows = [cells(row) for row in tree.xpath("//section[h2[@id='together']]//tbody/tr")]
    assert rows == [["KT", "2", "8/2025"], ["Microsoft", "1", "không rõ"]]
    titles = tree.xpath("//section[h2[@id='network']]//*[local-name()='title']")
    assert [title.text for title in titles] == [
        "Viettel và các đối tác nước ngoài, kèm số thỏa thuận chung: KT 2, Microsoft 1"
    ]
    found = words(site["doi-tac/cong-ty-an-binh/index.html"])
    assert "chưa có trong danh bạ" in found


def test_a_year_counts_its_deals(site: dict[str, bytes]) -> None:
    tree = html.document_fromstring(site["nam/2025/index.html"])
    months = dict(cells(row) for row in tree.xpath("//section[h2[@id='months']]//tbody/tr"))
    assert {month: count for month, count in months.items() if count != "0"} == {"Tháng 5": "1", "Tháng 8": "1"}
    assert len(months) == 12
    assert "Một bài không có thỏa thuận" in words(site["nam/2025/index.html"])
    assert tree.xpath("//nav//a[@rel='prev' and @href='/digest/nam/2024/']")


def test_partners_stand_in_vietnamese_order(site: dict[str, bytes]) -> None:
    tree = html.document_fromstring(site["doi-tac/index.html"])
    names = tree.xpath("//div[@class='directory']//a/text()")
    assert names == ["Công ty An Bình", "Đại học Bách khoa Hà Nội", "KT", "Microsoft", "Viettel", "Viettel Post"]
    assert tree.xpath("//nav[@class='letters']//a/text()") == ["C", "Đ", "K", "M", "V"]


def test_an_old_url_leads_to_the_new_page(site: dict[str, bytes]) -> None:
    tree = html.document_fromstring(site["2025/viettel-kt.html"])
    assert tree.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=/digest/tin/viettel-kt/"]


def test_full_text_is_shown_only_where_the_site_may_republish() -> None:
    told = [story("a", party("viettel"), party("kt"), html="<p>Toàn bộ bài.</p>")]
    assert "Toàn bộ bài." not in page(files_of(told), "tin/a/")
    assert "<p>Toàn bộ bài.</p>" in page(files_of(told, config(republish=True)), "tin/a/")


def test_the_interface_speaks_english() -> None:
    site = files_of(sample(), config(language="en"))
    shown = words(site["tin/viettel-microsoft/index.html"])
    assert "the clipping has no date" in shown
    assert "2 trillion VND" in shown
    assert "Memorandum of understanding" in shown
    assert "26 May 2025" in words(site["tin/viettel-kt/index.html"])
    assert html.document_fromstring(site["index.html"]).get("lang") == "en"


def test_the_day_of_publication_is_that_of_the_site() -> None:
    late = [story("a", party("viettel"), party("kt"), published="2025-05-26T20:00:00+00:00")]
    assert "27/5/2025" in words(page(files_of(late), "tin/a/"))
    assert "26/5/2025" in words(page(files_of(late, config(time_zone="Europe/London")), "tin/a/"))


def test_an_empty_site_still_stands() -> None:
    site = files_of([])
    assert "Chưa có gì" in words(site["index.html"])
    assert "feed.xml" in site
    assert "doi-tac/index.html" in site


EVIL = "<script>alert(1)</script> {{ 7*7 }} {% raw %} \" onmouseover='x' </title> --> \u202egnp.exe"


def hostile() -> list[Story]:
    bad = party("ke-xau", EVIL, registered=False)
    return [
        story(
            "xau",
            bad,
            party("kt"),
            title=EVIL,
            summary=EVIL + " ký kết.",
            place="<img src=x onerror=alert(1)>",
            source=Source("<b>Báo</b>", "javascript:alert(1)"),
            published="2025-01-01",
            signed="2025-01-01",
        )
    ]


def test_hostile_text_stays_text() -> None:
    site = files_of(hostile())
    for path, raw in site.items():
        if not path.endswith(".html"):
            continue
        tree = html.document_fromstring(raw)
        assert not [node for node in tree.xpath("//script") if "alert" in (node.text or "") and not node.get("type")], (
            path
        )
        assert not tree.xpath("//img|//*[@onerror]|//*[@onmouseover]|//b[text()='Báo']"), path
        assert not [link for link in tree.xpath("//@href") if link.lower().startswith("javascript")], path
        assert "<script>alert" not in raw.decode(), path
    shown = words(site["tin/xau/index.html"])
    assert "{{ 7*7 }}" in shown
    assert "{% raw %}" in shown


def themed(own: dict[str, bytes]) -> Theme:
    """The shipped theme with templates of a site over it."""
    shipped = load_theme()
    files = {name: (shipped.places[name], text.encode()) for name, text in shipped.templates.items()}
    files |= {f"static/{name}": (name, raw) for name, raw in shipped.static.items()}
    return make_theme(files | {name: (f"templates/{name}", source) for name, source in own.items()})


def test_a_broken_template_names_its_line_and_the_page() -> None:
    cases = {
        b"{% block main %}\n{{ nobody.name }}{% endblock %}": ("templates/404.html:3", "nobody"),
        b"{% block main %}\n{% endfor %}": ("templates/404.html:3", "endfor"),
        b"{% block main %}\n{{ 1 / 0 }}{% endblock %}": ("templates/404.html:3", "division"),
        b"{% block main %}\n{% include 'gone.html' %}{% endblock %}": ("templates/404.html:3", "gone.html"),
        b"{% block main %}\n{{ asset('gone.css') }}{% endblock %}": ("templates/404.html:3", "gone.css"),
    }
    for source, (where, word) in cases.items():
        with pytest.raises(TemplateFailure) as caught:
            files_of([], theme=themed({"404.html": b'{% extends "base.html" %}\n' + source}))
        assert where in str(caught.value)
        assert word in str(caught.value)
        assert "404.html" in caught.value.problems[0].hint


@pytest.mark.parametrize(
    ("top", "main", "shown"),
    [
        ("{% set day = 'of mine' %}", "{{ day }}", "of mine"),
        ("{% macro low(text) %}[{{ text }}]{% endmacro %}", "{{ low('X') }}", "[X]"),
        ("{% from 'own.html' import who as time %}", "{{ time('X') }}", "who X"),
        ("", "{% for number in ('six',) %}{{ number }} {{ clip(number, 2) }}{% endfor %}", "six"),
        ("", "{% for number in ('six',) %}{% include 'own.html' %}{% endfor %}", "in own.html six"),
        ("", "{% for label in ('six',) %}{% block inner scoped %}{{ label }}{% endblock %}{% endfor %}", "six"),
        ("", "{% if site.republish %}{% set lang = 'xx' %}{% endif %}{{ lang }}", "vi"),
        ("", "{% if drawn %}a{% block inner %}b{% endblock %}{% else %}none{% endif %}", "none"),
        ("", "{{ link('').__len__() }}{{ routes.story('x') }} {{ site.title.upper() }}", "8tin/x/ ĐIỂM TIN THỬ"),
    ],
)
def test_a_template_may_give_a_name_its_own_meaning(top: str, main: str, shown: str) -> None:
    own = b"in own.html {{ number }}{% macro who(x) %}who {{ x }}{% endmacro %}"
    source = f"{{% extends 'base.html' %}}{top}{{% block main %}}{main}{{% endblock %}}".encode()
    site = files_of([], theme=themed({"404.html": source, "own.html": own}))
    assert html.document_fromstring(site["404.html"]).find(".//main").text_content().strip().startswith(shown)


def test_many_deals_are_split_into_pages() -> None:
    told = [
        story(f"s{number:04}", party("viettel"), party("kt"), signed=f"2024-{number % 12 + 1:02}", topics=(Topic.AI,))
        for number in range(620)
    ]
    site = files_of(told)
    assert "thuong-vu/trang-2/index.html" in site
    assert "linh-vuc/ai/trang-7/index.html" in site
    assert "doi-tac/viettel/trang-6/index.html" in site
    listed = {path for path in site if re.match(r"tin/s\d+/", path)}
    reached = set()
    for path in [path for path in site if path.startswith("doi-tac/viettel/") and path.endswith(".html")]:
        reached |= set(re.findall(r"tin/s\d+/", site[path].decode()))
    assert {f"{route}index.html" for route in reached} == listed
    assert len(site["nam/2024/index.html"]) < 120_000


def test_money_keeps_its_sum() -> None:
    sums = {"1500000": "1,5 triệu USD", "2e12": "2.000 tỷ USD", "1234567": "1.234.567 USD", "950": "950 USD"}
    for amount, shown in sums.items():
        told = [story("a", party("viettel"), party("kt"), value=Money(Decimal(amount), "USD"))]
        assert shown in words(page(files_of(told), "tin/a/"))


def test_a_date_without_a_year_is_shown_as_far_as_it_goes() -> None:
    told = [story("a", party("viettel"), party("kt"), signed="--05-26", stage=DealStage.SIGNED)]
    assert dated("--05-26").date.year is None
    site = files_of(told)
    assert "26/5 (không rõ năm)" in words(page(site, "tin/a/"))
    assert "tin/a/" in page(site, "nam/khong-ro/")
