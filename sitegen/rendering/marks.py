"""Words of a clipping with what they name: cut at the marks, each piece escaped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from markupsafe import Markup

from sitegen.core.model import Facts, Kind, Mark, Quote, Span
from sitegen.rendering.escaping import escaped_text

LinkOf = Callable[[Mark], str | None]


def with_figures(quotes: tuple[Quote, ...], facts: Facts) -> tuple[Quote, ...]:
    """The quotes with the sums and dates of the deals marked too, where they stand in them."""
    told = _told(facts)
    return tuple(
        replace(quote, marks=(*quote.marks, *found)) if (found := [*_figures(quote, told)]) else quote
        for quote in quotes
    )


def _told(facts: Facts) -> Iterable[tuple[Span, str, Kind]]:
    """Where the text says a sum or a date of the deals, in what words."""
    sums = [*facts.values, *(deal.value for deal in facts.deals)]
    dates = [facts.signed_on, *(deal.signed_on for deal in facts.deals)]
    said = ((each, kind) for all_of, kind in ((sums, Kind.MONEY), (dates, Kind.DATE)) for each in all_of if each)
    return dict.fromkeys((each.span, each.surface, kind) for each, kind in said if each.span is not None)


def _figures(quote: Quote, told: Iterable[tuple[Span, str, Kind]]) -> Iterator[Mark]:
    start = quote.span.start
    for span, surface, kind in told:
        if span.start >= start and quote.text[span.start - start : span.end - start] == surface:
            place = Span(span.start - start, span.end - start)
            if not any(place.overlaps(mark.span) for mark in quote.marks):
                yield Mark(place, kind)


def marked(quote: Quote, link_of: LinkOf) -> Markup:
    """The quote as HTML: every mark a `class="e e-<kind>"`, a link where `link_of` knows one."""
    return Markup("".join(_pieces(quote, link_of)))  # noqa: S704 - every piece is escaped where it is cut


def _pieces(quote: Quote, link_of: LinkOf) -> Iterator[str]:
    at = 0
    for mark in sorted(quote.marks, key=lambda mark: (mark.span.start, -mark.span.end)):
        if mark.span.start < at or not mark.span.start < mark.span.end <= len(quote.text):
            continue
        yield escaped_text(quote.text[at : mark.span.start])
        yield _element(mark, escaped_text(mark.span.of(quote.text)), link_of(mark))
        at = mark.span.end
    yield escaped_text(quote.text[at:])


def _element(mark: Mark, words: str, href: str | None) -> str:
    if href:
        return f'<a class="e e-{mark.kind}" href="{escaped_text(href)}">{words}</a>'
    return f'<span class="e e-{mark.kind}">{words}</span>'


def kinds_in(quotes: tuple[Quote, ...]) -> tuple[Kind, ...]:
    """The kinds that a legend has to explain, in their usual order."""
    found = {mark.kind for quote in quotes for mark in quote.marks}
    return tuple(kind for kind in Kind if kind in found)
