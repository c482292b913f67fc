"""Write docs/config.md from the code: every key of an editor's files, its kind and default.

python tools/config_reference.py            writes the file
python tools/config_reference.py --check    exit code 1 if that would change it
"""

from __future__ import annotations

import sys
import tomllib
import types
import typing
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from sitegen.core import config, schema
from sitegen.core.model import DealKind, DealStage, Money, PartialDate, Partner, PartnerKind, Topic
from sitegen.reading import frontmatter

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parent.parent
FILE = ROOT / "docs" / "config.md"
HEAD = """# Keys of an editor's files

Made from the code by `python tools/config_reference.py`. Every key may be left out unless it says otherwise; an unknown
key is refused with a "did you mean", with file and line.
"""
SECTIONS = (
    ("site", "Settings: `content/site.yaml`", config._File),
    ("clipping", "Front matter of a clipping", frontmatter.FrontMatter),
    ("partner", "A partner in `content/partners.yaml`", Partner),
)
WORDS: dict[Any, str] = {
    str: "text", bool: "`true`, `false`", int: "number", float: "number", Decimal: "number", PartialDate: "date",
    Money: "sum", frontmatter.Moment: "date", frontmatter.Slug: "a-z, 0-9, -", frontmatter.Alias: "path",
    frontmatter.WebAddress: "address", frontmatter.Currency: "currency",
}  # fmt: skip
LISTS: tuple[tuple[type[Enum], str], ...] = (
    (DealKind, "Kinds of agreement"),
    (DealStage, "Stages of a deal"),
    (PartnerKind, "Kinds of partner"),
    (Topic, "Fields"),
)


def reference() -> str:
    """The whole of docs/config.md."""
    with (ROOT / "tools" / "reference.toml").open("rb") as file:
        meanings = tomllib.load(file)
    parts = [HEAD]
    for name, heading, kind in SECTIONS:
        parts += [f"## {heading}\n", "| key | kind | default | meaning |", "|---|---|---|---|"]
        parts += [_row(*field, meanings[name][field[0]]) for field in fields(kind)]
        parts.append("")
    parts.append("## Words\n")
    for listed, heading in LISTS:
        parts.append(f"{heading}: {', '.join(f'`{one.value}`' for one in listed)}.\n")
    return "\n".join(parts)


def fields(kind: Any) -> Iterable[tuple[str, str, str]]:
    """Name, kind in words, default, of each key."""
    hints = typing.get_type_hints(kind)
    for field in schema.written(kind):
        default = "" if field.default is msgspec.NODEFAULT else field.default
        yield field.name, _words(hints[field.name]), "needed" if field.required else _shown(default)


def _shown(default: Any) -> str:
    value = default.value if isinstance(default, Enum) else default
    return f"`{str(value).lower() if isinstance(value, bool) else value}`" if value not in ("", None, ()) else ""


def _words(kind: Any) -> str:
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return " or ".join(dict.fromkeys(_words(one) for one in inner if one is not type(None)))
    if origin is tuple:
        return f"list of {_words(inner[0])}"
    if origin is dict:
        return "mapping"
    if origin is typing.Literal:
        return ", ".join(f"`{one}`" for one in inner)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return "word"
    return WORDS.get(kind, "mapping")


def _row(name: str, kind: str, default: str, meaning: str) -> str:
    return f"| `{name}` | {kind} | {default} | {meaning} |"


def main(arguments: list[str]) -> int:
    """Write the file, or with --check only compare."""
    made = reference()
    if "--check" in arguments:
        return int(made != FILE.read_text("utf-8"))
    FILE.write_text(made, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
