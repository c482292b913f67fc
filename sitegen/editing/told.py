"""The digest of a site as an editor's commands look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sitegen.build import Progress
    from sitegen.core.config import Config
    from sitegen.core.errors import Problem
    from sitegen.core.model import Digest, Partner


class Whole(Struct, frozen=True):
    """A digest with its settings, all known partners (registry and editor's), and what could not be read."""

    digest: Digest
    config: Config
    partners: Mapping[str, Partner]
    problems: tuple[Problem, ...]


def whole(site: Path, progress: Progress | None = None) -> Whole:
    """The digest of the site in `site`, drafts too. Raises ConfigError, KnowledgeError, ClashError."""
    from sitegen.build import tell_all
    from sitegen.core.config import load_config
    from sitegen.digest import index

    config = load_config(site)
    tidings = tell_all(site, progress)
    digest = index(tidings.stories, tidings.partners, config, tidings.leaves)
    return Whole(digest, config, tidings.partners, tidings.problems)
