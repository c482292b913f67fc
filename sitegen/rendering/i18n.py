"""The language of the interface: catalogue, dates, numbers, money."""

from __future__ import annotations

import gettext
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.core.errors import ConfigError, Where
from sitegen.core.headline import headline
from sitegen.core.model import Money, PartialDate
from sitegen.rendering.labels import headline_word, word_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import Enum

    from sitegen.core.model import Story

CATALOGUES = Path(__file__).parent.parent / "locales"
_MOST_DECIMALS = 2
_SOME_YEAR = 2000  # a leap year, whose digits no month or day has


@lru_cache(maxsize=8)
def language(code: str) -> Language:
    """The interface in one language. Raises ConfigError if there is no catalogue of it."""
    path = CATALOGUES / code / "LC_MESSAGES" / "sitegen.mo"
    if not code.isalpha() or not path.is_file():
        known = ", ".join(sorted(folder.name for folder in CATALOGUES.iterdir() if folder.is_dir()))
        message, hint = f"no interface in the language {code!r}", f"use one of {known}"
        raise ConfigError.at(Where("content/site.yaml"), message, hint)
    with path.open("rb") as file:
        return Language(code, gettext.GNUTranslations(file))


class Language(Struct, frozen=True, dict=True):
    """Words and forms of one language. All methods are pure; costly forms are remembered."""

    code: str
    catalogue: gettext.NullTranslations

    def __hash__(self) -> int:
        return hash(self.code)

    @cached_property
    def gettext(self) -> Callable[[str], str]:
        return self.catalogue.gettext

    @lru_cache(maxsize=512)  # noqa: B019 - as above
    def _word(self, _kind: type[Enum], value: Enum) -> str:
        return self.gettext(word_for(value))

    def label(self, value: Enum) -> str:
        """The word for a kind, a stage, a topic."""
        return self._word(type(value), value)  # by type too: members of two kinds may be equal

    def title(self, story: Story) -> str:
        """What a clipping is called: in its own words, or where it has no title in ours."""
        facts = story.facts
        if facts.title_made is None or not facts.kinds:
            return story.title
        return headline(facts.parties, self.gettext(headline_word(facts.kinds[0].kind)))

    @lru_cache(maxsize=65536)  # noqa: B019 - there are a handful of languages, and they live as long as the process
    def date(self, day: PartialDate) -> str:
        """`26/5/2025`, `5/2025`, `2025`, `26/5`: as much as is known."""
        if day.year is None or day.year == _SOME_YEAR:
            return self._spelled(day)
        alike = self._of_some_year(day.month, day.day)
        if alike.count(str(_SOME_YEAR)) == 1:
            return alike.replace(str(_SOME_YEAR), str(day.year))
        return self._spelled(day)

    @lru_cache(maxsize=512)  # noqa: B019 - as above
    def _of_some_year(self, month: int | None, day: int | None) -> str:
        """There are few days in a year, and spelling one takes long."""
        return self._spelled(PartialDate(_SOME_YEAR, month, day))

    def _spelled(self, day: PartialDate) -> str:
        from babel.dates import format_date

        moment = date(day.year or _SOME_YEAR, day.month or 1, day.day or 1)
        return format_date(moment, self.catalogue.pgettext("date pattern", _pattern_of(day)), locale=self.code)

    @lru_cache(maxsize=16384)  # noqa: B019 - as above
    def short_date(self, day: PartialDate) -> str:
        """The date without its year, where the year stands in a heading; an empty string if only that is known."""
        return self.date(PartialDate(None, day.month, day.day)) if day.month else ""

    @lru_cache(maxsize=64)  # noqa: B019 - as above
    def month(self, number: int) -> str:
        """The name of a month, 1 to 12, as a heading."""
        from babel.dates import format_date

        return format_date(date(2000, number, 1), self.catalogue.pgettext("date pattern", "LLLL"), locale=self.code)

    @lru_cache(maxsize=4096)  # noqa: B019 - as above
    def number(self, value: int | Decimal) -> str:
        """With the separators of the language: `1.234,5`."""
        if isinstance(value, int) and -1000 < value < 1000:
            return str(value)
        from babel.numbers import format_decimal

        return format_decimal(value, format="#,##0.##", locale=self.code)

    @lru_cache(maxsize=4096)  # noqa: B019 - as above
    def money(self, value: Money) -> str:
        """In the largest unit that keeps the sum exact: `2.000 tỷ đồng`, `1,5 triệu USD`."""
        currency = self.catalogue.pgettext("currency", value.currency)
        for unit, size in self._units:
            scaled = value.amount / size
            if scaled >= 1 and scaled == round(scaled, _MOST_DECIMALS):
                return f"{self.number(scaled)} {unit} {currency}"
        return f"{self.number(value.amount)} {currency}"

    @cached_property
    def _units(self) -> tuple[tuple[str, Decimal], ...]:
        """Words for large numbers, largest first: each language counts in its own."""
        pairs = self.catalogue.pgettext("large numbers", "trillion=1e12 billion=1e9 million=1e6").split()
        return tuple((word, Decimal(size)) for word, _, size in (pair.partition("=") for pair in pairs))

    @lru_cache(maxsize=512)  # noqa: B019 - as above
    def country(self, code: str | None) -> str:
        """The name of a country by its ISO 3166 code; an unknown code stays as it is."""
        from babel import Locale

        return str(Locale.parse(self.code).territories.get(code or "", code or ""))


def _pattern_of(day: PartialDate) -> str:
    if day.year is None:
        return "d MMMM" if day.day else "MMMM"
    if day.month is None:
        return "y"
    return "d MMM y" if day.day else "MMM y"
