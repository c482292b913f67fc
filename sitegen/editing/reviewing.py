"""The review: what waits for the editor as questions, and what an answer writes."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sitegen.core.errors import ClippingError, Where
from sitegen.core.model import Partner, PartnerKind
from sitegen.core.registry import EDITOR_FILE, with_editor_entries
from sitegen.digest.naming import slug_of
from sitegen.editing.corrections import corrected, with_alias, with_partner
from sitegen.editing.saving import print_of, read_own, save
from sitegen.editing.waiting import Reason, doubts_of, queue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sitegen.core.model import Facts, Story
    from sitegen.editing.corrections import Value
    from sitegen.editing.told import Whole
    from sitegen.editing.waiting import Found


class Topic(StrEnum):
    """What is asked about."""

    SAME = "same"
    UNDATED = "undated"
    SOURCELESS = "sourceless"
    FACT = "fact"
    PARTNER = "partner"


class Question(Struct, frozen=True):
    """One thing to decide about `story`.

    `words`: what is thought so far; `key`: the front matter that settles a FACT; `other`: the second story of SAME.
    """

    topic: Topic
    story: Story
    words: str = ""
    key: str = ""
    sure: float = 1.0
    other: Story | None = None
    found: Found | None = None


def questions(told: Whole, bar: float = 0.6) -> list[Question]:
    """Everything that waits: doubles first, then clipping by clipping what is missing or less sure than `bar`.

    Partners that the registry does not know come last, most named first.
    """
    waiting = queue(told.digest.stories, told.digest.proposals)
    asked = [Question(Topic.SAME, pair.one, sure=pair.likeness, other=pair.other) for pair in waiting.pairs]
    reasons = {one.story.id: one.reasons for one in waiting.clippings}
    for story in sorted(told.digest.stories, key=lambda story: story.path):
        why = reasons.get(story.id, ())
        asked += [Question(Topic.UNDATED, story)] if Reason.UNDATED in why else []
        asked += [Question(Topic.SOURCELESS, story)] if Reason.SOURCELESS in why else []
        asked += _facts(story, bar)
    asked += [Question(Topic.PARTNER, found.stories[0], found.name, found=found) for found in waiting.found]
    return asked


def _facts(story: Story, bar: float) -> Iterator[Question]:
    """One question a key of front matter, about its least sure fact."""
    doubts = list(doubts_of(story.facts, bar))
    for key in dict.fromkeys(doubt.key for doubt in doubts):
        least = min(doubt.sure for doubt in doubts if doubt.key == key)
        yield Question(Topic.FACT, story, as_written(story.facts, key), key, least)


def as_written(facts: Facts, key: str) -> str:
    """A fact as front matter would say it; lists with commas."""
    values = {
        "partners": lambda: ", ".join(party.partner if party.registered else party.name for party in facts.parties),
        "kinds": lambda: ", ".join(fact.kind.value for fact in facts.kinds),
        "signed_on": lambda: str(facts.signed_on.date) if facts.signed_on else "",
        "value": lambda: f"{facts.values[0].money.amount:f} {facts.values[0].money.currency}" if facts.values else "",
    }
    return values[key]()


def settle(site: Path, told: Whole, question: Question, answer: str) -> None:
    """Write what the editor answers.

    SAME: `yes` or `no`. UNDATED: a date. SOURCELESS: a name, perhaps with an address after it. FACT: the value as
    front matter has it. PARTNER: `new`, `new KIND`, or the id of the partner that it is.
    Raises SitegenError for what cannot be; then nothing is written.
    """
    answer = " ".join(answer.split())
    if question.topic is Topic.PARTNER:
        _settle_partner(site, told, question, answer)
    else:
        change = _change(question, answer)
        raw = read_own(site, question.story.path)
        made = corrected(raw, question.story.path, change, told.config.time_zone)
        save(site, question.story.path, made, print_of(raw))


def _change(question: Question, answer: str) -> dict[str, Value]:
    story, other = question.story, question.other
    if question.topic is Topic.SAME and other is not None:
        return judged(story, other, _yes(answer, story.path))
    if question.topic is Topic.UNDATED:
        return {"date": answer}
    if question.topic is Topic.SOURCELESS:
        name, _, url = answer.rpartition(" ") if "://" in answer else (answer, "", "")
        return {"source": {"name": name, "url": url} if url else name}
    if question.key in ("partners", "kinds"):
        return {question.key: tuple(part.strip() for part in answer.split(",") if part.strip())}
    return {question.key: answer}


def judged(story: Story, other: Story, same: bool) -> dict[str, Value]:
    """The front matter of `story` that says whether `other` tells its deal."""
    key, known = ("same_as", story.same_as) if same else ("not_same_as", story.not_same_as)
    return {key: tuple(dict.fromkeys((*known, other.id)))}


def _yes(answer: str, path: str) -> bool:
    if answer not in ("yes", "no"):
        raise ClippingError.at(Where(path), f"'{answer[:20]}' is no answer here", "answer yes or no")
    return answer == "yes"


def _settle_partner(site: Path, told: Whole, question: Question, answer: str) -> None:
    found = question.found
    if found is None:
        return
    raw = read_own(site, EDITOR_FILE)
    word, _, kind = answer.partition(" ")
    if word == "new":
        made = with_partner(raw, _partner(found, kind))
    elif answer in told.partners:
        made = raw
        for name in dict.fromkeys((found.name, *found.surfaces)):
            made = with_alias(made, replace(told.partners[answer]), name)
    else:
        hint = "answer `new`, `new` with a kind such as company, or the id of a partner"
        raise ClippingError.at(Where(EDITOR_FILE), f"no partner has the id '{answer[:60]}'", hint)
    with_editor_entries(told.partners, made.decode("utf-8-sig"))
    save(site, EDITOR_FILE, made, print_of(raw))


def _partner(found: Found, kind: str) -> Partner:
    if kind and kind not in tuple(PartnerKind):
        message, hint = f"'{kind[:30]}' is no kind of partner", f"one of: {', '.join(PartnerKind)}"
        raise ClippingError.at(Where(EDITOR_FILE), message, hint)
    aliases = tuple(name for name in found.surfaces if name != found.name)
    return Partner(slug_of(found.name), found.name, PartnerKind(kind or "other"), aliases=aliases)
