"""An editor's morning in a real browser: edit, see it, break it, see why, mend it, correct a fact on the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect
from preview.desk import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.browser

CLIPPING = """---
# giữ dòng này
title: {title}
slug: sao-mai
---
Sáng nay tại Hà Nội, Tập đoàn FPT và Viettel ký thỏa thuận hợp tác chiến lược trị giá 200 tỷ đồng.
"""
PATIENCE = 60_000  # a first build may take so long on a busy machine


@pytest.fixture
def clipping(tmp_path: Path) -> Path:
    path = tmp_path / "content" / "clippings" / "sao-mai.md"
    path.parent.mkdir(parents=True)
    path.write_text(CLIPPING.format(title="FPT bắt tay Viettel"), "utf-8")
    return path


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page that fails the test for an error of a script; that a faulty answer is one is what is tested."""
    context = chromium.new_context(locale="vi-VN")
    page = context.new_page()
    faults: list[str] = []
    context.on("weberror", lambda fault: faults.append(str(fault.error)))
    yield page
    context.close()
    assert faults == []


@pytest.fixture
def address(clipping: Path) -> Iterator[str]:
    with served(clipping.parents[2]) as address:
        yield address


def test_edit_break_mend_and_correct(address: str, clipping: Path, page: Page) -> None:
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    page.goto(f"{address}tin/sao-mai/")
    expect(page.locator("h1")).to_have_text("FPT bắt tay Viettel")

    clipping.write_text(CLIPPING.format(title="Hai bên đã ký"), "utf-8")
    expect(page.locator("h1")).to_have_text("Hai bên đã ký")

    clipping.write_text(CLIPPING.format(title="Hai bên đã ký").replace("slug:", "slgu:"), "utf-8")
    panel = page.get_by_role("alert")
    expect(panel).to_contain_text("content/clippings/sao-mai.md:4")
    expect(panel).to_contain_text("slug")
    expect(page.locator("h1")).to_have_text("Hai bên đã ký")

    clipping.write_text(CLIPPING.format(title="Đã sửa"), "utf-8")
    expect(page.locator("h1")).to_have_text("Đã sửa")
    expect(panel).to_have_count(0)

    desk = page.context.new_page()
    desk.goto(f"{address}_desk/")
    desk.get_by_role("link", name="Đã sửa").click()
    expect(desk.locator("mark.value")).to_contain_text("200 tỷ đồng")
    desk.locator('button[data-field="value"]').click()
    expect(desk.locator("#value")).to_have_value("200000000000 VND")
    desk.locator("#value").fill("300 tỷ đồng")
    desk.locator("#signed_on").fill("12/03/2025")
    desk.get_by_role("button", name="Ghi vào tệp").click()
    expect(desk.get_by_role("status")).to_be_visible()
    assert "# giữ dòng này" in clipping.read_text("utf-8")

    page.bring_to_front()
    expect(page.locator("main")).to_contain_text("300 tỷ")
    expect(page.locator("main")).to_contain_text("12/3/2025")


def test_a_wrong_correction_is_told_beside_the_form(address: str, clipping: Path, page: Page) -> None:
    del clipping
    page.goto(f"{address}_desk/clip/content/clippings/sao-mai.md")
    page.locator("#signed_on").fill("31/02/2025")
    with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        page.get_by_role("button", name="Ghi vào tệp").click()
    assert answered.value.status == 422
    expect(page.get_by_role("alert")).to_contain_text("31/02/2025")
    expect(page.locator("#signed_on")).to_have_value("31/02/2025")
