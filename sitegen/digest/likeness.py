"""How alike two stories are: texts by their sketches, deals by what they state."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sitegen.core.text import match_key

if TYPE_CHECKING:
    from sitegen.core.model import Deal, Story

REPRINT = 0.8
_RESEMBLING = 0.25
_WEEK = 7
_ENOUGH = 2


def likeness(one: Story, other: Story) -> float:
    """The share of runs of words that two texts have in common, estimated: 0 to 1, give or take 0.06."""
    if not one.sketch or not other.sketch:
        return 0.0
    mine, theirs = memoryview(one.sketch).cast("I"), memoryview(other.sketch).cast("I")
    return sum(map(int.__eq__, mine, theirs)) / len(mine)


def corroborated(one: Story, first: Deal, other: Story, second: Deal) -> bool:
    """Whether two tellings agree in more than their parties: sum, people, week of publication, place, words."""
    if not set(first.kinds) & set(second.kinds):
        return False
    signs = 2 * (first.value is not None and _money(first) == _money(second))
    signs += min(2, len(_people(one) & _people(other)))
    signs += days_apart(one.published, other.published) <= _WEEK
    signs += first.place is not None and first.place == second.place
    signs += 2 * (likeness(one, other) >= _RESEMBLING)
    return signs >= _ENOUGH


def days_apart(one: str | None, other: str | None) -> float:
    """Days between two ISO dates; infinite where one is not known to the day."""
    if not one or not other or len(one) < len("2025-10-27") or len(other) < len("2025-10-27"):
        return float("inf")
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)


def _money(deal: Deal) -> object:
    return deal.value.money if deal.value else None


def _people(story: Story) -> set[str]:
    return {match_key(person.name) for person in story.facts.people}
