"""Faults as sentences for the editor: where, what, what to do."""

from __future__ import annotations

from dataclasses import dataclass, replace  # not msgspec: what completes a command loads this and little else


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place in the editor's files: a path relative to the site, a line (1-based) or 0 for the whole file."""

    path: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault found on the way, reported together with all others at the end of a run."""

    where: Where
    message: str
    hint: str = ""
    fatal: bool = True

    def __str__(self) -> str:
        first = f"{self.where}: {self.message}"
        return f"{first}\n  hint: {self.hint}" if self.hint else first

    def below(self, folder: str) -> Problem:
        """The same, with its path as it is seen from outside the folder."""
        path = f"{folder}/{self.where.path}".removesuffix("/.")
        return replace(self, where=replace(self.where, path=path))


class SitegenError(Exception):
    """A fault in what was given to us, never a bug of ours. Holds one or more problems."""

    exit_code = 1

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems

    @classmethod
    def at(cls, where: Where, message: str, hint: str = "") -> SitegenError:
        return cls(Problem(where, message, hint))

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class ConfigError(SitegenError):
    """`content/site.yaml` cannot be used."""

    exit_code = 2


class KnowledgeError(SitegenError):
    """A file of `sitegen/knowledge/` or `content/partners.yaml` cannot be used."""

    exit_code = 2


class ClippingError(SitegenError):
    """One clipping cannot be read; the others still are."""


class ClashError(SitegenError):
    """Two sources claim one id or one URL; both are named."""


class TemplateFailure(SitegenError):
    """A template is broken: its file and line, and the page that it was making."""


class OutputError(SitegenError):
    """The output folder cannot be written, or a path would leave it."""
