from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import pytest
from sites import stamps, tree

from sitegen.core.errors import OutputError, TemplateFailure, Where
from sitegen.core.model import Planned
from sitegen.core.report import WriteReport
from sitegen.publishing import is_current, mend, write
from sitegen.publishing.paths import MANIFEST
from sitegen.publishing.swap import Journal, play, write_journal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILES = {"index.html": b"home", "tin/a/index.html": b"a", "tin/b/index.html": b"b", "feed.xml": b"feed"}


def planned(files: Mapping[str, bytes], made: list[str] | None = None) -> list[Planned]:
    """Files whose key is their content; `made` notes which were rendered."""

    def one(path: str, content: bytes) -> Planned:
        def make() -> bytes:
            if made is not None:
                made.append(path)
            return content

        return Planned(path, f"key of {content!r}", make)

    return [one(path, content) for path, content in files.items()]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "public"


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    return tmp_path / ".sitegen"


def pages(out: Path) -> dict[str, bytes]:
    return {path: content for path, content in tree(out).items() if path != MANIFEST}


def test_the_first_run_writes_all(out: Path, memory: Path) -> None:
    report = write(planned(FILES), out, memory)
    assert pages(out) == FILES
    assert report == WriteReport(tuple(sorted(FILES)), (), 0)


def test_nothing_is_left_beside_the_folder(out: Path, memory: Path) -> None:
    write(planned(FILES), out, memory)
    assert sorted(path.name for path in out.parent.iterdir()) == [".sitegen", "public"]
    assert not [path for path in memory.iterdir() if path.is_dir()]


def test_the_second_run_renders_nothing_and_touches_nothing(out: Path, memory: Path) -> None:
    write(planned(FILES), out, memory)
    before, made = stamps(out), list[str]()
    assert write(planned(FILES, made), out, memory) == WriteReport((), (), len(FILES))
    assert (made, stamps(out)) == ([], before)


def test_without_memory_bytes_are_compared(out: Path) -> None:
    write(planned(FILES), out)
    before, made = stamps(out), list[str]()
    assert write(planned(FILES, made), out) == WriteReport((), (), len(FILES))
    assert (len(made), stamps(out)) == (len(FILES), before)


def test_only_what_differs_is_rendered_and_written(out: Path, memory: Path) -> None:
    write(planned(FILES), out, memory)
    before, made = stamps(out), list[str]()
    report = write(planned({**FILES, "index.html": b"new home"}, made), out, memory)
    assert (made, report.written) == (["index.html"], ("index.html",))
    touched = {path for path, stamp in stamps(out).items() if before[path] != stamp}
    assert touched == {"index.html", MANIFEST}


def test_another_key_with_the_same_bytes_touches_nothing(out: Path, memory: Path) -> None:
    write(planned(FILES), out, memory)
    before = stamps(out)
    other = [Planned(plan.path, "other " + plan.key, plan.make) for plan in planned(FILES)]
    assert write(other, out, memory) == WriteReport((), (), len(FILES))
    assert stamps(out) == before


def test_what_is_no_longer_made_goes_and_so_do_folders_left_empty(out: Path, memory: Path) -> None:
    write(planned(FILES), out, memory)
    rest = {path: content for path, content in FILES.items() if not path.startswith("tin/a/")}
    assert write(planned(rest), out, memory).removed == ("tin/a/index.html",)
    assert pages(out) == rest
    assert not (out / "tin/a").exists()


def test_files_of_others_stay(out: Path, memory: Path) -> None:
    out.mkdir()
    (out / "CNAME").write_text("example.org")
    write(planned(FILES), out, memory)
    (out / "tin/a/note.txt").write_text("mine")
    write(planned({"index.html": b"home"}), out, memory)
    assert pages(out) == {"CNAME": b"example.org", "index.html": b"home", "tin/a/note.txt": b"mine"}


def test_our_file_that_somebody_made_theirs_is_not_removed(out: Path, memory: Path) -> None:
    write(planned(FILES), out, memory)
    (out / "tin/a/index.html").write_text("rewritten by hand")
    assert write(planned({"index.html": b"home"}), out, memory).removed == ("feed.xml", "tin/b/index.html")
    assert (out / "tin/a/index.html").read_text() == "rewritten by hand"


