"""Organisations: the names of one article gathered into who they stand for, linked to the registry."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import pairwise, product

from msgspec import Struct
from msgspec.structs import replace

from sitegen.core.model import Kind, Mention, Origin, PartnerKind, Span
from sitegen.core.text import match_key
from sitegen.extraction.annotate import Sentence
from sitegen.extraction.lexicon import Lexicon
from sitegen.extraction.linking import Key, identity, link
from sitegen.extraction.slips import slips
from sitegen.extraction.subsidiaries import Apart, declared
from sitegen.extraction.tokens import Token, is_vietnamese, phrase, within
from sitegen.extraction.twins import initials, twins

_BESIDE = 24  # characters between two names of which the text says "A và B", a designator included
_LEAGUE = 20  # characters before a row that may call it a league
_SHORT = 2  # words of a name that goes by an abbreviation
_TAIL = 2  # syllables of a proper name
_ALIKE = 6  # names that begin and end alike
_CHAIN = 30  # characters that the name before a dash may take
_BRANDED = 10  # words between a company and its brand
_SIGNS = frozenset(",(-–")
_FORMS = 200  # of one organisation: more are a list of names, and joining them would take ever longer


class Organisation(Struct, frozen=True):
    """An organisation as one article names it. `mentions` are (sentence number, mention), in order."""

    id: str
    name: str
    kind: PartnerKind
    surfaces: tuple[str, ...]
    mentions: tuple[tuple[int, Mention], ...]
    registered: bool
    origin: Origin
    bare_place: bool = False  # only the place is named, not the office that acts for it


class _Cluster(Struct, eq=False):
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


def organisations(sentences: Sequence[Sentence], text: str, lexicon: Lexicon) -> list[Organisation]:
    """Every organisation of the article, in order of first mention."""
    apart = declared(sentences, text, lexicon)
    clusters = _bound(_by_key(sentences, text, lexicon, apart), text, apart, lexicon)
    clusters = _branded(_listed(clusters, text, apart, lexicon), sentences, apart, lexicon)
    clusters = _localized(clusters, lexicon)
    two = _side_by_side(clusters, text, lexicon)
    clusters = _absorb(clusters, slips(_keys(clusters)), _is_rarer(two), apart)
    clusters = _supported(clusters)
    clusters = _absorb(clusters, twins(_keys(clusters), lexicon.closings), _is_twin(two), apart)
    kin = _kin(_keys(clusters))
    short = _is_short_form(lexicon, _keys(clusters))
    # Short forms again where two forms that share one have turned out to be one.
    for belongs in (_is_branch(lexicon), short, _is_gapped_form, short, _is_long_form(lexicon)):
        clusters = _absorb(clusters, kin, belongs, apart)
    clusters = _absorb(clusters, initials(_keys(clusters)), _is_abbreviated(two), apart)
    return [_named(cluster, text, lexicon) for cluster in clusters]


def _by_key(sentences: Sequence[Sentence], text: str, lexicon: Lexicon, apart: Apart) -> list[_Cluster]:
    found: dict[object, _Cluster] = {}
    for number, sentence in enumerate(sentences):
        for mention in sentence.mentions:
            if mention.kind is not Kind.ORG:
                continue
            tokens = phrase(mention.span.of(text))
            kind, key = identity(tokens, lexicon)
            linked = None if key in apart.own else link(tokens, lexicon)
            partner = linked.partner if linked and not linked.ambiguous else None
            hints = linked.claimants if linked else frozenset()
            cluster = found.setdefault(
                partner or (kind, apart.forms.get(key, key)), _Cluster(partner, kind, set(), [], hints=hints)
            )
            cluster.keys.add(key)
            called = lexicon.designators.at(tokens, 0)
            cluster.company |= called is not None and called.value == "company"
            named = mention if mention.partner == partner else replace(mention, partner=partner)
            cluster.mentions.append((number, named))
    return _spelled_alike(list(found.values()), apart)


def _localized(clusters: list[_Cluster], lexicon: Lexicon) -> list[_Cluster]:
    """ "Hội Nông dân" is the one of the province where the text names that alone in full."""
    known = [one for one in clusters if one.kind is PartnerKind.ASSOCIATION and (one.partner or one.hints)]
    bare = {key: one for one in known for key in one.keys}
    local: dict[Key, list[_Cluster]] = defaultdict(list)
    for cluster in clusters:
        for key in cluster.keys if bare and not (cluster.partner or cluster.hints) else ():
            for size in range(2, len(key)):
                if key[:size] in bare and _is_seat(key[size:], lexicon):
                    local[key[:size]].append(cluster)
    gone: set[_Cluster] = set()
    for name, found in local.items():
        national = bare[name]
        if len(found) == 1 and len(national.keys) == 1 and national not in gone:
            national.partner = None
            found[0].join(national)
            gone.add(national)
    return [cluster for cluster in clusters if cluster not in gone]


def _is_seat(words: Key, lexicon: Lexicon) -> bool:
    rest = words[1:] if words[0] in lexicon.unit_keys else words
    return " ".join(rest) in lexicon.place_keys


def _spelled_alike(clusters: list[_Cluster], apart: Apart) -> list[_Cluster]:
    """A registered name and the same words in a spelling that the registry does not know, a longer dash, are one."""
    known = {key: cluster for cluster in clusters if cluster.partner for key in cluster.keys if key not in apart.own}
    kept: list[_Cluster] = []
    for cluster in clusters:
        owner = None if cluster.partner else next((known[key] for key in cluster.keys if key in known), None)
        if owner is None or owner.kind is not cluster.kind or cluster.hints:
            kept.append(cluster)
        else:
            owner.join(cluster)
    return kept


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


def _bound(clusters: list[_Cluster], text: str, apart: Apart, lexicon: Lexicon) -> list[_Cluster]:
    """ "Name (ABBR)" and "Name - ABBR": from here on both are one, unless the text says "A và B" of them."""
    two = _side_by_side(clusters, text, lexicon)
    ends = {mention.span.end: cluster for cluster in clusters for _, mention in cluster.mentions}
    begins = {mention.span.end: mention.span.start for cluster in clusters for _, mention in cluster.mentions}
    enclosed: dict[int, _Cluster] = {}  # where a form in brackets ends, and whose it is
    gone: set[_Cluster] = set()
    for short in clusters:
        for _, mention in short.mentions:
            start = mention.span.start
            opening = text[max(0, start - 3) : start].rstrip(" ")
            closing = text[mention.span.end : mention.span.end + 1]
            bracketed = opening.endswith("(") and closing in ")/,-– "
            dashed = opening.endswith(("-", "–"))
            end = start - 1
            while end > 0 and text[end - 1] in " (-–":
                end -= 1
            long = ends.get(end)
            if long is None or long is short or not (bracketed or dashed) or not _may_join(long, short, apart):
                continue
            if not bracketed and not _is_other_form(
                long, short, text[max(0, begins[end] - _LEAGUE) : begins[end]], lexicon
            ):
                continue
            if not bracketed and ({id(long), id(short)} in two or _is_chained(text, mention.span, end)):
                continue
            if bracketed:
                enclosed[mention.span.end] = long
            long.join(short)
            gone.add(short)
            ends.update({mention.span.end: long for _, mention in short.mentions})
            break
    return _bound_too([cluster for cluster in clusters if cluster not in gone], text, enclosed, apart)


def _bound_too(clusters: list[_Cluster], text: str, enclosed: Mapping[int, _Cluster], apart: Apart) -> list[_Cluster]:
    """The abbreviation behind a brand in one bracket: "Name (Brand, ABBR)"; `enclosed` says whose brand ends where."""
    gone: set[_Cluster] = set()
    for short in clusters:
        for _, mention in short.mentions:
            comma = mention.span.start - len(", ")
            long = enclosed.get(comma) if text[comma : comma + 1] == "," and mention.span.of(text).isupper() else None
            if long is not None and long is not short and long not in gone and _may_join(long, short, apart):
                long.join(short)
                gone.add(short)
                break
    return [cluster for cluster in clusters if cluster not in gone]


def _is_other_form(long: _Cluster, short: _Cluster, before: str, lexicon: Lexicon) -> bool:
    """Whether what stands behind a dash is an abbreviation, or a company's own words with foreign ones: "Viễn thông Sao
    Biển – Sao Biển Telecom", unless words `before` make the two a league.
    """
    if any(len(key) == 1 for key in short.keys):
        return all(len(key) <= _SHORT for key in short.keys)  # else it has a long name of its own
    if not long.company or long.partner or lexicon.leagues.ending(phrase(before)) is not None:
        return False
    return any(_goes_on_abroad(whole, key) for whole, key in product(long.keys, short.keys))


def _goes_on_abroad(whole: Key, other: Key) -> bool:
    """Whether one name begins with the last words of another, and foreign words follow."""
    heads = (size for size in range(1, min(len(whole), len(other) - 1) + 1) if whole[-size:] == other[:size])
    return any(not any(map(is_vietnamese, other[size:])) for size in heads)


def _listed(clusters: list[_Cluster], text: str, apart: Apart, lexicon: Lexicon) -> list[_Cluster]:
    """A company and its code at an exchange are one, where the code stands for it: "Công ty X (HOSE: ABC)"."""
    ends = {mention.span.end: cluster for cluster in clusters for _, mention in cluster.mentions}
    codes = {key[0]: cluster for cluster in clusters for key in cluster.keys if len(key) == 1}
    gone: set[_Cluster] = set()
    for match in lexicon.listing.finditer(text):
        company, code = ends.get(match.start()), codes.get(match_key(match["code"]))
        if company is None or code is None or company is code or code in gone or not _may_join(company, code, apart):
            continue
        company.join(code)
        gone.add(code)
        ends.update({mention.span.end: company for _, mention in code.mentions})
    return [cluster for cluster in clusters if cluster not in gone]


def _is_chained(text: str, short: Span, end: int) -> bool:
    """Whether more names follow or go before by dashes: "liên danh A - B - C" are three."""
    line = text[max(0, end - _CHAIN) : end].rpartition("\n")[2]
    return text[short.end : short.end + 3].lstrip().startswith(("- ", "– ")) or " - " in line or " – " in line


def _branded(clusters: list[_Cluster], sentences: Sequence[Sentence], apart: Apart, lexicon: Lexicon) -> list[_Cluster]:
    """A company and the brand that it goes by are one: "Công ty CP Y khoa X, chủ thương hiệu Y"."""
    owners = {mention.span: cluster for cluster in clusters for _, mention in cluster.mentions}
    gone: set[_Cluster] = set()
    for sentence in sentences:
        for first, second in pairwise(mention.span for mention in sentence.mentions if mention.span in owners):
            gap = within(sentence.tokens, Span(first.end, second.start))
            company, brand = owners[first], owners[second]
            if company is brand or not _leads_to_brand(gap, lexicon) or not _may_join(company, brand, apart):
                continue
            company.join(brand)
            gone.add(brand)
            owners.update({mention.span: company for _, mention in brand.mentions})
    return [cluster for cluster in clusters if cluster not in gone]


def _leads_to_brand(gap: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether these words are a sign, "chủ thương hiệu", and what the brand stands for at most."""
    if not gap or gap[0].text not in _SIGNS or len(gap) > _BRANDED:
        return False
    hit = lexicon.owning.at(gap, 1)
    return hit is not None and all(token.shape == "x" for token in gap[hit.last :])


