"""Gazetteers: phrases found in tokens, the longest match first.

A table maps each phrase, as keys joined by blanks, to what is filed under it, and each beginning of a phrase to
nothing: a walk goes on as long as the words so far stand in the table. One flat dict of strings is a fraction of a
tree of nodes, for the memory and for the garbage collector.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, repeat, zip_longest
from typing import Any, Generic, NamedTuple, TypeVar

from sitegen.extraction.tokens import Token, keys

T = TypeVar("T")


class Hit(NamedTuple, Generic[T]):
    """A phrase found: tokens `first` to `last` (exclusive) and the value that was filed under it."""

    first: int
    last: int
    value: T


class Gazetteer(Generic[T]):
    """Phrases with a value each. Case and tone placement do not count, unless `cased`: then the first letter's does."""

    def __init__(self, entries: Iterable[tuple[str, T]], *, cased: bool = True) -> None:
        self._table: dict[str, tuple[tuple[str | None, T], ...]] = {}
        for phrase, value in entries:
            self.file(_beginnings(phrase), phrase if cased else None, value)

    def file(self, beginnings: Sequence[str], phrase: str | None, value: T) -> None:
        """One more phrase; None in its place where its case does not count."""
        _file(self._table, beginnings, (None if phrase is None else _case_of(phrase), value))

    def at(self, tokens: Sequence[Token], index: int) -> Hit[T] | None:
        """The longest phrase that begins at `index`, or None."""
        table, size = self._table, len(tokens)
        if index >= size or (words := tokens[index].key) not in table:
            return None
        best: Hit[T] | None = None
        position = index + 1
        while (filed := table.get(words)) is not None:
            if filed:
                value = _accepted(filed, tokens[index].text)
                if value is not None:
                    best = Hit(index, position, value)
            if position >= size:
                break
            words = f"{words} {tokens[position].key}"
            position += 1
        return best

    def ending(self, tokens: Sequence[Token]) -> Hit[T] | None:
        """The longest phrase that ends with the last of a few words, or None."""
        return next((hit for hit in self.everywhere(tokens) if hit.last == len(tokens)), None)

    def everywhere(self, tokens: Sequence[Token]) -> Iterator[Hit[T]]:
        """The longest phrase from each place where one begins; they may overlap."""
        table = self._table
        for start, token in enumerate(tokens):
            hit = self.at(tokens, start) if token.key in table else None
            if hit is not None:
                yield hit

    def find(self, tokens: Sequence[Token]) -> list[Hit[T]]:
        """All phrases from left to right, without overlap."""
        hits: list[Hit[T]] = []
        index = 0
        table = self._table
        while index < len(tokens):
            hit = self.at(tokens, index) if tokens[index].key in table else None
            if hit is None:
                index += 1
            else:
                hits.append(hit)
                index = hit.last
        return hits


class Phrasebook:
    """Many lists in one table: a sentence is walked once, and each list gets its own longest matches.

    The sentences of a clipping are remembered until `forget`, because every list is asked about each of them.
    """

    def __init__(self) -> None:
        self._table: dict[str, tuple[tuple[str | None, int, Any], ...]] = {}
        self._heads: dict[str, set[str]] = {}  # for each first word those that may follow, "" where none has to
        self._lists = 0
        self._seen: dict[int, tuple[Sequence[Token], dict[int, list[Hit[Any]]]]] = {}

    def add(self, entries: Iterable[tuple[str, T]], *, cased: bool = True) -> Listed[T]:
        """A new list in the book."""
        number = self._lists
        self._lists += 1
        listed: Listed[T] = Listed(self, number)
        for phrase, value in entries:
            beginnings = _beginnings(phrase)
            listed.file(beginnings, phrase if cased else None, value)
            _file(self._table, beginnings, (_case_of(phrase) if cased else None, number, value))
            for head in beginnings[:1]:
                seconds = [words[len(head) + 1 :] for words in beginnings[1:2]]
                self._heads.setdefault(head, set()).update(seconds or [""])
        return listed

    def hits(self, tokens: Sequence[Token], number: int) -> list[Hit[Any]]:
        """What one list has in a sentence, from left to right, without overlap."""
        known = self._seen.get(id(tokens))
        if known is None or known[0] is not tokens:
            known = (tokens, self._walk(tokens))
            self._seen[id(tokens)] = known
        return known[1].get(number, [])

    def forget(self) -> None:
        """The sentences of another clipping are to come."""
        self._seen.clear()

    def _walk(self, tokens: Sequence[Token]) -> dict[int, list[Hit[Any]]]:
        found: dict[int, list[Hit[Any]]] = {}
        free: dict[int, int] = {}
        table, size, made = self._table, len(tokens), tuple.__new__  # as for tokens
        keys = [token.key for token in tokens]
        follows = map(self._heads.get, keys, repeat(_NOTHING))
        for index, (follow, after) in enumerate(zip_longest(follows, keys[1:], fillvalue="")):
            if after not in follow and "" not in follow:
                continue
            words, first = keys[index], tokens[index].text
            best: dict[int, Hit[Any]] = {}
            filed = table.get(words)
            position = index + 1
            while filed is not None:
                for case, number, value in filed:
                    if free.get(number, 0) <= index and (case is None or _same_case(case, first)):
                        known = best.get(number)
                        if known is None or known.last < position:
                            best[number] = made(Hit, (index, position, value))
                if position >= size:
                    break
                words = f"{words} {keys[position]}"
                filed = table.get(words)
                position += 1
            for number, hit in best.items():
                found.setdefault(number, []).append(hit)
                free[number] = hit.last
        return found


_NOTHING: frozenset[str] = frozenset()


def _beginnings(phrase: str) -> list[str]:
    """The keys of the first word, of the first two, ... of the whole phrase."""
    return list(accumulate(keys(phrase), "{} {}".format))


def _file(table: dict[str, tuple[Any, ...]], beginnings: Sequence[str], entry: Any) -> None:
    """File an entry under a whole phrase, and open every beginning of the phrase."""
    for words in beginnings[:-1]:
        table.setdefault(words, ())
    for whole in beginnings[-1:]:
        table[whole] = (*table.get(whole, ()), entry)


class Listed(Gazetteer[T]):
    """One list of a phrasebook. Whole sentences are looked up in the book, parts of them in the list's own table."""

    def __init__(self, book: Phrasebook, number: int) -> None:
        super().__init__(())
        self._book = book
        self._number = number

    def find(self, tokens: Sequence[Token]) -> list[Hit[T]]:
        """All phrases of a whole sentence from left to right, without overlap."""
        return self._book.hits(tokens, self._number)

    def within(self, tokens: Sequence[Token]) -> list[Hit[T]]:
        """All phrases of a few words."""
        return super().find(tokens)


def _case_of(phrase: str) -> str | None:
    """What a phrase asks of the case of its first word: a short acronym itself, "" for any capital, None for nothing.

    So "MB" is found only as it stands, "Hòa Bình" never for "hòa bình" (peace).
    """
    if phrase.isupper() and len(phrase) <= _ACRONYM:
        return phrase
    return "" if phrase[:1].isupper() else None


def _same_case(case: str, first: str) -> bool:
    return first == case if case else first[0].isupper()


def _accepted(filed: Iterable[tuple[str | None, T]], first: str) -> T | None:
    for case, value in filed:
        if case is None or _same_case(case, first):
            return value
    return None


_ACRONYM = 4
