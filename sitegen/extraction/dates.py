"""Dates as the Vietnamese press writes them: found in the text, never guessed from outside it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from sitegen.core.model import PartialDate, Span
from sitegen.core.registry import Knowledge
from sitegen.extraction.datephrases import DatePhrases
from sitegen.extraction.scanning import alternatives, matches, numbers, places


class DateMention(Struct, frozen=True):
    """A date in the text. `relative` is the number of days from the publication date ("hôm qua": -1), else None.

    `form` is "day", "month", "quarter" or "year"; `cued` says that a word such as "ngày" stands before it.
    """

    span: Span
    date: PartialDate
    form: str
    cued: bool = True
    relative: int | None = None


class DateReader:
    """Recognises dates by patterns built from `knowledge/dates.yaml`."""

    def __init__(self, knowledge: Knowledge) -> None:
        lists = knowledge.lists["dates"]
        self._months = {name: int(number) for name, number in lists["month_names"].items()}
        self._cue_words = (*lists["days"], *lists["parts_of_day"], *lists["on"], "(")
        self._month_words = lists["month"]
        self._quarter_words = lists["quarter"]
        self._year_words = lists["year"]
        self._relative_words = (*lists["today"], *lists["yesterday"])
        words = {key: alternatives(value) for key, value in lists.items()}
        words["cue"] = f"{words['days']}|{words['parts_of_day']}"
        words["number"] = rf"(?:0?[1-9]|1[0-2])(?!\d)|(?:{words['month_names']})(?!\w)"
        self._read_days_in_figures(words)
        self._read_days_in_words(words)
        self._read_longer(words)

    def _read_days_in_figures(self, words: Mapping[str, str]) -> None:
        cue = rf"(?:(?P<cue>{words['cue']})\s*\(?\s*)?"
        first = rf"(?:\d{{1,2}}\s?(?:[-–,]|{words['to']})\s?)?"  # of two days: "5 và 6-3"
        sep = r"\s?[/.\-–]\s?"
        self._full = re.compile(
            rf"(?<![\w/.,\-–]){cue}{first}"
            rf"(?P<d>\d{{1,2}})(?P<s>{sep})(?P<m>\d{{1,2}})\s?[/.\-–]\s?(?P<y>(?:19|20)\d\d)(?![\d/]|-\w)"
        )
        self._iso = re.compile(rf"(?<![\w/.,\-–]){cue}(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?![\d/-])")
        # "chiều nay, 12-3," is a day; "sáng nay, 5-6 xe" is not
        by_comma = rf"(?:{words['today']}|{words['yesterday']})(?P<comma>,)"
        self._short = re.compile(
            rf"(?<![\w/])(?P<cue>(?i:{by_comma})|{words['cue']}|{words['on']}|\()\s*(?:{words['days']})?\s*\(?\s*{first}"
            rf"(?P<d>\d{{1,2}})\s?(?P<s>[/.\-–])\s?(?P<m>\d{{1,2}})(?![\d%/]|[.,]\d|-\d|\s*(?:{words['measures']}))"
            r"(?(comma)(?=\s*[,.;:)]))"
        )
        # "7-5 tại Hà Nội, A và B ký": a line that opens with a day
        self._opening = re.compile(
            rf"^(?P<d>\d{{1,2}})\s?(?P<s>[/\-–])\s?(?P<m>\d{{1,2}})(?=\s+(?:{words['where']})\s[^,.\n]{{1,60}},)",
            re.MULTILINE,
        )

    def _read_days_in_words(self, words: Mapping[str, str]) -> None:
        self._spelled = re.compile(
            rf"(?<!\w)(?:(?P<cue>{words['cue']})\s*)?(?P<d>\d{{1,2}})\s*,?\s*(?:{words['month']})\s*(?P<m>{words['number']})"
            rf"(?:\s*,?\s*(?:{words['year']})?\s*[/\-]?\s*(?P<y>(?:19|20)\d\d)(?!\d))?"
        )
        self._relative = re.compile(
            rf"(?<!\w)(?:(?P<today>{words['today']})|(?P<yesterday>{words['yesterday']}))(?!\w)", re.IGNORECASE
        )

    def _read_longer(self, words: Mapping[str, str]) -> None:
        year = words["year"]
        self._month = re.compile(
            rf"(?<!\w)(?:{words['month']})\s*(?P<m>{words['number']})"
            rf"(?:\s*(?:[/.\-–]|,?\s*(?:{year}))\s*(?P<y>(?:19|20)\d\d)(?!\d))?"
        )
        self._quarter = re.compile(
            rf"(?<!\w)(?:{words['quarter']})\s*(?P<q>IV|I{{1,3}}|[1-4])"
            rf"\s*(?:[/\-]|(?:{year})\s*)\s*(?P<y>(?:19|20)\d\d)(?!\d)"
        )
        self._year = re.compile(rf"(?<!\w)(?:{year})\s*(?P<y>(?:19|20)\d\d)(?!\d)")

    def find(self, text: str) -> list[DateMention]:
        """All dates of `text` in order, without overlap; impossible ones (31/02) are left out."""
        found: list[DateMention] = []
        taken = bytearray(len(text))  # by character: a list of spans would be searched again for each date
        for mention in self._candidates(text):
            start, end = mention.span.start, mention.span.end
            if 1 not in taken[start:end]:
                found.append(mention)
                taken[start:end] = b"\1" * (end - start)
        return sorted(found, key=lambda mention: mention.span)

    def _candidates(self, text: str) -> Iterator[DateMention]:
        cues, months = places(self._cue_words, text), places(self._month_words, text)
        begins = [*cues, *numbers(text)]
        for match in matches(self._full, begins, text):
            yield from _made(match, _date(match["y"], match["m"], match["d"]), "day")
        for match in matches(self._iso, begins, text):
            yield from _made(match, _date(match["y"], match["m"], match["d"]), "day")
        for match in matches(self._spelled, begins if months else (), text):
            yield from _made(match, _date(match["y"], str(self._number(match["m"])), match["d"]), "day")
        for match in matches(self._short, cues, text):
            if not (match["s"] in "-–" and match["cue"] == "(" and int(match["d"]) < int(match["m"])):
                yield from _made(match, _date(None, match["m"], match["d"]), "day")
        for match in self._opening.finditer(text):
            yield from _made(match, _date(None, match["m"], match["d"]), "day")
        for match in matches(self._month, months, text):
            yield from _made(match, _date(match["y"], str(self._number(match["m"])), None), "month")
        for match in matches(self._quarter, places(self._quarter_words, text), text):
            yield from _made(match, _date(match["y"], None, None), "quarter")
        for match in matches(self._year, places(self._year_words, text), text):
            yield from _made(match, _date(match["y"], None, None), "year")
        for match in self._relative.finditer(text) if places(self._relative_words, text.lower()) else ():
            days = 0 if match["today"] else -1
            yield DateMention(Span(*match.span()), PartialDate(None), "day", relative=days)

    def _number(self, month: str) -> int:
        return int(month) if month.isdigit() else self._months[month]


def _made(match: re.Match[str], date: PartialDate | None, form: str) -> Iterator[DateMention]:
    if date is None:
        return
    groups = match.groupdict()
    cued = bool(groups.get("cue")) or form != "day"
    start = match.start()
    if groups.get("cue") == "(":
        start = match.start("d")
    yield DateMention(Span(start, match.end()), date, form, cued)


def _date(year: str | None, month: str | None, day: str | None) -> PartialDate | None:
    """The date, or None for one that no calendar has."""
    try:
        datetime.date(int(year or 2000), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return PartialDate(int(year) if year else None, int(month) if month else None, int(day) if day else None)


def resolve(mention: DateMention, published: str | None) -> DateMention:
    """A relative date made absolute by the publication date, where there is one; others as they are."""
    if mention.relative is None or not published:
        return mention
    day = datetime.date.fromisoformat(published[:10]) + datetime.timedelta(days=mention.relative)
    return replace(mention, date=PartialDate(day.year, day.month, day.day))


def with_year(date: PartialDate, mentions: list[DateMention], text: str, phrases: DatePhrases) -> PartialDate:
    """Add the year to a day without one, where another date of the text fixes it.

    It is fixed by the same day or the same month written with a year, by a later month of the year that the writer
    counts "from now", or by the day from which the agreement binds, if it is soon.
    """
    if date.year or not date.month:
        return date
    full = [other for other in mentions if other.date.year and other.date.month]
    for other in full:
        if other.date.month == date.month and (not other.date.day or not date.day or _close(other.date.day, date.day)):
            return replace(date, year=other.date.year)
    for other in full:
        before = text[max(0, other.span.start - _WORDS) : other.span.start]
        if other.date.month and other.date.month >= date.month and phrases.open_ends.search(before):
            return replace(date, year=other.date.year)
        if phrases.taking_effect.search(before):
            year = _year_before(date, other.date)
            if year:
                return replace(date, year=year)
    return date


_WORDS = 20  # characters before a date
_SOON = 6  # months from signing to taking effect


def _year_before(date: PartialDate, effect: PartialDate) -> int | None:
    """The year in which a day without one last came before another date; None if that was long before."""
    assert date.month
    assert effect.month
    assert effect.year
    later = (effect.month, effect.day or 31) >= (date.month, date.day or 1)
    months = effect.month - date.month if later else effect.month + 12 - date.month
    return effect.year - (not later) if months <= _SOON else None


def _close(first: int, second: int) -> bool:
    return abs(first - second) <= 2
