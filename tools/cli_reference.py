"""Writes docs/cli.md from the commands themselves."""

from __future__ import annotations

import inspect
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    import click

FILE = Path(__file__).parent.parent / "docs" / "cli.md"
_SETTINGS: dict[str, Any] = {"terminal_width": 100, "max_content_width": 100, "help_option_names": ["-h", "--help"]}
HEAD = """# Commands

<!-- Written by `make docs` from the commands themselves; do not edit by hand. -->

Lệnh nói tiếng Việt theo mặc định, tiếng Anh với `SITEGEN_LANG=en`. Every command answers in Vietnamese, or in English
with `SITEGEN_LANG=en`. The exit code is 0 for success, 1 for faults in the content, 2 for wrong arguments or settings.
"""


def reference() -> str:
    """The whole file, in English, whatever the language of the environment."""
    os.environ["SITEGEN_LANG"] = "en"  # read when the commands are defined
    from click import Context

    from sitegen.cli.app import app

    root = Context(app, info_name="sitegen", **_SETTINGS)
    parts = [HEAD, _block(app.get_help(root))]
    for context in _below(app, root):
        parts += [f"## {context.command_path}\n", _block(context.command.get_help(context))]
    return "\n".join(parts)


def _below(group: click.Group, parent: click.Context) -> Iterator[click.Context]:
    """Every command of a group, in order, each followed by its own."""
    from click import Context, Group

    for name in group.list_commands(parent):
        command = group.get_command(parent, name)
        if command is not None:
            context = Context(command, parent=parent, info_name=name, **_SETTINGS)
            yield context
            if isinstance(command, Group):
                yield from _below(command, context)


def _block(text: str) -> str:
    return f"```\n{inspect.cleandoc(text).rstrip()}\n```\n"


if __name__ == "__main__":
    FILE.write_text(reference(), "utf-8")
    sys.stdout.write(f"{FILE}\n")