def _side_by_side(clusters: Iterable[_Cluster], text: str, lexicon: Lexicon) -> set[frozenset[int]]:
    """Those that stand beside each other as two: "A và B", "A cùng tập đoàn B", "A, B"."""
    row = sorted(((mention.span, id(cluster)) for cluster in clusters for _, mention in cluster.mentions))
    found = set()
    for (first, one), (second, other) in pairwise(row):
        words = text[first.end : second.start].split() if second.start - first.end < _BESIDE else ()
        if words and match_key(words[0]) in lexicon.joins and words[0] != "&":
            found.add(frozenset((one, other)))
    return found


def _may_join(first: _Cluster, second: _Cluster, apart: Apart) -> bool:
    if apart.parts(first.keys, second.keys):
        return False
    agree = not (first.partner and second.partner and first.partner != second.partner)
    return agree and len(first.keys) + len(second.keys) <= _FORMS


Belongs = Callable[[_Cluster, Key, _Cluster, Key], bool]


def _keys(clusters: Iterable[_Cluster]) -> set[Key]:
    return {key for cluster in clusters for key in cluster.keys}


def _is_rarer(two: Collection[frozenset[int]]) -> Belongs:
    """A test for a spelling that stands in the text less often than the other, or later, and nowhere beside it."""

    def belongs(cluster: _Cluster, _key: Key, other: _Cluster, _spelling: Key) -> bool:
        counts = -len(cluster.mentions), -len(other.mentions)
        later = (counts[0], cluster.mentions[0][1].span) > (counts[1], other.mentions[0][1].span)
        return later and not cluster.partner and frozenset((id(cluster), id(other))) not in two

    return belongs


