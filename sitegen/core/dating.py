"""When a story or a deal happened, as far as anybody said."""

from __future__ import annotations

import os
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from sitegen.core.model import Deal, PartialDate, Story


def now() -> datetime:
    """The moment of this run: that of the environment's `SOURCE_DATE_EPOCH`, else of the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now(UTC)


@lru_cache(maxsize=8)
def zone(name: str) -> tzinfo:
    """A time zone by its name in the time zone database."""
    return ZoneInfo(name)


def published_day(story: Story, time_zone: str) -> str | None:
    """The day of publication in the site's time zone, ISO 8601; None where the clipping has no date."""
    stamp = story.published
    if stamp is None or len(stamp) <= 10:
        return stamp
    moment = datetime.fromisoformat(stamp)
    return moment.astimezone(zone(time_zone)).date().isoformat() if moment.tzinfo else stamp[:10]


def story_day(story: Story, time_zone: str) -> str:
    """What a story is sorted by: published, else signed, else its year, else an empty string."""
    published = published_day(story, time_zone)
    if published:
        return published
    dates = [deal.signed_on.date for deal in story.facts.deals if deal.signed_on]
    if story.facts.signed_on:
        dates.append(story.facts.signed_on.date)
    days = [str(date) for date in dates if date.year]
    return max(days, default=str(story.facts.year or ""))


def deal_date(deal: Deal) -> PartialDate | None:
    """When the deal was signed, if the year at least is known."""
    return deal.signed_on.date if deal.signed_on and deal.signed_on.date.year else None


def deal_day(deal: Deal, day_of_story: str) -> str:
    """What a deal is sorted by: its own date, else that of its story."""
    signed = deal_date(deal)
    return str(signed) if signed else day_of_story


def story_year(story: Story, time_zone: str) -> int | None:
    """The year of a story that says no more than its own date."""
    if story.facts.year:
        return story.facts.year
    published = published_day(story, time_zone)
    return int(published[:4]) if published else None


def deal_year(deal: Deal, story: Story, time_zone: str) -> int | None:
    """The shelf of a deal: signed, else the story's year, else the year of publication, else undated."""
    signed = deal_date(deal)
    return signed.year if signed else story_year(story, time_zone)
