"""Whose share changes hands, and what those are called who trade: one text that needs it, one that must not."""

from __future__ import annotations

import pytest
from clips import facts, names, parties_of

from sitegen.core.model import Kind


def partners(sentence: str, title: str = "Quillpack mua lại cổ phần Giấy Sao Mai") -> set[str]:
    """The parties where an editor has said that there is a deal."""
    return parties_of(sentence, title, "kinds: [investment_ma]")


@pytest.mark.parametrize(
    ("sentence", "more"),
    [
        # giver, share, taker
        (
            "Ngày 3/4/2023, quỹ Lumis Ventures (Hàn Quốc) bán toàn bộ 43% vốn tại Công ty CP Giấy Sao Mai, đơn vị "
            "vận hành hai nhà máy ở Vinh, cho Quillpack của Thái Lan, thu về 21 triệu USD.",
            {"Lumis Ventures", "Quillpack"},
        ),
        # the share told twice
        (
            "Công ty CP Hương Tràm công bố đã hoàn tất chuyển nhượng 24,8 triệu cổ phần, tương đương 62% vốn Công ty "
            "CP Bệnh viện Phúc Tâm, cho quỹ Lumis Ventures.",
            {"Lumis Ventures"},
        ),
        # a sum put into a company
        (
            "Ngày 3/4/2023, Lumibank cho biết đã đầu tư 30 triệu USD (hơn 700 tỉ đồng) vào hãng Quillgo Express.",
            {"Lumibank", "Quillgo Express"},
        ),
        # a buyer and whose share it is
        ("Ngày 3/4/2023, Lumibank thông báo đã mua 30% cổ phần Công ty CP Giấy Sao Mai.", {"Lumibank"}),
        # by names alone
        (
            "Ngày 3/4/2023, hợp đồng chuyển nhượng cổ phần Giấy Sao Mai đã được ký kết. Bên bán là Lumis Ventures, bên "
            "mua là Quillpack.",
            {"Lumis Ventures"},
        ),
    ],
)
def test_who_gives_and_takes_a_share(sentence: str, more: set[str]) -> None:
    assert more <= partners(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Trước đó, quỹ Lumis Ventures bán 43% vốn tại Công ty CP Giấy Sao Mai cho Quillpack.",  # before the news
        "Mỗi ngày quầy này bán 43% số vé cho khách của Lumis Ventures và Quillpack.",  # no share of a company
        "Quỹ Lumis Ventures đang nắm 43% vốn tại Công ty CP Giấy Sao Mai cùng Quillpack.",  # nothing moves
    ],
)
def test_what_moves_no_share(sentence: str) -> None:
    text = f"Ngày 3/4/2023, Hương Tràm và Quillton ký thỏa thuận hợp tác.\n\n{sentence}"
    assert partners(text, "Hương Tràm và Quillton ký kết hợp tác") == {"Hương Tràm", "Quillton"}


@pytest.mark.parametrize(
    ("listed", "one"),
    [("(HOSE: QTP)", True), ("(mã chứng khoán: QTP)", True), ("(khách hàng: QTP)", False)],
)
def test_the_code_at_an_exchange(listed: str, one: bool) -> None:
    text = f"""Bao bì Hương Tràm và Quillton ký kết hợp tác

Ngày 3/4/2023, Công ty CP Bao bì Hương Tràm {listed} và Quillton ký thỏa thuận hợp tác. Sau lễ ký, QTP sẽ mở thêm kho.
Theo ông Lê Văn Tư, Giám đốc QTP, việc này mất hai năm."""
    together = {"Công ty CP Bao bì Hương Tràm", "QTP"}
    assert any(together <= set(party.surfaces) for party in facts(text).parties) is one


def test_who_was_there_before_a_round_is_none() -> None:
    sentence = """Ngày 8/2/2022, Sao Mai Pay gọi vốn 4 triệu USD trong vòng Pre-series A do Quillhouse Capital dẫn đầu.

Trước vòng này, Sao Mai Pay đã nhận vốn mồi từ Lumis Ventures."""
    assert "Lumis Ventures" not in partners(sentence, "Sao Mai Pay được rót 4 triệu USD")


def test_who_is_replaced_is_none() -> None:
    sentence = (
        "Ngày 1/4/2022, Công ty TNHH Hương Tràm ký hợp đồng làm nhà phân phối độc quyền của Quillton, thay cho Lumis "
        "Foods - đơn vị gắn bó với thương hiệu này suốt 14 năm."
    )
    assert "Lumis Foods" not in partners(sentence, "Hương Tràm ký hợp đồng phân phối với Quillton")


def test_beside_who_is_only_called() -> None:
    sentence = """Công ty CP Hương Tràm vừa ký kết hợp đồng mở rộng đội tàu.

Cụ thể, ngày 29/5/2023, công ty và nhà máy Quillship Building đã ký kết hợp đồng đóng mới bốn tàu."""
    assert "Quillship Building" in partners(sentence, "Hương Tràm ký hợp đồng đóng bốn tàu")


