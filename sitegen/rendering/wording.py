"""Texts shaped for where they stand: cut, tied, lowered."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitegen.core.model import DealRecord

_SURE, _FAIRLY = 0.75, 0.5


def sureness(sure: float) -> int:
    """3 sure, 2 fairly sure, 1 unsure; `sure` is from 0 to 1."""
    return 3 if sure >= _SURE else 2 if sure >= _FAIRLY else 1


@lru_cache(maxsize=32768)  # a page shows its description thrice, and a title stands on many pages
def clip(text: str, longest: int) -> str:
    """The text, cut after a whole word where it is longer than `longest` characters."""
    begin = text[: longest + 40]  # nearly always enough, and a summary is much longer
    words = begin if _is_even(begin) else " ".join(begin.split())
    if len(words) <= longest and len(begin) < len(text):
        words = " ".join(text.split())
    if len(words) <= longest:
        return text if text == words else words
    return words[:longest].rsplit(" ", 1)[0].rstrip(" .,;:–-") + "…"


def _is_even(text: str) -> bool:
    """Whether there is one blank between any two words, and none around them: most texts need no joining anew."""
    return text.isprintable() and "  " not in text and text == text.strip()


@lru_cache(maxsize=1024, typed=True)  # a text that is HTML stays so
def low(text: str) -> str:
    """The text with a small first letter, for the middle of a sentence."""
    return text[:1].lower() + text[1:]


def unbroken(text: str) -> str:
    """The text with its dashes tied to the word before, so that no line begins with one."""
    return text.replace(" – ", "\u00a0– ")


def say(record: DealRecord) -> str:
    """The one sentence that tells a deal in a list: the summary's first.

    If the story has more deals: of its proof and the summary, what names most of the parties.
    """
    facts, evidence = record.story.facts, record.deal.evidence
    quotes = (evidence, *facts.summary.quotes) if evidence else facts.summary.quotes
    if quotes and len(facts.deals) > 1:
        names = [party.name for party in facts.parties if party.partner in record.deal.parties]
        return max(quotes, key=lambda quote: sum(name in quote.text for name in names)).text
    if evidence and not facts.summary.text:
        return evidence.text
    return facts.summary.quotes[0].text if facts.summary.quotes else facts.summary.text
