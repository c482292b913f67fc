"""Pages by Jinja: one environment a site, its templates compiled when a page first needs them."""

from __future__ import annotations

import traceback
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sitegen.core import dating, routes
from sitegen.core.errors import TemplateFailure, Where
from sitegen.core.model import DealRecord, PartialDate, Quote, Story
from sitegen.rendering import charts, figures, marks
from sitegen.rendering.urls import Urls, web

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

    from jinja2 import Environment, Template
    from jinja2.bccache import Bucket
    from markupsafe import Markup

    from sitegen.core.config import Config
    from sitegen.rendering.i18n import Language
    from sitegen.rendering.names import Names
    from sitegen.rendering.theme import Theme

_SURE, _FAIRLY = 0.75, 0.5
_CONTENT_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)


class Pages:
    """Renders templates of one theme for one site."""

    def __init__(self, theme: Theme, config: Config, names: Names, language: Language, urls: Urls) -> None:
        self.theme = theme
        self.config = config
        self.names = names
        self.language = language
        self.urls = urls
        self._rows: dict[str, Markup] = {}
        self._feed_html: dict[str, str] = {}

    def render(self, template: str, route: str, **values: Any) -> bytes:
        """The page at `route`. Raises TemplateFailure naming the template's file and line, and the page."""
        try:
            text: str = self._template(template).render(route=route, **values)
        except Exception as error:
            raise self._failure(error, routes.file_of(route)) from error
        return text.encode()

    def row(self, record: DealRecord) -> Markup:
        """A deal as a row of a list: made once, shown on many pages."""
        row = self._rows.get(record.id)
        if row is None:
            row = self._rows[record.id] = self._macro("deal_row", record)
        return row

    def story_row(self, story: Story) -> Markup:
        """A story as a row of a list: made once, shown on many pages."""
        ident = f"s:{story.id}"
        row = self._rows.get(ident)
        if row is None:
            row = self._rows[ident] = self._macro("story_row", story)
        return row

    def feed_html(self, story: Story) -> str:
        """A story as the content of a feed item: made once, in many feeds."""
        html = self._feed_html.get(story.id)
        if html is None:
            html = self.render("feed-entry.html", routes.story(story.slug), story=story).decode()
            self._feed_html[story.id] = html
        return html

    def _macro(self, name: str, value: object) -> Markup:
        try:
            macro: Callable[[object], Markup] = getattr(self._row_macros, name)
            return macro(value)
        except Exception as error:
            raise self._failure(error, "lists") from error

    @cached_property
    def _row_macros(self) -> Any:
        return self._template("partials/rows.html").module

    def _template(self, name: str) -> Template:
        return self._environment.get_template(name)

    @cached_property
    def _environment(self) -> Environment:
        from jinja2 import Environment, FunctionLoader, StrictUndefined

        theme = self.theme

        def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
            return (theme.templates[name], theme.places[name], lambda: True) if name in theme.templates else None

        environment = Environment(
            loader=FunctionLoader(load),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            extensions=["jinja2.ext.i18n", "jinja2.ext.loopcontrols"],
            bytecode_cache=_compiled(theme.digest),
        )
        catalogue = self.language.catalogue
        environment.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined]
        environment.globals.update(self._vocabulary())
        return environment

    def _vocabulary(self) -> Mapping[str, object]:
        """What every template may use; docs/templates.md explains each."""
        names, language, urls = self.names, self.language, self.urls
        return {
            "site": self.config,
            "lang": language.code,
            "policy": _CONTENT_POLICY,
            "leaves": names.digest.pages,
            "routes": routes,
            "link": urls.link,
            "absolute": urls.absolute,
            "base_known": urls.known,
            "asset": lambda name: urls.link(self.theme.asset(name)),
            "web": web,
            "partner": names.partner,
            "partner_name": names.partner_name,
            "partner_link": self._partner_link,
            "place_link": self._place_link,
            "story_link": lambda story: urls.link(routes.story(story.slug)),
            "topic_link": lambda topic: urls.link(routes.topic(topic.value)),
            "label": language.label,
            "country": language.country,
            "day": self._day,
            "day_short": language.short_date,
            "month_name": language.month,
            "moment": lambda record: figures.moment_of(record, self.config.time_zone),
            "published": self._published,
            "topics_of": figures.topics_of,
            "number": language.number,
            "money": language.money,
            "marked": self._marked,
            "kinds_in": marks.kinds_in,
            "clip": clip,
            "low": low,
            "unbroken": unbroken,
            "sure": sureness,
            "meter": charts.meter,
            "row": self.row,
            "story_row": self.story_row,
            "say": say,
        }

    def _partner_link(self, ident: str) -> str | None:
        route = self.names.partner_route(ident)
        return self.urls.link(route) if route else None

    def _place_link(self, name: str) -> str | None:
        route = self.names.place_route(name)
        return self.urls.link(route) if route else None

    def _marked(self, quote: Quote) -> Markup:
        def link_of(mark: Any) -> str | None:
            route = self.names.mark_route(mark)
            return self.urls.link(route) if route else None

        return marks.marked(quote, link_of)

    def _day(self, day: PartialDate) -> str:
        return self.language.date(day)

    def _published(self, story: Story) -> PartialDate | None:
        """The day of publication in the site's time zone."""
        day = dating.published_day(story, self.config.time_zone)
        return PartialDate.parse(day) if day else None

    def _failure(self, error: Exception, page: str) -> Exception:
        """A template's fault as a sentence; anything else is a bug of ours and stays what it is."""
        from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

        if isinstance(error, TemplateFailure):
            return error
        hint = f"found while making {page}"
        if isinstance(error, TemplateSyntaxError):
            place = Where(error.filename or error.name or "templates", error.lineno)
            return TemplateFailure.at(place, str(error.message), hint)
        where = self._last_line(error.__traceback__)
        if isinstance(error, TemplateNotFound):
            where = where or Where(f"templates/{error.name}")
            return TemplateFailure.at(where, f"there is no template {error.name!r}", hint)
        if where and (isinstance(error, TemplateError) or self._raised_inside(error)):
            return TemplateFailure.at(where, str(error) or type(error).__name__, hint)
        error.add_note(f"while making {page}")
        return error

    def _last_line(self, trace: TracebackType | None) -> Where | None:
        known = set(self.theme.places.values())
        frames = [frame for frame in traceback.extract_tb(trace) if frame.filename in known]
        return Where(frames[-1].filename, frames[-1].lineno or 0) if frames else None

    def _raised_inside(self, error: Exception) -> bool:
        """Whether the template or a library below it raised, not a function of ours that it called."""
        known, ours = set(self.theme.places.values()), str(Path(__file__).parent.parent)
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            if frame.filename in known or frame.filename.startswith(ours):
                return frame.filename in known
        return False


