"""Planned files become the output folder."""

from __future__ import annotations

from sitegen.publishing.manifest import Plan
from sitegen.publishing.write import is_current, last_plan, mend, write

__all__ = ["Plan", "is_current", "last_plan", "mend", "write"]
