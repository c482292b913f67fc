"""A visitor sees the old site or the new one, at whatever moment the run that makes the new one dies."""

from __future__ import annotations

import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sites import tree

import sitegen
from sitegen.core.errors import OutputError
from sitegen.core.model import Planned
from sitegen.publishing import write
from sitegen.publishing.paths import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Iterator

NOBODY = 65534
MOMENTS = int(os.environ.get("SITEGEN_KILLS", "12"))  # `make reliability` asks for 200
FEW = {"a": 300, "b": 240}
MANY = {"a": 1200, "b": 1140}  # of such a site the one before is kept, to be the next twin
RUN = """
import sys
from pathlib import Path
from sitegen.core.model import Planned
from sitegen.publishing import write
version, count, out, memory = sys.argv[1:]
names = ["index.html", *(f"tin/{n}/index.html" for n in range(int(count)))]
print("ready", flush=True)
sys.stdin.readline()
write([Planned(name, version, version.encode) for name in names], Path(out), Path(memory))
print("done", flush=True)
"""


def plans(version: str, counts: dict[str, int] = FEW) -> list[Planned]:
    names = ["index.html", *(f"tin/{n}/index.html" for n in range(counts[version]))]
    return [Planned(name, version, version.encode) for name in names]


def seen(out: Path) -> dict[str, bytes]:
    """What a visitor can ask for."""
    return {path: content for path, content in tree(out).items() if path != MANIFEST}


