"""Paths that may be written: inside the output folder, on every system, told apart by more than case."""

from __future__ import annotations

import re

from sitegen.core.errors import OutputError, Problem, Where

MANIFEST = ".sitegen-manifest"
_NAME = r"(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:[./]|$))[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_-])?"
_PLAIN = re.compile(rf"\.?{_NAME}(?:/{_NAME})*")  # what nearly all paths are: nothing more to look at
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\\ud800-\udfff]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_LONGEST_NAME = 255  # bytes, on all file systems in use
_LONGEST_PATH = 1024


class Paths:
    """The paths of one run, each checked as it comes."""

    def __init__(self) -> None:
        self._seen: dict[str, str] = {}

    def check(self, path: str) -> None:
        """Raises OutputError if `path` cannot be written everywhere, or is another one's in all but case."""
        plain = len(path) <= _LONGEST_NAME and path != MANIFEST and _PLAIN.fullmatch(path)
        fault = "" if plain else _fault(path)
        if fault:
            raise _error(path, fault)
        key = path.casefold()
        other = self._seen.get(key)
        if other is not None:
            raise _error(path, "it is made twice" if other == path else f"it differs from {other!r} only in case")
        self._seen[key] = path


def _fault(path: str) -> str:
    if path == MANIFEST:
        return "the name is taken by the list of files"
    if len(path.encode("utf-8", "surrogatepass")) > _LONGEST_PATH:
        return "it is too long"
    return next(filter(None, map(_fault_of_name, path.split("/"))), "")


def _fault_of_name(name: str) -> str:
    """What is wrong with one part of a path; an empty first part is an absolute path."""
    if name in ("", ".", ".."):
        return "it would leave the output folder"
    if _FORBIDDEN.search(name):
        return "it has a sign that file systems refuse"
    if name[-1] in ". " or name[0] == " ":
        return "a name in it begins or ends with a blank or a point"
    if _RESERVED.fullmatch(name):
        return f"{name!r} is a reserved name on Windows"
    return f"{name[:20]!r}… is too long" if len(name.encode()) > _LONGEST_NAME else ""


def _error(path: str, fault: str) -> OutputError:
    shown = path[:120].encode("utf-8", "backslashreplace").decode()
    hint = "give the clipping or partner that it is made from another slug"
    return OutputError(Problem(Where(shown), f"this file cannot be written: {fault}", hint))
