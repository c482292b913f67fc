"""Who an organisation is, and whether it takes part or only stands by."""

from __future__ import annotations

import pytest
from clips import facts, names, parties

from sitegen.core.model import DealKind, Facts, Kind, Party


def party(found: Facts, name: str) -> Party:
    return next(one for one in found.parties if one.name == name)


BRACKETS = """Hải Đăng Pharma bắt tay Bệnh viện Phúc Tâm

Ngày 14/3/2019, tại Đà Nẵng, Công ty CP Dược phẩm Hải Đăng (Hải Đăng Pharma) và Bệnh viện Đa khoa Phúc Tâm (PTH) đã \
ký kết thỏa thuận hợp tác. Theo đó, Hải Đăng Pharma cung cấp thuốc trong năm năm.

PTH cũng nhận ba máy chụp cộng hưởng từ."""


def test_brackets_bind_short_names() -> None:
    surfaces = {frozenset(one.surfaces) for one in facts(BRACKETS).parties}
    assert surfaces == {
        frozenset(("Hải Đăng Pharma", "Công ty CP Dược phẩm Hải Đăng")),
        frozenset(("Bệnh viện Phúc Tâm", "Bệnh viện Đa khoa Phúc Tâm", "PTH")),
    }


def test_two_names_without_brackets_stay_two() -> None:
    text = BRACKETS.replace("Dược phẩm Hải Đăng (Hải Đăng Pharma)", "Dược phẩm Hải Đăng, Vinmec")
    assert "Vinmec" in names(facts(text), Kind.ORG)
    assert all("Vinmec" not in one.surfaces or len(one.surfaces) == 1 for one in facts(text).parties)


BRANCHES = """Viettel Thái Nguyên và VNPT Đắk Lắk cùng Yanmar Việt Nam ký kết hợp tác

Sáng 12/4/2022, Viettel Thái Nguyên, VNPT Đắk Lắk và Yanmar Việt Nam đã ký kết thỏa thuận hợp tác về nông nghiệp \
thông minh tại TP.HCM.

Yanmar sẽ cung cấp máy cày, Viettel và VNPT cung cấp kết nối."""


def test_branches_merge_into_their_brand() -> None:
    found = facts(BRANCHES)
    assert parties(found) == {"Viettel", "VNPT", "Yanmar"}
    assert set(party(found, "Viettel").surfaces) == {"Viettel", "Viettel Thái Nguyên"}
    assert party(found, "Viettel").partner == "viettel"
    assert {one.partner for one in found.entities if one.name.startswith("Viettel")} == {"viettel"}


SUBSIDIARY = """FPT Software bắt tay Đại học Bách khoa Hà Nội

Ngày 20/5/2023, FPT Software và Đại học Bách khoa Hà Nội đã ký biên bản ghi nhớ về đào tạo kỹ sư bán dẫn. \
FPT Software là công ty thành viên của Tập đoàn FPT.

Sinh viên sẽ được thực tập từ năm thứ ba."""


def test_a_subsidiary_with_a_brand_stays_itself() -> None:
    found = facts(SUBSIDIARY)
    assert {one.partner for one in found.parties} == {"fpt-software", "hust"}
    assert "Tập đoàn FPT" in names(found, Kind.ORG)


@pytest.mark.parametrize("province", ["tỉnh Cà Mau", "UBND tỉnh Cà Mau", "Tỉnh Cà Mau"])
def test_a_province_that_signs_is_its_committee(province: str) -> None:
    text = f"""Viettel chuyển đổi số cho Cà Mau

Ngày 14/3/2019, {province} và Viettel đã ký kết thỏa thuận hợp tác về chuyển đổi số.

Theo thỏa thuận, Viettel xây dựng trung tâm điều hành thông minh cho {province}."""
    assert parties(facts(text)) == {"UBND tỉnh Cà Mau", "Viettel"}


def test_a_place_is_no_party() -> None:
    found = facts(BRANCHES)
    assert names(found, Kind.PLACE) == {"TP.HCM"}
    assert "TP.HCM" not in {surface for one in found.parties for surface in one.surfaces}


UNKNOWN = """Ngày 8/9/2023, Công ty CP Gốm sứ Lam Kiều và hãng Koizumi Ceramics đã ký kết hợp đồng cung cấp men gốm.

Lam Kiều sẽ nhận hàng từ tháng 10."""


