"""The built site as a reader meets it, under a project path, wide and narrow, light and dark."""

from __future__ import annotations

import functools
import shutil
import threading
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sitegen.build import build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent.parent
PREFIX = "/digest/"
KINDS = ("tin", "doi-tac", "nam", "linh-vuc", "noi-chon")


@dataclass(frozen=True)
class Site:
    address: str
    routes: tuple[str, ...]


class Handler(SimpleHTTPRequestHandler):
    """As GitHub Pages serves a project: files below a path, nothing rewritten."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(PREFIX[:-1]) if path.startswith(PREFIX) else "/missing")

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Site]:
    del chromium  # without it, nothing need be built
    root = tmp_path_factory.mktemp("site")
    for name in ("content", "seeds"):
        shutil.copytree(ROOT / name, root / name)
    out = root / "public"
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(out)))
    address = f"http://127.0.0.1:{server.server_address[1]}{PREFIX}"
    report = build(root, out, base_url=address)
    assert report.ok, report.problems
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Site(address, tuple(routes(out)))
    server.shutdown()
    thread.join()
    server.server_close()


def routes(out: Path) -> Iterator[str]:
    """Home, 404, every list, and of each kind of page the longest and the shortest."""
    yield from ("", "404.html")
    yield from (f"{page.parent.name}/" for page in sorted(out.glob("*/index.html")))
    for kind in KINDS:
        pages = sorted((out / kind).glob("*/index.html"), key=lambda page: (page.stat().st_size, page))
        for page in {pages[0], pages[-1]} if pages else ():
            yield f"{kind}/{page.parent.name}/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_no_page_is_at_fault(site: Site, chromium: Browser, width: int, scheme: str) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    faults: list[str] = []
    listen(page, site.address, faults)
    for route in site.routes:
        page.goto(site.address + route, wait_until="load")
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if overflow > 0:
            faults.append(f"{route or 'home'} scrolls sideways by {overflow} px")
    context.close()
    assert faults == []


def listen(page: Page, address: str, faults: list[str]) -> None:
    """Note errors, requests that go elsewhere and files that are missing."""

    def console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            faults.append(f"{page.url}: {message.text}")

    def request(asked: Request) -> None:
        if not asked.url.startswith((address, "data:")):
            faults.append(f"{page.url} asks for {asked.url}")

    def response(answer: Response) -> None:
        if answer.status >= 400:
            faults.append(f"{page.url} misses {answer.url}")

    page.on("console", console)
    page.on("request", request)
    page.on("response", response)
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))


def test_every_link_of_a_page_leads_somewhere(site: Site, page: Page) -> None:
    found: dict[str, str] = {}
    for route in site.routes:
        page.goto(site.address + route)
        for link in page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)"):
            found.setdefault(link.partition("#")[0], page.url)
    own = {link: place for link, place in sorted(found.items()) if link.startswith(site.address)}
    assert len(own) > len(site.routes)
    assert [f"{place} links to {link}" for link, place in own.items() if not page.request.get(link).ok] == []


def test_a_reader_finds_the_way_from_home_to_a_clipping_and_its_partner(site: Site, page: Page) -> None:
    page.goto(site.address)
    assert page.locator("h1").count() == 1
    page.locator(f'main a[href^="{PREFIX}tin/"]').first.click()
    page.wait_for_url("**/tin/*/")
    assert page.locator("main h1").inner_text().strip()
    page.locator(f'main a[href^="{PREFIX}doi-tac/"]').first.click()
    page.wait_for_url("**/doi-tac/*/")
    assert page.locator("main h1").inner_text().strip()
