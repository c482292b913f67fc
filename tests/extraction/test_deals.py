"""Deals: what was agreed by whom, in how many signings, and when there is none."""

from __future__ import annotations

import pytest
from clips import article, facts, parties

from sitegen.core.model import DealKind, DealStage

SIGNINGS = """Viettel ký kết với ba tỉnh trong tháng 3

Lễ ký kết thỏa thuận hợp tác giữa Viettel và UBND tỉnh Cà Mau ngày 5/3/2022 trị giá 20 tỷ đồng.

Lễ ký kết thỏa thuận hợp tác giữa Viettel và UBND tỉnh Bến Tre ngày 12/3/2022.

Lễ ký kết thỏa thuận hợp tác giữa Viettel và UBND tỉnh Long An ngày 20/3/2022."""


def test_each_signing_is_a_deal_of_its_own() -> None:
    deals = facts(SIGNINGS).deals
    told = {(deal.parties[1], str(deal.signed_on.date) if deal.signed_on else None) for deal in deals}
    assert told == {
        ("ubnd-tinh-ca-mau", "2022-03-05"),
        ("ubnd-tinh-ben-tre", "2022-03-12"),
        ("ubnd-tinh-long-an", "2022-03-20"),
    }
    assert {deal.parties[0] for deal in deals} == {"viettel"}


def test_a_sum_belongs_to_the_signing_that_names_it() -> None:
    values = [deal.value.money.amount if deal.value else None for deal in facts(SIGNINGS).deals]
    assert values == [20 * 10**9, None, None]


def test_several_signings_share_their_month() -> None:
    found = facts(SIGNINGS)
    assert found.signed_on is not None
    assert (str(found.signed_on.date), found.year) == ("2022-03", 2022)


ONE = """VNPT và Nokia ký thỏa thuận phát triển 5G

Ngày 5/3/2022, tại Hà Nội, VNPT và Nokia đã ký kết thỏa thuận hợp tác phát triển mạng 5G. \
Ngày 6/3/2022, hai bên họp báo.

Theo thỏa thuận, hai bên sẽ thử nghiệm tại Đà Nẵng."""


def test_one_signing_is_one_deal() -> None:
    (deal,) = facts(ONE).deals
    assert set(deal.parties) == {"vnpt", "nokia"}
    assert (deal.stage, deal.kinds) == (DealStage.SIGNED, (DealKind.COOPERATION_AGREEMENT,))
    assert deal.signed_on is not None
    assert str(deal.signed_on.date) == "2022-03-05"
    assert deal.evidence is not None
    assert "VNPT và Nokia" in deal.evidence.text


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("biên bản ghi nhớ (MOU)", {DealKind.MOU}),
        ("thỏa thuận hợp tác chiến lược", {DealKind.STRATEGIC_PARTNERSHIP}),
        ("thỏa thuận hợp tác", {DealKind.COOPERATION_AGREEMENT}),
        ("hợp đồng cung cấp thiết bị", {DealKind.CONTRACT}),
        ("thỏa thuận phân phối độc quyền", {DealKind.DISTRIBUTION}),
        ("hợp đồng tài trợ vốn 20 triệu USD", {DealKind.CONTRACT}),
        ("thỏa thuận hợp tác phát hành thẻ tín dụng", {DealKind.COOPERATION_AGREEMENT}),
        ("thỏa thuận hợp tác về phòng chống rửa tiền, tài trợ khủng bố", {DealKind.COOPERATION_AGREEMENT}),
    ],
)
def test_kinds_are_what_the_text_calls_it(words: str, kinds: set[DealKind]) -> None:
    text = f"""Ngày 5/3/2022, tại Hà Nội, VNPT và Nokia đã ký kết {words}.

Sau lễ ký, Nokia sẽ bàn giao ba trạm đầu tiên cho VNPT tại Đà Nẵng."""
    assert {fact.kind for fact in facts(text).kinds} == kinds