def test_an_unknown_organisation_becomes_a_party() -> None:
    found = facts(UNKNOWN)
    assert [one.registered for one in found.parties] == [False, False]
    assert {one.partner for one in found.parties} >= {"koizumi-ceramics"}


def test_lower_case_designators_are_no_part_of_a_name() -> None:
    organisations = names(facts(UNKNOWN), Kind.ORG)
    assert {"Công ty CP Gốm sứ Lam Kiều", "Koizumi Ceramics"} <= organisations
    assert not {name for name in organisations if name.startswith("hãng")}


@pytest.mark.parametrize("text", [BRACKETS, BRANCHES, SUBSIDIARY, UNKNOWN])
def test_every_party_has_evidence_that_names_it(text: str) -> None:
    found = facts(text)
    assert found.parties
    for one in found.parties:
        assert one.evidence is not None
        assert any(surface in one.evidence.text for surface in one.surfaces)
        for mark in one.evidence.marks:
            assert mark.span.of(one.evidence.text).strip()


GUESTS = """VNPT và Nokia ký thỏa thuận phát triển 5G

Ngày 5/3/2022, tại Hà Nội, VNPT và Nokia đã ký kết thỏa thuận hợp tác phát triển mạng 5G.

{other}"""


@pytest.mark.parametrize(
    ("other", "bystander"),
    [
        ("Lễ ký có sự chứng kiến của lãnh đạo Bộ Công Thương.", "Bộ Công Thương"),
        ("Theo hãng tư vấn McKinsey, thị trường 5G tăng 20% mỗi năm.", "McKinsey"),
        ("Hiện Ericsson cũng cung cấp thiết bị cho nhiều nhà mạng ở châu Á.", "Ericsson"),
    ],
)
def test_bystanders_are_no_parties(other: str, bystander: str) -> None:
    found = facts(GUESTS.format(other=other))
    assert parties(found) == {"VNPT", "Nokia"}
    assert bystander in names(found, Kind.ORG)


def test_the_partner_of_an_old_deal_is_no_party() -> None:
    other = "Trước đó, năm 2019, Nokia cũng đã ký hợp đồng với Viettel."
    assert parties(facts(GUESTS.format(other=other))) == {"VNPT", "Nokia"}


def test_a_bank_is_not_the_company_of_the_same_name() -> None:
    text = """Ngày 14/3/2019, Ngân hàng TMCP Sao Mai và VNPT đã ký kết thỏa thuận hợp tác.

Ngân hàng Sao Mai sẽ dùng đường truyền của VNPT."""
    assert "sao-mai" not in {one.partner for one in facts(text).parties}


# A short name that many could bear counts where the text supports it, and not for a common word.
def test_an_ambiguous_short_name_needs_support() -> None:
    bank = """MB và VNPT ký kết hợp tác

Ngày 5/3/2022, Ngân hàng TMCP Quân đội (MB) và VNPT đã ký kết thỏa thuận hợp tác về thanh toán số.

MB sẽ cấp tín dụng cho khách hàng của VNPT."""
    assert {one.partner for one in facts(bank).parties} == {"mb", "vnpt"}
    data = """Viettel và VNPT ký kết hợp tác

Ngày 5/3/2022, Viettel và VNPT đã ký kết thỏa thuận hợp tác về chuyển vùng. Mỗi khách được tặng gói 500 MB một ngày.

Gói 500 MB có giá 5.000 đồng."""
    assert {one.partner for one in facts(data).parties} == {"viettel", "vnpt"}


LATER = """Hương Tràm Land bắt tay Cordelia Hotels

Ngày 6/12/2018, tại TP.HCM, Hương Tràm Land và Cordelia Hotels đã ký kết hợp tác quản lý bảy khách sạn ven biển. \
Hai bên sẽ khai thác chung hệ thống đặt phòng trong mười năm.

Khu nghỉ dưỡng đầu tiên mở cửa từ quý II năm tới với 320 phòng.

Cùng dịp này, Hương Tràm Land cũng ký kết hợp tác với hãng thiết kế Quill Golf Design (QGD, thuộc Marlow Holdings), \
Công ty Đá Mài (Đức) và thành phố Daejeon để làm bốn sân gôn."""


