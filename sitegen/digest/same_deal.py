"""Which clippings tell one deal: the same parties, signed on the same day.

Cautious: a month without a day joins only the one day that is known in it; all else stays apart.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from sitegen.core.dating import deal_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sitegen.core.model import DealRecord

Bucket = tuple[frozenset[str], int | None, int | None]


def merged(records: Sequence[DealRecord]) -> list[DealRecord]:
    """One record a deal, in the order of its first telling; `also` are the other stories that tell it."""
    buckets: dict[Bucket, list[DealRecord]] = defaultdict(list)
    for record in records:
        signed = deal_date(record.deal)
        if signed and signed.month and len(set(record.deal.parties)) > 1:
            buckets[frozenset(record.deal.parties), signed.year, signed.month].append(record)
    best = {record.id: _best(group) for bucket in buckets.values() for group in _tellings(bucket) for record in group}
    unique = {chosen.id: chosen for chosen in (best.get(record.id, record) for record in records)}
    return list(unique.values())


def _tellings(bucket: list[DealRecord]) -> Iterable[list[DealRecord]]:
    """Records of one month and the same parties, by day; those without a day join where there is only one."""
    days: dict[int, list[DealRecord]] = defaultdict(list)
    for record in bucket:
        signed = deal_date(record.deal)
        days[signed.day or 0 if signed else 0].append(record)
    vague = days.pop(0, [])
    if len(days) == 1:
        days = {day: [*group, *vague] for day, group in days.items()}
    yield from (group for group in days.values() if _from_different_stories(group))


def _from_different_stories(group: list[DealRecord]) -> bool:
    """A story that tells of two deals of the same parties means two deals, so nothing can be said of the group."""
    return len(group) > 1 and len({record.story.id for record in group}) == len(group)


def _best(group: list[DealRecord]) -> DealRecord:
    """The telling that says most: a value, a day, then how sure it is; equal ones by their place."""
    chosen = max(group, key=_merit)
    return replace(chosen, also=tuple(record.story for record in group if record is not chosen))


def _merit(record: DealRecord) -> tuple[bool, bool, float]:
    signed = deal_date(record.deal)
    return record.deal.value is not None, bool(signed and signed.day), record.deal.sure
