"""The feed files of a shelf of stories."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from sitegen.core import routes
from sitegen.core.model import Planned, Story
from sitegen.rendering import feeds
from sitegen.rendering.wording import clip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sitegen.rendering.site import Site

_MOST_KEPT = 20_000
_Form = Callable[[feeds.Feed], bytes]
_FORMS: tuple[tuple[str, _Form], ...] = (
    ("feed.xml", feeds.rss),
    ("atom.xml", feeds.atom),
    ("feed.json", feeds.json_feed),
)


def plan(site: Site, route: str, title: str, stories: Sequence[Story]) -> Iterator[Planned]:
    """RSS, Atom and JSON Feed in the folder `route`, of the newest stories."""
    newest = tuple(stories[: site.config.feed_entries])
    key = site.key("feed", route, title, site.shown_all(newest))
    for file, form in _FORMS:
        yield Planned(route + file, key, partial(_make, site, route, title, newest, form))


def _make(site: Site, route: str, title: str, stories: tuple[Story, ...], form: _Form) -> bytes:
    config = site.config
    return form(
        feeds.Feed(
            title=title,
            description=config.description or config.tagline,
            page=site.urls.absolute(route),
            base=site.urls.absolute(route),
            language=site.language.code,
            author=config.author or config.title,
            email=config.email,
            entries=tuple(_entry(site, story) for story in stories),
        )
    )


def _entry(site: Site, story: Story) -> feeds.Entry:
    """Made once: a story stands in the feeds of its partners, year and fields, each in three forms."""
    made = site.kept_entries.get(story.id)
    if made is None:
        if len(site.kept_entries) > _MOST_KEPT:
            site.kept_entries.clear()
        made = site.kept_entries[story.id] = entry(site, story)
    return made


def entry(site: Site, story: Story) -> feeds.Entry:
    """A story as an item of a feed."""
    title = site.language.title(story)
    topics = dict.fromkeys(fact.topic for fact in story.facts.topics)
    return feeds.Entry(
        ident=feeds.ident_of(story),
        title=title,
        url=site.urls.absolute(routes.story(story.slug)),
        summary=clip(story.facts.summary.text or title, 500),
        html=site.pages.feed_html(story),
        when=feeds.moment_of(story, site.config.time_zone),
        categories=tuple(site.language.label(topic) for topic in topics),
    )
