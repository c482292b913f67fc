"""From bytes to articles."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.core.config import Config
from sitegen.core.errors import ClippingError
from sitegen.core.model import Article, Clipping, PartRole, Source
from sitegen.reading.decode import article_id, decode, decode_page

LEAD = "Sáng 12/3, hai doanh nghiệp đã ký thỏa thuận hợp tác kéo dài năm năm tại trụ sở của Sao Mai Group."
BODY = "Theo thỏa thuận, hai bên sẽ cùng xây dựng ba kho lạnh và chia sẻ đội xe tải trong giai đoạn đầu."
TITLE = "Sao Mai bắt tay Biển Xanh xây kho lạnh"


def article(text: str | bytes, path: str = "content/a.md", config: Config | None = None) -> Article:
    raw = text if isinstance(text, bytes) else text.encode()
    return decode(Clipping(path, raw, ""), config or Config())


def fault(text: str | bytes, path: str = "content/a.md") -> str:
    with pytest.raises(ClippingError) as caught:
        article(text, path)
    return str(caught.value)


@pytest.mark.parametrize("path", ["seeds/a.txt", "content/a.md"])
def test_a_raw_clip(path: str) -> None:
    text = f"{TITLE}\n\n{LEAD}\n\n{BODY}"
    found = article(f"\r\n{text}\r\n\r\n".replace("\n\n", "\r\n\r\n"), path)
    assert found.text == text
    assert found.title == TITLE
    assert found.title_span is not None
    assert found.title_span.of(found.text) == TITLE
    assert [part.role for part in found.parts] == [PartRole.TITLE, PartRole.LEAD, PartRole.BODY]
    assert (found.published, found.source, found.slug, found.lang, found.draft) == (None, None, "a", "vi", False)
    assert found.html == f"<p>{LEAD}</p>\n<p>{BODY}</p>"


def test_front_matter_wins_and_is_no_part_of_the_text() -> None:
    found = article(f"---\ntitle: Kho lạnh mới\nslug: kho\nsource: Báo Kho\n---\n{LEAD}\n\n{BODY}")
    assert (found.title, found.title_span, found.slug, found.source) == ("Kho lạnh mới", None, "kho", Source("Báo Kho"))
    assert found.text == f"{LEAD}\n\n{BODY}"


def test_the_editors_title_leaves_the_one_in_the_text_known() -> None:
    found = article(f"---\ntitle: Kho lạnh mới\n---\n{TITLE}\n\n{LEAD}\n\n{BODY}")
    assert found.title == "Kho lạnh mới"
    assert found.title_span is not None
    assert found.title_span.of(found.text) == TITLE


def test_times_without_an_offset_are_those_of_the_site() -> None:
    config = Config(time_zone="Asia/Tokyo")
    found = article(f"---\ndate: 2024-05-31 08:00\n---\n{LEAD}", config=config)
    assert found.published == "2024-05-31T08:00:00+09:00"


def test_a_date_in_the_file_name_is_part_of_the_id_and_no_date_of_publication() -> None:
    found = article(LEAD, "content/2024/2024-05-31-sao-mai.md")
    assert (found.id, found.published) == ("2024-05-31-sao-mai", None)


def test_markdown_gives_text_with_the_same_words_and_clean_html() -> None:
    found = article(
        f"# {TITLE}\n\n**Sáng nay**, hai bên ký <script>x</script> [thỏa thuận](https://a.vn).\n\n- Kho\n- Xe\n\n{BODY}"
    )
    assert found.text == f"{TITLE}\n\nSáng nay, hai bên ký  thỏa thuận.\n\nKho\n\nXe\n\n{BODY}"
    assert found.title == TITLE
    assert "<h1>" not in found.html
    assert "<script" not in found.html
    assert "<strong>Sáng nay</strong>" in found.html


def test_signs_in_a_txt_file_stay_signs() -> None:
    found = article(f"{LEAD}\n\nGiá *rẻ* <b>hơn</b> & {{{{ x }}}} {{% y %}}", "seeds/a.txt")
    assert found.html.endswith("<p>Giá *rẻ* &lt;b&gt;hơn&lt;/b&gt; &amp; {{ x }} {% y %}</p>")
    assert found.text.endswith("Giá *rẻ* <b>hơn</b> & {{ x }} {% y %}")


def test_a_title_glued_to_the_lead_is_cut_from_the_html_too() -> None:
    found = article(f"{TITLE}  {LEAD}\n\n{BODY}", "seeds/a.txt")
    assert found.title == TITLE
    assert found.html == f"<p>{LEAD}</p>\n<p>{BODY}</p>"


@pytest.mark.parametrize(
    ("path", "made"),
    [
        ("content/2024-05-31-fpt-hust.md", "2024-05-31-fpt-hust"),
        ("content/Đại học & Ái.md", "dai-hoc-ai"),
        ("seeds/000_78703ff.txt", "000-78703ff"),
        ("content/a.b.md", "a-b"),
    ],
)
def test_ids_come_from_file_names(path: str, made: str) -> None:
    assert article_id(path) == made


def test_long_names_stay_apart() -> None:
    first, second = article_id(f"content/{'a' * 150}x.md"), article_id(f"content/{'a' * 150}y.md")
    assert first != second
    assert max(len(first), len(second)) <= 100


@pytest.mark.parametrize(
    ("path", "text", "sentence"),
    [
        ("content/!!!.md", LEAD, "content/!!!.md: the file name has no letter or digit"),
        ("content/CON.md", LEAD, "content/CON.md: 'con' is a reserved name on Windows"),
        ("content/a.md", "[" * 500, "content/a.md:1: more Markdown signs"),
        ("content/a.md", "---\nlang: vi\n---\n" + "> " * 500, "content/a.md:4: more Markdown signs"),
        ("content/a.md", "\n\n", "content/a.md: the file holds no text"),
        ("content/a.md", "---\nlang: vi\n---\n", "content/a.md: there is no text below the front matter"),
        ("content/a.md", "---\ndate: x\nslug: ..\n---\na", "content/a.md:3: 'slug'"),
    ],
)
def test_refused(path: str, text: str, sentence: str) -> None:
    assert sentence in fault(text, path)


def test_pages_of_the_editor() -> None:
    page = decode_page(Clipping("content/pages/about.md", b"# About us\n\nWe *read*.", ""), Config())
    assert (page.slug, page.title, page.html.strip()) == ("about", "About us", "<p>We <em>read</em>.</p>")
    page = decode_page(Clipping("content/pages/about.md", b"---\ntitle: A & B\n---\nWe read.", ""), Config())
    assert (page.title, page.html) == ("A & B", "<p>We read.</p>")
    with pytest.raises(ClippingError, match=r"content/pages/x\.md:1: the page has no title"):
        decode_page(Clipping("content/pages/x.md", b"We read.", ""), Config())


def test_articles_travel_between_processes() -> None:
    found = article(f"---\nvalue: 5 triệu USD\naliases: [a]\ndate: 2024-05-31\n---\n{LEAD}")
    assert pickle.loads(pickle.dumps(found)) == found
    assert type(found.published) is type(found.slug) is type(found.aliases[0]) is str


@given(st.text(max_size=200) | st.binary(max_size=200), st.sampled_from(["content/a.md", "seeds/a.txt"]))
def test_any_clipping_gives_an_article_or_a_clipping_error(text: str | bytes, path: str) -> None:
    raw = text if isinstance(text, bytes) else text.encode("utf-8", "replace")
    try:
        found = decode(Clipping(path, raw, ""), Config())
    except ClippingError:
        return
    assert all(part.span.of(found.text).strip() for part in found.parts)
    assert found.title is None or found.title.strip()
