"""The other side of a signing, of money and of grants: one sentence that names it, one alike that does not."""

from __future__ import annotations

import pytest
from clips import article, facts, knowledge, names, parties, parties_of

from sitegen.core.model import Kind
from sitegen.extraction.lexicon import lexicon_of
from sitegen.extraction.parties import candidates
from sitegen.extraction.scene import look


def partners(sentence: str, title: str = "Hương Tràm ký kết hợp tác") -> set[str]:
    return parties_of(sentence, title)


@pytest.mark.parametrize(
    ("sentence", "more"),
    [
        # a list behind a colon, or behind "gồm" and what the first one is called
        (
            "Ngày 2/11, Hương Tràm ký thoả thuận hợp tác cùng lúc với ba đơn vị: Bệnh viện Phúc Tâm (y khoa), Sao "
            "Mai Card (thẻ) và công ty phần mềm Lumis Software.",
            {"Bệnh viện Phúc Tâm", "Sao Mai Card", "Lumis Software"},
        ),
        (
            "Ngày 2/11, Hương Tràm ký kết hợp tác với các đơn vị cung ứng gồm hãng bay Sao Mai Air, công ty Quill "
            "Tours và "
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
            "Chiều 8/1, Bệnh viện Phúc Tâm, CLB Bóng đá Phố Núi và Công ty CP Cao su Hương Tràm (Hương Tràm Rubber) "
            "đã ký kết "
            "hợp đồng tài trợ.",
            {"Bệnh viện Phúc Tâm", "CLB Bóng đá Phố Núi"},
        ),
        # the first of four sides
        (
            "Thỏa thuận hợp tác được ký giữa Bệnh viện Phúc Tâm, Viện Mắt Cao Thắng, tổ chức The Quill Foundation "
            "(TQF) và "
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
        (
            "Hương Tràm trao hợp đồng cho Sao Mai. Hôm sau, họ gặp người quen ở Quillhouse Steel.",
            "Quillhouse Steel",
            False,
        ),
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
        "Ngày 10/01/2018, tại hội sở ngân hàng số 201-203 đường Cách Mạng Tháng Tám, Quận 3, TP.HCM, Ngân hàng "
        "Lumibank và "
        "Công ty CP Hương Tràm đã ký kết thỏa thuận hợp tác."
    )
    assert "UBND TP.HCM" not in partners(sentence)


def test_training_is_also_some_agreement() -> None:
    text = """Trường Đại học Sao Mai và Đại học Quill hợp tác đào tạo kỹ sư

Ngày 6/12/2018, Trường Đại học Sao Mai ký kết với Đại học Quill chương trình liên kết đào tạo kỹ sư."""
    kinds = {str(fact.kind) for fact in facts(text).kinds}
    assert kinds >= {"training_research", "cooperation_agreement"}


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        (
            "Ngày 6/12/2018, Hương Tràm ký hợp đồng với Sao Mai Pay và mua lại 65% cổ phần của công ty. Bên bán là quỹ "
            "Lumis Ventures cùng nhóm cổ đông sáng lập.",
            "Lumis Ventures",
        ),
        (
            "Hương Tràm mua lại 65% cổ phần Sao Mai Pay. Bên bán là quỹ Lumis Ventures cùng nhóm cổ đông sáng lập.",
            "Lumis Ventures",
        ),
        (
            "Hương Tràm và Sao Mai Air ký kết thỏa thuận hợp tác. Ngoài chủ nhà, đặt bút ký còn có Quill Tours và "
            "Lumibank.",
            "Lumibank",
        ),
    ],
)
def test_who_is_called_a_side(sentence: str, name: str) -> None:
    assert name in partners(sentence)


def test_whom_a_seller_asks_is_none() -> None:
    sentence = (
        "Ngày 6/12/2018, Hương Tràm mua lại 65% cổ phần Sao Mai Pay. Đơn vị tư vấn tài chính cho bên "
        "mua là Lumis Partners."
    )
    assert "Lumis Partners" not in partners(sentence, "Hương Tràm mua lại Sao Mai Pay")


def test_who_comes_to_see_it_is_none() -> None:
    sentence = """Ngày 6/12/2018, Hương Tràm và Quillpost ký kết thỏa thuận hợp tác.

Tham dự buổi lễ có đại diện UBND huyện Đông Anh, Lumis Group và hơn 100 khách mời."""
    assert partners(sentence, "Hương Tràm và Quillpost ký kết hợp tác") == {"Hương Tràm", "Quillpost"}


