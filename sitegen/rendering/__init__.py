"""A digest becomes files: pages, feeds, charts, data."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sitegen.rendering.plan import render
    from sitegen.rendering.theme import Theme, load_theme

__all__ = ["Theme", "load_theme", "render"]

_PLACES = {"Theme": "theme", "load_theme": "theme", "render": "plan"}


def __getattr__(name: str) -> Any:
    """Each name when it is asked for: a build without changes needs the theme, and none of the views."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