def started(version: str, count: int, out: Path, memory: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", RUN, version, str(count), str(out), str(memory)]
    environment = {**os.environ, "PYTHONPATH": str(Path(sitegen.__file__).parent.parent)}
    run = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert run.stdout is not None
    run.stdout.readline()
    return run


def go(run: subprocess.Popen[bytes]) -> None:
    assert run.stdin is not None
    run.stdin.write(b"\n")
    run.stdin.flush()


def needed(tmp_path: Path, counts: dict[str, int]) -> float:
    """Seconds that an undisturbed run takes, so that kills fall all over it."""
    out, memory = tmp_path / "probe", tmp_path / ".probe"
    write(plans("a", counts), out, memory)
    with started("b", counts["b"], out, memory) as run:
        begun = time.monotonic()
        go(run)
        assert run.stdout is not None
        run.stdout.readline()
        return time.monotonic() - begun


@pytest.mark.skipif(sys.platform != "linux", reason="folders change places in one step on Linux only")
@pytest.mark.parametrize("counts", [FEW, MANY], ids=["few files", "many files"])
def test_killed_at_any_moment_the_folder_is_the_old_site_or_the_new(tmp_path: Path, counts: dict[str, int]) -> None:
    out, memory = tmp_path / "public", tmp_path / ".sitegen"
    chance, length = random.Random(11), needed(tmp_path, counts)
    sites = {version: {plan.path: plan.make() for plan in plans(version, counts)} for version in counts}
    write(plans("a", counts), out, memory)
    now, killed = "a", 0
    for _ in range(MOMENTS):
        aim = "b" if now == "a" else "a"
        with started(aim, counts[aim], out, memory) as run:
            go(run)
            time.sleep(chance.uniform(0, 1.1 * length))
            run.send_signal(signal.SIGKILL)
        killed += run.returncode == -signal.SIGKILL
        found = seen(out)  # before anything is mended
        assert found in (sites[now], sites[aim])
        now = aim if found == sites[aim] else now
    assert killed, "no run was caught alive"
    write(plans("a", counts), out, memory)
    assert seen(out) == sites["a"]
    assert not list(memory.glob(".sitegen-new*"))


@pytest.mark.skipif(sys.platform != "linux", reason="folders change places in one step on Linux only")
def test_who_looks_while_it_is_built_never_sees_a_mixture(tmp_path: Path) -> None:
    out, memory = tmp_path / "public", tmp_path / ".sitegen"
    write(plans("a"), out, memory)
    mixed: list[set[bytes]] = []
    ended = threading.Event()

    def visit() -> None:
        while not ended.is_set():
            folder = os.open(out, os.O_RDONLY)  # one look at the site: everything is asked of the same folder
            try:
                names = ("index.html", "tin/0/index.html", "tin/239/index.html")
                mixed.append({read_at(folder, name) for name in names})
            except FileNotFoundError:
                pass  # the old folder is cleared away after the exchange
            finally:
                os.close(folder)

    visitor = threading.Thread(target=visit)
    visitor.start()
    for version in "bababa":
        write(plans(version), out, memory)
    ended.set()
    visitor.join()
    assert {frozenset(look) for look in mixed} <= {frozenset({b"a"}), frozenset({b"b"})}
    assert mixed


def read_at(folder: int, name: str) -> bytes:
    file = os.open(name, os.O_RDONLY, dir_fd=folder)
    try:
        return os.read(file, 10)
    finally:
        os.close(file)


def test_what_others_put_there_moves_along(tmp_path: Path) -> None:
    out, memory = tmp_path / "public", tmp_path / ".sitegen"
    write(plans("a"), out, memory)
    (out / "tin/0/note.txt").write_text("mine")
    (out / "empty").mkdir()
    (out / "link").symlink_to("index.html")
    (out / "dangling").symlink_to("nowhere")
    out.chmod(0o750)
    (out / "tin").chmod(0o2755)
    write(plans("b"), out, memory)
    assert (out / "tin/0/note.txt").read_text() == "mine"
    assert (out / "empty").is_dir()
    assert (out / "link").readlink() == Path("index.html")
    assert (out / "dangling").is_symlink()
    modes = [stat.S_IMODE(folder.stat().st_mode) for folder in (out, out / "tin")]
    assert modes == [0o750, 0o2755]


def test_files_that_stay_are_the_same_files(tmp_path: Path) -> None:
    out, memory = tmp_path / "public", tmp_path / ".sitegen"
    write([Planned("a", "1", lambda: b"a"), Planned("b", "1", lambda: b"b")], out, memory)
    before = (out / "a").stat()
    write([Planned("a", "1", lambda: b"a"), Planned("b", "2", lambda: b"new")], out, memory)
    after = (out / "a").stat()
    assert (after.st_ino, after.st_mtime_ns, after.st_nlink) == (before.st_ino, before.st_mtime_ns, 1)


def test_a_folder_that_cannot_be_exchanged_gets_its_files_one_by_one(tmp_path: Path) -> None:
    """In a preview, which nobody visits while it is written, folders stay what they are."""
    memory = tmp_path / ".sitegen"
    out = memory / "preview"
    write(plans("a"), out, memory)
    before = out.stat().st_ino
    write(plans("b"), out, memory)
    assert out.stat().st_ino == before
    assert seen(out) == {plan.path: plan.make() for plan in plans("b")}


@contextmanager
def nobody(folder: Path) -> Iterator[None]:
    """Work without the rights of root, who may do everything."""
    if os.geteuid() != 0:
        yield
        return
    for path in (folder, *folder.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that others can reach, unlike those of pytest."""
    folder = Path(tempfile.mkdtemp())
    yield folder
    shutil.rmtree(folder)


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
@pytest.mark.parametrize("closed", ["public", "public/tin", "public/tin/0"])
def test_permission_denied_leaves_the_old_site(open_folder: Path, closed: str) -> None:
    out, memory = open_folder / "public", open_folder / ".sitegen"
    write(plans("a"), out, memory)
    before = seen(out)
    with nobody(open_folder):
        (open_folder / closed).chmod(0o500)
        with pytest.raises(OutputError, match="change its permissions"):
            write(plans("b"), out, memory)
        (open_folder / closed).chmod(0o700)
        assert seen(out) == before
        write(plans("b"), out, memory)
    assert set(seen(out).values()) == {b"b"}


def test_no_room_for_the_twin_leaves_the_old_site(tmp_path: Path) -> None:
    """A disk of 100 files: the second site is too much for it."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "nr_inodes=100", "none", disk], check=False).returncode:
        pytest.skip("mounting a small disk needs root")
    try:
        out, memory = disk / "public", disk / ".sitegen"
        write([Planned(f"{n}/index.html", "old", lambda: b"old") for n in range(40)], out, memory)
        before = seen(out)
        with pytest.raises(OutputError, match="No space left on device"):
            write([Planned(f"{n}/index.html", "new", lambda: b"new") for n in range(40)], out, memory)
        assert seen(out) == before
        subprocess.run(["mount", "-o", "remount,nr_inodes=400", disk], check=True)
        write([Planned(f"{n}/index.html", "new", lambda: b"new") for n in range(40)], out, memory)
        assert set(seen(out).values()) == {b"new"}
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_folder_of_a_layer_below_gets_its_files_one_by_one(tmp_path: Path) -> None:
    """In containers, what came with the image does not change places with what was made since."""
    disk, layers = tmp_path / "disk", [tmp_path / "disk" / name for name in ("below", "above", "work", "site")]
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "none", disk], check=False).returncode:
        pytest.skip("mounting layers needs root")
    try:
        for folder in layers:
            folder.mkdir()
        below, above, work, root = layers
        write(plans("a"), below / "public", below / ".sitegen")
        given = f"lowerdir={below},upperdir={above},workdir={work}"
        if subprocess.run(["mount", "-t", "overlay", "-o", given, "overlay", root], check=False).returncode:
            pytest.skip("this system has no overlays")
        try:
            write(plans("b"), root / "public", root / ".sitegen")
            assert seen(root / "public") == {plan.path: plan.make() for plan in plans("b")}
            assert not list((root / ".sitegen").glob(".sitegen-new*"))
        finally:
            subprocess.run(["umount", root], check=True)
    finally:
        subprocess.run(["umount", disk], check=True)