@pytest.mark.parametrize(
    "title",
    ["Cục Hàng không ký kết hợp tác với Quillpost", "Sở Kế hoạch và Đầu tư Hà Nam ký kết hợp tác với Quillpost"],
)
def test_a_name_says_neither_no_nor_plan(title: str) -> None:
    office = title.partition(" ký")[0]
    assert facts(f"{title}\n\nNgày 6/12/2018, {office} ký kết hợp tác với Quillpost.").is_partnership


def test_one_clause_of_a_title_may_end_something() -> None:
    text = """Quillcar rút lui, Hương Tràm rót 2.000 tỷ đồng vào Sao Mai Taxi

Ngày 6/12/2018, Công ty Hương Tràm ký hợp đồng rót 2.000 tỷ đồng vào Sao Mai Taxi."""
    assert facts(text).is_partnership


BRAND = """{brand} và Quillpost ký kết hợp tác

Ngày 16/8/2022, Công ty CP Công nghệ Hương Tràm{between}{brand} và Quillpost đã ký kết thỏa thuận hợp tác.

{brand} có hai triệu người dùng."""


@pytest.mark.parametrize(
    ("between", "one"),
    [
        (" - đơn vị vận hành ví điện tử ", True),
        (", chủ thương hiệu ", True),
        (", khách hàng lâu năm của ", False),
    ],
)
def test_a_company_and_its_brand_are_one(between: str, one: bool) -> None:
    together = {"TingPay", "Công ty CP Công nghệ Hương Tràm"}
    found = facts(BRAND.format(brand="TingPay", between=between))
    assert any(together <= set(party.surfaces) for party in found.parties) is one


@pytest.mark.parametrize(
    ("short", "long", "one"),
    [
        ("Đại học Gyeongsang", "Đại học Quốc gia Gyeongsang", True),
        ("Đại học Hà Nam", "Đại học Sư phạm Hà Nam", False),
        ("Bia Lạc Hồng", "Công ty CP Bia và Nước giải khát Lạc Hồng", True),
        ("Gạo Lạc Hồng", "Công ty CP Bia và Nước giải khát Lạc Hồng", False),
    ],
)
def test_words_left_out_of_a_name(short: str, long: str, one: bool) -> None:
    text = f"""{short} ký kết với Quillpost

Ngày 16/8/2022, {long} và Quillpost đã ký kết thỏa thuận hợp tác."""
    assert any({short, long} <= set(party.surfaces) for party in facts(text).parties) is one


@pytest.mark.parametrize(
    ("sentence", "name", "is_party"),
    [
        ("Quillpost trở thành nhà phân phối chính thức của Lumis Foods tại Việt Nam.", "Lumis Foods", True),
        ("Trước Quillpost, hãng từng ký hợp tác với Lumis Foods.", "Lumis Foods", False),
        ("Quillpost từng mở lớp đào tạo ngắn hạn cho Lumis Foods năm 2012.", "Lumis Foods", False),
    ],
)
def test_what_one_becomes_of_another(sentence: str, name: str, is_party: bool) -> None:
    text = f"Ngày 6/12/2018, Hương Tràm và Quillpost ký kết thỏa thuận hợp tác.\n\n{sentence}"
    assert (name in partners(text, "Hương Tràm và Quillpost ký kết hợp tác")) is is_party


def test_who_founds_an_alliance() -> None:
    sentence = (
        "Ngày 24/2/2019, Hương Tràm Shipping, Công ty CP Hàng hải Sao Mai và Lumis Line cho biết lập liên minh "
        "khai thác tuyến Hải Phòng - Kobe, mỗi tuần một chuyến."
    )
    found = parties_of(sentence, "Ba hãng tàu lập liên minh", "kinds: [cooperation_agreement]")
    assert {"Hương Tràm Shipping", "Lumis Line"} <= found


def test_with_whom_a_contract_is_made() -> None:
    text = """Ngày 2/11, Hương Tràm Shipyard và Sao Mai Bank ký kết thỏa thuận hợp tác.

Hai bên cùng làm trong ba năm.

Hương Tràm Shipyard có 300 thợ hàn.

Hương Tràm Shipyard nói hợp đồng đóng tàu với Lumis Rederi kéo dài ba năm."""
    assert "Lumis Rederi" in parties_of(text, "Hương Tràm Shipyard đóng bốn tàu", "kinds: [contract]")


def test_who_signs_at_the_head_of_a_sentence_is_somebody() -> None:
    text = "Bốn Mùa ký hợp đồng bản quyền phim với FPT Play, nền tảng này phát phim trong 18 tháng."
    assert "Bốn Mùa" in names(facts(f"Phim Việt lên mạng\n\n{text}\n\nPhim dài 90 phút."), Kind.ORG)


