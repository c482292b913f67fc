"""Compiled templates wait in the cache for the next process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import sitegen

PROGRAM = """
import sys
from pathlib import Path
from jinja2 import DictLoader, Environment
from jinja2.compiler import CodeGenerator
from sitegen.core.cache import Shelf, open_cache
from sitegen.rendering.bytecode import kept_templates

class Telling(CodeGenerator):
    def visit_Template(self, *arguments, **more):
        print("compiled", end=" ")
        super().visit_Template(*arguments, **more)

Environment.code_generator_class = Telling
file, language, source = sys.argv[1:]
with open_cache(Path(file)) as cache:
    kept = kept_templates(Shelf(cache, "template"), language)
    environment = Environment(loader=DictLoader({"a.html": source}), bytecode_cache=kept)
    print(environment.get_template("a.html").render(), end="")
"""


def shown(file: Path, language: str, source: str) -> str:
    """What a new process shows, and whether it had to compile it."""
    command = [sys.executable, "-c", PROGRAM, str(file), language, source]
    folder = Path(sitegen.__file__).parent.parent
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder).stdout


@pytest.mark.parametrize(("language", "source"), [("en", "one"), ("vi", "two")])
def test_a_template_is_compiled_once_for_each_source_and_language(tmp_path: Path, language: str, source: str) -> None:
    file = tmp_path / "cache.sqlite3"
    assert shown(file, "vi", "one") == "compiled one"
    assert shown(file, "vi", "one") == "one"
    assert shown(file, language, source) == f"compiled {source}"
    assert shown(file, language, source) == source
