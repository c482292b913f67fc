"""Messages with numbers."""

from __future__ import annotations

import pytest

from sitegen.core.filling import filled


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 files are left"), (1, "1 file is left"), (2, "2 files are left"), (21, "21 files are left")],
)
def test_nouns_and_verbs_go_with_their_number(count: int, said: str) -> None:
    assert filled("{count} {count:file is|files are} left", count=count) == said


def test_each_number_of_a_sentence_has_its_own() -> None:
    message = "{new} {new:page|pages}, {old} {old:fault|faults}"
    assert filled(message, new=1, old=3) == "1 page, 3 faults"
    assert filled(message, new=3, old=1) == "3 pages, 1 fault"


def test_the_rest_is_filled_in_as_ever() -> None:
    assert filled("{path}: {share:.0%}", path="a|b {c}", share=0.5) == "a|b {c}: 50%"
