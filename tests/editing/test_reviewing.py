"""What waits for the editor is asked, and each answer is written where it belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from sites import clipping

from sitegen.cli.app import app
from sitegen.core.errors import SitegenError
from sitegen.editing.reviewing import Question, Topic, questions, settle
from sitegen.editing.told import whole

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Site

SHORT = "Công ty TNHH Lạ Hoắc và Tập đoàn FPT ký biên bản ghi nhớ hợp tác về điện toán đám mây."


@pytest.fixture(name="folder")
def _folder(site: Site) -> Path:
    told = {"partners": "[fpt, viettel]", "kinds": "[mou]", "source": "VIR"}
    return site(
        {
            "content/partners.yaml": "# ours\n",
            "content/clippings/a.md": clipping("A", SHORT, signed_on="2025-05-26", date="2025-05-27", **told),
            "content/clippings/b.md": clipping("B", SHORT[::-1], signed_on="2025-05-28", date="2025-07-30", **told),
            "seeds/c.txt": SHORT,
        }
    )


def asked(folder: Path, topic: Topic) -> list[Question]:
    return [question for question in questions(whole(folder)) if question.topic is topic]


def answered(folder: Path, topic: Topic, answer: str) -> None:
    (question,) = asked(folder, topic)
    settle(folder, whole(folder), question, answer)


@pytest.mark.parametrize(("answer", "deals"), [("yes", 1), ("no", 2)])
def test_the_editor_says_whether_two_tell_one_deal(folder: Path, answer: str, deals: int) -> None:
    answered(folder, Topic.SAME, answer)
    assert len([one for one in whole(folder).digest.deals if "viettel" in one.deal.parties]) == deals
    assert asked(folder, Topic.SAME) == []


def test_a_date_and_a_source_go_into_the_clipping(folder: Path) -> None:
    answered(folder, Topic.UNDATED, "27/10/2025")
    answered(folder, Topic.SOURCELESS, "Báo Thử https://bao-thu.example/1")
    text = (folder / "seeds/c.txt").read_text("utf-8")
    assert text.endswith(SHORT)
    (story,) = (one for one in whole(folder).digest.stories if one.id == "c")
    assert story.published == "2025-10-27"
    assert story.source is not None
    assert (story.source.name, story.source.url) == ("Báo Thử", "https://bao-thu.example/1")


def test_a_found_partner_is_added_or_is_another_name(folder: Path) -> None:
    (question,) = asked(folder, Topic.PARTNER)
    settle(folder, whole(folder), question, "new company")
    assert "# ours" in (folder / "content/partners.yaml").read_text("utf-8")
    assert asked(folder, Topic.PARTNER) == []
    assert next(one for one in whole(folder).digest.dossiers if "Hoắc" in one.partner.name).partner.registered


def test_a_fact_is_settled_by_its_value(folder: Path) -> None:
    every = [one for one in questions(whole(folder), bar=1.0) if one.key == "partners"]
    settle(folder, whole(folder), every[0], "fpt, viettel")
    assert "partners" not in [one.key for one in questions(whole(folder), bar=1.0)]


@pytest.mark.parametrize(
    ("topic", "answer"),
    [(Topic.SAME, "perhaps"), (Topic.UNDATED, "yesterday"), (Topic.PARTNER, "new planet"), (Topic.PARTNER, "nobody")],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(folder: Path, topic: Topic, answer: str) -> None:
    before = {file: file.read_bytes() for file in folder.rglob("*.*") if ".sitegen" not in file.parts}
    with pytest.raises(SitegenError):
        answered(folder, topic, answer)
    assert {file: file.read_bytes() for file in before} == before


def test_the_terminal_asks_and_writes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITEGEN_LANG", "en")
    result = CliRunner().invoke(app, ["-C", str(folder), "review"], input="n\nnever\n2025-10-27\nq\n")
    assert result.exit_code == 0
    assert "'never' is not a date" in result.output
    assert "2 of " in result.output
    assert "not_same_as" in (folder / "content/clippings/a.md").read_text("utf-8")
    assert "date: 2025-10-27" in (folder / "seeds/c.txt").read_text("utf-8")
