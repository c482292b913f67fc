"""The numbers that pages show: deals by month, kind, topic, partner, and the sums that were disclosed."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from sitegen.core import dating
from sitegen.core.model import DealKind, DealRecord, Money, PartialDate, Topic

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Key = TypeVar("Key")
LabelKey = TypeVar("LabelKey", bound=Enum)


class Month(Struct, frozen=True):
    """A month of a year and how many deals were signed in it."""

    year: int
    month: int
    deals: int

    @property
    def day(self) -> PartialDate:
        return PartialDate(self.year, self.month)


class Sum(Struct, frozen=True):
    """What was disclosed in one currency: never added across currencies."""

    total: Money
    deals: tuple[DealRecord, ...]


def moment_of(record: DealRecord, time_zone: str) -> PartialDate | None:
    """When a deal counts: signed, else the day its story was published."""
    signed = dating.deal_date(record.deal)
    if signed:
        return signed
    published = dating.published_day(record.story, time_zone)
    return PartialDate.parse(published) if published else None


def by_kind(deals: Iterable[DealRecord]) -> list[tuple[DealKind, int]]:
    """Most first; a deal of two kinds counts in both."""
    return most(kind for record in deals for kind in dict.fromkeys(record.deal.kinds))


def by_topic(deals: Iterable[DealRecord]) -> list[tuple[Topic, int]]:
    """Most first; a deal of two fields counts in both."""
    return most(topic for record in deals for topic in topics_of(record))


def topics_of(record: DealRecord) -> tuple[Topic, ...]:
    """The fields of the story that tells of the deal."""
    return tuple(dict.fromkeys(fact.topic for fact in record.story.facts.topics))


def by_partner(deals: Iterable[DealRecord]) -> list[tuple[str, int]]:
    """Partner ids, most first."""
    return most(ident for record in deals for ident in dict.fromkeys(record.deal.parties))


def most(keys: Iterable[Key]) -> list[tuple[Key, int]]:
    """Counted, most first; equal counts by key."""
    return sorted(Counter(keys).items(), key=lambda pair: (-pair[1], str(pair[0])))


def sums(deals: Iterable[DealRecord]) -> list[Sum]:
    """Disclosed value by currency, the currency with most deals first."""
    shelves: dict[str, list[DealRecord]] = defaultdict(list)
    for record in deals:
        if record.deal.value:
            shelves[record.deal.value.money.currency].append(record)
    order = sorted(shelves, key=lambda currency: (-len(shelves[currency]), currency))
    return [_sum(currency, tuple(shelves[currency])) for currency in order]


def _sum(currency: str, deals: tuple[DealRecord, ...]) -> Sum:
    total = sum((record.deal.value.money.amount for record in deals if record.deal.value), Decimal(0))
    return Sum(Money(total, currency), deals)


def months_of(deals: Iterable[DealRecord], year: int) -> tuple[list[Month], int]:
    """The twelve months of a year, and how many deals are known by the year alone."""
    counts: Counter[int] = Counter()
    for record in deals:
        signed = dating.deal_date(record.deal)
        counts[signed.month or 0 if signed and signed.year == year else 0] += 1
    return [Month(year, month, counts[month]) for month in range(1, 13)], counts[0]


def last_months(moments: Iterable[PartialDate | None], newest: PartialDate, span: int) -> list[Month]:
    """The `span` months up to that of `newest`, oldest first."""
    counts = Counter((moment.year, moment.month) for moment in moments if moment and moment.month)
    last = (newest.year or 0) * 12 + (newest.month or 1) - 1
    pairs = [divmod(number, 12) for number in range(last - span + 1, last + 1)]
    return [Month(year, month + 1, counts[(year, month + 1)]) for year, month in pairs]


def topics_by_year(deals: Sequence[DealRecord], rows: int) -> tuple[list[int], list[tuple[Topic, list[int]]]]:
    """The years from first to last, and for each of the `rows` main fields its deals in each of them."""
    table: dict[Topic, Counter[int]] = defaultdict(Counter)
    for record in deals:
        signed = dating.deal_date(record.deal)
        year = signed.year if signed else record.story.facts.year
        for topic in topics_of(record) if year else ():
            table[topic][year or 0] += 1
    years = sorted({year for counts in table.values() for year in counts})
    span = list(range(years[0], years[-1] + 1)) if years else []
    order = sorted(table, key=lambda topic: (-table[topic].total(), topic.value))[:rows]
    return span, [(topic, [table[topic][year] for year in span]) for topic in order]
