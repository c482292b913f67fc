"""A digest becomes files: pages, feeds, charts, data."""

from __future__ import annotations

from sitegen.rendering.plan import render
from sitegen.rendering.theme import Theme, load_theme

__all__ = ["Theme", "load_theme", "render"]
