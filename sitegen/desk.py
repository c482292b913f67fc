"""The desk at which a clipping becomes a story: the settings and the knowledge that this takes."""

from __future__ import annotations

import textwrap
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property, lru_cache, partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from sitegen.core.brief import Pool, in_brief
from sitegen.core.cache import Shelf
from sitegen.core.code import code_digest
from sitegen.core.config import Config
from sitegen.core.errors import KnowledgeError, SitegenError, Where
from sitegen.core.model import Article, Clipping, Facts, Leaf, Story
from sitegen.core.registry import Knowledge, knowledge_files, load_knowledge
from sitegen.core.workers import Crew, Done, Progress, Stage, in_short, recalled, recalled_in_short
from sitegen.reading.collect import collect, with_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sitegen.core.cache import Cache
    from sitegen.extraction.tagger import Model

_LIBRARIES = (
    "charset-normalizer",
    "markdown",
    "msgspec",
    "nh3",
    "python-slugify",
    "rensa",
    "underthesea",
    "underthesea_core",
)
_BRIEF = ("core", "desk.py")
_LONGEST_TITLE = 90
_AT_ONCE = 64
MODELS = "models"


class Desk(Struct, frozen=True):
    """All that stories depend on besides their clippings, and a digest of it."""

    config: Config
    knowledge: Knowledge
    digest: str
    models: Path | None = None  # the folder of the site's own, where it has some
    shelf: Shelf | None = None  # for word lists that are ready-made
    root: Path | None = None  # where clippings lie that were not read yet


class Told(Struct, frozen=True):
    """What became of a clipping: a story, and whether it is still a draft. `print` names what one in brief shows."""

    story: Story
    draft: bool = False
    print: str = ""


def set_up(root: Path, config: Config, cache: Cache) -> Desk:
    """The desk of the site in `root`. Raises KnowledgeError."""
    known = _knowledge(root, cache)
    needed = settings(config)
    own = own_models(root)
    parts = (needed.digest, known.digest, *(knowledge_print(file) for file in own))
    return Desk(needed, known, " ".join(parts), root / MODELS if own else None, Shelf(cache, "lexicon"), root)


def own_models(root: Path) -> list[Path]:
    """The models that were trained for the site in `root`; they go before those that ship."""
    return model_files(root / MODELS)


def knowledge_print(file: Path) -> str:
    """The hash of a file of knowledge. Raises KnowledgeError."""
    try:
        return blake2b(file.read_bytes(), digest_size=16).hexdigest()
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise KnowledgeError.at(Where(f"{MODELS}/{file.name}"), message, "remove it, or train anew") from error


@lru_cache(maxsize=4)
def models_in(folder: Path) -> dict[str, Model]:
    """The models of a folder by name, loaded once for the process."""
    from sitegen.extraction.tagger import model_in

    found: dict[str, Model] = {}
    for file in model_files(folder):
        try:
            found[file.stem] = model_in(file)
        except (OSError, ValueError) as error:
            message, hint = "is no model that sitegen can read", "remove it, or train anew"
            raise KnowledgeError.at(Where(f"{MODELS}/{file.name}"), message, hint) from error
    return found


def model_files(folder: Path) -> list[Path]:
    """The tagger, the judges and the classifiers in a folder, by name."""
    return sorted([*folder.glob("names.crf"), *folder.glob("*.json")])


def settings(config: Config) -> Config:
    """Only those settings that a story may depend on: a new title of the site must not have all clippings read anew."""
    return Config(time_zone=config.time_zone, outlets=config.outlets, republish=config.republish)


def tell(clipping: Clipping, desk: Desk) -> Told:
    """Read one clipping. Raises ClippingError."""
    from sitegen.extraction import extract
    from sitegen.reading.decode import decode

    article = decode(clipping, desk.config)
    with _models_of(desk):
        facts = extract(article, desk.knowledge, desk.shelf)
    return Told(story_of(article, facts, desk.config.republish), article.draft)


def _models_of(desk: Desk) -> AbstractContextManager[None]:
    if desk.models is None:
        return nullcontext()
    from sitegen.extraction.tagger import using

    return using(**models_in(desk.models))


def story_of(article: Article, facts: Facts, republish: bool = False) -> Story:
    """The story that an article and its facts make; its full text only where that may be shown again."""
    from sitegen.extraction.resemblance import sketch

    return Story(
        id=article.id,
        path=article.path,
        slug=article.slug,
        title=article.title or facts.title_made or _first_words(article.text),
        title_made=article.title is None,
        published=article.published,
        source=article.source,
        lang=article.lang,
        aliases=article.aliases,
        facts=facts,
        html=article.html if republish else "",
        sketch=sketch(article.text),
        same_as=article.editor.same_as,
        not_same_as=article.editor.not_same_as,
    )


def _first_words(text: str) -> str:
    line = next((line for line in text.splitlines() if line.strip()), "…")
    return textwrap.shorten(line, _LONGEST_TITLE, placeholder="…")


def _read_page(clipping: Clipping, config: Config) -> Leaf:
    from sitegen.reading.decode import decode_page

    return decode_page(clipping, config)


