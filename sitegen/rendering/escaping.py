"""How texts are escaped for HTML, without making a `Markup` of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import markupsafe

if TYPE_CHECKING:
    from collections.abc import Callable

escaped_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", markupsafe.escape)


def escaped(value: object) -> str:
    """What a template shows of a value: text is escaped, HTML stays as it is."""
    kind = type(value)
    if kind is str:
        return escaped_text(value)  # type: ignore[arg-type]
    return value if kind is markupsafe.Markup else markupsafe.escape(value)  # type: ignore[return-value]
