"""Stories become a digest: shelves, dossiers, one URL for everything."""

from __future__ import annotations

from sitegen.digest.index import index

__all__ = ["index"]
