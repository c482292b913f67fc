"""Facts: verdicts turned into the facts of one article, each with its evidence; the editor's word stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property, lru_cache
from math import sqrt

from msgspec.structs import replace
from slugify import slugify

from sitegen.core.headline import headline
from sitegen.core.model import (
    Article,
    Dated,
    Deal,
    DealKind,
    DealStage,
    EditorDeal,
    EditorFacts,
    Entity,
    Facts,
    Kind,
    KindFact,
    Mark,
    Mention,
    Money,
    Origin,
    PartialDate,
    Partner,
    PartnerKind,
    Party,
    Person,
    Place,
    Quote,
    Span,
    Summary,
    TopicFact,
    Value,
)
from sitegen.extraction import signing, summary
from sitegen.extraction.dealing import deals_of, proof_of
from sitegen.extraction.judging import EVEN, Verdicts, members
from sitegen.extraction.lexicon import Lexicon
from sitegen.extraction.organisations import Organisation, everyone
from sitegen.extraction.parties import Candidate
from sitegen.extraction.people import people
from sitegen.extraction.scene import Scene
from sitegen.extraction.tokens import Token, phrase

# People clip what reports a deal: six in seven press clippings of partnership news do, of the corpus that the judge
# learns from seven in ten. What is even there is likely here; it is shown as unsure.
DEAL = 0.35
DATE = 0.5
VALUE = 0.4
KIND = 0.65
TAUGHT = 0.2
TOPIC = 0.4
THIRD_TOPIC = 0.6
SUMMARY_SYLLABLES = 90
# Press clippings speak of sponsors, distributors and training all the time, and seldom of an agreement of that kind.
_RARE = {DealKind.DISTRIBUTION: 0.7, DealKind.SPONSORSHIP: 0.7, DealKind.TRAINING_RESEARCH: 0.88}


def _tells_of_deal(editor: EditorFacts) -> bool:
    """Whether an editor says something of a deal, and so that there is one."""
    return bool(editor.kinds) or editor.signed_on is not None or editor.value is not None


class Assembly:
    """Builds the `Facts` of one article."""

    def __init__(self, article: Article, scene: Scene, verdicts: Verdicts) -> None:
        self._article = article
        self._scene = scene
        self._verdicts = verdicts
        self._known = scene.lexicon.knowledge.partners

    def facts(self) -> Facts:
        """All facts, what front matter says first."""
        editor = self._article.editor
        parties = self._parties()
        reported = bool(parties) if editor.partners is not None else self._reported(parties)
        if not reported:
            parties = ()
        dates = self._dates() if reported else ()
        kinds = self._kinds() if reported else ()
        values = self._values() if reported else ()
        signed = self._signed(dates) if reported else None
        deals = deals_of(self._scene, parties, kinds, dates, signed, values, self.quote) if reported else ()
        told = editor.partners is not None or _tells_of_deal(editor)
        if not told and self._verdicts.deal < EVEN:
            deals = tuple(replace(deal, sure=min(deal.sure, self._verdicts.deal)) for deal in deals)
        if editor.place is not None:
            deals = tuple(replace(deal, place=editor.place) for deal in deals)
        if editor.deals is not None:
            deals = tuple(self._editor_deal(deal) for deal in editor.deals)
        return Facts(
            is_partnership=reported or bool(editor.deals),
            sure=1.0 if told else self._sure(reported),
            title_made=None if self._article.title else self._made_title(parties, kinds),
            parties=parties,
            deals=deals,
            signed_on=signed,
            year=self._year(signed) if reported else None,
            kinds=kinds,
            values=values,
            people=self._people(),
            places=self._places(),
            topics=self._topics(),
            entities=self._entities(),
            summary=self._summary(),
        )

    # ------------------------------------------------------------------------------------- parties

    def _reported(self, parties: Sequence[Party]) -> bool:
        return bool(parties) and (self._verdicts.deal >= DEAL or _tells_of_deal(self._article.editor))

    def _sure(self, reported: bool) -> float:
        return round(self._verdicts.deal if reported else 1 - self._verdicts.deal, 4)

    @cached_property
    def _members(self) -> list[tuple[float, Candidate]]:
        return members(self._verdicts.parties)

    def _parties(self) -> tuple[Party, ...]:
        given = self._article.editor.partners
        if given is not None:
            return tuple(self._given_party(name) for name in given)
        found = []
        for chance, one in self._members:
            organisation = one.organisation
            name = self._party_name(organisation) if organisation.bare_place else self._short_office(organisation.name)
            number, mention = self._best_mention(organisation.mentions)
            found.append(
                Party(
                    partner=organisation.id or partner_id(name),
                    name=name,
                    surfaces=organisation.surfaces,
                    evidence=self.quote(self._scene.sentences[number].span),
                    origin=organisation.origin,
                    sure=round(sqrt(chance * mention.sure), 4),  # both are modest: their product fell short by a tenth
                    registered=organisation.registered,
                )
            )
        return tuple(_unique(found))

    def _party_name(self, organisation: Organisation) -> str:
        """The office that signs for a place: "tỉnh X" is its people's committee; a foreign place stays its own."""
        name, lexicon = organisation.name, self._scene.lexicon
        words = lexicon.knowledge.lists["world"]["authority"]
        tokens = phrase(name)
        size = next((size for size in (2, 1) if _is_unit(tokens[:size], lexicon) and len(tokens) > size), 0)
        unit = " ".join(token.key for token in tokens[:size])
        rest = [token for token in tokens[size:] if token.text != "."]
        hit = lexicon.places.at(phrase(name), 0) or lexicon.places.at(rest, 0)
        place = hit.value if hit else " ".join(token.text for token in rest)
        if place in words["cities"]:
            return str(words["cities"][place])
        if place in lexicon.provinces:
            return f"{words['province']} {place}"
        if hit and place in lexicon.districts:
            return f"{words['other']} {name}"
        district = next((unit for unit in words["districts"] if self._is_called(organisation, unit)), "")
        return f"{words['other']} {district} {name}" if district and not unit else name

    def _is_called(self, organisation: Organisation, unit: str) -> bool:
        """Whether the text calls a place so: "huyện X"."""
        text = self._scene.text
        return any(
            text[max(0, mention.span.start - 12) : mention.span.start].endswith(f" {unit} ")
            for _, mention in organisation.mentions
        )

    def _short_office(self, name: str) -> str:
        """An office by its abbreviation ("UBND" for "Ủy ban nhân dân"): one name for it on all pages."""
        offices: dict[str, str] = self._scene.lexicon.knowledge.lists["world"]["long_offices"]
        for long, short in offices.items():
            if name.casefold().startswith(long.casefold() + " "):
                return short + name[len(long) :]
        return name

    def _best_mention(self, mentions: Sequence[tuple[int, Mention]]) -> tuple[int, Mention]:
        """The mention whose sentence proves best that this is a party."""
        scene = self._scene

        def rank(pair: tuple[int, Mention]) -> tuple[bool, bool, int]:
            number = pair[0]
            return not scene.strong[number], scene.crowd.get(number, 0) < 2, number

        return min(mentions, key=rank)

    def _given_party(self, name: str) -> Party:
        partner = self._known.get(name) or self._by_name(name)
        seen = self._by_surface.get(name.casefold()) or (self._by_id.get(partner.id) if partner else None)
        evidence = self.quote(self._scene.sentences[self._best_mention(seen.mentions)[0]].span) if seen else None
        return Party(
            partner=partner.id if partner else partner_id(name),
            name=partner.name if partner else name,
            surfaces=seen.surfaces if seen else (),
            evidence=evidence,
            origin=Origin.EDITOR,
            sure=1.0,
            registered=partner is not None,
        )

    @cached_property
    def _by_surface(self) -> dict[str, Organisation]:
        return {surface.casefold(): one for one in self._scene.organisations for surface in one.surfaces}

    @cached_property
    def _by_id(self) -> dict[str, Organisation]:
        return {one.id: one for one in reversed(self._scene.organisations)}

    def _by_name(self, name: str) -> Partner | None:
        tokens = phrase(name)
        hit = self._scene.lexicon.partners.at(tokens, 0) if tokens else None
        return self._known[hit.value[0]] if hit and hit.last == len(tokens) else None

    # --------------------------------------------------------------------------- dates, kinds, values

    def _dates(self) -> tuple[tuple[int, Dated], ...]:
        """The dates that are a signing's: (sentence number, date), most likely first."""
        likely = sorted(self._verdicts.dates, key=lambda pair: (-pair[0], pair[1].mention.span))
        found = []
        years: dict[tuple[PartialDate, int | None], PartialDate] = {}
        for chance, one in likely:
            if chance < DATE:
                continue
            mention = one.mention
            held = self._scene.event_years.get(one.number) or self._scene.ceremony_year
            told = (mention.date, held)
            if told not in years:
                years[told] = signing.dated(*told, self._scene, self._article.published)
            date = years[told]
            found.append(
                (one.number, Dated(date, mention.span.of(self._scene.text), mention.span, Origin.PATTERN, chance))
            )
        return tuple(found)

    def _signed(self, dates: Sequence[tuple[int, Dated]]) -> Dated | None:
        given = self._article.editor.signed_on
        if given is not None:
            return Dated(given, str(given), None, Origin.EDITOR)
        if not dates:
            return None
        days = {date.date for _, date in dates if date.date.day and date.date.year}
        first = self._to_the_day(*dates[0])
        if len(days) > 2:
            shared = signing.common(sorted(days))
            return replace(first, date=shared) if shared else first
        return first

    def _to_the_day(self, number: int, told: Dated) -> Dated:
        """ "Đầu tháng 7/2017, A và B đã ký, cụ thể là ngày 3/7": of a month the day that its sentence makes it."""
        day = signing.precise(told.date, number, self._scene)
        if day is None:
            return told
        date = replace(told.date, day=day.date.day)
        return replace(told, date=date, span=day.span, surface=day.span.of(self._scene.text))

    def _year(self, signed: Dated | None) -> int | None:
        """The year of the deal: that of its date; where it has none, what is news was made when it was published."""
        published = self._article.published
        return signed.date.year if signed else int(published[:4]) if published else None

    def _kinds(self) -> tuple[KindFact, ...]:
        given = self._article.editor.kinds
        if given is not None:
            return tuple(KindFact(kind, None, Origin.EDITOR) for kind in given)
        ranked = sorted(self._verdicts.kinds.items(), key=lambda pair: (-pair[1], pair[0]))
        school = any(one.organisation.kind is PartnerKind.UNIVERSITY for _, one in self._members)
        chosen = [(kind, chance) for kind, chance in ranked if chance >= _least_chance(kind, school)] or ranked[:1]
        if all(kind is DealKind.TRAINING_RESEARCH for kind, _ in chosen):  # says of what, not by which agreement
            chosen += [pair for pair in ranked if pair[0] is DealKind.COOPERATION_AGREEMENT]
        return tuple(KindFact(kind, self._kind_evidence(kind), Origin.PATTERN, chance) for kind, chance in chosen)

    def _kind_evidence(self, kind: DealKind) -> Span | None:
        for sentence, hits in zip(self._scene.sentences, self._scene.kind_words, strict=True):
            for hit in hits:
                if kind in hit.value:
                    return Span(sentence.tokens[hit.first].start, sentence.tokens[hit.last - 1].end)
        return None

    def _values(self) -> tuple[Value, ...]:
        given = self._article.editor.value
        if given is not None:
            return (Value(given, "", None, Origin.EDITOR),)
        found: dict[Money, Value] = {}
        for chance, one in self._verdicts.sums:
            if chance >= VALUE:
                mention = one.mention
                surface = mention.span.of(self._scene.text)
                found.setdefault(mention.money, Value(mention.money, surface, mention.span, Origin.PATTERN, chance))
        return tuple(found.values())

    def _editor_deal(self, deal: EditorDeal) -> Deal:
        parties = tuple(map(self._given_party, deal.parties))
        proof = proof_of(self._scene, parties)
        evidence = self.quote(proof) if proof else None
        value = Value(deal.value, "", None, Origin.EDITOR) if deal.value else None
        signed = Dated(deal.signed_on, str(deal.signed_on), None, Origin.EDITOR) if deal.signed_on else None
        kinds = deal.kinds if deal.kinds is not None else tuple(fact.kind for fact in self._kinds())
        stage = deal.stage or DealStage.SIGNED
        idents = tuple(party.partner for party in parties)
        return Deal(idents, kinds, stage, evidence, value, signed, deal.place, Origin.EDITOR)

    # ------------------------------------------------------------------------- names, topics, summary

    def _people(self) -> tuple[Person, ...]:
        given = self._article.editor.people
        if given is not None:
            return tuple(Person(name, role, org, None, Origin.EDITOR) for name, role, org in given)
        return tuple(people(self._scene))

    def _places(self) -> tuple[Place, ...]:
        found: dict[str, Place] = {}
        for _, mention in self._scene.mentions:
            if mention.kind is Kind.PLACE:
                surface = mention.span.of(self._scene.text)
                if surface not in found:
                    found[surface] = Place(surface, self._canonical(surface), mention.span, mention.origin)
        return tuple(found.values())

    def _canonical(self, surface: str) -> str:
        tokens = phrase(surface)
        hit = self._scene.lexicon.places.at(tokens, 0)
        return hit.value if hit and hit.last == len(tokens) else surface

    def _topics(self) -> tuple[TopicFact, ...]:
        given = self._article.editor.topics
        if given is not None:
            return tuple(TopicFact(topic, 1.0, Origin.EDITOR) for topic in given)
        ranked = sorted(self._verdicts.topics.items(), key=lambda pair: (-pair[1], pair[0]))
        likely = [(topic, chance) for topic, chance in ranked if chance >= TOPIC]
        chosen = [*likely[:2], *(pair for pair in likely[2:3] if pair[1] >= THIRD_TOPIC)] or ranked[:1]
        return tuple(TopicFact(topic, chance, Origin.PATTERN) for topic, chance in chosen)

    def _entities(self) -> tuple[Entity, ...]:
        found: dict[tuple[str, Kind], list[Mention]] = {}
        for _, mention in self._scene.mentions:
            found.setdefault((mention.span.of(self._scene.text), mention.kind), []).append(mention)
        return tuple(
            Entity(
                name, kind, (name,), tuple(one.span for one in ones), ones[0].origin, ones[0].sure, self._ident(ones[0])
            )
            for (name, kind), ones in found.items()
        )

    def _ident(self, mention: Mention) -> str | None:
        """The registry's id for a name, also where the rest of the text tells who it is: a branch, a short name."""
        owner = self._owners.get(mention.span.of(self._scene.text)) if mention.kind is Kind.ORG else None
        return mention.partner or (owner.id if owner else "") or None

    def _summary(self) -> Summary:
        given = self._article.editor.summary
        if given is not None:
            return Summary(given, (), Origin.EDITOR)
        numbers = summary.choose(self._verdicts.sentences, SUMMARY_SYLLABLES)
        quotes = tuple(self.quote(summary.without_opener(self._scene, number)) for number in numbers)
        return Summary(" ".join(quote.text for quote in quotes), quotes, Origin.MODEL)

    def quote(self, span: Span) -> Quote:
        """A stretch of the text with what it names; a first letter that lost its opener is raised."""
        text = span.of(self._article.text)
        text = text[:1].upper() + text[1:] if len(text[:1].upper()) == 1 else text
        text = text.replace("\n", " ")
        marks = []
        for mention in self._mentions[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]:
            if mention.span.end <= span.end:
                surface = mention.span.of(self._article.text)
                owner = self._owners.get(surface)
                ref = owner.id or partner_id(owner.name) if owner else surface
                marks.append(
                    Mark(Span(mention.span.start - span.start, mention.span.end - span.start), mention.kind, ref)
                )
        return Quote(span, text, tuple(marks))

    @cached_property
    def _mentions(self) -> list[Mention]:
        return [mention for _, mention in self._scene.mentions]

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.span.start for mention in self._mentions]

    @cached_property
    def _owners(self) -> dict[str, Organisation]:
        return everyone(candidate.organisation for _, candidate in self._verdicts.parties)

    def _made_title(self, parties: Sequence[Party], kinds: Sequence[KindFact]) -> str | None:
        if not parties:
            return None
        words: dict[str, str] = self._scene.lexicon.knowledge.lists["deals"]["made_title"]
        return headline(parties, words[kinds[0].kind] if kinds else "")


def _least_chance(kind: DealKind, school: bool) -> float:
    """How likely a kind must be to be named.

    `school`: a university is a party; what it agrees on is taught or researched nearly always.
    """
    return TAUGHT if school and kind is DealKind.TRAINING_RESEARCH else _RARE.get(kind, KIND)


def _is_unit(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    return " ".join(token.key for token in tokens) in lexicon.unit_keys


@lru_cache(maxsize=4096)
def partner_id(name: str) -> str:
    """The id of a partner that is in no registry: its name as an ASCII slug."""
    return slugify(name) or "khong-ten"


def _unique(parties: Sequence[Party]) -> list[Party]:
    """One party an id, the surer one."""
    best: dict[str, Party] = {}
    for party in parties:
        if party.partner not in best or party.sure > best[party.partner].sure:
            best[party.partner] = party
    return list(best.values())
