"""Builds that never end, or die: the preview goes on."""

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path

import pytest

from sitegen.preview.bench import Bench
from sitegen.preview.rebuild import Outcome
from sitegen.rendering.theme import make_theme

ENDLESS = "<p>\n{% for one in range(2000000000) %}\n{% for other in range(2000000000) %}{% endfor %}{% endfor %}"


def make(root: Path, base_url: str) -> Outcome:
    """A build as its file says."""
    word = (root / "do").read_text()
    if word == "die":
        os._exit(3)
    if word == "hang":
        sum(range(10**15))  # in C: no signal and no thread gets a turn
    if word == "loop":
        while True:
            time.sleep(0.01)
    if word == "template":
        render(ENDLESS)
    (root / "made").write_text(base_url)
    return Outcome(True)


def render(source: str) -> None:
    from jinja2 import Environment, FunctionLoader

    theme = make_theme({"home.html": ("templates/home.html", source.encode())})
    loader = FunctionLoader(lambda name: (theme.templates[name], theme.places[name], lambda: True))
    Environment(loader=loader, autoescape=True).get_template("home.html").render()


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("die", "exit code 3"),
        ("hang", "no sign of life"),
        ("template", "did not come to an end"),
    ],
)
def test_a_build_that_fails_to_end_is_ended_and_the_next_one_works(tmp_path: Path, word: str, told: str) -> None:
    (tmp_path / "do").write_text(word)
    bench = Bench(partial(make, tmp_path), limit=1, silence=3)
    try:
        outcome = bench.build("http://localhost/")
        assert not outcome.written
        assert told in outcome.problems[0].message
        if word == "template":
            assert str(outcome.problems[0].where) == "templates/home.html:3"
        (tmp_path / "do").write_text("")
        assert bench.build("http://localhost:1/") == Outcome(True)
        assert (tmp_path / "made").read_text() == "http://localhost:1/"
    finally:
        bench.close()


def test_one_process_makes_many_builds(tmp_path: Path) -> None:
    (tmp_path / "do").write_text("")
    bench = Bench(partial(make, tmp_path))
    try:
        for number in range(3):
            assert bench.build(str(number)) == Outcome(True)
        assert (tmp_path / "made").read_text() == "2"
    finally:
        bench.close()
