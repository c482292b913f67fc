"""`sitegen init`, `sitegen new`: files to begin with."""

from __future__ import annotations

import json
from pathlib import Path

from sitegen import __version__
from sitegen.core.errors import ClippingError, ConfigError, OutputError, Problem, Where
from sitegen.core.model import PartialDate

_SCAFFOLD = Path(__file__).parent.parent / "scaffold"
# Names that mean something to tools wherever they lie are stored without their point.
_DOTTED = {"gitignore": ".gitignore", "github": ".github"}


def lay_out(folder: Path) -> list[str]:
    """Put a new site into `folder`, which must be empty or not there. The paths made, sorted. Raises OutputError."""
    where = Where(str(folder))
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            hint = "name a folder that is not there yet, or an empty one; nothing was changed"
            raise OutputError.at(where, "a new site needs an empty folder, and this is none", hint)
        made = sorted(_copies())
        for name, source in made:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_content(source))
    except OSError as error:
        raise OutputError.at(where, f"cannot be written: {error.strerror}", "check its permissions") from error
    return [name for name, _ in made]


def _copies() -> list[tuple[str, Path]]:
    """Where each file of the scaffold goes."""
    files = [file for file in _SCAFFOLD.rglob("*") if file.is_file() and file.suffix != ".pyc"]
    return [(_name(file.relative_to(_SCAFFOLD)), file) for file in files]


def _content(source: Path) -> bytes:
    """What a file of the scaffold says; the requirements name the version that made them."""
    content = source.read_bytes()
    return content.replace(b"VERSION", __version__.encode()) if source.name == "requirements.txt" else content


def _name(path: Path) -> str:
    return "/".join(_DOTTED.get(part, part) for part in path.parts)


def begin_clipping(site: Path, title: str, date: str | None, source: str | None) -> str:
    """Make `content/clippings/<slug>.md`; its path in the site. Raises ConfigError, ClippingError, OutputError."""
    from sitegen.digest.naming import slug_of

    if not (site / "content").is_dir() and not (site / "seeds").is_dir():
        hint = "run `sitegen init DIR` to begin a site, or name one with `sitegen -C DIR`"
        raise ConfigError.at(Where("content"), "this folder has neither content/ nor seeds/", hint)
    path = f"content/clippings/{_year(date)}{slug_of(title)}.md"
    lines = ["---", f"title: {json.dumps(' '.join(title.split()), ensure_ascii=False)}"]
    lines += [f"date: {date}"] if date else []
    lines += [f"source: {json.dumps(source, ensure_ascii=False)}"] if source else []
    _write_new(site, path, "\n".join([*lines, "draft: true", "---", "", ""]))
    return path


def _year(date: str | None) -> str:
    if date is None:
        return ""
    try:
        return f"{PartialDate.parse(date).year}/{date}-"
    except ValueError:
        problem = Problem(Where("--date"), f"{date[:40]!r} is not a date", "write it like 2025-10-27")
        raise ClippingError(problem) from None


def _write_new(site: Path, path: str, text: str) -> None:
    target = site / path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise OutputError.at(Where(path), "there is such a clipping already", "give another title") from None
    except OSError as error:
        raise OutputError.at(Where(path), f"cannot be written: {error.strerror}", "check the folder") from error
