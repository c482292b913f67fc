"""What the judges' chances become: lists that stand together, agreements that nothing tells of plainly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from clips import facts

from sitegen.core.model import Origin, PartnerKind
from sitegen.extraction.judging import PARTY, ranking
from sitegen.extraction.organisations import Organisation
from sitegen.extraction.parties import Candidate
from sitegen.extraction.tagger import Classifier, Judge, Model, using


def judge(folder: Path, **weights: float) -> Judge:
    path = folder / "judge.json"
    path.write_text(json.dumps(weights), encoding="utf-8")
    return Judge(path)


def deal(folder: Path, score: float) -> Any:
    """Models for which the odds of a deal are the same for every text."""
    path = folder / "deal-phrases.json"
    path.write_text(json.dumps({"": {"yes": score}}), encoding="utf-8")
    models: dict[str, Model] = {"deal": judge(folder, b=score), "deal-phrases": Classifier(path)}
    return using(**models)


def candidate(feature: str, *, place: bool = False, **told: Any) -> Candidate:
    kind = PartnerKind.GOVERNMENT if place else PartnerKind.COMPANY
    return Candidate(Organisation("", "X", kind, ("X",), (), False, Origin.MODEL, place), [feature], **told)


def chances(folder: Path, *candidates: Candidate) -> list[float]:
    return [chance for chance, _ in ranking(judge(folder, likely=2.0, unlikely=-2.0), candidates)]


def test_two_of_three_carry_the_third(tmp_path: Path) -> None:
    listed = [candidate("likely", lists=(0,)), candidate("unlikely", lists=(0,)), candidate("likely", lists=(0,))]
    assert chances(tmp_path, *listed)[1] == PARTY


@pytest.mark.parametrize(
    "other",
    [
        candidate("unlikely"),
        candidate("unlikely", lists=(1,)),
        candidate("unlikely", lists=(0,), bygone=True),
        candidate("unlikely", lists=(0,), aside=True),
        candidate("unlikely", lists=(0,), thing=True),
        candidate("unlikely", lists=(0,), place=True),
    ],
)
def test_who_stands_elsewhere_or_only_by_is_not_carried(tmp_path: Path, other: Candidate) -> None:
    listed = [candidate("likely", lists=(0,)), candidate("likely", lists=(0,))]
    assert chances(tmp_path, *listed, other)[2] < PARTY


def test_one_of_three_carries_nobody(tmp_path: Path) -> None:
    listed = [candidate("likely", lists=(0,)), *[candidate("unlikely", lists=(0,))] * 2]
    assert max(chances(tmp_path, *listed)[1:]) < PARTY


@pytest.mark.parametrize(
    ("told", "reported"),
    [
        ("đã ký kết thỏa thuận hợp tác", True),
        ("mong muốn sớm ký kết thỏa thuận hợp tác", False),
        ("dự kiến ký kết thỏa thuận hợp tác", False),
        ("sẽ ký kết thỏa thuận hợp tác", False),
        ("sẽ ký kết thỏa thuận hợp tác vào ngày 20/9/2019 để", True),
        ("kỳ vọng sẽ ký kết thỏa thuận hợp tác vào ngày 20/9/2019 để", False),
    ],
)
def test_what_is_told_plainly_nowhere_must_be_all_the_surer(tmp_path: Path, told: str, reported: bool) -> None:
    text = f"Trạm sạc cho xe điện\n\nNgày 16/8/2019, Lumis Motors và Quill Energy {told} làm 200 trạm sạc tại Hà Nội."
    with deal(tmp_path, 1.2):  # 0.77
        assert facts(text).is_partnership is reported
    with deal(tmp_path, 2.2):  # 0.9
        assert facts(text).is_partnership


@pytest.mark.parametrize(
    ("told", "reported"),
    [
        ("Năm 2009, Lumis Motors ký hợp đồng với Quill Energy.", False),
        ("Năm 2019, Lumis Motors ký hợp đồng với Quill Energy.", True),
        ("Lumis Motors ký hợp đồng với Quill Energy.", True),
    ],
)
def test_what_an_older_year_opens_is_a_memory(tmp_path: Path, told: str, reported: bool) -> None:
    text = f"Trạm sạc cho xe điện\n\nNgày 16/8/2019, Quill Energy trao giải cho 20 hãng xe. {told}"
    with deal(tmp_path, 1.2):  # 0.77
        assert facts(text).is_partnership is reported


@pytest.mark.parametrize(("weight", "reported"), [(-0.5, False), (-0.3, True)])  # 0.38 and 0.43
def test_a_deal_without_a_word_of_agreement_needs_less_than_an_even_chance(
    tmp_path: Path, weight: float, reported: bool
) -> None:
    text = "Cầu mới ở xã Hoa Lư\n\nNgày 16/8/2019, Lumis Motors góp một tỷ đồng xây cầu tại Hà Nội."
    with deal(tmp_path, weight):
        assert facts(text).is_partnership is reported


@pytest.mark.parametrize(
    ("title", "more", "reported"),
    [
        ("Lumis Motors và Quill Energy hợp tác làm trạm sạc", "", True),
        ("Trạm sạc cho xe điện", "", False),
        ("Lumis Motors hợp tác làm trạm sạc", "", False),
        ("Lumis Motors và Quill Energy mở trạm sạc", "", False),
        ("Lumis Motors và Quill Energy hợp tác làm trạm sạc", " Hai bên đã có buổi làm việc dài.", False),
    ],
)
def test_a_title_that_names_both_tells_of_a_deal(tmp_path: Path, title: str, more: str, reported: bool) -> None:
    text = f"{title}\n\nLumis Motors và Quill Energy lập 200 trạm sạc theo hợp đồng mới, tại Hà Nội.{more}"
    with deal(tmp_path, -1.0):  # 0.27
        assert facts(text).is_partnership is reported


def test_a_day_to_come_sets_the_signing(tmp_path: Path) -> None:
    text = "Trạm sạc cho xe điện\n\nNgày 20/9/2019{}, Lumis Motors sẽ ký hợp đồng làm trạm sạc với Quill Energy."
    with deal(tmp_path, 1.2):  # 0.77
        assert facts(text.format(" tới đây")).is_partnership
        assert not facts(text.format("")).is_partnership