@pytest.mark.parametrize(
    "more",
    [
        "Thời gian tới, hai bên tiếp tục đàm phán hợp đồng mua bán thiết bị.",
        "VNPT mong muốn nâng quan hệ lên đối tác chiến lược.",
        "Dự lễ có lãnh đạo Công ty Hợp đồng Vàng và Ban Liên doanh với nước ngoài.",
    ],
)
def test_what_is_wished_for_and_what_names_say_is_no_kind(more: str) -> None:
    text = f"""VNPT và Nokia ký biên bản ghi nhớ

Ngày 5/3/2022, tại Hà Nội, VNPT và Nokia đã ký biên bản ghi nhớ về hạ tầng mạng.

{more}"""
    assert {fact.kind for fact in facts(text).kinds} == {DealKind.MOU}


@pytest.mark.parametrize(
    ("party", "taught"), [("Trường Đại học Quill", {DealKind.TRAINING_RESEARCH}), ("Công ty CP Quill Energy", set())]
)
def test_what_a_university_agrees_on_is_taught(party: str, taught: set[DealKind]) -> None:
    text = f"""Quill bắt tay Lumis Motors

Ngày 5/3/2022, {party} và hãng xe Lumis Motors ký biên bản ghi nhớ. Sinh viên sẽ được tới xưởng của hãng."""
    assert {fact.kind for fact in facts(text).kinds} == {DealKind.MOU} | taught


def test_a_strategic_partnership_is_no_second_kind_of_cooperation() -> None:
    text = """VNPT và Nokia hợp tác chiến lược

Ngày 5/3/2022, VNPT và Nokia đã ký kết hợp tác chiến lược về hạ tầng mạng."""
    assert {fact.kind for fact in facts(text).kinds} == {DealKind.STRATEGIC_PARTNERSHIP}


def test_what_a_party_is_called_is_no_kind() -> None:
    text = """VNPT và Công ty Liên doanh Sao Mai ký biên bản ghi nhớ

Ngày 5/3/2022, VNPT và Công ty Liên doanh Sao Mai đã ký biên bản ghi nhớ về hạ tầng mạng.

Công ty Liên doanh Sao Mai có 200 người."""
    assert {fact.kind for fact in facts(text).kinds} == {DealKind.MOU}


def test_a_stake_is_an_investment_of_buyer_and_target() -> None:
    found = facts(
        """SK Group rót 1 tỷ USD vào Vingroup

Ngày 16/5/2019, SK Group đã ký thỏa thuận mua 6,1% cổ phần của Vingroup với giá 1 tỷ USD.

Sau thương vụ, SK trở thành cổ đông lớn của Vingroup."""
    )
    assert parties(found) == {"SK Group", "Vingroup"}
    assert DealKind.INVESTMENT_MA in {fact.kind for fact in found.kinds}


NO_DEAL = {
    "a wish": """VNPT và Nokia muốn hợp tác phát triển 5G

Ngày 5/3/2022, tại buổi làm việc ở Hà Nội, lãnh đạo VNPT và Nokia bày tỏ mong muốn hợp tác phát triển mạng 5G trong \
thời gian tới. Hai bên sẽ tiếp tục trao đổi, hiện chưa có thỏa thuận nào.

Nokia đề nghị VNPT tạo điều kiện thử nghiệm.""",
    "a plan": """Lumis Motors và Quill Energy sẽ hợp tác làm trạm sạc

Ngày 16/8, Lumis Motors cho biết sẽ hợp tác với Quill Energy làm 200 trạm sạc tại Hà Nội. Lumis Motors sẽ góp đất, \
Quill Energy sẽ góp máy.""",
    "talks": """TP.HCM và Tập đoàn Lumis hợp tác xây dựng hệ thống thanh toán

Ngày 3/8, Phó chủ tịch UBND TP.HCM Ngô Minh Chánh tiếp Chủ tịch Tập đoàn Lumis Chris Park, trao đổi phương hướng hợp \
tác xây dựng hệ thống thanh toán.

Thành phố mong muốn hợp tác với Tập đoàn Lumis trong thời gian tới. Ông Park cho biết Tập đoàn Lumis sẵn sàng ký kết \
biên bản với TP.HCM.""",
    "an appointment": """Vinamilk có tổng giám đốc mới

Ngày 5/3/2022, Hội đồng quản trị Vinamilk đã bổ nhiệm ông Lê Thành Trung giữ chức tổng giám đốc.

Ông Trung có 20 năm kinh nghiệm trong ngành sữa.""",
    "results": """Vinamilk báo lãi 2.000 tỷ đồng trong quý II

Ngày 30/7/2020, Vinamilk công bố doanh thu quý II đạt 15.000 tỷ đồng, lợi nhuận sau thuế đạt 2.000 tỷ đồng, tăng 5% \
so với cùng kỳ.

Sáu tháng đầu năm, doanh nghiệp xuất khẩu sang 50 nước.""",
    "a lawsuit": """Hải Đăng kiện Biển Xanh ra tòa

Ngày 5/3/2022, Công ty Hải Đăng nộp đơn khởi kiện Công ty Biển Xanh vì vi phạm hợp đồng cung cấp gạo ký năm 2019. Tòa \
án nhân dân TP Cần Thơ đã thụ lý vụ án.

Công ty Biển Xanh phủ nhận mọi cáo buộc.""",
    "an end": """VNPT và Nokia chấm dứt hợp tác

Ngày 5/3/2022, VNPT thông báo chấm dứt hợp đồng với Nokia trước thời hạn. Hai bên sẽ thanh lý hợp đồng trong tháng 8.

Lý do không được công bố.""",
}


