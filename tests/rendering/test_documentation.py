"""docs/templates.md keeps up with what templates have."""

from __future__ import annotations

import json
import re
from pathlib import Path

from rendering.samples import config, digest_of, files_of, sample
from sitegen.rendering import load_theme
from sitegen.rendering.site import Site

DOCS = Path(__file__).parent.parent.parent / "docs"
TEXT = (DOCS / "templates.md").read_text("utf-8")


def test_every_name_that_templates_have_is_explained() -> None:
    site = Site.of(digest_of([]), config(), load_theme(), None)
    explained = set(re.findall(r"`(\w+)", TEXT))
    assert set(site.pages.vocabulary()) - {"leaves", "policy", "base_known"} <= explained


def test_every_template_is_listed() -> None:
    listed = set(re.findall(r"`([\w/-]+\.html)`", TEXT))
    assert set(load_theme().templates) == listed


def test_the_data_is_documented() -> None:
    """docs/data.md names every column, key and version that is written."""
    text = (DOCS / "data.md").read_text("utf-8")
    site = files_of(sample())
    deals, partners = (json.loads(site[f"du-lieu/{name}.json"]) for name in ("deals", "partners"))
    partner = json.loads(site["doi-tac/viettel/data.json"])
    named = set(re.findall(r"`([\w./]+)`|\"(sitegen\.\w+/\d)\"", text))
    words = {word for pair in named for word in pair}
    assert {deals["schema"], partners["schema"], partner["schema"]} <= words
    assert set(deals["deals"][0]) | set(partners["partners"][0]) <= words
