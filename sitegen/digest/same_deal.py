"""Which clippings tell one deal: the same parties, and dates that agree as far as they are known.

Cautious: what may be one deal but need not be stays apart, and is proposed to the editor.
"""

from __future__ import annotations

from collections import defaultdict
from enum import IntEnum
from itertools import combinations
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from sitegen.core.dating import deal_date
from sitegen.core.model import Proposal
from sitegen.digest.likeness import REPRINT, corroborated, days_apart, likeness

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sitegen.core.model import DealRecord, PartialDate, Story

_SLIP = 3  # days by which outlets are off when they tell one signing
_AFTER = 60  # days within which an undated telling follows
_NEAR = 14
_CROWD = 40  # tellings of the same parties that are compared with each other: keeps the work bounded


class Verdict(IntEnum):
    """Whether two tellings are of one deal."""

    NO = 0
    MAYBE = 1
    YES = 2


class _Cluster(Struct, eq=False):
    """Tellings of one deal."""

    records: list[DealRecord] = field(default_factory=list)

    def verdict(self, record: DealRecord) -> Verdict:
        """The best that one member says; NO if the record's story stands in it, or an editor parts them."""
        said = [judge(member, record) for member in self.records]
        forbidden = any(member.story.id == record.story.id or _parted(member, record) for member in self.records)
        return Verdict.NO if forbidden else max(said, default=Verdict.NO)


def merged(records: Sequence[DealRecord]) -> tuple[list[DealRecord], tuple[Proposal, ...]]:
    """One record a deal, in the order of its first telling; `also` are the other stories that tell it.

    And the pairs of which it cannot be said.
    """
    buckets: dict[frozenset[str], list[DealRecord]] = defaultdict(list)
    for record in records:
        if len(set(record.deal.parties)) > 1:
            buckets[frozenset(record.deal.parties)].append(record)
    best: dict[str, DealRecord] = {}
    doubts: list[Proposal] = []
    for bucket in buckets.values():
        if len(bucket) > 1:
            clusters, found = _clustered(bucket[:_CROWD])
            doubts += [doubt for doubt in found if not any(_holds(cluster, doubt) for cluster in clusters)]
            best |= {record.id: _best(cluster.records) for cluster in clusters for record in cluster.records}
    doubts += _overlapping(records)
    unique = {chosen.id: chosen for chosen in (best.get(record.id, record) for record in records)}
    return list(unique.values()), tuple(sorted(set(doubts)))


def judge(one: DealRecord, other: DealRecord) -> Verdict:
    """Whether two records of the same parties tell one deal, by what they say alone; the editor's word first."""
    if _joined(one, other):
        return Verdict.YES
    first, second = deal_date(one.deal), deal_date(other.deal)
    if likeness(one.story, other.story) >= REPRINT:
        return Verdict.YES if not (first and second) or _compatible(first, second) else Verdict.MAYBE
    sure = corroborated(one.story, one.deal, other.story, other.deal)
    if first and second:
        return _by_dates(first, second, sure)
    return _undated(one, other, first or second, sure)


def _by_dates(one: PartialDate, other: PartialDate, sure: bool) -> Verdict:
    likely = Verdict.YES if sure else Verdict.MAYBE
    if one.day and other.day:
        apart = days_apart(str(one), str(other))
        if apart <= _SLIP:
            return Verdict.YES if apart == 0 else likely
        return Verdict.MAYBE if sure and apart <= _NEAR else Verdict.NO
    if not _compatible(one, other):
        return Verdict.MAYBE if sure and one.year == other.year else Verdict.NO
    if one.month and other.month and (one.day or other.day):
        return Verdict.YES
    return likely


def _compatible(one: PartialDate, other: PartialDate) -> bool:
    """Whether one date says no more than the other."""
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    return all(mine is None or theirs is None or mine == theirs for mine, theirs in pairs)


