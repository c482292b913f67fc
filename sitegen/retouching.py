"""An edit that no list shows: the way to its page that does not lead through the index.

What a build wrote is kept with notes: which clippings it was made of, how their stories stand to each other. Where
all but a few clippings are those of last time, and lists show of these few what they showed, only their own pages can
differ; an excerpt of the digest is all that these take.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from sitegen.core.workers import Faulty
from sitegen.desk import Told, telling_in_short, told_in_short

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sitegen.core.cache import Cache
    from sitegen.core.model import Clipping, Digest, Leaf
    from sitegen.core.workers import Crew
    from sitegen.desk import Desk

_FEW = 50  # beyond that the index costs less than it is worth to go round it


class Notes(Struct, frozen=True):
    """Of what an output was made: `frame` names all but the clippings, `clippings` gives the digest of each by path.

    `prints` names what lists show of each story by its id; `around`, packed, is how the stories stand to each other.
    `drafts` and `early` are how many clippings wait.
    """

    frame: str
    clippings: dict[str, str]
    prints: dict[str, str]
    drafts: int
    early: int
    around: msgspec.Raw

    def packed(self) -> bytes:
        return msgspec.msgpack.encode(self)

    def updated(self, clippings: Iterable[Clipping]) -> Notes:
        """The same for other bytes of some clippings."""
        return replace(self, clippings={**self.clippings, **{each.path: each.digest for each in clippings}})

    def changed(self, frame: str, clippings: Sequence[Clipping]) -> list[Clipping]:
        """Those clippings whose bytes are new; none if it is not just a few, one came or went, or all else is new."""
        if frame != self.frame or len(clippings) != len(self.clippings):
            return []
        changed = [each for each in clippings if self.clippings.get(each.path) != each.digest]
        return changed if len(changed) <= _FEW and all(each.path in self.clippings for each in changed) else []


class Retouch(Struct, frozen=True):
    """What the pages of the stories that were edited take: no digest where more than these pages may differ.

    `keys` are those of the stories by their ids; `ran` is how many were told anew.
    """

    ran: int
    keys: dict[str, bytes]
    digest: Digest | None


def unpacked(packed: bytes) -> Notes | None:
    """The notes; None where there are none that can be read."""
    try:
        return msgspec.msgpack.decode(packed, type=Notes)
    except (msgspec.MsgspecError, ValueError):
        return None


def pack_around(digest: Digest) -> msgspec.Raw:
    """How the stories of a digest stand to each other."""
    from sitegen.digest import surroundings_of

    return msgspec.Raw(msgspec.msgpack.encode(surroundings_of(digest)))


def remind(digest: Digest, packed: bytes, frame: str) -> None:
    """Spare the digest what it would find out again, if the notes know what stands near its stories."""
    from sitegen.digest import Surroundings

    notes = unpacked(packed)
    if notes and notes.frame == frame:
        msgspec.msgpack.decode(notes.around, type=Surroundings).remind(digest)


def retouched(
    notes: Notes,
    stories: Mapping[str, str],
    clippings: Sequence[Clipping],
    leaves: Sequence[Leaf],
    desk: Desk,
    cache: Cache,
    crew: Crew,
) -> Retouch:
    """What the clippings that changed make of their pages. `stories`: by id, the key of each story as it stood."""
    told = telling_in_short(desk, clippings, cache, crew)
    now = {each.story.id: each for each in told.results if _shows_the_same(each, notes.prints)}
    if len(now) < len(clippings):
        return Retouch(told.ran, {}, None)
    keys = dict(zip(now, told.keys, strict=True))
    return Retouch(told.ran, keys, _excerpt(notes, stories, now, leaves, desk, cache))


def _shows_the_same(told: Told | Faulty, prints: Mapping[str, str]) -> TypeGuard[Told]:
    """Whether lists show of a story, which stood in them, what they showed."""
    return isinstance(told, Told) and not told.draft and prints.get(told.story.id) == told.print


def _excerpt(
    notes: Notes, stories: Mapping[str, str], now: Mapping[str, Told], leaves: Sequence[Leaf], desk: Desk, cache: Cache
) -> Digest | None:
    """The digest around some stories; None if new words, which no list shows, have made other deals one."""
    from sitegen.digest import Surroundings, same_deals

    around = msgspec.msgpack.decode(notes.around, type=Surroundings)
    needed = around.needed(now)
    known = told_in_short([bytes.fromhex(stories[ident]) for ident in needed], cache)
    before = {told.story.id: told for told in known.values()}
    if set(needed) != set(before):
        return None
    one, other = (
        around.excerpt([told[ident].story for ident in needed], now, leaves, desk.config.time_zone)
        for told in (before, {**before, **now})
    )
    return other if same_deals(one, other) else None
