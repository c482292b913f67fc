"""Reliability: whether facts that are held to be 90 % sure are right nine times out of ten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.learning.answers import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sitegen.learning.samples import Sample

Claim = tuple[float, bool]  # how sure the extraction was, and whether it was right


class Bin(Struct, frozen=True):
    """The claims of one tenth of the scale: how many, how sure on average, and the share that was right."""

    low: float
    count: int
    sure: float
    right: float


def bins(claims: Iterable[Claim]) -> tuple[Bin, ...]:
    """The claims by tenths of confidence, lowest first, empty tenths left out."""
    rows: dict[int, list[Claim]] = {}
    for sure, right in claims:
        rows.setdefault(min(9, int(sure * 10)), []).append((sure, right))
    return tuple(_bin(tenth / 10, rows[tenth]) for tenth in sorted(rows))


def _bin(low: float, claims: Sequence[Claim]) -> Bin:
    count = len(claims)
    return Bin(low, count, sum(sure for sure, _ in claims) / count, sum(right for _, right in claims) / count)


def off(found: Sequence[Bin]) -> float:
    """The expected calibration error: how far confidence is from what is observed, each claim counting once."""
    total = sum(one.count for one in found)
    return sum(one.count * abs(one.sure - one.right) for one in found) / total if total else 0.0


def claims(samples: Iterable[Sample]) -> dict[str, list[Claim]]:
    """Every claim of the extraction by the kind of fact; the order is that of the report."""
    found: dict[str, list[Claim]] = {"parties": [], "deal": [], "kinds": [], "values": [], "dates": []}
    for one in samples:
        found["parties"] += _parties(one)
        found["deal"].append((one.facts.sure, one.facts.is_partnership == one.truth.is_partnership))
        found["kinds"] += [(fact.sure, str(fact.kind) in one.truth.kinds) for fact in one.facts.kinds]
        found["values"] += _values(one)
        if one.facts.signed_on is not None:
            found["dates"].append((one.facts.signed_on.sure, one.given.dates[0] in one.truth.dates))
    return found


def _parties(one: Sample) -> Iterator[Claim]:
    forms = {plain(form) for partner in one.truth.partners for form in (partner.name, *partner.surfaces)}
    for party in one.facts.parties:
        yield party.sure, plain(party.name) in forms


def _values(one: Sample) -> Iterator[Claim]:
    for value in one.facts.values:
        yield value.sure, (float(value.money.amount), value.money.currency) in one.truth.values
