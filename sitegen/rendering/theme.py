"""The theme: the shipped templates and static files, overridden one by one by those of the site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.core import routes
from sitegen.core.errors import TemplateFailure, Where
from sitegen.rendering import prints

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.core.cache import Shelf

_PACKAGE = Path(__file__).parent.parent
_STATIC = "static/"


class Theme(Struct, frozen=True, eq=False):
    """Sources by name (`partials/rows.html`), static files by name (`style.css`); equal digests, equal themes.

    `places` says where each template lies, for messages: a path in the site, or one in the shipped theme. On the
    `shelf`, where there is one, compiled templates and pictures of the network wait for the next build.
    """

    digest: str
    templates: Mapping[str, str]
    places: Mapping[str, str]
    static: Mapping[str, bytes]
    assets: Mapping[str, str]
    shelf: Shelf | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Theme) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def asset(self, name: str) -> str:
        """The route of a static file, with a piece of its content's hash in the name. KeyError if there is none."""
        return self.assets[name]


def shipped() -> Path:
    """The theme that comes with sitegen: inside the wheel, or `templates/` of a checkout."""
    inside = _PACKAGE / "theme"
    return inside if inside.is_dir() else _PACKAGE.parent / "templates"


def load_theme(own: Path | None = None) -> Theme:
    """Read the shipped theme and, over it, the site's own `templates/` folder.

    Raises TemplateFailure for a template that is not UTF-8.
    """
    base = shipped()
    folders = [(base, "sitegen/theme")]
    if own and own.is_dir() and own.resolve() != base.resolve():
        folders.append((own, "templates"))
    files: dict[str, tuple[str, bytes]] = {}
    for folder, label in folders:
        files.update(_read(folder, label))
    return make_theme(files)


def _read(folder: Path, label: str) -> dict[str, tuple[str, bytes]]:
    found: dict[str, tuple[str, bytes]] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not any(part.startswith((".", "~")) or part.endswith("~") for part in name.split("/")):
            found[name] = (f"{label}/{name}", path.read_bytes())
    return found


def make_theme(files: Mapping[str, tuple[str, bytes]]) -> Theme:
    """A theme from file name to (place, bytes). Raises TemplateFailure for a template that is not UTF-8."""
    static = {name.removeprefix(_STATIC): raw for name, (_, raw) in files.items() if name.startswith(_STATIC)}
    pages = {name: each for name, each in files.items() if name.endswith((".html", ".txt", ".xml"))}
    pages = {name: each for name, each in pages.items() if not name.startswith(_STATIC)}
    parts = [f"{name}\x1e{prints.of_bytes(raw)}" for name, (_, raw) in sorted(files.items())]
    return Theme(
        digest=prints.of_parts(parts),
        templates={name: _text(place, raw) for name, (place, raw) in pages.items()},
        places={name: place for name, (place, _) in pages.items()},
        static=static,
        assets={name: _hashed(name, raw) for name, raw in static.items()},
    )


def _text(place: str, raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise TemplateFailure.at(Where(place, line), "the template is not UTF-8", "save it as UTF-8") from None


def _hashed(name: str, raw: bytes) -> str:
    stem, dot, ending = name.rpartition(".")
    short = prints.of_bytes(raw)[:10]
    return f"{routes.ASSETS}{stem}.{short}.{ending}" if dot else f"{routes.ASSETS}{name}.{short}"
