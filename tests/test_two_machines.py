"""Two machines that have nothing in common but the site make the same bytes of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sites import clipping, put, run, tree

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES = {
    f"content/clippings/{name}.md": clipping(f"{name} và Viettel ký thỏa thuận", date=f"2025-0{month}-11 23:30")
    for month, name in enumerate(
        ("FPT", "VNPT", "MobiFone", "BIDV", "Đại học Ít Ỏi", "ISTANBUL I", "Agribank"), start=1
    )
} | {
    "seeds/a.txt": "FPT và Microsoft hợp tác về trí tuệ nhân tạo\n\nFPT và Microsoft vừa ký thỏa thuận hợp tác.",
    "seeds/b.txt": "Viettel và KT hợp tác chiến lược\n\nViettel và KT ký thỏa thuận hợp tác chiến lược tại Hà Nội.",
    "content/site.yaml": "title: Bản tin\nbase_url: https://example.org/digest/\nsearch: pagefind\n",
}


def built(root: Path, *options: str, **environment: str) -> dict[str, bytes]:
    done = run("-C", str(root), "build", "--quiet", *options, cwd=root.parent, **environment)
    assert (done.returncode, done.stderr) == (0, "")
    return tree(root / "public")


def laid_out(root: Path, *, backwards: bool = False, when: int | None = None) -> Path:
    for name in reversed(FILES) if backwards else FILES:
        put(root, name, FILES[name])
        if when is not None:
            os.utime(root / name, (when, when))
    return root


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    root = laid_out(tmp_path_factory.mktemp("first") / "site")
    return built(root, "--jobs", "1", PYTHONHASHSEED="0", TZ="Asia/Ho_Chi_Minh", LC_ALL="C.UTF-8")


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Languages that sort, case and print numbers in other ways, made for this test where the system can."""
    folder = tmp_path_factory.mktemp("locales")
    if shutil.which("localedef") is None:
        pytest.skip("localedef is not here")
    for name in ("tr_TR", "vi_VN"):
        command = ["localedef", "-i", name, "-f", "UTF-8", str(folder / f"{name}.UTF-8")]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("the sources of locales are not here")
    return folder


def test_in_another_locale(tmp_path: Path, locales: Path, expected: dict[str, bytes]) -> None:
    """Sorted as in Vietnamese; cased, and numbers written, as in Turkish."""
    turkish = dict.fromkeys(("LC_CTYPE", "LC_NUMERIC", "LC_TIME"), "tr_TR.UTF-8")
    root = laid_out(tmp_path / "site")
    assert built(root, "--jobs", "1", LOCPATH=str(locales), LC_ALL="", LANG="vi_VN.UTF-8", **turkish) == expected


def test_where_text_is_not_utf_8_by_nature(tmp_path: Path, expected: dict[str, bytes]) -> None:
    environment = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "SITEGEN_LANG": "en"}
    assert built(laid_out(tmp_path / "site"), "--jobs", "1", **environment) == expected


def test_with_other_hashes_and_more_workers(tmp_path: Path, expected: dict[str, bytes]) -> None:
    assert len([name for name in FILES if not name.endswith("yaml")]) > 8, "so few are read by one process"
    assert built(laid_out(tmp_path / "site"), "--jobs", "3", PYTHONHASHSEED="4294967295") == expected


def test_in_another_time_zone_from_files_of_another_age(tmp_path: Path, expected: dict[str, bytes]) -> None:
    root = laid_out(tmp_path / "site", when=2_000_000_000)
    assert built(root, "--jobs", "1", TZ="America/Los_Angeles", PYTHONHASHSEED="4242") == expected


@pytest.fixture
def other_disk() -> Iterator[Path]:
    """A file system that lists files in another order than most: the newest first."""
    if not Path("/dev/shm").is_dir():
        pytest.skip("there is no tmpfs here")
    folder = Path(tempfile.mkdtemp(dir="/dev/shm", prefix="đường dẫn "))
    yield folder
    shutil.rmtree(folder)


def test_at_another_path_listed_in_another_order(other_disk: Path, expected: dict[str, bytes]) -> None:
    assert built(laid_out(other_disk / "site", backwards=True), "--jobs", "1") == expected


def test_nothing_tells_where_it_was_built(expected: dict[str, bytes], tmp_path: Path) -> None:
    places = [os.fsencode(place) for place in (Path.home(), tmp_path.parent)]
    assert [path for path, content in expected.items() if any(place in content for place in places)] == []
