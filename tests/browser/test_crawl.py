"""Every page of the digest, read as files below a project path: nothing dead, nothing that no page leads to."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from browser.served import Site

pytestmark = pytest.mark.browser

ALONE = {"404.html", "robots.txt", "sitemap.xml", ".nojekyll", ".sitegen-manifest"}  # found by their names alone


BUNDLE = "pagefind.js"  # asks for the other files of its folder by itself


@cache
def _tree(page: Path) -> Any:
    return html.document_fromstring(page.read_bytes())


@cache
def _anchors(page: Path) -> frozenset[str]:
    return frozenset(_tree(page).xpath("//@id"))


def _addresses(page: Path) -> Iterator[str]:
    """Everything that the page names: to go to, to show, to run, to read, to share."""
    tree = _tree(page)
    yield from tree.xpath("//@href | //@src | //@action | //@data-index")
    yield from (f"{folder}{BUNDLE}" for folder in tree.xpath("//@data-bundle"))
    yield from tree.xpath("//meta[@property='og:image' or @property='og:url']/@content")
    for told in tree.xpath("//meta[@http-equiv='refresh']/@content"):
        yield told.partition("url=")[2]


def _file(out: Path, path: str) -> Path:
    """What is served at a path below the site."""
    file = out / unquote(path)
    return file / "index.html" if path.endswith("/") or not path else file


def _places(digest: Site, page: Path) -> Iterator[tuple[str, Path, str]]:
    """(address as written, file, anchor) for all that lies on the site."""
    here = digest.address + page.relative_to(digest.out).as_posix().removesuffix("index.html")
    for address in _addresses(page):
        target = urljoin(here, address)
        if target.startswith(digest.address):
            parts = urlsplit(target)
            path = parts.path.removeprefix(urlsplit(digest.address).path)
            yield address, _file(digest.out, path), unquote(parts.fragment)
        elif urlsplit(target).netloc == urlsplit(digest.address).netloc:
            yield address, Path("outside of the project path"), ""


def _pages(digest: Site) -> list[Path]:
    return sorted(digest.out.rglob("*.html"))


def test_no_link_and_no_anchor_is_dead(digest: Site) -> None:
    dead = []
    for page in _pages(digest):
        for address, file, anchor in _places(digest, page):
            is_page = file.suffix == ".html"
            if not (file.exists() and (not anchor or (is_page and anchor in _anchors(file)))):
                dead.append(f"{page.relative_to(digest.out)} leads to {address}")
    assert dead == []


def test_nothing_lies_there_that_no_page_leads_to(digest: Site) -> None:
    waiting, reached = [digest.out / "index.html"], {digest.out / "index.html"}
    while waiting:
        page = waiting.pop()
        for _, file, _ in _places(digest, page):
            if file not in reached:
                reached.add(file)
                waiting += [file] if file.suffix == ".html" and file.exists() else []
    bundles = [file.parent for file in reached if file.name == BUNDLE]
    left = {
        file.relative_to(digest.out).as_posix()
        for file in digest.out.rglob("*")
        if file.is_file() and file not in reached and not any(folder in file.parents for folder in bundles)
    }
    # The theme's static files are published whole, so the script of the search without Pagefind lies there too.
    assert {path for path in left - ALONE if not path.startswith("assets/search.")} == set()


def test_the_crawl_sees_the_whole_digest(digest: Site) -> None:
    """The check above is worth something only if it walks: pages of both languages, cards, feeds, data."""
    found = {file.relative_to(digest.out).as_posix() for page in _pages(digest) for _, file, _ in _places(digest, page)}
    assert {"index.html", "en/index.html", "og.png", "feed.xml", "du-lieu/deals.csv", "doi-tac/fpt/index.html"} <= found
    assert len(found) > len(_pages(digest))
