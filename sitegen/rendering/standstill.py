"""Where a thread stands in a template: by that a template without an end is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.core.errors import Where

if TYPE_CHECKING:
    from types import FrameType

_MARK = "__jinja_template__"


def standing_in(frame: FrameType | None) -> tuple[FrameType, Where] | None:
    """The outermost call of a template above `frame`, the same object as long as one page is made, and the line where
    the innermost stands; None outside of templates.
    """
    calls = []
    while frame is not None:
        if _MARK in frame.f_globals:
            calls.append(frame)
        frame = frame.f_back
    if not calls:
        return None
    template = calls[0].f_globals[_MARK]
    line = template.get_corresponding_lineno(calls[0].f_lineno or 0)
    return calls[-1], Where(str(template.filename or template.name), line)
