"""Partners merged and renamed: one edit of content/partners.yaml, and the old addresses lead to the new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from sitegen.core.errors import KnowledgeError, Where
from sitegen.core.registry import EDITOR_FILE, with_editor_entries
from sitegen.core.schema import did_you_mean
from sitegen.editing.corrections import with_replaced
from sitegen.editing.saving import print_of, read_own, save

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sitegen.core.model import Partner


def merge(site: Path, partners: Mapping[str, Partner], shipped: Mapping[str, Partner], old: Partner, new: str) -> None:
    """`old` becomes a name of the partner with the id `new`. `partners`: all that are known, `shipped`: the registry.

    Raises KnowledgeError if `new` is unknown or the two cannot be merged, OutputError, StaleError.
    """
    target = _known(partners, new)
    if old.id == target.id:
        raise KnowledgeError.at(Where(EDITOR_FILE), f"'{new}' is that partner already", "name two partners")
    own = (old.name, *old.aliases, *(name for name in (old.full_name, old.full_name_en) if name))
    names = () if old.id in shipped else own  # a shipped entry stays, with its names
    merged = replace(
        target,
        aliases=_added(target.aliases, [name for name in names if name not in (target.name, target.full_name)]),
        former=_added(target.former, () if old.id in shipped else old.former),
        merged=_added(target.merged, (old.id, *old.merged)),
    )
    _write(site, shipped, merged, drop=old.id)


def rename(site: Path, partners: Mapping[str, Partner], shipped: Mapping[str, Partner], ident: str, name: str) -> None:
    """Another name for a partner; the old one stays as a former name, id and address as they are.

    Raises KnowledgeError, OutputError, StaleError.
    """
    known = _known(partners, ident)
    if known.name == name:
        return
    aliases = tuple(alias for alias in known.aliases if alias != name)
    former = tuple(one for one in _added(known.former, (known.name,)) if one != name)
    _write(site, shipped, replace(known, name=name, aliases=aliases, former=former))


def _write(site: Path, shipped: Mapping[str, Partner], partner: Partner, drop: str = "") -> None:
    raw = read_own(site, EDITOR_FILE)
    made = with_replaced(raw, partner, drop)
    with_editor_entries(shipped, made.decode("utf-8-sig"))
    save(site, EDITOR_FILE, made, print_of(raw))


def _known(partners: Mapping[str, Partner], ident: str) -> Partner:
    if ident in partners:
        return partners[ident]
    near = did_you_mean(ident, partners)
    hint = f"did you mean '{near}'?" if near else "ids stand in the addresses of partner pages"
    raise KnowledgeError.at(Where(EDITOR_FILE), f"no partner has the id '{ident}'", hint)


def _added(names: tuple[str, ...], more: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*names, *more)))
