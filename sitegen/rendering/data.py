"""Files for analysts: deals and partners as CSV and JSON, the network as GraphML."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.core import routes
from sitegen.rendering.compact import compact
from sitegen.rendering.figures import topics_of
from sitegen.rendering.labels import mark
from sitegen.rendering.xmltext import in_attribute, in_text, legal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.core.model import DealRecord, Digest, Dossier
    from sitegen.rendering.i18n import Language
    from sitegen.rendering.names import Names
    from sitegen.rendering.urls import Urls

SCHEMA = "sitegen.deals/1"
COLUMNS: tuple[tuple[str, str], ...] = (
    ("id", mark("stable name of the deal")),
    ("signed_on", mark("date of signing, ISO 8601, as far as it is known: 2025-10-27, 2025-10, 2025")),
    ("published", mark("when the clipping was published, empty if it does not say")),
    ("parties", mark("names of the partners, parted by semicolons")),
    ("party_ids", mark("their stable names")),
    ("kinds", mark("what kind of agreement")),
    ("stage", mark("talks, signed, launched or ended")),
    ("amount", mark("the sum in whole units of its currency, empty if not disclosed")),
    ("currency", mark("ISO 4217 code of the currency")),
    ("place", mark("where it was signed")),
    ("topics", mark("fields")),
    ("sure", mark("how sure the program is, from 0 to 1")),
    ("title", mark("title of the clipping")),
    ("outlet", mark("who published it")),
    ("source_url", mark("its address")),
    ("url", mark("its page on this site")),
    ("also", mark("pages of other clippings that tell the same deal")),
    ("evidence", mark("the sentence that proves the deal")),
)
Lines = tuple[bytes, bytes]  # of CSV, of JSON
Make = Callable[[], Lines]
_MOST_KEPT = 40_000
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")  # some programs take wide ones too


def deal_values(record: DealRecord, names: Names, urls: Urls, language: Language) -> dict[str, Any]:
    """One deal as plain values, by column; lists where a cell holds several."""
    deal, story = record.deal, record.story
    money = deal.value.money if deal.value else None
    return {
        "id": record.id,
        "signed_on": str(deal.signed_on.date) if deal.signed_on else None,
        "published": story.published,
        "parties": [names.partner_name(ident) for ident in deal.parties],
        "party_ids": list(deal.parties),
        "kinds": [kind.value for kind in deal.kinds],
        "stage": deal.stage.value,
        "amount": f"{money.amount:f}" if money else None,
        "currency": money.currency if money else None,
        "place": deal.place,
        "topics": [topic.value for topic in topics_of(record)],
        "sure": round(deal.sure, 3),
        "title": language.title(story),
        "outlet": story.source.name if story.source else None,
        "source_url": story.source.url if story.source else None,
        "url": urls.absolute(routes.story(story.slug)),
        "also": [urls.absolute(routes.story(other.slug)) for other in record.also],
        "evidence": deal.evidence.text if deal.evidence else None,
    }


class Rows:
    """The deals of a site as lines of its data files, each made once: it stands in the files of all its partners."""

    def __init__(
        self, names: Names, urls: Urls, language: Language, recalled: Callable[[DealRecord, Make], Lines] | None = None
    ) -> None:
        """`recalled` may know the lines of a deal, else calls what makes them."""
        self._names = names
        self._urls = urls
        self._language = language
        self._recalled = recalled
        self._made: dict[str, Lines] = {}

    def csv(self, record: DealRecord) -> bytes:
        return self._lines(record)[0]

    def json(self, record: DealRecord) -> bytes:
        return self._lines(record)[1]

    def _lines(self, record: DealRecord) -> Lines:
        made = self._made.get(record.id)
        if made is None:
            if len(self._made) > _MOST_KEPT:
                self._made.clear()
            make = partial(self._make, record)
            made = self._made[record.id] = self._recalled(record, make) if self._recalled else make()
        return made

    def _make(self, record: DealRecord) -> Lines:
        values = deal_values(record, self._names, self._urls, self._language)
        return _csv_line(map(_cell, values.values())), compact(values)


def deals_csv(deals: Iterable[DealRecord], rows: Rows) -> bytes:
    """UTF-8 with a byte order mark, so that spreadsheets read it right; no cell can be a formula."""
    return b"".join((b"\xef\xbb\xbf", _csv_line(name for name, _ in COLUMNS), *map(rows.csv, deals)))


def _csv_line(cells: Iterable[str]) -> bytes:
    written: list[str] = []
    csv.writer(_Page(written.append), lineterminator="\r\n").writerow(cells)
    return written[0].encode("utf-8", "replace")


class _Page(NamedTuple):
    """What a writer of CSV writes a line to, as one text."""

    write: Callable[[str], object]


def _cell(value: Any) -> str:
    text = "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def deals_json(deals: Iterable[DealRecord], rows: Rows) -> bytes:
    """All deals with the name and version of the schema."""
    return _file({"schema": compact(SCHEMA), "deals": _json_lines(map(rows.json, deals))})


def partners_json(dossiers: Iterable[Dossier], names: Names, urls: Urls) -> bytes:
    """All partners, each with those it works with."""
    lines = _json_lines(compact(partner_values(dossier, names, urls)) for dossier in dossiers)
    return _file({"schema": compact("sitegen.partners/1"), "partners": lines})


def partner_json(dossier: Dossier, names: Names, urls: Urls, rows: Rows) -> bytes:
    """One partner with its deals."""
    values = partner_values(dossier, names, urls).items()
    own = {name: _json_lines(map(compact, each)) if isinstance(each, list) else compact(each) for name, each in values}
    deals = _json_lines(map(rows.json, dossier.deals))
    return _file({"schema": compact("sitegen.partner/1"), **own, "deals": deals})


def partner_values(dossier: Dossier, names: Names, urls: Urls) -> dict[str, Any]:
    """One partner as plain values."""
    partner = dossier.partner
    return {
        "id": partner.id,
        "name": partner.name,
        "full_name": partner.full_name,
        "full_name_en": partner.full_name_en,
        "kind": partner.kind.value,
        "country": partner.country,
        "parent": partner.parent,
        "homepage": partner.homepage,
        "registered": partner.registered,
        "clippings": len(dossier.stories),
        "deal_count": len(dossier.deals),
        "works_with": [
            {"id": ident, "name": names.partner_name(ident), "deals": count} for ident, count in dossier.works_with
        ],
        "url": urls.absolute(routes.partner(dossier.slug)),
    }


def _file(parts: dict[str, bytes]) -> bytes:
    """One element of a list a line: small differences between two builds stay small."""
    return b"{" + b",\n".join(b"%b: %b" % (compact(name), each) for name, each in parts.items()) + b"}\n"


def _json_lines(values: Iterable[bytes]) -> bytes:
    return b"[\n" + b",\n".join(values) + b"\n]"


def graphml(digest: Digest, names: Names) -> bytes:
    """Partners as nodes, an edge between two that share deals, weighted by their number."""
    edges = Counter(
        pair for record in digest.deals for pair in combinations(sorted(dict.fromkeys(record.deal.parties)), 2)
    )
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
        '<key id="name" for="node" attr.name="name" attr.type="string"/>',
        '<key id="kind" for="node" attr.name="kind" attr.type="string"/>',
        '<key id="country" for="node" attr.name="country" attr.type="string"/>',
        '<key id="deals" for="edge" attr.name="deals" attr.type="int"/>',
        '<graph id="partners" edgedefault="undirected">',
    ]
    idents = sorted({ident for record in digest.deals for ident in record.deal.parties})
    lines.extend(_node(ident, names) for ident in idents)
    lines.extend(
        f'<edge source="{in_attribute(one)}" target="{in_attribute(other)}"><data key="deals">{count}</data></edge>'
        for (one, other), count in sorted(edges.items())
    )
    lines.append("</graph>\n</graphml>\n")
    return "\n".join(lines).encode("utf-8", "replace")


def _node(ident: str, names: Names) -> str:
    partner = names.partner(ident)
    name, country = in_text(legal(partner.name)), in_text(partner.country or "")
    return (
        f'<node id="{in_attribute(ident)}"><data key="name">{name}</data>'
        f'<data key="kind">{partner.kind.value}</data><data key="country">{country}</data></node>'
    )
