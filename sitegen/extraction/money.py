"""Sums of money as the Vietnamese press writes them."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct

from sitegen.core.model import Money, Span
from sitegen.core.registry import Knowledge
from sitegen.extraction.scanning import alternatives, matches, numbers


class MoneyMention(Struct, frozen=True):
    """A sum in the text."""

    span: Span
    money: Money


_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}|\d{1,15}(?:[.,]\d{1,3})?"


class MoneyReader:
    """Recognises sums by patterns built from `knowledge/money.yaml`."""

    def __init__(self, knowledge: Knowledge) -> None:
        lists = knowledge.lists["money"]
        self._scales = {name: int(number) for name, number in lists["scales"].items()}
        self._currencies = {word: code for code, words in lists["currencies"].items() for word in words}
        decoys = alternatives(lists["decoys"])
        scale = rf"(?P<scale>{alternatives(self._scales)})"
        currency = alternatives([word for word in self._currencies if word not in "$€£"])
        self._after = re.compile(
            rf"(?<![\w.,/])(?P<n>{_NUMBER})(?:\s*{scale})?\s*(?P<cur>{currency}|[$€£])(?!\w|\s+(?:{decoys})(?!\w))"
        )
        self._before = re.compile(rf"(?<!\w)(?P<cur>US\$|USD|EUR|[$€£])\s?(?P<n>{_NUMBER})(?:\s*{scale}(?!\w))?")
        big = alternatives([name for name, number in self._scales.items() if number >= 10**9])
        self._bare = re.compile(rf"(?<![\w.,/])(?P<n>{_NUMBER})\s*(?P<scale>{big})(?=\s*(?:[.,;:)…\n]|$))")

    def find(self, text: str) -> list[MoneyMention]:
        """All sums of `text` in order, without overlap."""
        found: list[MoneyMention] = []
        taken = bytearray(len(text))  # by character: the list of sums would be searched again for each of them
        starts = numbers(text)
        for matched in (
            matches(self._after, starts, text),
            self._before.finditer(text),
            matches(self._bare, starts, text),
        ):
            for mention in map(self._mention, matched):
                start, end = mention.span.start, mention.span.end
                if 1 not in taken[start:end]:
                    found.append(mention)
                    taken[start:end] = b"\1" * (end - start)
        return sorted(found, key=lambda mention: mention.span)

    def _mention(self, match: re.Match[str]) -> MoneyMention:
        groups = match.groupdict()
        amount = number(groups["n"]) * self._scales.get(groups["scale"] or "", 1)
        currency = self._currencies[groups["cur"]] if "cur" in groups else "VND"
        return MoneyMention(Span(*match.span()), Money(amount.normalize() + 0, currency))


def number(text: str) -> Decimal:
    """A number with comma for decimals and point for thousands; "1.5" and "1,000,000" are read for what they are."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d{1,3}(?:,\d{3}){2,}", text):
        return Decimal(text.replace(",", ""))
    return Decimal(text.replace(",", "."))
