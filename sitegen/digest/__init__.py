"""Stories become a digest: shelves, dossiers, one URL for everything."""

from __future__ import annotations

from sitegen.digest.index import index
from sitegen.digest.naming import with_ids
from sitegen.digest.outline import outline_of

__all__ = ["index", "outline_of", "with_ids"]
