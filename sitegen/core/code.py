"""The fingerprint of the program's own code: other code, other keys, so that nothing stale is ever reused."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent
_INFOS = (".dist-info", ".egg-info")
_LEFT_OUT = (".pyc", ".pyo", ".yaml", ".md")  # YAML is read as knowledge, which has a digest of its own


@lru_cache(maxsize=16)
def code_digest(folders: tuple[str, ...], libraries: tuple[str, ...] = ()) -> str:
    """The digest (32 hex digits) of some folders or files of sitegen (`core`, `build.py`), and of library versions."""
    hasher = blake2b(digest_size=16)
    for name in libraries:
        hasher.update(f"{name}={version(name)}\0".encode())
    for folder in folders:
        inside = f"{folder}/"
        for name in _files():
            if name == folder or name.startswith(inside):
                hasher.update(f"{name}\0".encode() + _digest(name))
    return hasher.hexdigest()


@lru_cache(maxsize=1)
def _files() -> list[str]:
    """All files of the package that count, relative to it; asked for many times, so looked up once."""
    found: list[str] = []
    for folder, inner, names in os.walk(_PACKAGE):
        inner[:] = [name for name in inner if name != "__pycache__"]
        at = Path(folder).relative_to(_PACKAGE)
        found += [(at / name).as_posix() for name in names if not name.endswith(_LEFT_OUT)]
    return sorted(found)


@cache
def _digest(name: str) -> bytes:
    return blake2b((_PACKAGE / name).read_bytes(), digest_size=16).digest()


def version(name: str) -> str:
    """The version of an installed library, "" where there is none.

    It stands in the name of a folder; `importlib.metadata` would read mail headers, and be a tenth of a short build's
    imports. What is installed in an archive is looked up there.
    """
    found = _installed().get(_plain(name), "")
    return _looked_up(name) if not found and any(Path(place).is_file() for place in sys.path) else found


@cache
def _installed() -> dict[str, str]:
    """Names and versions of all libraries with a folder `name-version.dist-info`; the first on the path counts."""
    found: dict[str, str] = {}
    for place in sys.path:
        with suppress(OSError):
            for entry in os.listdir(place or "."):  # noqa: PTH208 - names alone are asked for
                name, _, number = entry.rpartition(".")[0].partition("-")
                if entry.endswith(_INFOS) and number:
                    found.setdefault(_plain(name), number)
    return found


def _looked_up(name: str) -> str:
    from importlib import metadata

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _plain(name: str) -> str:
    """A name as all that are equal are written (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()
