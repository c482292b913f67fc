"""Files that lie as they lay are not read again; any sign that one might be another is enough to read it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sitegen.core import filememory
from sitegen.core.errors import SitegenError
from sitegen.core.filememory import FileMemory
from sitegen.reading.collect import collect, with_bytes

NAME = "seeds/a.txt"
LATER = 3_000_000_000  # ns, more than the coarsest file system takes for one moment


def put(root: Path, text: str) -> None:
    (root / NAME).parent.mkdir(exist_ok=True)
    (root / NAME).write_text(text, "utf-8")


def read(root: Path, wait: int = LATER) -> bytes:
    """The bytes that a build would have read, `wait` nanoseconds from now: none if it trusted its memory."""
    memory = filememory.load(root / ".sitegen")
    memory.begun += wait
    (clipping,), problems = collect(root, memory)
    assert problems == []
    memory.save(root / ".sitegen")
    assert with_bytes(root, clipping) == collect(root)[0][0]
    return clipping.raw


def test_a_file_is_read_once(tmp_path: Path) -> None:
    put(tmp_path, "một")
    assert read(tmp_path).decode() == "một"
    assert read(tmp_path) == read(tmp_path) == b""


def test_other_words_of_the_same_length_with_the_old_time_are_read(tmp_path: Path) -> None:
    put(tmp_path, "one")
    read(tmp_path)
    before = (tmp_path / NAME).stat()
    put(tmp_path, "two")
    os.utime(tmp_path / NAME, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert read(tmp_path) == b"two"


def test_another_file_in_its_place_is_read(tmp_path: Path) -> None:
    put(tmp_path, "one")
    read(tmp_path)
    (tmp_path / "other").write_text("two")
    (tmp_path / "other").replace(tmp_path / NAME)
    assert read(tmp_path) == b"two"


def test_what_was_changed_a_moment_before_it_was_read_is_not_trusted(tmp_path: Path) -> None:
    put(tmp_path, "one")
    assert read(tmp_path, wait=0) == b"one"
    assert read(tmp_path, wait=0) == b"one"


def test_a_file_without_a_number_is_not_trusted(tmp_path: Path) -> None:
    put(tmp_path, "one")
    status = (tmp_path / NAME).stat()
    without = os.stat_result((status.st_mode, 0, *status[2:10]))
    memory = FileMemory(begun=status.st_ctime_ns + LATER)
    memory.note(NAME, without, "x")
    assert memory.found == {}
    memory.note(NAME, status, "x")
    assert len(memory.found) == 1


@pytest.mark.parametrize("spoilt", [b"", b"\xc1", b"\x81\xa1a\x01"])
def test_a_memory_that_is_spoilt_is_none(tmp_path: Path, spoilt: bytes) -> None:
    put(tmp_path, "one")
    read(tmp_path)
    (tmp_path / ".sitegen" / filememory.FILE).write_bytes(spoilt)
    assert read(tmp_path) == b"one"


def test_a_file_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    put(tmp_path, "one")
    (tmp_path / "seeds/b.txt").write_text("b")
    memory = FileMemory()
    memory.begun += LATER
    collect(tmp_path, memory)
    memory.save(tmp_path / ".sitegen")
    (tmp_path / "seeds/b.txt").unlink()
    read(tmp_path)
    assert set(filememory.load(tmp_path / ".sitegen").before) == {NAME}


def test_a_file_that_changes_between_is_named(tmp_path: Path) -> None:
    put(tmp_path, "one")
    read(tmp_path)
    memory = filememory.load(tmp_path / ".sitegen")
    (clipping,), _ = collect(tmp_path, memory)
    put(tmp_path, "two")
    with pytest.raises(SitegenError, match="changed while the site was built"):
        with_bytes(tmp_path, clipping)
    (tmp_path / NAME).unlink()
    with pytest.raises(SitegenError, match="vanished"):
        with_bytes(tmp_path, clipping)


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_file_whose_name_is_no_text_is_always_read(tmp_path: Path) -> None:
    put(tmp_path, "one")
    os.rename(tmp_path / NAME, os.fsencode(tmp_path / "seeds") + b"/b\xff.txt")  # noqa: PTH104
    for _ in range(2):
        memory = filememory.load(tmp_path / ".sitegen")
        memory.begun += LATER
        (clipping,), _ = collect(tmp_path, memory)
        memory.save(tmp_path / ".sitegen")
        assert clipping.raw == b"one"
    assert filememory.load(tmp_path / ".sitegen").before == {}
