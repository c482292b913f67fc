"""What a build did: the only values that know of time."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sitegen.core.errors import Problem


@dataclass(frozen=True, slots=True)
class Tally:
    """One stage of a build: items worked on, items remembered, seconds of the clock."""

    stage: str
    ran: int
    reused: int
    seconds: float


@dataclass(frozen=True, slots=True)
class WriteReport:
    """Paths relative to the output folder, sorted; `unchanged` counts the files left as they were."""

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The whole of a build. `ok`: the output folder now holds the site as it should be.

    `problems` are sorted; `left_out` are paths of files skipped for their faults, `drafts` counts those that wait.
    """

    ok: bool = True
    exit_code: int = 0
    problems: tuple[Problem, ...] = ()
    tallies: tuple[Tally, ...] = ()
    output: WriteReport = WriteReport()
    left_out: tuple[str, ...] = ()
    drafts: int = 0
    seconds: float = 0.0


@dataclass(slots=True)
class Watch:
    """Counts stages as they pass."""

    tallies: list[Tally] = field(default_factory=list)
    begun: float = field(default_factory=time.perf_counter)
    last: float = field(default_factory=time.perf_counter)

    def lap(self, stage: str, ran: int, reused: int = 0) -> None:
        """A stage has ended that began where the last one ended."""
        now = time.perf_counter()
        self.tallies.append(Tally(stage, ran, reused, now - self.last))
        self.last = now

    def report(self, **rest: Any) -> BuildReport:
        """The report, with all that was counted."""
        return BuildReport(tallies=tuple(self.tallies), seconds=time.perf_counter() - self.begun, **rest)
