"""Two spellings of one name, and two names that are nearly spelled alike."""

from __future__ import annotations

import pytest
from clips import facts, parties_of
from hypothesis import given
from hypothesis import strategies as st

from sitegen.extraction.slips import slips


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("vinamilk", "vianmilk"),  # two changed places
        ("gemadept", "gemadep"),  # one too few
        ("sunrice", "sunrise"),  # another one
        ("cao thắng", "cao thắg"),
        ("nano việt", "nanoviệt"),  # a blank
    ],
)
def test_a_letter_apart(first: str, second: str) -> None:
    one, other = tuple(first.split()), tuple(second.split())
    assert slips([one, other]) == {one: [other], other: [one]}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("becamex idc", "becamex tdc"),  # codes
        ("sao mai 2", "sao mai 3"),  # numbers
        ("nam á", "bắc á"),
        ("hải hà", "hải hạ"),  # too short
        ("hòa phát", "hòa phúc"),
    ],
)
def test_other_names(first: str, second: str) -> None:
    assert not slips([tuple(first.split()), tuple(second.split())])


@given(st.text("abcdeghiklmnopqrstuvxy", min_size=8, max_size=20), st.data())
def test_whatever_letter_is_lost(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(name) - 1))
    written = name[:at] + name[at + 1 :]
    assert (written,) in slips([(name,), (written,)])[name,]


CLIP = """Sau mười năm nhập gạo, {rare} quyết định mua lại nhà máy của Hương Tràm. Tập đoàn SunRice vừa ký hợp đồng \
mua lại nhà máy của Hương Tràm. SunRice sẽ trả bằng tiền mặt. Theo SunRice, nhà máy chạy lại vào tháng 9."""


def test_a_slip_is_no_party_of_its_own() -> None:
    assert parties_of(CLIP.format(rare="SunRise"), "Tập đoàn Úc mua nhà máy của Hương Tràm") == {
        "SunRice",
        "Hương Tràm",
    }


def test_a_slip_is_a_surface() -> None:
    found = facts("Tập đoàn Úc mua nhà máy của Hương Tràm\n\n" + CLIP.format(rare="SunRise"))
    assert "SunRise" in next(party for party in found.parties if party.name == "SunRice").surfaces


def test_names_side_by_side_are_two() -> None:
    sentence = "Ngày 5/6/2019, SunRise và SunRice ký kết hợp tác. SunRise lo máy, SunRice lo gạo. SunRice có 9 kho."
    assert parties_of(sentence, "SunRise và SunRice ký kết hợp tác") == {"SunRise", "SunRice"}
