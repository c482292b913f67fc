"""The plan of a site: every file with its path and key, made only when somebody asks for its bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.rendering.site import Site
from sitegen.rendering.views import extras, home, partners, shelves, stories, years

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sitegen.core.config import Config
    from sitegen.core.model import Digest, Planned
    from sitegen.rendering.theme import Theme


def render(
    digest: Digest, config: Config, theme: Theme, story_prints: Mapping[str, str] | None = None
) -> Iterator[Planned]:
    """Every file of the site. Equal path and key mean equal bytes, so a file that is there need not be made.

    `story_prints` may give, by story id, a name for the content of each story; without it stories are hashed here.
    `make` of a planned page raises TemplateFailure where a template is broken.
    """
    site = Site.of(digest, config, theme, story_prints)
    yield from home.plan(site)
    yield from stories.plan(site)
    yield from partners.plan(site)
    yield from years.plan(site)
    yield from shelves.plan(site)
    yield from extras.plan(site)
