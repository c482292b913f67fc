"""A site of many files is published in one step too: the one before is kept, and brought up to date as the next."""

from __future__ import annotations

import os
import shutil
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sites import tree

from sitegen.core.model import Planned
from sitegen.publishing import write
from sitegen.publishing.earlier import Earlier
from sitegen.publishing.paths import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="folders change places in one step on Linux only")

MANY = 1100
PAGES = {f"tin/{number // 50}/{number}.html": b"old" for number in range(MANY)}


def publish(files: Mapping[str, bytes], root: Path) -> None:
    plans = [Planned(path, content.decode(), partial(bytes, content)) for path, content in files.items()]
    write(plans, root / "public", root / ".sitegen")


def seen(root: Path) -> dict[str, bytes]:
    return {path: content for path, content in tree(root / "public").items() if path != MANIFEST}


def edited(turn: int) -> dict[str, bytes]:
    return {**PAGES, "tin/7/350.html": b"turn %d" % turn, f"tin/new-{turn}/index.html": b"new"}


def test_each_edit_gives_the_whole_site(tmp_path: Path) -> None:
    publish(PAGES, tmp_path)
    for turn in range(5):
        publish(edited(turn), tmp_path)
        assert seen(tmp_path) == edited(turn)


def test_folders_that_do_not_change_are_made_twice_and_no_more(tmp_path: Path) -> None:
    """The price of an edit is that of its pages, not that of the site."""
    publish(PAGES, tmp_path)
    folders = set()
    for turn in range(6):
        publish(edited(turn), tmp_path)
        folders.add((tmp_path / "public/tin/20").stat().st_ino)
    assert len(folders) == 2


def test_both_hold_the_same_files(tmp_path: Path) -> None:
    publish(PAGES, tmp_path)
    publish(edited(1), tmp_path)
    assert (tmp_path / "public/tin/20/1000.html").stat().st_nlink == 2
    assert (tmp_path / "public/tin/7/350.html").stat().st_nlink == 1


def test_what_is_kept_goes_when_the_site_becomes_small(tmp_path: Path) -> None:
    publish(PAGES, tmp_path)
    publish(edited(1), tmp_path)
    assert list((tmp_path / ".sitegen").glob(".sitegen-earlier-*"))
    publish({"index.html": b"all that is left"}, tmp_path)
    assert not list((tmp_path / ".sitegen").glob(".sitegen-*"))
    assert seen(tmp_path) == {"index.html": b"all that is left"}


def strangers_at_work(out: Path, turn: int) -> dict[str, bytes]:
    """What others do to a published site between two builds; what must be found there of theirs afterwards."""
    (out / "tin/7").joinpath("mine.txt").write_bytes(b"%d" % turn)
    (out / "tin/8").joinpath(f"mine-{turn}.txt").write_bytes(b"another")
    (out / "tin/8").joinpath(f"mine-{turn - 2}.txt").unlink(missing_ok=True)
    deep = out / "mine/deep/er"
    deep.mkdir(parents=True, exist_ok=True)
    before = deep.stat()
    (deep / "new").write_bytes(b"%d" % turn)  # a copying tool replaces a file, then sets the old time again
    (deep / "new").replace(deep / "file")
    os.utime(deep, ns=(before.st_atime_ns, before.st_mtime_ns))
    shutil.rmtree(out / "mine/gone", ignore_errors=True)
    if turn % 2:
        (out / "mine/gone").mkdir()
        (out / "mine/gone/file").write_bytes(b"for a while")
    kept = {"tin/7/mine.txt", "mine/deep/er/file", *(f"tin/8/mine-{one}.txt" for one in (turn - 1, turn) if one >= 0)}
    kept |= {"mine/gone/file"} if turn % 2 else set()
    return {path: (out / path).read_bytes() for path in kept}


