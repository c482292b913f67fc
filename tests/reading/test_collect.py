"""What is collected from a site's folders, and what is refused without opening it."""

from __future__ import annotations

import hashlib
import os
import socket
from typing import TYPE_CHECKING

import pytest

from sitegen.reading.collect import MAX_BYTES, collect, collect_pages

if TYPE_CHECKING:
    from pathlib import Path


def put(root: Path, path: str, raw: bytes = b"text") -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(raw)
    return file


def paths(root: Path) -> list[str]:
    return [clipping.path for clipping in collect(root)[0]]


def only_problem(root: Path) -> str:
    clippings, problems = collect(root)
    assert [clipping.path for clipping in clippings] == ["content/good.md"]
    assert len(problems) == 1
    return str(problems[0])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    put(tmp_path, "content/good.md")
    return tmp_path


def test_clippings_come_sorted_with_their_bytes_and_digest(root: Path) -> None:
    for path in ("content/b/c.TXT", "content/a.txt", "seeds/x.txt", "content/b.md"):
        put(root, path, path.encode())
    clippings, problems = collect(root)
    expected = ["content/a.txt", "content/b.md", "content/b/c.TXT", "content/good.md", "seeds/x.txt"]
    assert [clipping.path for clipping in clippings] == expected
    assert clippings[0].raw == b"content/a.txt"
    assert clippings[0].digest == hashlib.blake2b(b"content/a.txt", digest_size=16).hexdigest()
    assert problems == []


def test_other_files_are_left_alone(root: Path) -> None:
    for path in (
        "content/site.yaml",
        "content/.hidden.md",
        "content/.git/x.md",
        "seeds/a.md",
        "seeds/deep/a.txt",
        "x.md",
    ):
        put(root, path)
    assert paths(root) == ["content/good.md"]


def test_pages_are_collected_apart(root: Path) -> None:
    put(root, "content/pages/about.md")
    put(root, "content/pages/en/about.md")
    assert paths(root) == ["content/good.md"]
    assert [page.path for page in collect_pages(root)[0]] == ["content/pages/about.md", "content/pages/en/about.md"]


def test_a_site_without_folders_is_empty(tmp_path: Path) -> None:
    assert collect(tmp_path) == ([], [])
    assert collect_pages(tmp_path) == ([], [])


def test_empty_and_too_big_files(root: Path) -> None:
    put(root, "content/empty.md", b"")
    assert only_problem(root).startswith("content/empty.md: the file is empty\n  hint: ")
    (root / "content/empty.md").unlink()
    put(root, "content/big.md", b"a" * (MAX_BYTES + 1))
    assert only_problem(root).startswith("content/big.md: 2.0 MB is too big for a clipping")


def test_links_may_not_lead_out(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    put(outside, "secret.md")
    (root / "content/link.md").symlink_to(outside / "secret.md")
    assert only_problem(root).startswith("content/link.md: this link leads out of the site")
    (root / "content/link.md").unlink()
    (root / "content/folder").symlink_to(outside)
    assert only_problem(root).startswith("content/folder: this link leads out of the site")


def test_links_inside_the_site_are_read_and_loops_end(root: Path) -> None:
    (root / "content/same.md").symlink_to(root / "content/good.md")
    (root / "content/loop").symlink_to(root / "content")
    assert paths(root) == ["content/good.md", "content/same.md"]


def test_a_broken_link_and_a_link_to_itself(root: Path) -> None:
    (root / "content/gone.md").symlink_to(root / "content/nothing.md")
    assert only_problem(root).startswith("content/gone.md: cannot be read: ")
    (root / "content/gone.md").unlink()
    (root / "content/self.md").symlink_to(root / "content/self.md")
    assert only_problem(root).startswith("content/self.md: cannot be read: ")


def test_pipes_and_sockets_are_not_opened(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(root / "content/pipe.md")
    assert only_problem(root).startswith("content/pipe.md: this is not a file but a pipe")
    (root / "content/pipe.md").unlink()
    monkeypatch.chdir(root)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("content/s.md")
        assert only_problem(root).startswith("content/s.md: this is not a file but a pipe")


def test_a_folder_named_like_a_clipping(root: Path) -> None:
    put(root, "content/x.md/inside.md")
    assert only_problem(root).startswith("content/x.md: this is a folder")


def test_names_that_differ_by_case_or_composition_clash(root: Path) -> None:
    put(root, "content/GOOD.MD")
    put(root, "content/bệnh.md".replace("ệ", "e\u0323\u0302"))
    put(root, "content/bệnh.md")
    clippings, problems = collect(root)
    assert len(clippings) == 2
    assert [problem.message for problem in problems] == [
        "its name is the same as content/be\u0323\u0302nh.md on systems that ignore case",
        "its name is the same as content/GOOD.MD on systems that ignore case",
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file(root: Path) -> None:
    put(root, "content/locked.md").chmod(0)
    assert only_problem(root).startswith("content/locked.md: cannot be read: ")


def test_names_that_are_no_text_are_shown_harmlessly(root: Path) -> None:
    (root / os.fsdecode(b"content/a\xff\n\x1b.md")).write_bytes(b"")
    assert only_problem(root).splitlines()[0] == "content/a\ufffd\ufffd\ufffd.md: the file is empty"
