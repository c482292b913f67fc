"""The day of publication, where a clipping's own lines print it."""

from __future__ import annotations

import pytest

from sitegen.core.config import Config
from sitegen.core.model import Article, Clipping
from sitegen.reading.decode import decode

LEAD = "Sáng nay, hai doanh nghiệp đã ký thỏa thuận hợp tác kéo dài năm năm tại trụ sở của Sao Mai Group."
BODY = "Theo thỏa thuận, hai bên sẽ cùng xây dựng ba kho lạnh và chia sẻ đội xe tải từ ngày 02/05/2026."
TITLE = "Sao Mai bắt tay Biển Xanh xây kho lạnh"


def article(*lines: str, front: str = "") -> Article:
    text = "\n\n".join((front, *lines)) if front else "\n\n".join(lines)
    return decode(Clipping("content/a.md", text.encode(), ""), Config())


@pytest.mark.parametrize(
    "line",
    [
        "Thứ ba, 14/04/2026, 08:15 (GMT+7)",
        "PV - Thứ Ba, ngày 14/04/2026 08:15 GMT+7",
        "14-04-2026 - 08:15 AM | Kho vận",
        "14.4.2026, 8h15",
        "Cập nhật: 14/04/2026",
        "14/04/2026",
        "(14/04/2026)",
    ],
)
def test_the_line_below_the_title_says_when(line: str) -> None:
    found = article(TITLE, line, LEAD, BODY)
    assert found.published == "2026-04-14"
    assert found.published_span is not None
    assert found.published_span.of(found.text) == line


def test_the_line_may_stand_above_the_title_or_below_the_text() -> None:
    assert article("Thứ ba, 14/04/2026, 08:15", TITLE, LEAD, BODY).published == "2026-04-14"
    assert article(TITLE, LEAD, BODY, "Nguồn: Kho Vận, 14/04/2026 08:15").published == "2026-04-14"


SECOND = "Hai bên sẽ cùng làm kho lạnh ở ba tỉnh"


def test_a_day_with_its_time_may_stand_below_the_second_headline() -> None:
    assert article(TITLE, SECOND, "Thứ ba, 14/4/2026 08:15", LEAD, BODY).published == "2026-04-14"
    assert article(TITLE, SECOND, "14/4/2026", LEAD, BODY).published is None
    assert article(TITLE, SECOND, LEAD, "Thứ ba, 14/4/2026 08:15", BODY).published is None


@pytest.mark.parametrize(
    "line",
    [
        "Cập nhật lúc 15:42 (GMT+7)",  # without a day
        "Thứ ba, 14/04, 08:15",  # without a year
        "Thứ ba, 31/02/2026, 08:15",  # in no calendar
        "Tuần từ 5 đến 10/1/2026",  # of what, it does not say
    ],
)
def test_what_is_no_day_of_publication_is_none(line: str) -> None:
    found = article(TITLE, line, LEAD, BODY)
    assert (found.published, found.published_span) == (None, None)


def test_a_day_in_prose_is_no_day_of_publication() -> None:
    assert article(TITLE, LEAD, BODY).published is None


def test_front_matter_wins() -> None:
    found = article(TITLE, "Thứ ba, 14/04/2026, 08:15", LEAD, BODY, front="---\ndate: 2026-04-16\n---\n")
    assert (found.published, found.published_span) == ("2026-04-16", None)
