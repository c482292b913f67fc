"""Saved pages, releases and feeds become clippings; the same article twice makes one."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest

from sitegen.core.config import Config
from sitegen.core.errors import Problem
from sitegen.editing.importing import Imported, canonical, import_all
from sitegen.reading.collect import collect
from sitegen.reading.decode import decode

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://bao-thu.example/viettel-kt.html"
BODY = (
    "Ngày 26/5/2025, tại Hà Nội, Tập đoàn Viettel và Tập đoàn KT của Hàn Quốc ký thỏa thuận hợp tác chiến lược về trí "
    "tuệ nhân tạo và trung tâm dữ liệu trong giai đoạn ba năm.",
    "Hai bên sẽ lập trung tâm phát triển tại Hà Nội, đào tạo kỹ sư và *cùng* nghiên cứu mô hình ngôn ngữ [lớn] cho "
    "tiếng Việt, với sự tham gia của các trường đại học trong nước.",
)
PAGE = f"""<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Viettel và KT - Báo Thử</title>
<meta property="og:title" content="Viettel và KT ký thỏa thuận hợp tác về AI">
<meta property="og:site_name" content="Báo Thử"><meta name="author" content="Minh An">
<meta property="article:published_time" content="2025-05-27T08:00:00+07:00">
<link rel="canonical" href="{URL}?utm_source=x"></head>
<body><nav><a href="/">Trang chủ</a> <a href="/kinh-te">Kinh tế</a></nav><article><h1>Viettel và KT ký thỏa thuận hợp
tác về AI</h1><p>{BODY[0]}</p><p>{BODY[1]}</p></article><footer>Bản quyền Báo Thử.</footer></body></html>"""
FEED = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Nguồn Thử</title>
<link>https://nguon.example/</link><description>x</description>
<item><title>Viettel và KT</title><link>{URL}</link><pubDate>Tue, 27 May 2025 08:00:00 +0700</pubDate>
<description>&lt;p&gt;{BODY[0]}&lt;/p&gt;</description></item></channel></rss>"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site/content").mkdir(parents=True)
    return tmp_path / "site"


def imported(site: Path, *sources: Path | str, stdin: bytes = b"") -> list[Imported | Problem]:
    return list(import_all(site, map(str, sources), io.BytesIO(stdin)))


def saved(folder: Path, name: str, content: str | bytes) -> Path:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder / name


def word(*paragraphs: str, title: str) -> bytes:
    document, stream = docx.Document(), io.BytesIO()
    document.add_heading(title, 0)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(stream)
    return stream.getvalue()


def portable(text: str) -> bytes:
    """The smallest PDF with a text layer."""
    stream = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    made, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(made))
        made += f"{number} 0 obj{body}endobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    tail = f"xref\n0 6\n0000000000 65535 f \n{table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{len(made)}\n%%EOF"
    return (made + tail).encode()


def test_a_saved_page_becomes_a_clipping_that_says_what_was_found(site: Path, tmp_path: Path) -> None:
    (made,) = imported(site, saved(tmp_path, "a.html", PAGE))
    assert made == Imported("content/clippings/2025/2025-05-27-viettel-va-kt-ky-thoa-thuan-hop-tac-ve-ai.md", new=True)
    clippings, problems = collect(site)
    article = decode(clippings[0], Config())
    assert problems == []
    assert (article.title, article.published) == ("Viettel và KT ký thỏa thuận hợp tác về AI", "2025-05-27")
    assert article.source is not None
    assert article.source.name == "Báo Thử"
    assert article.text == "\n\n".join(BODY)
    front = (site / clippings[0].path).read_text("utf-8")
    assert 'author: "Minh An"' in front
    assert "title: 0.9" in front


def test_the_same_article_twice_makes_one_clipping(site: Path, tmp_path: Path) -> None:
    page = saved(tmp_path, "a.html", PAGE)
    first = imported(site, page, "-", stdin=PAGE.encode())
    again = imported(site, page)
    other = imported(site, saved(tmp_path, "b.html", PAGE.replace("utm_source=x", "fbclid=3").replace("Bản", "©")))
    assert [one.new for one in (*first, *again, *other) if isinstance(one, Imported)] == [True, False, False, False]
    assert len(list((site / "content").rglob("*.md"))) == 1


def test_what_the_editor_changed_is_never_written_over(site: Path, tmp_path: Path) -> None:
    page = saved(tmp_path, "a.html", PAGE)
    (made,) = imported(site, page)
    assert isinstance(made, Imported)
    file = site / made.path
    file.write_text(file.read_text("utf-8").replace("2025-05-27", "2025-05-28"), "utf-8")
    assert imported(site, page) == [Imported(made.path, new=False)]
    assert "2025-05-28" in file.read_text("utf-8")


def test_a_folder_holds_releases_feeds_and_archives(site: Path, tmp_path: Path) -> None:
    folder = tmp_path / "all"
    folder.mkdir()
    saved(folder, "a.docx", word(BODY[0], title="Thông cáo về AI"))
    saved(
        folder, "b.pdf", portable("FPT and NVIDIA signed an agreement on an AI factory worth USD 200 million in Hanoi.")
    )
    saved(folder, "c.xml", FEED)
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n--B\nContent-Type: text/html\n\n"
    archive = f"{head}{PAGE}\n--B--"
    saved(folder, "d.mhtml", archive)
    saved(folder, "ignored.png", b"\x89PNG")
    paths = [one.path for one in imported(site, folder) if isinstance(one, Imported) and one.new]
    assert paths == [
        "content/clippings/undated/thong-cao-ve-ai.md",
        "content/clippings/undated/b.md",
        "content/clippings/2025/2025-05-27-viettel-va-kt.md",
    ]  # the archive holds the feed's article, by its address
    assert all(decode(clipping, Config()).text for clipping in collect(site)[0])


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.png", b"\x89PNG", ".png"),
        ("a.html", b"", "empty"),
        ("a.html", b"<html><body><p>404</p></body></html>", "no article"),
        ("a.docx", b"PK\x03\x04 broken", "no Word document"),
        ("a.pdf", b"%PDF-1.4 broken", "PDF"),
        ("a.xml", b"<rss>", "no article"),
    ],
)
def test_a_fault_is_a_sentence_and_the_next_source_goes_on(
    site: Path, tmp_path: Path, name: str, content: bytes, fault: str
) -> None:
    problem, good = imported(site, saved(tmp_path, name, content), saved(tmp_path, "good.html", PAGE))
    assert isinstance(problem, Problem)
    assert problem.where.path == name
    assert fault in problem.message
    assert isinstance(good, Imported)


def test_a_document_that_unpacks_to_gigabytes_is_refused(site: Path, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("word/document.xml", "w") as entry:
        for _ in range(201):
            entry.write(bytes(1_000_000))
    (problem,) = imported(site, bomb)
    assert isinstance(problem, Problem)
    assert "200 MB" in problem.message


def test_addresses_that_differ_in_what_counts_visits_are_one() -> None:
    assert canonical("http://www.a.vn/x/?utm_source=fb&id=3#top") == canonical("https://a.vn/x?id=3")
    assert canonical("https://a.vn/x?id=3") != canonical("https://a.vn/x?id=4")
