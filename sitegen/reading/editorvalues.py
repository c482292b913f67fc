"""Single values as editors type them: dates, sums, slugs, addresses."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sitegen.core.model import Money, PartialDate
from sitegen.reading.wordlists import money_words

MAX_SLUG = 100
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_WINDOWS_NAMES = frozenset(("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))))

_TIME = (
    r"(?:[T ]\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
_ISO = re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}}){_TIME}", re.ASCII)
_LOCAL = re.compile(rf"(?P<day>\d{{1,2}})[/.-](?P<month>\d{{1,2}})[/.-](?P<year>\d{{4}}){_TIME}", re.ASCII)
_PARTIAL = re.compile(r"(?:\d{4}(?:-\d{1,2}){0,2}|--\d{1,2}(?:-\d{1,2})?)", re.ASCII)
_LOCAL_MONTH = re.compile(r"(\d{1,2})[/-](\d{4})", re.ASCII)
_DATE_HINT = "write 2024-05-31 or 31/05/2024"

_SUM = re.compile(r"(?P<number>\d[\d.,]{0,40})\s*(?P<words>[^\d]{1,40})", re.ASCII)
_NUMBER = re.compile(
    r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d{1,3},\d{3}\.\d+|\d+(?:[.,]\d+)?", re.ASCII
)
_MONEY_HINT = "write 2.000 tỷ đồng, 5 triệu USD, 2000000000000 VND or {amount: 2000000000000, currency: VND}"


def is_slug(text: str) -> bool:
    """Whether `text` is safe as the name of a folder on every system."""
    return len(text) <= MAX_SLUG and _SLUG.fullmatch(text) is not None and text not in _WINDOWS_NAMES


def read_slug(text: str) -> str:
    """A name that is safe as a folder everywhere. Raises ValueError(message, hint)."""
    if is_slug(text):
        return text
    if text in _WINDOWS_NAMES:
        raise ValueError(f"'{text}' is a reserved name on Windows", f"write '{text}-1' or another word")
    if len(text) > MAX_SLUG:
        raise ValueError(f"longer than {MAX_SLUG} characters", "shorten it")
    better = made_slug(text)
    hint = f"write '{better}'" if is_slug(better) else "write words of a-z and 0-9 joined by '-'"
    raise ValueError("a slug has only a-z, 0-9 and '-' between words", hint)


def made_slug(text: str) -> str:
    """A slug from any text (đ becomes d); empty if it has no letter or digit."""
    if _SLUG.fullmatch(text):
        return text
    from slugify import slugify

    return str(slugify(text))


def read_moment(text: str, zone: str) -> str:
    """A date or date-time as ISO 8601; a time without an offset is that of `zone`. Raises ValueError(message, hint)."""
    match = _ISO.fullmatch(text.strip()) or _LOCAL.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"'{text[:40]}' is not a date", f"{_DATE_HINT}, with a time 2024-05-31 08:00")
    day = _day(int(match["year"]), int(match["month"]), int(match["day"]), text)
    if match["hour"] is None:
        return day.isoformat()
    try:
        time = datetime.time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
        moment = datetime.datetime.combine(day, time, _zone(match["zone"], zone))
    except ValueError:
        raise ValueError(f"'{text[:40]}' has no such time of day", "write hours 0-23 and minutes 0-59") from None
    return moment.isoformat()


def _zone(offset: str | None, site: str) -> datetime.tzinfo:
    if offset is None:
        return ZoneInfo(site)
    if offset == "Z":
        return datetime.UTC
    hours, minutes = int(offset[1:3]), int(offset[-2:])
    if minutes > 59:
        raise ValueError(offset)
    sign = -1 if offset[0] == "-" else 1
    return datetime.timezone(sign * datetime.timedelta(hours=hours, minutes=minutes))


def _day(year: int, month: int, day: int, text: str) -> datetime.date:
    if not 1900 <= year <= 2200:
        raise ValueError(f"the year {year} is not between 1900 and 2200", _DATE_HINT)
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise ValueError(f"'{text[:40]}' is not a day of the calendar", _DATE_HINT) from None


def read_partial_date(text: str) -> PartialDate:
    """2024-05-31, 2024-05, 2024, --05-31 or 31/05/2024, 05/2024. Raises ValueError(message, hint)."""
    text = text.strip()
    if local := _LOCAL.fullmatch(text):
        day = _day(int(local["year"]), int(local["month"]), int(local["day"]), text)
        return PartialDate(day.year, day.month, day.day)
    if month := _LOCAL_MONTH.fullmatch(text):
        text = f"{month[2]}-{month[1]}"
    if not _PARTIAL.fullmatch(text):
        raise ValueError(f"'{text[:40]}' is not a date", f"{_DATE_HINT}, or only 2024-05 or 2024")
    try:
        return PartialDate.parse(text)
    except ValueError:
        raise ValueError(f"'{text[:40]}' is not a day of the calendar", _DATE_HINT) from None


def read_money(text: str) -> Money:
    """A number, perhaps a scale word, and a currency. Raises ValueError(message, hint)."""
    match = _SUM.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"'{text[:40]}' is not a sum of money", _MONEY_HINT)
    scale, currency = _words(" ".join(match["words"].split()).casefold())
    amount = read_number(match["number"]) * scale
    return Money(_whole(amount), currency)


def _words(words: str) -> tuple[Decimal, str]:
    scales, currencies = money_words()
    head, _, tail = words.rpartition(" ")
    while head and (head not in scales or tail not in currencies):
        head, _, last = head.rpartition(" ")
        tail = f"{last} {tail}"
    if head:
        return scales[head], currencies[tail]
    if words in currencies:
        return Decimal(1), currencies[words]
    return Decimal(1), read_currency(words.upper())


def read_number(text: str) -> Decimal:
    """2000, 2.000, 2,5, 2.5, 2.000.000,50, 2,000,000.50. Raises ValueError(message, hint)."""
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"'{text[:40]}' is not a number", _MONEY_HINT)
    if re.fullmatch(r"\d{1,3},\d{3}", text):
        raise ValueError(f"'{text}' may be a decimal or thousands", f"write {text.replace(',', '')} or {text[:-2]}")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", text) or (
        "," in text and "." not in text and text.count(",") == 1
    ):
        return Decimal(text.replace(".", "").replace(",", "."))
    return Decimal(text.replace(",", ""))


def read_amount(text: str) -> Decimal:
    """An amount in whole units, not negative. Raises ValueError(message, hint)."""
    return _whole(read_number(text.strip().replace("_", "")))


def _whole(amount: Decimal) -> Decimal:
    if amount > Decimal(10) ** 18:
        raise ValueError("a sum of more than a billion billions", "check the number of zeros")
    return amount.to_integral_value() if amount == amount.to_integral_value() else amount


def read_currency(text: str) -> str:
    """An ISO 4217 code. Raises ValueError(message, hint)."""
    _, words = money_words()
    code = words.get(text.casefold(), text.strip())
    if not re.fullmatch(r"[A-Z]{3}", code):
        raise ValueError(f"'{text[:20]}' is not a currency", "write a code of three letters, such as VND or USD")
    return code


def read_url(text: str) -> str:
    """A web address that may be linked. Raises ValueError(message, hint)."""
    text = text.strip()
    hint = "write the whole address, from https:// on"
    if any(char.isspace() or not char.isprintable() or char in '<>"\\' for char in text):
        raise ValueError("a web address has no blanks, quotes or angle brackets", hint)
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise ValueError(f"'{text[:60]}' is not a web address", hint)
    return text


def read_alias(text: str) -> str:
    """An old path of the page, without slashes around it. Raises ValueError(message, hint)."""
    path = text.strip().strip("/")
    parts = path.split("/")
    if not path or len(path) > 200 or not all(re.fullmatch(r"[\w-][\w.-]*", part, re.ASCII) for part in parts):
        raise ValueError(f"'{text[:60]}' is not a path of this site", "write it like /old/address/")
    if any(part.endswith(".") or part.split(".")[0].lower() in _WINDOWS_NAMES for part in parts):
        raise ValueError(f"'{text[:60]}' is no name on every system", "choose a name that is not reserved")
    return path
