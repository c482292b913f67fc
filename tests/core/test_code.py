"""Which version of a library is installed, as the library that asks every package says too."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from zipfile import ZipFile

import pytest

from sitegen.core import code


@pytest.fixture(autouse=True)
def _asked_anew() -> Iterator[None]:
    code._installed.cache_clear()
    yield
    code._installed.cache_clear()


def test_the_version_of_whatever_is_installed() -> None:
    seen: dict[str, str] = {}
    for one in metadata.distributions():
        seen.setdefault(one.name, one.version)
    assert len(seen) > 20
    assert {name: code.version(name) for name in seen} == seen


@pytest.mark.parametrize("name", ["Jinja2", "jinja2", "underthesea-core", "underthesea_core"])
def test_a_name_in_any_spelling(name: str) -> None:
    assert code.version(name) == metadata.version(name)


def test_what_is_not_installed_has_no_version() -> None:
    assert code.version("no-such-library") == ""


def test_a_folder_without_a_version_hides_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = metadata.version("jinja2")
    (tmp_path / "jinja2.egg-info").mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    assert code.version("jinja2") == installed


def test_a_library_in_an_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tmp_path / "all.zip"
    with ZipFile(archive, "w") as file:
        file.writestr("quill-1.2.dist-info/METADATA", "Metadata-Version: 2.1\nName: quill\nVersion: 1.2\n")
    monkeypatch.setattr(sys, "path", [*sys.path, str(archive)])
    assert code.version("quill") == "1.2"
    assert code.version("no-such-library") == ""
