"""`sitegen extract`: facts of any text files."""

from __future__ import annotations

import json
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sitegen.cli.record import record
from sitegen.core.cache import open_cache
from sitegen.core.collector import paused_collector
from sitegen.core.config import Config
from sitegen.core.errors import OutputError, Problem, Where
from sitegen.core.model import Clipping
from sitegen.core.workers import Crew, Faulty, Stage, through
from sitegen.desk import Desk, set_up
from sitegen.reading.collect import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.build import Progress

_ENDINGS = (".txt", ".md")


def extract_all(
    site: Path, paths: Iterable[Path], out: Path | None, jobs: int | None, progress: Progress | None = None
) -> tuple[list[str], list[Problem]]:
    """JSON lines of all records (none if `out`, a folder, gets them as files), and the files that cannot be read.

    Words that the editor added to the partners of `site`, if it is one, count. Raises OutputError.
    """
    files = list(_files(paths))
    read = [_read(path) for path in files]
    clippings = [each for each in read if isinstance(each, Clipping)]
    problems = [each for each in read if isinstance(each, Problem)]
    with open_cache(None) as nothing, paused_collector():
        stage = _stage(set_up(site, Config(), nothing))
        results = through(stage, clippings, nothing, Crew(jobs) if jobs else Crew(), progress).results
    problems += [problem for result in results if isinstance(result, Faulty) for problem in result.problems]
    pairs = zip(clippings, results, strict=True)
    records = [(clipping.path, line) for clipping, line in pairs if isinstance(line, str)]
    if out is None:
        return [line for _, line in records], problems
    _write(out, records)
    return [], problems


def _stage(desk: Desk) -> Stage[Clipping, str]:
    return Stage("extract", "", extract_one, str, _content, _path, desk)


def extract_one(clipping: Clipping, desk: Desk) -> str:
    """The record of one text as a line of JSON. Raises ClippingError."""
    from sitegen.extraction import extract
    from sitegen.reading.decode import decode

    article = decode(clipping, desk.config)
    values: dict[str, Any] = record(article, extract(article, desk.knowledge), desk.knowledge.partners)
    return json.dumps({"id": Path(clipping.path).stem, **values}, ensure_ascii=False)


def _content(clipping: Clipping) -> str:
    return f"{clipping.path}\0{clipping.digest}"


def _path(clipping: Clipping) -> str:
    return clipping.path


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.iterdir() if file.suffix.lower() in _ENDINGS)
        else:
            yield path


def _read(path: Path) -> Clipping | Problem:
    where = Where(path.as_posix())
    try:
        if not path.is_file():
            return Problem(where, "this is not a file", "name a text file")
        if path.stat().st_size > MAX_BYTES:
            return Problem(where, "too big for a clipping (at most 2 MB)", "keep only the article's text")
        raw = path.read_bytes()
    except OSError as error:
        return Problem(where, f"cannot be read: {error.strerror}", "check the file and its permissions")
    return Clipping(path.as_posix(), raw, blake2b(raw, digest_size=16).hexdigest())


def _write(out: Path, records: list[tuple[str, str]]) -> None:
    seen: dict[str, str] = {}
    for path, _ in records:
        name = f"{Path(path).stem}.json"
        other = seen.setdefault(name, path)
        if other != path:
            raise OutputError.at(Where(path), f"{name} is already made from {other}", "extract them one by one")
    try:
        out.mkdir(parents=True, exist_ok=True)
        for path, line in records:
            text = json.dumps(json.loads(line), ensure_ascii=False, indent=1)
            (out / f"{Path(path).stem}.json").write_text(text + "\n", "utf-8")
    except OSError as error:
        raise OutputError.at(Where(str(out)), f"cannot be written: {error.strerror}", "name another --out") from error