@pytest.mark.parametrize("damage", ["edit", "delete", "same size"])
def test_a_file_that_was_tampered_with_is_made_again(out: Path, memory: Path, damage: str) -> None:
    write(planned(FILES), out, memory, "inputs")
    file = out / "feed.xml"
    if damage == "delete":
        file.unlink()
    else:
        file.write_bytes(b"evil" if damage == "same size" else b"something longer")
        os.utime(file, ns=(1, 1))
    assert is_current(out, memory, "inputs") is None
    assert write(planned(FILES), out, memory).written == ("feed.xml",)
    assert pages(out) == FILES


def test_a_lost_memory_loses_no_page_and_leaves_no_stale_one(out: Path, memory: Path) -> None:
    write(planned(FILES), out, memory)
    for file in memory.iterdir():
        file.unlink()
    report = write(planned({"index.html": b"home"}), out, memory)
    assert report.removed == ("feed.xml", "tin/a/index.html", "tin/b/index.html")
    assert pages(out) == {"index.html": b"home"}


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"sitegen-manifest 9\nx y\n", b"\x92\xa3abc"])
def test_a_broken_memory_or_manifest_is_as_none(out: Path, memory: Path, content: bytes) -> None:
    write(planned(FILES), out, memory)
    for file in [*memory.iterdir(), out / MANIFEST]:
        file.write_bytes(content)
    write(planned({**FILES, "feed.xml": b"newer"}), out, memory)
    assert pages(out) == {**FILES, "feed.xml": b"newer"}


def test_a_manifest_cannot_make_us_remove_anything_outside(out: Path, memory: Path) -> None:
    write(planned(FILES), out, memory)
    precious = out.parent / "precious.txt"
    precious.write_bytes(b"feed")
    digest = next(line for line in (out / MANIFEST).read_text().splitlines() if line.endswith(" feed.xml")).split()[0]
    with (out / MANIFEST).open("a") as manifest:
        manifest.write(f"{digest} ../precious.txt\n{digest} {precious}\n")
    write(planned({"index.html": b"home"}), out, memory)
    assert precious.exists()


def test_a_template_that_fails_leaves_the_old_site(out: Path, memory: Path) -> None:
    write(planned(FILES), out, memory)
    before = stamps(out)

    def fail() -> bytes:
        raise TemplateFailure.at(Where("templates/base.html", 3), "broken")

    plans = [*planned({**FILES, "index.html": b"new", "tin/c/index.html": b"c"}), Planned("late.html", "k", fail)]
    with pytest.raises(TemplateFailure):
        write(plans, out, memory)
    assert stamps(out) == before
    assert not list(memory.glob(".*"))


@pytest.mark.parametrize("path", ["../out.html", "/tmp/out.html", "tin/nul", "INDEX.html"])
def test_a_bad_path_leaves_the_old_site(out: Path, memory: Path, path: str) -> None:
    write(planned(FILES), out, memory)
    before = stamps(out)
    with pytest.raises(OutputError):
        write(planned({**FILES, "index.html": b"new", path: b"bad"}), out, memory)
    assert stamps(out) == before


def test_a_page_becomes_a_folder_and_back(out: Path, memory: Path) -> None:
    write(planned({"tin": b"a file", "x/y": b"y"}), out, memory)
    write(planned({"tin/a": b"in a folder", "x": b"a file"}), out, memory)
    assert pages(out) == {"tin/a": b"in a folder", "x": b"a file"}
    write(planned({"tin": b"a file", "x/y": b"y"}), out, memory)
    assert pages(out) == {"tin": b"a file", "x/y": b"y"}


def test_a_strangers_folder_in_the_place_of_a_page_is_refused_before_anything_changes(out: Path, memory: Path) -> None:
    write(planned(FILES), out, memory)
    (out / "new.html").mkdir()
    (out / "new.html" / "mine.txt").write_text("mine")
    before = stamps(out)
    with pytest.raises(OutputError, match="a folder stands in its place"):
        write(planned({**FILES, "index.html": b"new", "new.html": b"new"}), out, memory)
    assert stamps(out) == before


def test_a_link_that_leads_away_is_refused(out: Path, memory: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    out.mkdir()
    (out / "tin").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError, match="a link stands in its place"):
        write(planned(FILES), out, memory)
    assert not list((tmp_path / "elsewhere").iterdir())
    assert pages(out) == {}


