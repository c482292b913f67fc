"""Texts cut to a length, after a whole word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.rendering.wording import clip


@pytest.mark.parametrize(
    ("text", "longest", "shown"),
    [
        ("FPT ký kết", 20, "FPT ký kết"),
        ("FPT  ký\nkết ", 20, "FPT ký kết"),
        ("FPT\u00a0ký kết", 20, "FPT ký kết"),
        ("FPT ký kết, với Viettel", 12, "FPT ký kết…"),
        ("FPT ký kết với Viettel", 9, "FPT ký…"),
        ("", 5, ""),
    ],
)
def test_a_text_is_cut_after_a_word(text: str, longest: int, shown: str) -> None:
    assert clip(text, longest) == shown


@given(st.text("ab é.,–\n\t\u00a0\u2003", max_size=120), st.integers(2, 60))
def test_blanks_of_any_kind_are_as_good_as_one(text: str, longest: int) -> None:
    shown = clip(text, longest)
    assert shown == clip(" ".join(text.split()), longest)
    assert len(shown) <= longest + 1
    assert shown.split(" ") == shown.split() or not shown