def test_who_leads_a_round_and_who_joins() -> None:
    sentence = (
        "Ngày 6/12/2018, Công ty Hương Tràm công bố nhận 18 triệu USD vòng gọi vốn Series B do Quill Capital dẫn dắt, "
        "cùng Lumis Ventures và Sao Mai Partners."
    )
    assert {"Quill Capital", "Lumis Ventures"} <= partners(sentence, "Hương Tràm gọi vốn thành công 18 triệu USD")


def test_where_the_leader_of_a_round_comes_from_parts_it_from_nothing() -> None:
    sentence = (
        "Ngày 6/12/2018, Công ty Hương Tràm công bố nhận 18 triệu USD vòng gọi vốn Series B từ Lumis Ventures, do "
        "Quill Capital từ Nhật Bản dẫn dắt."
    )
    title = "Hương Tràm gọi vốn thành công 18 triệu USD"
    assert "Quill Capital" in parties_of(sentence, title, "kinds: [investment_ma]")


def test_a_short_form_of_two_forms_is_theirs() -> None:
    text = """Nhựa Lạc Hồng Phát ký kết với Quillpost

Ngày 16/8/2022, CTCP Nhựa Bao bì Lạc Hồng Phát và Quillpost đã ký kết thỏa thuận hợp tác.

Lạc Hồng Phát lập năm 1990."""
    forms = {"Nhựa Lạc Hồng Phát", "CTCP Nhựa Bao bì Lạc Hồng Phát", "Lạc Hồng Phát"}
    assert any(forms <= set(party.surfaces) for party in facts(text).parties)


def test_persons_sign_for_their_offices() -> None:
    text = """Việt Nam và Hà Lan trao văn kiện về hàng hải

Sáng 9-4-2019, Thứ trưởng Bộ Giao thông Vận tải Nguyễn Nhật Thăng và Thứ trưởng Bộ Hạ tầng Hà Lan Willemijn de Boer ký \
bản ghi nhớ về cảng xanh."""
    assert parties(facts(text)) == {"Bộ Giao thông Vận tải", "Bộ Hạ tầng Hà Lan"}


def test_a_city_in_full_is_its_committee() -> None:
    text = """Thành phố Hải Phòng và Quillpost ký kết hợp tác

Ngày 9/4/2019, Thành phố Hải Phòng và Quillpost ký kết thỏa thuận hợp tác."""
    assert parties(facts(text)) == {"UBND TP Hải Phòng", "Quillpost"}


def test_three_by_dashes_stay_three() -> None:
    text = """Ký gói thầu chính với liên danh Quillbuild - Lumis - Hương Tràm

Ngày 9/4/2019, Ban Quản lý Đường sắt đô thị TP.HCM ký hợp đồng với liên danh Quillbuild - Lumis - Hương Tràm."""
    names = [set(party.surfaces) for party in facts(text).parties]
    assert not any({"Quillbuild", "Lumis"} <= one or {"Lumis", "Hương Tràm"} <= one for one in names)


COOP = """Lúa về kho có người mua

Ông Lý Văn Tài, giám đốc Hợp tác xã Sao Mai, kể chuyện bên thửa ruộng.{more}

Ngày 6/3/2024, {called} ký thỏa thuận hợp tác hai năm với Công ty Quill Foods, theo đó 118 hộ giao lúa."""


@pytest.mark.parametrize(
    ("called", "more", "is_side"),
    [
        ("hợp tác xã", "", True),
        ("hợp tác xã cũng đã", "", True),
        ("ngân hàng", "", False),
        ("hợp tác xã dự kiến", "", False),
        ("hợp tác xã", " Hợp tác xã Hương Tràm thì đứng ngoài.", False),  # which of the two?
        ("ngân hàng", " Cạnh đó là Ngân hàng Lumis.", False),
        ("đơn vị", "", False),
        ("hợp tác xã", " Bên cạnh là Quill Bank, Bank of Lumis và Ngân hàng Lumis.", True),
    ],
)
def test_who_signs_may_only_be_called_what_it_is(called: str, more: str, is_side: bool) -> None:
    clip = article(COOP.format(called=called, more=more))
    found = candidates(look(clip.text, clip.parts, lexicon_of(knowledge())))
    assert [bool(one.counterpart) for one in found if one.organisation.name == "Hợp tác xã Sao Mai"] == [is_side]


