"""Names and addresses of what the digest holds: the lookups that templates use."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from sitegen.core import routes
from sitegen.core.model import DealRecord, Digest, Partner, PlaceShelf, Story, Topic


@dataclass(frozen=True, slots=True)
class Names:
    """Partners, places and topics by id, and which of them have a page."""

    digest: Digest
    places: dict[str, PlaceShelf] = field(init=False)
    dossiers: dict[str, int] = field(init=False)  # partner id -> deals on the whole site
    topics: frozenset[Topic] = field(init=False)
    records: dict[str, list[DealRecord]] = field(init=False)  # story id -> its deals

    def __post_init__(self) -> None:
        set_once = object.__setattr__
        set_once(self, "places", {shelf.name: shelf for shelf in self.digest.places})
        set_once(self, "dossiers", {each.partner.id: len(each.deals) for each in self.digest.dossiers})
        records: dict[str, list[DealRecord]] = defaultdict(list)
        for record in sorted(self.digest.deals, key=lambda record: record.id):
            for story in (record.story, *record.also):
                records[story.id].append(record)
        set_once(self, "records", dict(records))
        set_once(self, "topics", frozenset(shelf.topic for shelf in self.digest.topics))

    def partner(self, ident: str) -> Partner:
        """The partner of an id; one that nobody knows is called by its id."""
        return self.digest.partners.get(ident) or Partner(ident, ident, registered=False)

    def partner_name(self, ident: str) -> str:
        return self.partner(ident).name

    def partner_route(self, ident: str) -> str | None:
        """None where the partner has no page."""
        return routes.partner(self.digest.partner_slugs[ident]) if ident in self.dossiers else None

    def place_route(self, name: str) -> str | None:
        shelf = self.places.get(name)
        return routes.place(shelf.slug) if shelf else None

    def shown_in(self, story: Story) -> list[str]:
        """Everything that a row or page of the story shows and that the story does not hold itself."""
        facts = story.facts
        idents = {party.partner for party in facts.parties}
        idents.update(ident for deal in facts.deals for ident in deal.parties)
        idents.update(entity.partner for entity in facts.entities if entity.partner)
        shown = [f"{ident}\x1e{self.partner_name(ident)}\x1e{self.partner_route(ident)}" for ident in sorted(idents)]
        names = {place.name for place in facts.places}
        names.update(deal.place for deal in facts.deals if deal.place)
        shown.extend(f"{name}\x1e{self.place_route(name)}" for name in sorted(names))
        return shown
