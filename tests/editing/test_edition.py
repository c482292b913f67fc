"""The e-mail edition of a week or a month."""

from __future__ import annotations

import email
from email.policy import default
from typing import TYPE_CHECKING

import pytest
from sites import clipping

from sitegen.core.errors import SitegenError
from sitegen.editing.edition import Edition, edition, message, period
from sitegen.editing.told import whole

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Site


@pytest.fixture(name="folder")
def _folder(site: Site) -> Path:
    files = {
        f"content/clippings/{name}.md": clipping(f"Tin {name}", partners="[fpt, viettel]", signed_on=day)
        for name, day in (("monday", "2025-10-27"), ("sunday", "2025-11-02"), ("later", "2025-11-03"))
    }
    return site(files | {"content/site.yaml": "title: Thử\nbase_url: https://example.org/d/\n"})


def made(folder: Path, name: str) -> Edition:
    return edition(folder, whole(folder), period(name))


def test_a_week_runs_from_monday_to_sunday(folder: Path) -> None:
    week = made(folder, "2025-W44")
    assert "https://example.org/d/tin/monday/" in week.text
    assert "https://example.org/d/tin/sunday/" in week.text
    assert "later" not in week.text
    assert b"https://example.org/d/tin/monday/" in week.html


def test_a_month_holds_its_days_only(folder: Path) -> None:
    assert [name for name in ("monday", "sunday", "later") if f"/{name}/" in made(folder, "2025-11").text] == [
        "sunday",
        "later",
    ]


def test_the_message_opens_as_a_draft_and_is_the_same_each_time(folder: Path) -> None:
    week = made(folder, "2025-W44")
    mail = email.message_from_bytes(message(week, "Tòa soạn <a@example.org>"), policy=default)
    assert (mail["Subject"], mail["X-Unsent"]) == (week.subject, "1")
    assert [part.get_content_type() for part in mail.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert message(week, "") == message(made(folder, "2025-W44"), "")


@pytest.mark.parametrize("name", ["2025-W60", "2025-13", "last week", "2031-W01"])
def test_what_is_no_time_or_has_no_deal_is_refused(folder: Path, name: str) -> None:
    with pytest.raises(SitegenError, match=r"2025-W44|another"):
        made(folder, name)
