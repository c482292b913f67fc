"""Stories become a digest: shelves, dossiers, one URL for everything."""

from __future__ import annotations

from sitegen.digest.index import index
from sitegen.digest.naming import with_ids

__all__ = ["index", "with_ids"]
