"""A Dask cluster reads clippings as well as this machine does, whatever becomes of its workers."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sites import BODY, clipping, run, tree

import sitegen
from sitegen.build import build
from sitegen.core.errors import ConfigError
from sitegen.core.workers import Crew

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Site

pytest.importorskip("distributed")

CLIPPINGS = 150


def files() -> dict[str, str]:
    bodies = ((number, BODY.replace("200 tỷ", f"{number + 10} tỷ")) for number in range(CLIPPINGS))
    return {f"content/clippings/tin-{number}.md": clipping(f"Tin {number}", body) for number, body in bodies}


@contextmanager
def process(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of Dask's that ends with the test."""
    paths = os.pathsep.join((str(Path(sitegen.__file__).parent.parent), os.environ.get("PYTHONPATH", "")))
    command = [sys.executable, "-m", *arguments]
    started = subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": paths}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield started
    finally:
        started.kill()
        started.wait()


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler with two workers, each a process: the scheduler's address, the workers."""
    from distributed import Client

    contact = folder / "scheduler.json"
    with ExitStack() as running:
        options = ("--port", "0", "--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(contact))
        running.enter_context(process("distributed.cli.dask_scheduler", *options))
        worker = ("distributed.cli.dask_worker", "--scheduler-file", str(contact), "--nthreads", "1", "--no-nanny")
        while not contact.exists():
            time.sleep(0.1)
        place = ("--local-directory", str(folder), "--no-dashboard")
        workers = [running.enter_context(process(*worker, *place)) for _ in range(2)]
        with Client(scheduler_file=str(contact), set_as_default=False) as client:  # type: ignore[no-untyped-call]
            client.wait_for_workers(2)
            address = str(client.scheduler_info()["address"])
        yield address, workers


def test_a_worker_that_is_killed_changes_nothing(site: Site, tmp_path: Path) -> None:
    from sitegen.core.cluster import DaskExecutor

    here, there = site(files()), site(files())
    assert build(here, jobs=1).ok
    told: list[int] = []
    with cluster(tmp_path) as (address, (victim, survivor)), DaskExecutor(address) as executor:

        def kill_one(done: int, _: int) -> None:
            told.append(done)
            victim.kill()

        report = build(there, crew=Crew(executor=executor), progress=kill_one)
        victim.wait()
        assert survivor.poll() is None
    assert report.ok
    assert told[0] < told[-1] == CLIPPINGS, "it was killed before the end"
    assert tree(here / "public") == tree(there / "public")


def test_without_an_address_a_cluster_is_started_here(site: Site) -> None:
    here, there = site(files()), site(files())
    assert build(here, jobs=1).ok
    ran = run("-C", str(there), "build", "--executor", "dask", "--jobs", "1", "--quiet")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert tree(here / "public") == tree(there / "public")


def test_no_scheduler_is_a_sentence() -> None:
    from sitegen.core.cluster import DaskExecutor

    nowhere = DaskExecutor("tcp://127.0.0.1:9", patience=0.5)
    with nowhere as executor, pytest.raises(ConfigError, match="no Dask scheduler"):
        list(executor.map(str, [1]))


def test_nothing_to_do_needs_no_scheduler() -> None:
    from sitegen.core.cluster import DaskExecutor

    with DaskExecutor("tcp://127.0.0.1:9") as executor:
        assert list(executor.map(str, [])) == []


def test_a_scheduler_without_dask_is_refused(site: Site) -> None:
    ran = run("-C", str(site(files())), "build", "--scheduler", "tcp://127.0.0.1:9")
    assert ran.returncode == 2
    assert "--executor dask" in ran.stderr
