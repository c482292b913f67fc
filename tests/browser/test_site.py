"""The built site as a reader meets it, under a project path, wide and narrow, light and dark."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from pages import PREFIX

from browser.served import MODULES, Site, listen

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

AXE = MODULES / "axe-core/axe.min.js"
ROUNDS = [(width, scheme) for width in (1280, 360) for scheme in ("light", "dark")]
# Colours do not depend on the width, nor what overlaps on the colours: each is met once. `make lighthouse` takes all.
LOOKS = ROUNDS if os.environ.get("SITEGEN_LOOKS") else [(1280, "light"), (360, "dark")]
_RUN_AXE = """async () => (await axe.run(document, {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  resultTypes: ["violations"],
})).violations.map(one => [one.id, one.nodes.map(node => node.html.slice(0, 120)).slice(0, 3)])"""


@pytest.mark.parametrize(("width", "scheme"), ROUNDS)
def test_no_page_is_at_fault(digest: Site, chromium: Browser, width: int, scheme: Any) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    faults: list[str] = []
    listen(page, digest.address, faults)
    for route in digest.routes:
        page.goto(digest.address + route, wait_until="load")
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if overflow > 0:
            faults.append(f"{route or 'home'} scrolls sideways by {overflow} px")
    context.close()
    assert faults == []


def test_no_page_scrolls_sideways_at_320_px(digest: Site, chromium: Browser) -> None:
    context = chromium.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    faults = []
    for route in digest.routes:
        page.goto(digest.address + route)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            faults.append(route)
    context.close()
    assert faults == []


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not here; tools/browser.sh fetches it by npm")
@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_everyone_can_read_every_page(digest: Site, chromium: Browser, width: int, scheme: Any) -> None:
    # The pages' own policy would not let a test add a script to them.
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    faults = []
    for route in digest.routes:
        page.goto(digest.address + route)
        page.add_script_tag(path=AXE)
        faults += [f"{route or 'home'}: {rule} {nodes}" for rule, nodes in page.evaluate(_RUN_AXE)]
    context.close()
    assert faults == []


def test_every_link_of_a_page_leads_somewhere(digest: Site, page: Page) -> None:
    found: dict[str, str] = {}
    for route in digest.routes:
        page.goto(digest.address + route)
        for link in page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)"):
            found.setdefault(link.partition("#")[0], page.url)
    own = {link: place for link, place in sorted(found.items()) if link.startswith(digest.address)}
    assert len(own) > len(digest.routes)
    assert [f"{place} links to {link}" for link, place in own.items() if not page.request.get(link).ok] == []


def test_a_reader_finds_the_way_from_home_to_a_clipping_and_its_partner(digest: Site, page: Page) -> None:
    page.goto(digest.address)
    assert page.locator("h1").count() == 1
    page.locator(f'main a[href^="{PREFIX}tin/"]').first.click()
    page.wait_for_url("**/tin/*/")
    assert page.locator("main h1").inner_text().strip()
    page.locator(f'main a[href^="{PREFIX}doi-tac/"]').first.click()
    page.wait_for_url("**/doi-tac/*/")
    assert page.locator("main h1").inner_text().strip()


def test_the_home_page_is_light(digest: Site, page: Page) -> None:
    sizes: dict[str, int] = {}
    page.on("response", lambda answer: sizes.__setitem__(answer.url, len(answer.body())))
    page.goto(digest.address, wait_until="networkidle")
    assert sum(sizes.values()) < 60_000, sizes


# ----------------------------------------------------------------------------------------------- search


def found(page: Page, digest: Site, query: str) -> list[str]:
    page.goto(f"{digest.address}tim/?{query}")
    page.locator("#search[aria-busy=false]").wait_for()
    return page.locator("#search ul.rows a").all_inner_texts()


@pytest.mark.parametrize(
    ("query", "first"), [("q=dai+hoc", "đại học"), ("q=Đại+học", "đại học"), ("q=hop+tac", "hợp tác")]
)
def test_marks_do_not_matter_to_the_search(digest: Site, page: Page, query: str, first: str) -> None:
    if not (digest.out / "tim/pagefind").is_dir():
        pytest.skip("sitegen[search] is not installed")
    titles = found(page, digest, query)
    assert titles
    page.wait_for_selector("#sieve:not([hidden])")
    shown = page.locator("#search").inner_text().lower()
    assert first in shown


def test_marks_that_are_typed_are_honoured_first(digest: Site, page: Page) -> None:
    if not (digest.out / "tim/pagefind").is_dir():
        pytest.skip("sitegen[search] is not installed")
    first = found(page, digest, "q=đồng")[0].lower()
    assert "đồng" in first.split()


def test_a_filter_narrows_the_search_and_stays_in_the_address(digest: Site, page: Page) -> None:
    if not (digest.out / "tim/pagefind").is_dir():
        pytest.skip("sitegen[search] is not installed")
    everything = found(page, digest, "q=hop+tac")
    page.locator("#by-year").select_option("2025")
    page.wait_for_url("**year=2025*")
    page.locator("#search[aria-busy=false]").wait_for()
    narrowed = page.locator("#search ul.rows a").all_inner_texts()
    assert narrowed
    assert narrowed != everything
    assert found(page, digest, "q=hop+tac&year=2025") == narrowed


def test_the_plain_list_is_searched_where_there_is_no_pagefind(digest: Site) -> None:
    """Held by the page itself: it names one of the two."""
    markup = (digest.out / "tim/index.html").read_text("utf-8")
    assert ("data-bundle=" in markup) != ("data-index=" in markup)
    if "data-index=" in markup:
        assert json.loads((digest.out / "tim/index.json").read_bytes())
