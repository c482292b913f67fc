"""The digest of this repository: a page of every kind, and what a browser complains about."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import ConsoleMessage, Page, Request, Response

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent.parent
MODULES = Path(__file__).parent / "node_modules"
KINDS = ("tin", "doi-tac", "nam", "tuan", "linh-vuc", "noi-chon")


@dataclass(frozen=True)
class Site:
    """A built site: where it is served, where it lies, and a page of every kind."""

    address: str
    out: Path
    routes: tuple[str, ...]


def routes(out: Path) -> Iterator[str]:
    """Home, 404, every list, of each kind of page the longest and the shortest; a month, a letter, a translation."""
    yield from ("", "404.html")
    yield from (f"{page.parent.name}/" for page in sorted(out.glob("*/index.html")) if page.parent.name != "en")
    for kind in KINDS:
        pages = sorted((out / kind).glob("*/index.html"), key=lambda page: (page.stat().st_size, page))
        for page in {pages[0], pages[-1]} if pages else ():
            yield f"{kind}/{page.parent.name}/"
    for pattern in ("nam/*/*/index.html", "tuan/*/thu.html", "en/index.html", "en/tin/*/index.html"):
        largest = max(out.glob(pattern), key=lambda page: (page.stat().st_size, page))
        yield largest.relative_to(out).as_posix().removesuffix("index.html")


def listen(page: Page, address: str, faults: list[str]) -> None:
    """Note errors, requests that go elsewhere and files that are missing."""

    def console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            faults.append(f"{page.url}: {message.text}")

    def request(asked: Request) -> None:
        if not asked.url.startswith((address, "data:", "blob:")):
            faults.append(f"{page.url} asks for {asked.url}")

    def response(answer: Response) -> None:
        if answer.status >= 400:
            faults.append(f"{page.url} misses {answer.url}")

    page.on("console", console)
    page.on("request", request)
    page.on("response", response)
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
