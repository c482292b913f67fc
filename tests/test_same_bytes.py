"""The same input gives the same bytes, wherever and however it is built."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from sites import clipping, put, run, tree

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Site

FILES = {
    f"content/clippings/{name}.md": clipping(f"{name} và Viettel ký thỏa thuận", date=f"2025-03-{day:02d}")
    for day, name in enumerate(("FPT", "VNPT", "MobiFone", "Vietcombank", "Vingroup", "BIDV", "Agribank"), start=1)
} | {
    "seeds/a.txt": "FPT và Microsoft hợp tác về trí tuệ nhân tạo\n\nFPT và Microsoft vừa ký thỏa thuận hợp tác.",
    "seeds/b.txt": "Viettel và KT hợp tác chiến lược\n\nViettel và KT ký thỏa thuận hợp tác chiến lược tại Hà Nội.",
    "content/site.yaml": "title: Bản tin\nbase_url: https://example.org/digest/\nsearch: pagefind\n",
}


def built(root: Path, *options: str, **environment: str) -> dict[str, bytes]:
    done = run("-C", str(root), "build", "--quiet", *options, cwd=root.parent, **environment)
    assert (done.returncode, done.stderr) == (0, "")
    return tree(root / "public")


@pytest.fixture
def expected(site: Site) -> dict[str, bytes]:
    return built(site(FILES), "--jobs", "1")


def test_with_two_workers_other_hashes_and_another_clock(site: Site, expected: dict[str, bytes]) -> None:
    environment = {"PYTHONHASHSEED": "4242", "TZ": "America/New_York", "LC_ALL": "C", "SITEGEN_LANG": "en"}
    assert built(site(FILES), "--jobs", "2", **environment) == expected


def test_in_another_folder_from_files_made_in_another_order(tmp_path: Path, expected: dict[str, bytes]) -> None:
    root = tmp_path / "đường dẫn khác" / "site"
    for name in reversed(FILES):
        put(root, name, FILES[name])
        os.utime(root / name, (1, 1))
    assert built(root, "--jobs", "1", PYTHONHASHSEED="1") == expected


def test_nothing_tells_where_it_was_built(site: Site, expected: dict[str, bytes]) -> None:
    place = str(site({}).parent).encode()
    assert [path for path, content in expected.items() if place in content] == []
