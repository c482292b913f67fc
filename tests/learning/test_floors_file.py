"""Floors rise by themselves and fall only with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.core.errors import SitegenError
from sitegen.learning.floors import Floors, Lowered, below, load, pin, repinned, save

if TYPE_CHECKING:
    from pathlib import Path

OLD = Floors("old", 3, {"partners": 0.80, "title": 0.95})


def test_a_floor_is_a_little_below_the_score() -> None:
    assert repinned(Floors(), {"partners": 0.8567}, "new", 4) == Floors("new", 4, {"partners": 0.846})


def test_a_floor_rises_with_the_score_but_not_above_it() -> None:
    assert repinned(OLD, {"partners": 0.90, "title": 0.955}, "new", 4).floors == {"partners": 0.89, "title": 0.95}


def test_a_floor_does_not_fall_without_a_reason() -> None:
    with pytest.raises(SitegenError, match=r"partners 0\.800 -> 0\.700.*\n.*--lower"):
        repinned(OLD, {"partners": 0.70, "title": 1.0}, "new", 4)


def test_a_floor_falls_with_a_reason_that_is_kept() -> None:
    once = repinned(OLD, {"partners": 0.70, "title": 1.0}, "new", 4, "harder clippings")
    assert once.floors == {"partners": 0.69, "title": 0.99}
    assert once.lowered == (Lowered("partners", 0.80, 0.69, "harder clippings"),)
    assert repinned(once, {"partners": 0.75, "title": 1.0}, "new", 4).lowered == once.lowered


def test_a_reason_lowers_only_what_fell() -> None:
    assert repinned(OLD, {"partners": 0.85, "title": 0.90}, "new", 4, "why").floors == {"partners": 0.84, "title": 0.89}


def test_the_length_of_a_summary_has_no_floor() -> None:
    assert repinned(Floors(), {"summary length": 1.2}, "new", 4).floors == {}


def test_below() -> None:
    assert below(OLD, {"partners": 0.79, "title": 0.95}) == {"partners": (0.80, 0.79)}


def test_a_file_keeps_everything(tmp_path: Path) -> None:
    floors = Floors("c", 2, {"year": 0.5}, (Lowered("year", 0.6, 0.5, "mới gắn nhãn lại"),))
    save(floors, tmp_path / "f.json")
    assert load(tmp_path / "f.json") == floors


def test_no_file_no_floors(tmp_path: Path) -> None:
    assert load(tmp_path / "f.json") == Floors()


@pytest.mark.parametrize(
    "text", ["", "[]", '{"floors": {}}', '{"corpus": "", "clippings": 1, "floors": {}, "lowered": [1]}']
)
def test_a_file_that_is_something_else(tmp_path: Path, text: str) -> None:
    (tmp_path / "f.json").write_text(text, "utf-8")
    with pytest.raises(SitegenError, match=r"f\.json: holds no floors"):
        load(tmp_path / "f.json")


@given(st.floats(0, 1))
def test_a_score_passes_the_floor_made_from_it(score: float) -> None:
    floor = pin(score)
    assert floor <= score
    assert floor >= score - 0.0111
