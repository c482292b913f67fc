"""What is fuzzed: each takes any bytes, and may raise nothing but a fault that is told with a place."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from sitegen.core import schema
from sitegen.core.config import Config
from sitegen.core.errors import ConfigError, KnowledgeError, SitegenError, Where
from sitegen.core.model import Article, Clipping
from sitegen.core.registry import Knowledge, load_knowledge, with_editor_entries
from sitegen.core.sentences import sentences
from sitegen.extraction import extract
from sitegen.extraction.dates import DateReader
from sitegen.extraction.money import MoneyReader
from sitegen.reading import editorvalues
from sitegen.reading.decode import decode, decode_page

if TYPE_CHECKING:
    from collections.abc import Callable

CONFIG = Config(republish=True)


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    return load_knowledge()


@lru_cache(maxsize=1)
def _readers() -> tuple[DateReader, MoneyReader]:
    return DateReader(knowledge()), MoneyReader(knowledge())


def article(raw: bytes, ending: str) -> Article | None:
    """The article; None if it was refused, as it should be: in sentences that name the file."""
    try:
        return decode(Clipping(f"content/x{ending}", raw, ""), CONFIG)
    except SitegenError as refused:
        assert refused.problems  # noqa: PT017
        for problem in refused.problems:
            assert problem.where.path == f"content/x{ending}"
            assert problem.where.line <= raw.count(b"\n") + raw.count(b"\r") + 2
            assert problem.message
            assert problem.hint or "must be" in problem.message
            assert (problem.message + problem.hint).isprintable()
        return None


def a_clipping(raw: bytes) -> None:
    """Decode Markdown: offsets fit the text, and parts do not overlap."""
    read = article(raw, ".md")
    if read:
        assert editorvalues.is_slug(read.slug)
        ends = [0, *(part.span.end for part in read.parts)]
        assert all(part.span.start >= end for part, end in zip(read.parts, ends, strict=False))
        assert ends[-1] <= len(read.text)
        assert "<script" not in read.html.lower()


def a_raw_clipping(raw: bytes) -> None:
    """Decode plain text and extract from it: every fact has its words in the text."""
    read = article(raw[:4000], ".txt")
    if read:
        facts = extract(read, knowledge())
        for quote in facts.summary.quotes:
            assert quote.span.of(read.text)
        for entity in facts.entities:
            assert all(0 <= span.start < span.end <= len(read.text) for span in entity.mentions)


def a_page(raw: bytes) -> None:
    """Decode a page of the editor."""
    try:
        decode_page(Clipping("content/pages/x.md", raw, ""), CONFIG)
    except SitegenError as refused:
        assert refused.problems  # noqa: PT017


def recognisers(raw: bytes) -> None:
    """Sentences cover all that is not blank; dates and sums lie inside the text, in order."""
    text = raw.decode("utf-8", "replace")
    found = sentences(text)
    assert "".join("".join(span.of(text) for span in found).split()) == "".join(text.split())
    dates, sums = _readers()
    for spans in ([one.span for one in dates.find(text)], [one.span for one in sums.find(text)]):
        assert spans == sorted(spans)
        assert all(0 <= span.start < span.end <= len(text) for span in spans)


def values(raw: bytes) -> None:
    """Single values: read, or refused with words for the editor."""
    text = raw.decode("utf-8", "replace")
    for read in (
        lambda value: editorvalues.read_moment(value, "Asia/Ho_Chi_Minh"),
        editorvalues.read_money,
        editorvalues.read_partial_date,
        editorvalues.read_url,
        editorvalues.read_slug,
        editorvalues.read_alias,
        editorvalues.read_amount,
    ):
        try:
            read(text)
        except ValueError as refused:
            assert len(refused.args) == 2, refused.args  # noqa: PT017


def settings(raw: bytes) -> None:
    """The editor's YAML: of settings, of partners, of any shape."""
    text = raw.decode("utf-8", "replace")
    for read in (
        lambda: schema.load_plain(text, Where("a.yaml"), ConfigError),
        lambda: schema.load(text, Config, Where("content/site.yaml"), ConfigError),
        lambda: with_editor_entries({}, text),
    ):
        try:
            read()
        except (ConfigError, KnowledgeError) as refused:
            assert all(problem.where.line <= text.count("\n") + text.count("\r") + 2 for problem in refused.problems)  # noqa: PT017


TARGETS: dict[str, Callable[[bytes], None]] = {
    "clipping": a_clipping,
    "raw": a_raw_clipping,
    "page": a_page,
    "recognisers": recognisers,
    "values": values,
    "settings": settings,
}
