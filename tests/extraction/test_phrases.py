"""What classifiers of whole texts read, and what they make of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sitegen.core.model import Topic
from sitegen.core.registry import load_knowledge
from sitegen.extraction import extract
from sitegen.extraction.lexicon import lexicon_of
from sitegen.extraction.phrases import phrases
from sitegen.extraction.scene import look
from sitegen.extraction.tagger import Classifier, using
from sitegen.learning.samples import as_article
from sitegen.reading import wordlists
from sitegen.reading.anatomy import anatomy

TEXT = """VNPT bắt tay Nokia

Ngày 5/3/2022, VNPT và Nokia ký hợp đồng mua trạm phát sóng.

Trời hôm ấy nắng đẹp.

Đại diện VNPT nói mạng lưới sẽ rộng hơn.

Lễ ký có nhiều khách mời tới dự.

VNPT kêu gọi hợp tác nuôi ong."""


def read(text: str, *members: set[int]) -> dict[str, float]:
    scene = look(text, anatomy(text, wordlists.cues()), lexicon_of(load_knowledge()))
    return phrases(scene, [frozenset(one) for one in members])


def test_phrases_are_words_in_a_row_without_names_and_figures() -> None:
    found = read(TEXT)
    assert {"ký", "ký hợp", "ký hợp đồng", "trạm phát sóng"} <= found.keys()
    assert not any(word in phrase.split() for phrase in found for word in ("vnpt", "nokia", "5", "2022"))
    assert "ngày và" not in found  # words that a name parts stand in no row
    assert "ký hợp đồng mua" not in found


@pytest.mark.parametrize(
    ("phrase", "weight"),
    [("bắt tay", 1.0), ("trạm phát sóng", 1.0), ("mạng lưới", 0.5), ("khách mời", 0.25), ("nuôi ong", 0.25)],
)
def test_a_phrase_counts_by_where_it_stands(phrase: str, weight: float) -> None:
    assert read(TEXT, {0, 1, 3, 5}, {0, 1})[phrase] == weight


def test_what_is_only_wished_for_counts_little_where_parties_are_named_too() -> None:
    found = read("VNPT và Nokia kêu gọi hợp tác nuôi ong.", {0}, {0})
    assert (found["kêu gọi"], found["nuôi ong"]) == (1.0, 0.25)


def test_a_phrase_counts_as_much_as_in_the_best_place_where_it_stands() -> None:
    assert read("VNPT nuôi ong\n\nMột nhà vườn xin nuôi ong.")["nuôi ong"] == 1.0


def classifier(folder: Path, weights: dict[str, dict[str, float]]) -> Classifier:
    path = folder / "topics-phrases.json"
    path.write_text(json.dumps(weights), encoding="utf-8")
    return Classifier(path)


def test_a_score_adds_what_its_phrases_add(tmp_path: Path) -> None:
    weights = {"": {"energy": -2.0, "sport": -1.0}, "điện gió": {"energy": 3.0}, "bóng": {"sport": 1.0, "energy": -1}}
    scores = classifier(tmp_path, weights).scores({"điện gió": 1.0, "bóng": 0.5, "lạ": 1.0})
    assert scores == {"energy": 0.5, "sport": -0.5}


def test_words_that_are_in_no_list_name_a_topic_too(tmp_path: Path) -> None:
    weights = {"": dict.fromkeys(map(str, Topic), -4.0), "nuôi ong": {"agriculture_food": 20.0}}
    article = as_article("a", "VNPT và Nokia ký thỏa thuận hợp tác nuôi ong lấy mật.")
    with using(**{"topics-phrases": classifier(tmp_path, weights)}):
        found = extract(article, load_knowledge())
    assert [fact.topic for fact in found.topics] == [Topic.AGRICULTURE_FOOD]
