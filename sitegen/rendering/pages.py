"""Pages by Jinja: one environment a site, its templates compiled when a page first needs them."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from sitegen.core import dating, routes
from sitegen.core.model import DealKind, DealRecord, Entity, Kind, Origin, PartialDate, Quote, Story
from sitegen.rendering import bytecode, charts, figures, marks, pictures, wording
from sitegen.rendering.faults import as_failure
from sitegen.rendering.urls import Urls, web

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from jinja2 import Environment, Template
    from jinja2.nodes import Template as Tree
    from markupsafe import Markup

    from sitegen.core.config import Config
    from sitegen.core.model import Deal, Mark
    from sitegen.rendering.i18n import Language
    from sitegen.rendering.names import Names
    from sitegen.rendering.theme import Theme

_CONTENT_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)
_MOST_KEPT = 100_000
_MAIN_ROUTES = frozenset(
    (
        routes.HOME,
        routes.DEALS,
        routes.PARTNERS,
        routes.YEARS,
        routes.WEEKS,
        routes.NETWORK,
        routes.TOPICS,
        routes.PLACES,
        routes.ABOUT,
    )
)


class Pages:
    """Renders templates of one theme for one site. What many pages show alike is made once and kept."""

    def __init__(
        self,
        theme: Theme,
        config: Config,
        names: Names,
        language: Language,
        urls: Urls,
        tongues: Mapping[str, Urls],
    ) -> None:
        self.theme = theme
        self.config = config
        self.names = names
        self.language = language
        self.urls = urls
        self.tongues = tongues
        self._kept: dict[Hashable, Markup] = {}
        self._links: dict[str, str | None] = {}
        self._templates: dict[str, Template] = {}
        self._modules: dict[str, Any] = {}

    def render(self, template: str, route: str, **values: Any) -> bytes:
        """The page at `route`. Raises TemplateFailure naming the template's file and line, and the page."""
        try:
            text = self._text(self._template(template), {"route": route, **values})
        except Exception as error:
            raise as_failure(error, routes.file_of(route), self._places) from error
        return text.encode("utf-8", "replace")

    def _text(self, template: Template, values: dict[str, Any]) -> str:
        """What Jinja renders, without a trace in memory: a macro of the page knows the context, which knows the macro,
        and nobody looks for such circles during a build.
        """
        environment = self._environment
        context = environment.context_class(environment, {**template.globals, **values}, template.name, template.blocks)
        try:
            return environment.concat(template.root_render_func(context))
        except Exception:
            environment.handle_exception()
        finally:
            context.vars.clear()
            context.exported_vars.clear()

    def row(self, record: DealRecord) -> Markup:
        """A deal as a row of a list."""
        return self._once(("deal", record.id), "rows", "deal_row", record)

    def story_row(self, story: Story) -> Markup:
        """A story as a row of a list."""
        return self._once(("story", story.id), "rows", "story_row", story)

    def near_row(self, story: Story) -> Markup:
        """A story as a row of what stands near another."""
        return self._once(("near", story.id), "rows", "near_row", story)

    def feed_html(self, story: Story) -> str:
        """A story as the content of a feed item."""
        return self.render("feed-entry.html", routes.story(story.slug), story=story).decode()

    def forget(self) -> None:
        """Let go of what was kept: it is made again where somebody asks for it."""
        self._kept.clear()

    def _template(self, name: str) -> Template:
        template = self._templates.get(name)
        if template is None:
            template = self._templates[name] = self._environment.get_template(name)
        return template

    # ------------------------------------------------------------------------------------ made once, shown often

    def _once(self, key: Hashable, partial: str, macro: str, *arguments: object) -> Markup:
        made = self._kept.get(key)
        if made is None:
            if len(self._kept) > _MOST_KEPT:
                self._kept.clear()
            made = self._kept[key] = self._macro(partial, macro, *arguments)
        return made

    def _macro(self, partial: str, name: str, *arguments: object) -> Markup:
        try:
            made: Markup = getattr(self._partials(partial), name).quick(*arguments)
            return made
        except Exception as error:
            raise as_failure(error, f"{name} of partials/{partial}.html", self._places) from error

    def _partials(self, name: str) -> Any:
        module = self._modules.get(name)
        if module is None:
            module = self._modules[name] = self._template(f"partials/{name}.html").module
        return module

    def _masthead(self, section: str, route: str) -> Markup:
        here = route if route in _MAIN_ROUTES else None
        return self._once(("masthead", section, here), "chrome", "masthead", section, here)

    def _footer(self) -> Markup:
        return self._once("footer", "chrome", "footer")

    def _time(self, date: PartialDate) -> Markup:
        return self._once(("time", date.year, date.month, date.day), "words", "time", date)

    def _doubt(self, sure: float) -> Markup:
        level = wording.sureness(sure)
        return self._once(("doubt", level), "words", "doubt", level)

    def _who(self, ident: str) -> Markup:
        return self._once(("who", ident), "words", "who", ident)

    def _kinds(self, deal: Deal) -> Markup:
        return self._kinds_of(deal.kinds)

    def _kinds_of(self, kinds: tuple[DealKind, ...]) -> Markup:
        return self._once(("kinds", kinds), "words", "kinds", kinds)

    # ---------------------------------------------------------------------------------------------- environment

    def _asset(self, name: str) -> str:
        if name not in self.theme.assets:
            from jinja2 import TemplateRuntimeError

            raise TemplateRuntimeError(f"there is no file {name!r} in templates/static/")
        return self.urls.shared(self.theme.asset(name))

    @cached_property
    def _places(self) -> frozenset[str]:
        return frozenset(self.theme.places.values())

    @cached_property
    def _environment(self) -> Environment:
        vocabulary, urls = self.vocabulary(), self.urls
        settings = (self.config.digest, urls.origin, urls.prefix, urls.folder, str(vocabulary["drawn"]))
        return _environment(self.theme, self.language, vocabulary, settings)

    def vocabulary(self) -> Mapping[str, object]:
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
            "shared": lambda route: urls.origin + urls.shared(route),
            "tongues": tuple(self.tongues.items()),
            "drawn": self.config.pictures and pictures.available(),
            "asset": lru_cache(maxsize=64)(self._asset),
            "web": web,
            "masthead": self._masthead,
            "footer": self._footer,
            "partner_name": names.partner_name,
            "partner_link": self._partner_link,
            "place_link": self._place_link,
            "named": self._named,
            "legend": self._legend,
            "certain": self._certain,
            "story_link": lambda story: urls.link(routes.story(story.slug)),
            "topic_link": lambda topic: urls.link(routes.topic(topic.value)),
            "title_of": language.title,
            "label": language.label,
            "country": language.country,
            "day": language.date,
            "day_short": language.short_date,
            "month_name": language.month,
            "moment": lambda record: figures.moment_of(record, self.config.time_zone),
            "published": self._published,
            "topics_of": figures.topics_of,
            "number": language.number,
            "money": language.money,
            "time": self._time,
            "doubt": self._doubt,
            "who": self._who,
            "kinds": self._kinds,
            "marked": self._marked,
            "kinds_in": marks.kinds_in,
            "with_figures": marks.with_figures,
            "sure": wording.sureness,
            "clip": wording.clip,
            "low": wording.low,
            "unbroken": wording.unbroken,
            "say": wording.say,
            "meter": charts.meter,
            "row": self.row,
            "story_row": self.story_row,
            "near_row": self.near_row,
        }

    def _partner_link(self, ident: str) -> str | None:
        known = self._links.get(ident, "")
        if known == "":
            route = self.names.partner_route(ident)
            known = self._links[ident] = self.urls.link(route) if route else None
        return known

    def _place_link(self, name: str) -> str | None:
        route = self.names.place_route(name)
        return self.urls.link(route) if route else None

    def _mark_link(self, mark: Mark) -> str | None:
        """Where a marked name leads."""
        if mark.kind is Kind.ORG:
            return self._partner_link(mark.ref)
        return self._place_link(mark.ref) if mark.kind is Kind.PLACE else None

    def _named(self, entity: Entity) -> Markup:
        """A name of a clipping, as a link where it has a page, and how often it is named."""
        times = len(entity.mentions)
        if entity.partner:
            target = self._partner_link(entity.partner)
        else:
            target = self._place_link(entity.name) if entity.kind is Kind.PLACE else None
        if target is None:
            return self._macro("words", "named", entity.name, None, times)
        return self._once(("named", target, entity.name, times), "words", "named", entity.name, target, times)

    def _legend(self, kinds: tuple[Kind, ...]) -> Markup:
        return self._once(("legend", kinds), "words", "legend", kinds)

    def _certain(self, name: str, sure: float, origin: Origin) -> Markup:
        level = wording.sureness(sure)
        return self._once(("certain", name, level, origin), "words", "certain", name, level, origin)

    def _marked(self, quote: Quote) -> Markup:
        return marks.marked(quote, self._mark_link)

    def _published(self, story: Story) -> PartialDate | None:
        """The day of publication in the site's time zone."""
        day = dating.published_day(story, self.config.time_zone)
        return _parsed(day) if day else None


