"""The lexicon: word lists compiled into gazetteers, and the list flags of each token.

Flags: G registry, g ambiguous registry name, L place, D designator, A closing designator ("Group"), U unit before
a place, H honorific, R role, S family name, M middle name, C compound word, B and E what begins and ends a site's
name, X abbreviation that names no organisation; a small letter after it says where in the phrase
the token stands: b(egin), i(nside).
"""

from __future__ import annotations

import gc
import pickle
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

from sitegen.core.cache import Shelf
from sitegen.core.code import code_digest
from sitegen.core.model import DealKind, Partner
from sitegen.core.registry import Knowledge
from sitegen.core.text import match_key
from sitegen.extraction.datephrases import DatePhrases
from sitegen.extraction.dates import DateReader
from sitegen.extraction.gazetteer import Hit, Listed, Phrasebook
from sitegen.extraction.money import MoneyReader
from sitegen.extraction.scanning import alternatives
from sitegen.extraction.tokens import Token, keys, tokenize
from sitegen.extraction.wordlists import (
    AgreementWords,
    DateWords,
    FamilyNames,
    MoneyWords,
    NameShapes,
    OrganisationWords,
    PersonWords,
    PlaceWords,
)

T = TypeVar("T")


class Lexicon(
    AgreementWords, NameShapes, OrganisationWords, PlaceWords, DateWords, MoneyWords, PersonWords, FamilyNames
):
    """All gazetteers of one `Knowledge`, compiled once a process."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.book = Phrasebook()
        self.read(knowledge, self.book)
        self.partners = self.book.add(_partner_names(knowledge.partners.values()))
        self.claims = _claims(knowledge.partners.values())
        self.dates = DateReader(knowledge)
        self.date_phrases = DatePhrases(knowledge)
        self.money = MoneyReader(knowledge)
        self.words = _dictionary()
        self._read_organisations(knowledge)
        self._read_places(knowledge)
        self._read_agreements(knowledge)
        self._single = _single_words(knowledge)
        self._phrases: tuple[tuple[str, Listed[str]], ...] = (
            ("C", self.compounds),
            ("B", self.sites),
            ("R", self.roles),
            ("H", self.honorifics),
            ("D", self.designators),
            ("L", self.places),
        )

    def _read_organisations(self, knowledge: Knowledge) -> None:
        self.designators = self.book.add(_designators(knowledge))
        exchanges = alternatives(knowledge.words("designators", "listed_at"))
        self.listing = re.compile(rf"\s*\((?:{exchanges})\s*:?\s*(?P<code>(?-i:[A-Z][A-Z0-9]{{2}}))\b", re.IGNORECASE)
        inner_joins = (match_key(word) for word in knowledge.words("designators", "inner_joins"))
        self.inner_joins = frozenset((*".,-–&()", *inner_joins))
        business = knowledge.words("designators", "business")
        self.common_business = frozenset(key for word in business for key in keys(word))
        self.sectors = frozenset(" ".join(keys(word)) for word in knowledge.words("designators", "sectors"))
        self._in_full = {
            _name_key(short): _name_key(full) for short, full in knowledge.lists["world"]["abbreviated"].items()
        }
        self._abbreviated = re.compile(rf"(?<!\S)(?:{alternatives(self._in_full)})(?!\S)")

    def _read_places(self, knowledge: Knowledge) -> None:
        names = _place_names(knowledge)
        self.places = self.book.add(names)
        self.place_keys = frozenset(_name_key(name) for name, _ in names)
        self.abroad = _abroad(knowledge)
        self.countries = _countries(knowledge)
        self.abroad_keys = frozenset(_name_key(name) for name, canonical in names if canonical in self.abroad)
        self.provinces = frozenset(entry["name"] for entry in knowledge.lists["places"]["provinces"])
        self.districts = frozenset(knowledge.words("places", "districts"))
        self.province = match_key(knowledge.words("world", "province")[0])
        self.committees = frozenset(match_key(word.split()[0]) for word in self.offices)
        self.unit_keys = frozenset(match_key(unit) for unit in knowledge.words("world", "units"))
        self.place_breaks = self.breaks | {match_key(word) for word in knowledge.words("shapes", "place_breaks")}

    def _read_agreements(self, knowledge: Knowledge) -> None:
        deals = knowledge.lists["deals"]
        self.against = self.book.add(_by_phrase(deals["against"]), cased=False)
        general = str(DealKind.COOPERATION_AGREEMENT)
        special = {kind: lists for kind, lists in deals["kinds"].items() if kind != general}
        self.kinds = self.book.add(_kind_phrases(special), cased=False)
        self.general = self.book.add(_kind_phrases({general: deals["kinds"][general]}), cased=False)
        self.topics = self.book.add(_by_phrase(knowledge.lists["topics"]))

    def flags(self, tokens: Sequence[Token]) -> list[str]:
        """The list flags of each token, "" for none."""
        single, units = self._single, self.unit_keys
        flags = [single.get(token.key, "") if token.capital else "" for token in tokens]
        for place, token in enumerate(tokens):
            if token.key in units:
                flags[place] += "U"
        for letter, gazetteer in self._phrases:
            for hit in gazetteer.find(tokens):
                _stamp(flags, hit, letter)
        for found in self.partners.find(tokens):
            _stamp(flags, found, "g" if found.value[1] else "G")
        return flags

    def spelled_out(self, keys: str) -> str:
        """Keys of a name with what the press abbreviates in the names of offices and schools in full."""
        return self._abbreviated.sub(lambda match: self._in_full[match[0]], keys)


def _name_key(name: str) -> str:
    """A name as its keys, signs left out."""
    return " ".join(token.key for token in tokenize(name) if token.text.isalnum())


def _stamp(flags: list[str], hit: Hit[T], letter: str) -> None:
    flags[hit.first] += letter + "b"
    for place in range(hit.first + 1, hit.last):
        flags[place] += letter + "i"


def _single_words(knowledge: Knowledge) -> dict[str, str]:
    flags: dict[str, str] = {}
    for letter, words in (
        ("A", knowledge.words("designators", "closings")),
        ("E", knowledge.words("shapes", "site_ends")),
        ("X", knowledge.words("shapes", "acronyms")),
        ("S", knowledge.words("names", "surnames")),
        ("M", knowledge.words("names", "middles")),
    ):
        for word in words:
            key = match_key(word.rstrip("."))
            flags[key] = flags.get(key, "") + letter
    return flags


def _designators(knowledge: Knowledge) -> list[tuple[str, str]]:
    before: dict[str, list[str]] = knowledge.lists["designators"]["before"]
    return [
        (word[0].lower() + word[1:] if not word.isupper() else word, kind)
        for kind, words in before.items()
        for word in words
    ]


def _by_phrase(lists: dict[str, list[str]]) -> list[tuple[str, tuple[str, ...]]]:
    """Each phrase once, with every list that has it."""
    owners: dict[str, list[str]] = {}
    for owner, phrases in lists.items():
        for phrase in phrases:
            owners.setdefault(phrase, []).append(owner)
    return [(phrase, tuple(names)) for phrase, names in owners.items()]


def _kind_phrases(kinds: dict[str, dict[str, list[str]]]) -> list[tuple[str, tuple[str, ...]]]:
    """Each phrase with the kinds of deal that it names or hints at: "mou", "contract?"."""
    named = {kind: lists["names"] for kind, lists in kinds.items()}
    return _by_phrase(named | {f"{kind}?": lists["hints"] for kind, lists in kinds.items()})


def _place_names(knowledge: Knowledge) -> list[tuple[str, str]]:
    """(surface, canonical name)."""
    places, world = knowledge.lists["places"], knowledge.lists["world"]
    names = [(entry["name"], entry["name"]) for entry in places["provinces"]]
    for key in ("districts", "countries"):
        names += [(name, name) for name in places[key]]
    names += [(f"{state} {name}", name) for state in world["states"] for name in places["countries"]]
    for key in ("regions", "cities", "local"):
        names += [(name, name) for name in world[key]]
    for name, others in world["aliases"].items():
        names += [(other, name) for other in (name, *others)]
    return names


def _countries(knowledge: Knowledge) -> frozenset[str]:
    """Canonical names of the countries of others."""
    countries, aliases = set(knowledge.words("places", "countries")), knowledge.lists["world"]["aliases"]
    countries |= {name for name, others in aliases.items() if not countries.isdisjoint(others)}
    return frozenset(countries - set(knowledge.words("world", "home")))


def _abroad(knowledge: Knowledge) -> frozenset[str]:
    """Canonical names of the countries and cities of others."""
    return _countries(knowledge) | (
        frozenset(knowledge.words("world", "cities")) - set(knowledge.words("world", "home"))
    )


def _partner_names(partners: Iterable[Partner]) -> list[tuple[str, tuple[str, bool]]]:
    """(surface, (partner id, whether the surface needs support in the same text))."""
    names: list[tuple[str, tuple[str, bool]]] = []
    for partner in partners:
        short = set(partner.short)
        full = (partner.name, partner.full_name, partner.full_name_en, *partner.aliases, *partner.former)
        names += [(name, (partner.id, False)) for name in full if name and name not in short]
        names += [(name, (partner.id, True)) for name in partner.short]
    return names


_SAYING = 4  # syllables from which on an entry of the dictionary is a saying


def _dictionary() -> frozenset[str]:
    """The first two syllables of each word of two or three in underthesea's dictionary, as keys; names aside."""
    package = find_spec("underthesea")
    assert package is not None
    assert package.submodule_search_locations
    path = Path(package.submodule_search_locations[0], "corpus", "data", "Viet74K.txt")
    lines = path.read_text(encoding="utf-8").splitlines()
    words = (line.split() for line in lines if line.islower())
    return frozenset(" ".join(map(match_key, word[:2])) for word in words if 1 < len(word) < _SAYING)


