"""Summaries are two or three sentences of the clipping that read well alone."""

from __future__ import annotations

import pytest
from clips import facts

LEAD = "Ngày 5/3/2022, VNPT và Nokia đã ký kết thỏa thuận hợp tác phát triển mạng 5G."
PLAN = "hai bên sẽ thử nghiệm 5G tại Đà Nẵng với ba mươi trạm phát sóng trong năm nay."
QUOTE = "“Chúng tôi rất vui mừng và tự hào”, ông Trần Văn Đức nói."
BLURB = "Được thành lập năm 1865, Nokia là doanh nghiệp hàng đầu thế giới với hơn 150 năm kinh nghiệm."


@pytest.mark.parametrize("opener", ["Theo đó, ", "Cụ thể, ", "Bên cạnh đó, "])
def test_an_opener_is_dropped_and_the_next_letter_raised(opener: str) -> None:
    text = facts(f"{LEAD} {opener}{PLAN}\n\n{QUOTE}").summary.text
    assert opener.strip() not in text
    assert PLAN[0].upper() + PLAN[1:] in text


def test_a_sentence_that_is_no_opener_stays_whole() -> None:
    assert f"Theo thỏa thuận, {PLAN}" in facts(f"{LEAD} Theo thỏa thuận, {PLAN}\n\n{QUOTE}").summary.text


def test_the_deal_comes_first_and_blurbs_lose() -> None:
    rest = " ".join(
        f"Nokia cũng có nhà máy số {number} với rất nhiều kỹ sư và công nhân lành nghề." for number in range(9)
    )
    found = facts(f"{LEAD} Theo thỏa thuận, {PLAN}\n\n{QUOTE}\n\n{BLURB}\n\n{rest}").summary
    assert found.text.startswith(LEAD)
    assert BLURB not in found.text


def test_quotes_are_stretches_of_the_text_with_marks_inside() -> None:
    text = f"{LEAD} Theo đó, {PLAN}\n\n{QUOTE}\n\n{BLURB}"
    found = facts(text).summary
    assert 1 <= len(found.quotes) <= 3
    assert " ".join(quote.text for quote in found.quotes) == found.text
    for quote in found.quotes:
        assert quote.span.of(text).casefold() == quote.text.casefold()
        assert all(mark.span.end <= len(quote.text) for mark in quote.marks)
    marked = {mark.span.of(quote.text): mark.ref for quote in found.quotes for mark in quote.marks}
    assert (marked["VNPT"], marked["Nokia"]) == ("vnpt", "nokia")


def test_the_shortest_clipping_is_its_own_summary() -> None:
    assert facts(LEAD).summary.text == LEAD


def test_captions_and_titles_are_no_summary() -> None:
    title = "VNPT bắt tay Nokia phát triển 5G"
    assert title not in facts(f"{title}\n\n{LEAD} Theo thỏa thuận, {PLAN}\n\n{QUOTE}").summary.text


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ('"', '"')])
def test_half_a_quote_is_left_out(opening: str, closing: str) -> None:
    half = f"Tại lễ ký, ông Đức nói: {opening}Nokia và VNPT hợp tác chiến lược."
    text = facts(f"{LEAD} {half} Mạng 5G sẽ phủ khắp Đà Nẵng{closing}.\n\nTheo thỏa thuận, {PLAN}").summary.text
    assert half not in text
    assert LEAD in text
