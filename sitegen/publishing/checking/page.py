"""One HTML page as far as checks look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree
from msgspec import Struct, field

from sitegen.publishing.checking.values import error

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.publishing.checking.values import Finding

_REFERENCES = etree.XPath("//*/@href | //*/@src | //*/@poster | //form/@action")
_SOURCE_SETS = etree.XPath("//*/@srcset")
_REFRESH = etree.XPath("//meta[translate(@http-equiv, 'REFSH', 'refsh') = 'refresh']/@content")
_PICTURES = etree.XPath("//meta[@property = 'og:image']/@content")
_IDS = etree.XPath("//*/@id")
_NAMED = etree.XPath("//a/@name")
_SILENT = etree.XPath("//img[not(@alt)]")
_TITLE = etree.XPath("normalize-space(/html/head/title)")
_LANGUAGE = etree.XPath("normalize-space(/html/@lang)")
_CHARSET = etree.XPath("boolean(/html/head/meta[@charset])")
_VIEWPORT = etree.XPath("boolean(/html/head/meta[@name = 'viewport'])")
_HEADINGS = etree.XPath("count(//h1)")
# What libxml2, which knows HTML 4, rightly minds: tags that do not match, quotes that do not close.
_BROKEN = {"HTML_STRUCURE_ERROR", "ERR_TAG_NAME_MISMATCH", "ERR_GT_REQUIRED"}


class Reference(Struct, frozen=True):
    """An address as it stands in a page, and its line."""

    address: str
    line: int


class Page(Struct, frozen=True):
    """`redirect`: the page only leads elsewhere."""

    path: str
    references: tuple[Reference, ...] = ()
    ids: frozenset[str] = frozenset()
    redirect: bool = False
    findings: tuple[Finding, ...] = field(default=())


def read_page(path: str, content: bytes) -> Page:
    """Read a page; what is wrong with it alone stands in `findings`."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    root = etree.fromstring(content, parser) if content.strip() else None
    if root is None:
        return Page(path, findings=(error("html", path, 0, "the page is empty", "build the site again"),))
    refreshes = [(each.partition("=")[2].strip(" '\""), _line(each)) for each in _REFRESH(root)]
    findings = [*_basics(path, content, root, bool(refreshes)), *_syntax(path, parser), *_twice(path, root)]
    return Page(
        path,
        tuple(Reference(address, line) for address, line in (*_addresses(root), *refreshes)),
        frozenset((*_IDS(root), *_NAMED(root))),
        bool(refreshes),
        tuple(findings),
    )


def _line(attribute: Any) -> int:
    """Where the element of an attribute begins, counted from 1."""
    return int(attribute.getparent().sourceline or 0)


def _addresses(root: Any) -> Iterator[tuple[str, int]]:
    for each in (*_REFERENCES(root), *_PICTURES(root)):
        yield str(each), _line(each)
    for each in _SOURCE_SETS(root):
        for candidate in each.split(","):
            yield candidate.split()[0] if candidate.split() else "", _line(each)


def _basics(path: str, content: bytes, root: Any, redirect: bool) -> Iterator[Finding]:
    hint = "mend the template that makes this page"
    if not content.lstrip()[:15].lower().startswith(b"<!doctype html"):
        yield error("html", path, 1, "the page does not begin with <!doctype html>", hint)
    if not _LANGUAGE(root):
        yield error("html", path, 1, "the page does not name its language (<html lang>)", hint)
    if not _TITLE(root):
        yield error("html", path, 1, "the page has no title", hint)
    if not _CHARSET(root):
        yield error("html", path, 1, "the page does not name its encoding (<meta charset>)", hint)
    if redirect:
        return
    if not _VIEWPORT(root):
        yield error("html", path, 1, "the page has no viewport and is tiny on telephones", hint)
    if _HEADINGS(root) != 1:
        yield error("html", path, 1, f"the page has {int(_HEADINGS(root))} main headings (<h1>) instead of one", hint)
    for picture in _SILENT(root):
        yield error("html", path, picture.sourceline or 0, "a picture has no text alternative (alt)", hint)


def _syntax(path: str, parser: Any) -> Iterator[Finding]:
    for entry in parser.error_log:
        if entry.type_name in _BROKEN:
            yield error("html", path, entry.line, f"broken HTML: {entry.message}", "mend the template or the text")
            return


def _twice(path: str, root: Any) -> Iterable[Finding]:
    seen: set[str] = set()
    for ident in _IDS(root):
        if ident in seen:
            message = f"the id {str(ident)[:80]!r} stands on this page twice"
            yield error("id", path, _line(ident), message, "mend the template, or rename a heading")
        seen.add(ident)
