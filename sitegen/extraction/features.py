"""Features: what the tagger is told about each token of an article.

A feature is a short string. Word lists come from the gazetteers; what the same word does elsewhere in the
article ("after a title", "after a designator") is gathered first, because a name is often clear only once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate, chain, pairwise

from sitegen.extraction.lexicon import Lexicon
from sitegen.extraction.tokens import Token, is_vietnamese

_EDGE = ("", "", "#", "")  # key, shape, list flags, list flags without position


class ArticleView:
    """One article as the tagger sees it: sentences of tokens, with what is known of each word in the whole text."""

    def __init__(self, sentences: Sequence[Sequence[Token]], lexicon: Lexicon) -> None:
        lexicon.book.forget()
        self.sentences = sentences
        self.flags = [lexicon.flags(tokens) for tokens in sentences]
        self._words = lexicon.words
        self.runs = [runs_of(tokens) for tokens in sentences]
        self.stretches = [stretches(runs, len(tokens)) for runs, tokens in zip(self.runs, sentences, strict=True)]
        self._memory = _remember(sentences, self.flags, self.runs)

    def features(self, number: int) -> list[list[list[str]]]:
        """The features of sentence `number`: for each of its stretches, a list for each of its tokens."""
        tokens, flags, found = self.sentences[number], self.flags[number], self.stretches[number]
        if not found:
            return []
        runs = _told(tokens, self.runs[number])
        keys = ["", "", *[token.key for token in tokens], "", ""]
        shapes = ["", "", *[token.shape for token in tokens], "", ""]
        capitals = shapes.count("XX") + shapes.count("X")
        loud = capitals > 0 and capitals * 2 > sum([token.text[0].isalpha() for token in tokens])
        lists = ["", "", *flags, "", ""]
        memory = self._memory
        rows = []
        for place in chain.from_iterable(range(*stretch) for stretch in found):
            i = place + 2
            k1, k0, k2 = keys[i - 1 : i + 2]
            s1, s0, n2 = shapes[i - 1 : i + 2]
            f1, f0, f2 = lists[i - 1 : i + 2]
            run = runs.get(place)
            row = ["b", "w" + k0, "w-" + k1, "w+" + k2, "f" + f0]
            if run or place - 1 in runs or place + 1 in runs:
                row += (
                    f"wp{k1}|{k0}",
                    f"wn{k0}|{k2}",
                    f"sp{s1}|{s0}",
                    f"sn{s0}|{n2}",
                    f"fp{f1}|{f0}",
                    f"fn{f0}|{f2}",
                )
            if run:
                row += (
                    "s" + s0,
                    "w=" + keys[i - 2],
                    "w*" + keys[i + 2],
                    "f-" + f1,
                    "f+" + f2,
                    f"f={lists[i - 2]}|{f1}",
                )
            if place == 0 or s1 in _OPENING:
                row.append("first" + s0)
            if loud:
                row.append("loud")
            if run:
                length, position, before, after, head, tail = run
                row += (
                    "d" + self._in_word(k1, k0, k2, n2),
                    "e" + k0[-3:],
                    "vn" if is_vietnamese(k0) else "nvn",
                    "m" + memory.get(k0, ""),
                    f"r{length}|{position}",
                    "rb" + before,
                    "ra" + after,
                    "rh" + head,
                    "rt" + tail,
                )
            rows.append(row)
        return _parted(rows, found)

    def _in_word(self, before: str, key: str, after: str, shape_after: str) -> str:
        """Whether a dictionary has a word of this syllable and a small next one, or of the one before and this."""
        begins = shape_after == "x" and f"{key} {after}" in self._words
        return ("b" if begins else "-") + ("e" if f"{before} {key}" in self._words else "-")


_OPENING = frozenset('"“”:')


Stretch = tuple[int, int]  # first token and the one after the last
_NEAR = 3  # tokens on either side: names have few small words on end, and near stretches are one


def stretches(runs: Sequence[Stretch], size: int) -> list[Stretch]:
    """The parts of a sentence of `size` tokens where a name may stand: all that is near a run of capitals."""
    found: list[Stretch] = []
    for start, end in runs:
        first, last = max(0, start - _NEAR), min(size, end + _NEAR)
        if found and first <= found[-1][1]:
            first = found.pop()[0]
        found.append((first, last))
    return found


def _parted(rows: list[list[str]], found: Sequence[Stretch]) -> list[list[list[str]]]:
    """The rows of a sentence, stretch by stretch."""
    ends = [0, *accumulate(last - first for first, last in found)]
    return [rows[start:end] for start, end in pairwise(ends)]


Run = tuple[str, str, str, str, str, str]


def _told(tokens: Sequence[Token], runs: Sequence[Stretch]) -> dict[int, Run]:
    """For each capitalised token its run: length, position, word before and after, first and last word."""
    found: dict[int, Run] = {}
    for start, end in runs:
        length = str(min(end - start, 6))
        before = tokens[start - 1].key if start else "^"
        after = tokens[end].key if end < len(tokens) else "$"
        head, tail = tokens[start].key, tokens[end - 1].key
        for place in range(start, end):
            at = "0" if place == start else "-" if place == end - 1 else "m"
            found[place] = (length, at, before, after, head, tail)
    return found


def runs_of(tokens: Sequence[Token]) -> list[Stretch]:
    """The runs of capitalised tokens."""
    found: list[Stretch] = []
    for place in [place for place, token in enumerate(tokens) if token.capital]:
        if found and found[-1][1] == place:
            found[-1] = (found[-1][0], place + 1)
        else:
            found.append((place, place + 1))
    return found


def _remember(
    sentences: Sequence[Sequence[Token]], flags: Sequence[Sequence[str]], runs: Sequence[Sequence[Stretch]]
) -> dict[str, str]:
    """What each capitalised word does anywhere in the article, as a short code."""
    seen: dict[str, set[str]] = defaultdict(set)
    for tokens, marks, found in zip(sentences, flags, runs, strict=True):
        for head, end in found:
            before = {_BEFORE[flag] for flag in (marks[head - 1] if head else "") if flag in _BEFORE}
            behind = before.union([_HEAD[flag] for flag in marks[head] if flag in _HEAD])
            for place in range(head, end):
                codes = seen[tokens[place].key]
                codes |= behind if place > head else before
                if place > 0:
                    codes.add("c")
                if "G" in marks[place]:
                    codes.add("g")
    small = {token.key for tokens in sentences for token in tokens if token.shape == "x"}
    return {key: "".join(sorted(codes)) + ("x" if key in small else "") for key, codes in seen.items() if codes}


_BEFORE = {"H": "p", "R": "p", "D": "o", "U": "l"}  # what list flags right before a run say of all its words
_HEAD = {"D": "o", "S": "s"}  # what those of its first word say of the others
