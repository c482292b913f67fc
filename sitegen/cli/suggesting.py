"""`sitegen suggest`: parties that the registry does not know, as entries ready to be pasted."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from sitegen.build import Progress, tell_all
from sitegen.cli.words import say
from sitegen.core.model import PartnerKind, Story
from sitegen.core.text import sort_key
from sitegen.digest.naming import slug_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sitegen.core.errors import Problem


def suggestions(site: Path, progress: Progress | None = None) -> tuple[str, tuple[Problem, ...]]:
    """YAML for `content/partners.yaml`, most named first, and the problems of clippings that cannot be read."""
    tidings = tell_all(site, progress)
    entries = _entries(tidings.stories)
    text = "\n".join([say("suggest_head"), *entries]) if entries else say("nothing_to_suggest")
    return text + "\n", tidings.problems


def _entries(stories: Iterable[Story]) -> list[str]:
    names: dict[str, str] = {}
    surfaces: dict[str, dict[str, None]] = defaultdict(dict)
    paths: dict[str, list[str]] = defaultdict(list)
    for story in stories:
        for party in story.facts.parties:
            if not party.registered:
                names.setdefault(party.partner, party.name)
                surfaces[party.partner].update(dict.fromkeys(party.surfaces))
                paths[party.partner].append(story.path)
    order = sorted(names, key=lambda ident: (-len(paths[ident]), sort_key(names[ident]), ident))
    return [_entry(names[ident], tuple(surfaces[ident]), paths[ident]) for ident in order]


def _entry(name: str, surfaces: tuple[str, ...], paths: list[str]) -> str:
    """JSON strings are YAML strings, whatever stands in them."""
    aliases = [json.dumps(surface, ensure_ascii=False) for surface in surfaces if surface != name]
    lines = [
        f"- id: {slug_of(name)}  # {say('suggest_found', count=len(paths), path=paths[0])}",
        f"  name: {json.dumps(name, ensure_ascii=False)}",
        f"  kind: {PartnerKind.OTHER.value}",
        *([f"  aliases: [{', '.join(aliases)}]"] if aliases else []),
    ]
    return "\n".join(lines)
