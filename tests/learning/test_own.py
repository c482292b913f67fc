"""Corrected clippings become labels, and the site's own models are used."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from sites import clipping, put

from sitegen.build import tell_all
from sitegen.core.errors import SitegenError
from sitegen.core.registry import load_knowledge
from sitegen.learning.answers import of_labels
from sitegen.learning.own import add_corrected, own_set, retrain, scored

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Site

BODY = (
    "Ngày 12/3/2025 tại Hà Nội, Tập đoàn FPT và Tập đoàn Viettel ký thỏa thuận hợp tác về điện toán đám mây, với sự "
    "chứng kiến của ông Nguyễn Văn An.\n\nThỏa thuận có hiệu lực ba năm."
)


@pytest.fixture(name="folder")
def _folder(site: Site) -> Path:
    return site(
        {
            "content/clippings/right.md": clipping("A", BODY, partners="[fpt, viettel]", kinds="[mou]"),
            "content/clippings/untouched.md": clipping("B", BODY),
            "content/clippings/marked.md": clipping("C", f"{BODY} \\[O:FPT\\] là gì?", kinds="[mou]"),
        }
    )


def test_what_an_editor_corrected_becomes_a_label(folder: Path) -> None:
    assert add_corrected(folder, load_knowledge(folder)) == ["labelled/right.txt"]
    (labelled,) = own_set(folder)
    assert labelled.text == BODY
    assert {label.span.of(BODY) for label in labelled.labels} >= {"Tập đoàn Viettel", "Nguyễn Văn An"}
    truth = of_labels(labelled)
    assert truth.kinds == frozenset(("mou",))
    assert truth.dates == ("2025-03-12",)
    assert add_corrected(folder, load_knowledge(folder)) == []


def test_the_score_knows_nothing_of_the_correction(folder: Path) -> None:
    knowledge = load_knowledge(folder)
    add_corrected(folder, knowledge)
    found = scored(own_set(folder), knowledge)
    assert found["partners"] == 1.0
    assert found["kinds"] < 1.0


def test_without_a_corpus_nothing_is_trained(folder: Path) -> None:
    with pytest.raises(SitegenError, match="--corpus"):
        retrain(folder, folder / "nowhere", load_knowledge(folder), lambda line: None)


@pytest.mark.parametrize(
    ("name", "weights"), [("kinds.json", {"joint_venture|b": 50}), ("kinds-phrases.json", {"": {"joint_venture": 50}})]
)
def test_models_of_the_site_go_before_those_that_ship(folder: Path, name: str, weights: dict[str, object]) -> None:
    def kinds() -> set[str]:
        (story,) = (story for story in tell_all(folder).stories if story.id == "untouched")
        return {fact.kind.value for fact in story.facts.kinds}

    assert "joint_venture" not in kinds()
    put(folder, f"models/{name}", json.dumps(weights))
    assert "joint_venture" in kinds()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("kinds.json", "no model"),
        ("kinds.json", "[]"),
        ("kinds-phrases.json", '{"ghi nhớ": 1}'),
        ("kinds-phrases.json", '{"ghi nhớ": {"mou": "1"}}'),
        ("names.crf", "lCRF?"),
    ],
)
def test_a_broken_model_is_named(folder: Path, name: str, content: str) -> None:
    put(folder, f"models/{name}", content)
    problems = {str(problem) for problem in tell_all(folder).problems}
    assert any(problem.startswith(f"models/{name}: is no model that sitegen can read") for problem in problems)
