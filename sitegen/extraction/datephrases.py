"""What is said around dates, of how they are to be taken: patterns built from `knowledge/dates.yaml`."""

from __future__ import annotations

import re

from sitegen.core.registry import Knowledge
from sitegen.extraction.scanning import alternatives


class DatePhrases:
    """Patterns for years that belong to something else than the signing, or that fix the year of a day."""

    def __init__(self, knowledge: Knowledge) -> None:
        def words(key: str) -> str:
            return alternatives(knowledge.words("dates", key))

        self.period = re.compile(
            rf"(?:(?:{words('period')})\s+|\d\s+(?:{words('length')})\s*\(\s*)"
            r"((?:19|20)\d\d)\s*(?:[-–]|\w+)\s*20\d\d"
        )
        self.in_force = re.compile(rf"(?<!\w)(?:{words('in_force')})(?!\w)[^.;]{{0,40}}$", re.IGNORECASE)
        self.running = re.compile(
            rf"(?P<back>(?:{words('compared')})\s[^,.;]{{0,20}})?(?:{words('running')})\s+(?P<year>(?:19|20)\d\d)",
            re.IGNORECASE,
        )
        self.event_of_year = re.compile(
            rf"(?<!\w)(?P<event>{words('events')})(?!\w)[^.;:()]{{0,60}}"
            r"(?<![\d/.-])(?P<year>20\d\d)(?![\d/.-]\d|\d)",
            re.IGNORECASE,
        )
        self.open_ends = re.compile(words("open_ends"), re.IGNORECASE)
        self.taking_effect = re.compile(words("taking_effect"), re.IGNORECASE)
