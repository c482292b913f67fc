"""Two partners become one, or get another name, by one edit of content/partners.yaml."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sites import clipping

from sitegen.build import build
from sitegen.core.errors import KnowledgeError
from sitegen.core.registry import load_knowledge
from sitegen.editing.merging import merge, rename
from sitegen.editing.told import whole

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Site

OWN = """# our partners
- id: song-xanh
  name: Sông Xanh  # the cooperative
  aliases: [HTX Sông Xanh]
- id: song-xanh-can-tho
  name: Sông Xanh Cần Thơ
"""


@pytest.fixture(name="folder")
def _folder(site: Site) -> Path:
    return site(
        {
            "content/partners.yaml": OWN,
            "content/clippings/a.md": clipping("A", partners="[song-xanh-can-tho, fpt]"),
            "content/clippings/b.md": clipping("B", partners="[song-xanh, viettel]"),
            "content/clippings/c.md": clipping("C", partners="['Công ty Lạ Hoắc', fpt]"),
        }
    )


def merged(folder: Path, old: str, new: str) -> None:
    told = whole(folder)
    merge(folder, told.partners, load_knowledge().partners, told.digest.partners[old], new)


def test_a_merged_partner_keeps_its_names_and_its_address(folder: Path) -> None:
    merged(folder, "song-xanh-can-tho", "song-xanh")
    written = (folder / "content/partners.yaml").read_text("utf-8")
    assert written.startswith("# our partners\n")
    assert "name: Sông Xanh  # the cooperative" in written
    partner = load_knowledge(folder).partners["song-xanh"]
    assert (partner.aliases, partner.merged) == (("HTX Sông Xanh", "Sông Xanh Cần Thơ"), ("song-xanh-can-tho",))
    (dossier,) = (one for one in whole(folder).digest.dossiers if one.partner.id == "song-xanh")
    assert {story.id for story in dossier.stories} == {"a", "b"}
    assert build(folder).ok
    assert "/doi-tac/song-xanh/" in (folder / "public/doi-tac/song-xanh-can-tho/index.html").read_text("utf-8")


def test_a_partner_found_in_texts_becomes_one_of_the_registry(folder: Path) -> None:
    found = next(ident for ident, one in whole(folder).digest.partners.items() if not one.registered)
    merged(folder, found, "viettel")
    ids = {one.partner.id for one in whole(folder).digest.dossiers}
    assert found not in ids
    assert "viettel" in ids


def test_another_name_moves_no_address(folder: Path) -> None:
    known, shipped = load_knowledge(folder).partners, load_knowledge().partners
    rename(folder, known, shipped, "fpt", "Tập đoàn FPT Mới")
    (dossier,) = (one for one in whole(folder).digest.dossiers if one.partner.id == "fpt")
    assert (dossier.partner.name, dossier.slug) == ("Tập đoàn FPT Mới", "fpt")
    assert shipped["fpt"].name in dossier.partner.former


@pytest.mark.parametrize(("old", "new", "fault"), [("fpt", "vietel", "viettel"), ("fpt", "fpt", "two partners")])
def test_a_slip_is_a_sentence_and_changes_nothing(folder: Path, old: str, new: str, fault: str) -> None:
    with pytest.raises(KnowledgeError, match=fault):
        merged(folder, old, new)
    assert (folder / "content/partners.yaml").read_text("utf-8") == OWN
