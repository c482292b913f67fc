"""What counts as right, and how counts become scores."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from sitegen.core.registry import load_knowledge
from sitegen.learning.answers import Answer, Partner, of_labels, of_record, to_record
from sitegen.learning.corpus import parse
from sitegen.learning.quality import compared
from sitegen.learning.samples import GOLD, gold_samples
from sitegen.learning.score import MEASURES, compare, partners, rouge_1, scores

ROOT = Path(__file__).parent.parent.parent
TRUTH = Answer(
    name="a",
    title="Sao Mai bắt tay Biển Xanh",
    is_partnership=True,
    partners=(Partner("Sao Mai", ("Công ty Sao Mai",)), Partner("Biển Xanh", ("Biển Xanh Group",))),
    dates=("2024-05",),
    year=2024,
    kinds=frozenset(("mou",)),
    topics=frozenset(("ai", "health")),
    values=frozenset(((2e12, "VND"),)),
    people=frozenset(("lê hòa",)),
    entities=frozenset((("Sao Mai", "ORG"), ("Huế", "LOC"))),
    summary="Sao Mai và Biển Xanh đã ký",
)


def score(given: Answer) -> dict[str, float]:
    return scores([compare(TRUTH, given)])


def test_the_truth_scores_full_marks() -> None:
    assert score(TRUTH) == {measure.name: 1.0 for measure in MEASURES}


def test_saying_nothing_scores_nothing() -> None:
    nothing = frozenset[str]()
    given = Answer("a", None, False, (), (None,), None, nothing, nothing, frozenset(), nothing, frozenset())
    assert set(score(given).values()) == {0.0}


@pytest.mark.parametrize(
    ("names", "hits", "missed", "extra"),
    [
        (["Sao Mai", "Biển Xanh"], 2, [], []),
        (["SAO  MAI"], 1, ["Biển Xanh"], []),
        (["Công ty Sao Mai"], 1, ["Biển Xanh"], []),
        (["Sao Mai", "Công ty Sao Mai"], 1, ["Biển Xanh"], ["công ty sao mai"]),
        (["Sao Mai", "sao mai"], 1, ["Biển Xanh"], []),
        (["Sao"], 0, ["Sao Mai", "Biển Xanh"], ["sao"]),
    ],
)
def test_partners_by_name_or_surface(names: list[str], hits: int, missed: list[str], extra: list[str]) -> None:
    found = partners(TRUTH.partners, [Partner(name) for name in names])
    assert (found.hits, list(found.missed), list(found.extra)) == (hits, missed, extra)


def test_a_shared_surface_does_not_take_the_place_of_a_name() -> None:
    truth = [Partner("FPT", ("FPT", "FPT IS")), Partner("FPT IS", ("FPT IS",))]
    assert partners(truth, [Partner("FPT IS"), Partner("FPT")]).hits == 2


def test_an_entity_of_the_wrong_kind_is_missed_and_extra() -> None:
    given = replace(TRUTH, entities=frozenset((("Sao Mai", "PER"), ("Huế", "LOC"))))
    difference = compare(TRUTH, given).differences["entities"]
    assert (difference.hits, difference.missed, difference.extra) == (1, ("Sao Mai (ORG)",), ("Sao Mai (PER)",))
    assert score(given)["entities"] == 0.5


@pytest.mark.parametrize(
    ("accepted", "given", "right"),
    [
        (("2024-05",), "2024-05", True),
        (("2024-05",), "2024-05-03", False),
        (("2024-05",), None, False),
        ((None,), None, True),
        ((None,), "2024", False),
        ((None, "--05-03"), "--05-03", True),
        (("2016-12", "2016-12-25", "2016-12-21"), "2016-12-21", True),
    ],
)
def test_signing_dates(accepted: tuple[str | None, ...], given: str | None, right: bool) -> None:
    truth = replace(TRUTH, dates=accepted)
    assert scores([compare(truth, replace(TRUTH, dates=(given,)))])["signing date"] == float(right)


def test_no_title_is_an_answer() -> None:
    bare = replace(TRUTH, title=None)
    assert scores([compare(bare, bare)])["title"] == 1
    assert scores([compare(bare, TRUTH)])["title"] == 0


def test_counts_are_added_before_they_are_divided() -> None:
    many = replace(TRUTH, topics=frozenset("abcdefgh"))
    found = scores([compare(many, many), compare(TRUTH, replace(TRUTH, topics=frozenset()))])
    assert found["topics"] == pytest.approx(2 * 8 / (8 + 10))


@pytest.mark.parametrize(
    ("chosen", "rouge"),
    [("một hai ba bốn", 1.0), ("một hai", 2 / 3), ("một một một một", 0.25), ("năm", 0.0), ("", 0.0)],
)
def test_rouge_counts_each_word_as_often_as_both_have_it(chosen: str, rouge: float) -> None:
    assert rouge_1(["một", "hai", "ba", "bốn"], chosen.split()) == pytest.approx(rouge)


def test_clippings_without_key_sentences_have_no_part_in_the_summary_score() -> None:
    found = scores([compare(TRUTH, TRUTH), compare(replace(TRUTH, summary=""), replace(TRUTH, summary="thừa"))])
    assert (found["summary"], found["summary length"]) == (1, 1)


LABELLED = """---
title: null
is_partnership: true
partners:
  - {name: Sao Mai, surfaces: [Sao Mai, Công ty Sao Mai]}
