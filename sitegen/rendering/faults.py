"""A template's fault as a sentence: its file and line, and the page that it was making."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.core.errors import TemplateFailure, Where

if TYPE_CHECKING:
    from collections.abc import Collection

_OURS = str(Path(__file__).parent.parent)


def as_failure(error: Exception, page: str, places: Collection[str]) -> Exception:
    """The fault to raise: a TemplateFailure, or the error itself, with a note, where the bug is ours.

    `places` are the file names under which templates were compiled.
    """
    from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

    if isinstance(error, TemplateFailure):
        return error
    hint = f"found while making {page}"
    if isinstance(error, TemplateSyntaxError):
        place = Where(error.filename or error.name or "templates", error.lineno)
        return TemplateFailure.at(place, str(error.message), hint)
    where, is_theirs = _blame(error, places)
    if isinstance(error, TemplateNotFound):
        return TemplateFailure.at(where or Where("templates"), f"there is no template {error.name!r}", hint)
    if where and (is_theirs or isinstance(error, TemplateError)):
        return TemplateFailure.at(where, str(error) or type(error).__name__, hint)
    error.add_note(f"while making {page}")
    return error


def _blame(error: Exception, places: Collection[str]) -> tuple[Where | None, bool]:
    """The innermost line of a template on the way, and whether no code of ours ran below it."""
    ours_below = False
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename in places:
            return Where(frame.filename, frame.lineno or 0), not ours_below
        ours_below = ours_below or frame.filename.startswith(_OURS)
    return None, False
