"""Who stands in one list with those who sign, is chosen by another, or is only named as a rival."""

from __future__ import annotations

import pytest
from clips import article, knowledge, parties_of

from sitegen.extraction.lexicon import lexicon_of
from sitegen.extraction.parties import candidates
from sitegen.extraction.scene import look


@pytest.mark.parametrize(
    ("sentence", "more"),
    [
        (
            "Chiều 8/1 tại Hà Nội, Hương Tràm, Quill Network, hãng phim Lumis và nhà mạng Sao Mai Tel đã cùng nhau "
            "đặt bút ký bản ghi nhớ về nội dung số.",
            {"Lumis", "Sao Mai Tel"},
        ),
        (
            "Chín đơn vị cùng ký thỏa thuận, trong đó có Hương Tràm, Lumibank, Sao Mai Air và câu lạc bộ Phố Núi.",
            {"Lumibank", "Sao Mai Air", "Phố Núi"},
        ),
    ],
)
def test_a_list_stands_together(sentence: str, more: set[str]) -> None:
    assert more <= parties_of(sentence, "Hương Tràm ký kết hợp tác")


@pytest.mark.parametrize(
    ("sentence", "listed"),
    [
        ("Lumis Motors, hãng phim Quill Energy (QE) và Sao Mai Tel đã ký thỏa thuận.", 3),
        ("Lumis Motors và Sao Mai Tel đã ký thỏa thuận.", 0),
        ("Lumis Motors, Quill Energy và Sao Mai Tel khai trương cửa hàng.", 0),
        ("Trước đó, Lumis Motors, Quill Energy và Sao Mai Tel đã ký thỏa thuận.", 0),
        ("Lumis Motors đã ký thỏa thuận với Quill Energy. Sao Mai Tel, Hải Đăng Logistics không ký.", 0),
    ],
)
def test_what_is_a_list(sentence: str, listed: int) -> None:
    one = article(sentence)
    assert sum(bool(other.lists) for other in candidates(look(one.text, one.parts, lexicon_of(knowledge())))) == listed


def test_guests_in_a_list_of_their_own_do_not() -> None:
    sentence = (
        "Lumis Motors và Sao Mai Air ký kết hợp tác. Tham dự có đại diện Lumibank, Quillton và Bệnh viện Phúc Tâm."
    )
    assert parties_of(sentence, "Lumis Motors và Sao Mai Air bắt tay") == {"Lumis Motors", "Sao Mai Air"}


@pytest.mark.parametrize(
    ("sentence", "provinces"),
    [
        (
            "Ngày 9-10, tại Sa Pa, đại diện ngành du lịch của Lào Cai, Yên Bái và Phú Thọ đã ký thoả thuận hợp tác "
            "phát triển du lịch.",
            {"UBND tỉnh Lào Cai", "UBND tỉnh Yên Bái", "UBND tỉnh Phú Thọ"},
        ),
        (
            "Ngày 9-10, Lào Cai và Yên Bái vừa ký kết thoả thuận hợp tác phát triển du lịch.",
            {"UBND tỉnh Lào Cai", "UBND tỉnh Yên Bái"},
        ),
        (
            "Phú Thọ và các tỉnh Lào Cai, Yên Bái vừa ký kết thoả thuận hợp tác phát triển du lịch.",
            {"UBND tỉnh Lào Cai", "UBND tỉnh Yên Bái", "UBND tỉnh Phú Thọ"},
        ),
    ],
)
def test_provinces_that_sign_in_a_list(sentence: str, provinces: set[str]) -> None:
    assert parties_of(sentence, "Các địa phương bắt tay") == provinces


@pytest.mark.parametrize("where", ["tại Lào Cai và Yên Bái", "ở Lào Cai và Yên Bái"])
def test_provinces_where_others_sign_are_none(where: str) -> None:
    sentence = f"Hai hãng Hương Tràm và Sao Mai Air {where} vừa ký kết thoả thuận hợp tác phát triển du lịch."
    assert parties_of(sentence, "Hương Tràm bắt tay Sao Mai Air") == {"Hương Tràm", "Sao Mai Air"}


def test_countries_that_sign_in_a_list_are_no_provinces() -> None:
    sentence = "Hôm qua, Việt Nam và Nhật Bản vừa ký hiệp định về thuế."
    assert not any(name.startswith("UBND") for name in parties_of(sentence, "Hai nước bắt tay"))


@pytest.mark.parametrize("chosen", ["chỉ định làm đại lý ủy quyền", "chọn làm nhà phân phối", "trao hợp đồng"])
def test_who_is_chosen_and_by_whom(chosen: str) -> None:
    sentence = f"Sau bốn tháng thử thách, Công ty Ô tô Nam Tiến vừa được Lumis Motors {chosen} đầu tiên ở Đắk Nông."
    assert parties_of(sentence, "Đắk Nông có nơi bán xe mới") == {"Công ty Ô tô Nam Tiến", "Lumis Motors"}


def test_who_was_chosen_by_another_before() -> None:
    sentence = "Công ty Ô tô Nam Tiến ký hợp đồng với Sao Mai Air. Trước đó hãng được Lumis Motors chỉ định làm đại lý."
    assert "Lumis Motors" not in parties_of(sentence, "Nam Tiến ký hợp đồng với Sao Mai Air")


@pytest.mark.parametrize(
    ("sentence", "sides"),
    [
        ("Công ty Nam Tiến vừa được hãng xe Lumis Motors chỉ định làm đại lý.", {"Công ty Nam Tiến", "Lumis Motors"}),
        ("Công ty Nam Tiến sẽ được hãng xe Lumis Motors chỉ định làm đại lý.", set()),
        ("Công ty Nam Tiến muốn vươn xa, mà muốn được Lumis Motors và bạn bè ở xa chọn làm đại lý.", set()),
        ("Công ty Nam Tiến được Lumis Motors khen.", set()),
    ],
)
def test_both_are_sides_of_the_choice(sentence: str, sides: set[str]) -> None:
    one = article(sentence)
    found = candidates(look(one.text, one.parts, lexicon_of(knowledge())))
    assert {other.organisation.name for other in found if other.clear} == sides


@pytest.mark.parametrize("against", ["cạnh tranh với Quillgrab", "lấp chỗ trống của Quillgrab"])
def test_a_rival_is_no_party(against: str) -> None:
    sentence = f"Ngày 3/5, Hương Tràm ký thỏa thuận hợp tác với Sao Mai Tel để {against}."
    assert parties_of(sentence, f"Hương Tràm bắt tay Sao Mai Tel để {against}") == {"Hương Tràm", "Sao Mai Tel"}


def test_who_signs_with_a_rival_signs() -> None:
    sentence = "Ngày 3/5, Hương Tràm ký thỏa thuận hợp tác với Quillgrab, đối thủ của Sao Mai Tel."
    assert parties_of(sentence, "Hương Tràm bắt tay Quillgrab") == {"Hương Tràm", "Quillgrab"}
