"""Sums of money, and numbers that are none."""

from __future__ import annotations

import pytest
from clips import facts, knowledge
from hypothesis import given
from hypothesis import strategies as st

from sitegen.extraction.money import MoneyReader

READER = MoneyReader(knowledge())
Sum = tuple[int, str]


def sums(text: str) -> list[Sum]:
    return [(int(mention.money.amount), mention.money.currency) for mention in READER.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trị giá 2.000 tỷ đồng", (2_000 * 10**9, "VND")),
        ("trị giá 2000 tỷ đồng.", (2_000 * 10**9, "VND")),
        ("trị giá 1.112,899 tỷ đồng", (1_112_899 * 10**6, "VND")),
        ("trị giá 1.112,899 tỷ.", (1_112_899 * 10**6, "VND")),
        ("trị giá 20 nghìn tỷ đồng", (20 * 10**12, "VND")),
        ("trị giá 0,5 tỉ đồng", (5 * 10**8, "VND")),
        ("giá 500.000 đồng mỗi vé", (500_000, "VND")),
        ("trị giá 1,200,000,000 VND", (1_200_000_000, "VND")),
        ("trị giá 200 triệu USD", (200 * 10**6, "USD")),
        ("trị giá 11,022 triệu USD", (11_022 * 10**3, "USD")),
        ("trị giá 1,5 tỉ đô la", (1_500 * 10**6, "USD")),
        ("trị giá 4,5 triệu đô-la Mỹ", (4_500 * 10**3, "USD")),
        ("trị giá $200 triệu", (200 * 10**6, "USD")),
        ("trị giá US$ 1.5 billion", (1_500 * 10**6, "USD")),
        ("trị giá USD 200,000,000", (200 * 10**6, "USD")),
        ("trị giá 3 triệu euro", (3 * 10**6, "EUR")),
        ("trị giá 100 triệu yên", (100 * 10**6, "JPY")),
        ("trị giá 30 tỷ won", (30 * 10**9, "KRW")),
        ("trị giá 35 triệu bảng Anh", (35 * 10**6, "GBP")),
    ],
)
def test_a_sum(text: str, expected: Sum) -> None:
    assert sums(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "2,5 triệu khách mỗi năm",
        "hơn 2.000 tỷ lượt xem",
        "12 triệu tấn hàng",
        "lãi suất 7,5%/năm",
        "1 tỷ người dùng",
        "dài 300 m, rộng 20 m",
        "hợp đồng số 15",
        "đồng hành cùng 5 trường",
    ],
)
def test_no_sum(text: str) -> None:
    assert sums(text) == []


@pytest.mark.parametrize("text", ["100 đô thị mới", "5 đồng hồ", "20 triệu đồng bào", "50 tệ nạn", "100 bảng xếp hạng"])
def test_a_word_that_begins_like_a_currency(text: str) -> None:
    assert sums(text) == []


def test_both_currencies_of_one_price() -> None:
    assert sums("giá 100 triệu USD (khoảng 2.300 tỷ đồng)") == [(10**8, "USD"), (2_300 * 10**9, "VND")]


def test_a_sum_stands_where_it_says() -> None:
    text = "vay 100 triệu USD rồi trả 2.300 tỷ đồng."
    assert [mention.span.of(text) for mention in READER.find(text)] == ["100 triệu USD", "2.300 tỷ đồng"]


@given(st.integers(1, 999_999_999))
def test_points_part_thousands(number: int) -> None:
    written = f"{number:,}".replace(",", ".")
    assert sums(f"giá {written} đồng") == [(number, "VND")]


DEAL = (
    "Ngày 5/3/2021, tại Hà Nội, FPT và Vietcombank đã ký kết hợp đồng cung cấp phần mềm trị giá 30 tỷ đồng."
    "\n\nTheo hợp đồng, FPT bàn giao hệ thống trong mười tháng."
)


def test_the_sum_of_the_deal() -> None:
    assert [(int(one.money.amount), one.surface) for one in facts(DEAL).values] == [(30 * 10**9, "30 tỷ đồng")]


@pytest.mark.parametrize(
    "other",
    [
        "Năm 2020, FPT đạt doanh thu 29.830 tỷ đồng, lợi nhuận sau thuế 4.424 tỷ đồng.",
        "Vietcombank có vốn điều lệ 37.089 tỷ đồng và tổng tài sản 1,3 triệu tỷ đồng.",
    ],
)
def test_revenue_and_capital_are_no_sums_of_the_deal(other: str) -> None:
    assert [int(one.money.amount) for one in facts(f"{DEAL}\n\n{other}").values] == [30 * 10**9]
