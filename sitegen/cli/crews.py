"""Who reads the clippings of a build: processes of this machine, or a cluster."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sitegen.core.errors import ConfigError, Where
from sitegen.core.workers import Crew, cores

if TYPE_CHECKING:
    from collections.abc import Iterator

PROCESSES, DASK = "processes", "dask"


@contextmanager
def crew_of(executor: str, scheduler: str | None, jobs: int | None) -> Iterator[Crew]:
    """The crew that the options ask for; a cluster started for it ends with it. Raises ConfigError."""
    if executor == PROCESSES:
        if scheduler:
            hint = "add --executor dask, or leave --scheduler out"
            raise ConfigError.at(Where("--scheduler"), "only Dask has a scheduler", hint)
        yield Crew(jobs or cores())
        return
    from sitegen.core.cluster import DaskExecutor

    with DaskExecutor(scheduler, jobs or cores()) as cluster:
        yield Crew(jobs or cores(), cluster)
