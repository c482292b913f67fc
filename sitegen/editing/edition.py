"""The e-mail edition of a week or a month: HTML, text, or one message."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.core import routes
from sitegen.core.errors import SitegenError, Where
from sitegen.core.model import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sitegen.core.model import DealRecord
    from sitegen.editing.told import Whole
    from sitegen.rendering.i18n import Language

_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")


class Period(Struct, frozen=True):
    """A week or a month: how it is called, its days (first and last), the route of its page."""

    name: str
    first: datetime.date
    last: datetime.date
    route: str


class Edition(Struct, frozen=True):
    """What is sent: `html` has whole addresses and its styles in the elements."""

    name: str
    subject: str
    html: bytes
    text: str


def period(name: str) -> Period:
    """`2025-W44` or `2025-10`. Raises SitegenError."""
    try:
        if week := _WEEK.fullmatch(name):
            year, number = int(week[1]), int(week[2])
            first = datetime.date.fromisocalendar(year, number, 1)
            return Period(name, first, first + datetime.timedelta(days=6), routes.week(year, number))
        if month := _MONTH.fullmatch(name):
            year, number = int(month[1]), int(month[2])
            first = datetime.date(year, number, 1)
            last = (first + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)
            return Period(name, first, last, routes.month(number, year))
    except ValueError:
        pass
    raise SitegenError.at(Where(name[:40]), "this is no week and no month", "write 2025-W44 or 2025-10")


def edition(site: Path, told: Whole, wanted: Period) -> Edition:
    """The edition of `wanted`. Raises SitegenError if nothing was signed in it."""
    from sitegen.rendering import load_theme, render
    from sitegen.rendering.i18n import language

    path = f"{wanted.route}{routes.MAIL}"
    planned = render(told.digest, told.config, load_theme(site / "templates"))
    letter = next((each for each in planned if each.path == path), None)
    if letter is None:
        raise SitegenError.at(Where(wanted.name), "no deal is told of this time", "choose another week or month")
    words = language(told.config.language)
    return Edition(wanted.name, _subject(told, wanted, words), letter.make(), _text(told, wanted, words))


def message(made: Edition, sender: str) -> bytes:
    """The edition as a message that mail programs open as a draft (`X-Unsent`). Same edition, same bytes: no date."""
    from email.message import EmailMessage
    from email.policy import SMTP

    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = made.subject
    if sender:
        mail["From"] = sender
    mail["X-Unsent"] = "1"
    mail.set_content(made.text)
    mail.add_alternative(made.html.decode("utf-8"), subtype="html")
    mail.set_boundary(f"=={made.name}==")
    return mail.as_bytes()


def _subject(told: Whole, wanted: Period, words: Language) -> str:
    first, last = (PartialDate(day.year, day.month, day.day) for day in (wanted.first, wanted.last))
    return f"{told.config.title}: {words.date(first)} – {words.date(last)}"


def _text(told: Whole, wanted: Period, words: Language) -> str:
    from sitegen.rendering.urls import Urls

    urls = Urls.of(told.config.base_url)
    lines = [_subject(told, wanted, words), ""]
    for record in deals_in(told, wanted):
        names = [told.digest.partners[ident].name for ident in record.deal.parties if ident in told.digest.partners]
        facts = [", ".join(map(words.label, record.deal.kinds))]
        facts += [words.date(record.on)] if record.on else []
        facts += [words.money(record.deal.value.money)] if record.deal.value else []
        lines += [
            words.title(record.story),
            f"  {' – '.join(names)}",
            f"  {' · '.join(fact for fact in facts if fact)}",
        ]
        lines += [f"  {urls.absolute(routes.story(record.story.slug))}"] if urls.known else []
        lines += [f"  {record.story.source.name}"] if record.story.source else []
        lines.append("")
    return "\n".join(lines)


def deals_in(told: Whole, wanted: Period) -> Iterator[DealRecord]:
    """The deals of a week or month, newest first: signed in it, else told in it."""
    from sitegen.rendering.figures import moment_of

    for record in told.digest.deals:
        moment = moment_of(record, told.config.time_zone)
        if moment is None or not moment.year or not moment.month:
            continue
        first = datetime.date(moment.year, moment.month, moment.day or 1)
        whole_month = wanted.first.day == 1 and wanted.last.month == wanted.first.month and wanted.last.day > 27
        if (moment.day or whole_month) and wanted.first <= first <= wanted.last:
            yield record