_parsed = lru_cache(maxsize=16384)(PartialDate.parse)


# Parts of the vocabulary: what gives the same for the same arguments on every page of a site, and what gives HTML.
_STEADY = frozenset(("absolute", "asset", "link", "routes", "shared", "site"))
_MARKUP = frozenset(
    (
        "certain",
        "doubt",
        "footer",
        "kinds",
        "legend",
        "marked",
        "masthead",
        "meter",
        "named",
        "near_row",
        "row",
        "story_row",
        "time",
        "who",
    )
)


def _environment(
    theme: Theme, language: Language, vocabulary: Mapping[str, object], settings: tuple[str, ...]
) -> Environment:
    """Autoescape on, undefined names are faults, messages without variables translated when a template compiles.

    `settings` name all that a compiled template knows of the site.
    """
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    from sitegen.rendering import compiling, folding

    names = folding.fixed_names(theme.templates, vocabulary)
    known = {name: value for name, value in vocabulary.items() if name in names}

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        return (theme.templates[name], theme.places[name], lambda: True) if name in theme.templates else None

    kept: dict[str, Template] = {}

    class Translating(Environment):
        code_generator_class = compiling.Compiler
        template_class = compiling.Prepared
        fixed = known
        markup = _MARKUP

        def make_globals(self, d: Mapping[str, Any] | None) -> dict[str, Any]:
            """A plain dictionary in place of a chain of two: every page copies it, and looks through it twice."""
            return {**self.globals, **(d or {})}

        def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Template:  # noqa: A002
            """A page asks for four, and all have been there before."""
            made = kept.get(name)
            if made is None:
                made = kept[name] = super().get_template(name, parent, globals)
            return made

        def _parse(self, source: str, name: str | None, filename: str | None) -> Tree:
            return folding.folded(super()._parse(source, name, filename), self.fixed, _STEADY, language.gettext)

    environment = Translating(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        extensions=["jinja2.ext.i18n", "jinja2.ext.loopcontrols"],
        bytecode_cache=bytecode.kept_templates(theme.shelf, theme.digest, language.code, *settings),
    )
    environment.globals.update(vocabulary)
    environment.install_gettext_translations(language.catalogue, newstyle=True)  # type: ignore[attr-defined]
    return environment