def telling(desk: Desk) -> Stage[Clipping, Told]:
    """The stage that costs: remembered by the clipping, the desk and the code."""
    version = code_digest(("core", "desk.py", "extraction", "knowledge", "reading"), _LIBRARIES)
    fetch = partial(with_bytes, desk.root) if desk.root else None
    return Stage("story", version, tell, Told, _content, _name, desk, desk.digest, fetch)


def shortened(told: Told) -> Told:
    """The same with the story in brief, named by what it then holds."""
    story = in_brief(told.story)
    shown = msgspec.msgpack.encode(replace(story, sketch=b""))  # which is for the index, and no page shows
    return Told(story, told.draft, blake2b(shown, digest_size=16).hexdigest())


def telling_in_short(
    desk: Desk,
    clippings: Sequence[Clipping],
    cache: Cache,
    crew: Crew,
    progress: Progress | None = None,
    at_hand: dict[bytes, Told] | None = None,
) -> Done[Told]:
    """All clippings told, in brief: where nothing is new, no whole story is read. Keys are those of whole stories.

    What is `at_hand` from the last time need not be read; afterwards it holds what is told here.
    """
    done = in_short(shortened, code_digest(_BRIEF), telling(desk), clippings, cache, crew, progress, at_hand)
    if done.ran:
        _lay_ready(desk)
    pool = Pool()
    for told in done.results:
        if isinstance(told, Told):
            pool.share(told.story)
    return done


def _lay_ready(desk: Desk) -> None:
    """Where others have told the clippings, the word lists are not on the shelf yet; the next edit will want them."""
    from sitegen.extraction.lexicon import lexicon_of

    lexicon_of(desk.knowledge, desk.shelf)


def told_in_short(keys: Iterable[bytes], cache: Cache) -> dict[bytes, Told]:
    """Of the clippings with those keys what is remembered, in brief."""
    return recalled_in_short(Told, code_digest(_BRIEF), keys, cache)


class Archive(Struct, dict=True, eq=False):
    """Whole stories, fetched when their pages are made.

    `keys`: story id to the key of what was told, in the order of the pages: more and more are fetched at once.
    """

    root: Path
    desk: Desk
    cache: Cache
    keys: Mapping[str, bytes]
    _ahead: dict[bytes, Told] = field(default_factory=dict)
    _step: int = 1
    _lost: dict[bytes, Clipping] | None = None

    def whole(self, story: Story) -> Story:
        """The whole of a story in brief. Raises SitegenError if it can be neither remembered nor told once more."""
        key = self.keys[story.id]
        told = self._ahead.pop(key, None) or self._fetched(story, key)
        return (told or tell(self._clipping(story, key), self.desk)).story

    def _fetched(self, story: Story, key: bytes) -> Told | None:
        at = self._positions[story.id]
        self._ahead = recalled(Told, self._order[at : at + self._step], self.cache)
        self._step = min(2 * self._step, _AT_ONCE)
        return self._ahead.pop(key, None)

    @cached_property
    def _order(self) -> list[bytes]:
        return list(self.keys.values())

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {ident: position for position, ident in enumerate(self.keys)}

    def _clipping(self, story: Story, key: bytes) -> Clipping:
        """For a story that was remembered a moment ago: the file was damaged, or somebody cleared it."""
        if self._lost is None:
            stage = telling(self.desk)
            self._lost = {stage.key(clipping): clipping for clipping in collect(self.root)[0]}
        if key not in self._lost:
            message = "the file changed while the site was built"
            raise SitegenError.at(Where(story.path), message, "build again")
        return self._lost[key]


def reading_pages(config: Config, root: Path) -> Stage[Clipping, Leaf]:
    """The editor's own pages, in the same way."""
    version = code_digest(("core", "desk.py", "reading"), _LIBRARIES)
    needed = settings(config)
    return Stage("page", version, _read_page, Leaf, _content, _name, needed, needed.digest, partial(with_bytes, root))


def _content(clipping: Clipping) -> str:
    return f"{clipping.path}\0{clipping.digest}"


def _name(clipping: Clipping) -> str:
    return clipping.path


def knowledge_digest(root: Path) -> str:
    """The digest of all knowledge files as they lie there, unread. Raises KnowledgeError."""
    hasher = blake2b(code_digest(("core",)).encode(), digest_size=16)
    for path, where in knowledge_files(root):
        try:
            content = path.read_bytes()
        except OSError as error:
            message = f"cannot be read: {error.strerror}"
            raise KnowledgeError.at(Where(where.path), message, "check the file and its permissions") from error
        hasher.update(f"{where.path}\0{len(content)}\0".encode() + content)
    for model in own_models(root):
        hasher.update(f"{model.name}\0{knowledge_print(model)}".encode())
    return hasher.hexdigest()


def _knowledge(root: Path, cache: Cache) -> Knowledge:
    """Checked knowledge, remembered: reading some thousand partners as YAML takes longer than the rest of a build."""
    key = blake2b(f"knowledge {knowledge_digest(root)}".encode(), digest_size=16).digest()
    try:
        return msgspec.msgpack.decode(cache.get_many([key])[key], type=Knowledge)
    except (KeyError, msgspec.MsgspecError):
        known = load_knowledge(root)
        cache.put_many({key: msgspec.msgpack.encode(known)})
        return known