signed_on: --05-03
signed_on_all: []
year: null
agreement_kinds: [mou]
values: [{amount: 1500000.5, currency: USD}]
people:
  - {name: Lê Hoà, role: null, org: null}
topics: [ai]
---
<k>[O:Công ty Sao Mai] ký ghi nhớ tại [L:Huế] ngày 3/5.</k> Ông [P:Lê Hoà] dự.
"""


def test_labels_become_an_answer() -> None:
    found = of_labels(parse(LABELLED, "x"))
    assert found == Answer(
        name="x",
        title=None,
        is_partnership=True,
        partners=(Partner("Sao Mai", ("Sao Mai", "Công ty Sao Mai")),),
        dates=(None, "--05-03"),
        year=None,
        kinds=frozenset(("mou",)),
        topics=frozenset(("ai",)),
        values=frozenset(((1500000.5, "USD"),)),
        people=frozenset(("lê hòa",)),
        entities=frozenset((("Công ty Sao Mai", "ORG"), ("Huế", "LOC"), ("Lê Hoà", "PER"))),
        summary="Công ty Sao Mai ký ghi nhớ tại Huế ngày 3/5.",
    )


def test_a_record_brings_an_answer_back() -> None:
    again = of_record({**to_record(TRUTH), "key_sentences": [TRUTH.summary]})
    assert again == TRUTH


def test_our_numbers_are_those_of_the_gold_scorer(tmp_path: Path) -> None:
    gold = ROOT / GOLD
    if not (gold / "score.py").is_file():
        pytest.skip("needs the gold clippings and their scorer beside the repository")
    samples = gold_samples(load_knowledge(), gold / "dev")
    for one in samples:
        (tmp_path / f"{one.truth.name}.json").write_text(json.dumps(to_record(one.given)), "utf-8")
    command = [sys.executable, str(gold / "score.py"), str(gold / "dev"), str(tmp_path), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    ours = scores(compared(samples))
    for name, key in {
        "kinds": "agreement_kinds",
        **{x: x for x in ("partners", "entities", "people", "values")},
    }.items():
        assert ours[name] == pytest.approx(theirs[key]["f1"], abs=1e-4), name
    for name, key in {
        "signing date": "signed_on",
        "year": "year",
        "is a deal": "is_partnership",
        "title": "title",
    }.items():
        assert ours[name] == pytest.approx(theirs[f"acc {key}"][0], abs=1e-4), name
    assert ours["summary"] == pytest.approx(theirs["summary"]["rouge1"], abs=1e-4)
    assert ours["summary length"] == pytest.approx(theirs["summary"]["length_ratio"], abs=1e-4)
