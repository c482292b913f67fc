"""Front matter: what the editor says above a clipping, checked."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache, partial
from typing import Literal

import msgspec
from msgspec import Struct

from sitegen.core import schema
from sitegen.core.errors import ClippingError, Problem, Where
from sitegen.core.model import (
    MOST_PARTIES,
    DealKind,
    DealStage,
    EditorDeal,
    EditorFacts,
    Money,
    PartialDate,
    Source,
    Topic,
)
from sitegen.core.text import one_line
from sitegen.reading import editorvalues

MAX_CHARACTERS = 64 * 1024
_FENCE = re.compile(r"---[ ]*")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ ]*$", re.MULTILINE)
_KEY = re.compile(r"""\s*(?:#.*|["']?[\w-]{1,40}["']?[ ]*:(?: .*)?|\{.*)""")


class Moment(str):
    """An ISO 8601 date or date-time with offset."""

    __slots__ = ()


class Slug(str):
    """A folder name."""

    __slots__ = ()


class WebAddress(str):
    """An http(s) address."""

    __slots__ = ()


class Alias(str):
    """A path of the site."""

    __slots__ = ()


class Currency(str):
    """An ISO 4217 code."""

    __slots__ = ()


class SourceForm(msgspec.Struct, frozen=True):
    """`source` as a mapping."""

    name: str
    url: WebAddress | None = None


class MoneyForm(msgspec.Struct, frozen=True):
    """A sum as a mapping."""

    amount: Decimal
    currency: Currency


class PersonForm(msgspec.Struct, frozen=True):
    """A person as a mapping."""

    name: str
    role: str | None = None
    org: str | None = None


class DealForm(msgspec.Struct, frozen=True):
    """One deal."""

    parties: tuple[str, ...]
    kinds: tuple[DealKind, ...] | None = None
    stage: DealStage | None = None
    signed_on: PartialDate | None = None
    value: MoneyForm | Money | None = None
    place: str | None = None


class ImportForm(msgspec.Struct, frozen=True):
    """Where an imported clipping comes from, and how sure each thing found in it is (0 to 1)."""

    original: str
    digest: str
    author: str | None = None
    sure: dict[str, float] = {}


class FrontMatter(msgspec.Struct, frozen=True, kw_only=True):
    """All keys that may stand above a clipping; none must."""

    title: str | None = None
    date: Moment | None = None
    slug: Slug | None = None
    source: str | SourceForm | None = None
    partners: tuple[str, ...] | None = None
    deals: tuple[DealForm, ...] | None = None
    signed_on: PartialDate | None = None
    kinds: tuple[DealKind, ...] | None = None
    value: MoneyForm | Money | None = None
    place: str | None = None
    topics: tuple[Topic, ...] | None = None
    people: tuple[str | PersonForm, ...] | None = None
    summary: str | None = None
    draft: bool = False
    aliases: tuple[Alias, ...] = ()
    same_as: tuple[str, ...] = ()
    not_same_as: tuple[str, ...] = ()
    imported: ImportForm | None = None
    lang: Literal["vi", "en"] = "vi"


class Split(Struct, frozen=True):
    """A file in two: the front matter's YAML (None: there is none), the body, and the lines before each."""

    front: str | None
    front_line: int
    body: str
    body_line: int


def split(text: str, path: str) -> Split:
    """Part `text` (clean, `\\n` line ends) at its front matter. Raises ClippingError for one that is not closed."""
    start = len(text) - len(text.lstrip())
    before = text.count("\n", 0, start)
    fence, _, rest = text[start:].partition("\n")
    if not _FENCE.fullmatch(fence):
        return Split(None, 0, text, 0)
    closing = _CLOSING.search(rest)
    first = next((line for line in rest.split("\n", 40)[:40] if line.strip()), "")
    if not (_KEY.fullmatch(first) or (closing and not rest[: closing.start()].strip())):
        return Split(None, 0, text, 0)  # a rule drawn with hyphens, not a fence
    if closing is None:
        problem = Problem(Where(path, before + 1), "the front matter is not closed", "put a line '---' after it")
        raise ClippingError(problem)
    front = rest[: closing.start()]
    if len(front) > MAX_CHARACTERS:
        raise ClippingError(Problem(Where(path, before + 1), "front matter of more than 64 kB", "move text below it"))
    body_line = before + 2 + front.count("\n")
    return Split(front, before + 1, rest[closing.end() :].removeprefix("\n"), body_line)


def read(parted: Split, path: str, time_zone: str) -> FrontMatter:
    """The checked front matter of a clipping. Raises ClippingError with every fault and its line in the file."""
    if parted.front is None:
        return FrontMatter()
    where = Where(path, parted.front_line)
    front = schema.load(parted.front, FrontMatter, where, ClippingError, _readers(time_zone))
    deals = front.deals or ()
    _refuse_crowd("deals", len(deals), parted, path)
    _refuse_crowd(
        "partners", len({*(front.partners or ()), *(name for deal in deals for name in deal.parties)}), parted, path
    )
    return front


def _refuse_crowd(key: str, count: int, parted: Split, path: str) -> None:
    """One clipping with thousands of partners would make a page for each of them that names all the others."""
    if count > MOST_PARTIES:
        first = re.search(rf"^[\"']?{key}\b|^[\"']?deals\b", parted.front or "", re.MULTILINE)
        line = parted.front_line + 1 + (parted.front or "").count("\n", 0, first.start() if first else 0)
        message = f"{count:,} {key}, and a clipping may have {MOST_PARTIES}"
        raise ClippingError(Problem(Where(path, line), message, "make several clippings of it"))


@lru_cache(maxsize=8)
def _readers(time_zone: str) -> schema.Readers:
    return {
        Moment: partial(editorvalues.read_moment, zone=time_zone),
        Slug: editorvalues.read_slug,
        WebAddress: editorvalues.read_url,
        Alias: editorvalues.read_alias,
        Currency: editorvalues.read_currency,
        Decimal: editorvalues.read_amount,
        PartialDate: editorvalues.read_partial_date,
        Money: editorvalues.read_money,
        str: one_line,
    }


def source_of(front: FrontMatter) -> Source | None:
    """Where the editor says the clipping was published."""
    if isinstance(front.source, SourceForm):
        return Source(front.source.name, front.source.url)
    return Source(front.source) if front.source else None


def facts_of(front: FrontMatter) -> EditorFacts:
    """What the editor says about the deal itself."""
    return EditorFacts(
        partners=front.partners,
        deals=None if front.deals is None else tuple(map(_deal, front.deals)),
        signed_on=front.signed_on,
        kinds=front.kinds,
        value=_money(front.value),
        place=front.place,
        topics=front.topics,
        people=None if front.people is None else tuple(map(_person, front.people)),
        summary=front.summary or None,
        same_as=front.same_as,
        not_same_as=front.not_same_as,
    )


def _deal(form: DealForm) -> EditorDeal:
    return EditorDeal(form.parties, form.kinds, form.stage, form.signed_on, _money(form.value), form.place)


def _money(value: Money | MoneyForm | None) -> Money | None:
    return Money(value.amount, str(value.currency)) if isinstance(value, MoneyForm) else value


def _person(form: str | PersonForm) -> tuple[str, str | None, str | None]:
    return (form, None, None) if isinstance(form, str) else (form.name, form.role, form.org)
