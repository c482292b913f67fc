"""The fingerprint of the program's own code: other code, other keys, so that nothing stale is ever reused."""

from __future__ import annotations

import os
from functools import cache, lru_cache
from hashlib import blake2b
from importlib import metadata
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent
_LEFT_OUT = (".pyc", ".pyo", ".yaml", ".md")  # YAML is read as knowledge, which has a digest of its own


@lru_cache(maxsize=16)
def code_digest(folders: tuple[str, ...], libraries: tuple[str, ...] = ()) -> str:
    """The digest (32 hex digits) of some folders or files of sitegen (`core`, `build.py`), and of library versions."""
    hasher = blake2b(digest_size=16)
    for name in libraries:
        hasher.update(f"{name}={_version(name)}\0".encode())
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


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
