"""The signing date: which of an article's dates is that of the deal, and in which year it lies."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from msgspec import Struct
from msgspec.structs import replace

from sitegen.core.model import PartialDate
from sitegen.extraction.dates import DateMention, resolve, with_year
from sitegen.extraction.scene import Scene

_CUES = 4  # words before a day that may say of what it is
_UNTIL = 2  # words between the first day and the last: "đến hết"


class DateCandidate(Struct, frozen=True):
    """A date that may be the signing's, with the number of its sentence and what the judge is told."""

    number: int
    mention: DateMention
    features: list[str]
    other: bool = False  # a word before it says of what it is: "thành lập ngày", "hạn là ngày"
    pact: bool = False  # a day that stands in the very sentence that names both sides of an agreement


def candidates(scene: Scene, published: str | None, pacts: frozenset[int] = frozenset()) -> list[DateCandidate]:
    """Every date of the article that could be that of a deal.

    `pacts` are the numbers of the sentences that name the two sides of an agreement.
    """
    resolved = [(number, resolve(mention, published)) for number, mention in scene.dates]
    known = [(number, one) for number, one in resolved if one.date.month or one.form in ("quarter", "year")]
    found = []
    for rank, (number, one) in enumerate(_without_periods(scene, known)):
        other = _is_of_other(scene, number, one)
        pact = not other and _in_pact(scene, number, one, pacts)
        found.append(DateCandidate(number, one, _features(scene, number, one, rank), other, pact))
    return found


def _without_periods(scene: Scene, found: Sequence[tuple[int, DateMention]]) -> Iterator[tuple[int, DateMention]]:
    """All but the first and the last day of a journey or a fair: "từ ngày 3-5 đến ngày 8-5", "từ ngày 3 đến 8/5"."""
    ended = False
    for (number, one), following in zip_longest(found, found[1:]):
        ends, ended = ended, False
        if one.form == "day" and not ends and _begins_period(scene, number, one):
            ended = following is not None and following[0] == number and _ends_period(scene, one, following[1])
            ends = ended or any(word in scene.lexicon.until for word in one.span.of(scene.text).split())
        if not ends:
            yield number, one


def _begins_period(scene: Scene, number: int, mention: DateMention) -> bool:
    before, _ = scene.words_around(number, mention.span, 1, 0)
    return any(word.key in scene.lexicon.since for word in before)


def _ends_period(scene: Scene, first: DateMention, last: DateMention) -> bool:
    """Whether nothing but "đến" leads from one day to another."""
    gap = scene.text[first.span.end : last.span.start].split()
    return last.form == "day" and len(gap) <= _UNTIL and bool(gap) and gap[0] in scene.lexicon.until


def _is_of_other(scene: Scene, number: int, mention: DateMention) -> bool:
    before, _ = scene.words_around(number, mention.span, _CUES, 0)
    return bool(scene.lexicon.other_date.within(before))


def _in_pact(scene: Scene, number: int, mention: DateMention, pacts: frozenset[int]) -> bool:
    return (number in pacts and mention.form == "day") or _is_when_signed(scene, number, mention)


def _is_when_signed(scene: Scene, number: int, mention: DateMention) -> bool:
    """Whether a month or a year stands right behind a verb of signing: "được ký trong năm 2017"."""
    before, _ = scene.words_around(number, mention.span, _CUES, 0)
    vague = mention.form in ("month", "year") and mention.date.year is not None
    doubted = scene.past[number] or scene.earlier[number] or scene.lexicon.planned.find(scene.sentences[number].tokens)
    return vague and not doubted and bool(scene.lexicon.making.within(before))


def _features(scene: Scene, number: int, mention: DateMention, rank: int) -> list[str]:
    zone = scene.zones[number]
    sentence = scene.sentences[number]
    before, after = scene.words_around(number, mention.span, 6, 4)
    form = mention.form + ("y" if mention.date.year else "")
    row = ["b", f"form:{form}", f"zone:{zone}", f"zf:{zone}{form}", f"rank{min(rank, 4)}", f"cued{mention.cued}"]
    row.append(f"strong{scene.strong[number]}")
    row.append(f"sign{bool(scene.signing[number])}")
    row.append(f"sz:{zone}{form}{bool(scene.signing[number])}")
    row.append(f"past{scene.past[number]}")
    row.append(f"orgs{min(scene.crowd.get(number, 0), 3)}")
    row.append(f"zo:{zone}{min(scene.crowd.get(number, 0), 2)}")
    row.append(f"start{mention.span.start - sentence.span.start < 12}")
    row.append(f"head{zone}{mention.span.start - sentence.span.start < 12}")
    row += [f"other:{hit.value}" for hit in scene.lexicon.other_date.within(before)] or ["noother"]
    row += [f"signing:{hit.value}" for hit in scene.lexicon.signing_date.within(before)] or ["nosigning"]
    row += [f"after:{hit.value}" for hit in scene.lexicon.signing_date.within(after)]
    row += [f"w-{' '.join(token.key for token in before[-1:])}", f"w+{' '.join(token.key for token in after[:1])}"]
    first = scene.text[mention.span.start : mention.span.end].split(" ")[0].lower()
    row.append(f"cue:{first if first.isalpha() else '-'}")
    if scene.lexicon.planned.find(sentence.tokens):
        row.append(f"planned{zone}")
    return row


def dated(date: PartialDate, held: int | None, scene: Scene, published: str | None = None) -> PartialDate:
    """The date with its year, where text or day of publication fix it; `held`: the year of what is held that day."""
    found = with_year(date, [mention for _, mention in scene.dates], scene.text, scene.lexicon.date_phrases)
    year = found.year or held or scene.period_start or scene.running_year
    year = year or _latest_year(found, published)
    return replace(found, year=year)


def precise(date: PartialDate, number: int, scene: Scene) -> DateMention | None:
    """Of a month that a sentence tells, the one day that it goes on to make it: "cụ thể là ngày 3/7"."""
    if date.day or not date.month:
        return None
    same = [one for place, one in scene.dates if place == number and one.date.month == date.month and one.date.day]
    days = [one for one in same if one.date.year in (None, date.year) and _is_precise(scene, number, one)]
    return days[0] if len(days) == 1 else None


def _is_precise(scene: Scene, number: int, day: DateMention) -> bool:
    before, _ = scene.words_around(number, day.span, _PRECISE, 0)
    return bool(scene.lexicon.precisely.within(before))


def _latest_year(date: PartialDate, published: str | None) -> int | None:
    """The year in which the day last came before publication, if that was within a quarter of a year."""
    if published is None or not date.month or not date.day:
        return None
    told = datetime.date.fromisoformat(published[:10])
    for year in (told.year, told.year - 1):
        if 0 <= (told - datetime.date(year, date.month, date.day)).days <= _NEWS:
            return year
    return None


_PRECISE = 3  # words from "cụ thể là" to the day
_NEWS = 92  # days: older news would name its year


def common(dates: Sequence[PartialDate]) -> PartialDate | None:
    """What several dates have in common: the month, the year, or nothing."""
    years = {date.year for date in dates}
    months = {date.month for date in dates}
    if len(years) != 1 or None in years:
        return None
    return PartialDate(years.pop(), months.pop() if len(months) == 1 else None)
