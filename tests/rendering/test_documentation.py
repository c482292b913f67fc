"""docs/templates.md keeps up with what templates have."""

from __future__ import annotations

import re
from pathlib import Path

from sitegen.rendering import load_theme
from sitegen.rendering.site import Site

from rendering.samples import config, digest_of

TEXT = (Path(__file__).parent.parent.parent / "docs" / "templates.md").read_text("utf-8")


def test_every_name_that_templates_have_is_explained() -> None:
    site = Site.of(digest_of([]), config(), load_theme(), None)
    explained = set(re.findall(r"`(\w+)", TEXT))
    assert set(site.pages.vocabulary()) - {"leaves", "policy", "base_known"} <= explained


def test_every_template_is_listed() -> None:
    listed = set(re.findall(r"`([\w/-]+\.html)`", TEXT))
    assert set(load_theme().templates) == listed
