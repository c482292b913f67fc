"""Everything that the views share while one site is planned."""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct, field

from sitegen.core import dating, routes
from sitegen.core.code import version
from sitegen.core.model import DealRecord, Digest, Planned, Story
from sitegen.rendering import pictures, prints
from sitegen.rendering.data import Rows
from sitegen.rendering.i18n import CATALOGUES, Language, language
from sitegen.rendering.names import Names
from sitegen.rendering.pages import Pages
from sitegen.rendering.urls import Urls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sitegen.core.brief import Wholes
    from sitegen.core.config import Config
    from sitegen.core.recall import Recall
    from sitegen.rendering.data import Lines, Make
    from sitegen.rendering.feeds import Entry
    from sitegen.rendering.theme import Theme

T = TypeVar("T")

_LIBRARIES = ("babel", "cbor2", "css-inline", "feedgen", "jinja2", "networkx", "numpy", "pagefind")


class Site(Struct, dict=True, eq=False):
    """One site being planned. `listed` gathers (route, newest day) of every page for the sitemap."""

    digest: Digest
    config: Config
    theme: Theme
    names: Names
    language: Language
    urls: Urls
    pages: Pages
    base_key: str
    prints: Mapping[str, str]
    wholes: Wholes | None
    recall: Recall | None = None
    listed: list[tuple[str, str]] = field(default_factory=list)
    kept_entries: dict[str, Entry] = field(default_factory=dict)
    _shown: dict[str, str] = field(default_factory=dict)
    _contents: dict[str, str] = field(default_factory=dict)
    _tellings: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        digest: Digest,
        config: Config,
        theme: Theme,
        story_prints: Mapping[str, str] | None,
        code: str = "",
        wholes: Wholes | None = None,
        recall: Recall | None = None,
    ) -> Site:
        """`story_prints`: story id to a name for the story's content, where the caller has one already.

        `code`: a further language of the site, in which these pages are. `wholes` where stories are in brief. `recall`
        keeps what the next site may show again.
        """
        tongues = tongues_of(config)
        words, urls, names = language(code or config.language), tongues[code or config.language], Names(digest)
        pages = Pages(theme, config, names, words, urls, tongues)
        leaves = [f"{leaf.slug}\x1e{leaf.title}" for leaf in digest.pages]
        base_key = prints.of_parts([_code(), theme.digest, config.digest, urls.folder, str(drawn(config)), *leaves])
        return cls(digest, config, theme, names, words, urls, pages, base_key, story_prints or {}, wholes, recall)

    @cached_property
    def rows(self) -> Rows:
        """The deals as lines of data files."""
        if self.recall:
            self.recall.keep_only(f"lines {self.urls.folder}", {record.id for record in self.digest.deals})
        return Rows(self.names, self.urls, self.language, self._recalled_lines if self.recall else None)

    def _recalled_lines(self, record: DealRecord, make: Make) -> Lines:
        return self.recalled("lines", record.id, self.shown(record.story), make)

    def recalled(self, kind: str, name: str, shown: str, make: Callable[[], T]) -> T:
        """What was made of the same before, where that is kept; `shown` names all that it shows but for the site."""
        if self.recall is None:
            return make()
        return self.recall.find(f"{kind} {self.urls.folder}", name, self.base_key + shown, make)

    @property
    def main(self) -> bool:
        """Whether these are the pages in the site's first language, beside which the shared files lie."""
        return not self.urls.folder

    @property
    def drawn(self) -> bool:
        """Whether pages have share cards."""
        return drawn(self.config)

    def card(self, route: str) -> str:
        """The whole address of a page's share card; nothing where there is none."""
        return self.urls.origin + self.urls.shared(route + routes.PICTURE) if self.drawn and self.urls.known else ""

    def t(self, message: str, **values: object) -> str:
        """A message in the language of the site."""
        text = self.language.gettext(message)
        return text % values if values else text

    def nt(self, one: str, many: str, count: int, **values: object) -> str:
        """A message that depends on a number, shown as `%(count)s`."""
        text = self.language.catalogue.ngettext(one, many, count)
        return text % {"count": self.language.number(count), **values}

    def shown(self, story: Story) -> str:
        """The fingerprint of all that rows and lists show of a story.

        That is: its content, the names of its partners, and who else tells its deals.
        """
        known = self._shown.get(story.id)
        if known is None:
            parts = [self._content(story), *self.names.shown_in(story), *self._shared(story)]
            known = self._shown[story.id] = prints.of_parts(parts)
        return known

    def _content(self, story: Story) -> str:
        known = self._contents.get(story.id)
        if known is None:
            known = self._contents[story.id] = self.prints.get(story.id) or prints.of_value(story)
        return known

    def _shared(self, story: Story) -> Iterator[str]:
        for record in self.names.records.get(story.id, ()):
            if record.also:
                known = self._tellings.get(record.id)
                if known is None:
                    known = self._tellings[record.id] = prints.of_parts(self._told(record))
                yield known

    def _told(self, record: DealRecord) -> Iterator[str]:
        yield record.id
        yield from map("\x1e".join, record.reprints)
        for story in (record.story, *record.also):
            yield self._content(story)
            yield from self.names.shown_in(story)

    def shown_whole(self, story: Story) -> tuple[str, str]:
        """Names for all that the story's own page shows of it."""
        return self.shown(story), self.wholes.prints[story.id] if self.wholes else ""

    def whole(self, story: Story) -> Story:
        """The story with all that only its own page shows."""
        return self.wholes.get(story) if self.wholes else story

    def shown_all(self, stories: Iterable[Story]) -> str:
        """One fingerprint for many stories, in order."""
        known = self._shown
        return prints.of_parts([known.get(story.id) or self.shown(story) for story in stories])

    def key(self, *parts: str) -> str:
        return prints.of_parts([self.base_key, *parts])

    def page(self, route: str, template: str, key: str, values: Callable[[], dict[str, Any]]) -> Planned:
        """A page made by a template from values that are worked out only when it is made."""
        return Planned(routes.file_of(route), key, lambda: self.pages.render(template, route, **values()))

    def forget(self) -> None:
        """Few lists and feeds follow: what their rows and entries took is room for what does."""
        self.kept_entries.clear()
        self.pages.forget()

    def list_page(self, route: str, stories: Iterable[Story] = ()) -> None:
        """Put a page into the sitemap, as old as the newest of its stories."""
        if stories is self.digest.stories:
            self.listed.append((route, self._newest))
        else:
            days = self._days
            self.listed.append((route, max([days[story.id] for story in stories], default="")))

    @cached_property
    def _days(self) -> dict[str, str]:
        """The day of publication of each story, for the sitemap."""
        zone = self.config.time_zone
        return {story.id: dating.published_day(story, zone) or "" for story in self.digest.stories}

    @cached_property
    def _newest(self) -> str:
        return max(self._days.values(), default="")


def tongues_of(config: Config) -> dict[str, Urls]:
    """The languages of a site, the first one first, with the addresses of its pages in each."""
    further = [code for code in dict.fromkeys(config.languages) if code != config.language]
    return {
        code: Urls.of(config.base_url, f"{code}/" if code in further else "") for code in (config.language, *further)
    }


def drawn(config: Config) -> bool:
    """Whether share cards are wanted and can be drawn here."""
    return config.pictures and pictures.available()


@lru_cache(maxsize=1)
def _code() -> str:
    """The fingerprint of the code and the words that make pages: a new version of either makes all pages anew."""
    here = Path(__file__).parent
    folders = ((here, "*.py"), (here.parent / "core", "*.py"), (CATALOGUES, "*.mo"))
    files = [file for folder, pattern in folders for file in sorted(folder.rglob(pattern))]
    versions = [f"{name}={version(name)}" for name in _LIBRARIES]
    return prints.of_parts([*versions, *(prints.of_bytes(file.read_bytes()) for file in files)])
