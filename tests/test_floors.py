"""Imports go down only, and every third party has one door."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sites import run

import sitegen

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(sitegen.__file__).parent
MODULES = {
    ".".join(("sitegen", *file.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__"): file
    for file in sorted(PACKAGE.rglob("*.py"))
}
GROUND = {"sitegen", "sitegen.core.schema", "sitegen.core.yamltree", "sitegen.core.model", "sitegen.core.text"}
FLOORS = {
    "core": 1, "reading": 2, "extraction": 2, "digest": 2, "rendering": 2, "publishing": 2, "desk": 3,
    "retouching": 4, "build": 5, "learning": 6, "editing": 6, "preview": 7, "cli": 8, "__main__": 9,
}  # fmt: skip
DOORS = {
    "underthesea": ("sitegen.extraction",),
    "underthesea_core": ("sitegen.extraction.tagger", "sitegen.learning"),
    "feedgen": ("sitegen.rendering.feeds",),
    "jinja2": ("sitegen.rendering",),
    "PIL": ("sitegen.rendering.pictures",),
    "css_inline": ("sitegen.rendering.mails",),
    "networkx": ("sitegen.rendering.webs",),
    "numpy": ("sitegen.rendering.webs",),
    "pagefind": ("sitegen.rendering.finder",),
    "cbor2": ("sitegen.rendering.bundles",),
    "babel": ("sitegen.rendering.i18n", "sitegen.preview.faults"),
    "markdown": ("sitegen.reading",),
    "nh3": ("sitegen.reading",),
    "charset_normalizer": ("sitegen.reading.encoding",),
    "watchdog": ("sitegen.preview.watch",),
    "starlette": ("sitegen.preview",),
    "uvicorn": ("sitegen.preview",),
    "lxml": ("sitegen.publishing.checking",),
    "yaml": ("sitegen.core.yamltree", "sitegen.core.schema"),
    "ruamel": ("sitegen.editing",),
    "rensa": ("sitegen.extraction.resemblance",),
    "trafilatura": ("sitegen.editing.gathering",),
    "htmldate": ("sitegen.editing.gathering",),
    "docx": ("sitegen.editing.gathering",),
    "pypdf": ("sitegen.editing.gathering",),
    "feedparser": ("sitegen.editing.gathering",),
    "sqlite3": ("sitegen.core.cache",),
    "click": ("sitegen.cli", "sitegen.learning"),
    "rich": ("sitegen.cli", "sitegen.learning"),
}


def imports(module: str) -> Iterator[str]:
    """Every module that `module` imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports say where they go"
            names = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from (name if name in MODULES else node.module or "" for name in names)


def floor(module: str) -> int:
    name = module.removeprefix("sitegen").removeprefix(".").split(".")[0]
    return FLOORS[name] if name else 0


def room(module: str) -> str:
    return ".".join(module.split(".")[:2])


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_down_and_never_sideways(module: str) -> None:
    for imported in imports(module):
        if imported.split(".")[0] == "sitegen" and room(imported) != room(module):
            assert floor(imported) < floor(module), f"{module} imports {imported}"


@pytest.mark.parametrize("module", sorted(GROUND - {"sitegen"}))
def test_the_ground_floor_stands_on_itself(module: str) -> None:
    others = {imported for imported in imports(module) if imported.startswith("sitegen")}
    assert others <= GROUND | {"sitegen.core.errors"}


@pytest.mark.parametrize("module", MODULES)
def test_third_parties_have_one_door(module: str) -> None:
    for imported in imports(module):
        doors = DOORS.get(imported.split(".")[0])
        if doors:
            assert any(f"{module}.".startswith(f"{door}.") for door in doors), f"{module} imports {imported}"


def test_no_import_goes_round() -> None:
    """Imports at the head of modules form no circle."""
    heads = {module: set(_head_imports(module)) & set(MODULES) for module in MODULES}
    done: set[str] = set()
    while ready := {module for module, needed in heads.items() if module not in done and needed <= done}:
        done |= ready
    assert set(MODULES) - done == set()


def _head_imports(module: str) -> Iterator[str]:
    """What is imported when the module is; its own package, whose other names it may use, aside."""
    for node in ast.parse(MODULES[module].read_text("utf-8")).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from (name if name in MODULES else node.module or "" for name in names)


HEAVY = {*DOORS, "msgspec", "multiprocessing"} - {"click"}


def test_help_imports_nothing_heavy() -> None:
    assert _imported_by("--help").isdisjoint(HEAVY)


def test_a_build_without_changes_imports_neither_models_nor_feeds(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/a.txt").write_text("FPT và Viettel ký thỏa thuận hợp tác tại Hà Nội.", "utf-8")
    command = ("-C", str(tmp_path), "build")
    assert {"underthesea_core", "feedgen", "jinja2"} <= _imported_by(*command)
    heavy = {"underthesea", "underthesea_core", "feedgen", "jinja2", "markdown", "rich", "multiprocessing", "logging"}
    assert _imported_by(*command).isdisjoint(heavy)


def _imported_by(*arguments: str) -> set[str]:
    """The top-level packages that a run of Python has imported."""
    done = run(*arguments, PYTHONPROFILEIMPORTTIME="1")
    assert done.returncode == 0
    lines = done.stderr.splitlines()
    return {line.rpartition("|")[2].strip().split(".")[0] for line in lines if line.startswith("import time:")}
