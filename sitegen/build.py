"""The stages of a build, in order: the only module that knows it.

collect   content/, seeds/ -> clippings            reads
tell      clipping -> story: decode, extract       remembered by content, on all cores
index     stories -> digest
render    digest -> planned files                  made only where their key is new
write     planned files -> public/                 writes what differs
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from sitegen.core import cache, filememory, tracing
from sitegen.core.brief import Wholes
from sitegen.core.code import code_digest
from sitegen.core.collector import paused_collector
from sitegen.core.config import Config, load_config
from sitegen.core.dating import published_day, zone
from sitegen.core.errors import ClashError, OutputError, Problem, SitegenError, Where
from sitegen.core.model import Planned
from sitegen.core.recall import Recall
from sitegen.core.report import BuildReport, Laps, Watch, WriteReport
from sitegen.core.workers import Crew, Done, Faulty, through
from sitegen.desk import Archive, knowledge_digest, reading_pages, set_up, tell, telling, telling_in_short
from sitegen.publishing import Plan, is_current, last_plan, mend, write
from sitegen.reading.collect import collect, collect_pages, with_bytes
from sitegen.retouching import Notes, pack_around, remind, retouched, unpacked

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from sitegen.core.cache import Cache
    from sitegen.core.model import Clipping, Digest, Leaf, Partner, Story
    from sitegen.desk import Desk, Told
    from sitegen.rendering.theme import Theme

OUT = "public"
MEMORY = ".sitegen"
_STAGES = ("reading", "extraction", "digest", "rendering", "publishing")
_CODE = (*_STAGES, "build.py", "core", "desk.py", "knowledge", "locales", "retouching.py")
_LIBRARIES = (
    "babel", "css-inline", "feedgen", "font-source-sans-pro", "font-source-serif-pro", "jinja2", "markdown", "networkx",
    "nh3", "numpy", "pagefind", "pillow", "python-slugify", "underthesea_core",
)  # fmt: skip

T = TypeVar("T")

# Told while clippings are read: how many are finished, how many there are.
Progress = Callable[[int, int], None]


class Order(Struct, frozen=True):
    """What a build is asked for. `drafts`: show those too; `keep_going`: leave out what is at fault."""

    root: Path
    out: Path
    base_url: str | None = None
    crew: Crew = field(default_factory=Crew)
    keep_going: bool = False
    drafts: bool = False
    progress: Progress | None = None
    now: datetime | None = None  # clippings dated later than this day wait; None: none does
    profile: bool = False
    recall: Recall | None = None

    @property
    def memory(self) -> Path:
        return self.root / MEMORY


class Sources(Struct, frozen=True):
    """All that lies in the site's folder, as read."""

    config: Config
    clippings: list[Clipping]
    pages: list[Clipping]
    problems: list[Problem]


class Inputs(Struct, frozen=True):
    """Names for all that an output is made from. Equal names, equal output; an empty one is like no other.

    `frame` names all but the clippings, which `clippings` gives by path, each with its digest.
    """

    name: str = ""
    frame: str = ""
    clippings: dict[str, str] = field(default_factory=dict)


_NO_INPUTS = Inputs()


class Tidings(Struct, frozen=True):
    """All stories and pages, and what was wrong on the way.

    `prints` and `keys` name, by its id, the content of each story as it stands here, and of the whole one.
    """

    stories: tuple[Story, ...]
    leaves: tuple[Leaf, ...]
    prints: dict[str, str]
    keys: dict[str, bytes]
    partners: dict[str, Partner]
    problems: tuple[Problem, ...]
    drafts: int
    early: int


