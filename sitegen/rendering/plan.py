"""The plan of a site: every file with its path and key, made only when somebody asks for its bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from sitegen.rendering.site import Site, tongues_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from sitegen.core.brief import Wholes
    from sitegen.core.config import Config
    from sitegen.core.model import Digest, Planned
    from sitegen.core.recall import Recall
    from sitegen.rendering.theme import Theme


def render(
    digest: Digest,
    config: Config,
    theme: Theme,
    story_prints: Mapping[str, str] | None = None,
    wholes: Wholes | None = None,
    recall: Recall | None = None,
) -> Iterator[Planned]:
    """Every file of the site. Equal path and key mean equal bytes, so a file that is there need not be made.

    `story_prints` may give, by story id, a name for the content of each story; without it stories are hashed here.
    `wholes` fetches the whole stories where those of the digest are in brief. `recall` keeps for the next time the
    lines of files that hold one for each. `make` of a planned page raises TemplateFailure where a template is broken.
    """
    from sitegen.rendering.views import (
        addresses,
        cards,
        extras,
        home,
        network,
        partners,
        search,
        shelves,
        sitemap,
        stories,
        weeks,
        years,
    )

    with_lists = (home, stories, partners, years, weeks, network, shelves)
    others = (search, extras, cards, addresses)
    sites = [Site.of(digest, config, theme, story_prints, code, wholes, recall) for code in tongues_of(config)]
    for site in sites:
        for view in with_lists:
            yield from _placed(site, view.plan(site))
        site.forget()
        for view in others:
            yield from _placed(site, view.plan(site))
    yield from sitemap.plan(sites)


def render_stories(
    digest: Digest,
    config: Config,
    theme: Theme,
    story_prints: Mapping[str, str],
    wholes: Wholes,
    idents: Collection[str],
) -> Iterator[Planned]:
    """Of all that `render` plans, the pages of some stories alone."""
    from sitegen.rendering.views import stories  # alone: after a small edit, loading the others would be felt

    for code in tongues_of(config):
        site = Site.of(digest, config, theme, story_prints, code, wholes)
        yield from _placed(site, stories.plan_some(site, idents))


def _placed(site: Site, planned: Iterator[Planned]) -> Iterator[Planned]:
    """Pages in a further language lie in its folder."""
    return planned if site.main else (replace(each, path=site.urls.folder + each.path) for each in planned)
