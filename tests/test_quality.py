"""The extraction holds its floors on our own clippings that no model has learnt from."""

from __future__ import annotations

from pathlib import Path

from sitegen.core.registry import load_knowledge
from sitegen.learning import floors
from sitegen.learning.quality import compared
from sitegen.learning.samples import digest, kept_clippings, own_samples
from sitegen.learning.score import MEASURES, scores

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus" / "clippings"
PINNED = floors.load(ROOT / floors.FILE)
REPIN = "run `python -m sitegen.learning floors` and commit tests/floors.json"


def test_floors_belong_to_these_clippings() -> None:
    kept = kept_clippings(CORPUS)
    assert (PINNED.corpus, PINNED.clippings) == (digest(kept), len(kept)), f"the held-out clippings changed: {REPIN}"


def test_every_measure_has_a_floor() -> None:
    assert set(PINNED.floors) == {measure.name for measure in MEASURES} - floors.UNPINNED


def test_no_measure_is_below_its_floor() -> None:
    found = scores(compared(own_samples(load_knowledge(), CORPUS)))
    fallen = {name: (found[name], floor) for name, floor in PINNED.floors.items() if found[name] < floor}
    assert fallen == {}, "`make quality` shows where"


def test_what_was_lowered_says_why() -> None:
    assert all(one.reason.strip() and one.after < one.before for one in PINNED.lowered)