def build(
    root: Path,
    out: Path | None = None,
    *,
    base_url: str | None = None,
    jobs: int | None = None,
    crew: Crew | None = None,
    keep_going: bool = False,
    drafts: bool = False,
    progress: Progress | None = None,
    now: datetime | None = None,
    profile: bool = False,
    recall: Recall | None = None,
) -> BuildReport:
    """Build the site in `root` into `out` (default: its `public/`). Faults come back in the report, only bugs raise.

    Strict: with any fatal problem nothing is written. `keep_going` leaves out the files that are at fault; `drafts`
    shows drafts. With `now`, clippings dated later than its day in the site's time zone wait. `jobs` processes read
    clippings (default: one a core), or whoever works in `crew`. `profile` tells the last stage by its parts. `recall`
    keeps for the next build of this process what is costly to read or make again.
    """
    workers = crew or (Crew(jobs) if jobs else Crew())
    order = Order(root, out or root / OUT, base_url, workers, keep_going, drafts, progress, now, profile, recall)
    watch = Watch()
    try:
        with paused_collector():
            return _build(order, watch)
    except SitegenError as error:
        tracing.tell(error)
        problems = tuple(sorted(set(error.problems)))
        return watch.report(ok=False, exit_code=error.exit_code, problems=problems)


def tell_all(root: Path, progress: Progress | None = None) -> Tidings:
    """All stories of the site in `root`, whole, drafts too. Raises ConfigError, KnowledgeError."""
    order = Order(root, root / OUT, drafts=True, progress=progress)
    sources = _collect(order)
    with cache.open_cache(order.root / cache.FILE) as remembered:
        desk = set_up(order.root, sources.config, remembered)
        told = through(telling(desk), sources.clippings, remembered, order.crew, order.progress)
        return _tidings(order, sources, desk, told, remembered)


def rehearse(
    root: Path,
    out: Path,
    recall: Recall,
    *,
    base_url: str | None = None,
    drafts: bool = False,
    now: datetime | None = None,
) -> Generator[None, None, None]:
    """Put into `recall` what a build of a preview will look for, unless one has done so; nothing of it is written.

    To be left between any two steps: the next build will find what is there. Raises SitegenError as a build finds it.
    """
    if recall.complete and recall.literate:
        return
    from sitegen.rendering.plan import render
    from sitegen.rendering.theme import load_theme

    order = Order(root, out, base_url, keep_going=True, drafts=drafts, now=now, recall=recall)
    sources, theme = _collect(order), load_theme(root / "templates")
    yield
    with cache.open_cache(root / cache.FILE) as remembered:
        theme, desk = (
            replace(theme, shelf=cache.Shelf(remembered, "template")),
            set_up(root, sources.config, remembered),
        )
        for clipping in sources.clippings[:1]:
            tell(with_bytes(root, clipping), desk)
            yield
        recall.literate = True
        if recall.complete:
            return
        tidings = _tidings(order, sources, desk, _told(order, sources, desk, remembered), remembered)
        yield
        digest, tidings = _index(order, tidings, sources.config)
        yield
        wholes = _wholes(Archive(root, desk, remembered, tidings.keys), digest)
        plan = render(digest, sources.config, theme, tidings.prints, wholes, recall)
        for one in _one_of_each_kind(plan):
            one.make()
            yield
    recall.complete = True


def _one_of_each_kind(planned: Iterable[Planned]) -> Iterator[Planned]:
    """The first of all files that have the same name under the same of the upper folders."""
    met = set()
    for one in planned:
        folders = one.path.split("/")
        kind = folders[0], folders[-1]
        if kind not in met:
            met.add(kind)
            yield one


def _build(order: Order, watch: Watch) -> BuildReport:
    from sitegen.rendering.theme import load_theme

    _require_apart(order.root, order.out)
    mend(order.out, order.memory)
    sources, theme = _collect(order), load_theme(order.root / "templates")
    watch.lap("collect", len(sources.clippings))
    inputs = _inputs(order, sources, theme.digest)
    unchanged = is_current(order.out, order.memory, inputs.name)
    if unchanged:
        watch.lap("write", 0, unchanged.unchanged)
        return watch.report(output=unchanged)
    with cache.open_cache(order.root / cache.FILE) as remembered:
        theme = replace(theme, shelf=cache.Shelf(remembered, "template"))
        report, ran = _retouched(order, sources, theme, inputs, remembered, watch.another())
        return report or _made(order, sources, theme, inputs, remembered, watch, ran)


