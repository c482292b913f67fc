"""The stamp of a clipping: the day on which it was published, where its own lines print it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from sitegen.core.model import PartRole
from sitegen.core.text import new_tone
from sitegen.reading.anatomy import PROSE, beside_prose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.core.model import Part, Span
    from sitegen.reading.anatomy import Cues

_STAMPED = (PartRole.LEFTOVER, PartRole.BYLINE, PartRole.SOURCE)
_DAY = re.compile(r"(?<![\d/.-])(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(20\d\d)(?![\d/])")
_TIME = re.compile(r"(?<![\d:])\d{1,2}(?::\d{2}(?!\d)|[hg]\d{2}\b)")
_AROUND = " \t()[]|,.-–—"


def stamp(text: str, parts: Sequence[Part], cues: Cues) -> tuple[date, Span] | None:
    """The day, and the line that prints it; None where no line above or below all prose does.

    A day alone may be of anything: it counts with a day of the week, a time, a word such as "cập nhật" or as the
    whole line. Right below a lead, as under the second headline of a page, it counts with both.
    """
    places = [(part, False) for part in beside_prose(parts)] + [(part, True) for part in _below_lead(parts)]
    for part, wholly in places:
        if part.role in _STAMPED:
            line = part.span.of(text)
            found = _DAY.search(line)
            day = _date(found) if found and _is_stamp(line, found, cues, wholly) else None
            if day:
                return day, part.span
    return None


def _below_lead(parts: Sequence[Part]) -> list[Part]:
    """The part behind the lead, where that is the first of the prose."""
    first = next((at for at, part in enumerate(parts) if part.role in PROSE), None)
    if first is None or parts[first].role is not PartRole.LEAD:
        return []
    return list(parts[first + 1 : first + 2])


def _is_stamp(line: str, found: re.Match[str], cues: Cues, wholly: bool) -> bool:
    rest = line[: found.start()] + " " + line[found.end() :]
    timed, worded = bool(_TIME.search(rest)), bool(cues.stamp.search(new_tone(rest)))
    return (timed and worded) if wholly else not rest.strip(_AROUND) or timed or worded


def _date(found: re.Match[str]) -> date | None:
    """The day, or None for one that no calendar has."""
    try:
        return date(int(found[4]), int(found[3]), int(found[1]))
    except ValueError:
        return None
