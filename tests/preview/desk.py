"""A preview that can run in a thread, with a build as small as a build can be."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Condition, Thread
from typing import TYPE_CHECKING

import httpx

from sitegen.core.errors import ClippingError, Where
from sitegen.preview.rebuild import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sitegen.preview.server import Preview

LIMIT = 20.0
PAGE = '<!doctype html><html><head><link rel="stylesheet" href="/style.css"></head><body><h1>{text}</h1></body></html>'


@dataclass
class Desk:
    """A site of one clipping: `content/a.md` becomes the home page; "broken" in it is a fault."""

    root: Path
    builds: int = 0
    said: list[str] = field(default_factory=list)
    _turn: Condition = field(default_factory=Condition)
    preview: Preview = field(init=False)

    @property
    def folder(self) -> Path:
        return self.root / ".sitegen" / "preview"

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def make(self, base_url: str) -> Outcome:
        try:
            return self._make(base_url)
        finally:
            with self._turn:
                self.builds += 1
                self._turn.notify_all()

    def _make(self, base_url: str) -> Outcome:
        clippings = sorted((self.root / "content").glob("*.md")) if (self.root / "content").is_dir() else []
        text = " ".join(path.read_text(encoding="utf-8") for path in clippings)
        if "broken" in text:
            raise ClippingError.at(Where("content/a.md", 3), "this is <broken>", "mend it & save")
        self._make_page(text)
        self.write(".sitegen/preview/404.html", PAGE.format(text="Không có trang này"))
        self.write(".sitegen/preview/tin/index.html", PAGE.format(text=base_url))
        self.write(".sitegen/preview/style.css", "h1 { color: red }")
        return Outcome(True)

    def _make_page(self, text: str) -> None:
        self.write(".sitegen/preview/index.html", PAGE.format(text=text))

    def wait_for_builds(self, count: int) -> None:
        with self._turn:
            assert self._turn.wait_for(lambda: self.builds >= count, LIMIT), f"only {self.builds} builds"

    def get(self, path: str = "/", **headers: str) -> httpx.Response:
        return httpx.get(self.preview.url.rstrip("/") + path, headers=headers, timeout=LIMIT)


@contextmanager
def news(address: str) -> Iterator[Iterator[dict[str, str]]]:
    """What a page of the preview at `address` hears, the last build first; a minute of silence is a failure."""
    with httpx.stream("GET", f"{address}_sitegen/events", timeout=LIMIT) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        yield _messages(stream.iter_lines())


def _messages(lines: Iterator[str]) -> Iterator[dict[str, str]]:
    silence = 0
    for line in lines:
        silence = silence + 1 if line.startswith(":") else 0 if line else silence
        assert silence < 4, "nothing was told"
        if line.startswith("data: "):
            yield json.loads(line.removeprefix("data: "))


class running:  # noqa: N801 - reads as a statement
    """Runs a function in a thread until `stop` ends it."""

    def __init__(self, run: Callable[[], None], stop: Callable[[], None]) -> None:
        self._thread = Thread(target=run)
        self._stop = stop

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stop()
        self._thread.join(LIMIT)
        assert not self._thread.is_alive()


@contextmanager
def served(site: Path, *options: str, inside: tuple[str, ...] = (), pids: list[int] | None = None) -> Iterator[str]:
    """The address of the preview, which must end well when the editor interrupts it.

    `inside` is a command to start it with, `pids` gets its process id.
    """
    command = [*inside, sys.executable, "-m", "sitegen", "-C", str(site), "serve", "--port", "0", *options]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": "error"}
    program = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=environment)
    if pids is not None:
        pids.append(program.pid)
    try:
        assert program.stderr is not None
        first = next(line for line in program.stderr if "http://" in line)
        yield next(word for word in first.split() if word.startswith("http://"))
        program.send_signal(signal.SIGINT)
        _, rest = program.communicate(timeout=60)
        assert program.returncode == 0, rest
        assert "Traceback" not in rest, rest
    finally:
        program.kill()
        program.communicate()
