"""The words of the command line, in the language of who uses it."""

from __future__ import annotations

import os
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.core.filling import filled

if TYPE_CHECKING:
    from collections.abc import Mapping

_LOCALES = Path(__file__).parent.parent / "locales"
_LANGUAGES = ("vi", "en")
_VARIABLES = ("SITEGEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def language() -> str:
    """`vi` unless the environment names another language that we speak."""
    for variable in _VARIABLES:
        code = os.environ.get(variable, "")[:2].lower()
        if code in _LANGUAGES:
            return code
    return _LANGUAGES[0]


def help_of(name: str) -> str:
    """The help text of a command or option."""
    return _catalogue(language())["help"][name].strip().replace("\\b", "\b")


def say(name: str, **values: object) -> str:
    """A message, filled in."""
    return filled(_catalogue(language())["say"][name], **values)


@lru_cache(maxsize=4)
def _catalogue(code: str) -> Mapping[str, Mapping[str, str]]:
    with (_LOCALES / f"cli.{code}.toml").open("rb") as file:
        return tomllib.load(file)
