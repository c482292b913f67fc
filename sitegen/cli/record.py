"""The record of one clipping, as `extract` gives it: plain values by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sitegen.core.model import Article, Deal, Facts, Kind, Partner, PartnerKind, Party, Quote, Value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

_TYPES = {Kind.ORG: "ORG", Kind.PERSON: "PER", Kind.PLACE: "LOC"}


def record(article: Article, facts: Facts, partners: Mapping[str, Partner]) -> dict[str, Any]:
    """All facts of an article; strings are as they stand in its text, dates as ISO 8601 writes them."""
    signed = facts.signed_on
    return {
        "title": article.title,
        "title_made": facts.title_made,
        "is_partnership": facts.is_partnership,
        "confidence": facts.sure,
        "partners": [_party(party, partners) for party in facts.parties],
        "deals": [_deal(deal) for deal in facts.deals],
        "signed_on": str(signed.date) if signed else None,
        "year": facts.year,
        "agreement_kinds": [fact.kind.value for fact in facts.kinds],
        "values": [_value(value) for value in facts.values],
        "people": [{"name": one.name, "role": one.role, "org": one.org} for one in facts.people],
        "places": [{"surface": place.surface, "canonical": place.name} for place in facts.places],
        "topics": [fact.topic.value for fact in facts.topics],
        "entities": _entities(facts),
        "summary": facts.summary.text,
    }


def _party(party: Party, partners: Mapping[str, Partner]) -> dict[str, Any]:
    known = partners.get(party.partner)
    return {
        "name": party.name,
        "id": party.partner,
        "kind": (known.kind if known else PartnerKind.OTHER).value,
        "registered": party.registered,
        "surfaces": list(party.surfaces),
        "confidence": party.sure,
        "evidence": _words(party.evidence),
    }


def _deal(deal: Deal) -> dict[str, Any]:
    return {
        "parties": list(deal.parties),
        "kinds": [kind.value for kind in deal.kinds],
        "stage": deal.stage.value,
        "signed_on": str(deal.signed_on.date) if deal.signed_on else None,
        "value": _value(deal.value) if deal.value else None,
        "place": deal.place,
        "confidence": deal.sure,
        "evidence": _words(deal.evidence),
    }


def _value(value: Value) -> dict[str, Any]:
    return {"amount": _number(value.money.amount), "currency": value.money.currency, "surface": value.surface}


def _number(amount: Decimal) -> int | float:
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _words(quote: Quote | None) -> str | None:
    return quote.text if quote else None


def _entities(facts: Facts) -> list[dict[str, str]]:
    """One for each distinct surface, in order of their first mention."""
    types: dict[str, str] = {}
    for entity in facts.entities:
        if entity.kind in _TYPES:
            for surface in entity.surfaces:
                types.setdefault(surface, _TYPES[entity.kind])
    return [{"surface": surface, "type": kind} for surface, kind in types.items()]
