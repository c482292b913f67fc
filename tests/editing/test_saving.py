from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sitegen.core.errors import OutputError
from sitegen.editing.saving import StaleError, print_of, read_own, save


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "site" / "content").mkdir(parents=True)
    (tmp_path / "site" / "content" / "a.md").write_bytes(b"one")
    (tmp_path / "site" / "content" / "a.md").chmod(0o640)
    (tmp_path / "secret.md").write_bytes(b"secret")
    return tmp_path / "site"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_replaced_and_keeps_its_mode(root: Path) -> None:
    save(root, "content/a.md", b"two", print_of(b"one"))
    assert read_own(root, "content/a.md") == b"two"
    assert (root / "content" / "a.md").stat().st_mode & 0o777 == 0o640
    assert names(root / "content") == ["a.md"]


def test_a_new_file_is_made(root: Path) -> None:
    save(root, "content/new/b.yaml", b"- x", print_of(b""))
    assert read_own(root, "content/new/b.yaml") == b"- x"


def test_what_was_written_meanwhile_is_never_lost(root: Path) -> None:
    (root / "content" / "a.md").write_bytes(b"meanwhile")
    with pytest.raises(StaleError, match=r"content/a\.md: the file was changed meanwhile"):
        save(root, "content/a.md", b"two", print_of(b"one"))
    assert read_own(root, "content/a.md") == b"meanwhile"
    assert names(root / "content") == ["a.md"]


@pytest.mark.parametrize(
    "path",
    [
        "content/../../secret.md", "../secret.md", "/etc/passwd", "content//a.md", "content/./a.md", "content",
        "content/..\\..\\secret.md", "templates/base.html", "content/.hidden.md", "content/a.md\0", "C:/a.md", "",
        "content/a:b.md", "content/%2e%2e/\n",
    ],
)  # fmt: skip
def test_a_path_out_of_the_site_is_refused(root: Path, path: str) -> None:
    for attempt in (lambda: read_own(root, path), lambda: save(root, path, b"x", print_of(b""))):
        with pytest.raises(OutputError):
            attempt()


def test_links_are_not_followed(root: Path) -> None:
    (root / "content" / "out.md").symlink_to(root.parent / "secret.md")
    (root / "content" / "folder").symlink_to(root.parent)
    for path in ("content/out.md", "content/folder/secret.md"):
        with pytest.raises(OutputError, match="link"):
            read_own(root, path)
        with pytest.raises(OutputError, match="link"):
            save(root, path, b"x", print_of(b"secret"))
    assert (root.parent / "secret.md").read_bytes() == b"secret"


def test_a_pipe_is_refused_at_once(root: Path) -> None:
    os.mkfifo(root / "content" / "pipe.md")
    with pytest.raises(OutputError, match="not a plain file"):
        read_own(root, "content/pipe.md")


def test_a_disk_that_takes_no_more_leaves_the_file_as_it_was(root: Path) -> None:
    script = (
        "import resource, sys; from pathlib import Path; from sitegen.editing.saving import print_of, save\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "save(Path(sys.argv[1]), 'content/a.md', b'x' * 100_000, print_of(b'one'))"
    )
    done = subprocess.run([sys.executable, "-c", script, str(root)], capture_output=True, text=True, check=False)
    assert "content/a.md: cannot be written" in done.stderr
    assert read_own(root, "content/a.md") == b"one"
    assert names(root / "content") == ["a.md"]
