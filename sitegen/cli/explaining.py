"""`sitegen explain`: every fact of one clipping, by whom it is known, and the words that prove it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape
from rich.tree import Tree

from sitegen.cli.words import say
from sitegen.core.cache import FILE, open_cache
from sitegen.core.config import Config, load_config
from sitegen.core.errors import ClippingError, ConfigError, Problem, Where
from sitegen.core.model import Article, Clipping, Deal, Facts, Origin, Party, Quote, Span
from sitegen.desk import Desk, set_up
from sitegen.reading import frontmatter
from sitegen.reading.collect import MAX_BYTES
from sitegen.reading.encoding import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_LONGEST = 160


def explanation(site: Path, file: Path) -> Tree:
    """The facts of `file`, read with the settings and the partners of `site`, as a tree. Raises ClippingError."""
    from sitegen.extraction import extract
    from sitegen.reading.decode import decode

    clipping = _read(file)
    desk = _desk(site)
    article = decode(clipping, desk.config)
    return _Telling(clipping, article, extract(article, desk.knowledge)).tree()


def _desk(site: Path) -> Desk:
    try:
        config = load_config(site)
    except ConfigError:  # any text can be explained, also one that is in no site
        config = Config()
    with open_cache(site / FILE if (site / FILE).exists() else None) as remembered:
        return set_up(site, config, remembered)


def _read(file: Path) -> Clipping:
    try:
        with file.open("rb") as opened:
            raw = opened.read(MAX_BYTES + 1)
    except OSError as error:
        problem = Problem(Where(file.as_posix()), f"cannot be read: {error.strerror}", "check its permissions")
        raise ClippingError(problem) from error
    if len(raw) > MAX_BYTES:
        raise ClippingError(Problem(Where(file.as_posix()), "too big for a clipping (at most 2 MB)", "cut it"))
    return Clipping(file.as_posix(), raw, "")


class _Telling:
    """One clipping being explained."""

    def __init__(self, clipping: Clipping, article: Article, facts: Facts) -> None:
        parted = frontmatter.split(text_of(clipping.raw, clipping.path), clipping.path)
        self._body, self._lines_before = parted.body, parted.body_line
        self._article, self._facts = article, facts

    def tree(self) -> Tree:
        facts = self._facts
        verdict = say("partnership" if facts.is_partnership else "no_partnership")
        tree = Tree(f"[bold]{escape(self._article.path)}[/]: {verdict}{self._sure(facts.sure)}")
        title = self._article.title or facts.title_made
        if title:
            name = "title" if self._article.title else "title_made"
            tree.add(f"[bold]{say(name)}[/]: {escape(title)}{self._place(self._article.title_span)}")
        if self._article.published:
            origin = Origin.PATTERN if self._article.published_span else Origin.EDITOR
            words = f"{say('published')}: {self._article.published}"
            tree.add(self._fact(words, origin, 1.0) + self._place(self._article.published_span))
        source = self._article.source
        if source:
            origin = Origin.PATTERN if source.span else Origin.EDITOR
            tree.add(self._fact(f"{say('outlet')}: {source.name}", origin, source.sure) + self._place(source.span))
        self._parties(tree, facts.parties)
        self._deals(tree, facts.deals)
        self._dates_and_sums(tree)
        self._rest(tree)
        return tree

    def _parties(self, tree: Tree, parties: Iterable[Party]) -> None:
        branch = tree.add(f"[bold]{say('parties')}[/]")
        for party in parties:
            entry = say("registered" if party.registered else "found", partner=party.partner)
            leaf = branch.add(self._fact(party.name, party.origin, party.sure, entry))
            self._quote(leaf, party.evidence)

    def _deals(self, tree: Tree, deals: Iterable[Deal]) -> None:
        branch = tree.add(f"[bold]{say('deals')}[/]")
        for deal in deals:
            kinds = ", ".join(kind.value for kind in deal.kinds)
            when = f", {deal.signed_on.date}" if deal.signed_on else ""
            worth = f", {deal.value.surface}" if deal.value else ""
            words = f"{' – '.join(deal.parties)}: {kinds} ({deal.stage.value}{when}{worth})"
            self._quote(branch.add(self._fact(words, deal.origin, deal.sure)), deal.evidence)

    def _dates_and_sums(self, tree: Tree) -> None:
        facts = self._facts
        if facts.signed_on:
            one = facts.signed_on
            words = f"{say('signed_on')}: {one.date} ({one.surface})"
            tree.add(self._fact(words, one.origin, one.sure) + self._place(one.span))
        branch = tree.add(f"[bold]{say('values')}[/]")
        for value in facts.values:
            words = f"{value.money.amount:f} {value.money.currency} ({value.surface})"
            branch.add(self._fact(words, value.origin, value.sure) + self._place(value.span))
        branch = tree.add(f"[bold]{say('kinds')}[/]")
        for kind in facts.kinds:
            branch.add(self._fact(kind.kind.value, kind.origin, kind.sure) + self._place(kind.evidence))

    def _rest(self, tree: Tree) -> None:
        facts = self._facts
        branch = tree.add(f"[bold]{say('people')}[/]")
        for person in facts.people:
            words = ", ".join(filter(None, (person.name, person.role, person.org)))
            branch.add(self._fact(words, person.origin, person.sure) + self._place(person.span))
        branch = tree.add(f"[bold]{say('places')}[/]")
        for place in facts.places:
            words = place.surface if place.surface == place.name else f"{place.surface} = {place.name}"
            branch.add(self._fact(words, place.origin) + self._place(place.span))
        branch = tree.add(f"[bold]{say('topics')}[/]")
        for topic in facts.topics:
            branch.add(self._fact(topic.topic.value, topic.origin, topic.sure))
        branch = tree.add(f"[bold]{say('entities')}[/]")
        for entity in facts.entities:
            words = f"{entity.kind.value} {' = '.join(entity.surfaces)}"
            known = say("registered", partner=entity.partner) if entity.partner else ""
            branch.add(self._fact(words, entity.origin, entity.sure, known) + self._place(*entity.mentions[:1]))
        branch = tree.add(f"[bold]{say('summary')}[/] [dim]({self._origin(facts.summary.origin)})[/]")
        for quote in facts.summary.quotes:
            self._quote(branch, quote)

    def _fact(self, words: str, origin: Origin, sure: float | None = None, entry: str = "") -> str:
        by = entry or self._origin(origin)
        return f"{escape(words)}  [dim]{escape(by)}[/]{self._sure(sure) if sure is not None else ''}"

    def _origin(self, origin: Origin) -> str:
        return say(f"origin_{origin.name.lower()}")

    def _sure(self, sure: float) -> str:
        return f" [dim]({say('sure', percent=round(100 * sure))})[/]"

    def _place(self, span: Span | None = None) -> str:
        number = self._line(span) if span else 0
        return f"  [cyan]{say('line', line=number)}[/]" if number else ""

    def _quote(self, tree: Tree, quote: Quote | None) -> None:
        if quote:
            words = " ".join(quote.text.split())
            shown = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
            tree.add(f"“{escape(shown)}”{self._place(quote.span)}")

    def _line(self, span: Span) -> int:
        """The line of the file where the words of `span` stand; 0 if they stand there in another form (Markdown)."""
        head = span.of(self._article.text).split("\n")[0][:80]
        before = self._article.text.count(head, 0, span.start) if head else 0
        position = -1
        for _ in range(before + 1):
            position = self._body.find(head, position + 1)
            if not head or position < 0:
                return 0
        return self._lines_before + self._body.count("\n", 0, position) + 1
