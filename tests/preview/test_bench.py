"""Builds that never end, or die: the preview goes on."""

from __future__ import annotations

import os
import signal
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sitegen.preview.bench import Bench
from sitegen.preview.rebuild import Outcome
from sitegen.rendering.theme import make_theme

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    if word == "end while a file is open":
        opened = (root / "do").open()
        os.kill(os.getpid(), signal.SIGTERM)
        opened.close()
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


def rehearse(root: Path, base_url: str) -> Iterator[None]:
    """Steps that count themselves; without an end where the file says so."""
    steps = 0
    while steps < 3 or (root / "do").read_text() == "rehearse":
        steps += 1
        (root / "steps.new").write_text(f"{steps} {base_url}")
        (root / "steps.new").replace(root / "steps")
        yield
    raise ValueError("a rehearsal may fail")


def rehearsed(root: Path, wanted: int) -> None:
    """Wait until so many steps of a rehearsal are done."""
    end = time.monotonic() + 60
    while not (root / "steps").exists() or int((root / "steps").read_text().split()[0]) < wanted:
        assert time.monotonic() < end, "nothing is rehearsed"
        time.sleep(0.01)


def test_the_next_build_is_rehearsed_unasked_and_a_rehearsal_that_fails_is_forgotten(tmp_path: Path) -> None:
    (tmp_path / "do").write_text("")
    bench = Bench(partial(make, tmp_path), rehearse=partial(rehearse, tmp_path))
    try:
        assert bench.build("1") == Outcome(True)
        rehearsed(tmp_path, 3)
        assert bench.build("2") == Outcome(True)
        assert (tmp_path / "made").read_text() == "2"
    finally:
        bench.close()


def test_a_build_does_not_wait_for_a_rehearsal_to_end(tmp_path: Path) -> None:
    (tmp_path / "do").write_text("rehearse")
    bench = Bench(partial(make, tmp_path), rehearse=partial(rehearse, tmp_path))
    try:
        for number in range(2):  # the rehearsal has no end of its own
            assert bench.build(str(number)) == Outcome(True)
            rehearsed(tmp_path, 3)
        assert (tmp_path / "made").read_text() == "1"
    finally:
        bench.close()


def test_the_preview_ends_in_the_midst_of_a_rehearsal(tmp_path: Path) -> None:
    (tmp_path / "do").write_text("rehearse")
    bench = Bench(partial(make, tmp_path), rehearse=partial(rehearse, tmp_path))
    bench.build("1")
    rehearsed(tmp_path, 10)
    bench.close()
    (tmp_path / "steps").unlink()
    assert bench.build("2").written is False
    assert not (tmp_path / "steps").exists()


def test_a_process_that_is_ended_says_nothing_of_files_it_had_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.warnoptions", ["error"])  # as with `python -W error`, which a new process inherits
    (tmp_path / "do").write_text("end while a file is open")
    bench = Bench(partial(make, tmp_path))
    try:
        outcome = bench.build("http://localhost/")
    finally:
        bench.close()
    assert "exit code 1" in outcome.problems[0].message
    assert capfd.readouterr().err == ""
