"""The outline of a digest: everything that the index decided, by a short name, with stories by their ids."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.core.model import DealRecord, Digest, Story


def outline_of(digest: Digest) -> str:
    """Digests with equal outlines differ in nothing but what their stories hold.

    What stands near a story follows from the order of the stories and what they hold, so it need not be asked.
    """
    decided = (
        _ids(digest.stories),
        [(each.id, each.story.id, _ids(each.also), each.reprints) for each in digest.deals],
        [
            (each.partner, each.slug, _ids(each.stories), _ids(each.deals), each.works_with, each.members)
            for each in digest.dossiers
        ],
        [(each.year, _ids(each.stories), _ids(each.deals)) for each in digest.years],
        [(each.topic, _ids(each.stories), _ids(each.deals)) for each in digest.topics],
        [(each.name, each.slug, _ids(each.stories)) for each in digest.places],
        digest.pages,
        digest.partners,
        digest.partner_slugs,
        digest.renamed,
    )
    return blake2b(msgspec.msgpack.encode(decided), digest_size=16).hexdigest()


def _ids(those: Iterable[Story | DealRecord]) -> list[str]:
    return [each.id for each in those]