def test_whom_a_later_sentence_signs_with_is_a_party() -> None:
    found = parties(facts(LATER))
    assert {"Hương Tràm Land", "Cordelia Hotels", "QGD", "Công ty Đá Mài", "Daejeon"} <= found
    assert "Marlow Holdings" not in found


@pytest.mark.parametrize(
    "told",
    [
        "Trước đó, Hương Tràm Land cũng ký kết hợp tác với",
        "Hương Tràm Land mong muốn ký kết hợp tác với",
        "Tham dự lễ, Hương Tràm Land ký kết hợp tác với",
    ],
    ids=["older", "wished", "onlookers"],
)
def test_whom_an_older_or_a_wished_deal_is_with_is_no_party(told: str) -> None:
    text = LATER.replace("Cùng dịp này, Hương Tràm Land cũng ký kết hợp tác với", told)
    assert "Daejeon" not in parties(facts(text))


def test_the_members_of_a_consortium_are_parties() -> None:
    text = """EVN ký hợp đồng thiết bị cho thủy điện Hương Tràm

Ngày 6/12/2024, tại Hà Nội, Tập đoàn Điện lực Việt Nam (EVN) và Liên danh QGD - HTP gồm Quill Generation Company và \
Công ty cổ phần Hương Tràm Phát đã ký hợp đồng cung cấp thiết bị trị giá 1.112 tỷ đồng.

Dự án hoàn thành vào quý IV/2027."""
    surfaces = {surface for one in facts(text).parties for surface in one.surfaces}
    assert {"Quill Generation Company", "Công ty cổ phần Hương Tràm Phát"} <= surfaces


def test_whom_a_party_belongs_to_is_none() -> None:
    text = """DCQ và Quill Network ký kết thỏa thuận hợp tác

Liên minh nội dung số Hương Tràm - DCQ (trực thuộc Hội Truyền thông Hương Tràm - HTC) và Quill Network vừa ký kết \
thỏa thuận hợp tác chiến lược. Hai bên cùng làm chương trình đào tạo.

DCQ là đơn vị trực thuộc Hội Truyền thông Hương Tràm."""
    found = parties(facts(text))
    assert "Quill Network" in found
    assert not {"HTC", "Hội Truyền thông Hương Tràm"} & found


def test_one_unit_governs_a_list_of_places() -> None:
    text = """TP.HCM hợp tác du lịch với ba tỉnh

TP.HCM và 3 tỉnh Long An, Tiền Giang, Đồng Tháp đã ký thỏa thuận hợp tác phát triển du lịch ngày 21/10/2017. \
Lãnh đạo các địa phương cùng ký vào văn bản.

Du khách sẽ đi ba điểm đến trong một hành trình."""
    assert {"UBND TP.HCM", "UBND tỉnh Long An", "UBND tỉnh Tiền Giang", "UBND tỉnh Đồng Tháp"} <= parties(facts(text))


def test_a_name_with_small_words_inside_is_found_again() -> None:
    text = """Hương Tràm Motor hợp tác đào tạo nghề

Ngày 27/10/2018, Hương Tràm Motor ký hợp đồng đào tạo với Phòng Thương mại và Công nghiệp Séc. Ông Jan Novák, trưởng \
đại diện Phòng Thương mại và Công nghiệp Séc, cam kết hỗ trợ. Chương trình do Phòng Thương mại và Công nghiệp Séc \
xây dựng."""
    assert "Séc" not in names(facts(text), Kind.PLACE)


def test_what_a_party_is_made_of_is_no_deal() -> None:
    text = """HTFinance và Quill Desk hợp tác xây dựng tổng đài

Ngày 11/10/2018, Công ty Tài chính Hương Tràm (HTFinance) và Quill Desk ký kết hợp tác khởi động dự án tổng đài.

Quill Desk cung cấp phần mềm và đào tạo nhân viên. Hệ thống dùng từ tháng 2/2019.

Tổng đài nhận sáu nghìn cuộc gọi mỗi ngày, một nửa do máy trả lời.

HTFinance là công ty tài chính liên doanh giữa Ngân hàng Đại Hà và Ngân hàng Marlow (Nhật Bản)."""
    assert parties(facts(text)) == {"HTFinance", "Quill Desk"}
    assert DealKind.JOINT_VENTURE not in {fact.kind for fact in facts(text).kinds}


