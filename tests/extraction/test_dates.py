"""Dates in all their dress, and what only looks like one."""

from __future__ import annotations

import pytest
from clips import facts, knowledge

from sitegen.extraction.dates import DateReader, resolve

READER = DateReader(knowledge())


def dates(text: str) -> list[str]:
    return [str(mention.date) for mention in READER.find(text)]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Lễ ký diễn ra ngày 27/10/2025 tại Huế.", "2025-10-27"),
        ("Lễ ký diễn ra ngày 05-03-2019 tại Huế.", "2019-03-05"),
        ("Lễ ký diễn ra ngày 5.3.2019.", "2019-03-05"),
        ("Lễ ký diễn ra ngày 5 / 3 / 2019.", "2019-03-05"),
        ("27/10/2025 14:30", "2025-10-27"),
        ("Ngày 14 tháng 3 năm 2019, hai bên gặp nhau.", "2019-03-14"),
        ("Ngày 14 tháng ba năm 2019, hai bên gặp nhau.", "2019-03-14"),
        ("Ngày mùng 5 tháng giêng năm 2020, hai bên gặp nhau.", "2020-01-05"),
        ("Ngày 29/2/2024, hai bên gặp nhau.", "2024-02-29"),
        ("Hai bên gặp nhau ngày 5-3.", "--03-05"),
        ("Chiều 10-11, hai bên gặp nhau.", "--11-10"),
        ("Sáng 6/11, hai bên gặp nhau.", "--11-06"),
        ("Hai bên gặp nhau vào 15/3 ở Vinh.", "--03-15"),
        ("Lễ ký (6/11) có đông người dự.", "--11-06"),
        ("Hôm qua (6/11), hai bên gặp nhau.", "--11-06"),
        ("Hai bên gặp nhau vào chiều nay, 6-11, tại Vinh.", "--11-06"),
        ("Hai bên gặp nhau hôm 8/10 tại Vinh.", "--10-08"),
        ("7-5 tại Vinh, hai bên gặp nhau.", "--05-07"),
        ("Hội chợ mở từ ngày 18-20/5/2022.", "2022-05-20"),
        ("Trong tháng 12/2016, hai bên gặp nhau.", "2016-12"),
        ("Trong tháng 3 năm 2020, hai bên gặp nhau.", "2020-03"),
        ("Trong tháng 12 vừa qua, hai bên gặp nhau.", "--12"),
        ("Nhà máy xong vào quý III/2021.", "2021"),
        ("Nhà máy xong vào quý 2 năm 2021.", "2021"),
        ("Nhà máy xong vào năm 2021.", "2021"),
    ],
)
def test_a_date(text: str, date: str) -> None:
    assert dates(text) == [date]


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 31/2/2020, hai bên gặp nhau.",
        "Ngày 29/2/2023, hai bên gặp nhau.",
        "Ngày 32/1/2020 và ngày 15/13/2020.",
        "Ngày 30/2, hai bên gặp nhau.",
        "Đoàn có 18-20 người.",
        "7-5 người tại Vinh gặp nhau.",
        "2/3 tại Việt Nam là đồi núi.",
        "Đoàn 7-5 tại Vinh gặp nhau.",
        "Đoàn đông (18-20) người.",
        "Doanh số tăng 18-20% mỗi năm.",
        "Theo Nghị định 52/2013/NĐ-CP của Chính phủ.",
        "Theo Thông tư số 09/2020/TT-NHNN.",
        "Nhóm cổ đông nắm 1/3 cổ phần.",
        "Tổng đài phục vụ 24/7.",
        "Mã hồ sơ 2019-13-05.",
        "Văn phòng ở số 12/5 đường Lê Lợi.",
        "Nhà máy xong vào quý III.",
        "Giai đoạn 2021-2025 có ba bước.",
        "Có tháng lỗ, có tháng lãi.",
        "Tỷ số là 2-1.",
    ],
)
def test_no_date(text: str) -> None:
    assert dates(text) == []


