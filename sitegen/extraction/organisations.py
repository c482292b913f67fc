"""Organisations: the names of one article gathered into who they stand for, linked to the registry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from sitegen.core.model import Kind, Mention, Origin, PartnerKind
from sitegen.core.text import match_key
from sitegen.extraction.annotate import Sentence
from sitegen.extraction.lexicon import Lexicon
from sitegen.extraction.tokens import Token, phrase

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation as one article names it. `mentions` are (sentence number, mention), in order."""

    id: str
    name: str
    kind: PartnerKind
    surfaces: tuple[str, ...]
    mentions: tuple[tuple[int, Mention], ...]
    registered: bool
    origin: Origin
    bare_place: bool = False  # only the place is named, not the office that acts for it


@dataclass(slots=True)
class _Cluster:
    partner: str | None
    kind: PartnerKind
    keys: set[Key]  # of every form
    mentions: list[tuple[int, Mention]]
    company: bool = False  # called a company by its own name ("Tập đoàn X")
    hints: frozenset[str] = frozenset()  # who goes by an ambiguous short name that nothing in the text supports yet

    def join(self, other: _Cluster) -> None:
        self.keys |= other.keys
        self.mentions.extend(other.mentions)
        self.mentions.sort(key=lambda one: one[1].span)
        self.partner = self.partner or other.partner
        self.company |= other.company


@dataclass(frozen=True, slots=True)
class Link:
    """A partner of the registry that a name leads to.

    An ambiguous name needs support in the same text; `claimants` are all who go by it.
    """

    partner: str
    claimants: frozenset[str] = frozenset()

    @property
    def ambiguous(self) -> bool:
        return bool(self.claimants)


def organisations(sentences: Sequence[Sentence], text: str, lexicon: Lexicon) -> list[Organisation]:
    """Every organisation of the article, in order of first mention."""
    clusters = _by_key(sentences, text, lexicon)
    _bind_abbreviations(clusters, text)
    clusters = _supported(clusters)
    for belongs in (_is_branch(lexicon), _is_short_form, _is_long_form(lexicon)):
        clusters = _absorb(clusters, belongs)
    return [_named(cluster, text, lexicon) for cluster in clusters]


def _by_key(sentences: Sequence[Sentence], text: str, lexicon: Lexicon) -> list[_Cluster]:
    found: dict[object, _Cluster] = {}
    for number, sentence in enumerate(sentences):
        for mention in sentence.mentions:
            if mention.kind is not Kind.ORG:
                continue
            tokens = phrase(mention.span.of(text))
            kind, key = identity(tokens, lexicon)
            linked = link(tokens, lexicon)
            partner = linked.partner if linked and not linked.ambiguous else None
            hints = linked.claimants if linked else frozenset()
            cluster = found.setdefault(partner or (kind, key), _Cluster(partner, kind, set(), [], hints=hints))
            cluster.keys.add(key)
            called = lexicon.designators.at(tokens, 0)
            cluster.company |= called is not None and called.value == "company"
            named = mention if mention.partner == partner else replace(mention, partner=partner)
            cluster.mentions.append((number, named))
    return list(found.values())


def _supported(clusters: list[_Cluster]) -> list[_Cluster]:
    """Ambiguous short names joined to the partner that the text names in full, or to the only one that has the name."""
    full = {cluster.partner: cluster for cluster in clusters if cluster.partner}
    for cluster in clusters:
        if cluster.partner is None and len(cluster.hints) == 1 and not cluster.hints & full.keys():
            (cluster.partner,) = cluster.hints
            full[cluster.partner] = cluster
    kept: list[_Cluster] = []
    for cluster in clusters:
        named = cluster.hints & full.keys() if cluster.partner is None else ()
        if len(named) == 1:
            full[next(iter(named))].join(cluster)
        else:
            kept.append(cluster)
    return kept