@lru_cache(maxsize=4)
def _compiled(_theme: str) -> Any:
    """Compiled templates of a theme, kept while the process lives: a preview compiles only what was edited."""
    from jinja2 import BytecodeCache

    class Kept(BytecodeCache):
        def __init__(self) -> None:
            self.codes: dict[str, Any] = {}

        def load_bytecode(self, bucket: Bucket) -> None:
            bucket.code = self.codes.get(bucket.key)

        def dump_bytecode(self, bucket: Bucket) -> None:
            self.codes[bucket.key] = bucket.code

    return Kept()


def sureness(sure: float) -> int:
    """3 sure, 2 fairly sure, 1 unsure."""
    return 3 if sure >= _SURE else 2 if sure >= _FAIRLY else 1


def clip(text: str, longest: int) -> str:
    """The text, cut after a whole word where it is longer than `longest` characters."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0].rstrip(" .,;:–-") + "…"


def low(text: str) -> str:
    """The text with a small first letter, for the middle of a sentence."""
    return text[:1].lower() + text[1:]


def unbroken(text: str) -> str:
    """The text with its dashes tied to the word before, so that no line begins with one."""
    return text.replace(" – ", "\u00a0– ")


def say(record: DealRecord) -> str:
    """The one sentence that tells a deal in a list: the summary's first, or the proof if the story has more deals."""
    summary, evidence = record.story.facts.summary, record.deal.evidence
    if evidence and (len(record.story.facts.deals) > 1 or not summary.text):
        return evidence.text
    return summary.quotes[0].text if summary.quotes else summary.text
