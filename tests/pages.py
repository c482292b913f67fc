"""GitHub Pages on this machine: files below a path, a 404 page, nothing rewritten."""

from __future__ import annotations

import functools
import threading
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX = "/digest/"


class Handler(SimpleHTTPRequestHandler):
    """What a project page answers: `x` is x, x.html, or, by a redirect, the folder x/."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".xml": "application/xml"}  # noqa: RUF012

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if not path.startswith(PREFIX):
            self._answer(404, b"outside of the site", "text/plain")
            return
        file = Path(self.directory, path.removeprefix(PREFIX))
        if path.endswith("/"):
            file /= "index.html"
        elif not file.is_file() and file.with_name(f"{file.name}.html").is_file():
            file = file.with_name(f"{file.name}.html")
        elif file.is_dir():
            self._redirect(f"{path}/")
            return
        self._send(file)

    do_HEAD = do_GET  # noqa: N815

    def _send(self, file: Path) -> None:
        try:
            self._answer(200, file.read_bytes(), self.guess_type(file))
        except OSError:
            self._answer(404, Path(self.directory, "404.html").read_bytes(), "text/html")

    def _redirect(self, place: str) -> None:
        self.send_response(301)
        self.send_header("Location", place)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _answer(self, code: int, content: bytes, kind: str) -> None:
        self.send_response(code)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def served(out: Path) -> Iterator[str]:
    """The address of the folder `out` while it is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(out)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{PREFIX}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
