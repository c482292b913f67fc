"""How long an editor waits in `sitegen serve`: from the save of a clipping to the changed page in Chromium."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import bench_corpus
import soak
from playwright.sync_api import Page, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# The page's own clock, which is the machine's: what tells us takes time itself.
TELL = """addEventListener("DOMContentLoaded", () => {
  const now = Date.now();
  tellBench([now, document.body.textContent]);
})"""
PREPARED = 8.0  # seconds without work after a start, in which the preview prepares for the first save
PATIENCE = 60.0  # seconds for one save


@dataclass(frozen=True)
class Wait:
    """Seconds of the clock until the page was there, and of the processors in all that belongs to the preview."""

    wall: float
    cpu: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="500", help="numbers of clippings, parted by commas")
    parser.add_argument("--saves", type=int, default=5, help="how often each kind of edit is made")
    parser.add_argument("--work", type=Path, default=Path(".sitegen/bench"), help="where sites are kept")
    options = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f}, {len(os.sched_getaffinity(0))} cores; median of {options.saves} saves")
    for size in map(int, options.sizes.split(",")):
        print(table(size, measure(options.work.resolve() / str(size) / "preview", size, options.saves)), flush=True)


def measure(site: Path, size: int, saves: int) -> dict[str, list[Wait]]:
    """The first title, further titles, texts."""
    if not site.exists():
        bench_corpus.sitegen(site, bench_corpus.pieces(size))
    subprocess.run([sys.executable, "-m", "sitegen", "-C", str(site), "build"], check=True, capture_output=True)
    log = site / "preview.log"
    with log.open("w") as stderr:
        command = [sys.executable, "-m", "sitegen", "-C", str(site), "serve", "--port", "0"]
        preview = subprocess.Popen(command, stderr=stderr)
    try:
        return edits(site, preview.pid, soak.address_in(log), saves)
    finally:
        preview.send_signal(signal.SIGINT)
        preview.wait(60)


def edits(site: Path, preview: int, address: str, saves: int) -> dict[str, list[Wait]]:
    """Save a clipping in the middle while its page is open."""
    path = sorted((site / "content/clippings").glob("*.md"))[-7]
    shown: list[tuple[int, str]] = []
    program = next(filter(None, map(shutil.which, BROWSERS)), None) or sys.exit(
        "there is no Chromium: make screenshots"
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page()
        page.expose_function("tellBench", lambda told: shown.append((told[0], told[1])))
        page.add_init_script(TELL)
        _open(page, f"{address}tin/{path.stem}/")
        page.wait_for_timeout(PREPARED * 1000)

        def save(change: Callable[[str], str], sign: str) -> Wait:
            return _save(page, path, preview, shown, change, sign)

        first = [save(_titled("Tên mới 0"), "Tên mới 0")]
        titles = [save(_titled(f"Tên mới {turn}"), f"Tên mới {turn}") for turn in range(1, saves + 1)]
        texts = [save(_more(f"Câu thêm số {turn}."), f"Câu thêm số {turn}.") for turn in range(saves)]
        browser.close()
    return {"the first title": first, "a title, which lists show": titles, "a text, lists show what they showed": texts}


def _open(page: Page, address: str) -> None:
    for _ in range(600):  # while the first build runs, the preview shows that it does
        answer = page.goto(address)
        if answer is not None and answer.ok and page.locator("article").count():
            return
        page.wait_for_timeout(200)
    sys.exit(f"{address} did not come")


def _titled(title: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        lines = text.split("\n")
        lines[1] = f"title: {title}"
        return "\n".join(lines)

    return change


def _more(sentence: str) -> Callable[[str], str]:
    return lambda text: f"{text}\n{sentence}\n"


def _save(
    page: Page, path: Path, preview: int, shown: list[tuple[int, str]], change: Callable[[str], str], sign: str
) -> Wait:
    new = path.parent.parent / "new"
    new.write_text(change(path.read_text("utf-8")), "utf-8")
    shown.clear()
    used, begun = _cpu(preview), time.time()
    new.replace(path)
    while not (seen := [when for when, text in shown if sign in text]):
        if time.time() - begun > PATIENCE:
            sys.exit(f"{sign!r} was not seen in {PATIENCE:.0f} s")
        page.wait_for_timeout(2)
    wall = seen[0] / 1000 - begun
    page.wait_for_timeout(1500)  # what is done behind the page belongs to the save, too
    return Wait(wall, _cpu(preview) - used)


def _cpu(process: int) -> float:
    """Seconds that a process and those that it started have used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    own = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return own + sum(_cpu(child) for child in soak.children(process))


def table(size: int, waits: dict[str, list[Wait]]) -> str:
    """The rows in Markdown."""
    lines = [f"| {size} clippings | wall s | longest | CPU s |", "|---|--:|--:|--:|"]
    for name, each in waits.items():
        walls = [wait.wall for wait in each]
        cpu = statistics.median(wait.cpu for wait in each)
        lines.append(f"| {name} | {statistics.median(walls):.2f} | {max(walls):.2f} | {cpu:.2f} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
