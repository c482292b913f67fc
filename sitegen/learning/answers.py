"""Answers: the facts of one clipping as plain values, the same shape from a labeller and from the extraction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from sitegen.core.model import Article, Facts, Kind
from sitegen.core.text import match_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.learning.corpus import Labelled

_TYPES = {Kind.ORG: "ORG", Kind.PERSON: "PER", Kind.PLACE: "LOC"}


class Partner(Struct, frozen=True):
    """A party by its name, and every way in which the text writes it."""

    name: str
    surfaces: tuple[str, ...] = ()


class Answer(Struct, frozen=True):
    """What somebody says of one clipping.

    `dates` are the signing dates that count as right, as `str(PartialDate)` writes them, None for "not known"; an
    extraction gives exactly one. `summary` is "" where none is given. `entities` are (surface, ORG, PER or LOC).
    """

    name: str
    title: str | None
    is_partnership: bool
    partners: tuple[Partner, ...]
    dates: tuple[str | None, ...]
    year: int | None
    kinds: frozenset[str]
    topics: frozenset[str]
    values: frozenset[tuple[float, str]]
    people: frozenset[str]
    entities: frozenset[tuple[str, str]]
    summary: str = ""


def plain(name: str | None) -> str:
    """A name as it is compared: case, blanks and the place of a tone mark do not count."""
    return match_key(" ".join((name or "").split()))


def of_labels(labelled: Labelled) -> Answer:
    """What the labels of a clipping of our own say."""
    head = labelled.head
    marked = {(label.span.of(labelled.text), label.kind) for label in labelled.labels}
    signed = head["signed_on"]
    return Answer(
        name=labelled.name,
        title=head["title"],
        is_partnership=head["is_partnership"] == "true",
        partners=tuple(Partner(one["name"], tuple(one["surfaces"] or ())) for one in head["partners"] or ()),
        dates=_accepted(signed, head.get("signed_on_all") or (), signed if signed and signed[0] == "-" else None),
        year=int(head["year"]) if head["year"] else None,
        kinds=frozenset(head["agreement_kinds"] or ()),
        topics=frozenset(head["topics"] or ()),
        values=frozenset((float(one["amount"]), one["currency"]) for one in head["values"] or ()),
        people=frozenset(plain(one["name"]) for one in head["people"] or ()),
        entities=frozenset((" ".join(surface.split()), _TYPES[kind]) for surface, kind in marked),
        summary=" ".join(span.of(labelled.text) for span in labelled.keys),
    )


def of_record(record: Mapping[str, Any]) -> Answer:
    """What a JSON record with the fields of `sitegen extract` says, key sentences as strings."""
    every = [one["date"] for one in record.get("signed_on_all") or ()]
    return Answer(
        name=record["id"],
        title=record["title"],
        is_partnership=bool(record["is_partnership"]),
        partners=tuple(Partner(one["name"], tuple(one["surfaces"])) for one in record["partners"]),
        dates=_accepted(record["signed_on"], every, record.get("signed_on_partial")),
        year=record["year"],
        kinds=frozenset(record["agreement_kinds"]),
        topics=frozenset(record["topics"]),
        values=frozenset((float(one["amount"]), one["currency"]) for one in record["values"]),
        people=frozenset(plain(one["name"]) for one in record["people"]),
        entities=frozenset((" ".join(one["surface"].split()), one["type"]) for one in record["entities"]),
        summary=" ".join(record.get("key_sentences") or ()),
    )


def _accepted(signed: str | None, every: Any, partial: str | None) -> tuple[str | None, ...]:
    """A day without a year may be given or left out; of several signings each date is right."""
    first = (None, partial) if partial else (signed,)
    return (*first, *(str(one) for one in every))


def of_facts(article: Article, facts: Facts) -> Answer:
    """What the extraction says."""
    money = (value.money for value in facts.values)
    return Answer(
        name=article.id,
        title=article.title,
        is_partnership=facts.is_partnership,
        partners=tuple(Partner(party.name, party.surfaces) for party in facts.parties),
        dates=(str(facts.signed_on.date) if facts.signed_on else None,),
        year=facts.year,
        kinds=frozenset(str(fact.kind) for fact in facts.kinds),
        topics=frozenset(str(fact.topic) for fact in facts.topics),
        values=frozenset((float(one.amount), one.currency) for one in money),
        people=frozenset(plain(person.name) for person in facts.people),
        entities=frozenset(
            (" ".join(surface.split()), _TYPES[entity.kind])
            for entity in facts.entities
            if entity.kind in _TYPES
            for surface in entity.surfaces
        ),
        summary=facts.summary.text,
    )


def to_record(answer: Answer) -> dict[str, Any]:
    """An answer as the JSON record that `of_record` and other scorers read."""
    return {
        "id": answer.name,
        "title": answer.title,
        "is_partnership": answer.is_partnership,
        "partners": [{"name": one.name, "surfaces": list(one.surfaces)} for one in answer.partners],
        "signed_on": answer.dates[0],
        "year": answer.year,
        "agreement_kinds": sorted(answer.kinds),
        "topics": sorted(answer.topics),
        "values": [{"amount": amount, "currency": currency} for amount, currency in sorted(answer.values)],
        "people": [{"name": name} for name in sorted(answer.people)],
        "entities": [{"surface": surface, "type": kind} for surface, kind in sorted(answer.entities)],
        "summary": answer.summary,
    }