def test_a_date_stands_where_it_says() -> None:
    text = "Ngày 5/3/2019 và ngày 6-4, rồi tháng 7/2020."
    assert [mention.span.of(text) for mention in READER.find(text)] == ["Ngày 5/3/2019", "ngày 6-4", "tháng 7/2020"]


@pytest.mark.parametrize(
    ("text", "published", "date"),
    [
        ("Sáng nay, hai bên gặp nhau.", "2024-11-07", "2024-11-07"),
        ("Chiều qua, hai bên gặp nhau.", "2024-11-01T08:00:00+07:00", "2024-10-31"),
        ("Hôm qua, hai bên gặp nhau.", "2025-01-01", "2024-12-31"),
    ],
)
def test_relative_days_count_from_publication(text: str, published: str, date: str) -> None:
    (mention,) = READER.find(text)
    assert str(resolve(mention, published).date) == date
    assert resolve(mention, None).date.year is None


SIGNED = "FPT và Viettel đã ký kết thỏa thuận hợp tác về điện toán đám mây tại Hà Nội."
MORE = "\n\nHai bên sẽ cùng xây trung tâm dữ liệu và đào tạo kỹ sư."


def signed_on(text: str, front: str = "") -> tuple[str | None, int | None]:
    found = facts(text, front)
    return str(found.signed_on.date) if found.signed_on else None, found.year


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Ngày 5/3/2021, {SIGNED}{MORE}", ("2021-03-05", 2021)),
        (f"Ngày 5-3, {SIGNED}{MORE}", ("--03-05", None)),
        (f"Trong tháng 3/2021, {SIGNED}{MORE}", ("2021-03", 2021)),
        (f"Sáng nay, {SIGNED}{MORE}", (None, None)),
        (f"{SIGNED}{MORE}", (None, None)),
        (f"{SIGNED}{MORE}\n\nFPT được thành lập ngày 13/9/1988.", (None, None)),
        (f"Ngày 5/3, {SIGNED}{MORE}\n\nHai bên từ nay đến tháng 12/2021 mở ba trung tâm.", ("2021-03-05", 2021)),
        (f"Ngày 5/3, {SIGNED}{MORE}\n\nSau 9 năm hợp tác, hai bên hiểu nhau hơn.", ("--03-05", None)),
        (f"{SIGNED}{MORE}\n\nViettel xác nhận hợp đồng được ký trong năm 2017.", ("2017", 2017)),
        (f"{SIGNED}{MORE}\n\nViettel cho biết hợp đồng tiếp theo sẽ được ký trong năm 2017.", (None, None)),
        (f"{SIGNED}{MORE}\n\nTrước đó, hai bên đã ký trong năm 2017.", (None, None)),
    ],
)
def test_the_signing_date(text: str, expected: tuple[str | None, int | None]) -> None:
    assert signed_on(text) == expected


@pytest.mark.parametrize(
    ("day", "date"), [("Sáng nay", "2024-11-07"), ("Hôm qua", "2024-11-06"), ("Ngày 5/3/2021", "2021-03-05")]
)
def test_the_signing_date_of_a_dated_clipping(day: str, date: str) -> None:
    assert signed_on(f"{day}, {SIGNED}{MORE}", "date: 2024-11-07") == (date, int(date[:4]))


@pytest.mark.parametrize("day", ["Hôm qua (6/11)", "Chiều 6/11"])
def test_a_day_without_a_year_in_a_dated_clipping(day: str) -> None:
    assert signed_on(f"{day}, {SIGNED}{MORE}", "date: 2024-11-07") == ("2024-11-06", 2024)


def test_a_month_counted_from_now_at_the_head_of_a_sentence() -> None:
    text = f"Ngày 5/3, {SIGNED}{MORE}\n\nTừ nay đến tháng 12/2021, hai bên mở ba trung tâm."
    assert signed_on(text) == ("2021-03-05", 2021)


