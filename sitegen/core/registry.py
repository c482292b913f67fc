"""Knowledge: what the program knows about Vietnam, read from YAML."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from sitegen.core import entries, schema
from sitegen.core.errors import KnowledgeError, Problem, SitegenError, Where
from sitegen.core.model import Partner
from sitegen.core.text import match_key, one_line

FOLDER = Path(__file__).parent.parent / "knowledge"
EDITOR_FILE = "content/partners.yaml"


class Knowledge(Struct, frozen=True):
    """Partners by id, word lists by file name (`lists["roles"]["honorifics"]`), and a digest of all of it."""

    partners: Mapping[str, Partner]
    lists: Mapping[str, Any]
    digest: str

    def words(self, file: str, key: str) -> tuple[str, ...]:
        """The list of words that `knowledge/<file>.yaml` has under `key`."""
        return tuple(self.lists[file][key])


def load_knowledge(root: Path | None = None) -> Knowledge:
    """The shipped knowledge and, over it, the editor's `content/partners.yaml` of the site at `root`.

    An editor's entry with an id of the registry replaces it. Raises KnowledgeError with all problems found.
    """
    files = knowledge_files(root)
    hasher = hashlib.blake2b(digest_size=16)
    lists: dict[str, Any] = {}
    partners: dict[str, Partner] = {}
    problems: list[Problem] = []
    places: dict[str, Where] = {}
    for path, where in files:
        text = _read(path, where)
        hasher.update(where.path.encode() + b"\0" + text.encode() + b"\0")
        try:
            if path.parent.name == "partners" or where.path == EDITOR_FILE:
                places |= entries.places(text, where)
                problems += _add(partners, _entries(text, where), places, where.path)
            else:
                lists[path.stem] = schema.load_plain(text, where, KnowledgeError)
        except SitegenError as error:
            problems += error.problems
    problems += _links(partners, places)
    if problems:
        raise KnowledgeError(*sorted(problems))
    return Knowledge(partners, lists, hasher.hexdigest())


def with_editor_entries(partners: Mapping[str, Partner], text: str) -> dict[str, Partner]:
    """`partners` as they would be with `text` in `content/partners.yaml`. Raises KnowledgeError with all problems."""
    where = Where(EDITOR_FILE)
    merged, places = dict(partners), entries.places(text, where)
    problems = [*_add(merged, _entries(text, where), places, where.path), *_links(merged, places)]
    if problems:
        raise KnowledgeError(*problems)
    return merged


def knowledge_files(root: Path | None) -> list[tuple[Path, Where]]:
    """Every file that `load_knowledge` reads, in the order of reading, with its name for messages."""
    files = [
        (path, Where(f"knowledge/{path.relative_to(FOLDER).as_posix()}")) for path in sorted(FOLDER.rglob("*.yaml"))
    ]
    editor = root / EDITOR_FILE if root else None
    if editor is not None and editor.is_file():
        files.append((editor, Where(EDITOR_FILE)))
    return files


def _read(path: Path, where: Where) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        line = fault.object.count(b"\n", 0, fault.start) + 1
        raise KnowledgeError.at(Where(where.path, line), "not UTF-8 text", "save the file as UTF-8") from None
    except OSError as fault:
        message = f"cannot be read: {os.strerror(fault.errno or 0)}"
        raise KnowledgeError.at(where, message, "check the file and its permissions") from None


@lru_cache(maxsize=64)  # the files that ship are the same for every site, and for every build of a preview
def _entries(text: str, where: Where) -> tuple[Partner, ...]:
    return schema.load_list(text, Partner, where, KnowledgeError, {str: one_line})


def _add(
    partners: dict[str, Partner], given: Iterable[Partner], places: Mapping[str, Where], path: str
) -> Iterator[Problem]:
    """Add a file's partners; an id of another shipped file is a fault, the editor's replaces it."""
    own: set[str] = set()
    for partner in given:
        where = places.get(partner.id, Where(path))
        if partner.id in (own if path == EDITOR_FILE else partners):
            yield Problem(where, f"partner id '{partner.id}' is given twice", "give one of them another id")
        yield from entries.faults(partner, where)
        partners[partner.id] = partner
        own.add(partner.id)


def _links(partners: Mapping[str, Partner], places: Mapping[str, Where]) -> Iterator[Problem]:
    """Parents that point nowhere or in a circle, ids merged twice, names that two partners claim."""
    owners: dict[str, str] = {}
    merged: dict[str, str] = {}
    for partner in partners.values():
        where = places.get(partner.id, Where(f"partner {partner.id}"))
        for ident in partner.merged:
            if ident == partner.id or merged.setdefault(ident, partner.id) != partner.id:
                hint = "an id is merged into one other partner; remove it from `merged`"
                yield Problem(where, f"'{ident}' cannot be merged into '{partner.id}'", hint)
        if partner.parent and partner.parent not in partners:
            near = schema.did_you_mean(partner.parent, partners)
            hint = f"did you mean '{near}'?" if near else "add it, or remove `parent`"
            yield Problem(where, f"parent '{partner.parent}' of '{partner.id}' is no partner", hint)
        elif _circular(partner, partners):
            message = f"'{partner.id}' is its own parent, by way of others"
            yield Problem(where, message, "remove one `parent` of the circle")
        for name in names(partner):
            owner = owners.setdefault(match_key(name), partner.id)
            if owner != partner.id:
                message = f"name '{name}' of '{partner.id}' belongs to '{owner}' too"
                yield Problem(where, message, "put it under `short`, or remove one")


def names(partner: Partner) -> set[str]:
    """The names that mean this partner in any text."""
    given = (partner.name, partner.full_name, partner.full_name_en, *partner.aliases, *partner.former)
    return {name for name in given if name} - set(partner.short)


def _circular(partner: Partner, partners: Mapping[str, Partner]) -> bool:
    seen = {partner.id}
    current = partner.parent
    while current is not None and current in partners:
        if current in seen:
            return True
        seen.add(current)
        current = partners[current].parent
    return False