def test_a_file_where_the_output_folder_should_be(out: Path, memory: Path) -> None:
    out.write_text("a file")
    with pytest.raises(OutputError):
        write(planned(FILES), out, memory)
    assert out.read_text() == "a file"


def test_the_output_may_be_a_link_to_a_folder(out: Path, memory: Path, tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    out.symlink_to(tmp_path / "www")
    write(planned(FILES), out, memory)
    assert pages(tmp_path / "www") == FILES


@pytest.mark.parametrize("done", range(5))
def test_a_run_that_died_while_it_put_files_in_place_is_finished(out: Path, memory: Path, done: int) -> None:
    write(planned(FILES), out, memory)
    new = {"index.html": b"new home", "tin/c/index.html": b"c", "feed.xml": b"new feed", "tin/a/index.html": b"a"}
    staging = _interrupted(out, memory, new, done)
    mend(out, memory)
    assert pages(out) == new
    assert not staging.exists()
    assert write(planned(new), out, memory) == WriteReport((), (), len(new))


def _interrupted(out: Path, memory: Path, new: Mapping[str, bytes], done: int) -> Path:
    """What a run leaves that laid everything ready and died after `done` files; found by running one elsewhere."""
    twin = out.parent / "twin"
    write(planned(FILES), twin)
    write(planned(new), twin)
    put = [*(path for path, content in new.items() if FILES.get(path) != content), MANIFEST]
    staging = next(iter(_staging_of(out, memory)))
    staging.mkdir()
    for number, path in enumerate(put):
        (staging / str(number)).write_bytes((twin / path).read_bytes())
    write_journal(os.fspath(staging), Journal(tuple(put), tuple(path for path in FILES if path not in new)))
    for number, path in enumerate(put[:done]):
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (staging / str(number)).replace(out / path)
    return staging


def _staging_of(out: Path, memory: Path) -> list[Path]:
    """Where a run lays its files: seen from inside of one."""
    seen: list[Path] = []

    def look() -> bytes:
        seen.extend(memory.glob(".sitegen-new-*"))
        return b"1"

    with pytest.raises(KeyError):
        write(
            [Planned("first", "", lambda: b"0"), Planned("second", "", look), Planned("third", "", _bug)], out, memory
        )
    return seen


def _bug() -> bytes:
    raise KeyError("a bug")


def test_a_run_that_died_before_is_as_if_it_had_not_been(out: Path, memory: Path) -> None:
    write(planned(FILES), out, memory)
    staging = _staging_of(out, memory)[0]
    staging.mkdir()
    (staging / "0").write_bytes(b"half a pa")
    before = stamps(out)
    mend(out, memory)
    assert stamps(out) == before
    assert not staging.exists()


def test_playing_a_journal_twice_is_playing_it_once(tmp_path: Path) -> None:
    out, staging = tmp_path / "out", tmp_path / "staging"
    journal = Journal(("a", "b/c"), ("old",))
    for _ in range(2):
        out.mkdir(exist_ok=True)
        staging.mkdir()
        play(str(out), str(staging), journal)
    assert not staging.exists()


def test_two_runs_at_once_leave_one_whole_site(out: Path, memory: Path) -> None:
    sites = [{f"{number}.html": b"site %d" % site for number in range(50)} for site in (1, 2)]
    threads = [threading.Thread(target=lambda files=files: write(planned(files), out, memory)) for files in sites]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert pages(out) in sites


def test_is_current_only_for_the_same_inputs(out: Path, memory: Path) -> None:
    write(planned(FILES), out, memory, "inputs 1")
    assert is_current(out, memory, "inputs 1") == WriteReport((), (), len(FILES))
    assert is_current(out, memory, "inputs 2") is None
    assert is_current(out, memory, "") is None
    assert is_current(out.parent / "other", memory, "inputs 1") is None


def test_the_manifest_says_nothing_of_time_or_place(out: Path, memory: Path, tmp_path: Path) -> None:
    write(planned(FILES), out, memory)
    write(planned(dict(reversed(FILES.items()))), tmp_path / "elsewhere")
    assert tree(out) == tree(tmp_path / "elsewhere")
