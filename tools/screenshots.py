"""Photograph every kind of page of a built site, wide and narrow, light and dark.

    python tools/screenshots.py public --prefix /digest/ --out shots

Says which pages scroll sideways, log an error or ask another origin for something; exit code 1 if any does.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = ("", "tin", "doi-tac", "nam", "linh-vuc", "noi-chon")
WIDTHS, SCHEMES = (1280, 360), ("light", "dark")


def routes(folder: Path) -> Iterator[tuple[str, str]]:
    """(name of the picture, route): the lists, and the longest page of each kind."""
    yield from (("home", ""), ("404", "404.html"))
    for page in sorted(folder.glob("*/index.html")):
        yield page.parent.name, f"{page.parent.name}/"
    for kind in KINDS[1:]:
        pages = [page for page in (folder / kind).glob("*/index.html") if page.parent.name != "khong-ro"]
        if pages:
            longest = max(pages, key=lambda page: (page.stat().st_size, page.parent.name))
            yield f"{kind}-one", f"{kind}/{longest.parent.name}/"
    if (folder / "nam/khong-ro/index.html").exists():
        yield "nam-khong-ro", "nam/khong-ro/"


class _Handler(http.server.SimpleHTTPRequestHandler):
    prefix = "/"

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(self.prefix).lstrip("/"))

    def log_message(self, *_: object) -> None: ...


def serve(folder: Path, prefix: str) -> http.server.ThreadingHTTPServer:
    """The folder under `prefix`, on a free port of this machine."""
    handler = type("Handler", (_Handler,), {"prefix": prefix})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def shoot(browser: Browser, address: str, out: Path, pages: list[tuple[str, str]], *, whole: bool) -> list[str]:
    """Take the pictures; give back what is wrong, one sentence each."""
    faults: list[str] = []
    for scheme in SCHEMES:
        for width in WIDTHS:
            context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
            page = context.new_page()
            for name, route in pages:
                label = f"{name}-{width}-{scheme}"
                faults += [f"{label}: {fault}" for fault in _visit(page, address, route)]
                page.screenshot(path=str(out / f"{label}.png"), full_page=whole)
            context.close()
    return faults


def _visit(page: Page, address: str, route: str) -> list[str]:
    faults: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(message.text)

    def ask(request: Request) -> None:
        if not request.url.startswith((address, "data:")):
            faults.append(f"asks for {request.url}")

    page.on("console", hear)
    page.on("request", ask)
    page.goto(address + route, wait_until="networkidle")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.remove_listener("console", hear)
    page.remove_listener("request", ask)
    return [*faults, *([f"scrolls sideways by {wide} px"] if wide > 0 else [])]


def main() -> int:
    """Shoot what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--prefix", default="/", help="the path of the base URL, such as /digest/")
    parser.add_argument("--out", type=Path, default=Path("screenshots"))
    parser.add_argument("--only", default="", help="names of pictures, parted by commas")
    parser.add_argument("--whole", action="store_true", help="the whole page, not its first screen")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    wanted = set(filter(None, options.only.split(",")))
    pages = [(name, route) for name, route in routes(options.folder) if not wanted or name in wanted]
    server = serve(options.folder, options.prefix)
    address = f"http://127.0.0.1:{server.server_address[1]}{options.prefix}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        faults = shoot(browser, address, options.out, pages, whole=options.whole)
        browser.close()
    print("\n".join(faults) or f"{len(pages) * len(WIDTHS) * len(SCHEMES)} pictures, nothing wrong")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