def _retouched(
    order: Order, sources: Sources, theme: Theme, inputs: Inputs, remembered: Cache, watch: Watch
) -> tuple[BuildReport | None, int]:
    """The report, if nothing but the pages of a few clippings can differ from last time; how many were told anew."""
    last, keys = last_plan(order.out, order.memory)
    notes = unpacked(last.notes) if inputs.name and not remembered.problem else None
    changed = notes.changed(inputs.frame, sources.clippings) if notes else []
    if notes is None or not changed:
        return None, 0
    desk = set_up(order.root, sources.config, remembered)
    pages = _leaves(order.root, sources, remembered).results
    leaves = [page for page in pages if not isinstance(page, Faulty)]
    found = retouched(notes, last.stories, changed, leaves, desk, remembered, order.crew)
    if found.digest is None or len(leaves) < len(pages):
        return None, found.ran
    watch.lap("tell", found.ran, len(sources.clippings) - found.ran)
    watch.lap("index", 0, len(notes.prints))
    archive, laps = Archive(order.root, desk, remembered, found.keys), Laps()
    finish = Finish(order, sources.config, theme, found.digest, notes.prints, _wholes(archive, found.digest))
    with suppress(_TouchedError):
        output = finish.retouched(last, keys, inputs.name, notes.updated(changed), laps)
        return _finished(order, watch, output, laps, drafts=notes.drafts, early=notes.early), found.ran
    return None, found.ran


def _made(
    order: Order, sources: Sources, theme: Theme, inputs: Inputs, remembered: Cache, watch: Watch, ran: int
) -> BuildReport:
    config = sources.config
    desk = set_up(order.root, config, remembered)
    told = _told(order, sources, desk, remembered)
    tidings = _tidings(order, sources, desk, told, remembered)
    ran += told.ran
    watch.lap("tell", ran, len(told.results) - ran)
    del told
    sources.clippings.clear()  # all that the editor wrote, as bytes: the rest of the build needs the room
    counts = {"drafts": tidings.drafts, "early": tidings.early}
    if any(problem.fatal for problem in tidings.problems) and not order.keep_going:
        return watch.report(ok=False, exit_code=1, problems=tidings.problems, **counts)
    digest, tidings = _index(order, tidings, config)
    remind(digest, last_plan(order.out, order.memory)[0].notes, inputs.frame)
    watch.lap("index", len(digest.stories))
    keys = {story.id: tidings.keys[story.id] for story in digest.stories}
    archive = Archive(order.root, desk, remembered, keys)
    laps, finish = Laps(), Finish(order, config, theme, digest, tidings.prints, _wholes(archive, digest))
    output = finish.output(_NO_INPUTS if tidings.problems else inputs, tidings, laps)
    left_out = tuple(sorted({problem.where.path for problem in tidings.problems if problem.fatal}))
    return _finished(order, watch, output, laps, problems=tidings.problems, left_out=left_out, **counts)


def _told(order: Order, sources: Sources, desk: Desk, remembered: Cache) -> Done[Told]:
    at_hand: dict[bytes, Told] | None = order.recall.find("briefs", "", "", dict) if order.recall else None
    return telling_in_short(desk, sources.clippings, remembered, order.crew, order.progress, at_hand)


def _finished(order: Order, watch: Watch, output: WriteReport, laps: Laps, **rest: Any) -> BuildReport:
    watch.lap("write", len(output.written), output.unchanged)
    if order.profile:
        watch.split(laps)
    return watch.report(output=output, **rest)