def test_a_list_behind_the_other_side_s_description_is_one() -> None:
    text = """Hương Tràm Land gặp mặt đối tác

Hương Tràm Land đã ký kết hợp tác chiến lược với các nhà thầu xây dựng hàng đầu gồm Công ty Đá Mài, Quill Build; \
đồng thời ký kết với các thương hiệu nổi tiếng về dịch vụ ẩm thực như Tập đoàn Marlow, Công ty Daru.

Buổi gặp có hơn 150 khách, diễn ra ngày 12/1/2019 tại TP.HCM."""
    assert {"Hương Tràm Land", "Công ty Đá Mài", "Quill Build", "Tập đoàn Marlow", "Công ty Daru"} <= parties(
        facts(text)
    )


def test_a_company_is_not_its_school() -> None:
    text = """Đại học Hương Tràm hợp tác đào tạo du lịch với doanh nghiệp

Sáng 16/5/2018, Trường Đại học Hương Tràm ký kết thỏa thuận hợp tác với Tập đoàn Marlow về đào tạo nhân lực du lịch.

Thực hành do giảng viên Trường Cao đẳng Nghề Du lịch Marlow (MVC) đảm nhận. Sinh viên của MVC cũng được dự thính."""
    found = facts(text)
    assert "Tập đoàn Marlow" in parties(found)
    assert "MVC" not in {surface for one in found.parties for surface in one.surfaces}


@pytest.mark.parametrize(
    "sentence",
    [
        "Công ty CP Văn Lang - Invest và huyện Hoành Bồ (Quảng Ninh) vừa tổ chức lễ ký kết tài trợ quy hoạch.",
        "Công ty CP Văn Lang - Invest, huyện Hoành Bồ đã chính thức ký kết tài trợ quy hoạch.",
        "Tại TP.HCM, Công ty CP Văn Lang - Invest cùng huyện Hoành Bồ ký kết tài trợ quy hoạch.",
    ],
)
def test_who_stands_in_a_row_before_the_verb_signs(sentence: str) -> None:
    text = f"""Văn Lang - Invest tài trợ quy hoạch ở Quảng Ninh

{sentence}

Văn Lang - Invest thuê tư vấn nước ngoài lập đồ án trong năm tháng."""
    assert "UBND huyện Hoành Bồ" in parties(facts(text))
    assert "UBND TP.HCM" not in parties(facts(text))


def test_the_place_of_a_signing_in_the_same_row_signs_nothing() -> None:
    text = """Agribank và Marlow Motor ký kết hợp tác

Chiều ngày 26/10/2017 tại Quận 1, TP.HCM, Agribank và Marlow Motor tổ chức lễ ký kết thỏa thuận hợp tác.

Marlow Motor bán máy cày trả góp qua Agribank."""
    assert parties(facts(text)) == {"Agribank", "Marlow Motor"}


def test_a_project_s_long_name_in_quotes_does_not_part_the_verb_from_whom_one_signs_with() -> None:
    text = """Hương Tràm Land thuê tư vấn nước ngoài

Hương Tràm Land là nhà phát triển bất động sản ở TP.HCM, vừa ký hợp đồng vận hành khách sạn với Marlow Hotels.

Tập đoàn này cũng đã ký kết hợp tác tư vấn và triển khai dự án "Phát triển du lịch vùng đồng bằng ven sông thích ứng \
với biến đổi khí hậu trong mười năm tới" với Tập đoàn Quill Consulting (QCG)."""
    assert "QCG" in {surface for one in facts(text).parties for surface in one.surfaces}


@pytest.mark.parametrize(("where", "office"), [("tại huyện Đắk Song", False), ("UBND huyện Đắk Song cùng", True)])
def test_where_it_is_signed_says_nothing_of_the_office_of_the_place(where: str, office: bool) -> None:
    text = f"""Hồ tiêu có đầu ra

Ngày 5/11/2022, {where} Hợp tác xã Đồng Thuận và Công ty TNHH Lumis đã ký hợp đồng bao tiêu 1.800 tấn hồ tiêu.

Ông Hồ Văn Phong, Phó Chủ tịch UBND huyện Đắk Song, cho biết toàn huyện có gần 15.000 ha hồ tiêu."""
    assert ("UBND huyện Đắk Song" in parties(facts(text))) is office
