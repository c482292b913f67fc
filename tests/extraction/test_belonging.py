"""Groups and their companies, owners, papers and products: who is told apart, and who signs nothing."""

from __future__ import annotations

import pytest
from clips import facts, knowledge, names, parties

from sitegen.core.model import Kind, PartnerKind
from sitegen.extraction.lexicon import lexicon_of
from sitegen.extraction.linking import identity, link
from sitegen.extraction.tokens import tokenize

CHILD = """Hương Tràm Land mua lại Quill Village

Ngày 12/9/2017, Công ty CP Đầu tư {name} ký hợp đồng mua lại Quill Village từ Công ty Marlow. {more}

Dự án của {name} sẽ mở bán cuối năm."""


def surfaces(text: str) -> list[set[str]]:
    return [set(one.surfaces) for one in facts(text).parties]


def test_a_company_with_its_group_s_name_is_told_from_it() -> None:
    member = "Công ty CP Đầu tư Xuân Mai Sài Gòn là thành viên của Tập đoàn Xuân Mai (Xuân Mai Corp)."
    found = surfaces(CHILD.format(name="Xuân Mai Sài Gòn", more=member))
    assert {"Xuân Mai Sài Gòn", "Công ty CP Đầu tư Xuân Mai Sài Gòn"} in found
    assert all("Xuân Mai Corp" not in one for one in found if "Xuân Mai Sài Gòn" in one)


def test_a_branch_is_its_brand_though_it_is_said_to_belong_to_it() -> None:
    text = """Viettel Thái Nguyên và Quill Network ký kết hợp tác

Ngày 12/9/2017, Viettel Thái Nguyên, đơn vị thuộc Tập đoàn Viettel, và Quill Network ký kết thỏa thuận hợp tác.

Viettel Thái Nguyên cung cấp đường truyền."""
    assert {one.partner for one in facts(text).parties} == {"viettel", "quill-network"}


def test_both_names_of_a_company_stay_one() -> None:
    text = """Hương Tràm Air ký với nhà cung cấp nhiên liệu

Ngày 17/11/2018, Hương Tràm Air ký kết biên bản ghi nhớ hợp tác với Công ty Cổ phần Nhiên liệu Bay Petrolimex \
(Petrolimex Aviation), thành viên của Tập đoàn Xăng dầu Việt Nam (Petrolimex).

Petrolimex Aviation sẽ nạp nhiên liệu cho máy bay của Hương Tràm Air."""
    assert {"Petrolimex Aviation", "Công ty Cổ phần Nhiên liệu Bay Petrolimex"} in surfaces(text)


@pytest.mark.parametrize(
    ("name", "partner"),
    [
        ("Bộ Ngoại giao", "bo-ngoai-giao"),
        ("Bộ Ngoại giao Việt Nam", "bo-ngoai-giao"),
        ("Bộ Ngoại giao Nga", None),
        ("Chính phủ Nhật Bản", None),
        ("Samsung Việt Nam", "samsung"),
        ("Kho bạc Nhà nước tỉnh Hòa Bình", "kho-bac-nha-nuoc"),
        # an association of a province is one of its own
        ("Hội Chữ thập đỏ tỉnh Cà Mau", None),
        ("Hội Chữ thập đỏ Việt Nam", "hoi-chu-thap-do"),
        ("VCCI Cần Thơ", "vcci"),
    ],
)
def test_offices_of_other_countries_and_provinces_are_not_the_national_ones(name: str, partner: str | None) -> None:
    found = link(tokenize(name), lexicon_of(knowledge()))
    assert (found.partner if found else None) == partner


SCHOOLS = """Hai trường hợp tác đào tạo

Hai trường thành viên của ĐH Quốc gia TP.HCM là Trường ĐH Công nghệ Lam Kiều và Trường ĐH Kinh tế Hương Tràm vừa ký \
kết hợp tác liên kết đào tạo.

PGS.TS Nguyễn Văn Lộc - phó giám đốc ĐH Quốc gia TP.HCM - cho biết sinh viên được học ở cả hai nơi."""


def test_an_owner_whose_people_only_speak_signs_nothing() -> None:
    assert not any("Quốc gia" in name for name in parties(facts(SCHOOLS)))


def test_an_owner_that_signs_is_a_party() -> None:
    text = SCHOOLS.replace("vừa ký", "cùng ĐH Quốc gia TP.HCM vừa ký")
    assert any("Quốc gia" in name for name in parties(facts(text)))


def test_whom_a_company_of_a_group_in_small_letters_belongs_to_is_none() -> None:
    text = """Quill Desk và Lam Kiều Media ký kết hợp tác

Ngày 3/4/2019, Quill Desk và Lam Kiều Media (thuộc tập đoàn Marlow Holdings) ký thỏa thuận hợp tác chiến lược.

Lam Kiều Media làm nội dung, Quill Desk lo kỹ thuật."""
    assert parties(facts(text)) == {"Quill Desk", "Lam Kiều Media"}


