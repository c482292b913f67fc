"""`sitegen partner`: partners merged and renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sitegen.cli.words import help_of, say

if TYPE_CHECKING:
    from pathlib import Path


@click.group("partner", help=help_of("partner"))
def partner() -> None:
    """Each command is one edit of content/partners.yaml."""


@partner.command("merge", help=help_of("partner_merge"))
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.pass_obj
def merge_command(site: Path, old: str, new: str) -> None:
    """OLD may be a partner that was found in the texts."""
    from sitegen.core.errors import KnowledgeError, Where
    from sitegen.core.registry import EDITOR_FILE, load_knowledge
    from sitegen.editing.merging import merge
    from sitegen.editing.told import whole

    told = whole(site)
    seen = told.digest.partners.get(old) or told.partners.get(old)
    if seen is None:
        hint = "the id is the last part of the address of its page"
        raise KnowledgeError.at(Where(EDITOR_FILE), f"no partner has the id '{old}'", hint)
    merge(site, told.partners, load_knowledge().partners, seen, new)
    click.echo(say("partner_merged", old=old, new=new, path=EDITOR_FILE))


@partner.command("rename", help=help_of("partner_rename"))
@click.argument("ident", metavar="ID")
@click.argument("name", metavar="NAME")
@click.pass_obj
def rename_command(site: Path, ident: str, name: str) -> None:
    """The id stays, so no address moves."""
    from sitegen.core.registry import EDITOR_FILE, load_knowledge
    from sitegen.editing.merging import rename

    rename(site, load_knowledge(site).partners, load_knowledge().partners, ident, " ".join(name.split()))
    click.echo(say("partner_renamed", id=ident, new=name, path=EDITOR_FILE))
