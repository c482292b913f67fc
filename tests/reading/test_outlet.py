"""The outlet, where a clipping's own lines name it."""

from __future__ import annotations

import pytest

from sitegen.core.config import Config
from sitegen.core.model import Clipping, Source
from sitegen.reading.decode import decode

LEAD = "Sáng 12/3, hai doanh nghiệp đã ký thỏa thuận hợp tác kéo dài năm năm tại trụ sở của Sao Mai Group."
BODY = "Theo thỏa thuận, hai bên sẽ cùng xây dựng ba kho lạnh và chia sẻ đội xe tải trong giai đoạn đầu."
TITLE = "Sao Mai bắt tay Biển Xanh xây kho lạnh"


def source(*lines: str, front: str = "") -> Source | None:
    text = "\n\n".join(lines)
    return decode(Clipping("content/a.md", f"{front}{text}".encode(), ""), Config()).source


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Theo Báo Kho Vận", "Báo Kho Vận"),
        ("(Theo Kho Vận Online)", "Kho Vận Online"),
        ("Nguồn: Kho Vận 24h.", "Kho Vận 24h"),
        ("Nguồn tin: GlobeNewswire, 15/10/2024", "GlobeNewswire"),
        ("Nguồn: Kho Vận, ngày 15/10/2024", "Kho Vận"),
        ("Nguồn: khovan.example.vn", "khovan.example.vn"),
        ("M.K. (theo Kho Vận)", "Kho Vận"),
        ("(Cổng TTĐT Long An)", "Cổng TTĐT Long An"),
        ("Hà Vy/TTXVN", "TTXVN"),
        ("Hà Vy - Báo Kho Vận", "Báo Kho Vận"),
    ],
)
def test_a_line_below_the_text_names_the_outlet(line: str, name: str) -> None:
    found = source(TITLE, LEAD, BODY, line)
    assert found is not None
    assert (found.name, found.url, found.surface) == (name, None, line)
    assert found.span is not None
    assert found.span.of("\n\n".join((TITLE, LEAD, BODY, line))) == line


def test_an_address_goes_with_the_name_or_stands_for_it() -> None:
    named = source(TITLE, LEAD, BODY, "Nguồn: Kho Vận https://khovan.example.vn/tin/1")
    alone = source(TITLE, LEAD, BODY, "Link gốc: https://www.khovan.example.vn/tin/1")
    assert (named and named.name, named and named.url) == ("Kho Vận", "https://khovan.example.vn/tin/1")
    assert (alone and alone.name, alone and alone.url) == ("khovan.example.vn", "https://www.khovan.example.vn/tin/1")


@pytest.mark.parametrize(
    "line",
    [
        "Hà Vy",
        "PV",
        "Minh Anh - Hà Vy",
        "Hà Vy (tổng hợp)",
        "Nguồn:",
        "Nguồn: tổng hợp",
        "Theo ông Trần Văn Kho",
        "Nguồn: 15/10/2024",
        "Nguồn: javascript:alert(1)",
        "Link gốc: http://[",
    ],
)
def test_a_line_that_names_no_outlet_leaves_it_unknown(line: str) -> None:
    assert source(TITLE, LEAD, BODY, line) is None


def test_the_source_of_a_table_in_the_text_is_not_that_of_the_clipping() -> None:
    paragraph = " ".join([BODY] * 4)  # longer than any caption
    assert source(TITLE, LEAD, "Nguồn: Bộ Kho Vận", paragraph) is None
    found = source(TITLE, LEAD, "Nguồn: Bộ Kho Vận", paragraph, "Theo Kho Vận")
    assert (found and found.name) == "Kho Vận"


def test_the_editor_has_the_last_word() -> None:
    found = source(TITLE, LEAD, BODY, "Theo Kho Vận", front="---\nsource: Báo Mới Lập\n---\n")
    assert found == Source("Báo Mới Lập")