@pytest.mark.parametrize(
    "seller",
    ["Marlow Jets", "Tập đoàn Lumis"],
)
def test_the_paper_that_tells_of_a_deal_is_no_party(seller: str) -> None:
    text = f"""{seller} bán máy bay cho Hương Tràm Air

"{seller} và Hương Tràm Air ngày 8/10/2018 ký hợp đồng mua 20 máy bay", tờ Daily Quill đưa tin.

Hương Tràm Air nhận chiếc đầu tiên năm 2020."""
    assert parties(facts(text)) in ({seller, "Hương Tràm Air"}, {seller.removeprefix("Tập đoàn "), "Hương Tràm Air"})


@pytest.mark.parametrize("noun", ["phần mềm", "dự án", "lễ hội"])
def test_what_is_called_a_product_or_an_event_is_no_party(noun: str) -> None:
    text = f"""Ngân hàng Lam Kiều ký với Quill Soft

Ngày 22/5/2017, Ngân hàng Lam Kiều và Quill Soft ký kết hợp tác triển khai {noun} Treasure Ark tại TP.HCM.

Quill Soft phụ trách {noun} Treasure Ark trong ba năm."""
    assert parties(facts(text)) == {"Ngân hàng Lam Kiều", "Quill Soft"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Trung tâm Giám sát an toàn mạng (NCMC) vừa ký hợp đồng.", "Trung tâm Giám sát an toàn mạng"),
        ("Hiệp hội An ninh mạng và dữ liệu số (VNIS) vừa họp.", "Hiệp hội An ninh mạng và dữ liệu số"),
        ("Hôm nay Công ty Mua bán điện (EPTC) ký hợp đồng.", "Công ty Mua bán điện"),
        ("Trung tâm Hàng hoá đa ngành Dubai (DQCC) vừa họp.", "Trung tâm Hàng hoá đa ngành Dubai"),
    ],
)  # fmt: skip
def test_a_name_with_small_words_goes_on_to_its_bracket(text: str, name: str) -> None:
    assert name in names(facts(text), Kind.ORG)


@pytest.mark.parametrize(
    "text",
    [
        "Công ty Lam Kiều và Ngân hàng Quân đội (MB) ký hợp đồng.",
        "Công ty Lam Kiều ký hợp đồng mua máy tính (PC) cho trường.",
        "Công ty Lam Kiều mở rộng nhà máy Bình Dương (VQIP) cho trường.",
        "Công ty Lam Kiều với đối tác quen thuộc (HTC) ký hợp đồng.",
    ],
)
def test_a_name_ends_where_the_next_begins_or_something_is_told(text: str) -> None:
    assert "Công ty Lam Kiều" in names(facts(text), Kind.ORG)


def test_a_bracket_of_capitals_behind_a_name_is_one_name() -> None:
    text = "Hôm nay, Công ty CP Sữa Ba Vì Xanh (Ba Vì Milk) ký hợp đồng với Công ty Lam Kiều (Hà Nội)."
    found = facts(text)
    assert "Ba Vì Milk" in names(found, Kind.ORG)
    assert "Milk" not in names(found, Kind.ORG)
    assert "Hà Nội" in names(found, Kind.PLACE)


@pytest.mark.parametrize(("between", "one"), [(", chủ chuỗi ", True), (" lẫn ", False)])
def test_who_owns_a_chain_is_the_chain(between: str, one: bool) -> None:
    text = f"""Quill Mobile vào chuỗi bán lẻ

Ngày 12/3/2024, Quill Mobile ký hợp tác với Công ty TNHH Bán lẻ Oreva{between}Zenda Market.

Zenda Market có 780 cửa hàng."""
    assert any({"Công ty TNHH Bán lẻ Oreva", "Zenda Market"} <= set(one.surfaces) for one in facts(text).parties) is one


def test_a_party_that_tells_of_its_own_deal_is_one() -> None:
    text = """Theo Vietcombank, ngân hàng này đã ký hợp đồng tín dụng 400 tỷ đồng với Tập đoàn Hòa Phát.

Theo Vietcombank, khoản vay kéo dài 5 năm."""
    assert "Vietcombank" in parties(facts(text))


@pytest.mark.parametrize(("opener", "is_party"), [("Theo Daily Quill,", False), ("Cùng Daily Quill,", True)])
def test_whom_the_news_is_from_is_no_party(opener: str, is_party: bool) -> None:
    text = f"""Hương Tràm Air và Marlow Jets ký thỏa thuận

{opener} Hương Tràm Air và Marlow Jets ngày 8/10/2018 ký thỏa thuận hợp tác về bảo dưỡng máy bay.

Hương Tràm Air bay từ năm 2012."""
    assert ("Daily Quill" in parties(facts(text))) is is_party


