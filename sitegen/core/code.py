"""The fingerprint of the program's own code: other code, other keys, so that nothing stale is ever reused."""

from __future__ import annotations

from functools import lru_cache
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
        for file in _files(_PACKAGE / folder):
            content = file.read_bytes()
            hasher.update(f"{file.relative_to(_PACKAGE).as_posix()}\0{len(content)}\0".encode())
            hasher.update(content)
    return hasher.hexdigest()


def _files(folder: Path) -> list[Path]:
    found = folder.rglob("*") if folder.is_dir() else [folder]
    return sorted(file for file in found if file.suffix not in _LEFT_OUT and file.is_file())


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
