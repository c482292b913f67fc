from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect
from preview.desk import Desk, running

from sitegen.preview.server import Preview

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.browser

SECURED = (
    '<!doctype html><html><head><title>x</title><link rel="icon" href="data:,">'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; img-src 'self'"
    " data:; script-src 'self'; connect-src 'self'\">"
    '<link rel="stylesheet" href="/{style}"></head><body><h1>{text}</h1><div class="tall"></div></body></html>'
)


class SecuredDesk(Desk):
    """Pages as strict as the real ones, with a style sheet that is named after its content."""

    def _make_page(self, text: str) -> None:
        style = self.root / "content" / "style.css"
        css = style.read_text(encoding="utf-8") if style.exists() else ".tall { height: 5000px }"
        name = f"style.{len(css)}.css"
        self.write(f".sitegen/preview/{name}", css)
        self.write(".sitegen/preview/index.html", SECURED.format(text=text, style=name))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = SecuredDesk(tmp_path)
    desk.write("content/a.md", "one")
    desk.preview = Preview(desk.root, desk.folder, desk.make, port=0)
    with running(desk.preview.run, desk.preview.stop):
        yield desk


def test_an_edit_is_seen_and_the_place_kept(desk: Desk, page: Page) -> None:
    page.goto(desk.preview.url)
    expect(page.locator("h1")).to_have_text("one")
    page.evaluate("scrollTo(0, 1234)")
    desk.write("content/a.md", "two")
    expect(page.locator("h1")).to_have_text("two")
    wait_for_place(page, 1234)


def wait_for_place(page: Page, top: int) -> None:
    """Playwright's own waiting would evaluate text, which the page's policy forbids."""
    for _ in range(200):
        if page.evaluate("scrollY") == top:
            return
        page.wait_for_timeout(50)
    pytest.fail(f"the page stands at {page.evaluate('scrollY')}, not at {top}")


def test_a_fault_is_seen_over_the_page_and_goes_when_it_is_mended(desk: Desk, page: Page) -> None:
    page.goto(desk.preview.url)
    desk.write("content/a.md", "broken")
    panel = page.get_by_role("alert")
    expect(panel).to_contain_text("content/a.md:3")
    expect(panel).to_contain_text("this is <broken>")
    expect(panel).to_contain_text("mend it & save")
    expect(page.locator("h1")).to_have_text("one")
    desk.write("content/a.md", "mended")
    expect(page.locator("h1")).to_have_text("mended")
    expect(panel).to_have_count(0)


def test_the_panel_can_be_closed(desk: Desk, page: Page) -> None:
    page.goto(desk.preview.url)
    desk.write("content/a.md", "broken")
    page.get_by_role("alert").get_by_role("button", name="Đóng").click()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_style_sheet_is_swapped_without_a_reload(desk: Desk, page: Page) -> None:
    page.goto(desk.preview.url)
    page.evaluate("window.same = true")
    desk.write("content/style.css", "h1 { color: rgb(1, 2, 3) }")
    expect(page.locator("h1")).to_have_css("color", "rgb(1, 2, 3)")
    assert page.evaluate("window.same") is True


def test_a_page_that_did_not_change_is_not_reloaded(desk: Desk, page: Page) -> None:
    page.goto(desk.preview.url)
    page.evaluate("window.same = true")
    with page.expect_response(desk.preview.url):
        desk.write("content/b.txt", "no part of the page")
    expect(page.locator("h1")).to_have_text("one")
    assert page.evaluate("window.same") is True


def test_several_tabs_follow(desk: Desk, page: Page) -> None:
    tabs = [page, *(page.context.new_page() for _ in range(2))]
    for tab in tabs:
        tab.goto(desk.preview.url)
    desk.write("content/a.md", "two")
    for tab in tabs:
        tab.bring_to_front()
        expect(tab.locator("h1")).to_have_text("two")
