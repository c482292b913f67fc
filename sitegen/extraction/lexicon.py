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
from sitegen.extraction.dates import DateReader
from sitegen.extraction.gazetteer import Hit, Listed, Phrasebook
from sitegen.extraction.money import MoneyReader
from sitegen.extraction.tokens import Token, keys, tokenize

T = TypeVar("T")


class Verbs:
    """Phrases in a text, the longer ones left out in which they mean something else ("đăng ký" is no "ký")."""

    def __init__(self, book: Phrasebook, words: Iterable[str], decoys: Iterable[str]) -> None:
        self._phrases = book.add([(word, word) for word in words] + [(word, "") for word in decoys], cased=False)

    def find(self, tokens: Sequence[Token]) -> list[Hit[str]]:
        """All of a whole sentence."""
        return [hit for hit in self._phrases.find(tokens) if hit.value]

    def within(self, tokens: Sequence[Token]) -> list[Hit[str]]:
        """All of a few words."""
        return [hit for hit in self._phrases.within(tokens) if hit.value]


class Lexicon:
    """All gazetteers of one `Knowledge`, compiled once a process."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.book = book = Phrasebook()
        self.partners = book.add(_partner_names(knowledge.partners.values()))
        self.places = book.add(_place_names(knowledge))
        self.designators = book.add(_designators(knowledge))
        self.roles = book.add([(role, role) for role in knowledge.words("roles", "roles")])
        self.honorifics = book.add([(word, word) for word in knowledge.words("roles", "honorifics")])
        self.compounds = book.add([(word, word) for word in knowledge.words("shapes", "compounds")], cased=False)
        self.sites = book.add([(word, word) for word in knowledge.words("shapes", "sites_before")])
        self.grounds = book.add([(word, word) for word in knowledge.words("shapes", "grounds")], cased=False)
        self.site_ends = frozenset(match_key(word) for word in knowledge.words("shapes", "sites_after"))
        self.never_heads = book.add([(word, word) for word in knowledge.words("shapes", "never_heads")], cased=False)
        self.named_things = book.add([(word, word) for word in knowledge.words("shapes", "named_things")], cased=False)
        self.makers = book.add([(word, word) for word in knowledge.words("shapes", "makers")], cased=False)
        self.named_sites = book.add([(word, word) for word in knowledge.words("shapes", "named_sites")], cased=False)
        self.fields = book.add([(word, word) for word in knowledge.words("shapes", "dashed_fields")], cased=False)
        self.codes = frozenset(match_key(word) for word in knowledge.words("shapes", "codes"))
        self.tails = book.add([(word, word) for word in knowledge.words("designators", "tails")], cased=False)
        self.posts = book.add([(word, word) for word in knowledge.words("designators", "posts")])
        self.roads = frozenset(match_key(word) for word in knowledge.words("designators", "roads"))
        self.pointed = frozenset(match_key(word) for word in knowledge.words("designators", "pointed"))
        self.bodies = frozenset(knowledge.words("designators", "bodies"))
        self.dotted_units = frozenset(knowledge.words("world", "dotted_units"))
        self.numbered_units = frozenset(knowledge.words("world", "numbered_units"))
        self.not_districts = frozenset(match_key(word) for word in knowledge.words("world", "not_districts"))
        self.acronyms = frozenset(knowledge.words("shapes", "acronyms"))
        self.breaks = frozenset(match_key(word) for word in knowledge.words("shapes", "breaks"))
        self.closings = frozenset(match_key(word.rstrip(".")) for word in knowledge.words("designators", "after"))
        self.numbers = frozenset(match_key(word) for word in knowledge.words("shapes", "numbers"))
        self.place_breaks = self.breaks | {match_key(word) for word in knowledge.words("shapes", "place_breaks")}
        self.sentence_openers = frozenset(match_key(word) for word in knowledge.words("shapes", "sentence_openers"))
        self.compass = frozenset(match_key(word) for word in knowledge.words("world", "compass"))
        self.side_words = frozenset(match_key(word) for word in knowledge.words("world", "sides"))
        self.streets = frozenset(match_key(word) for word in knowledge.words("world", "streets"))
        self.photo_credits = frozenset(knowledge.words("roles", "photo_credits"))
        self.legal_phrases = book.add([(word, word) for word in knowledge.words("designators", "legal_phrases")])
        self._single = _single_words(knowledge)
        deals = knowledge.lists["deals"]
        self.signing = Verbs(book, deals["signing"], deals["decoys"])
        self.strong = Verbs(book, deals["strong"], deals["decoys"])
        self.heading = Verbs(book, deals["heading"], deals["decoys"])
        self.making = Verbs(book, deals["making"], deals["decoys"])
        self.granting = Verbs(book, deals["granting"], deals["decoys"])
        self.leading = book.add([(word, word) for word in deals["leading"]], cased=False)
        self.becoming = Verbs(book, deals["becoming"], deals["decoys"])
        self.selling = Verbs(book, deals["selling"], deals["decoys"])
        self.taking = Verbs(book, deals["taking"], deals["decoys"])
        self.paying = Verbs(book, deals["paying"], deals["decoys"])
        self.transferring = Verbs(book, deals["transferring"], deals["decoys"])
        self.investing = Verbs(book, deals["investing"], deals["decoys"])
        self.works = book.add([(word, word) for word in deals["works"]], cased=False)
        self.mere_leagues = frozenset(deals["mere_leagues"])
        self.parting_verbs = frozenset(match_key(word) for word in knowledge.words("shapes", "parting_verbs"))
        self.tail_verbs = frozenset(match_key(word) for word in knowledge.words("shapes", "tail_verbs"))
        self.into = frozenset(match_key(word) for word in deals["into"])
        self.acquiring = frozenset(deals["acquiring"])
        self.shares = book.add([(word, word) for word in deals["shares"]], cased=False)
        self.wholly = frozenset(match_key(word) for word in deals["wholly"])
        self.transfer_sides = frozenset(match_key(word) for word in deals["transfer_sides"])
        self.trading = book.add([(word, word) for word in deals["trading"]], cased=False)
        self.owning = book.add([(word, word) for word in deals["owning"]], cased=False)
        self.naming = book.add([(word, word) for word in deals["naming"]], cased=False)
        self.attending = book.add([(word, word) for word in deals["attending"]], cased=False)
        self.among = book.add([(word, word) for word in deals["among"]], cased=False)
        self.papers = book.add([(word, word) for word in deals["papers"]], cased=False)
        self.buying = book.add([(word, word) for word in deals["buying"]], cased=False)
        self.joining = book.add([(word, word) for word in deals["joining"]], cased=False)
        self.vague = book.add([(word, word) for word in deals["vague"]], cased=False)
        self.leagues = book.add([(word, word) for word in deals["leagues"]], cased=False)
        self.aloof = book.add([(word, word) for word in deals["aloof"]], cased=False)
        self.belonging = book.add([(word, word) for word in deals["belonging"]], cased=False)
        self.replacing = book.add([(word, word) for word in deals["replacing"]], cased=False)
        self.telling = book.add([(word, word) for word in deals["telling"]], cased=False)
        self.appointing = book.add([(word, word) for word in deals["appointing"]], cased=False)
        self.passives = frozenset(match_key(word) for word in deals["passives"])
        self.agents = frozenset(match_key(word) for word in deals["agents"])
        self.groups = book.add([(word, word) for word in deals["groups"]], cased=False)
        self.counts = frozenset(match_key(word) for word in deals["counts"])
        self.any_group = frozenset(deals["any_group"])
        self.rosters = frozenset(deals["rosters"])
        self.listing_words = frozenset(match_key(word) for word in deals["listing_words"])
        self.rivals = book.add([(word, word) for word in deals["rivals"]], cased=False)
        self.leaving = book.add([(word, word) for word in deals["leaving"]], cased=False)
        self.helping = book.add([(word, word) for word in deals["helping"]], cased=False)
        self.preceding = book.add([(word, word) for word in deals["preceding"]], cased=False)
        self.overseeing = book.add([(word, word) for word in deals["overseeing"]], cased=False)
        self.things = book.add([(word, word) for word in deals["things"]], cased=False)
        self.trades = book.add([(word, word) for word in knowledge.words("designators", "trades")], cased=False)
        self.background = book.add([(word, word) for word in deals["background"]], cased=False)
        self.earlier = book.add([(word, word) for word in deals["earlier"]], cased=False)
        self.against = book.add(_by_phrase(deals["against"]), cased=False)
        general = str(DealKind.COOPERATION_AGREEMENT)
        special = {kind: lists for kind, lists in deals["kinds"].items() if kind != general}
        self.kinds = book.add(_kind_phrases(special), cased=False)
        self.general = book.add(_kind_phrases({general: deals["kinds"][general]}), cased=False)
        topics = knowledge.lists["topics"]
        self.topics = book.add(_by_phrase(topics))
        self.quote = book.add([(word, word) for word in deals["quote"]], cased=False)
        self.blurb = book.add([(word, word) for word in deals["blurb"]], cased=False)
        self.openers = book.add([(word, word) for word in deals["openers"]], cased=False)
        self.planned = book.add([(word, word) for word in deals["planned"]], cased=False)
        self.deal_money = book.add([(word, word) for word in knowledge.words("money", "deal")], cased=False)
        self.other_money = book.add([(word, word) for word in knowledge.words("money", "not_deal")], cased=False)
        self.signing_date = book.add([(word, word) for word in knowledge.words("dates", "signing")], cased=False)
        self.other_date = book.add([(word, word) for word in knowledge.words("dates", "other")], cased=False)
        self.dates = DateReader(knowledge)
        self.money = MoneyReader(knowledge)
        self.speech = book.add([(word, word) for word in knowledge.words("roles", "speech")], cased=False)
        self.at_words = frozenset(match_key(word) for word in knowledge.words("world", "at"))
        self.whereabouts = frozenset(match_key(word) for word in knowledge.words("world", "whereabouts"))
        self.adverbs = frozenset(match_key(word) for word in knowledge.words("roles", "adverbs"))
        self.credits = tuple(knowledge.words("roles", "credits"))
        periods, force = ("|".join(map(re.escape, knowledge.words("dates", key))) for key in ("period", "in_force"))
        length = "|".join(map(re.escape, knowledge.words("dates", "length")))
        self.period = re.compile(
            rf"(?:(?:{periods})\s+|\d\s+(?:{length})\s*\(\s*)((?:19|20)\d\d)\s*(?:[-–]|\w+)\s*20\d\d"
        )
        self.in_force = re.compile(rf"(?<!\w)(?:{force})(?!\w)[^.;]{{0,40}}$", re.IGNORECASE)
        running, compared = ("|".join(map(re.escape, knowledge.words("dates", key))) for key in ("running", "compared"))
        self.running = re.compile(
            rf"(?P<back>(?:{compared})\s[^,.;]{{0,20}})?(?:{running})\s+(?P<year>(?:19|20)\d\d)", re.IGNORECASE
        )
        events = "|".join(map(re.escape, knowledge.words("dates", "events")))
        self.event_of_year = re.compile(
            rf"(?<!\w)(?P<event>{events})(?!\w)[^.;:()]{{0,60}}(?<![\d/.-])(?P<year>20\d\d)(?![\d/.-]\d|\d)",
            re.IGNORECASE,
        )
        self.events = book.add([(word, word) for word in knowledge.words("dates", "events")], cased=False)
        self.coming = frozenset(match_key(word) for word in knowledge.words("dates", "coming"))
        self.ceremonies = book.add([(word, word) for word in knowledge.words("dates", "ceremonies")], cased=False)
        ends, effect = (
            "|".join(map(re.escape, knowledge.words("dates", key))) for key in ("open_ends", "taking_effect")
        )
        self.open_ends = re.compile(ends, re.IGNORECASE)
        self.taking_effect = re.compile(effect, re.IGNORECASE)
        exchanges = "|".join(map(re.escape, knowledge.words("designators", "listed_at")))
        self.listing = re.compile(rf"\s*\((?:{exchanges})\s*:?\s*(?P<code>(?-i:[A-Z][A-Z0-9]{{2}}))\b", re.IGNORECASE)
        self.institutes = frozenset(match_key(word) for word in knowledge.words("designators", "institutes"))
        self.legal_forms = frozenset(match_key(word) for word in knowledge.words("designators", "legal_forms"))
        self.abroad = _abroad(knowledge)
        self.home = frozenset(knowledge.words("world", "home"))
        self.abroad_keys = frozenset(
            " ".join(token.key for token in tokenize(name) if token.text.isalnum())
            for name, canonical in _place_names(knowledge)
            if canonical in self.abroad
        )
        self.regions = frozenset(knowledge.words("world", "regions"))
        self.provinces = frozenset(entry["name"] for entry in knowledge.lists["places"]["provinces"])
        self.districts = frozenset(knowledge.words("places", "districts"))
        self.offices = tuple(knowledge.words("world", "offices"))
        self.province = match_key(knowledge.words("world", "province")[0])
        self.committees = frozenset(match_key(word.split()[0]) for word in knowledge.words("world", "offices"))
        self.governments = tuple(knowledge.words("world", "governments"))
        self.departments = frozenset(match_key(word) for word in knowledge.words("world", "departments"))
        self.links = frozenset(match_key(word) for word in deals["links"])
        self.anaphors = frozenset(match_key(word) for word in deals["anaphors"])
        self.genitives = frozenset(match_key(word) for word in knowledge.words("shapes", "genitives"))
        self.days = frozenset(match_key(word) for word in knowledge.words("dates", "day"))
        self.inner_joins = frozenset(
            (*".,-–&()", *(match_key(word) for word in knowledge.words("designators", "inner_joins")))
        )
        self.joins = frozenset(match_key(word) for word in deals["joins"])
        self.company = frozenset(match_key(word) for word in deals["company"])
        self.once = frozenset(match_key(word) for word in deals["once"])
        self.befores = frozenset(match_key(word) for word in deals["befores"])
        self.owners = frozenset(match_key(word) for word in deals["owners"])
        self.receivers = frozenset(match_key(word) for word in deals["receivers"])
        self.sources = frozenset(match_key(word) for word in deals["sources"])
        self.comprising = frozenset(match_key(word) for word in deals["comprising"])
        self.standing = frozenset(deals["standing"])
        self.copulas = frozenset(match_key(word) for word in deals["copulas"])
        self.openings = frozenset(match_key(word) for word in deals["openings"])
        self.prepositions = frozenset(match_key(word) for word in deals["prepositions"])
        self.plurals = frozenset(match_key(word) for word in knowledge.words("world", "plurals"))
        self.governed = tuple(knowledge.words("world", "governed"))
        self.endings = frozenset(match_key(word.rstrip(".")) for word in knowledge.words("designators", "legal"))
        self.unit_keys = frozenset(match_key(unit) for unit in knowledge.words("world", "units"))
        self.place_keys = frozenset(
            " ".join(token.key for token in tokenize(name) if token.text.isalnum())
            for name, _ in _place_names(knowledge)
        )
        self.generic = frozenset(knowledge.words("designators", "generic"))
        self.common_business = frozenset(
            key for word in knowledge.words("designators", "business") for key in keys(word)
        )
        self.sectors = frozenset(" ".join(keys(word)) for word in knowledge.words("designators", "sectors"))
        self._in_full = {
            " ".join(token.key for token in tokenize(short) if token.text.isalnum()): " ".join(
                token.key for token in tokenize(full) if token.text.isalnum()
            )
            for short, full in knowledge.lists["world"]["abbreviated"].items()
        }
        longest = sorted(self._in_full, key=len, reverse=True)
        self._abbreviated = re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, longest))})(?!\S)")
        self.claims = _claims(knowledge.partners.values())
        self.words = _dictionary()
        self.far_surnames = frozenset(match_key(name) for name in knowledge.words("names", "far_surnames"))
        self.far_given = frozenset(match_key(name) for name in knowledge.words("names", "far_given"))
        self.surnames = frozenset(match_key(name) for name in knowledge.words("names", "surnames"))
        self._phrases: tuple[tuple[str, Listed[str]], ...] = (
            ("C", self.compounds),
            ("B", self.sites),
            ("R", self.roles),
            ("H", self.honorifics),
            ("D", self.designators),
            ("L", self.places),
        )

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


def _stamp(flags: list[str], hit: Hit[T], letter: str) -> None:
    flags[hit.first] += letter + "b"
    for place in range(hit.first + 1, hit.last):
        flags[place] += letter + "i"


def _single_words(knowledge: Knowledge) -> dict[str, str]:
    flags: dict[str, str] = {}
    for letter, words in (
        ("A", knowledge.words("designators", "after")),
        ("E", knowledge.words("shapes", "sites_after")),
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


def _abroad(knowledge: Knowledge) -> frozenset[str]:
    """Canonical names of the countries and cities of others."""
    countries, aliases = set(knowledge.words("places", "countries")), knowledge.lists["world"]["aliases"]
    countries |= {name for name, others in aliases.items() if not countries.isdisjoint(others)}
    return frozenset((countries | set(knowledge.words("world", "cities"))) - set(knowledge.words("world", "home")))


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
