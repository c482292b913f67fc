"""Markdown to clean HTML with the plain text that it shows."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING

from sitegen.core.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TABLE = ("table", "tbody", "td", "th", "thead", "tr")
_INLINE = ("a", "b", "br", "code", "del", "em", "i", "s", "strong", "sub", "sup", "u")
_BLOCKS = frozenset(("blockquote", "hr", "li", "ol", "p", "pre", "ul", *_HEADINGS, *_TABLE))
_TAGS = _BLOCKS | frozenset(_INLINE)
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}
_BLOCKS = frozenset(
    ["blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "table", "td", "th", "tr", "ul"]
)

# What Markdown could mean something by. Anything else is the same paragraph by paragraph, without Markdown.
_SYNTAX = re.compile(
    r"[*_`\[\]<>#|\\~\x02\x03]"  # emphasis, code, links, HTML, headings, tables, escapes
    r"|&[#\w]+;"  # entities
    r"|^[ ]{0,3}(?:[-+=]|\d{1,9}[.)](?:\s|$))"  # lists, rules, underlined headings
    r"|^[ ]{4}|\t"  # code
    r"|[ ]{2}$",  # forced line breaks
    re.MULTILINE,
)
_SINGLE_BLANK = re.compile(r"(?<! ) $", re.MULTILINE)
_PARAGRAPH_END = re.compile(r"\n[ ]*(?:\n[ ]*)*\n")
_BREAK = "\u2028"  # a forced line break, until the text is put together
_LONG = 60  # characters: a shorter line was ended on purpose
_ENDS = '.!?…:;”"»)' + _BREAK
# Bounds on what is handed to the Markdown library: beyond them it may take quadratic time, or recurse too deep.
_MAX_SIGNS = 2_000
_MAX_SCAN = (
    3_000_000  # characters: what opens a link may be read to the end of its paragraph, an open tag to that of all
)
_OPEN_TAG = re.compile(r"<(?=[a-zA-Z/!?])(?![^<>]{0,400}>)")
_MAX_RUN = re.compile(r"[*_`\[\]<>~|\\!(){}]{40}|^(?:[ ]*(?:>|[-+*]|\d+[.)])[ ]*){13}|^[ ]{48}", re.MULTILINE)


def has_syntax(text: str) -> bool:
    """Whether Markdown would make anything but plain paragraphs of `text`."""
    return _SYNTAX.search(text) is not None


def is_too_dense(text: str) -> bool:
    """Whether `text` holds so many or so deeply nested Markdown signs that it cannot be meant as Markdown."""
    if _MAX_RUN.search(text) is not None or sum(1 for _ in _SYNTAX.finditer(text)) > _MAX_SIGNS:
        return True
    links = sum(piece.count("[") * len(piece) for piece in paragraphs(text))
    return links + sum(1 for _ in _OPEN_TAG.finditer(text)) * len(text) > _MAX_SCAN


def paragraphs(text: str) -> list[str]:
    """The paragraphs of plain text: parted by blank lines, without blanks around them."""
    return [piece.strip() for piece in _PARAGRAPH_END.split(text) if piece.strip()]


def escaped(text: str) -> str:
    """Text as it stands inside an HTML element."""
    return html.escape(text, quote=False)


def plain_text(text: str) -> str:
    """What `plain_html` of the same text shows."""
    return "\n\n".join(_tidy(_unwrapped(piece)) for piece in paragraphs(text))


def plain_html(text: str) -> str:
    """Plain text as paragraphs; every sign stays what it is."""
    return "\n".join(f"<p>{escaped(piece)}</p>" for piece in paragraphs(_without_single_blanks(text)))


def markdown_html(text: str) -> str:
    """Markdown as HTML with a short list of allowed tags; links only to http(s) and mailto."""
    import nh3

    cleaned = nh3.clean(
        _converter()(_without_single_blanks(text)),
        tags=set(_TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=_kept,
        url_schemes=_SCHEMES,
        link_rel="noopener nofollow",
    )
    return visible(cleaned)  # again: entities may have brought back what is not seen


def _kept(tag: str, name: str, value: str) -> str | None:  # noqa: ARG001
    """An attribute's value; None for an address without a scheme that leads to another host."""
    leads_away = name == "href" and value.lstrip()[:1] in ("/", "\\") and value.lstrip()[1:2] in ("/", "\\")
    return None if leads_away else value


def _without_single_blanks(text: str) -> str:
    """Text without the single blanks at line ends that mean nothing (two would break the line)."""
    return _SINGLE_BLANK.sub("", text)


@lru_cache(maxsize=1)
def _converter() -> Callable[[str], str]:
    from markdown import Markdown

    converter = Markdown(extensions=["tables", "sane_lists"], output_format="html")

    def convert(text: str) -> str:
        return converter.reset().convert(text)

    return convert


def text_of_html(source: str) -> str:
    """What clean HTML shows, block by block, parted by blank lines."""
    reader = _Blocks()
    reader.feed(source.replace("<!", "&lt;!"))  # clean HTML has no comments, and open ones take the parser long
    reader.close()
    return reader.text()


class _Blocks(HTMLParser):
    """Gathers the text of blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[list[str]] = [[]]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _BLOCKS:
            self._blocks.append([])
        elif tag == "br":
            self._blocks[-1].append(_BREAK)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._blocks.append([])

    def handle_data(self, data: str) -> None:
        self._blocks[-1].append(data)

    def text(self) -> str:
        """Blocks that are not blank."""
        joined = (_unwrapped("".join(block)).replace(_BREAK, "\n") for block in self._blocks)
        return "\n\n".join(_tidy(block) for block in joined if block.strip())


def _unwrapped(block: str) -> str:
    """A paragraph without the line ends that only kept its lines short: after a long line that ends no sentence."""
    lines = [line.strip(" ") for line in block.split("\n")]
    pieces = lines[:1]
    for before, line in pairwise(lines):
        wrapped = len(before) >= _LONG and before[-1] not in _ENDS and line
        pieces += (" " if wrapped else "\n", line)
    return "".join(pieces)


def _tidy(block: str) -> str:
    """A block without blanks at its ends, and with one line end where a forced break left two."""
    return re.sub(r"[ ]*\n[ ]*(?:\n[ ]*)*", "\n", block.strip())
