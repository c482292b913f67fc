"""The preview: the site as it will be, rebuilt at every save."""

from __future__ import annotations

from sitegen.preview.server import serve

__all__ = ["serve"]
