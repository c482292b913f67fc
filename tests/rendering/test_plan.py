"""The plan: keys, equal bytes, sitemap, data files."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from rendering.markup import etree
from rendering.samples import REGISTRY, config, digest_of, files_of, party, sample, story
from sitegen.core.model import Digest, Leaf, Money, Story
from sitegen.digest import index
from sitegen.rendering import load_theme, render

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.core.config import Config


def plan(digest: Digest, settings: Config) -> dict[str, tuple[str, bytes]]:
    return {each.path: (each.key, each.make()) for each in render(digest, settings, load_theme())}


def titled(stories: list[Story]) -> list[Story]:
    return [replace(stories[0], title="Một tiêu đề khác hẳn"), *stories[1:]]


def shorter(stories: list[Story]) -> list[Story]:
    return stories[1:]


def more(stories: list[Story]) -> list[Story]:
    return [*stories, story("moi", party("kt"), party("microsoft"), published="2026-01-01", signed="2026-01-01")]


def surer(stories: list[Story]) -> list[Story]:
    deals = tuple(replace(deal, sure=0.3) for deal in stories[2].facts.deals)
    return [
        *stories[:2],
        replace(stories[2], facts=replace(stories[2].facts, deals=deals)),
        *stories[3:],
    ]


def told_twice(stories: list[Story]) -> list[Story]:
    again = story("viettel-kt-sggp", party("viettel"), party("kt"), signed="2025-05-26", sure=0.99)
    return [*stories, again]


def same(stories: list[Story]) -> list[Story]:
    return list(reversed(stories))


@pytest.mark.parametrize("change", [titled, shorter, more, surer, told_twice, same])
def test_equal_keys_mean_equal_bytes(change: Callable[[list[Story]], list[Story]]) -> None:
    before = plan(digest_of(sample()), config())
    after = plan(digest_of(change(sample())), config())
    for path in before.keys() & after.keys():
        if before[path][0] == after[path][0]:
            assert before[path][1] == after[path][1], path
    assert any(before[path][0] == after[path][0] for path in before.keys() & after.keys() if path.startswith("tin/"))


def test_a_renamed_partner_reaches_every_page_that_names_it() -> None:
    renamed = REGISTRY | {"kt": replace(REGISTRY["kt"], name="Korea Telecom", country=None)}
    before = plan(digest_of(sample()), config())
    after = plan(index(sample(), renamed, config()), config())
    for path in before.keys() & after.keys():
        if before[path][0] == after[path][0]:
            assert before[path][1] == after[path][1], path
    assert b"Korea Telecom" in after["doi-tac/viettel/index.html"][1]


@pytest.mark.parametrize(
    "changes", [{"title": "Khác"}, {"language": "en"}, {"base_url": "https://b.example/"}, {"feed_entries": 1}]
)
def test_a_changed_setting_changes_keys_with_bytes(changes: dict[str, object]) -> None:
    before, after = plan(digest_of(sample()), config()), plan(digest_of(sample()), config(**changes))
    for path in before.keys() & after.keys():
        if before[path][0] == after[path][0]:
            assert before[path][1] == after[path][1], path


def test_a_new_page_of_the_editor_reaches_every_footer() -> None:
    before = plan(digest_of(sample()), config())
    leaves = [Leaf("bao-chi", "Báo chí", "<p>x</p>", "content/pages/bao-chi.md")]
    after = plan(digest_of(sample(), leaves=leaves), config())
    for path in before.keys() & after.keys():
        if before[path][0] == after[path][0]:
            assert before[path][1] == after[path][1], path
    assert b"bao-chi" in after["tin/viettel-kt/index.html"][1]


def test_editing_one_clipping_leaves_strangers_alone() -> None:
    before = {each.path: each.key for each in render(digest_of(sample()), config(), load_theme())}
    after = {each.path: each.key for each in render(digest_of(titled(sample())), config(), load_theme())}
    changed = {path for path in before if before[path] != after[path]}
    assert "tin/viettel-kt/index.html" in changed
    assert "doi-tac/viettel/index.html" in changed
    assert (
        not {"tin/chi-la-tin/index.html", "doi-tac/dai-hoc-bach-khoa-ha-noi/index.html", "nam/2024/index.html"}
        & changed
    )


def test_given_fingerprints_stand_for_the_stories() -> None:
    digest, theme = digest_of(sample()), load_theme()
    names = {each.id: f"fingerprint of {each.id}" for each in digest.stories}
    one = {each.path: each.key for each in render(digest, config(), theme, names)}
    other = {each.path: each.key for each in render(digest, config(), theme, names | {"viettel-kt": "changed"})}
    assert one["tin/viettel-kt/index.html"] != other["tin/viettel-kt/index.html"]
    assert one["tin/chi-la-tin/index.html"] == other["tin/chi-la-tin/index.html"]


def test_the_same_digest_gives_the_same_bytes() -> None:
    assert files_of(sample()) == files_of(reversed(sample()))


_NO_HEAVY_IMPORT = """
import sys
from rendering.samples import config, digest_of, sample
from sitegen.rendering import load_theme, render
planned = list(render(digest_of(sample()), config(), load_theme()))
assert planned
print([name for name in ("jinja2", "feedgen", "babel.dates", "babel.numbers", "underthesea") if name in sys.modules])
"""


def test_planning_alone_imports_nothing_heavy() -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", _NO_HEAVY_IMPORT], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_sitemap_lists_pages_with_their_days(site: dict[str, bytes]) -> None:
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    tree = etree.fromstring(site["sitemap.xml"])
    listed = {url.findtext("s:loc", namespaces=space): url.findtext("s:lastmod", namespaces=space) for url in tree}
    assert listed["https://example.org/digest/tin/viettel-kt/"] == "2025-05-27"
    assert listed["https://example.org/digest/tin/viettel-microsoft/"] is None
    pages = {path for path in site if path.endswith("/index.html")} - {"tim/index.html"}
    assert len(listed) == len(pages) + 1  # and the home page
    assert b"Sitemap: https://example.org/digest/sitemap.xml" in site["robots.txt"]


def test_the_table_of_deals_opens_in_a_spreadsheet(site: dict[str, bytes]) -> None:
    raw = site["du-lieu/deals.csv"]
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    by_id = {row["id"]: row for row in rows}
    assert by_id["viettel-kt"]["parties"] == "Viettel; KT"
    assert by_id["viettel-kt"]["signed_on"] == "2025-05-26"
    assert by_id["viettel-microsoft"]["amount"] == "2000000000000"
    assert len(rows) == len(json.loads(site["du-lieu/deals.json"])["deals"]) == 5


def test_no_cell_is_a_formula() -> None:
    told = [story("a", party("viettel"), party("kt"), title="=HYPERLINK(1)", value=Money(Decimal(-1), "USD"))]
    rows = list(csv.DictReader(io.StringIO(files_of(told)["du-lieu/deals.csv"].decode("utf-8-sig"))))
    assert rows[0]["title"] == "'=HYPERLINK(1)"
    assert not any(value.startswith(("=", "+", "-", "@")) for value in rows[0].values())


@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
def test_no_title_becomes_a_formula_in_any_program(sign: str) -> None:
    table = files_of([story("a", party("viettel"), party("kt"), title=f"{sign}1+1")])["du-lieu/deals.csv"]
    assert next(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))["title"] == f"'{sign}1+1"


def test_the_network_is_graphml(site: dict[str, bytes]) -> None:
    tree = etree.fromstring(site["du-lieu/network.graphml"])
    edges = {
        (edge.get("source"), edge.get("target")): edge[0].text
        for edge in tree.iter("{http://graphml.graphdrawing.org/xmlns}edge")
    }
    assert edges["kt", "viettel"] == "2"


def test_the_search_index_holds_partners_and_clippings(site: dict[str, bytes]) -> None:
    entries = json.loads(site["tim/index.json"])
    assert {entry["u"] for entry in entries} >= {"doi-tac/viettel/", "tin/viettel-kt/"}
    assert all(f"{entry['u']}index.html" in site for entry in entries)


def test_structured_data_cannot_end_its_script(site: dict[str, bytes]) -> None:
    told = [story("a", party("viettel"), party("kt"), title="</script><script>alert(1)</script>")]
    raw = files_of(told)["tin/a/index.html"].decode()
    inside = raw.split('<script type="application/ld+json">')[1].split("</script>")[0]
    graph = json.loads(inside)["@graph"]
    assert graph[0]["headline"] == "</script><script>alert(1)</script>"
    assert site["tin/viettel-kt/index.html"].count(b"<script") == 1