def identity(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[PartnerKind, Key]:
    """The kind that the designator tells, and the words that tell this organisation from others."""
    tokens = _without_parent(tokens, lexicon)
    kind, rest = PartnerKind.COMPANY, list(tokens)
    first = lexicon.designators.at(tokens, 0)
    while (hit := lexicon.designators.at(rest, 0)) is not None and hit.last < len(rest):
        rest = rest[hit.last :]
    if first is not None:
        kind = PartnerKind(first.value)
    while len(rest) > 1 and rest[-1].key in lexicon.endings:
        rest = rest[:-1]
    spelled = lexicon.spelled_out(" ".join(token.key for token in rest if token.key not in ".,-–&()"))
    words = tuple(spelled.split())
    if kind in (PartnerKind.COMPANY, PartnerKind.BANK):
        return kind, words
    marker = (tokens[0].key,) if kind is PartnerKind.GOVERNMENT else ()
    return kind, (kind.value, *marker, *words)


def _without_parent(tokens: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """ "Trường ĐH Bách khoa - ĐH Quốc gia TP.HCM" is the school, and to whom it belongs."""
    for at in range(1, len(tokens) - 1):
        if tokens[at].text in "-–":
            parent = lexicon.designators.at(tokens, at + 1)
            if parent is not None and parent.value == "university":
                return tokens[:at]
    return tokens


def link(tokens: Sequence[Token], lexicon: Lexicon) -> Link | None:
    """The registry entry of a name: as it stands, without its designator, or as the local branch of a brand."""
    tokens = _without_parent(tokens, lexicon)
    for start, bank in _starts(tokens, lexicon):
        rest = tokens[start:]
        hit = lexicon.partners.at(rest, 0)
        if hit is None or (bank and lexicon.knowledge.partners[hit.value[0]].kind is not PartnerKind.BANK):
            continue
        if hit.last == len(rest) or _only_endings(rest[hit.last :], lexicon):
            return _link(rest[: hit.last], hit.value, bank, lexicon)
        if _is_bank(rest[hit.last :], lexicon.knowledge.partners[hit.value[0]].kind):
            return Link(hit.value[0])
        if _is_place(rest[hit.last :], lexicon):
            return _link(rest[: hit.last], hit.value, bank, lexicon)
    return None


def _link(name: Sequence[Token], value: tuple[str, bool], bank: bool, lexicon: Lexicon) -> Link:
    partner, ambiguous = value
    if bank or not ambiguous:
        return Link(partner)
    return Link(partner, lexicon.claims.get(" ".join(token.key for token in name), frozenset((partner,))))


def _starts(tokens: Sequence[Token], lexicon: Lexicon) -> list[tuple[int, bool]]:
    """Where the name may begin: at its first word, and after each company designator; whether that is a bank's."""
    starts, at, bank = [(0, False)], 0, False
    while (hit := lexicon.designators.at(tokens[at:], 0)) is not None and at + hit.last < len(tokens):
        at += hit.last
        bank = bank or hit.value == "bank"
        if hit.value in ("company", "bank"):
            starts.append((at, bank))
    return starts


def _is_bank(tokens: Sequence[Token], kind: PartnerKind) -> bool:
    """Whether nothing but "Bank" follows the name of a bank."""
    return kind is PartnerKind.BANK and len(tokens) == 1 and tokens[0].key == "bank"


def _only_endings(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    return all(token.key in lexicon.endings or not token.text[0].isalnum() for token in tokens)


def _is_place(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    words = [token for token in tokens if token.text not in "()-–"]
    if words and words[0].key in lexicon.unit_keys:
        words = words[1:]
    hit = lexicon.places.at(words, 0) if words else None
    return hit is not None and hit.last == len(words)


def _bind_abbreviations(clusters: list[_Cluster], text: str) -> None:
    """ "Name (ABBR)" and "Name - ABBR": from here on both are one."""
    ends = {mention.span.end: cluster for cluster in clusters for _, mention in cluster.mentions}
    for short in list(clusters):
        for _, mention in short.mentions:
            start = mention.span.start
            opening = text[max(0, start - 3) : start].rstrip(" ")
            closing = text[mention.span.end : mention.span.end + 1]
            bracketed = opening.endswith("(") and closing in ")/,-– "
            dashed = opening.endswith(("-", "–")) and any(len(key) == 1 for key in short.keys)
            end = start - 1
            while end > 0 and text[end - 1] in " (-–":
                end -= 1
            long = ends.get(end)
            if long is None or long is short or not (bracketed or dashed) or not _may_join(long, short):
                continue
            long.join(short)
            clusters.remove(short)
            ends.update({mention.span.end: long for _, mention in short.mentions})
            break


def _may_join(first: _Cluster, second: _Cluster) -> bool:
    return not (first.partner and second.partner and first.partner != second.partner)


Belongs = Callable[[_Cluster, Key, _Cluster, Key], bool]


def _fits(cluster: _Cluster, other: _Cluster, belongs: Belongs) -> bool:
    for key in cluster.keys:
        for longer in other.keys:
            if belongs(cluster, key, other, longer):
                return True
    return False


def _absorb(clusters: list[_Cluster], belongs: Belongs) -> list[_Cluster]:
    """Join every cluster to the one other that it is a form of."""
    kept = list(clusters)
    for cluster in clusters:
        longer = [
            other
            for other in kept
            if other is not cluster and _may_join(other, cluster) and _fits(cluster, other, belongs)
        ]
        if len(longer) == 1:
            longer[0].join(cluster)
            kept.remove(cluster)
    return kept


def _is_branch(lexicon: Lexicon) -> Belongs:
    """A test for "Yanmar Việt Nam" beside "Yanmar"."""

    def belongs(_cluster: _Cluster, key: Key, _other: _Cluster, brand: Key) -> bool:
        size = len(brand)
        return 0 < size < len(key) and key[:size] == brand and " ".join(key[size:]) in lexicon.place_keys

    return belongs


def _is_short_form(cluster: _Cluster, short: Key, other: _Cluster, long: Key) -> bool:
    """Whether one's words are the first or the last words of the other's ("Đại An" of "Bảo tín Đại An")."""
    if not short or len(short) >= len(long):
        return False
    if cluster.company and other.kind not in (PartnerKind.COMPANY, PartnerKind.BANK):
        return False  # "Tập đoàn Hương Tràm" is not its "Trường Cao đẳng Hương Tràm"
    if cluster.partner:  # a registered name may end a longer one of its own, but "FPT" does not swallow "FPT Trading"
        return len(short) > 1 and other.partner is None and long[-len(short) :] == short
    if len(short) == 1 and len(short[0]) < 3:
        return False
    return long[: len(short)] == short or long[-len(short) :] == short


def _is_long_form(lexicon: Lexicon) -> Belongs:
    """A test for "Đầu tư Xây dựng Ricons" beside the registered "Ricons": what is more tells no business of its own."""

    def belongs(cluster: _Cluster, long: Key, other: _Cluster, brand: Key) -> bool:
        size = len(brand)
        if cluster.partner or not other.partner or not 0 < size < len(long) or long[-size:] != brand:
            return False
        more = f" {' '.join(long[:-size])} "
        common = all(word in lexicon.common_business for word in long[:-size])
        return common or not any(f" {sector} " in more for sector in lexicon.sectors)

    return belongs


def _named(cluster: _Cluster, text: str, lexicon: Lexicon) -> Organisation:
    count = Counter(mention.span.of(text) for _, mention in cluster.mentions)
    surfaces = tuple(count)
    partner = lexicon.knowledge.partners.get(cluster.partner or "")
    if partner is not None:
        written = any(match_key(surface) == match_key(partner.name) for surface in surfaces)
        name = partner.name if written else _usual(count, lexicon)
        return Organisation(partner.id, name, partner.kind, surfaces, tuple(cluster.mentions), True, Origin.REGISTRY)
    name = _usual(count, lexicon)
    origin = Origin.PATTERN if lexicon.designators.at(phrase(surfaces[0]), 0) else Origin.MODEL
    return Organisation("", name, cluster.kind, surfaces, tuple(cluster.mentions), False, origin)


def _usual(count: Counter[str], lexicon: Lexicon) -> str:
    """The form an editor would take: the most used, then one without a company's designator, then the shorter."""

    def rank(surface: str) -> tuple[int, bool, int, str]:
        hit = lexicon.designators.at(phrase(surface), 0)
        return -count[surface], hit is not None and hit.value in ("company", "bank"), len(surface), surface

    return min(count, key=rank)


def everyone(organisations_found: Iterable[Organisation]) -> dict[str, Organisation]:
    """By surface."""
    return {surface: one for one in organisations_found for surface in one.surfaces}