def _is_twin(two: Collection[frozenset[int]]) -> Belongs:
    """A test for the brand of a company that the text names nowhere beside it."""

    def belongs(brand: _Cluster, _key: Key, company: _Cluster, _name: Key) -> bool:
        unknown = brand.partner is None and company.partner is None
        return unknown and company.company and not brand.company and frozenset((id(brand), id(company))) not in two

    return belongs


def _is_abbreviated(two: Collection[frozenset[int]]) -> Belongs:
    """A test for the first letters of a company that no sentence names together with it: "A ký với ABC" names two."""
    twin = _is_twin(two)

    def belongs(brand: _Cluster, key: Key, company: _Cluster, name: Key) -> bool:
        apart = {number for number, _ in brand.mentions}.isdisjoint(number for number, _ in company.mentions)
        return apart and twin(brand, key, company, name)

    return belongs


def _kin(keys: set[Key]) -> dict[Key, list[Key]]:
    """For each key those that it begins or ends, and those that begin or end it: no others can be forms of one name."""
    sizes = sorted({len(key) for key in keys if key})
    kin: dict[Key, list[Key]] = defaultdict(list)
    for key in keys:
        for size in sizes[: bisect_left(sizes, len(key))]:
            for part in {key[:size], key[-size:], (key[0], *key[1 - size :])} & keys:
                kin[key].append(part)
                kin[part].append(key)
    ends = defaultdict(list)
    for key in keys:
        if len(key) > _TAIL:
            ends[key[0], key[-_TAIL:]].append(key)
    for alike in ends.values():
        for key in alike if 1 < len(alike) <= _ALIKE else ():  # more share the name of a place, not of a company
            kin[key] += [other for other in sorted(alike) if other != key]
    return kin


