"""The canonical form of a model file: the same training gives the same bytes and the same verdicts."""

from __future__ import annotations

import random
from pathlib import Path

from underthesea_core import CRFTagger, CRFTrainer

from sitegen.learning.modelfile import attributes_of, make_canonical

SEQUENCES = 60


def trained(path: Path) -> Path:
    """A small model of made-up sequences, always the same ones."""
    dice = random.Random(7)
    rows = [[[f"f{dice.randint(0, 200)}" for _ in range(5)] for _ in range(6)] for _ in range(SEQUENCES)]
    tags = [[dice.choice(["O", "B", "I"]) for _ in row] for row in rows]
    CRFTrainer("lbfgs", 0.0, 0.3, 0.1, 20, True, 0).train(rows, tags).save(str(path))
    return path


def marginals(path: Path) -> list[list[float]]:
    tagger = CRFTagger()
    tagger.load(str(path))
    found: list[list[float]] = tagger.marginals([[f"f{n}", f"f{n + 9}"] for n in range(50)])
    return found


def test_two_trainings_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = trained(tmp_path / "first.crf"), trained(tmp_path / "second.crf")
    make_canonical(first)
    make_canonical(second)
    assert first.read_bytes() == second.read_bytes()


def test_the_verdicts_stay(tmp_path: Path) -> None:
    path = trained(tmp_path / "model.crf")
    before = marginals(path)
    make_canonical(path)
    after = marginals(path)
    assert max(abs(a - b) for x, y in zip(before, after, strict=True) for a, b in zip(x, y, strict=True)) < 0.005


def test_a_second_time_changes_nothing(tmp_path: Path) -> None:
    path = trained(tmp_path / "model.crf")
    make_canonical(path)
    once = path.read_bytes()
    make_canonical(path)
    assert path.read_bytes() == once


def test_the_attributes_that_weigh_are_named(tmp_path: Path) -> None:
    path = tmp_path / "model.crf"
    rows = [[["good", "every"]], [["bad", "every"]]] * 30
    CRFTrainer("lbfgs", 1.0, 0.1, 0.1, 40, True, 0).train(rows, [["B"], ["O"]] * 30).save(str(path))
    assert {"good", "bad"} <= attributes_of(path) <= {"good", "bad", "every"}
    assert attributes_of(trained(tmp_path / "other.crf")) == {
        feature for feature in (f"f{n}" for n in range(201)) if weighs(tmp_path / "other.crf", feature)
    }


def weighs(path: Path, feature: str) -> bool:
    tagger = CRFTagger()
    tagger.load(str(path))
    nothing: list[list[float]] = tagger.marginals([["unheard of"]])
    return bool(tagger.marginals([[feature]]) != nothing)
