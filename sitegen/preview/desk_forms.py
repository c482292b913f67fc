"""The desk's form for a clipping: front matter as fields, and fields as changes of front matter."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sitegen.reading.frontmatter import MoneyForm, SourceForm

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sitegen.core.model import Facts, Money, Story
    from sitegen.editing.corrections import Value
    from sitegen.reading.frontmatter import FrontMatter

# Fields as typed: one text each; those of LISTS a line for each item.
Fields = dict[str, str]

LINES = ("title", "date", "source", "source_url", "signed_on", "value", "place")
LISTS = ("partners", "kinds", "topics")
TEXTS = ("summary",)
ALL = (*LINES, *LISTS, *TEXTS, "draft")


def fields_of(front: FrontMatter) -> Fields:
    """What the editor has said, as the form shows it; "" is nothing said."""
    source = front.source
    return {
        "title": front.title or "",
        "date": str(front.date or ""),
        "source": (source.name if isinstance(source, SourceForm) else source) or "",
        "source_url": str(source.url or "") if isinstance(source, SourceForm) else "",
        "signed_on": str(front.signed_on or ""),
        "value": _money(front.value),
        "place": front.place or "",
        "partners": "\n".join(front.partners or ()),
        "kinds": "\n".join(kind.value for kind in front.kinds or ()),
        "topics": "\n".join(topic.value for topic in front.topics or ()),
        "summary": front.summary or "",
        "draft": "true" if front.draft else "",
    }


def found_in(story: Story) -> Fields:
    """What was found in the clipping, in the same form."""
    facts = story.facts
    return {
        "title": story.title,
        "date": story.published or "",
        "source": story.source.name if story.source else "",
        "source_url": (story.source.url or "") if story.source else "",
        "signed_on": str(facts.signed_on.date) if facts.signed_on else "",
        "value": _money(facts.values[0].money) if facts.values else "",
        "place": _place(facts),
        "partners": "\n".join(party.name for party in facts.parties),
        "kinds": "\n".join(kind.kind.value for kind in facts.kinds),
        "topics": "\n".join(topic.topic.value for topic in facts.topics),
        "summary": facts.summary.text,
    }


def sureness(facts: Facts) -> Mapping[str, float]:
    """How sure we are of a field's weakest part, 0 to 1; nothing where nothing was found."""
    parts: dict[str, list[float]] = {
        "partners": [party.sure for party in facts.parties],
        "kinds": [kind.sure for kind in facts.kinds],
        "topics": [topic.sure for topic in facts.topics],
        "signed_on": [facts.signed_on.sure] if facts.signed_on else [],
        "value": [value.sure for value in facts.values[:1]],
    }
    return {name: min(values) for name, values in parts.items() if values}


def typed(form: Mapping[str, Sequence[str]]) -> Fields:
    """The fields of a form that was sent; what is not in it is empty."""
    lists = {name: _lines("\n".join(form.get(name, ()))) for name in LISTS}
    lines = {name: " ".join("".join(form.get(name, ())[:1]).split()) for name in (*LINES, *TEXTS, "draft")}
    return {name: "\n".join(lists[name]) if name in LISTS else lines[name] for name in ALL}


def changes(before: Fields, after: Fields) -> dict[str, Value]:
    """The keys of front matter to be written, for the fields that differ."""
    made: dict[str, Value] = {}
    for name in ALL:
        if after[name] != before[name]:
            made.update(_change(name, after))
    return made


def _change(name: str, after: Fields) -> dict[str, Value]:
    if name in ("source", "source_url"):
        return {"source": _source(after["source"], after["source_url"])}
    if name == "draft":
        return {"draft": True if after["draft"] else None}
    if name in LISTS:
        return {name: tuple(_lines(after[name])) or None}
    return {name: after[name] or None}


def _source(name: str, url: str) -> Value:
    if not url:
        return name or None
    return {"name": name or _host(url), "url": url}


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or url).removeprefix("www.")
    except ValueError:
        return url


def _lines(text: str) -> list[str]:
    return [line for line in (" ".join(one.split()) for one in text.splitlines()) if line]


def _money(money: Money | MoneyForm | None) -> str:
    return f"{money.amount:f} {money.currency}" if money else ""


def _place(facts: Facts) -> str:
    return next((deal.place for deal in facts.deals if deal.place), "")
