"""Names and sizes of the files of a site, against what hosts and file systems allow."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sitegen.core.errors import OutputError
from sitegen.publishing.checking.values import error, warning
from sitegen.publishing.paths import MANIFEST, Paths

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sitegen.publishing.checking.values import Finding

LARGEST_FILE = 100_000_000  # bytes; GitHub refuses to take a larger file
LARGEST_SITE = 1_000_000_000  # bytes; what GitHub Pages publishes at most
_NEARLY = 0.8


def sizes_of(out: Path) -> dict[str, int]:
    """Every file below `out`, sorted, with its bytes."""
    found: dict[str, int] = {}
    waiting = [str(out)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                elif entry.is_file():
                    path = os.path.relpath(entry.path, out).replace(os.sep, "/")
                    found[path] = entry.stat().st_size
    return dict(sorted(found.items()))


def check_files(sizes: Mapping[str, int], most_file: int, most_site: int) -> Iterator[Finding]:
    """Names that cannot be served everywhere, names that differ in case only, what is too big."""
    paths = Paths()
    for path, size in sizes.items():
        if path != MANIFEST:
            yield from _name(path, paths)
        if size >= most_file:
            hint = "publish the file elsewhere and link to it"
            yield error("size", path, 0, f"{size / 1e6:.0f} MB is more than GitHub takes ({most_file / 1e6:.0f})", hint)
    total = sum(sizes.values())
    if total >= _NEARLY * most_site:
        tell = error if total >= most_site else warning
        message = f"the site has {total / 1e6:.0f} MB; GitHub Pages publishes {most_site / 1e6:.0f} at most"
        yield tell("size", ".", 0, message, "split the site, or publish it on a server of your own")


def _name(path: str, paths: Paths) -> Iterator[Finding]:
    try:
        paths.check(path)
    except OutputError as fault:
        for problem in fault.problems:
            yield error("name", path, 0, problem.message, "rename what the file is made from")