@pytest.mark.parametrize(
    ("sentence", "name", "other"),
    [
        ("Công ty CP Vận tải và Xếp dỡ Hương Tràm ký kết với Quillton.", "Công ty CP Vận tải và Xếp dỡ Hương Tràm", ""),
        ("Viện Cây lương thực và Cây thực phẩm (QTX) ký kết với Quillton.", "Viện Cây lương thực và Cây thực phẩm", ""),
        ("Trường Đại học Lý Văn Mùi và Quillton ký kết hợp tác.", "Trường Đại học Lý Văn Mùi", "Lý Văn Mùi"),
    ],
)
def test_names_go_on_to_their_end(sentence: str, name: str, other: str) -> None:
    found = facts(f"Một lễ ký kết hợp tác ở Vinh\n\nNgày 3/4/2023, {sentence}")
    assert name in names(found, Kind.ORG)
    assert other not in names(found, Kind.PERSON)


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ("Công an tỉnh Cà Mau", "Công an Cà Mau", True),
        ("Công ty CP Bệnh viện Phúc Tâm", "Bệnh viện Phúc Tâm", True),
        ("UBND tỉnh Cà Mau", "UBND TP Cà Mau", False),
    ],
)
def test_two_ways_to_write_one_office(first: str, second: str, one: bool) -> None:
    text = f"""{second} và Quillton ký kết hợp tác

Ngày 9/3/2023, {first} và Quillton ký thỏa thuận hợp tác. Theo {second}, việc này sẽ mất hai năm."""
    assert any({first, second} <= set(party.surfaces) for party in facts(text).parties) is one


@pytest.mark.parametrize(
    ("sentence", "more"),
    [
        # who shows up in a round, pays
        (
            "Ngày 8/2/2022, Sao Mai Pay gọi vốn 4 triệu USD trong vòng series A do Quillhouse Capital dẫn dắt, cùng sự "
            "góp mặt của Lumis Ventures.",
            {"Lumis Ventures"},
        ),
        # points in numbers end no sentence
        (
            "Công ty CP Hương Tràm cũng ký hợp đồng vận chuyển 60.000 tấn trong năm với Lumis Group, cước rẻ hơn 18%.",
            {"Lumis Group"},
        ),
        # "trong đó có" behind a number of them
        (
            "Ngày 8/2/2022, Trường Đại học Sao Mai ký biên bản ghi nhớ với 18 đơn vị, trong đó có Lumis Group, Bệnh "
            "viện Phúc Tâm và Lumibank.",
            {"Lumis Group", "Bệnh viện Phúc Tâm", "Lumibank"},
        ),
        # the seller right behind "mua của"
        ("Công ty CP Hương Tràm ký hợp đồng mua của Lumis Group 12.000 tấn điều thô vụ này.", {"Lumis Group"}),
        # who grants stands before the verb
        ("Ngày 8/2/2022, Lumis Group trao quyền phân phối tour này cho Quilltravel Việt Nam.", {"Lumis Group"}),
    ],
)
def test_others_who_agree(sentence: str, more: set[str]) -> None:
    assert more <= partners(sentence, "Hương Tràm ký kết hợp tác")


def test_who_shows_up_at_a_ceremony_does_not() -> None:
    sentence = """Ngày 6/12/2018, Hương Tràm và Quillton ký kết thỏa thuận hợp tác.

Buổi lễ có sự góp mặt của Lumis Group và Bệnh viện Phúc Tâm."""
    assert partners(sentence, "Hương Tràm và Quillton ký kết hợp tác") == {"Hương Tràm", "Quillton"}


SOLD = """Gạch men Sao Mai có chủ mới

Theo thông báo gửi Sở Giao dịch chứng khoán Hà Nội (HNX) ngày 6/12/2018, Lumis Holdings đã mua xong 9.530.000 cổ phiếu \
của CTCP Gạch men Sao Mai, tương đương 51% vốn điều lệ.

{more}

Gạch men Sao Mai lập năm 1978. Sao Mai niêm yết ba năm sau đó."""


def test_a_share_told_by_its_number_is_a_deal_of_those_who_trade() -> None:
    found = facts(SOLD.format(more="Nhà máy có hai dây chuyền."))
    assert found.is_partnership
    assert len(found.parties) == 2
    assert {"Lumis Holdings", "CTCP Gạch men Sao Mai"} <= {
        surface for party in found.parties for surface in party.surfaces
    }


@pytest.mark.parametrize(
    ("more", "is_party"),
    [
        ("Ở chiều ngược lại, quỹ Quillton Capital bán ra đúng bằng ấy cổ phiếu và không còn là cổ đông.", True),
        ("Năm 2009, quỹ Quillton Capital bán ra 12% cổ phần và không còn là cổ đông.", False),
        ("Quỹ Quillton Capital mỗi ngày mua bán cổ phiếu cho khách.", False),
    ],
)
def test_who_trades_in_the_share_that_the_text_is_about(more: str, is_party: bool) -> None:
    parties = {surface for party in facts(SOLD.format(more=more)).parties for surface in party.surfaces}
    assert any("Quillton Capital" in name for name in parties) is is_party