@pytest.mark.parametrize(
    ("day", "effect", "date"),
    [
        ("4/10", "ngày 15/10/2017", "2017-10-04"),
        ("4/10", "tháng 12/2017", "2017-10-04"),
        ("20/12", "tháng 1-2018", "2017-12-20"),
        ("4/10", "ngày 1/7/2018", "--10-04"),  # long after
    ],
)
def test_the_day_of_effect_fixes_the_year(day: str, effect: str, date: str) -> None:
    text = f"Ngày {day}, {SIGNED}{MORE}\n\nThỏa thuận có hiệu lực từ {effect} và kéo dài ba năm."
    assert signed_on(text)[0] == date


@pytest.mark.parametrize(
    ("more", "date"),
    [
        ("Thỏa thuận ký kết giữa hai bên có hiệu lực trong 5 năm (2018-2023).", "2018-10-04"),
        ("Thỏa thuận có thời hạn 5 năm (2018-2023), trước tiên ở Huế.", "2018-10-04"),
        ("Chiến lược của tỉnh kéo dài 5 năm (2018-2023).", "--10-04"),
        ("Giấy phép của Viettel có giá trị trong 5 năm (2015-2020).", "--10-04"),
    ],
)
def test_the_years_for_which_it_binds_fix_the_year(more: str, date: str) -> None:
    assert signed_on(f"Ngày 4/10, {SIGNED}{MORE}\n\n{more}")[0] == date


@pytest.mark.parametrize(
    ("more", "date"),
    [
        (", cụ thể là ngày 3/7", "2017-07-03"),
        (", cụ thể là ba ngày sau hội chợ ngày 30/6", "2017-07"),  # of another month
        (" và sẽ mở trung tâm vào ngày 28/7", "2017-07"),
        (", hạn nộp hồ sơ là ngày 30/7", "2017-07"),
    ],
)
def test_of_a_month_the_one_day_that_its_sentence_names(more: str, date: str) -> None:
    assert signed_on(f"Đầu tháng 7/2017, FPT và Viettel đã ký kết thỏa thuận hợp tác{more}.{MORE}")[0] == date


@pytest.mark.parametrize(
    ("where", "date"),
    [
        ("tại Hội nghị xúc tiến đầu tư tỉnh Vinh năm 2019", "2019-10-04"),
        ("trong khuôn khổ triển lãm Sao Mai Expo 2019", "2019-10-04"),
        ("trong khuôn khổ Tuần phim Sao Mai 2019", "2019-10-04"),
        ("trong khuôn khổ chiến lược đến năm 2030", "--10-04"),
        ("tại tòa nhà xây năm 2019", "--10-04"),
        ("tại lễ hội (mở từ 2019)", "--10-04"),
    ],
)
def test_what_is_held_in_a_year_fixes_it(where: str, date: str) -> None:
    assert signed_on(f"Ngày 4/10, {where}, {SIGNED}{MORE}")[0] == date


@pytest.mark.parametrize(
    ("fairs", "date"),
    [
        ("Hội chợ Sao Mai 2018 mở cửa từ ngày 12 đến ngày 16.", "2018-10-04"),
        ("Hội chợ Sao Mai 2018 mở muộn. Hội chợ Sao Mai 2017 mở sớm.", "--10-04"),
        ("Triển lãm Sao Mai 2018 mở cửa từ ngày 12 đến ngày 16.", "--10-04"),
    ],
)
def test_a_fair_that_is_named_with_its_year_elsewhere_fixes_it(fairs: str, date: str) -> None:
    assert signed_on(f"Ngày 4/10, ngay tại hội chợ, {SIGNED}{MORE}\n\n{fairs}")[0] == date


@pytest.mark.parametrize(
    ("more", "date"),
    [
        ("Buổi ký là một phần của Hội nghị Chuyển đổi số năm 2022 của tỉnh.", "2022-03-09"),
        ("Lễ ký nằm trong lịch của Triển lãm Hàng không Paris 2022.", "2022-03-09"),
        ("Hội nghị Chuyển đổi số năm 2022 của tỉnh sẽ bàn việc khác.", "--03-09"),
        ("Trước đó, lễ ký với Nokia là một phần của Hội nghị Chuyển đổi số năm 2019.", "--03-09"),
    ],
)
def test_what_the_signing_was_a_part_of_fixes_the_year(more: str, date: str) -> None:
    assert signed_on(f"Sáng 9/3, {SIGNED}{MORE}\n\n{more}")[0] == date


