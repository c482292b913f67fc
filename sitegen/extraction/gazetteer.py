"""Gazetteers: phrases found in tokens by a trie, the longest match first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from sitegen.extraction.tokens import Token, tokenize

T = TypeVar("T")


@dataclass(slots=True)
class _Node(Generic[T]):
    next: dict[str, _Node[T]] = field(default_factory=dict)
    hits: list[tuple[str, T]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A phrase found: tokens `first` to `last` (exclusive) and the value that was filed under it."""

    first: int
    last: int
    value: T


class Gazetteer(Generic[T]):
    """Phrases with a value each. Case and tone placement do not count, unless `cased`: then the first letter's does."""

    def __init__(self, entries: Iterable[tuple[str, T]], *, cased: bool = True) -> None:
        self._root: _Node[T] = _Node()
        self._cased = cased
        for phrase, value in entries:
            self._add(phrase, value)

    def _add(self, phrase: str, value: T) -> None:
        node = self._root
        for token in tokenize(phrase):
            node = node.next.setdefault(token.key, _Node())
        if node is not self._root:
            node.hits.append((phrase, value))

    def at(self, tokens: Sequence[Token], index: int) -> Hit[T] | None:
        """The longest phrase that begins at `index`, or None."""
        node: _Node[T] | None = self._root
        best: Hit[T] | None = None
        position = index
        while node is not None and position < len(tokens):
            node = node.next.get(tokens[position].key)
            position += 1
            if node is not None and node.hits:
                value = self._accepted(node, tokens[index])
                if value is not None:
                    best = Hit(index, position, value)
        return best

    def _accepted(self, node: _Node[T], first: Token) -> T | None:
        for phrase, value in node.hits:
            if not self._cased or _same_case(phrase, first.text):
                return value
        return None

    def find(self, tokens: Sequence[Token]) -> list[Hit[T]]:
        """All phrases from left to right, without overlap."""
        hits: list[Hit[T]] = []
        index = 0
        heads = self._root.next
        while index < len(tokens):
            hit = self.at(tokens, index) if tokens[index].key in heads else None
            if hit is None:
                index += 1
            else:
                hits.append(hit)
                index = hit.last
        return hits


class Phrasebook:
    """Many lists in one trie: a sentence is walked once, and each list gets its own longest matches.

    The last sentences are remembered, because every list is asked about each of them.
    """

    def __init__(self) -> None:
        self._root: _Node[tuple[int, Any, bool]] = _Node()
        self._lists = 0
        self._seen: dict[int, tuple[Sequence[Token], list[list[Hit[Any]]]]] = {}

    def add(self, entries: Iterable[tuple[str, T]], *, cased: bool = True) -> Listed[T]:
        """A new list in the book."""
        number = self._lists
        self._lists += 1
        pairs = list(entries)
        for phrase, value in pairs:
            node = self._root
            for token in tokenize(phrase):
                node = node.next.setdefault(token.key, _Node())
            if node is not self._root:
                node.hits.append((phrase, (number, value, cased)))
        return Listed(self, number, Gazetteer(pairs, cased=cased))

    def hits(self, tokens: Sequence[Token], number: int) -> list[Hit[Any]]:
        """What one list has in a sentence, from left to right, without overlap."""
        known = self._seen.get(id(tokens))
        if known is None or known[0] is not tokens:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            known = (tokens, self._walk(tokens))
            self._seen[id(tokens)] = known
        return known[1][number]

    def _walk(self, tokens: Sequence[Token]) -> list[list[Hit[Any]]]:
        found: list[list[Hit[Any]]] = [[] for _ in range(self._lists)]
        free = [0] * self._lists
        heads = self._root.next
        for index, first in enumerate(tokens):
            node = heads.get(first.key)
            best: dict[int, Hit[Any]] = {}
            position = index
            while node is not None:
                position += 1
                for phrase, (number, value, cased) in node.hits:
                    if free[number] <= index and (not cased or _same_case(phrase, first.text)):
                        known = best.get(number)
                        best[number] = known if known and known.last == position else Hit(index, position, value)
                node = node.next.get(tokens[position].key) if position < len(tokens) else None
            for number, hit in best.items():
                found[number].append(hit)
                free[number] = hit.last
        return found


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """One list of a phrasebook. Sentences are looked up in the book, parts of them in the list's own trie."""

    book: Phrasebook
    number: int
    own: Gazetteer[T]

    def at(self, tokens: Sequence[Token], index: int) -> Hit[T] | None:
        """The longest phrase that begins at `index`, or None."""
        return self.own.at(tokens, index)

    def find(self, tokens: Sequence[Token]) -> list[Hit[T]]:
        """All phrases of a whole sentence from left to right, without overlap."""
        return self.book.hits(tokens, self.number)

    def within(self, tokens: Sequence[Token]) -> list[Hit[T]]:
        """All phrases of a few words."""
        return self.own.find(tokens)


_REMEMBERED = 512


def _same_case(phrase: str, first: str) -> bool:
    """Whether the first word's case fits: "MB" only as it stands, "Hòa Bình" never for "hòa bình" (peace)."""
    if phrase.isupper() and len(phrase) <= _ACRONYM:
        return first == phrase
    return not phrase[0].isupper() or first[0].isupper()


_ACRONYM = 4
