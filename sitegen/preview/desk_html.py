"""The desk as HTML: every value is escaped where it is put in."""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import quote

from sitegen.core import routes
from sitegen.core.filling import filled
from sitegen.core.model import DealKind, PartnerKind, Topic
from sitegen.preview import desk_forms
from sitegen.rendering.i18n import language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from enum import Enum

    from sitegen.core.errors import Problem
    from sitegen.core.model import Span, Story
    from sitegen.editing.waiting import Found, Pair, Queue, Waiting
    from sitegen.preview.desk_files import Card, Sheet
    from sitegen.preview.desk_forms import Fields
    from sitegen.preview.wording import Words

MOST = 200  # rows of a list; the rest comes up as these are done
HOME = "/_desk/"
_CHOICES: dict[str, type[Enum]] = {"kinds": DealKind, "topics": Topic}


def clip_address(path: str) -> str:
    """Where a clipping lies on the desk."""
    return f"{HOME}clip/{quote(path)}"


def partner_address(ident: str) -> str:
    """Where a found partner lies on the desk."""
    return f"{HOME}partner/{quote(ident, safe='')}"


def doubles_address(one: str, other: str) -> str:
    """Where two clippings that may tell one deal lie on the desk."""
    return f"{HOME}same/{quote(one, safe='')}/{quote(other, safe='')}"


