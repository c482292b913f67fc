"""Phrases found in tokens."""

from __future__ import annotations

import pytest
from clips import knowledge

from sitegen.extraction.gazetteer import Gazetteer
from sitegen.extraction.lexicon import lexicon_of
from sitegen.extraction.linking import link
from sitegen.extraction.tokens import tokenize

NAMES = Gazetteer(
    [("MB", "mb"), ("FPT", "fpt"), ("FPT Software", "fpt-software"), ("Hòa Bình", "hoa-binh"), ("iPOS", "ipos"),
     ("Louis Vuitton-Moët", "lvmh"), ("Ngân hàng Quân đội", "mb")]
)  # fmt: skip
WORDS = Gazetteer([("ký kết", "ký kết"), ("ký", "ký")], cased=False)


def found(text: str, gazetteer: Gazetteer[str] = NAMES) -> list[str]:
    return [hit.value for hit in gazetteer.find(tokenize(text))]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Ông làm ở FPT Software.", ["fpt-software"]),
        ("Ông làm ở FPT, Software là tên khác.", ["fpt"]),
        ("FPT và FPT Software", ["fpt", "fpt-software"]),
        ("FPT-MB", ["fpt", "mb"]),
        ("Louis Vuitton-Moët", ["lvmh"]),
        ("Louis Vuitton", []),
        ("ở Hoà Bình", ["hoa-binh"]),
        ("ở HÒA BÌNH", ["hoa-binh"]),
        ("vì hòa bình", []),
        ("Hòa bình", ["hoa-binh"]),
        ("gói 500 mb", []),
        ("gói 500 Mb", []),
        ("gói của MB", ["mb"]),
        ("AMB", []),
        ("MBs", []),
        ("Ngân hàng Quân  đội", ["mb"]),
        ("phần mềm IPOS", ["ipos"]),
    ],
)
def test_names_keep_their_case(text: str, values: list[str]) -> None:
    assert found(text) == values


@pytest.mark.parametrize("text", ["Ký kết", "ký kết", "KÝ KẾT", "kí kết ký kết"])
def test_words_do_not(text: str) -> None:
    assert found(text, WORDS)[-1] == "ký kết"


def test_marks_tell_words_apart() -> None:
    assert found("ky ket, kỷ kết", WORDS) == []


def test_the_longest_wins_and_nothing_overlaps() -> None:
    hits = WORDS.find(tokenize("ký kết ký"))
    assert [(hit.first, hit.last, hit.value) for hit in hits] == [(0, 2, "ký kết"), (2, 3, "ký")]


def test_what_ends_with_the_last_word() -> None:
    found = [WORDS.ending(tokenize(text)) for text in ("hai bên ký kết", "hai bên cùng ký", "ký kết xong", "")]
    assert [hit and (hit.first, hit.value) for hit in found] == [(2, "ký kết"), (3, "ký"), None, None]


def test_nothing_in_nothing() -> None:
    assert NAMES.find([]) == []
    assert Gazetteer([("", "nothing")]).find(tokenize("mọi thứ")) == []


@pytest.mark.parametrize(
    ("name", "partner"),
    [
        ("Viettel", "viettel"),
        ("Tập đoàn Viettel", "viettel"),
        ("Viettel Thái Nguyên", "viettel"),
        ("VNPT Đắk Lắk", "vnpt"),
        ("FPT Software", "fpt-software"),
        ("Viettel Mây Hồng", None),
        ("Cơ khí Bắc Hà Viễn", None),
    ],
)
def test_a_name_is_linked_to_the_registry(name: str, partner: str | None) -> None:
    found = link(tokenize(name), lexicon_of(knowledge()))
    assert (found.partner if found else None) == partner


@pytest.mark.parametrize(("name", "ambiguous"), [("MB", True), ("Ngân hàng MB", False), ("Viettel", False)])
def test_a_short_name_needs_support(name: str, ambiguous: bool) -> None:
    found = link(tokenize(name), lexicon_of(knowledge()))
    assert found is not None
    assert found.ambiguous is ambiguous
