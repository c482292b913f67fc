"""Stories become a digest: shelves, dossiers, one URL for everything."""

from __future__ import annotations

from sitegen.digest.index import index
from sitegen.digest.naming import with_ids
from sitegen.digest.outline import outline_of
from sitegen.digest.surroundings import Surroundings, same_deals, surroundings_of

__all__ = ["Surroundings", "index", "outline_of", "same_deals", "surroundings_of", "with_ids"]
