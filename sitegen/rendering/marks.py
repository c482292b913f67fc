"""Words of a clipping with what they name: cut at the marks, each piece escaped."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from sitegen.core.model import Facts, Kind, Mark, Quote, Span
from sitegen.rendering.escaping import escaped_text

LinkOf = Callable[[Mark], str | None]

_KINDS = tuple(Kind)


def with_figures(quotes: tuple[Quote, ...], facts: Facts) -> tuple[Quote, ...]:
    """The quotes with the sums and dates of the deals marked too, where they stand in them."""
    told = _told(facts)
    return tuple(_with_figures(quote, told) for quote in quotes) if told else quotes


def _told(facts: Facts) -> list[tuple[int, int, str, Kind]]:
    """Where the text says a sum or a date of the deals, in what words."""
    said: dict[tuple[int, int, str, Kind], None] = {}
    for value in (*facts.values, *(deal.value for deal in facts.deals)):
        if value is not None and value.span is not None:
            said[value.span.start, value.span.end, value.surface, Kind.MONEY] = None
    for signed in (facts.signed_on, *(deal.signed_on for deal in facts.deals)):
        if signed is not None and signed.span is not None:
            said[signed.span.start, signed.span.end, signed.surface, Kind.DATE] = None
    return list(said)


def _with_figures(quote: Quote, told: list[tuple[int, int, str, Kind]]) -> Quote:
    begin, text = quote.span.start, quote.text
    found = [
        Mark(Span(start - begin, end - begin), kind)
        for start, end, surface, kind in told
        if start >= begin and text[start - begin : end - begin] == surface
    ]
    free = [mark for mark in found if not any(mark.span.overlaps(other.span) for other in quote.marks)]
    return Quote(quote.span, text, (*quote.marks, *free)) if free else quote


def marked(quote: Quote, link_of: LinkOf) -> Markup:
    """The quote as HTML: every mark a `class="e e-<kind>"`, a link where `link_of` knows one."""
    text, at = quote.text, 0
    pieces: list[str] = []
    for mark in sorted(quote.marks, key=_place) if len(quote.marks) > 1 else quote.marks:
        start, end = mark.span.start, mark.span.end
        if at <= start < end <= len(text):
            pieces += (escaped_text(text[at:start]), _element(mark, escaped_text(text[start:end]), link_of(mark)))
            at = end
    pieces.append(escaped_text(text[at:]))
    return Markup("".join(pieces))  # noqa: S704 - every piece is escaped where it is cut


def _place(mark: Mark) -> tuple[int, int]:
    return mark.span.start, -mark.span.end


def _element(mark: Mark, words: str, href: str | None) -> str:
    if href:
        return f'<a class="e e-{mark.kind}" href="{escaped_text(href)}">{words}</a>'
    return f'<span class="e e-{mark.kind}">{words}</span>'


def kinds_in(quotes: tuple[Quote, ...]) -> tuple[Kind, ...]:
    """The kinds that a legend has to explain, in their usual order."""
    found = {mark.kind for quote in quotes for mark in quote.marks}
    return tuple(kind for kind in _KINDS if kind in found)
