"""HTML and XML as tests read them: lxml ships no types."""

from __future__ import annotations

from importlib import import_module
from typing import Any

etree: Any = import_module("lxml.etree")
html: Any = import_module("lxml.html")
