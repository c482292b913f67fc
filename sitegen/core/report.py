"""What a build did: the only values that know of time."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sitegen.core.errors import Problem
    from sitegen.core.model import Planned

_PARTS = 12  # shown by name
_PLANNING = "plan"

T = TypeVar("T")


class Tally(Struct, frozen=True):
    """One stage of a build: items worked on, items remembered, seconds of the clock."""

    stage: str
    ran: int
    reused: int
    seconds: float


class WriteReport(Struct, frozen=True):
    """Paths relative to the output folder, sorted; `unchanged` counts the files left as they were."""

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0


class BuildReport(Struct, frozen=True):
    """The whole of a build. `ok`: the output folder now holds the site as it should be.

    `problems` are sorted; `left_out` are paths of files skipped for their faults, `drafts` counts those that wait,
    `early` those that are dated later than today.
    """

    ok: bool = True
    exit_code: int = 0
    problems: tuple[Problem, ...] = ()
    tallies: tuple[Tally, ...] = ()
    output: WriteReport = WriteReport()
    left_out: tuple[str, ...] = ()
    drafts: int = 0
    early: int = 0
    seconds: float = 0.0


class Laps(Struct):
    """Where the time of one stage goes, by part: how often, and seconds."""

    parts: dict[str, tuple[int, float]] = field(default_factory=dict)

    def timed(self, planned: Iterable[Planned]) -> Iterator[Planned]:
        """The same plan; planning, and making each kind of file, are timed as they happen."""
        waiting = iter(planned)
        while (one := self._count(_PLANNING, partial(next, waiting, None))) is not None:
            folder = one.path.partition("/")[0] if "/" in one.path else ""
            kind = f"render {folder}/…/*.{one.path.rpartition('.')[2]}" if folder else f"render {one.path}"
            yield replace(one, make=partial(self._count, kind, one.make))

    def tallies(self) -> list[Tally]:
        """The parts: planning, then those that took longest first."""
        order = sorted(self.parts.items(), key=lambda part: (part[0] != _PLANNING, -part[1][1]))
        parts = [Tally(name, count, 0, seconds) for name, (count, seconds) in order]
        shown, small = parts[:_PARTS], parts[_PARTS:]
        others = Tally("render …", sum(part.ran for part in small), 0, sum(part.seconds for part in small))
        return [*shown, others] if small else shown

    def _count(self, part: str, work: Callable[[], T]) -> T:
        begun = time.perf_counter()
        result = work()
        count, seconds = self.parts.get(part, (0, 0.0))
        self.parts[part] = (count + 1, seconds + time.perf_counter() - begun)
        return result


class Watch(Struct):
    """Counts stages as they pass."""

    tallies: list[Tally] = field(default_factory=list)
    begun: float = field(default_factory=time.perf_counter)
    last: float = field(default_factory=time.perf_counter)

    def lap(self, stage: str, ran: int, reused: int = 0) -> None:
        """A stage has ended that began where the last one ended."""
        now = time.perf_counter()
        self.tallies.append(Tally(stage, ran, reused, now - self.last))
        self.last = now

    def another(self) -> Watch:
        """One that goes on from here; this one does not learn of it."""
        return replace(self, tallies=list(self.tallies))

    def split(self, laps: Laps) -> None:
        """Show the last stage by its parts, what is left of it at the end."""
        whole = self.tallies.pop()
        parts = laps.tallies()
        rest = whole.seconds - sum(part.seconds for part in parts)
        self.tallies.extend((*parts, Tally(whole.stage, whole.ran, whole.reused, rest)))

    def report(self, **rest: Any) -> BuildReport:
        """The report, with all that was counted."""
        return BuildReport(tallies=tuple(self.tallies), seconds=time.perf_counter() - self.begun, **rest)
