"""A site of hostile text in a real browser: nothing of it runs, nothing leaves, no dialog opens."""

from __future__ import annotations

import functools
import shutil
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hostile import site as hostile

from sitegen.build import build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Dialog, Page

pytestmark = pytest.mark.browser

TRAP = "window.pwned = () => { window.caught = true; }; window.caught = false;"


class Handler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[tuple[str, Path]]:
    del chromium  # without it, nothing need be built
    root = tmp_path_factory.mktemp("hostile")
    hostile.lay_out(root)
    out = root / "public"
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(out)))
    base = f"http://127.0.0.1:{server.server_address[1]}/"
    report = build(root, out, base_url=base, jobs=1)
    assert report.ok, report.problems
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield base, out
    server.shutdown()
    thread.join()
    server.server_close()
    shutil.rmtree(root)


def refuse(dialog: Dialog, faults: list[str]) -> None:
    faults.append(f"dialog {dialog.message}")
    dialog.dismiss()


@pytest.fixture
def watched(chromium: Browser, address: tuple[str, Path]) -> Iterator[tuple[Page, list[str]]]:
    """A page with a trap for every script of the text, and all that went wrong on it."""
    context = chromium.new_context()
    context.add_init_script(TRAP)
    page = context.new_page()
    faults: list[str] = []
    page.on("dialog", lambda dialog: refuse(dialog, faults))
    page.on("pageerror", lambda error: faults.append(f"error {error}"))
    page.on("popup", lambda popup: faults.append(f"popup {popup.url}"))
    page.on("download", lambda download: faults.append(f"download {download.url}"))
    page.on("request", lambda request: faults.extend([request.url] * (not request.url.startswith(address[0]))))
    page.on("console", lambda message: faults.extend([message.text] * (message.type == "error")))
    yield page, faults
    context.close()


def test_nothing_of_the_text_runs_on_any_page(watched: tuple[Page, list[str]], address: tuple[str, Path]) -> None:
    page, faults = watched
    base, out = address
    paths = sorted(file.relative_to(out).as_posix() for file in out.rglob("*.html"))
    assert len(paths) > 2 * len(hostile.TITLES)
    for path in paths:
        page.goto(base + path.removesuffix("index.html"))
        for details in page.locator("details:not([open]) > summary").all()[:3]:
            if details.is_visible():
                details.click()
        assert page.evaluate("window.caught") is False, path
        assert page.url.startswith(base), path
        assert faults == [], path
    assert len(paths) > 50


def test_the_trap_catches(watched: tuple[Page, list[str]], address: tuple[str, Path]) -> None:
    """Were a script of the text to run, it would be seen: or the test above proves nothing."""
    page, faults = watched
    _, out = address
    (out / "trap.html").write_text(f"<title>trap</title>{hostile.SCRIPT}{hostile.IMAGE}<img src='{hostile.EVIL}'>")
    page.goto(address[0] + "trap.html")
    assert page.evaluate("window.caught") is True
    assert any(fault.startswith(hostile.EVIL) for fault in faults)
    (out / "trap.html").unlink()


def test_the_policy_alone_would_stop_it(watched: tuple[Page, list[str]], address: tuple[str, Path]) -> None:
    """Should escaping ever fail, the policy of the page still keeps scripts and foreign pictures out."""
    page, faults = watched
    base, out = address
    page.goto(base)
    page.evaluate(
        f"""() => {{
          const frame = document.createElement('div');
          frame.innerHTML = `<img src=x onerror=pwned()><a id=go href="javascript:pwned()">x</a>`;
          document.body.append(frame);
          const script = document.createElement('script');
          script.textContent = 'pwned()';
          document.body.append(script);
          const picture = new Image();
          picture.src = '{hostile.EVIL}p.png';
          document.body.append(picture);
          document.getElementById('go').click();
        }}"""
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.caught") is False
    assert any("Content Security Policy" in fault for fault in faults)
    assert out.is_dir()


@pytest.mark.parametrize("words", [hostile.IMAGE, hostile.SCRIPT, "pwned", hostile.BREAKS, "(" * 500, "\\", "[a-", "%"])
def test_the_search_shows_text(watched: tuple[Page, list[str]], address: tuple[str, Path], words: str) -> None:
    page, faults = watched
    page.goto(address[0] + "tim/")
    box = page.locator("input[type=search]").first
    box.fill(words)
    box.press("Enter")
    page.wait_for_timeout(300)
    assert page.evaluate("window.caught") is False
    assert page.locator("main img, main iframe, main script").count() == 0
    assert faults == []
