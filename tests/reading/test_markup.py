"""Markdown: what is shown, what is cleaned away, and the short way for text that uses none."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.reading import markup

PIECES = st.sampled_from(
    [
        "Hai bên",
        "ký kết",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\n \n",
        " \n",
        "(",
        ")",
        ".",
        ",",
        "!",
        "?",
        ":",
        "'",
        '"',
        "“",
        "”",
        "…",
        "&",
        "& ",
        "%",
        "{{ x }}",
        "{% y %}",
        "$",
        "@",
        "http://a.vn",
        "1",
        "2.",
        "1)",
        "–",
        "—",
        "-",
        "+",
        "/",
        ";",
        "^",
        "a=b",
        "=",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_the_short_way_is_what_markdown_would_do(text: str) -> None:
    text = text.strip("\n")
    if not markup.has_syntax(text):
        assert markup.plain_html(text) == markup.markdown_html(text).rstrip("\n")
        assert markup.plain_text(text) == markup.text_of_html(markup.markdown_html(text))


def test_ordinary_clippings_go_the_short_way() -> None:
    assert not markup.has_syntax("Ông A (trái) nói: “Tốt!” & ký.\n\nLãi 2.000 tỷ – tăng 5%; v.v. {{ x }} {% y %}\n")


@pytest.mark.parametrize(
    "text", ["*a*", "- a", "1. a", "# a", "> a", "a  \nb", "    a", "[a](b)", "`a`", "<b>", "&copy;", "a\n---", "a\\b"]
)
def test_syntax_is_seen(text: str) -> None:
    assert markup.has_syntax(text)


def test_markdown_is_shown() -> None:
    html = markup.markdown_html(
        "# Đầu đề\n\nMột **đậm** [nối](https://a.vn 'x')\n\n- hai\n- ba\n\na|b\n-|-\n1|2\n\nbốn  \nnăm"
    )
    assert '<a href="https://a.vn" title="x" rel="noopener nofollow">nối</a>' in html
    assert markup.text_of_html(html) == "Đầu đề\n\nMột đậm nối\n\nhai\n\nba\n\na\n\nb\n\n1\n\n2\n\nbốn\nnăm"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>*a*",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](data:text/html,x)",
        "<a href='vbscript:x' onclick=x>a</a>",
        "<iframe src=//a></iframe><object><embed>",
        "<svg onload=alert(1)>",
        "<p style='position:fixed' class=x id=y>a</p>",
        "![a](http://a.vn/x.png)",
        "<form action=//a><input name=b></form>",
        "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
        "<style>*{display:none}</style>",
        "<base href=//a><meta http-equiv=refresh content=0><link rel=stylesheet href=//a>",
    ],
)
def test_nothing_that_runs_loads_or_hides_gets_through(text: str) -> None:
    html = markup.markdown_html(text)
    assert set(re.findall(r"</?([a-z0-9]+)", html)) <= {"p", "a", "em", "strong", "br"}
    assert not re.search(
        r"(?i)<[^>]*\b(?:on\w+|style|src|class|id|srcdoc|action)\s*=|(?:javascript|vbscript|data):[^<]*['\"]>", html
    )


def test_braces_stay_text() -> None:
    assert "{{ config }} {% raw %}" in markup.markdown_html("*a* {{ config }} {% raw %}")


@pytest.mark.parametrize("sign", ["[", "*a ", "`", "> ", "<b>", "![[", "\\", "_a_ ", "#a\n", "- a\n", "a\n-\n", "* "])
def test_a_flood_of_signs_is_seen(sign: str) -> None:
    assert markup.is_too_dense(sign * 30_000)
    assert not markup.is_too_dense(sign * 3)


@pytest.mark.parametrize(
    "sign", ["[a ", "![a ", "[a][b ", "[a](<b ", "a[", "<![CDATA[", "<a ", "<a b=", "<a@b", "<http:"]
)
def test_what_opens_and_never_closes_is_seen_in_a_long_text(sign: str) -> None:
    """It would be read to the end of the text each time."""
    assert markup.is_too_dense(sign * 900 + "and so on. " * 5_000)
    assert not markup.is_too_dense(sign * 3 + "and so on. " * 5_000)


def test_many_links_are_no_flood() -> None:
    assert not markup.is_too_dense("An [offer](https://a.vn/) of <b>shares</b>, and so on for a while.\n\n" * 200)
