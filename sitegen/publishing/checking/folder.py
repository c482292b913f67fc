"""A whole built folder, checked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sitegen.core.errors import OutputError, Where
from sitegen.publishing.checking.addresses import Addresses
from sitegen.publishing.checking.feeds import check_feed, is_feed
from sitegen.publishing.checking.files import LARGEST_FILE, LARGEST_SITE, check_files, sizes_of
from sitegen.publishing.checking.page import Page, Reference, read_page
from sitegen.publishing.checking.values import Finding, Inspection, error, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

_URL = re.compile(r"""url\(\s*(["']?)(?!data:)([^"')]*?)\1\s*\)""")
_CANONICAL = re.compile(r"""<link rel="?canonical"? href=["']?([^"'> ]+)""")
_NEEDED = ("index.html", "404.html")


def check_folder(
    out: Path, base_url: str = "", *, most_file: int = LARGEST_FILE, most_site: int = LARGEST_SITE
) -> Inspection:
    """Check the site in the folder `out`, built for `base_url` ("" where none was given); limits are in bytes.

    Raises OutputError if there is no site to check, or a file of it cannot be read.
    """
    if not (out / "index.html").is_file():
        raise OutputError.at(Where(out.name), "there is no built site here", "run `sitegen build` first")
    sizes = sizes_of(out)
    visit = _Visit(out, Addresses(base_url, sizes))
    findings = [*check_files(sizes, most_file, most_site), *_needed(sizes), *_address_known(base_url)]
    findings += visit.built_for_another(base_url)
    findings += visit.pages([path for path in sizes if path.endswith((".html", ".htm"))])
    findings += visit.styles([path for path in sizes if path.endswith(".css")])
    findings += visit.feeds([path for path in sizes if is_feed(path)])
    total = sum(sizes.values())
    outside = tuple(sorted(visit.outside.items()))
    return Inspection(tuple(sorted(set(findings))), len(sizes), visit.count, visit.links, total, outside)


def _needed(sizes: dict[str, int]) -> Iterator[Finding]:
    for path in _NEEDED:
        if path not in sizes:
            yield error("html", path, 0, "this page is missing", "build the site again")


def _is_local(address: str) -> bool:
    return urlsplit(address).hostname in ("localhost", "127.0.0.1")


def _address_known(base_url: str) -> Iterator[Finding]:
    if not base_url:
        hint = "write base_url into content/site.yaml, or set SITEGEN_BASE_URL"
        message = "the site does not know where it will live: feeds and sitemap lead to this machine"
        yield warning("address", "content/site.yaml", 0, message, hint)


class _Visit:
    """One walk through all pages. `outside`: web address -> the first page that leads to it."""

    def __init__(self, out: Path, addresses: Addresses) -> None:
        self._out, self._addresses = out, addresses
        self.outside: dict[str, str] = {}
        self.count = 0
        self.links = 0
        self._known: dict[str, frozenset[str]] = {}
        self._asked: list[tuple[str, int, str, str]] = []  # anchors to look up when every page has been read

    def built_for_another(self, base_url: str) -> Iterator[Finding]:
        """The home page says for which address it was made; if for another, all links are wrong for this one reason."""
        text = self._read("index.html").decode("utf-8", "replace")
        said = _CANONICAL.search(text)
        if said is None or said[1] == base_url or (not base_url and _is_local(said[1])):
            return
        message = f"the site was built for {said[1][:80]!r}, and is checked for {base_url[:80] or 'no address'!r}"
        hint = "give both the same --base-url, or write base_url into content/site.yaml; then build again"
        yield error("address", "content/site.yaml", 0, message, hint)

    def pages(self, paths: list[str]) -> Iterator[Finding]:
        for path in paths:
            page = read_page(path, self._read(path))
            self.count += 1
            self._known[path] = page.ids
            yield from page.findings
            yield from self._followed(page)
        yield from self._anchors()

    def styles(self, paths: list[str]) -> Iterator[Finding]:
        """Fonts and pictures that style sheets ask for."""
        for path in paths:
            text = self._read(path).decode("utf-8", "replace")
            found = {match[2]: text.count("\n", 0, match.start()) + 1 for match in _URL.finditer(text)}
            yield from self._followed(Page(path, tuple(Reference(*pair) for pair in found.items())))

    def feeds(self, paths: list[str]) -> Iterator[Finding]:
        for path in paths:
            yield from check_feed(path, self._read(path), self._addresses)

    def _read(self, path: str) -> bytes:
        try:
            return (self._out / path).read_bytes()
        except OSError as fault:
            message = f"cannot be read: {fault.strerror}"
            raise OutputError.at(Where(path), message, "check its permissions, or build again") from fault

    def _followed(self, page: Page) -> Iterator[Finding]:
        """Every address once a page."""
        seen: set[str] = set()
        for reference in page.references:
            address = reference.address
            if address in seen:
                continue
            seen.add(address)
            self.links += 1
            place = self._addresses.resolve(address, page.path)
            if place.outside:
                self.outside.setdefault(place.outside, page.path)
            elif place.fault:
                message, hint = f"{address[:120]!r} {place.fault}", "mend the link, or bring back what it leads to"
                yield error("link", page.path, reference.line, message, hint)
            elif place.file and place.anchor:
                self._asked.append((page.path, reference.line, place.file, place.anchor))

    def _anchors(self) -> Iterator[Finding]:
        for path, line, file, anchor in self._asked:
            known = self._known.get(file)
            if known is not None and anchor not in known and anchor != "top":
                message = f"there is no place {anchor[:80]!r} on {file}"
                yield error("anchor", path, line, message, "mend the link, or give its target that id")
