"""Bad inputs as data: what lies in the file, and every sentence that is said of it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "cases"
_SENTENCE = re.compile(r"^(content|seeds)/[^\n]*?: [^\n]*(?:\n  hint: [^\n]*)?", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """`says`: each problem without its path, as "line: message → hint"."""

    name: str
    raw: bytes
    says: tuple[str, ...]


def cases(table: str) -> list[Case]:
    """The cases of `cases/<table>.toml`, by name: for clippings, the path in the site."""
    with (_FOLDER / f"{table}.toml").open("rb") as file:
        return [Case(name, _raw(each), tuple(each["says"])) for name, each in tomllib.load(file).items()]


def _raw(case: dict[str, Any]) -> bytes:
    if "hex" in case:
        return bytes.fromhex(case["hex"])
    text: str = case.get("head", "") + case["text"] * case.get("times", 1) + case.get("tail", "")
    return text.encode()


def said(output: str, path: str) -> tuple[str, ...]:
    """What a command said of one file."""
    blocks = (match.group() for match in _SENTENCE.finditer(output))
    own = (block for block in blocks if re.match(rf"{re.escape(path)}:(?:\d+:)? ", block))
    return tuple(block.removeprefix(path)[1:].strip().replace("\n  hint: ", " → ") for block in own)
