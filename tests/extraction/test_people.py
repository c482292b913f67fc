"""People with role and organisation, and names that are no people of the story."""

from __future__ import annotations

import pytest
from clips import facts, names

from sitegen.core.model import Kind

OPENING = "Ngày 5/3/2022, VNPT và Nokia đã ký kết hợp đồng phát triển mạng 5G tại Hà Nội."
Row = tuple[str, str | None, str | None]


def people(sentence: str) -> list[Row]:
    return [(one.name, one.role, one.org) for one in facts(f"{OPENING}\n\n{sentence}").people]


@pytest.mark.parametrize(
    ("sentence", "person"),
    [
        ("Ông Huỳnh Quang Liêm, Tổng giám đốc VNPT, dự lễ ký.", ("Huỳnh Quang Liêm", "Tổng giám đốc VNPT", "VNPT")),
        ("Tổng giám đốc VNPT Huỳnh Quang Liêm dự lễ ký.", ("Huỳnh Quang Liêm", "Tổng giám đốc VNPT", "VNPT")),
        ("Bà Lê Thị Mai - Giám đốc Nokia cho biết lô hàng đã về.", ("Lê Thị Mai", "Giám đốc Nokia", "Nokia")),
        ("Ông Pekka Lundmark, Chủ tịch Nokia, dự lễ ký.", ("Pekka Lundmark", "Chủ tịch Nokia", "Nokia")),
        ("Ông Trần Văn Đức nói lô hàng đã về.", ("Trần Văn Đức", None, None)),
    ],
)
def test_a_person(sentence: str, person: Row) -> None:
    assert people(sentence) == [person]


def test_a_short_name_is_the_same_person() -> None:
    text = "Ông Huỳnh Quang Liêm, Tổng giám đốc VNPT, dự lễ ký. Ông Liêm nói đây là bước đầu."
    assert people(text) == [("Huỳnh Quang Liêm", "Tổng giám đốc VNPT", "VNPT")]
    assert "Liêm" in names(facts(f"{OPENING}\n\n{text}"), Kind.PERSON)


def test_a_byline_is_no_person_of_the_story() -> None:
    text = f"{OPENING}\n\nÔng Trần Văn Đức nói lô hàng đã về.\n\nBài, ảnh: Trần Minh Hà"
    assert [one.name for one in facts(text).people] == ["Trần Văn Đức"]


def test_an_organisation_is_no_person() -> None:
    assert people("VNPT và Nokia cùng triển khai ở Vinh.") == []


def test_people_stand_where_they_say() -> None:
    text = f"{OPENING}\n\nÔng Trần Văn Đức nói lô hàng đã về."
    (one,) = facts(text).people
    assert one.span is not None
    assert one.span.of(text) == "Trần Văn Đức"


@pytest.mark.xfail(strict=True, reason="the point of an abbreviation ends the search for a role")
def test_a_role_with_an_abbreviated_place() -> None:
    found = people("Chủ tịch UBND TP. Huế Nguyễn Văn Phương dự lễ ký.")
    assert found == [("Nguyễn Văn Phương", "Chủ tịch UBND TP. Huế", "UBND TP. Huế")]


@pytest.mark.xfail(strict=True, reason="the role of one person, told before the next, is given to the next")
def test_a_successor_is_not_the_predecessor() -> None:
    found = {name: role for name, role, _ in people("Ông Lê Thành Trung giữ chức tổng giám đốc thay bà Mai Thị Hoa.")}
    assert found["Mai Thị Hoa"] is None


@pytest.mark.parametrize(
    ("full", "short", "count"),
    [
        ("Kim Tae-jin", "Kim", 1),  # the family name comes first
        ("Kuroda Shinichi", "Kuroda", 1),
        ("Nguyễn Văn Bình", "Bình", 1),
        ("Nguyễn Văn Bình", "Sơn", 2),
    ],
)
def test_a_person_called_by_one_word(full: str, short: str, count: int) -> None:
    text = f"""VNPT và Viettel ký kết hợp tác

Ông {full}, Giám đốc VNPT, ký với Viettel ngày 4/10/2023. Ông {short} nói hai bên sẽ làm ngay."""
    assert len(facts(text).people) == count


def test_a_hyphen_joins_a_name() -> None:
    text = """VNPT và Viettel ký kết hợp tác

Theo ông Kwame Ofori-Mensah, chuyên gia ở Geneva, VNPT và Viettel đã ký kết hợp tác."""
    assert [one.name for one in facts(text).people] == ["Kwame Ofori-Mensah"]


def test_a_full_name_is_known_by_the_short_one() -> None:
    text = """Cảng Antwerp góp ý cho đường thủy

Chuyên gia đường thuỷ Willem Hoekstra đếm được 92 cầu thấp hơn 7m trên tuyến. Ông Hoekstra góp ý thêm: tài liệu cần rõ \
hơn. Theo ông Hoekstra, mọi việc còn dài."""
    found = facts(text)
    assert {"Willem Hoekstra", "Hoekstra"} <= names(found, Kind.PERSON)
    assert [one.name for one in found.people] == ["Willem Hoekstra"]