class Finish(Struct, frozen=True):
    """The last two stages, render and write, with all that they need."""

    order: Order
    config: Config
    theme: Theme
    digest: Digest
    prints: Mapping[str, str]
    wholes: Wholes

    def output(self, inputs: Inputs, tidings: Tidings, laps: Laps) -> WriteReport:
        """What was written. Where only pages of clippings can differ, nothing else is planned."""
        from sitegen.rendering.plan import render

        order = self.order
        last, keys = last_plan(order.out, order.memory)
        name = self._name()
        plan = Plan(name, dict(self.wholes.prints), self._notes(inputs, tidings, last if last.name == name else None))
        if last.name == plan.name:
            with suppress(_TouchedError):
                return self._write(self._changed(last, keys), inputs.name, plan, laps)
        whole = render(self.digest, self.config, self.theme, self.prints, self.wholes, order.recall)
        written = self._write(whole, inputs.name, plan, laps)
        if order.recall:
            order.recall.complete = True
        return written

    def retouched(self, last: Plan, keys: dict[str, str], inputs: str, notes: Notes, laps: Laps) -> WriteReport:
        """The same where it is known that nothing but pages of the clippings in `wholes` can differ."""
        plan = Plan(last.name, {**last.stories, **self.wholes.prints}, notes.packed())
        return self._write(self._changed(last, keys), inputs, plan, laps)

    def _notes(self, inputs: Inputs, tidings: Tidings, alike: Plan | None) -> bytes:
        """What helps to go round the index next time; nothing where something is at fault."""
        if not inputs.name:
            return b""
        known = unpacked(alike.notes) if alike else None
        around = known.around if known else pack_around(self.digest)
        shown = {story.id: self.prints[story.id] for story in self.digest.stories}
        return Notes(inputs.frame, inputs.clippings, shown, tidings.drafts, tidings.early, around).packed()

    def _write(self, planned: Iterable[Planned], inputs: str, plan: Plan, laps: Laps) -> WriteReport:
        order = self.order
        return write(laps.timed(planned) if order.profile else planned, order.out, order.memory, inputs, plan)

    def _name(self) -> str:
        """Equal names, equal plans, but for what a clipping's own page alone shows of it."""
        from sitegen.digest import outline_of

        settings = (code_digest(_CODE, _LIBRARIES), self.config.digest, self.theme.digest, outline_of(self.digest))
        shown = (self.prints[story.id] for story in self.digest.stories)
        return blake2b("\0".join((*settings, *shown)).encode(), digest_size=16).hexdigest()

    def _changed(self, last: Plan, keys: dict[str, str]) -> Iterator[Planned]:
        """The last plan once more, with the pages of those clippings that changed planned anew."""
        from sitegen.rendering.plan import render_stories

        idents = {ident for ident, key in self.wholes.prints.items() if last.stories.get(ident) != key}
        anew = render_stories(self.digest, self.config, self.theme, self.prints, self.wholes, idents)
        pages = {each.path: each for each in anew}
        for path, key in keys.items():
            yield pages.get(path) or Planned(path, key, _touched)


class _TouchedError(Exception):
    """Somebody changed a file of the output that was not to be made anew."""


def _touched() -> bytes:
    raise _TouchedError


def _wholes(archive: Archive, digest: Digest) -> Wholes:
    """Whole stories as they would stand in the digest."""
    from sitegen.digest import with_ids

    def get(story: Story) -> Story:
        whole, ids = archive.whole(story), digest.renamed.get(story.id)
        return with_ids(whole, ids) if ids else whole

    return Wholes({ident: key.hex() for ident, key in archive.keys.items()}, get)


def _require_apart(root: Path, out: Path) -> None:
    """Raises OutputError for an output folder that is, holds or lies in a folder of the editor's."""
    place = out.resolve()
    own = [(root / name).resolve() for name in ("content", "seeds", "templates", MEMORY)]
    preview = place.parent == own[-1] and place.name == "preview"
    if not preview and any(folder.is_relative_to(place) or place.is_relative_to(folder) for folder in own):
        message = "the output folder may not hold, nor lie in, the folders that the site is made from"
        raise OutputError(Problem(Where(out.name or "."), message, "name another folder with --out, such as public"))


def _collect(order: Order) -> Sources:
    known = filememory.load(order.memory)
    clippings, problems = collect(order.root, known)
    pages, more = collect_pages(order.root, known)
    known.save(order.memory)
    return Sources(load_config(order.root, order.base_url), clippings, pages, [*problems, *more])