def _undated(one: DealRecord, other: DealRecord, known: PartialDate | None, sure: bool) -> Verdict:
    mine, theirs = one.story.published, other.story.published
    dates = [(mine, theirs), (theirs if deal_date(one.deal) else mine, str(known) if known and known.day else None)]
    near = any(days_apart(first, second) <= _AFTER for first, second in dates)
    if near:
        return Verdict.YES if sure else Verdict.MAYBE
    return Verdict.MAYBE if sure else Verdict.NO


def _joined(one: DealRecord, other: DealRecord) -> bool:
    return other.story.id in one.story.same_as or one.story.id in other.story.same_as


def _parted(one: DealRecord, other: DealRecord) -> bool:
    return other.story.id in one.story.not_same_as or one.story.id in other.story.not_same_as


def _clustered(bucket: list[DealRecord]) -> tuple[list[_Cluster], list[Proposal]]:
    """What is dated best first; a record joins where only one cluster takes it."""
    clusters: list[_Cluster] = []
    doubts: list[Proposal] = []
    for record in sorted(bucket, key=_vagueness):
        verdicts = [(cluster, cluster.verdict(record)) for cluster in clusters]
        takers = [cluster for cluster, verdict in verdicts if verdict is Verdict.YES]
        named = [cluster for cluster in takers if any(_joined(member, record) for member in cluster.records)]
        chosen = _united(clusters, named) or _only(takers)
        if chosen is None:
            clusters.append(_Cluster([record]))
            doubts += [_proposal(cluster.records[0], record) for cluster, verdict in verdicts if verdict]
        else:
            chosen.records.append(record)
    return clusters, doubts


def _holds(cluster: _Cluster, doubt: Proposal) -> bool:
    return {doubt.one, doubt.other} <= {record.story.id for record in cluster.records}


def _united(clusters: list[_Cluster], named: list[_Cluster]) -> _Cluster | None:
    """One cluster of those that the editor says are one; None if there are none."""
    for other in named[1:]:
        named[0].records += other.records
        clusters.remove(other)
    return named[0] if named else None


def _only(clusters: list[_Cluster]) -> _Cluster | None:
    return clusters[0] if len(clusters) == 1 else None


def _vagueness(record: DealRecord) -> int:
    signed = deal_date(record.deal)
    return 3 if signed is None else sum(part is None for part in (signed.month, signed.day))


def _overlapping(records: Iterable[DealRecord]) -> Iterable[Proposal]:
    """Deals of one day that share two parties but not all: perhaps one outlet names more of them."""
    days: dict[str, list[DealRecord]] = defaultdict(list)
    for record in records:
        signed = deal_date(record.deal)
        if signed and signed.day and len(record.deal.parties) > 1:
            days[str(signed)].append(record)
    for same_day in days.values():
        for one, other in combinations(same_day[:_CROWD], 2):
            mine, theirs = set(one.deal.parties), set(other.deal.parties)
            if mine != theirs and len(mine & theirs) > 1 and one.story.id != other.story.id and not _parted(one, other):
                yield _proposal(one, other)


def _proposal(one: DealRecord, other: DealRecord) -> Proposal:
    first, second = sorted((one, other), key=lambda record: record.id)
    return Proposal(first.story.id, second.story.id, likeness(one.story, other.story))


def _best(group: list[DealRecord]) -> DealRecord:
    """The telling that says most: a value, a day, then how sure it is; equal ones by their place."""
    chosen = max(group, key=_merit)
    others = tuple(record.story for record in group if record is not chosen)
    return replace(chosen, also=others, reprints=tuple(_reprints((chosen.story, *others))))


def _reprints(stories: Sequence[Story]) -> Iterator[tuple[str, str]]:
    """(reprint, the telling in the same words that was published first)."""
    firsts: list[Story] = []
    for story in sorted(stories, key=lambda story: (story.published or "9999", story.id)):
        first = next((one for one in firsts if likeness(story, one) >= REPRINT), None)
        if first is None:
            firsts.append(story)
        else:
            yield story.id, first.id


def _merit(record: DealRecord) -> tuple[bool, bool, float]:
    signed = deal_date(record.deal)
    return record.deal.value is not None, bool(signed and signed.day), record.deal.sure
