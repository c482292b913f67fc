"""The parts of raw clippings, on sentences of our own."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.core.model import Part, PartRole, Span
from sitegen.reading import wordlists
from sitegen.reading.anatomy import anatomy, title_of

LEAD = "Sáng 12/3, hai doanh nghiệp đã ký thỏa thuận hợp tác kéo dài năm năm tại trụ sở của Sao Mai Group."
BODY = "Theo thỏa thuận, hai bên sẽ cùng xây dựng ba kho lạnh và chia sẻ đội xe tải trong giai đoạn đầu."


def parts(text: str) -> list[tuple[str, str]]:
    return [(part.role.value, part.span.of(text)) for part in anatomy(text, wordlists.cues())]


def title(text: str) -> str | None:
    span = title_of(anatomy(text, wordlists.cues()))
    return span.of(text) if span else None


@pytest.mark.parametrize(
    "line",
    [
        "Sao Mai Group và Biển Xanh Logistics bắt tay xây kho lạnh ở Long An",
        "SAO MAI GROUP RÓT 300 TỶ ĐỒNG VÀO CHUỖI KHO LẠNH BIỂN XANH",
        "Vì sao Sao Mai bán kho lạnh cho đối tác Nhật?",
        'Chủ tịch Sao Mai: "Chúng tôi không bán mình"!',
        "Ký kết đào tạo lái xe tải: học viên Cà Mau được học miễn phí",
        "Biển Xanh - đối tác kho lạnh của nông dân miền Tây",
        "Lãnh đạo Long An nói về việc dừng hợp tác với chủ kho lạnh",
        "Hết tiền, hết xe, hết đường lui...",
        "Sao Mai Group ký thỏa thuận thuê kho của Biển Xanh tại Long An",
        "Năm 2019, nông dân Long An phải đăng ký kho trước vụ",
    ],
)
def test_headlines_are_titles(line: str) -> None:
    assert title(f"{line}\n\n{LEAD}\n\n{BODY}") == line
    assert title(f"{line}  {LEAD}\n\n{BODY}") == line


@pytest.mark.parametrize(
    "line",
    [
        "Đại diện Sao Mai (trái) và Biển Xanh tại lễ ký kết ngày 12/3/2019",
        "Đại diện hai doanh nghiệp ký kết hợp tác",
        "Lãnh đạo hai đơn vị bắt tay sau nghi thức ký kết",
        "Lễ ký kết giữa Sao Mai Group và Biển Xanh Logistics",
        "Toàn cảnh kho lạnh Biển Xanh ở Long An",
        "Ông Trần Văn Bảo, Tổng giám đốc Sao Mai, phát biểu tại buổi lễ",
        "Bà Lê Thị Hạnh - Giám đốc Biển Xanh nhận hoa chúc mừng",
        "Kho lạnh Biển Xanh nhìn từ trên cao - Ảnh: HẢI ĐĂNG",
        "Công nhân bốc hàng tại kho lạnh Biển Xanh (Ảnh: Hải Đăng)",
        "Khu đô thị Sao Mai – một trong những dự án lớn của tập đoàn",
        "Từ trái sang: ông Bảo, bà Hạnh và ông Kim",
        "Hai bên trao biên bản hợp tác trước sự chứng kiến của lãnh đạo tỉnh",
    ],
)
def test_captions_are_no_titles(line: str) -> None:
    found = parts(f"{line}\n\n{LEAD}\n\n{BODY}")
    assert found == [("caption", line), ("lead", LEAD), ("body", BODY)]


def test_a_lead_alone_has_no_title() -> None:
    assert parts(f"{LEAD}\n\n{BODY}") == [("lead", LEAD), ("body", BODY)]


@pytest.mark.parametrize(
    "text",
    [
        "Xin chào",
        "Thu Hà",
        "Sao Mai và Biển Xanh bắt tay xây kho lạnh",
        "Theo đó, hai bên:\n\n" + BODY,
        "a " * 300 + "\n\n" + BODY,
    ],
)
def test_what_cannot_be_a_title(text: str) -> None:
    assert title(text) is None


def test_a_title_is_surer_in_capitals_than_near_a_caption() -> None:
    def sure(line: str) -> float:
        return anatomy(f"{line}\n\n{LEAD}\n\n{BODY}", wordlists.cues())[0].sure

    loud = sure("SAO MAI GROUP MUA LẠI BIỂN XANH")
    near = sure("Lãnh đạo Sao Mai ký kết mua kho lạnh")
    assert 0.5 < near < loud <= 1


def test_the_end_of_a_clipping() -> None:
    text = "\n\n".join(
        [
            "Sao Mai Group mua lại Biển Xanh Logistics",
            LEAD,
            BODY,
            "Ảnh: Một góc kho lạnh ở Long An.",
            BODY,
            "Minh Tuệ",
            "Lãnh đạo hai đơn vị tại lễ ký",
            "Kho lạnh mới của Biển Xanh.",
        ]
    )
    roles = [role for role, _ in parts(text)]
    assert roles == ["title", "lead", "body", "caption", "body", "byline", "caption", "caption"]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Thu Hà", "byline"),
        ("Nguyễn Thị Minh Khai", "byline"),
        ("Q. Huy - L.Thanh", "byline"),
        ("Minh Anh (tổng hợp)", "byline"),
        ("NHÓM PV", "byline"),
        ("V.TRƯỜNG SƠN", "byline"),
        ("Thục Quyên (từ Paris)", "byline"),
        ("Theo Sổ Tay Kinh Doanh", "source"),
        ("Nguồn: thoibaokho.vn", "source"),
        ("Xem thêm: Giá thuê kho lạnh tăng mạnh", "leftover"),
        ("TIN LIÊN QUAN", "leftover"),
        ("Chia sẻ", "leftover"),
        ("Quảng cáo", "leftover"),
        ("* Mời quý độc giả theo dõi chương trình vào tối mai!", "leftover"),
        ("(Ảnh: EVN)", "caption"),
        ("Phối cảnh kho lạnh bên sông Vàm Cỏ", "caption"),
        ("Hai bên kỳ vọng doanh thu tăng gấp đôi.", "body"),
        ("Chia sẻ tại buổi lễ, ông Bảo nói kho sẽ mở cửa vào tháng 9.", "body"),
    ],
)
def test_last_lines(line: str, role: str) -> None:
    text = f"Sao Mai Group mua lại Biển Xanh Logistics\n\n{LEAD}\n\n{BODY}\n\n{line}"
    assert parts(text)[-1] == (role, line)


def test_a_list_of_links_at_the_end_is_left_over() -> None:
    text = f"Sao Mai Group mua lại Biển Xanh\n\n{LEAD}\n\n{BODY}\n\nTin liên quan\n\nGiá kho tăng\n\nXe tải thiếu"
    assert [role for role, _ in parts(text)] == ["title", "lead", "body", "leftover", "leftover", "leftover"]


def test_a_title_stuck_to_a_lead_that_begins_with_a_day() -> None:
    lead = "Ngày 14-4, tại Đà Nẵng, Sao Mai Group và Biển Xanh ký thỏa thuận dùng chung kho."
    title = "Sao Mai bắt tay Biển Xanh làm chung hạ tầng"
    assert parts(f"{title}{lead}\n\n{BODY}") == [("title", title), ("lead", lead), ("body", BODY)]
    assert parts(f"{title} SaoMai{lead[4:]}\n\n{BODY}")[0][0] != "title"  # no day behind the capital
    hidden = "Sao Mai hẹn ký vào Ngày 14-4 tại Đà Nẵng với Biển Xanh"  # not stuck
    assert parts(f"{hidden}\n\n{LEAD}\n\n{BODY}")[0] == ("title", hidden)


@pytest.mark.parametrize(
    ("line", "headline"),
    [
        (
            "Bệnh viện Sao Mai chi 11 triệu USD mua máy xạ trịNgười bệnh ở miền Tây sẽ bớt cảnh khăn gói lên TP.HCM.",
            "Bệnh viện Sao Mai chi 11 triệu USD mua máy xạ trị",
        ),
        (
            "Sao Mai mở đường sang châu Âu qua ngả BỉHàng lạnh có thể rút từ 34 xuống còn 29 ngày đi biển.",
            "Sao Mai mở đường sang châu Âu qua ngả Bỉ",
        ),
        # behind a question, before the name of a paper
        (
            "Sao Mai bán nửa hãng son môi, thu về bao nhiêu?Từ một gian hàng nhỏ, hãng này đã có hơn nghìn điểm bán.",
            "Sao Mai bán nửa hãng son môi, thu về bao nhiêu?",
        ),
        (
            "Sao Mai thay lõi công nghệ sau 17 năm (Dân trí) - Hệ thống dùng từ 2009 sẽ được thay trong hai năm.",
            "Sao Mai thay lõi công nghệ sau 17 năm",
        ),
        (
            "Sao Mai thay lõi công nghệ sau 17 năm TTO - Hệ thống dùng từ năm 2009 sẽ được thay trong hai năm.",
            "Sao Mai thay lõi công nghệ sau 17 năm",
        ),
        (
            "Sao Mai và Công ty Biển Xanh (BXA) - Thành viên của Lumis - sẽ thay lõi công nghệ trong hai mươi tháng.",
            None,
        ),
        # a brand, a name behind "công ty", a sentence that lacks its end, too few words
        ("Hãng bay Sao Mai và VietJet cùng mở đường bay mới từ Hà Nội tới Điện Biên.", None),
        ("Hôm nay chuỗi cửa hàng Sao Mai mở bán iPhone đời mới từ Hà Nội tới Điện Biên.", None),
        ("Hãng vận tải biển của Đan Mạch mua lại toàn bộ FríoSur với giá 3 triệu USD. FríoSur có hai kho.", None),
        ("Hôm nay nhà đầu tư và công tyHòa Phong cùng mở đường bay mới tới Điện Biên.", None),
        ("Sao Mai mở đường sang châu Âu qua ngả BỉHàng lạnh có thể rút từ 34 xuống còn 29", None),
        ("Sao Mai mở đườngHàng lạnh có thể rút từ 34 xuống còn 29 ngày đi biển.", None),
    ],
)
def test_a_title_stuck_to_a_lead(line: str, headline: str | None) -> None:
    found = title(f"{line}\n\n{BODY}")
    assert found == headline or (headline is None and found in (None, line))


@pytest.mark.parametrize("line", ["Thông cáo báo chí", "THÔNG CÁO BÁO CHÍ", "Press release:"])
def test_what_a_text_is_called_is_no_title(line: str) -> None:
    assert parts(f"{line}\n\n{LEAD}\n\n{BODY}") == [("leftover", line), ("lead", LEAD), ("body", BODY)]


def test_a_byline_glued_to_the_last_paragraph_is_cut_off() -> None:
    text = f"{LEAD}\n\n{BODY}Thu Hà\n\nLan Chi"
    assert parts(text)[1:] == [("body", BODY), ("byline", "Thu Hà"), ("byline", "Lan Chi")]
    assert parts(f"{LEAD}\n\nKho nằm ở TP.HCM.")[-1] == ("body", "Kho nằm ở TP.HCM.")


def test_a_date_stamp_above_the_article_is_no_title_and_no_lead() -> None:
    line = "Sao Mai Group mua lại Biển Xanh Logistics"
    assert parts(f"Thứ tư, 17/04/2019 19:06\n{line}\n{LEAD}\n{BODY}")[:2] == [
        ("leftover", "Thứ tư, 17/04/2019 19:06"),
        ("title", line),
    ]
    assert parts(f"{line}\nThứ tư, 17/04/2019 19:06\n{LEAD}\n{BODY}")[2] == ("lead", LEAD)


def test_a_heading_of_the_markup_is_the_title_whatever_it_says() -> None:
    text = f"Toàn cảnh.\n\n{LEAD}"
    assert anatomy(text, wordlists.cues(), Span(0, 10))[0] == Part(PartRole.TITLE, Span(0, 10))


LINES = st.sampled_from(
    [
        "Thu Hà",
        "Ảnh: X",
        LEAD,
        BODY,
        "SAO MAI MUA BIỂN XANH",
        "Xem thêm: a",
        "Nguồn: b",
        "",
        "  ",
        "a  B c d e f g h i j k l m.",
        "…",
        "(",
    ]
)


@given(st.lists(LINES | st.text(max_size=30), max_size=9).map("\n".join))
def test_parts_are_ordered_disjoint_and_cover_what_is_not_blank(text: str) -> None:
    found = anatomy(text, wordlists.cues())
    assert all(left.span.end <= right.span.start for left, right in itertools.pairwise(found))
    assert all(0 <= part.sure <= 1 for part in found)
    rest = list(text)
    for part in found:
        rest[part.span.start : part.span.end] = " " * (part.span.end - part.span.start)
    assert not "".join(rest).strip()


@pytest.mark.parametrize("worst", ["A ", "a  B", "Ảnh", "\n", "A\n", "tại ", "(((", "Ông A, ", "1/1 ", "-", "A."])
def test_long_runs_of_the_worst_are_parted_all_the_same(worst: str) -> None:
    text = worst * (300_000 // len(worst))
    found = anatomy(text, wordlists.cues())
    assert "".join("".join(part.span.of(text) for part in found).split()) == "".join(text.split())
