"""Offices, schools and states of other countries; trades and grounds in names; those who only watch over a deal."""

from __future__ import annotations

import pytest
from clips import facts, knowledge, names, parties

from sitegen.core.model import Kind
from sitegen.extraction.lexicon import lexicon_of
from sitegen.extraction.linking import identity
from sitegen.extraction.tokens import phrase

OFFICES = """{title}

Chiều 14/3/2023, tại Hà Nội, {one} và {other} ký kết bản ghi nhớ về trao đổi cán bộ.

{one} sẽ đón đoàn đầu tiên vào tháng 9."""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bộ Quốc phòng Việt Nam", "Bộ Quốc phòng Lào"),
        ("Học viện Hàng hải Việt Nam", "Đại học Hàng hải Hàn Quốc"),
    ],
)
def test_offices_and_schools_of_two_countries_are_two(one: str, other: str) -> None:
    found = facts(OFFICES.format(title=f"{one} và {other} ký bản ghi nhớ", one=one, other=other))
    assert [{one in party.surfaces, other in party.surfaces} for party in found.parties] == [{True, False}] * 2


def test_a_company_abroad_is_its_brand() -> None:
    text = OFFICES.format(title="Yanmar và Đại học Cần Thơ ký bản ghi nhớ", one="Yanmar", other="Đại học Cần Thơ")
    found = facts(text + "\n\nYanmar Nhật Bản tài trợ máy cày.")
    assert {"Yanmar", "Yanmar Nhật Bản"} in [set(party.surfaces) for party in found.parties]


def test_an_institute_is_not_the_university_of_the_same_name() -> None:
    lexicon = lexicon_of(knowledge())
    keys = [identity(phrase(name), lexicon)[1] for name in ("Học viện Sao Mai", "Đại học Sao Mai", "ĐH Sao Mai")]
    assert keys[0] != keys[1] == keys[2]


JOINT = """Hương Tràm và tập đoàn Quill lập liên doanh

Ngày 9/1/2019, Công ty CP Hương Tràm và Tập đoàn Quill công bố thành lập liên doanh{name}.

Quill góp dây chuyền, Hương Tràm lo kênh bán hàng."""


def test_a_venture_with_both_names_does_not_make_them_one() -> None:
    found = facts(JOINT.format(name=" mang tên Quill - Hương Tràm"))
    assert {frozenset(party.surfaces) for party in found.parties} == {
        frozenset(("Công ty CP Hương Tràm", "Hương Tràm")),
        frozenset(("Tập đoàn Quill", "Quill")),
    }


def test_a_short_name_with_a_long_one_of_its_own_is_no_other_company_s() -> None:
    text = """KMTel bắt tay tập đoàn Nhật Bản

Ngày 10/6/2020, Công ty cổ phần Viễn thông Lam Kiều (KMTel) và Tập đoàn Quillkawa công bố lập liên doanh.

Liên doanh có tên Quillkawa - KMTel. Theo Quillkawa, KMTel lo đất."""
    assert len(facts(text).parties) == 2


def test_a_dash_still_binds_a_name_and_its_short_one() -> None:
    text = """Hải Đăng Pharma ký kết với Bệnh viện Phúc Tâm

Ngày 9/1/2019, Công ty CP Dược phẩm Hải Đăng - HADAPHAR và Bệnh viện Phúc Tâm ký kết thỏa thuận hợp tác.

HADAPHAR cung cấp thuốc."""
    assert any({"HADAPHAR", "Công ty CP Dược phẩm Hải Đăng"} <= set(party.surfaces) for party in facts(text).parties)


PACT = """Lễ ký kết giữa Công ty Hương Tràm và {other} {more}

Sáng nay, lễ ký kết thỏa thuận hợp tác giữa Công ty Hương Tràm và {other} {more} diễn ra trang trọng.

Hương Tràm sẽ xây một nhà máy."""


def test_where_it_is_signed_is_no_side() -> None:
    found = parties(facts(PACT.format(other="Quill Network", more="tại TP.HCM")))
    assert found == {"Công ty Hương Tràm", "Quill Network"}
    assert "UBND TP.HCM" in parties(facts(PACT.format(other="TP.HCM", more="về du lịch")))


WATCHED = """Sao Mai Retail mua lại chuỗi Quill Mart

{office} sẽ {verb} thương vụ Sao Mai Retail mua lại chuỗi Quill Mart.

Sao Mai Retail và Quill Mart đã ký hợp đồng hôm 2/3/2021."""


def test_who_watches_over_a_deal_is_no_party() -> None:
    found = facts(WATCHED.format(office="Bộ Công Thương", verb="giám sát"))
    assert parties(found) == {"Sao Mai Retail", "Quill Mart"}


def test_an_office_that_signs_is_one_though_it_approves_things() -> None:
    text = """Bộ Công Thương và Sao Mai Retail ký thỏa thuận hợp tác

Ngày 2/3/2021, Bộ Công Thương và Sao Mai Retail ký kết thỏa thuận hợp tác về xuất khẩu.

Bộ Công Thương phê duyệt kế hoạch chi tiết trong quý II."""
    assert parties(facts(text)) == {"Bộ Công Thương", "Sao Mai Retail"}