@pytest.mark.parametrize(
    ("more", "one"), [("Hội Nông dân sẽ giúp hội viên vay vốn.", True), ("Hội Nông dân Việt Nam cử người dự.", False)]
)
def test_a_local_association_may_be_named_without_its_place(more: str, one: bool) -> None:
    text = f"""Hội Nông dân tỉnh Quảng Nam ký với Agribank

Ngày 6/3/2025, Hội Nông dân tỉnh Quảng Nam ký thỏa thuận hợp tác với Agribank. {more}"""
    both = {"Hội Nông dân tỉnh Quảng Nam", "Hội Nông dân"}
    assert any(both <= set(party.surfaces) for party in facts(text).parties) is one


@pytest.mark.parametrize(("name", "is_party"), [("Khối Khách hàng doanh nghiệp", False), ("Khối Nông sản Việt", True)])
def test_a_part_of_a_company_signs_nothing(name: str, is_party: bool) -> None:
    text = f"{name} và Quill Soft ký kết\n\nNgày 5/3/2022, {name} và Quill Soft ký thỏa thuận hợp tác."
    assert (name in {surface for party in facts(text).parties for surface in party.surfaces}) is is_party


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Bảo hiểm Trường Thành", PartnerKind.COMPANY),  # no school
        ("Tập đoàn Hội Vân", PartnerKind.COMPANY),
        ("Trường An", PartnerKind.COMPANY),
        ("Trường Quill", PartnerKind.UNIVERSITY),
        ("Công ty CP Bệnh viện Trường Thành", PartnerKind.HOSPITAL),
        ("Marlow University", PartnerKind.UNIVERSITY),
        ("National University of Marlow", PartnerKind.UNIVERSITY),
        ("University of Marlow", PartnerKind.UNIVERSITY),
        ("University", PartnerKind.COMPANY),
    ],
)
def test_what_a_name_says_it_is(name: str, kind: PartnerKind) -> None:
    assert identity(tokenize(name), lexicon_of(knowledge()))[0] is kind


def test_a_university_abroad_has_one_name_in_two_languages() -> None:
    text = """Học viện Quill mở lớp cùng Marlow University

Ngày 12/9/2017, Học viện Quill và Marlow University ký kết thỏa thuận hợp tác.

Sinh viên học năm cuối tại Đại học Marlow, còn Marlow Retail tặng học bổng."""
    assert {"Marlow University", "Đại học Marlow"} in surfaces(text)
    assert {"Marlow Retail"} <= names(facts(text), Kind.ORG)


@pytest.mark.parametrize(
    ("brackets", "one"),
    [("Petro Hương Tràm, PHT", True), ("Petro Hương Tràm) và (PHT", False), ("Petro Hương Tràm, Quill Network", False)],
)
def test_brackets_may_hold_a_brand_and_an_abbreviation(brackets: str, one: bool) -> None:
    text = f"""PHT bán xăng ở bến xe

Ngày 12/9/2017, Tổng công ty Xăng dầu Hương Tràm ({brackets}) và Lumis Motors ký kết thỏa thuận hợp tác.

PHT cho thuê mặt bằng."""
    assert any({"Tổng công ty Xăng dầu Hương Tràm", "PHT"} <= found for found in surfaces(text)) is one


@pytest.mark.parametrize("name", ["The Marlow University", "Marlow University Vietnam", "University of Marlow"])
def test_a_university_is_one_with_and_without_what_is_added(name: str) -> None:
    own = identity(tokenize("Marlow University"), lexicon_of(knowledge()))
    assert identity(tokenize(name), lexicon_of(knowledge())) == own


def test_a_hospital_is_one_with_and_without_its_district() -> None:
    forms = ("Bệnh viện đa khoa quận Thủ Đức", "BV đa khoa Thủ Đức", "Bệnh viện Đa khoa Thủ Đức")
    assert len({identity(tokenize(form), lexicon_of(knowledge())) for form in forms}) == 1


def test_two_brands_in_one_bracket_stay_two() -> None:
    text = """Lumis Motors giao xe

Ngày 12/9/2017, Tập đoàn Hoàng Lan (Lanfood, Lanpharma) và Lumis Motors ký hợp đồng. Lanpharma bán thuốc."""
    assert all(not {"Lanfood", "Lanpharma"} <= found for found in surfaces(text))


def test_an_office_is_that_of_the_place_behind_it() -> None:
    text = """UBND thị xã Tân Châu và Lumis Foods ký kết hợp tác

Sáng 9-5-2019, UBND thị xã Tân Châu và Lumis Foods đã ký biên bản tài trợ đèn đường."""
    assert parties(facts(text)) == {"UBND thị xã Tân Châu", "Lumis Foods"}