@pytest.mark.parametrize(
    ("sentence", "name", "is_party"),
    [
        ("Hương Tràm ký hợp đồng trị giá 22 triệu euro mua 40 toa xe của Quillrail.", "Quillrail", True),
        ("Hương Tràm ký hợp đồng thuê lại 22 ha đất của Lumis Land, thời hạn đến năm 2058.", "Lumis Land", True),
        ("Hương Tràm dự kiến ký hợp đồng mua 40 toa xe của Quillrail.", "Quillrail", False),
        ("Năm ngoái, hãng đã mua 40 toa xe của Quillrail.", "Quillrail", False),
        ("Hương Tràm chọn Quillrail cung cấp 40 toa xe, hợp đồng trị giá 22 triệu euro.", "Quillrail", True),
        ("Nhiều người chọn Quillrail làm nơi gửi xe mỗi tối.", "Quillrail", False),
        ("Hương Tràm ký hợp đồng mua 20 toa xe với Lumis Land, dùng động cơ của Quillrail.", "Quillrail", False),
        ("Hương Tràm ký hợp đồng thuê kho của Sao Mai Air bằng vốn vay từ Quillbank.", "Quillbank", False),
        ("Nhà nước đã trao cho Quillrail quyền đại diện phần vốn của mình.", "Quillrail", False),
        ("Hãng cũng trao cho Quillrail của Hàn Quốc quyền phân phối ở châu Âu.", "Quillrail", True),
        ("Hãng cũng trao cho Quillrail một bó hoa.", "Quillrail", False),
    ],
)
def test_whose_goods_are_bought_and_who_is_chosen(sentence: str, name: str, is_party: bool) -> None:
    lead = "Sáng 6/3/2025, Hương Tràm và Sao Mai Air ký kết thỏa thuận hợp tác về kho lạnh."
    assert (name in parties_of(f"{lead}\n\n{sentence}", "Hương Tràm bắt tay Sao Mai Air")) is is_party


PAPERS = """Hai nước trao năm văn kiện

Chiều 14/10/2025, lãnh đạo hai nước chứng kiến lễ trao văn kiện hợp tác ở Hà Nội.

Danh sách gồm:

- Bản ghi nhớ về du lịch giữa Sao Mai Air và Lumis Tours;
{sign} Thỏa thuận đào tạo thợ lặn giữa Trường Cao đẳng Hương Tràm và Quill Diving.

Hai bên sẽ họp mỗi quý."""


def test_a_company_that_is_only_called_one_may_be_anybody() -> None:
    text = """Hương Tràm Motor bắt tay Quill Cells

Hương Tràm Motor thuê Công ty Luật Lumis tư vấn.

Ngày 6/3/2025, công ty ký thỏa thuận hợp tác với Quill Cells về pin."""
    assert "Công ty Luật Lumis" not in parties(facts(text))


@pytest.mark.parametrize(
    "item", ["Biên bản kiểm tra cho thấy khoảng cách giữa", "Thỏa thuận không ảnh hưởng đến cạnh tranh giữa"]
)
def test_not_every_item_of_a_list_is_a_paper_of_two(item: str) -> None:
    clip = article(f"""Hương Tràm và Sao Mai ký thỏa thuận

Sáng 6/3/2025, Hương Tràm và Sao Mai ký thỏa thuận hợp tác.

- {item} Quillhouse và Lumis Land.""")
    found = candidates(look(clip.text, clip.parts, lexicon_of(knowledge())))
    assert not any(one.pacts for one in found if one.organisation.name in ("Quillhouse", "Lumis Land"))


@pytest.mark.parametrize(("sign", "more"), [("-", True), ("•", True), ("Sau đó,", False)])
def test_an_item_of_a_list_of_papers_names_two_sides(sign: str, more: bool) -> None:
    clip = article(PAPERS.format(sign=sign))
    found = candidates(look(clip.text, clip.parts, lexicon_of(knowledge())))
    sides = {one.organisation.name for one in found if one.pacts}
    expected = {"Sao Mai Air", "Lumis Tours"}
    assert sides == (expected | {"Trường Cao đẳng Hương Tràm", "Quill Diving"} if more else expected)


