"""What stands around each story: enough to make the page of one anew without the rest of the digest."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.core.model import Digest, Dossier, Partner, PlaceShelf, Topic, TopicShelf
from sitegen.digest.index import deals_of
from sitegen.digest.naming import with_ids
from sitegen.digest.related import Related, traits_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sitegen.core.model import DealRecord, Leaf, Story


class Surroundings(Struct, frozen=True):
    """The stories of a digest, newest first, by what they have to do with each other; and what names lead to.

    Numbers are places in `stories`. `near`: for each what is related to it. `rivals`: those with deals of the same
    parties, of which the index settles together who tells the same deal. `traits` names all that `near` follows from.
    """

    traits: str
    stories: tuple[str, ...]
    near: tuple[tuple[int, ...], ...]
    rivals: tuple[tuple[int, ...], ...]
    partners: dict[str, Partner]
    slugs: dict[str, str]
    dossiers: tuple[str, ...]
    places: dict[str, str]
    topics: tuple[Topic, ...]
    renamed: dict[str, dict[str, str]]

    def needed(self, idents: Collection[str]) -> list[str]:
        """Ids of the stories without which the pages of some cannot be made, those among them."""
        own = set(self._places(idents).values())
        near = {place for each in own for place in self.near[each]}
        rivals = {place for group in self.rivals if not own.isdisjoint(group) for place in group}
        return [self.stories[place] for place in sorted(own | near | rivals)]

    def excerpt(self, stories: Iterable[Story], idents: Collection[str], leaves: Iterable[Leaf], zone: str) -> Digest:
        """The digest as the pages of some stories show it, made of the stories that they need, in order."""
        entered = tuple(self._entered(story) for story in stories)
        near = self._places(idents)
        return Digest(
            stories=entered,
            deals=deals_of(entered, zone)[0],
            dossiers=tuple(Dossier(self.partners[each], self.slugs[each], (), (), ()) for each in self.dossiers),
            years=(),
            topics=tuple(TopicShelf(topic, (), ()) for topic in self.topics),
            places=tuple(PlaceShelf(name, slug, ()) for name, slug in self.places.items()),
            pages=tuple(sorted(leaves, key=lambda leaf: leaf.slug)),
            partners=self.partners,
            partner_slugs=self.slugs,
            related={ident: tuple(self.stories[each] for each in self.near[near[ident]]) for ident in idents},
            renamed=self.renamed,
        )

    def remind(self, digest: Digest) -> None:
        """Tell a digest what is related in it, if it is the same as here."""
        if isinstance(digest.related, Related) and traits_of(digest.stories) == self.traits:
            digest.related.learn(
                {
                    ident: tuple(self.stories[place] for place in near)
                    for ident, near in zip(self.stories, self.near, strict=True)
                }
            )

    def _entered(self, story: Story) -> Story:
        ids = self.renamed.get(story.id)
        return with_ids(story, ids) if ids else story

    def _places(self, idents: Collection[str]) -> dict[str, int]:
        return {ident: place for place, ident in enumerate(self.stories) if ident in idents}


def surroundings_of(digest: Digest) -> Surroundings:
    """What an excerpt of this digest can be made by."""
    places = {story.id: place for place, story in enumerate(digest.stories)}
    near = tuple(tuple(places[other] for other in digest.related[ident]) for ident in places)
    if isinstance(digest.related, Related):
        digest.related.settle()
    return Surroundings(
        traits=traits_of(digest.stories),
        stories=tuple(places),
        near=near,
        rivals=_rivals(digest.stories),
        partners=digest.partners,
        slugs=digest.partner_slugs,
        dossiers=tuple(dossier.partner.id for dossier in digest.dossiers),
        places={shelf.name: shelf.slug for shelf in digest.places},
        topics=tuple(shelf.topic for shelf in digest.topics),
        renamed=digest.renamed,
    )


def same_deals(one: Digest, other: Digest) -> bool:
    """Whether both have the same records of deals, told by the same stories."""
    return _told(one.deals) == _told(other.deals)


def _told(deals: Iterable[DealRecord]) -> list[object]:
    return [(each.id, each.story.id, [story.id for story in each.also], each.reprints) for each in deals]


def _rivals(stories: Iterable[Story]) -> tuple[tuple[int, ...], ...]:
    told: dict[frozenset[str], list[int]] = defaultdict(list)
    for place, story in enumerate(stories):
        for parties in {frozenset(deal.parties) for deal in story.facts.deals}:
            if len(parties) > 1:
                told[parties].append(place)
    return tuple(tuple(places) for places in told.values() if len(places) > 1)
