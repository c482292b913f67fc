"""Training: the same labels give the same models, to the byte, in whatever order they come."""

from __future__ import annotations

from pathlib import Path

from sitegen.core.registry import load_knowledge
from sitegen.extraction.tagger import Classifier
from sitegen.learning.corpus import read_corpus
from sitegen.learning.fitting import fit_classifier
from sitegen.learning.samples import CORPUS
from sitegen.learning.train import train


def models(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_two_trainings_give_the_same_bytes(tmp_path: Path) -> None:
    corpus, knowledge = read_corpus(CORPUS)[:8], load_knowledge()
    for name in ("first", "second"):
        train(corpus, knowledge, tmp_path / name)
    first = models(tmp_path / "first")
    assert set(first) == {
        "names.crf",
        *(f"{name}.json" for name in ("dates", "deal", "kinds", "parties", "sentences", "topics", "values")),
        *(f"{name}-phrases.json" for name in ("deal", "kinds", "sentences", "topics")),
    }
    assert first == models(tmp_path / "second")


def test_from_too_few_texts_no_phrase_is_learnt(tmp_path: Path) -> None:
    found = [({"ký": 1.0}, ("mou",)), ({"góp vốn": 1.0}, ("joint_venture",))]
    fit_classifier(found, tmp_path / "kinds-phrases.json", telling=500)
    assert Classifier(tmp_path / "kinds-phrases.json").scores({"ký": 1.0}) == {}