def test_the_day_that_a_clipping_prints_dates_it() -> None:
    text = f"FPT bắt tay Viettel\n\nThứ tư, 17/04/2024 19:06 GMT+7\n\n{{}}{SIGNED}{MORE}"
    assert signed_on(text.format("Sáng nay, ")) == ("2024-04-17", 2024)
    assert signed_on(text.format("")) == (None, 2024)


def test_a_date_in_iso_order() -> None:
    assert dates("Lễ ký diễn ra ngày 2019-03-05.") == ["2019-03-05"]


LEASE = """Lam Kiều Yarn thuê đất ở Bình Dương

Ngày 12-3, Công ty Lam Kiều Yarn và Quill Estate Group ký hợp đồng thuê đất.

{more}"""


@pytest.mark.parametrize(
    ("more", "signed_on"),
    [
        ("Chỉ trong 2 tháng đầu năm 2018, tỉnh đã có 40 dự án mới.", "2018-03-12"),
        ("Từ đầu năm 2018, tỉnh vươn lên hàng thứ hai cả nước.", "2018-03-12"),
        ("Số dự án tăng một nửa so với 2 tháng đầu năm 2017.", "--03-12"),
        ("Từ đầu năm 2018 tỉnh có 40 dự án. Từ đầu năm 2015, nhà máy đã ngừng chạy.", "--03-12"),
        ("Năm 2019, công ty đặt mục tiêu bán 2.000 tấn sợi.", "--03-12"),
    ],
)
def test_the_year_that_a_text_looks_back_on_as_it_goes_is_its_own(more: str, signed_on: str) -> None:
    found = facts(LEASE.format(more=more)).signed_on
    assert found is not None
    assert str(found.date) == signed_on


LEADING = """Sao Mai và Hương Tràm ký thỏa thuận

{lead}

Hương Tràm và Sao Mai đã ký thỏa thuận hợp tác về kho lạnh. {more}"""


@pytest.mark.parametrize(
    ("lead", "more", "date"),
    [
        ("Nhiều người xem kho trước chiều 14-9.", "Hai bên chia đôi vốn.", "--09-14"),
        ("Nhiều người xem kho trước chiều 14-9.", "Ngày 2/9, kho mở cửa.", None),  # which of the two?
        ("Nhiều người xem kho, hạn nộp là ngày 14-9.", "Hai bên chia đôi vốn.", None),
    ],
)
def test_the_only_day_of_a_text_in_its_lead_is_that_of_its_news(lead: str, more: str, date: str | None) -> None:
    assert signed_on(LEADING.format(lead=lead, more=more))[0] == date


@pytest.mark.parametrize(
    ("when", "date"),
    [
        ("Từ ngày 3-5 đến ngày 8-5-2019, đoàn VNPT thăm Nokia và ký hợp tác về 5G.", None),
        ("Từ ngày 3-5 đến hết ngày 8-5-2019, đoàn VNPT thăm Nokia; ngày 6-5-2019, hai bên ký hợp tác.", "2019-05-06"),
        ("Ngày 8-5-2019, VNPT và Nokia ký hợp tác về 5G.", "2019-05-08"),
        ("Từ ngày 3 đến 8-5-2019, đoàn VNPT thăm Nokia và ký hợp tác về 5G.", None),
        ("Bán hàng từ ngày 1-5 tới. Ngày 20-4-2019, VNPT và Nokia ký hợp tác về 5G.", "2019-04-20"),
        ("VNPT và Nokia ký hợp tác, có mặt ở Huế từ năm 2010 đến 5-3-2019.", "2019-03-05"),
    ],
)
def test_the_days_of_a_journey_are_not_that_of_the_signing(when: str, date: str | None) -> None:
    assert signed_on(f"VNPT và Nokia ký hợp tác về 5G\n\n{when}")[0] == date
