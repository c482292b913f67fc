"""The desk at which a clipping becomes a story: the settings and the knowledge that this takes."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

import msgspec

from sitegen.core.code import code_digest
from sitegen.core.config import Config
from sitegen.core.errors import KnowledgeError, Where
from sitegen.core.model import Article, Clipping, Facts, Leaf, Story
from sitegen.core.registry import Knowledge, knowledge_files, load_knowledge
from sitegen.core.workers import Stage

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.core.cache import Cache

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
_LONGEST_TITLE = 90


@dataclass(frozen=True, slots=True)
class Desk:
    """All that stories depend on besides their clippings, and a digest of it."""

    config: Config
    knowledge: Knowledge
    digest: str


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a clipping: a story, and whether it is still a draft."""

    story: Story
    draft: bool = False


def set_up(root: Path, config: Config, cache: Cache) -> Desk:
    """The desk of the site in `root`. Raises KnowledgeError."""
    known = _knowledge(root, cache)
    needed = settings(config)
    return Desk(needed, known, f"{needed.digest} {known.digest}")


def settings(config: Config) -> Config:
    """Only those settings that a story may depend on: a new title of the site must not have all clippings read anew."""
    return Config(time_zone=config.time_zone, outlets=config.outlets, republish=config.republish)


def tell(clipping: Clipping, desk: Desk) -> Told:
    """Read one clipping. Raises ClippingError."""
    from sitegen.extraction import extract
    from sitegen.reading.decode import decode

    article = decode(clipping, desk.config)
    return Told(story_of(article, extract(article, desk.knowledge), desk.config.republish), article.draft)


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
    return Stage("story", version, tell, Told, _content, _name, desk, desk.digest)


def reading_pages(config: Config) -> Stage[Clipping, Leaf]:
    """The editor's own pages, in the same way."""
    version = code_digest(("core", "desk.py", "reading"), _LIBRARIES)
    needed = settings(config)
    return Stage("page", version, _read_page, Leaf, _content, _name, needed, needed.digest)


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
