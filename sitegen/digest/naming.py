"""Who is who: one partner and one slug for every party that a story names."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace
from slugify import slugify

from sitegen.core.model import Deal, Entity, Mark, Partner, Party, Quote, Story, Summary
from sitegen.core.text import match_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LONGEST_SLUG = 80


@lru_cache(maxsize=16384)  # the same partners are named again and again
def slug_of(name: str) -> str:
    """ASCII slug of a Vietnamese name (đ becomes d); a name without any letter gets one made from its bytes."""
    slug = slugify(name, max_length=_LONGEST_SLUG, word_boundary=True)
    return slug or f"x-{_short_digest(name)}"


def _short_digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=3).hexdigest()


@lru_cache(maxsize=16384)
def same_name(one: str, other: str) -> bool:
    """Whether two names differ in nothing but case, blanks or tone placement."""
    return match_key(" ".join(one.split())) == match_key(" ".join(other.split()))


class Slugs(Struct):
    """Slugs given so far. The first name to come keeps the plain slug; another name gets a suffix of its own."""

    taken: dict[str, str] = field(default_factory=dict)  # slug -> name

    def give(self, wanted: str, name: str) -> str:
        owner = self.taken.setdefault(wanted, name)
        if same_name(owner, name):
            return wanted
        suffixed = f"{wanted}-{_short_digest(match_key(name))}"
        self.taken.setdefault(suffixed, name)
        return suffixed


class Roll(Struct):
    """All partners of the digest by id, filled story by story, oldest story first so that URLs stay."""

    registry: Mapping[str, Partner]
    partners: dict[str, Partner] = field(default_factory=dict)
    slugs: dict[str, str] = field(default_factory=dict)
    renamed: dict[str, dict[str, str]] = field(default_factory=dict)  # story id -> old id of a partner -> new
    _given: Slugs = field(default_factory=Slugs)
    _merged: dict[str, str] = field(default_factory=dict)
    _entered: dict[tuple[str, str, bool], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._merged.update((old, partner.id) for partner in self.registry.values() for old in partner.merged)
        self._given.taken.update((ident, partner.name) for ident, partner in self.registry.items())

    def enter(self, story: Story) -> Story:
        """Note every partner of the story; give the story back, with ids changed where two names shared one."""
        ids = _ids_of(story)
        renamed = {ident: self._merged[ident] for ident in ids if ident in self._merged} if self._merged else {}
        for party in story.facts.parties:
            ident = self._enter_party(party)
            if ident != party.partner:
                renamed[party.partner] = ident
        if renamed:
            self.renamed[story.id] = renamed
            story = with_ids(story, renamed)
            ids = _ids_of(story)
        for ident in ids:
            self._enter_id(ident)
        return story

    def _enter_party(self, party: Party) -> str:
        """Its id: the same whenever a party is so called, for what was given once stays given."""
        called = (party.partner, party.name, party.registered)
        ident = self._entered.get(called)
        if ident is None:
            ident = self._entered[called] = self._id_of(party)
        return ident

    def _id_of(self, party: Party) -> str:
        if party.partner in self._merged:
            return self._merged[party.partner]
        if party.partner in self.registry and (party.registered or self._is_named(party)):
            return party.partner
        ident = self._given.give(slug_of(party.partner or party.name), party.name)
        if ident not in self.partners and ident not in self.registry:
            self._keep(Partner(ident, party.name, registered=False))
        return ident

    def _is_named(self, party: Party) -> bool:
        known = self.registry[party.partner]
        return any(same_name(party.name, name) for name in (known.name, known.full_name or "", *known.aliases))

    def _enter_id(self, ident: str) -> None:
        if ident in self.partners:
            return
        known = self.registry.get(ident)
        self._keep(known or Partner(ident, ident, registered=False))
        if known and known.parent and known.parent in self.registry:
            self._enter_id(known.parent)

    def _keep(self, partner: Partner) -> None:
        self.partners[partner.id] = partner
        self.slugs[partner.id] = partner.id if partner.id in self.registry else slug_of(partner.id)


def _ids_of(story: Story) -> Iterable[str]:
    """Every partner that the story names, once."""
    facts = story.facts
    idents = [party.partner for party in facts.parties]
    for deal in facts.deals:
        idents += deal.parties
    idents += [entity.partner for entity in facts.entities if entity.partner]
    return dict.fromkeys(idents)


def with_ids(story: Story, ids: Mapping[str, str]) -> Story:
    """The same story with other partner ids."""

    def quote(old: Quote) -> Quote:
        return replace(old, marks=tuple(mark(each) for each in old.marks))

    def mark(old: Mark) -> Mark:
        return replace(old, ref=ids.get(old.ref, old.ref))

    def proof(old: Quote | None) -> Quote | None:
        return quote(old) if old else None

    def party(old: Party) -> Party:
        return replace(old, partner=ids.get(old.partner, old.partner), evidence=proof(old.evidence))

    def deal(old: Deal) -> Deal:
        parties = dict.fromkeys(ids.get(each, each) for each in old.parties)
        return replace(old, parties=tuple(parties), evidence=proof(old.evidence))

    def entity(old: Entity) -> Entity:
        return replace(old, partner=ids.get(old.partner, old.partner)) if old.partner else old

    facts = story.facts
    kept: dict[str, Party] = {}
    for each in map(party, facts.parties):
        kept.setdefault(each.partner, each)
    summary = Summary(facts.summary.text, tuple(quote(each) for each in facts.summary.quotes), facts.summary.origin)
    facts = replace(
        facts,
        parties=tuple(kept.values()),
        deals=tuple(deal(each) for each in facts.deals),
        entities=tuple(entity(each) for each in facts.entities),
        summary=summary,
    )
    return replace(story, facts=facts)
