"""The word lists of the knowledge, each compiled into what its field says: one line a list.

A class of lists belongs to one file of the knowledge, and a field is named as the list in that file is. The YAML says
beside each list what it is for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, ClassVar, get_args, get_type_hints

from sitegen.core.registry import Knowledge
from sitegen.core.text import match_key
from sitegen.extraction.gazetteer import Hit, Listed, Phrasebook
from sitegen.extraction.tokens import Token

Make = Callable[[Phrasebook, Mapping[str, Any], str], object]


class Verbs:
    """Phrases in a text, the longer ones left out in which they mean something else ("đăng ký" is no "ký")."""

    def __init__(self, book: Phrasebook, lists: Mapping[str, Any], key: str) -> None:
        entries = [(word, word) for word in lists[key]] + [(word, "") for word in lists["decoys"]]
        self._phrases = book.add(entries, cased=False)

    def find(self, tokens: Sequence[Token]) -> list[Hit[str]]:
        """All of a whole sentence."""
        return [hit for hit in self._phrases.find(tokens) if hit.value]

    def within(self, tokens: Sequence[Token]) -> list[Hit[str]]:
        """All of a few words."""
        return [hit for hit in self._phrases.within(tokens) if hit.value]


def _listed(book: Phrasebook, words: Sequence[str], *, cased: bool) -> Listed[str]:
    return book.add([(word, word) for word in words], cased=cased)


def _keys(words: Sequence[str]) -> frozenset[str]:
    return frozenset(match_key(word) for word in words)


Signs = Annotated[Verbs, Verbs]  # of an agreement, decoys aside
Phrases = Annotated[Listed[str], lambda book, lists, key: _listed(book, lists[key], cased=False)]
CasedPhrases = Annotated[Listed[str], lambda book, lists, key: _listed(book, lists[key], cased=True)]
Keys = Annotated[frozenset[str], lambda _, lists, key: _keys(lists[key])]  # single words as tokens have them
Endings = Annotated[frozenset[str], lambda _, lists, key: _keys([word.rstrip(".") for word in lists[key]])]
Words = Annotated[frozenset[str], lambda _, lists, key: frozenset(lists[key])]  # as they are written
Ordered = Annotated[tuple[str, ...], lambda _, lists, key: tuple(lists[key])]


class Lists:
    """Word lists of one file: a class declares them, `read` fills them in."""

    file: ClassVar[str]

    def read(self, knowledge: Knowledge, book: Phrasebook) -> None:
        """Compile every list that a class declares. Raises KeyError where the file has none of that name."""
        for group in type(self).__mro__:
            if issubclass(group, Lists) and "file" in vars(group):
                lists = knowledge.lists[group.file]
                for key, make in _declared(group):
                    setattr(self, key, make(book, lists, key))


def _declared(group: type[Lists]) -> list[tuple[str, Make]]:
    hints = get_type_hints(group, include_extras=True)
    return [(key, get_args(hints[key])[1]) for key in vars(group)["__annotations__"]]


class AgreementWords(Lists):
    """How agreements are told."""

    file = "deals"

    signing: Signs
    strong: Signs
    heading: Signs
    making: Signs
    granting: Signs
    becoming: Signs
    selling: Signs
    taking: Signs
    paying: Signs
    transferring: Signs
    investing: Signs
    aloof: Phrases
    among: Phrases
    appointing: Phrases
    attending: Phrases
    background: Phrases
    belonging: Phrases
    blurb: Phrases
    buying: Phrases
    capital: Phrases
    choosing: Phrases
    earlier: Phrases
    groups: Phrases
    handing: Phrases
    helping: Phrases
    items: Phrases
    joining: Phrases
    leading: Phrases
    leagues: Phrases
    leaving: Phrases
    meanwhile: Phrases
    naming: Phrases
    openers: Phrases
    overseeing: Phrases
    owning: Phrases
    papers: Phrases
    planned: Phrases
    preceding: Phrases
    purchasing: Phrases
    quote: Phrases
    replacing: Phrases
    rights: Phrases
    rivals: Phrases
    shares: Phrases
    tasks: Phrases
    telling: Phrases
    things: Phrases
    trading: Phrases
    vague: Phrases
    works: Phrases
    according: Keys
    agents: Keys
    anaphors: Keys
    befores: Keys
    company: Keys
    comprising: Keys
    copulas: Keys
    counts: Keys
    into: Keys
    joins: Keys
    links: Keys
    nominals: Keys
    listing_words: Keys
    negations: Keys
    once: Keys
    openings: Keys
    origins: Keys
    owners: Keys
    passives: Keys
    prepositions: Keys
    receivers: Keys
    receiving: Keys
    sources: Keys
    transfer_sides: Keys
    wholly: Keys
    acquiring: Words
    any_group: Words
    mere_leagues: Words
    rosters: Words
    standing: Words


class NameShapes(Lists):
    """What names are made of, and what they never are."""

    file = "shapes"

    sites: CasedPhrases
    compounds: Phrases
    dashed_fields: Phrases
    grounds: Phrases
    makers: Phrases
    named_sites: Phrases
    named_things: Phrases
    never_heads: Phrases
    breaks: Keys
    codes: Keys
    genitives: Keys
    numbers: Keys
    parting_verbs: Keys
    sentence_openers: Keys
    tail_verbs: Keys
    acronyms: Words


class OrganisationWords(Lists):
    """What stands before and behind the name of an organisation."""

    file = "designators"

    internal: CasedPhrases
    legal_phrases: CasedPhrases
    posts: CasedPhrases
    tails: Phrases
    trades: Phrases
    institutes: Keys
    articles: Keys
    schools_abroad: Keys
    seats: Keys
    legal_forms: Keys
    pointed: Keys
    roads: Keys
    self_called: Keys
    closings: Endings
    endings: Endings
    bodies: Words
    generic: Words


class PlaceWords(Lists):
    """What stands around places."""

    file = "world"

    at_words: Keys
    compass: Keys
    departments: Keys
    not_districts: Keys
    plurals: Keys
    side_words: Keys
    streets: Keys
    whereabouts: Keys
    dotted_units: Words
    home: Words
    numbered_units: Words
    regions: Words
    governed: Ordered
    governments: Ordered
    offices: Ordered


class DateWords(Lists):
    """What stands around dates."""

    file = "dates"

    ceremonies: Phrases
    events: Phrases
    other_date: Phrases
    precisely: Phrases
    signing_date: Phrases
    coming: Keys
    days: Keys
    since: Keys
    few: Keys
    spans: Keys
    counted_back: Words
    until: Keys


class MoneyWords(Lists):
    """What stands around sums."""

    file = "money"

    deal_money: Phrases
    other_money: Phrases


class PersonWords(Lists):
    """What stands around persons."""

    file = "roles"

    honorifics: CasedPhrases
    roles: CasedPhrases
    speech: Phrases
    adverbs: Keys
    photo_credits: Words
    credits: Ordered


class FamilyNames(Lists):
    """Names of persons."""

    file = "names"

    far_given: Keys
    far_surnames: Keys
    surnames: Keys
