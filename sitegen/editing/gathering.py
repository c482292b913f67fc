"""What is found in an original: main text, title, date, author, outlet, address, and how sure each is."""

from __future__ import annotations

import email
import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from sitegen.core.errors import ClippingError, SitegenError, Where
from sitegen.core.text import clean
from sitegen.reading.encoding import text_of

if TYPE_CHECKING:
    from sitegen.editing.originals import Original

LEAST = 80  # characters: less is a menu or a note about cookies, not an article
_UNPACKED = 200_000_000
_PAGES = 100
_STATED, _GUESSED, _VAGUE = 0.9, 0.6, 0.4
_EXTRA = "install it with: pip install 'sitegen[import]'"


class Found(Struct, frozen=True):
    """One article. `published` is an ISO date; `sure` holds 0 to 1 for each field that was found."""

    text: str
    title: str | None = None
    published: str | None = None
    author: str | None = None
    outlet: str | None = None
    url: str | None = None
    sure: dict[str, float] = field(default_factory=dict)


def gather(original: Original) -> list[Found]:
    """The articles of an original: one, or as many as a feed has entries. Raises SitegenError."""
    readers = {".html": _page, ".mhtml": _archive, ".docx": _document, ".pdf": _print, ".xml": _feed, ".txt": _plain}
    try:
        found = readers[original.kind](original)
    except ImportError as fault:
        message = f"importing {original.kind} needs a library that is not installed ({fault.name or fault})"
        raise SitegenError.at(Where(original.name), message, _EXTRA) from fault
    good = [one for one in found if len(one.text) >= LEAST]
    if not good:
        hint = "open it in a browser, copy the article, and put it into seeds/ as a .txt file"
        raise ClippingError.at(Where(original.name), "no article was found in it", hint)
    return good


def fetch(url: str) -> bytes | None:
    """What lies at an http(s) address; None without an answer. The only use of the network. Raises SitegenError."""
    try:
        import trafilatura
    except ImportError as fault:
        raise SitegenError.at(Where(url), f"importing needs the library {fault.name}", _EXTRA) from fault
    response = trafilatura.fetch_response(url, decode=False)
    return bytes(response.data) if response is not None and response.status == 200 and response.data else None


def _page(original: Original) -> list[Found]:
    import trafilatura

    tree = trafilatura.load_html(original.raw)
    if tree is None:
        return []
    document = trafilatura.bare_extraction(tree, url=original.url, with_metadata=True, include_comments=False)
    if document is None:
        return []
    stated = document if isinstance(document, dict) else document.as_dict()
    published, sure_date = _day_of(original.raw)
    url = original.url or _web(stated.get("url")) or _saved_from(original.raw)
    text = clean(stated.get("text") or "").strip()
    values = {"title": stated.get("title"), "published": published, "author": stated.get("author"), "url": url}
    values["outlet"] = stated.get("sitename") or stated.get("hostname")
    sure = {"text": _STATED if len(text) > 600 else _GUESSED, "title": _STATED, "published": sure_date}
    sure |= {"author": _GUESSED, "url": _STATED, "outlet": _STATED if stated.get("sitename") else _GUESSED}
    return [_found(text, values, sure)]


def _day_of(raw: bytes) -> tuple[str | None, float]:
    """What the page states of itself, else what its text lets guess."""
    import trafilatura
    from htmldate import find_date

    for thorough, sure in ((False, _STATED), (True, _VAGUE)):
        day = find_date(trafilatura.load_html(raw), extensive_search=thorough, original_date=True)
        if day:
            return str(day), sure
    return None, 0.0


def _saved_from(raw: bytes) -> str | None:
    """The address that browsers write into a page that they save."""
    found = re.search(rb"<!-- saved from url=\(\d+\)(https?://[^\s>]+) -->", raw[:4000])
    return found[1].decode("ascii", "ignore") if found else None


