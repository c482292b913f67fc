"""Planned files become the output folder."""

from __future__ import annotations

from sitegen.publishing.write import is_current, mend, write

__all__ = ["is_current", "mend", "write"]
