"""What a check finds."""

from __future__ import annotations

from msgspec import Struct

from sitegen.core.errors import Problem, Where


class Finding(Struct, frozen=True, order=True):
    """One fault, with the short name of the rule that it breaks: `link`, `anchor`, `feed` and so on."""

    problem: Problem
    rule: str


class Inspection(Struct, frozen=True):
    """All that a check of a folder saw. `outside`: web addresses that pages lead to, each with the first such page."""

    findings: tuple[Finding, ...]
    files: int = 0
    pages: int = 0
    links: int = 0
    bytes: int = 0
    outside: tuple[tuple[str, str], ...] = ()


def error(rule: str, path: str, line: int, message: str, hint: str) -> Finding:
    """A fault that visitors meet."""
    return Finding(Problem(Where(path, line), message, hint), rule)


def warning(rule: str, path: str, line: int, message: str, hint: str) -> Finding:
    """Something that the editor should look at."""
    return Finding(Problem(Where(path, line), message, hint, fatal=False), rule)
