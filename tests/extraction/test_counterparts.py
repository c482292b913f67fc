"""The other side of a signing, of money and of grants: one sentence that names it, one alike that does not."""

from __future__ import annotations

import pytest
from clips import facts, parties

CLIP = """{title}

{sentence}

Quill Network đã làm việc này mười năm."""


def partners(sentence: str, title: str = "Hương Tràm ký kết hợp tác") -> set[str]:
    return parties(facts(CLIP.format(title=title, sentence=sentence)))


@pytest.mark.parametrize(
    ("sentence", "more"),
    [
        # a list behind a colon, or behind "gồm" and what the first one is called
        (
            "Ngày 2/11, Hương Tràm ký thoả thuận hợp tác cùng lúc với ba đơn vị: Bệnh viện Phúc Tâm (y khoa), Sao Mai Card "
            "(thẻ) và công ty phần mềm Quillsoft.",
            {"Bệnh viện Phúc Tâm", "Sao Mai Card", "Quillsoft"},
        ),
        (
            "Ngày 2/11, Hương Tràm ký kết hợp tác với các đơn vị cung ứng gồm hãng bay Sao Mai Air, công ty Quill Tours và "
            "ngân hàng Lumibank.",
            {"Sao Mai Air", "Quill Tours", "Lumibank"},
        ),
        # days inside the list
        (
            "Hương Tràm lần lượt ký bản ghi nhớ với ba đơn vị, gồm Sao Mai Air ngày 1/6, Quillton ngày 8/6 và Lumibank "
            "ngày 12/6.",
            {"Sao Mai Air", "Quillton", "Lumibank"},
        ),
        # the last who signs together has its short name in a bracket
        (
            "Chiều 8/1, Bệnh viện Phúc Tâm, CLB Bóng đá Phố Núi và Công ty CP Cao su Hương Tràm (Hương Tràm Rubber) đã ký kết "
            "hợp đồng tài trợ.",
            {"Bệnh viện Phúc Tâm", "CLB Bóng đá Phố Núi"},
        ),
        # the first of four sides
        (
            "Thỏa thuận hợp tác được ký giữa Bệnh viện Phúc Tâm, Viện Mắt Cao Thắng, tổ chức The Quill Foundation (TQF) và "
            "hãng Hương Tràm.",
            {"Bệnh viện Phúc Tâm"},
        ),
    ],
)
def test_lists_of_those_who_sign(sentence: str, more: set[str]) -> None:
    assert more <= partners(sentence)


@pytest.mark.parametrize(
    ("sentence", "name", "is_party"),
    [
        (
            "Hương Tràm vừa hoàn tất vòng gọi vốn 3 triệu USD do Quillhouse Capital dẫn dắt, với sự tham gia của quỹ "
            "Lumis Ventures.",
            "Lumis Ventures",
            True,
        ),
        ("Hương Tràm nhận 4 triệu USD vốn đầu tư từ Quillhouse Capital và Lumis Ventures.", "Lumis Ventures", True),
        ("Hương Tràm nhận hàng từ Quillhouse Capital và Lumis Ventures mỗi tuần.", "Lumis Ventures", False),
        ("Hương Tràm mua lại 76% cổ phần Sao Mai Pay từ quỹ Lumis Ventures.", "Lumis Ventures", True),
        ("Hương Tràm bán 76% cổ phần Sao Mai Pay cho Lumis Ventures.", "Lumis Ventures", True),
        ("Hương Tràm trao hợp đồng chế tạo 14 chân đế cho Quillhouse Steel.", "Quillhouse Steel", True),
        ("Hương Tràm trao hợp đồng cho Sao Mai. Hôm sau, họ gặp người quen ở Quillhouse Steel.", "Quillhouse Steel", False),
    ],
)
def test_whom_money_and_grants_join(sentence: str, name: str, is_party: bool) -> None:
    found = partners(f"Ngày 6/12/2018, Công ty CP {sentence}", "Hương Tràm ký hợp đồng, gọi vốn đầu tư thành công")
    assert (name in found) is is_party


def test_who_joined_before_is_none() -> None:
    sentence = """Ngày 6/12/2018, Tập đoàn Hương Tràm và Quillpost ký thỏa thuận hợp tác.

Cùng với Sao Mai Petro và Lumis Oil, Quillpost là đối tác tiếp theo của Hương Tràm."""
    assert partners(sentence, "Hương Tràm và Quillpost ký kết hợp tác") == {"Hương Tràm", "Quillpost"}


def test_who_lends_to_those_who_sign_is_none() -> None:
    sentence = """Ngày 6/12/2018, Hương Tràm và Quillpost ký hợp đồng cung cấp thiết bị.

Tham dự lễ ký có bên cho vay vốn Ngân hàng Lumibank (LMB) và Hương Tràm."""
    assert partners(sentence, "Hương Tràm và Quillpost ký hợp đồng") == {"Hương Tràm", "Quillpost"}


def test_where_a_signing_is_held_joins_no_row() -> None:
    sentence = (
        "Ngày 10/01/2018, tại hội sở ngân hàng số 201-203 đường Cách Mạng Tháng Tám, Quận 3, TP.HCM, Ngân hàng Lumibank và "
        "Công ty CP Hương Tràm đã ký kết thỏa thuận hợp tác."
    )
    assert "UBND TP.HCM" not in partners(sentence)


def test_training_is_also_some_agreement() -> None:
    text = """Trường Đại học Sao Mai và Quill Network đào tạo kỹ sư

Trường Đại học Sao Mai và Quill Network triển khai chương trình đào tạo kỹ sư, hợp tác đào tạo nguồn nhân lực."""
    kinds = {str(fact.kind) for fact in facts(text).kinds}
    assert not kinds or kinds != {"training_research"}
