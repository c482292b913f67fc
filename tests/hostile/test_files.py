"""Files that are none, names that nobody can use, addresses that two claim: each named, the rest still checked."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import pytest
from sites import BODY, call, clipping, put, run

from .table import said

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def fifo(path: Path) -> None:
    os.mkfifo(path)


def listening(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        here = os.open(".", os.O_RDONLY)
        os.chdir(path.parent)  # a socket's path is short
        try:
            server.bind(path.name)
        finally:
            os.fchdir(here)
            os.close(here)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def endless(path: Path) -> None:
    path.symlink_to("/dev/stdin")


def outside(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def parent(path: Path) -> None:
    path.symlink_to("../../../../../../../../etc/hostname")


def itself(path: Path) -> None:
    path.symlink_to(path.name)


def nothing(path: Path) -> None:
    path.symlink_to("nothing.md")


def folder(path: Path) -> None:
    path.mkdir()
    put(path, "inside.md", BODY)


OUTSIDE = "this link leads out of the site → put the file itself here"
NO_FILE = "this is not a file but a pipe, socket or device → put a text file here"
KINDS: list[tuple[str, Callable[[Path], None], str]] = [
    ("content/fifo.md", fifo, NO_FILE),
    ("seeds/fifo.txt", fifo, NO_FILE),
    ("content/pages/fifo.md", fifo, NO_FILE),
    ("content/socket.txt", listening, NO_FILE),
    ("content/device.md", device, OUTSIDE),
    ("content/stdin.md", endless, OUTSIDE),
    ("content/outside.md", outside, OUTSIDE),
    ("content/outside", lambda path: path.symlink_to("/etc"), OUTSIDE),
    ("seeds/outside.txt", outside, OUTSIDE),
    ("content/pages/outside.md", outside, OUTSIDE),
    ("content/parent.txt", parent, OUTSIDE),
    ("content/deep", lambda path: path.symlink_to("/proc/self/root"), OUTSIDE),
    ("content/itself.md", itself, ""),
    ("content/gone.md", nothing, "cannot be read: No such file or directory → check the file and its permissions"),
    ("content/folder.md", folder, "this is a folder, although it is named like a clipping → rename the folder"),
    (
        "seeds/folder.txt",
        folder,
        "this is a folder, although it is named like a clipping → rename the folder",
    ),
]


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> str:
    root = tmp_path_factory.mktemp("files")
    for name in ("content/pages", "seeds"):
        (root / name).mkdir(parents=True)
    put(root, "content/good.md", BODY)
    for path, make, _ in KINDS:
        make(root / path)
    result = run("-C", str(root), "build")
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    return result.stderr


@pytest.mark.parametrize(("path", "make", "sentence"), KINDS, ids=[path for path, _, _ in KINDS])
def test_what_is_no_file_of_the_site_is_named(output: str, path: str, make: object, sentence: str) -> None:
    told = said(output, path)
    assert len(told) == 1
    assert told[0].startswith(sentence or "cannot be read: ")


@pytest.mark.parametrize(
    ("files", "sentences"),
    [
        (
            {"content/a.md": clipping("A", slug="same"), "content/b.md": clipping("B", slug="same")},
            {"content/b.md": "same"},
        ),
        ({"content/x/a.md": clipping("A"), "content/y/a.md": clipping("B")}, {"content/y/a.md": "content/x/a.md"}),
        ({"content/a.md": clipping("A"), "content/A.txt": BODY}, {"content/a.md": "content/A.txt"}),
        ({"content/bệnh.md": BODY, "content/benh.md": BODY}, {"content/bệnh.md": "benh"}),
        (
            {"content/a.md": clipping("A", aliases="[tin/b]"), "content/b.md": clipping("B")},
            {"content/a.md": "tin/b"},
        ),
        ({"content/a.md": clipping("A", aliases="[index.html]")}, {"content/a.md": "index.html"}),
        ({"content/a.md": clipping("A", aliases="[doi-tac/fpt]")}, {"content/a.md": "doi-tac/fpt"}),
    ],
)
def test_two_files_that_claim_one_address_are_both_named(
    tmp_path: Path, files: dict[str, str], sentences: dict[str, str]
) -> None:
    for name, text in files.items():
        put(tmp_path, name, text)
    result = call("-C", tmp_path, "build", "--jobs", "1")
    assert result.exit_code == 1
    for path, words in sentences.items():
        assert any(words in each for each in said(result.stderr, path)), result.stderr


def test_names_of_three_hundred_bytes_are_built_under_shorter_ones(tmp_path: Path) -> None:
    names = ["b" * 250, "b" * 249 + "c", "ư" * 120]
    for name in names:
        put(tmp_path, f"content/{name}.md", BODY)
    assert call("-C", tmp_path, "build", "--jobs", "1").exit_code == 0
    made = [page.parent.name for page in (tmp_path / "public/tin").glob("*/index.html")]
    assert len(made) == 3
    assert max(map(len, made)) <= 100


def test_odd_names_stay_inside(tmp_path: Path) -> None:
    root = tmp_path / "deep/site"
    names = ["x.md", "-rf.md", "a b.md", "c'd\".md", "<b>.md", "%2e%2e.md", "$(id).md"]
    for name in names:
        put(root, f"content/{name}", BODY)
    result = run("-C", str(root), "build", "--jobs", "1")
    assert result.returncode == 0, result.stderr
    assert len(list((root / "public/tin").glob("*/index.html"))) == len(names)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["deep"]
    assert sorted(path.name for path in (tmp_path / "deep").iterdir()) == ["site"]
    assert sorted(path.name for path in root.iterdir()) == [".sitegen", "content", "public"]


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("story.html", "{% if %}", "templates/story.html:1: "),
        ("story.html", "\n\n{{ story.title", "templates/story.html:3: "),
        ("story.html", "\n{{ nobody.name }}", "templates/story.html:2: "),
        ("story.html", "{% include 'missing.html' %}", "templates/story.html:1: "),
        ("story.html", "{% extends 'story.html' %}", "templates/story.html"),
        ("story.html", "{{ ''.__class__.__mro__ }}\n{{ 1 / 0 }}", "templates/story.html:"),
        ("story.html", "{% for n in range(9) %}\n{{ story.no_such }}{% endfor %}", "templates/story.html:2: "),
    ],
)
def test_a_broken_template_is_named_with_its_line(tmp_path: Path, name: str, text: str, sentence: str) -> None:
    put(tmp_path, "content/good.md", BODY)
    put(tmp_path, f"templates/{name}", text)
    result = call("-C", tmp_path, "build", "--jobs", "1")
    assert result.exit_code == 1
    assert result.stderr.startswith(sentence), result.stderr
    assert not (tmp_path / "public/index.html").exists()