def test_what_others_do_there_is_neither_lost_nor_undone(tmp_path: Path) -> None:
    publish(PAGES, tmp_path)
    for turn in range(6):
        theirs = strangers_at_work(tmp_path / "public", turn)
        publish(edited(turn), tmp_path)
        assert seen(tmp_path) == {**edited(turn), **theirs}


@pytest.mark.parametrize("spoil", ["record", "half", "all", "foreign"])
def test_a_spoilt_memory_of_it_costs_time_alone(tmp_path: Path, spoil: str) -> None:
    for turn in range(3):
        publish(edited(turn), tmp_path)
    kept = next((tmp_path / ".sitegen").glob(".sitegen-earlier-*"))
    if spoil == "record":
        (kept / "alike").write_bytes(b"\x93 no such thing")
    elif spoil == "half":
        for number in range(0, MANY // 50, 2):
            shutil.rmtree(kept / f"site/tin/{number}")
    elif spoil == "all":
        shutil.rmtree(kept)
    else:
        shutil.rmtree(kept / "site/tin")
        (kept / "site/tin").write_bytes(b"a file in the place of a folder")
        (kept / "site/evil.html").write_bytes(b"of somebody else")
    for turn in range(3, 6):
        publish(edited(turn), tmp_path)
        assert seen(tmp_path) == edited(turn)


def test_a_site_that_was_taken_away_comes_back(tmp_path: Path) -> None:
    for turn in range(2):
        publish(edited(turn), tmp_path)
    shutil.rmtree(tmp_path / "public")
    for turn in range(2, 5):
        publish(edited(turn), tmp_path)
        assert seen(tmp_path) == edited(turn)


def test_a_time_of_the_tick_that_is_not_over_tells_nothing(tmp_path: Path) -> None:
    now = time.time_ns()
    earlier = Earlier(str(tmp_path))
    earlier.remember({"long ago": (5, 6), "just here": (now, 6), "just there": (5, now)})
    assert earlier.alike() == {"long ago": (6, 5), "just here": (0, 0), "just there": (0, 0)}


PLACES = st.sampled_from(["a", "b", "c/d", "c/e", "c/f/g", "h/i", "tin/3/a", "tin/3/b/c"])
DEEDS = st.lists(st.tuples(st.sampled_from(["file", "folder", "link", "remove"]), PLACES), max_size=8)


@settings(max_examples=5, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(turns=st.lists(DEEDS, min_size=2, max_size=3))
def test_whatever_others_do_between_two_builds_stays_as_they_left_it(
    tmp_path_factory: pytest.TempPathFactory, turns: list[list[tuple[str, str]]]
) -> None:
    root = tmp_path_factory.mktemp("site")
    publish(PAGES, root)
    for turn, deeds in enumerate(turns):
        for deed, place in deeds:
            do(deed, root / "public" / place, turn)
        left = {path: what for path, what in everything(root / "public").items() if path not in edited(turn - 1)}
        publish(edited(turn), root)
        ours = {path: content.decode() for path, content in edited(turn).items()}
        assert {**left, **ours} == {**everything(root / "public"), **ours}
        assert seen(root).items() >= edited(turn).items()


def do(deed: str, place: Path, turn: int) -> None:
    """One deed of a stranger, where what stands there allows it."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        if deed == "file":
            place.write_text(f"in turn {turn}")
        elif deed == "folder":
            place.mkdir()
        elif deed == "link":
            place.symlink_to("nowhere")
        elif place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        else:
            place.unlink()
    except OSError:
        return


def everything(out: Path) -> dict[str, str]:
    """Files with their text, links with where they lead, and folders; but for the manifest and folders of pages."""
    found = {}
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        if path.is_symlink():
            found[name] = f"-> {path.readlink()}"
        elif path.is_dir():
            found[name] = "a folder"
        elif name != MANIFEST:
            found[name] = path.read_text("utf-8")
    return {name: what for name, what in found.items() if what != "a folder" or not name.startswith("tin/new-")}
