from __future__ import annotations

import pytest

from sitegen.core.errors import OutputError
from sitegen.publishing.paths import Paths


@pytest.mark.parametrize(
    "path",
    ["index.html", "tin/fpt-hust/index.html", ".nojekyll", "assets/style.0a1b2c.css", "nam/2025/feed.xml", "tin/đại/x"],
)
def test_paths_of_a_site_are_fine(path: str) -> None:
    Paths().check(path)


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("", "leave the output folder"),
        ("/etc/passwd", "leave the output folder"),
        ("../secret", "leave the output folder"),
        ("tin/../../secret", "leave the output folder"),
        ("tin//x", "leave the output folder"),
        ("tin/./x", "leave the output folder"),
        ("tin/", "leave the output folder"),
        ("C:/x", "a sign that file systems refuse"),
        ("tin\\..\\x", "a sign that file systems refuse"),
        ("tin/a?b", "a sign that file systems refuse"),
        ("tin/a\x00b", "a sign that file systems refuse"),
        ("tin/a\nb", "a sign that file systems refuse"),
        ("tin/\udcff", "a sign that file systems refuse"),
        ("tin/con/index.html", "reserved name on Windows"),
        ("tin/NUL.html", "reserved name on Windows"),
        ("tin/com1.txt", "reserved name on Windows"),
        ("tin/name./x", "a blank or a point"),
        ("tin/name /x", "a blank or a point"),
        ("tin/ name/x", "a blank or a point"),
        ("a" * 256, "too long"),
        ("ế" * 90, "too long"),
        ("/".join(["folder"] * 200), "too long"),
        (".sitegen-manifest", "the list of files"),
    ],
)
def test_paths_that_no_site_may_have(path: str, fault: str) -> None:
    with pytest.raises(OutputError, match=fault):
        Paths().check(path)


@pytest.mark.parametrize("path", ["tin/console/x", "nulls/x", "tin/com10.html", "auxiliary"])
def test_names_that_only_begin_like_reserved_ones(path: str) -> None:
    Paths().check(path)


def test_two_paths_that_differ_only_in_case() -> None:
    paths = Paths()
    paths.check("tin/abc/index.html")
    with pytest.raises(OutputError, match="only in case"):
        paths.check("tin/ABC/index.html")


def test_one_path_twice() -> None:
    paths = Paths()
    paths.check("tin/abc/index.html")
    with pytest.raises(OutputError, match="made twice"):
        paths.check("tin/" + "abc/index.html")
