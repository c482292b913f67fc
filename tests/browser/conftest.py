"""A real Chromium; what needs it is skipped only where there is none."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from pages import served
from playwright.sync_api import Browser, Page, sync_playwright

from browser.served import ROOT, Site, routes
from sitegen.build import build

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        pytest.skip("there is no Chromium on this machine; `tools/chromium.sh` installs Debian's")
    with sync_playwright() as playwright:
        # The sandbox refuses to work for root, and containers run as root; the pages are our own.
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def digest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The digest of this repository with everything that a site can ask for."""
    root = tmp_path_factory.mktemp("site")
    for name in ("content", "seeds"):
        shutil.copytree(ROOT / name, root / name)
    settings = root / "content/site.yaml"
    kept = [line for line in settings.read_text("utf-8").splitlines() if not line.startswith(("pic", "sea", "lang"))]
    wanted = ["language: vi", "languages: [en]", "pictures: true", "search: pagefind"]
    settings.write_text("\n".join([*kept, *wanted]) + "\n", "utf-8")
    with served(root / "public") as address:
        report = build(root, root / "public", base_url=address)
        assert report.ok, report.problems
        yield Site(address, root / "public", tuple(routes(root / "public")))


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page that fails the test for any error that it meets."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="vi-VN")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert faults == []
