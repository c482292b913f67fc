"""Old addresses lead on: of clippings that moved, of partners that were merged; the domain of a site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sites import clipping, put

from sitegen.build import build
from sitegen.publishing.checking import check_folder

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Site

BASE = "https://example.org/digest/"
MERGED = """- id: fpt
  name: FPT
  kind: company
  country: VN
  aliases: [Tập đoàn FPT]
  merged: [viettel-xua, bkav]
"""
FILES = {
    "content/clippings/moved.md": clipping(
        "FPT và Viettel hợp tác", date="2025-03-13", aliases="[/2019/cu/, /cu.html]"
    ),
    "content/clippings/old.md": clipping(
        "Bkav và Viettel ký thỏa thuận", "Bkav và Viettel ký thỏa thuận hợp tác tại Hà Nội.", partners="[bkav, viettel]"
    ),
}


def made(root: Path, base: str = BASE) -> Path:
    report = build(root, base_url=base, jobs=1)
    assert report.ok, report.problems
    return root / "public"


def test_a_clipping_that_moved_is_found_at_every_old_address(site: Site) -> None:
    out = made(site(FILES))
    for old in ("2019/cu/index.html", "cu.html"):
        text = (out / old).read_text("utf-8")
        assert 'http-equiv="refresh" content="0; url=/digest/tin/moved/"' in text
        assert '<link rel="canonical" href="https://example.org/digest/tin/moved/">' in text
    assert [one for one in check_folder(out, BASE).findings if one.rule == "link"] == []


def test_a_merged_partner_is_one_partner_and_its_old_addresses_lead_there(site: Site) -> None:
    root = site(FILES)
    before = made(root)
    assert "refresh" not in (before / "doi-tac/bkav/index.html").read_text("utf-8")
    put(root, "content/partners.yaml", MERGED)
    out = made(root)
    for old in ("bkav", "viettel-xua"):
        assert "url=/digest/doi-tac/fpt/" in (out / f"doi-tac/{old}/index.html").read_text("utf-8")
    page = (out / "doi-tac/fpt/index.html").read_text("utf-8")
    assert "/digest/tin/moved/" in page
    assert "/digest/tin/old/" in page
    assert "doi-tac/bkav/" not in (out / "tin/old/index.html").read_text("utf-8")


def test_who_subscribed_to_a_merged_partner_gets_the_same_entries(site: Site) -> None:
    import feedparser

    out = made(site({**FILES, "content/partners.yaml": MERGED}))
    old, new = (feedparser.parse(str(out / f"doi-tac/{name}/feed.xml")) for name in ("bkav", "fpt"))
    assert [entry.id for entry in old.entries] == [entry.id for entry in new.entries]
    assert len(new.entries) == 2


@pytest.mark.parametrize("second", ["  merged: [bkav]", "  merged: [cmc]"])
def test_an_id_is_merged_once_and_never_into_itself(site: Site, second: str) -> None:
    both = f"{MERGED}- id: cmc\n  name: CMC\n  kind: company\n{second}\n"
    report = build(site({**FILES, "content/partners.yaml": both}), jobs=1)
    assert (report.ok, report.exit_code) == (False, 2)
    assert "cannot be merged into 'cmc'" in str(report.problems[0])


@pytest.mark.parametrize(
    ("base", "domain"),
    [
        ("https://tin.example.org/", "tin.example.org"),
        ("https://tin.example.org", "tin.example.org"),
        ("https://example.org/digest/", None),
        ("https://someone.github.io/", None),
        ("http://localhost:8000/", None),
        ("http://127.0.0.1/", None),
        ("", None),
    ],
)
def test_a_site_at_the_root_of_a_domain_names_it(site: Site, base: str, domain: str | None) -> None:
    file = made(site(FILES), base) / "CNAME"
    assert (file.read_text("utf-8").strip() if file.exists() else None) == domain