@pytest.mark.parametrize(
    ("sentence", "sides"),
    [
        # whom a side belongs to is none, before the verb and behind it
        (
            "Ngày 2/11/2021, Cục An ninh mạng (A05) thuộc Bộ Công an và Lumis Software ký bản ghi nhớ về mã độc.",
            {"A05", "Lumis Software"},
        ),
        (
            "Ngày 2/11/2021, Hương Tràm ký hợp đồng với Lumis Software thuộc Tập đoàn Lumis và Sao Mai Card.",
            {"Hương Tràm", "Lumis Software", "Sao Mai Card"},
        ),
        # those who watch are only called, and who signs stands right behind them
        (
            "Ngày 2/11/2021, trước sự chứng kiến của hai Thủ tướng, Bộ Công Thương và Lumis Software ký bản ghi nhớ.",
            {"Bộ Công Thương", "Lumis Software"},
        ),
        (
            "Ngày 2/11, trước sự chứng kiến của Thủ tướng Lê Văn Nam, Hương Tràm và Lumis Software ký bản ghi nhớ.",
            {"Hương Tràm", "Lumis Software"},
        ),
        (
            "Với sự tham dự của lãnh đạo tỉnh, Bộ Công Thương và 20 hãng, Hương Tràm đã ký hợp đồng với Lumibank.",
            {"Hương Tràm", "Lumibank"},
        ),
        (
            "Trước sự chứng kiến của Bộ trưởng Lê Văn Nam, Bộ Công Thương, Hương Tràm và Lumibank ký bản ghi nhớ.",
            {"Hương Tràm", "Lumibank"},
        ),
        # one subject goes on to a second verb
        (
            'Ngày 2/11/2021, UBND TP Vũng Tàu công bố đề án "Đỗ xe" và cùng lúc ký thỏa thuận với Lumis Software.',
            {"UBND TP Vũng Tàu", "Lumis Software"},
        ),
        # what was a few days before is news too, what was before is none
        (
            "Hai ngày trước đó, 2/11/2021, Hương Tràm ký hợp đồng mua 70% cổ phần Lumis Software.",
            {"Hương Tràm", "Lumis Software"},
        ),
        (
            "Trước đó hai tuần, Hương Tràm và Lumis Software ký bản ghi nhớ.",
            {"Hương Tràm", "Lumis Software"},
        ),
        # a venture of others, told behind a comma
        (
            "Ngày 2/11/2021, Hương Tràm và Lumis Software ký hợp đồng. Quill Motors, liên doanh giữa Marlow và Sao Mai "
            "Card, từ chối bình luận.",
            {"Hương Tràm", "Lumis Software"},
        ),
        # not everything that is taken is money
        (
            "Ngày 2/11/2021, Hương Tràm và Lumis Software ký hợp đồng. Lumis Software có vốn điều lệ 50 tỷ đồng, nhận "
            "tái bảo hiểm từ Quill Motors và Marlow.",
            {"Hương Tràm", "Lumis Software"},
        ),
    ],
)
def test_who_stands_on_both_sides(sentence: str, sides: set[str]) -> None:
    assert partners(sentence, "Tin trong ngày") == sides


def test_who_gives_an_investment_is_told() -> None:
    sentence = "Startup Hương Tràm nhận khoản đầu tư từ Lumis Capital trong vòng gọi vốn hạt giống."
    assert "Lumis Capital" in partners(sentence, "Hương Tràm vừa gọi vốn")


def test_what_used_to_be_is_no_news() -> None:
    older = "Trước đây mỗi tuần Hương Tràm và Quill Motors ký hợp đồng mua bán sữa."
    assert "Quill Motors" not in partners(f"Ngày 5/3/2021, Hương Tràm và Lumis Software ký bản ghi nhớ. {older}")


def test_those_who_sign_may_be_named_in_another_sentence() -> None:
    sentence = "Trước sự chứng kiến của Bộ Công Thương, hai bên ký bản ghi nhớ."
    found = partners(f"Ngày 5/3/2021, Hương Tràm và Lumis Software ký hợp tác. {sentence}")
    assert found == {"Hương Tràm", "Lumis Software"}


def test_an_office_that_watches_is_no_side() -> None:
    sentence = "Trước sự chứng kiến của Bộ Công Thương, Hương Tràm và Lumis Software ký bản ghi nhớ."
    assert partners(sentence, "Hương Tràm ký bản ghi nhớ với Lumis Software") == {"Hương Tràm", "Lumis Software"}


@pytest.mark.parametrize("when", ["Trước đó, ngày 2/11/2015, ", "Trước đó, "])
def test_what_was_before_is_no_news(when: str) -> None:
    older = f"{when}Hương Tràm từng mua 20% cổ phần Quill Motors."
    assert "Quill Motors" not in partners(f"Ngày 5/3/2021, Hương Tràm và Lumis Software ký bản ghi nhớ. {older}")