FRAMED = """{one} hợp tác với {other} về an ninh mạng

Ngày 10/9/2018, {one} ký kết thỏa thuận hợp tác chiến lược với {other}.

Một thỏa thuận đã ký kết giữa Chính phủ Việt Nam và Chính phủ Lào cho thấy an ninh mạng được coi trọng."""


def test_governments_only_frame_what_companies_agree() -> None:
    assert parties(facts(FRAMED.format(one="Hương Tràm", other="Quill Network"))) == {"Hương Tràm", "Quill Network"}


def test_governments_that_sign_are_parties() -> None:
    text = """Việt Nam và Lào ký thỏa thuận về an ninh mạng

Ngày 10/9/2018, Chính phủ Việt Nam và Chính phủ Lào ký kết thỏa thuận hợp tác về an ninh mạng."""
    assert len(parties(facts(text))) == 2


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Hôm 8/10, Tập đoàn dầu khí Malaysia ký hợp đồng.", "Tập đoàn dầu khí Malaysia", Kind.ORG),
        (
            "Hôm 8/10, Tập đoàn công nghiệp hàng không Pakistan ký.",
            "Tập đoàn công nghiệp hàng không Pakistan",
            Kind.ORG,
        ),
        ("Hôm 8/10, tập đoàn dầu khí lớn nhất Malaysia ký hợp đồng.", "Malaysia", Kind.PLACE),
        ("Hôm 8/10, Đại sứ quán Nhật Bản tại Việt Nam chúc mừng.", "Đại sứ quán Nhật Bản tại Việt Nam", Kind.ORG),
        ("Hôm 8/10, đoàn rời Vương quốc Campuchia về nước.", "Vương quốc Campuchia", Kind.PLACE),
        ("Hôm 8/10, Công ty CP Thẩm định giá Sao Mai ký.", "Công ty CP Thẩm định giá Sao Mai", Kind.ORG),
        (
            "Hôm 8/10, Tổng công ty Xây dựng công trình giao thông 4 ký.",
            "Tổng công ty Xây dựng công trình giao thông 4",
            Kind.ORG,
        ),
        (
            "Hôm 8/10, Công ty CP Thực phẩm và Nhà hàng Nhà Mình ký.",
            "Công ty CP Thực phẩm và Nhà hàng Nhà Mình",
            Kind.ORG,
        ),
        (
            "Hôm 8/10, Ban Quản lý các khu công nghiệp tỉnh Hà Nam ký.",
            "Ban Quản lý các khu công nghiệp tỉnh Hà Nam",
            Kind.ORG,
        ),
        ("Hôm 8/10, Công ty CP Cà phê 1985, ký.", "Công ty CP Cà phê 1985", Kind.ORG),
        (
            "Hôm 8/10, Công ty CP Chế tạo Thiết bị Nâng hạ số 3 ký.",
            "Công ty CP Chế tạo Thiết bị Nâng hạ số 3",
            Kind.ORG,
        ),
        ("Hôm 8/10, hãng khởi công ở Khu công nghệ cao Hòa Lạc.", "Khu công nghệ cao Hòa Lạc", Kind.PLACE),
        ("Hôm 8/10, lễ ký diễn ra tại Thành phố Cần Thơ.", "Thành phố Cần Thơ", Kind.PLACE),
        ("Hôm 8/10, hội nghị bế mạc ở Islamabad sau ba ngày.", "Islamabad", Kind.PLACE),
    ],
)
def test_names_abroad(text: str, name: str, kind: Kind) -> None:
    assert name in names(facts(text), kind)


@pytest.mark.parametrize(
    ("title", "deal"),
    [
        ("Hương Tràm và Quill Network ký kết hợp tác", True),
        ("Hương Tràm muốn ký kết hợp tác với Quill Network", False),
        ("Quill Network hi vọng ký kết hợp tác với Hương Tràm", False),
        ("Hương Tràm ngừng hợp tác với Quill Network", False),
    ],
)
def test_a_title_that_wishes_tells_of_no_deal(title: str, deal: bool) -> None:
    text = f"""{title}

Hương Tràm và Quill Network nói về hợp đồng hợp tác phân phối phần mềm.

Hợp đồng hợp tác giữa Hương Tràm và Quill Network dài ba năm."""
    assert facts(text).is_partnership is deal


def test_where_no_word_speaks_of_an_agreement_there_is_none() -> None:
    text = """Tầng hầm tòa nhà Hương Tràm ngập sau mưa lớn

Đêm qua, nước tràn vào tầng hầm tòa nhà Hương Tràm ở Thủ Đức. Công ty Quill Network đưa máy bơm tới.

Đến sáng, Hương Tràm cho biết xe của cư dân đã được đưa ra."""
    assert not facts(text).is_partnership
