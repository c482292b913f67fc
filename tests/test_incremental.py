"""Whatever is edited, in whatever order: a warm build gives what a cold one gives, byte for byte."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from sites import BODY, clipping, put, tree

from sitegen.build import build
from sitegen.core.recall import Recall

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Site

HISTORIES = int(os.environ.get("SITEGEN_HISTORIES", "3"))  # `make reliability` asks for 30
BY_HAND = b"by hand"  # a page that somebody made theirs stays when it is no page of ours any more
PARTNERS = ("FPT", "Viettel", "VNPT", "MobiFone", "Vietcombank", "Vingroup")
Edit = Callable[[random.Random, "Path"], None]


def _body(chance: random.Random) -> str:
    one, other = chance.sample(PARTNERS, 2)
    day = f"{chance.randint(1, 28)}/{chance.randint(1, 12)}/{chance.randint(2019, 2025)}"
    deal = chance.choice(("biên bản ghi nhớ", "thỏa thuận hợp tác chiến lược", "hợp đồng cung cấp dịch vụ"))
    return f"Ngày {day} tại Hà Nội, {one} và {other} ký {deal} trị giá {chance.randint(2, 900)} tỷ đồng.\n\n{BODY}"


def _some(chance: random.Random, root: Path) -> Path:
    return chance.choice(sorted((root / "content/clippings").glob("*.md")))


def add(chance: random.Random, root: Path) -> None:
    number = chance.randrange(10**6)
    text = clipping(f"Tin số {number}", _body(chance), date=f"2025-0{chance.randint(1, 9)}-11")
    put(root, f"content/clippings/tin-{number}.md", text)


def add_settled(chance: random.Random, root: Path) -> None:
    """One of which lists show what the editor says, whatever the text is."""
    number = chance.randrange(10**6)
    settled = {"date": f"2025-0{chance.randint(1, 9)}-11", "summary": "Hai bên ký kết.", "topics": "[ai]"}
    text = clipping(f"Tin số {number}", f"{_body(chance)}\n\n{BODY}", **settled)
    put(root, f"content/clippings/tin-{number}.md", text)


def edit_body(chance: random.Random, root: Path) -> None:
    file = _some(chance, root)
    head, fence, _ = file.read_text("utf-8").rpartition("---\n\n")
    file.write_text(head + fence + _body(chance) + "\n", "utf-8")


def add_sentence(chance: random.Random, root: Path) -> None:
    """Words that lists hardly ever show."""
    file = _some(chance, root)
    words = chance.choice(("Buổi lễ diễn ra ấm cúng.", "Khách mời ra về lúc 12 giờ.", "Nhiều phóng viên đã đến."))
    file.write_text(f"{file.read_text('utf-8')}\n{words}\n", "utf-8")


def edit_front_matter(chance: random.Random, root: Path) -> None:
    file = _some(chance, root)
    line = chance.choice(("topics: [ai]", "source: Báo Mẫu", "draft: true", "aliases: [/cu/tin/]", "partners: [fpt]"))
    key = line.split(":")[0]
    text = file.read_text("utf-8")
    others = root.glob("content/clippings/*.md")
    taken = key == "aliases" and any("aliases" in other.read_text("utf-8") for other in others)
    if f"\n{key}:" not in text and not taken:
        file.write_text(text.replace("---\n", f"---\n{line}\n", 1), "utf-8")


def remove(chance: random.Random, root: Path) -> None:
    if len(list((root / "content/clippings").glob("*.md"))) > 2:
        _some(chance, root).unlink()


def rename(chance: random.Random, root: Path) -> None:
    file = _some(chance, root)
    file.rename(file.with_name(f"doi-ten-{chance.randrange(10**6)}.md"))


def edit_partners(chance: random.Random, root: Path) -> None:
    name = chance.choice(("FPT", "Tập đoàn FPT", "FPT Corp"))
    put(root, "content/partners.yaml", f"- {{id: fpt, name: {name}, aliases: [FPT Group], kind: company}}\n")


def edit_settings(chance: random.Random, root: Path) -> None:
    republish = chance.choice(("true", "false"))
    zone = chance.choice(("Asia/Ho_Chi_Minh", "UTC"))
    put(root, "content/site.yaml", f"title: Bản tin {chance.randrange(9)}\nrepublish: {republish}\ntime_zone: {zone}\n")


def edit_template(chance: random.Random, root: Path) -> None:
    put(root, "templates/404.html", f"{{% extends 'base.html' %}}{{# {chance.randrange(9)} #}}")


def edit_page(chance: random.Random, root: Path) -> None:
    put(root, "content/pages/gioi-thieu.md", f"# Giới thiệu {chance.randrange(9)}\n\nChữ *nghiêng*.")


def remove_override(chance: random.Random, root: Path) -> None:
    """The editor takes back what was said of partners, settings, a template or a page."""
    own = ("content/partners.yaml", "content/site.yaml", "templates/404.html", "content/pages/gioi-thieu.md")
    (root / chance.choice(own)).unlink(missing_ok=True)


def meddle(chance: random.Random, root: Path) -> None:
    """Somebody else edits or deletes a file of the output."""
    file = chance.choice([file for file in sorted((root / "public").rglob("*.html")) if file.is_file()])
    if chance.random() < 0.5:
        file.unlink()
    else:
        file.write_bytes(BY_HAND)


EDITS: tuple[Edit, ...] = (
    add, add, edit_body, edit_body, edit_front_matter, edit_front_matter, remove, rename,
    edit_partners, edit_settings, edit_template, edit_page, remove_override, meddle, add_sentence,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_warm_equals_cold_where_hardly_more_than_texts_change(site: Site, tmp_path: Path, seed: int) -> None:
    quiet = (add_sentence,) * 8 + (edit_body, edit_front_matter, meddle, remove)
    chance, root = random.Random(seed), site({})
    for _ in range(4):
        add_settled(chance, root)
    _live(root, tmp_path, chance, quiet, most=2)


@pytest.mark.parametrize("seed", range(HISTORIES))
@pytest.mark.parametrize("recalls", [False, True])
def test_warm_equals_cold(site: Site, tmp_path: Path, seed: int, recalls: bool) -> None:
    chance, root = random.Random(seed), site({})
    for _ in range(4):
        add(chance, root)
    _live(root, tmp_path, chance, EDITS, most=3, recall=Recall() if recalls else None)


def _live(
    root: Path,
    tmp_path: Path,
    chance: random.Random,
    edits: tuple[Edit, ...],
    most: int,
    recall: Recall | None = None,
) -> None:
    assert build(root, recall=recall).ok
    history = []
    for step in range(8):
        for edit in chance.sample(edits, chance.randint(1, most)):
            edit(chance, root)
            history.append(edit.__name__)
        warm = build(root, recall=recall)
        cold = tmp_path / f"cold{step}"
        shutil.copytree(root, cold, ignore=shutil.ignore_patterns("public", ".sitegen"))
        assert build(cold).ok, history
        assert warm.ok, history
        found, wanted = tree(root / "public"), tree(cold / "public")
        theirs = {path: by for path, by in found.items() if path not in wanted and by == BY_HAND}
        assert found == {**wanted, **theirs}, history
