"""Where sentences end: glued text, abbreviations, quotes, names of hosts."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.core.model import Span
from sitegen.core.sentences import sentences


def parts(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


# A bar marks each expected border; it is taken out before splitting, and with it nothing else.
@pytest.mark.parametrize(
    "marked",
    [
        "Hai bên ký kết.| Lễ ký diễn ra sáng nay.",
        "Dự án đặt tại Việt Nam.|Chuyển đổi số là trọng tâm.",
        "Gói hàng bao gồm:|(Các dịch vụ kể trên:|Với giá ưu đãi",
        "“Chúng tôi rất vui”.|Theo bà Lan, đây là bước đầu.",
        'Ông nói: "Rất tốt." |"Chúng tôi sẽ làm tiếp."',
        "“Tuyệt vời!”, ông nói.| Rồi ông đi.",
        "Ai sẽ mua?| Chưa ai biết!| Chờ xem…|Hết.",
        "Lễ ký tại TP. Huế và TP.HCM.|Tại Q.1 có 200 khách.",
        "PGS.TS Lê Văn Bình và Th.S Trần T. Hà dự.| Họ về sớm.",
        "Lãi 1.112,899 tỷ đồng năm 2018.|Theo báo cáo, quý I đạt 3.5 triệu USD.",
        "Có điện, nước, v.v. và đường.| Có cả chợ, v.v.| Theo đó, dân vui.",
        "Công ty Minh Long Co., Ltd. ký với Acme Inc.| Theo đó, hai bên góp vốn.",
        "Trang VnExpress.net và got.vn đưa tin.| Xem https://a.vn/B.Cd?x=1 để rõ.",
        "Báo Vietnam.Net đưa tin.",
        "Có điện, nước, đường... đủ cả.| Dân mừng...|Hết",
        "Chuyển đổi số.| Theo đó, ba bên làm tiếp.",
        "Dòng một\n|Dòng hai\n|\n|Đoạn hai\nnối tiếp đoạn hai.",
        "1. Mục một.| 2. Mục hai.",
        "Nạn nhân là L.T. T.T. (20 tuổi).| Em quê Huế.",
        "Ảnh: T.Hà.|Ông ký.",
    ],
)
def test_borders(marked: str) -> None:
    expected = [piece.strip() for piece in marked.split("|") if piece.strip()]
    assert parts(marked.replace("|", "")) == expected


def test_only_the_given_stretch_is_split() -> None:
    text = "Một câu. Hai câu. Ba câu."
    assert [span.of(text) for span in sentences(text, Span(9, 17))] == ["Hai câu."]


@given(st.text(alphabet=st.sampled_from(list('aBđĐ1 .!?…:\n"”(“,)\u00a0'))))
def test_sentences_are_ordered_disjoint_and_cover_what_is_not_blank(text: str) -> None:
    spans = sentences(text)
    assert all(left.end <= right.start for left, right in itertools.pairwise(spans))
    covered = {place for span in spans for place in range(span.start, span.end)}
    assert all(place in covered for place, char in enumerate(text) if not char.isspace())
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)


@pytest.mark.parametrize("worst", [".", "a.", "A.B", "\n", '."', ": (", "v.v. ", "T. ", "“”.", "\u00a0.\n"])
def test_long_runs_of_the_worst_lose_nothing(worst: str) -> None:
    text = worst * (300_000 // len(worst))
    spans = sentences(text)
    assert "".join("".join(span.of(text) for span in spans).split()) == "".join(text.split())


@pytest.mark.parametrize("piece", ["FPT và ", "ngày", "a,b ", "Tập đoàn\u00a0"])
def test_what_has_no_end_is_cut_between_words_where_there_are_any(piece: str) -> None:
    text = piece * 2000
    spans = sentences(text)
    assert max(span.end - span.start for span in spans) <= 1500
    assert "".join("".join(span.of(text) for span in spans).split()) == "".join(text.split())
    if " " in piece:
        assert {word for span in spans for word in span.of(text).split()} == set(piece.split())