def page(title: str, body: str, words: Words) -> str:
    """A whole page of the desk."""
    return (
        f'<!doctype html><html lang="{escape(words["lang"])}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
        f"<title>{escape(title)} – {escape(words['desk_title'])}</title>"
        '<link rel="stylesheet" href="/_sitegen/desk.css"><script src="/_sitegen/desk.js" defer></script></head>'
        f'<body><header><a href="{HOME}">{escape(words["desk_title"])}</a>'
        f'<a href="/">{escape(words["desk_site"])}</a></header>'
        f"<main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )


def problems(found: Iterable[Problem], words: Words) -> str:
    """Why something could not be shown or written: where, what, what to do."""
    items = "".join(
        f"<li><code>{escape(str(one.where))}</code> {escape(one.message)}"
        + (f"<br><b>{escape(words['todo'])}:</b> {escape(one.hint)}" if one.hint else "")
        + "</li>"
        for one in found
    )
    return f'<ul class="faults" role="alert">{items}</ul>'


def typed(now: Fields, sent: Fields, words: Words) -> str:
    """What was typed into a form whose file has changed meanwhile: to be entered again, where it still holds."""
    items = "".join(
        f"<li>{escape(words[f'desk_field_{name}'])}: <q>{escape(sent[name])}</q></li>"
        for name in desk_forms.ALL
        if sent[name] != now[name]
    )
    return f"<p>{escape(words['desk_typed'])}</p><ul>{items}</ul>" if items else ""


def queue_page(queue: Queue, words: Words) -> str:
    """The list of all that waits."""
    parts = [
        _section(words["desk_pairs"], [_pair(pair, words) for pair in queue.pairs], words),
        _section(words["desk_clippings"], [_clipping(one, words) for one in queue.clippings], words),
        _section(words["desk_found"], [_found(one, words) for one in queue.found], words),
    ]
    return page(words["desk_waiting"], "".join(parts), words)


def _section(title: str, rows: Sequence[str], words: Words) -> str:
    shown = "".join(f"<li>{row}</li>" for row in rows[:MOST]) or f"<li>{escape(words['desk_nothing'])}</li>"
    more = len(rows) - MOST
    rest = f"<p>{escape(words['desk_more'].format(count=more))}</p>" if more > 0 else ""
    return f"<section><h2>{escape(title)} <small>{len(rows)}</small></h2><ul>{shown}</ul>{rest}</section>"


def _clipping(one: Waiting, words: Words) -> str:
    tags = "".join(f'<span class="tag {reason}">{escape(words[f"desk_{reason}"])}</span>' for reason in one.reasons)
    doubts = "; ".join(f"{shown(doubt.key, doubt.words, words)} ({doubt.sure:.0%})" for doubt in one.doubts)
    return f"{_link(one.story)} {tags}<small>{escape(doubts)}</small>"


def _found(one: Found, words: Words) -> str:
    count = escape(filled(words["desk_named"], count=len(one.stories)))
    return f'<a href="{partner_address(one.id)}">{escape(one.name)}</a> <small>{count}</small>'


def _pair(pair: Pair, words: Words) -> str:
    address = doubles_address(pair.one.id, pair.other.id)
    outlets = " – ".join(story.source.name if story.source else story.path for story in (pair.one, pair.other))
    shared = escape(words["desk_likeness"].format(share=f"{pair.likeness:.0%}"))
    return (
        f'<a href="{address}">{escape(pair.one.title)}<br>{escape(pair.other.title)}</a> '
        f"<small>{escape(outlets)} · {shared}</small>"
    )


def _link(story: Story) -> str:
    return f'<a href="{clip_address(story.path)}">{escape(story.title)}</a> <small>{escape(story.path)}</small>'


def clip_page(sheet: Sheet, fields: Fields, token: str, words: Words, notice: str = "") -> str:
    """A clipping: its text with the evidence marked, and the form that corrects it."""
    story = sheet.story
    url = f"/{routes.story(story.slug)}"
    head = f'<p><code>{escape(story.path)}</code> <a href="{escape(url)}">{escape(words["desk_see"])}</a></p>'
    body = f'{head}{notice}<div class="sheet"><article lang="{escape(story.lang)}">{text_of(sheet)}</article>'
    return page(story.title, f"{body}{_form(sheet, fields, token, words)}</div>", words)


def text_of(sheet: Sheet) -> str:
    """The text, cut at every border of evidence; a piece has the classes of all evidence that it lies in."""
    text = sheet.article.text
    marks = [(span, name) for span, name in _evidence(sheet.story) if span is not None]
    borders = sorted({0, len(text), *(place for span, _ in marks for place in (span.start, span.end))})
    pieces = []
    for start, end in pairwise(place for place in borders if 0 <= place <= len(text)):
        names = sorted({name for span, name in marks if span.start <= start and end <= span.end})
        words = escape(text[start:end])
        pieces.append(f'<mark class="{" ".join(names)}">{words}</mark>' if names else words)
    return "".join(pieces)


def _evidence(story: Story) -> Iterator[tuple[Span | None, str]]:
    facts = story.facts
    yield from ((party.evidence.span, "quote") for party in facts.parties if party.evidence)
    yield from ((deal.evidence.span, "quote") for deal in facts.deals if deal.evidence)
    yield from ((quoted.span, "summary") for quoted in facts.summary.quotes)
    yield from ((kind.evidence, "kinds") for kind in facts.kinds)
    if story.source:
        yield story.source.span, "source"
    yield from ((value.span, "value") for value in facts.values)
    yield from ((place.span, "place") for place in facts.places)
    if facts.signed_on:
        yield facts.signed_on.span, "signed_on"
    names = {party.name for party in facts.parties} | {name for party in facts.parties for name in party.surfaces}
    for entity in facts.entities:
        if entity.name in names or names.intersection(entity.surfaces):
            yield from ((span, "partners") for span in entity.mentions)


def _form(sheet: Sheet, fields: Fields, token: str, words: Words) -> str:
    found = desk_forms.found_in(sheet.story)
    sure = desk_forms.sureness(sheet.story.facts)
    rows = "".join(_row(name, fields[name], found.get(name, ""), sure.get(name), words) for name in desk_forms.ALL)
    save = f'<button class="save">{escape(words["desk_save"])}</button>'
    return f'<form method="post">{hidden(token, sheet.print)}{rows}{save}</form>'


def hidden(token: str, stamp: str) -> str:
    """What every form sends: our token, the print of the file that it is about."""
    return (
        f'<input type="hidden" name="token" value="{escape(token)}">'
        f'<input type="hidden" name="print" value="{escape(stamp)}">'
    )


def _row(name: str, value: str, found: str, sure: float | None, words: Words) -> str:
    label = escape(words[f"desk_field_{name}"])
    if name == "draft":
        checked = " checked" if value else ""
        return f'<p><label><input type="checkbox" name="draft" value="true"{checked}> {label}</label></p>'
    offer = _offer(name, found, sure, words) if found and not value else ""
    if name in _CHOICES:
        return f"<fieldset><legend>{label}</legend>{_choices(name, value, words)}{offer}</fieldset>"
    return f'<p class="f-{name}"><label for="{name}">{label}</label>{_input(name, value)}{offer}</p>'


def _input(name: str, value: str) -> str:
    if name in (*desk_forms.LISTS, *desk_forms.TEXTS):
        rows = max(3, value.count("\n") + 2)
        return f'<textarea id="{name}" name="{name}" rows="{rows}">{escape(value)}</textarea>'
    return f'<input id="{name}" name="{name}" value="{escape(value)}" autocomplete="off">'


def _choices(name: str, value: str, words: Words) -> str:
    chosen = value.split("\n")
    label = language(words["lang"]).label
    return "".join(
        f'<label><input type="checkbox" name="{name}" value="{one.value}"{" checked" if one.value in chosen else ""}>'
        f" {escape(label(one))}</label>"
        for one in _CHOICES[name]
    )


def _offer(name: str, found: str, sure: float | None, words: Words) -> str:
    """What was found, to be taken over with one press."""
    percent = f" ({sure:.0%})" if sure is not None else ""
    doubtful = ' class="doubt"' if sure is not None and sure < 0.6 else ""
    return (
        f"<small{doubtful}>{escape(words['desk_found_here'])} "
        f"<q>{escape(shown(name, found, words))}</q>{escape(percent)} "
        f'<button type="button" data-field="{name}" data-value="{escape(found)}">{escape(words["desk_take"])}</button>'
        "</small>"
    )


def shown(name: str, value: str, words: Words) -> str:
    """A field's value in words, on one line."""
    if name not in _CHOICES:
        return value.replace("\n", ", ")
    label = language(words["lang"]).label
    return ", ".join(label(_CHOICES[name](one)) for one in value.split("\n"))


def partner_page(card: Card, token: str, words: Words, notice: str = "") -> str:
    """A found partner: where it is named, and the two things that it may be."""
    found = card.found
    stories = "".join(f"<li>{_link(story)}<br>{_evidence_of(found, story)}</li>" for story in found.stories[:MOST])
    body = f"{notice}<ul>{stories}</ul>{_new_form(card, token, words)}{_same_form(card, token, words)}"
    return page(found.name, body, words)


def _evidence_of(found: Found, story: Story) -> str:
    quotes = (party.evidence.text for party in story.facts.parties if party.partner == found.id and party.evidence)
    return "".join(f"<q>{escape(text)}</q>" for text in quotes)


def _new_form(card: Card, token: str, words: Words) -> str:
    label = language(words["lang"]).label
    kinds = "".join(f'<option value="{kind.value}">{escape(label(kind))}</option>' for kind in PartnerKind)
    found = card.found
    aliases = "\n".join(name for name in found.surfaces if name != found.name)
    return (
        f'<form method="post"><h2>{escape(words["desk_new"])}</h2>{hidden(token, card.print)}'
        f"{_named('id', found.id, words)}{_named('name', found.name, words)}"
        f'<p><label for="kind">{escape(words["desk_field_kind"])}</label>'
        f'<select id="kind" name="kind">{kinds}</select></p>{_named("country", "VN", words)}'
        f'<p><label for="aliases">{escape(words["desk_field_aliases"])}</label>'
        f'<textarea id="aliases" name="aliases" rows="3">{escape(aliases)}</textarea></p>'
        f'<button class="save" name="act" value="new">{escape(words["desk_add"])}</button></form>'
    )


def _named(name: str, value: str, words: Words) -> str:
    return f'<p><label for="{name}">{escape(words[f"desk_field_{name}"])}</label>{_input(name, value)}</p>'


def _same_form(card: Card, token: str, words: Words) -> str:
    options = "".join(
        f'<option value="{escape(partner.id)}">{escape(partner.name)}</option>' for partner in card.partners.values()
    )
    return (
        f'<form method="post"><h2>{escape(words["desk_same"])}</h2>{hidden(token, card.print)}'
        f'<p><label for="partner">{escape(words["desk_field_partner"])}</label>'
        f'<input id="partner" name="partner" list="partners" autocomplete="off"></p>'
        f'<datalist id="partners">{options}</datalist>'
        f'<button class="save" name="act" value="same">{escape(words["desk_join"])}</button></form>'
    )
