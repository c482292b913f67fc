"""Two clippings side by side that may tell one deal, as HTML: every value is escaped where it is put in."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from sitegen.preview import desk_forms, desk_html
from sitegen.rendering.i18n import language

if TYPE_CHECKING:
    from sitegen.core.model import Story
    from sitegen.preview.desk_files import Doubles, Sheet
    from sitegen.preview.wording import Words

_COMPARED = ("source", "date", "partners", "kinds", "signed_on", "value", "place")


def doubles_page(pair: Doubles, token: str, words: Words, notice: str = "") -> str:
    """What both say, fact by fact and in full, and the two answers."""
    share = escape(words["desk_likeness"].format(share=f"{pair.likeness:.0%}"))
    body = (
        f"{notice}<p>{share}</p>{_compared(pair, words)}{_answers(pair, token, words)}"
        f'<div class="pair">{_told(pair.one)}{_told(pair.other)}</div>'
    )
    return desk_html.page(words["desk_pair"], body, words)


def _compared(pair: Doubles, words: Words) -> str:
    found = [_said(sheet.story, words) for sheet in (pair.one, pair.other)]
    rows = "".join(_row(name, [each[name] for each in found], words) for name in _COMPARED)
    heads = "".join(f'<th scope="col">{escape(sheet.story.title)}</th>' for sheet in (pair.one, pair.other))
    return f"<table><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _row(name: str, values: list[str], words: Words) -> str:
    differs = ' class="differs"' if name != "source" and all(values) and values[0] != values[1] else ""
    cells = "".join(f"<td>{escape(value) or '–'}</td>" for value in values)
    label = words["desk_pair_partners"] if name == "partners" else words[f"desk_field_{name}"]
    return f'<tr{differs}><th scope="row">{escape(label)}</th>{cells}</tr>'


def _said(story: Story, words: Words) -> dict[str, str]:
    """The facts in words."""
    found = desk_forms.found_in(story)
    said = {name: desk_html.shown(name, found[name], words) if found.get(name) else "" for name in _COMPARED}
    sums = [language(words["lang"]).money(value.money) for value in story.facts.values[:1]]
    return said | {"partners": ", ".join(sorted(found["partners"].split("\n"))), "value": "".join(sums)}


def _answers(pair: Doubles, token: str, words: Words) -> str:
    buttons = "".join(
        f'<button class="save" name="act" value="{act}">{escape(words[f"desk_pair_{act}"])}</button> '
        for act in ("same", "other")
    )
    return f'<form method="post">{desk_html.hidden(token, pair.one.print)}{buttons}</form>'


def _told(sheet: Sheet) -> str:
    story = sheet.story
    link = f'<a href="{desk_html.clip_address(story.path)}">{escape(story.path)}</a>'
    return (
        f"<section><h2>{escape(story.title)}</h2><p>{link}</p>"
        f'<article lang="{escape(story.lang)}">{desk_html.text_of(sheet)}</article></section>'
    )