def _inputs(order: Order, sources: Sources, theme: str) -> Inputs:
    """Nothing where something could not be read."""
    if sources.problems:
        return _NO_INPUTS
    settings = (code_digest(_CODE, _LIBRARIES), sources.config.digest, knowledge_digest(order.root), theme)
    pages = (f"{page.path}\0{page.digest}" for page in sources.pages)
    day = _day(order.now, sources.config.time_zone) if order.now else ""
    frame = _named((*settings, str(order.drafts), day, *pages))
    clippings = {clipping.path: clipping.digest for clipping in sources.clippings}
    return Inputs(_named((frame, *(f"{path}\0{digest}" for path, digest in clippings.items()))), frame, clippings)


def _named(parts: Iterable[str]) -> str:
    return blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def _leaves(root: Path, sources: Sources, remembered: Cache) -> Done[Leaf]:
    return through(reading_pages(sources.config, root), sources.pages, remembered, Crew(jobs=1))


def _tidings(order: Order, sources: Sources, desk: Desk, told: Done[Told], remembered: Cache) -> Tidings:
    leaves = _leaves(order.root, sources, remembered)
    faulty = [result for result in (*told.results, *leaves.results) if isinstance(result, Faulty)]
    faults = [problem for result in faulty for problem in result.problems]
    problems = {*sources.problems, *faults, *([remembered.problem] if remembered.problem else [])}
    finished = [(one, key) for one, key in _good(told) if order.drafts or not one.draft]
    shown = [(one, key) for one, key in finished if _is_due(one.story, order.now, sources.config.time_zone)]
    return Tidings(
        stories=tuple(one.story for one, _ in shown),
        leaves=tuple(leaf for leaf, _ in _good(leaves)),
        prints={one.story.id: one.print or key.hex() for one, key in shown},
        keys={one.story.id: key for one, key in shown},
        partners=dict(desk.knowledge.partners),
        problems=tuple(sorted(problems)),
        drafts=sum(one.draft for one, _ in _good(told)),
        early=len(finished) - len(shown),
    )


def _is_due(story: Story, now: datetime | None, time_zone: str) -> bool:
    return now is None or story.published is None or (published_day(story, time_zone) or "") <= _day(now, time_zone)


def _day(now: datetime, time_zone: str) -> str:
    return now.astimezone(zone(time_zone)).date().isoformat()


def _good(done: Done[T]) -> list[tuple[T, bytes]]:
    pairs = zip(done.results, done.keys, strict=True)
    return [(result, key) for result, key in pairs if not isinstance(result, Faulty)]


def _index(order: Order, tidings: Tidings, config: Config) -> tuple[Digest, Tidings]:
    """The digest. Of two files that claim one URL the later is at fault; with `keep_going` it is left out."""
    from sitegen.digest import index

    while True:
        try:
            _check_ids(tidings.stories)
            return index(tidings.stories, tidings.partners, config, tidings.leaves), tidings
        except ClashError as clash:
            fewer = _without(tidings, clash)
            if not order.keep_going or (fewer.stories, fewer.leaves) == (tidings.stories, tidings.leaves):
                raise
            tidings = fewer


def _without(tidings: Tidings, clash: ClashError) -> Tidings:
    """The same without the files at fault."""
    blamed = {problem.where.path for problem in clash.problems}
    return replace(
        tidings,
        stories=tuple(story for story in tidings.stories if story.path not in blamed),
        leaves=tuple(leaf for leaf in tidings.leaves if leaf.path not in blamed),
        problems=tuple(sorted({*tidings.problems, *clash.problems})),
    )


def _check_ids(stories: tuple[Story, ...]) -> None:
    """Feeds and data know a story by its id, which the file name gives. Raises ClashError."""
    owners: dict[str, str] = {}
    problems = []
    for story in stories:
        owner = owners.setdefault(story.id, story.path)
        if owner != story.path:
            message = f"the file name gives the id {story.id!r}, which is already that of {owner}"
            problems.append(Problem(Where(story.path), message, "rename one of the two files"))
    if problems:
        raise ClashError(*problems)
