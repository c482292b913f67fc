"""The desk's view of the files: a clipping with its facts, the queue, and corrections written back."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.core import cache
from sitegen.core.config import load_config
from sitegen.core.errors import SitegenError, Where
from sitegen.core.model import Article, Clipping, Partner, PartnerKind, Story
from sitegen.core.registry import EDITOR_FILE, with_editor_entries
from sitegen.core.workers import Crew, Faulty, through
from sitegen.desk import set_up, telling
from sitegen.editing.corrections import corrected, with_alias, with_partner
from sitegen.editing.reviewing import judged
from sitegen.editing.saving import print_of, read_own, save
from sitegen.editing.waiting import Found, Queue, queue
from sitegen.reading import frontmatter
from sitegen.reading.decode import decode
from sitegen.reading.encoding import text_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sitegen.core.config import Config
    from sitegen.core.registry import Knowledge
    from sitegen.editing.corrections import Value
    from sitegen.reading.frontmatter import FrontMatter

_ENDINGS = (".md", ".txt")


class Sheet(Struct, frozen=True):
    """A clipping on the desk: what the editor says in it, what was found in it, the print of its bytes."""

    article: Article
    front: FrontMatter
    story: Story
    print: str


class Doubles(Struct, frozen=True):
    """Two clippings on the desk that may tell one deal; `likeness` of their texts is 0 to 1."""

    one: Sheet
    other: Sheet
    likeness: float


class Card(Struct, frozen=True):
    """A found partner on the desk, all partners that it may be, the print of `content/partners.yaml`."""

    found: Found
    partners: Mapping[str, Partner]
    print: str


def waiting(root: Path) -> Queue:
    """All that waits in the site at `root`. Raises SitegenError."""
    from sitegen.editing.told import whole

    digest = whole(root).digest
    return queue(digest.stories, digest.proposals)


def sheet(root: Path, path: str) -> Sheet:
    """The clipping at `path`. Raises SitegenError, also for a path that is no clipping."""
    return sheet_of(root, path, _read(root, path))


def sheet_of(root: Path, path: str, raw: bytes) -> Sheet:
    """The same from bytes that are at hand. Raises SitegenError."""
    config = load_config(root)
    clipping = Clipping(path, raw, print_of(raw))
    article = decode(clipping, config)
    front = frontmatter.read(frontmatter.split(text_of(raw, path), path), path, config.time_zone)
    return Sheet(article, front, _story(root, config, clipping), clipping.digest)


def _story(root: Path, config: Config, clipping: Clipping) -> Story:
    with cache.open_cache(root / cache.FILE) as remembered:
        done = through(telling(set_up(root, config, remembered)), [clipping], remembered, Crew(jobs=1))
    result = done.results[0]
    if isinstance(result, Faulty):
        raise SitegenError(*result.problems)
    return result.story


def correct(root: Path, path: str, changes: Mapping[str, Value], expected: str) -> None:
    """Write `changes` into the clipping's front matter, if it still has the print `expected`. Raises SitegenError."""
    raw = _read(root, path)
    if print_of(raw) == expected:
        raw = corrected(raw, path, changes, load_config(root).time_zone)
    save(root, path, raw, expected)


def doubles(root: Path, one: str, other: str) -> Doubles | None:
    """The pair with these ids, if it waits. Raises SitegenError."""
    for pair in waiting(root).pairs:
        if (pair.one.id, pair.other.id) == (one, other):
            return Doubles(sheet(root, pair.one.path), sheet(root, pair.other.path), pair.likeness)
    return None


def judge(root: Path, pair: Doubles, same: bool, expected: str) -> None:
    """Write into the first clipping whether the other tells its deal. Raises SitegenError."""
    story = pair.one.story
    correct(root, story.path, judged(story, pair.other.story, same), expected)


def card(root: Path, ident: str) -> Card | None:
    """The found partner with the made id `ident`. Raises SitegenError."""
    found = next((one for one in waiting(root).found if one.id == ident), None)
    return Card(found, _knowledge(root).partners, print_of(read_own(root, EDITOR_FILE))) if found else None


def add_partner(root: Path, partner: Partner, expected: str) -> None:
    """Write a partner into `content/partners.yaml`. Raises SitegenError."""
    known = _knowledge(root)
    if partner.id in known.partners:
        message = f"there is a partner '{partner.id}' already"
        raise SitegenError.at(Where(EDITOR_FILE), message, "choose another id, or say that it is the same")
    _save_partners(root, known, with_partner(read_own(root, EDITOR_FILE), partner), expected)


def name_partner(root: Path, ident: str, alias: str, expected: str) -> None:
    """Give the partner `ident` one more name, in `content/partners.yaml`. Raises SitegenError."""
    known = _knowledge(root)
    partner = known.partners.get(ident)
    if partner is None:
        raise SitegenError.at(Where(EDITOR_FILE), f"there is no partner '{ident[:80]}'", "choose one of the list")
    _save_partners(root, known, with_alias(read_own(root, EDITOR_FILE), partner, alias), expected)


def new_partner(ident: str, name: str, kind: str, country: str, aliases: tuple[str, ...]) -> Partner:
    """A partner as a form gives it. Raises SitegenError."""
    from sitegen.reading.editorvalues import is_slug

    if not is_slug(ident) or not name or kind not in set(PartnerKind):
        raise SitegenError.at(Where(EDITOR_FILE), "a partner needs a name, a kind and an id of a-z, 0-9 and '-'", "")
    others = tuple(alias for alias in dict.fromkeys(aliases) if alias != name)
    return Partner(ident, name, PartnerKind(kind), country or None, aliases=others)


def _save_partners(root: Path, known: Knowledge, raw: bytes, expected: str) -> None:
    with_editor_entries(known.partners, raw.decode("utf-8-sig"))
    save(root, EDITOR_FILE, raw, expected)


def _knowledge(root: Path) -> Knowledge:
    with cache.open_cache(root / cache.FILE) as remembered:
        return set_up(root, load_config(root), remembered).knowledge


def _read(root: Path, path: str) -> bytes:
    """The bytes of a clipping, as the build would read it."""
    parts = PurePosixPath(path)
    if parts.suffix.lower() not in _ENDINGS or parts.parts[:2] == ("content", "pages"):
        raise SitegenError.at(Where(path[:200]), "this is no clipping", "choose one from the desk")
    raw = read_own(root, path)
    if not raw:
        raise SitegenError.at(Where(path[:200]), "there is no such clipping", "choose one from the desk")
    return raw