def _claims(partners: Iterable[Partner]) -> dict[str, frozenset[str]]:
    """For each ambiguous short name, as its keys, the ids of all who go by it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for partner in partners:
        for name in partner.short:
            found[" ".join(keys(name))].add(partner.id)
    return {name: frozenset(ids) for name, ids in found.items()}


_compiled: dict[str, Lexicon] = {}


def lexicon_of(knowledge: Knowledge, shelf: Shelf | None = None) -> Lexicon:
    """The compiled lexicon of a `Knowledge`, kept for the process, and on the `shelf` for the next."""
    if knowledge.digest not in _compiled:
        _compiled.clear()
        _compiled[knowledge.digest] = _fetched(knowledge, shelf) if shelf else Lexicon(knowledge)
        gc.freeze()  # it lives as long as the process: nobody needs to look through it for waste
    return _compiled[knowledge.digest]


def _fetched(knowledge: Knowledge, shelf: Shelf) -> Lexicon:
    """From the shelf in a fifth of the time that compiling takes, which is felt where one clipping was edited."""
    name = f"{code_digest(('core', 'extraction'), ('underthesea',))} {sys.hexversion} {knowledge.digest}"
    packed = shelf.get(name)
    if packed is None:
        lexicon = Lexicon(knowledge)
        tables = {field: value for field, value in vars(lexicon).items() if value is not knowledge}
        shelf.put(name, pickle.dumps(tables, pickle.HIGHEST_PROTOCOL))
        return lexicon
    lexicon = Lexicon.__new__(Lexicon)
    vars(lexicon).update(pickle.loads(packed), knowledge=knowledge)  # noqa: S301 - who can write there may do all
    return lexicon