def _absorb(
    clusters: list[_Cluster], kin: Mapping[Key, Sequence[Key]], belongs: Belongs, apart: Apart
) -> list[_Cluster]:
    """Join every cluster to the one other that it is a form of."""
    owners: dict[Key, set[_Cluster]] = defaultdict(set)
    for cluster in clusters:
        for key in cluster.keys:
            owners[key].add(cluster)
    gone: set[_Cluster] = set()
    for cluster in clusters:
        longer = {
            other
            for key in cluster.keys
            for akin in kin.get(key, ())
            for other in owners[akin]
            if other is not cluster and _may_join(other, cluster, apart) and belongs(cluster, key, other, akin)
        }
        if len(longer) == 1:
            (other,) = longer
            other.join(cluster)
            gone.add(cluster)
            for key in cluster.keys:
                owners[key] = (owners[key] - {cluster}) | {other}
    return [cluster for cluster in clusters if cluster not in gone]


def _is_branch(lexicon: Lexicon) -> Belongs:
    """A test for "Yanmar Việt Nam" beside "Yanmar"; an office or a school of another country is none."""

    def belongs(cluster: _Cluster, key: Key, _other: _Cluster, brand: Key) -> bool:
        size = len(brand)
        if not 0 < size < len(key) or key[:size] != brand:
            return False
        place = " ".join(key[size:])
        business = cluster.kind in (PartnerKind.COMPANY, PartnerKind.BANK)
        return place in lexicon.place_keys and (business or place not in lexicon.abroad_keys)

    return belongs


def _is_short_form(lexicon: Lexicon, keys: Collection[Key]) -> Belongs:
    """A test for "Đại An" beside "Bảo tín Đại An": its words are the first or the last words of the other's.

    `keys` are those of all: "Quill - Marlow" is no form of Quill where there is a Marlow too.
    """

    def belongs(cluster: _Cluster, short: Key, other: _Cluster, long: Key) -> bool:
        if not short or len(short) >= len(long):
            return False
        if (long[: len(short)] == short and _begins_with_another(long[len(short) :], keys)) or (
            long[-len(short) :] == short and long[: -len(short)] in keys
        ):
            return False  # a venture of both
        if cluster.company and other.kind not in (PartnerKind.COMPANY, PartnerKind.BANK):
            return False  # "Tập đoàn Hương Tràm" is not its "Trường Cao đẳng Hương Tràm"
        if (
            cluster.partner
        ):  # a registered name may end a longer one of its own, but "FPT" does not swallow "FPT Trading"
            return len(short) > 1 and other.partner is None and long[-len(short) :] == short
        if len(short) == 1 and len(short[0]) < 3:
            return False
        return long[: len(short)] == short or long[-len(short) :] == short or _is_short_school(short, long, lexicon)

    return belongs


def _begins_with_another(rest: Key, keys: Collection[Key]) -> bool:
    """Whether a name is what is left of a longer one, or its head: "Gia Vĩnh Cold Chain" of "Nordhaven - Gia Vĩnh Cold
    Chain".
    """
    return any(rest[:size] in keys for size in range(1, len(rest) + 1))


def _is_short_school(short: Key, long: Key, lexicon: Lexicon) -> bool:
    """Whether both are schools or hospitals of one name, no place: "Đại học Sao Bắc", "Đại học Công nghệ Sao Bắc"."""
    name = short[1:]
    school = bool(name) and short[0] == long[0] and short[0] in (PartnerKind.UNIVERSITY, PartnerKind.HOSPITAL)
    return school and long[-len(name) :] == name and " ".join(name) not in lexicon.place_keys


def _is_gapped_form(cluster: _Cluster, short: Key, other: _Cluster, long: Key) -> bool:
    """It is a company's name with words left out: "Bia Lạc Hồng" of "Công ty Bia và Nước giải khát Lạc Hồng"."""
    if cluster.partner or other.partner or not other.company or not _TAIL < len(short) < len(long):
        return False
    words = iter(long)
    return short[0] == long[0] and short[-_TAIL:] == long[-_TAIL:] and all(word in words for word in short)


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