@pytest.mark.parametrize("name", NO_DEAL)
def test_no_deal_has_no_facts_of_one(name: str) -> None:
    found = facts(NO_DEAL[name])
    assert not found.is_partnership
    assert (found.parties, found.deals, found.kinds, found.values) == ((), (), (), ())
    assert (found.signed_on, found.year, found.title_made) == (None, None, None)


@pytest.mark.parametrize("text", NO_DEAL.values())
def test_no_deal_still_has_a_page_to_show(text: str) -> None:
    found = facts(text)
    assert found.summary.text
    assert found.entities
    assert found.topics


@pytest.mark.xfail(strict=True, reason="the place of a signing is not extracted")
def test_the_place_of_the_signing() -> None:
    assert [deal.place for deal in facts(ONE).deals] == ["Hà Nội"]


def test_a_title_is_made_from_the_deal_where_there_is_none() -> None:
    body = ONE.partition("\n\n")[2]
    assert article(body).title is None
    made = facts(body).title_made
    assert made is not None
    assert {"VNPT", "Nokia"} <= set(made.partition(":")[0].split(" – "))
    assert made.partition(": ")[2]


def test_no_title_is_made_where_there_is_one() -> None:
    assert facts(ONE).title_made is None


@pytest.mark.parametrize("text", [SIGNINGS, ONE, *NO_DEAL.values()])
def test_confidence_is_a_chance(text: str) -> None:
    found = facts(text)
    groups = (found.parties, found.kinds, found.values, found.topics)
    assert all(0 <= fact.sure <= 1 for group in groups for fact in group)
    assert 0 <= found.sure <= 1


def test_a_street_signs_nothing() -> None:
    text = """Cấm xe tải trên đường Trương Vĩnh Ký

Từ ngày 2/12, Sở Giao thông vận tải TP.HCM cấm xe tải trên đường Trương Vĩnh Ký, đoạn đến Tân Hương."""
    assert not facts(text).is_partnership


SECOND = """Hương Tràm và Sao Mai Air ký thỏa thuận hợp tác chiến lược

Sáng 6/3/2025, Hương Tràm và Sao Mai Air ký thỏa thuận hợp tác chiến lược về kho lạnh.

{second}"""


@pytest.mark.parametrize(
    ("second", "contract"),
    [
        ("Cùng buổi, Hương Tràm và Lumis Foods ký hợp đồng bảo trì kho trong ba năm.", True),
        (
            "Cùng buổi, Hương Tràm và Lumis Foods ký hợp đồng mua 40% cổ phần của kho.",
            False,
        ),  # the paper of another kind
        ("Ông Lam nói nhiều hãng khác cũng muốn ký hợp đồng.", False),
        ("Hương Tràm và Sao Mai Air dự kiến ký hợp đồng bảo trì vào cuối năm.", False),
        ("Trước đó, năm 2019, Hương Tràm và Sao Mai Air từng ký hợp đồng thi công.", False),
    ],
)
def test_a_second_deal_may_be_a_contract(second: str, contract: bool) -> None:
    found = {fact.kind for fact in facts(SECOND.format(second=second)).kinds}
    assert DealKind.STRATEGIC_PARTNERSHIP in found
    assert (DealKind.CONTRACT in found) is contract