def _archive(original: Original) -> list[Found]:
    message = email.message_from_bytes(original.raw)
    address = _web(message.get("Snapshot-Content-Location"))
    for part in message.walk():
        if part.get_content_type() == "text/html":
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                url = original.url or address or _web(part.get("Content-Location"))
                return _page(replace(original, raw=body, kind=".html", url=url))
    return []


def _document(original: Original) -> list[Found]:
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(original.raw)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > _UNPACKED:
                raise ClippingError.at(Where(original.name), "unpacks to more than 200 MB", "save the text alone")
        document = docx.Document(io.BytesIO(original.raw))
    except (zipfile.BadZipFile, KeyError, ValueError) as fault:
        raise ClippingError.at(Where(original.name), "no Word document", "save it as .docx again") from fault
    paragraphs = [(one.style.name if one.style else "", clean(one.text).strip()) for one in document.paragraphs]
    paragraphs = [(style, text) for style, text in paragraphs if text]
    first = paragraphs[0] if paragraphs else ("", "")
    titled = first[0] == "Title" or first[0].startswith("Heading 1")
    text = "\n\n".join(text for _, text in paragraphs[titled:])
    values = {"title": first[1] if titled else None, "author": document.core_properties.author}
    return [_found(text, values, {"text": _STATED, "title": _STATED, "author": _VAGUE})]


def _print(original: Original) -> list[Found]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(original.raw))
        pages = [reader.pages[at].extract_text() for at in range(min(len(reader.pages), _PAGES))]
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as fault:
        raise ClippingError.at(Where(original.name), "no PDF that can be read", "copy its text into a .txt") from fault
    return [_found(_unwrapped(clean("\n".join(pages))), {}, {"text": _GUESSED})]


def _unwrapped(text: str) -> str:
    """Lines of print become paragraphs again: a line that ends a sentence well short of the others ends one."""
    lines = [line.strip() for line in text.split("\n")]
    width = max(map(len, lines), default=0)
    paragraphs, current = [], ""
    for line in lines:
        current = f"{current} {line}".strip()
        if current and (not line or (len(line) < width * 0.8 and line.endswith((".", "!", "?", '"', "”", ":")))):
            paragraphs.append(current)
            current = ""
    return "\n\n".join([*paragraphs, current]).strip()


def _feed(original: Original) -> list[Found]:
    import feedparser

    parsed = feedparser.parse(io.BytesIO(original.raw), sanitize_html=True, resolve_relative_uris=False)
    return [_entry(entry, parsed.feed.get("title")) for entry in parsed.entries]


def _entry(entry: Any, outlet: str | None) -> Found:
    from sitegen.reading.markup import text_of_html

    longest = max([*(one.value for one in entry.get("content", ())), entry.get("summary") or ""], key=len)
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    published = f"{moment.tm_year:04d}-{moment.tm_mon:02d}-{moment.tm_mday:02d}" if moment else None
    values = {"title": text_of_html(entry.get("title") or ""), "published": published, "author": entry.get("author")}
    values |= {"outlet": outlet, "url": _web(entry.get("link"))}
    text = clean(text_of_html(longest)).strip()
    sure = {"text": _STATED if len(text) > 600 else _GUESSED, "outlet": _STATED, "url": _STATED, "published": _STATED}
    return _found(text, values, sure | {"title": _STATED, "author": _GUESSED})


def _plain(original: Original) -> list[Found]:
    return [_found(text_of(original.raw, original.name).strip(), {"url": original.url}, {"text": _GUESSED})]


def _found(text: str, values: dict[str, str | None], sure: dict[str, float]) -> Found:
    """A line of its own for each value; what is empty was not found."""
    tidy = {name: " ".join(clean(value).split()) for name, value in values.items() if value}
    known = {name: value for name, value in tidy.items() if value}
    if known.get("title") and text.startswith(known["title"]):
        text = text[len(known["title"]) :].lstrip()
    return Found(text, **known, sure={name: sure[name] for name in sure if name == "text" or name in known})


def _web(address: object) -> str | None:
    return address if isinstance(address, str) and address.startswith(("http://", "https://")) else None
