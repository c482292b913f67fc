"""What a build did: the only values that know of time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    """The whole of a build. `problems` are sorted; `left_out` names clippings that were skipped for their faults."""

    tallies: tuple[Tally, ...] = ()
    problems: tuple[Problem, ...] = ()
    output: WriteReport = WriteReport()
    left_out: tuple[str, ...] = ()
    ok: bool = True
    exit_code: int = 0
    stories: int = 0
    deals: int = 0
    partners: int = 0
