"""The published site as Chromium walks it: every page, from home, under a project path."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from pages import served

from sitegen.build import build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SCAFFOLD = Path(__file__).parent.parent.parent / "sitegen/scaffold"
ALONE = ("404.html", "cu/index.html")  # pages that no page leads to: the one for errors, and an old address


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[tuple[Path, str]]:
    del chromium  # without it, nothing need be built
    root = tmp_path_factory.mktemp("published")
    for name in ("content", "seeds"):
        shutil.copytree(SCAFFOLD / name, root / name)
    file = next(root.glob("content/clippings/*.md"))
    file.write_text(file.read_text("utf-8").replace("---\n", "---\naliases: [/cu/]\n", 1), "utf-8")
    with served(root / "public") as address:
        report = build(root, base_url=address, jobs=1)
        assert report.ok, report.problems
        yield root / "public", address


def test_every_page_is_reached_and_no_link_is_dead(published: tuple[Path, str], page: Page) -> None:
    out, address = published
    asked: list[str] = []
    page.on("response", lambda answer: asked.append(answer.url) if answer.status >= 400 else None)
    waiting, visited = [address], {address}
    while waiting:
        place = waiting.pop()
        answer = page.goto(place)
        assert answer is not None
        assert answer.ok, place
        links = page.eval_on_selector_all("a[href], form", "all => all.map(one => one.href || one.action)")
        for link in sorted({link.partition("#")[0] for link in links if link.startswith(address)} - visited):
            visited.add(link)
            if link.endswith(("/", ".html")):
                waiting.append(link)
            else:
                assert page.request.get(link).ok, f"{place} links to {link}"
    assert asked == []
    reached = {unquote(link.removeprefix(address).partition("?")[0]) for link in visited}
    pages = {path.relative_to(out).as_posix() for path in out.rglob("*.html")} - set(ALONE)
    assert pages - {f"{route}index.html" if route.endswith("/") or not route else route for route in reached} == set()


def test_what_is_not_there_gets_the_page_of_the_site_that_says_so(
    published: tuple[Path, str], chromium: Browser
) -> None:
    _, address = published
    page = chromium.new_page()
    missing: list[str] = []
    page.on("response", lambda answer: missing.append(answer.url) if answer.status >= 400 else None)
    for place in ("khong-co/", "tin/khong/co/gi", "TIN/"):
        missing.clear()
        answer = page.goto(address + place)
        assert answer is not None
        assert answer.status == 404
        assert missing == [address + place]  # styles and links of the page work at any depth
        assert page.locator("h1").count() == 1
        page.locator("main a[href], header a[href]").first.click()
        page.wait_for_load_state()
        assert page.url.startswith(address)
    page.close()


def test_an_old_address_leads_to_the_clipping(published: tuple[Path, str], page: Page) -> None:
    _, address = published
    page.goto(address + "cu/")
    page.wait_for_url("**/tin/*/")
    assert page.locator("main h1").count() == 1


def test_a_folder_without_its_slash_is_found(published: tuple[Path, str], page: Page) -> None:
    _, address = published
    page.goto(address + "doi-tac")
    assert page.url == address + "doi-tac/"
