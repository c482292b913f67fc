"""Features: what the tagger is told about each token of an article.

A feature is a short string. Word lists come from the gazetteers; what the same word does elsewhere in the
article ("after a title", "after a designator") is gathered first, because a name is often clear only once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from sitegen.extraction.lexicon import Lexicon
from sitegen.extraction.tokens import Token, is_vietnamese

_EDGE = ("", "", "#", "")  # key, shape, list flags, list flags without position


class ArticleView:
    """One article as the tagger sees it: sentences of tokens, with what is known of each word in the whole text."""

    def __init__(self, sentences: Sequence[Sequence[Token]], lexicon: Lexicon) -> None:
        self.sentences = sentences
        self.flags = [lexicon.flags(tokens) for tokens in sentences]
        self._words = lexicon.words
        self._memory = _remember(sentences, self.flags)

    def features(self, number: int, stretch: Stretch) -> list[list[str]]:
        """The features of a stretch of sentence `number`, a list for each of its tokens."""
        tokens, flags = self.sentences[number], self.flags[number]
        capitals = sum(1 for token in tokens if token.shape in ("XX", "X"))
        loud = capitals * 2 > sum(1 for token in tokens if token.text[0].isalpha())
        runs = _runs(tokens)
        near = _beside_capitals(tokens)
        keys = ["", "", *(token.key for token in tokens), "", ""]
        shapes = ["", "", *(token.shape for token in tokens), "", ""]
        lists = ["", "", *flags, "", ""]
        rows = []
        for place in range(*stretch):
            token = tokens[place]
            i = place + 2
            k0, s0, f0 = keys[i], shapes[i], lists[i]
            k1, s1, f1 = keys[i - 1], shapes[i - 1], lists[i - 1]
            k2, n2 = keys[i + 1], shapes[i + 1]
            row = ["b", "w" + k0, "w-" + k1, "w+" + k2, "f" + f0]
            if token.capital or near[place]:
                row += (
                    "wp" + k1 + "|" + k0,
                    "wn" + k0 + "|" + k2,
                    "sp" + s1 + "|" + s0,
                    "sn" + s0 + "|" + n2,
                    "fp" + f1 + "|" + f0,
                    "fn" + f0 + "|" + lists[i + 1],
                )
            if token.capital:
                row += (
                    "s" + s0,
                    "w=" + keys[i - 2],
                    "w*" + keys[i + 2],
                    "f-" + f1,
                    "f+" + lists[i + 1],
                    "f=" + lists[i - 2] + "|" + f1,
                )
            if place == 0 or tokens[place - 1].shape in '"“”:':
                row.append("first" + s0)
            if loud:
                row.append("loud")
            if token.capital:
                row.append("d" + self._in_word(k1, k0, k2, shapes[i + 1]))
                row.append("p" + k0[:2])
                row.append("e" + k0[-2:])
                row.append("e3" + k0[-3:])
                row.append("vn" if is_vietnamese(k0) else "nvn")
                row.append("m" + self._memory.get(k0, ""))
                length, position, before, after, head, tail, first, last = runs[place]
                head_flags, tail_flags = flags[first], flags[last]
                row.append(f"r{length}|{position}")
                row.append("rb" + before)
                row.append("ra" + after)
                row.append("rh" + head)
                row.append("rt" + tail)
                row.append("rhf" + head_flags)
                row.append("rtf" + tail_flags)
                row.append("rm" + self._memory.get(head, ""))
            rows.append(row)
        return rows

    def _in_word(self, before: str, key: str, after: str, shape_after: str) -> str:
        """Whether a dictionary has a word of this syllable and a small next one, or of the one before and this."""
        begins = shape_after == "x" and f"{key} {after}" in self._words
        return ("b" if begins else "-") + ("e" if f"{before} {key}" in self._words else "-")


def _beside_capitals(tokens: Sequence[Token]) -> list[bool]:
    """For each token, whether a capital stands right before or after it."""
    marks = [False, *(token.capital for token in tokens), False]
    return [marks[place] or marks[place + 2] for place in range(len(tokens))]


Stretch = tuple[int, int]  # first token and the one after the last
_NEAR = 3  # tokens on either side: names have few small words on end, and near stretches are one


def stretches(tokens: Sequence[Token]) -> list[Stretch]:
    """The parts of a sentence where a name may stand: all that is near a capital."""
    found: list[Stretch] = []
    for place, token in enumerate(tokens):
        if token.capital:
            first, last = max(0, place - _NEAR), min(len(tokens), place + _NEAR + 1)
            if found and first <= found[-1][1]:
                first = found.pop()[0]
            found.append((first, last))
    return found


Run = tuple[str, str, str, str, str, str, int, int]


def _runs(tokens: Sequence[Token]) -> dict[int, Run]:
    """For each capitalised token its run: length, position, word before and after, first and last word and place."""
    found: dict[int, Run] = {}
    start = 0
    while start < len(tokens):
        if not tokens[start].capital:
            start += 1
            continue
        end = start + 1
        while end < len(tokens) and tokens[end].capital:
            end += 1
        length = str(min(end - start, 6))
        before = tokens[start - 1].key if start else "^"
        after = tokens[end].key if end < len(tokens) else "$"
        head, tail = tokens[start].key, tokens[end - 1].key
        for place in range(start, end):
            at = "0" if place == start else "-" if place == end - 1 else "m"
            found[place] = (length, at, before, after, head, tail, start, end - 1)
        start = end
    return found


def _remember(sentences: Sequence[Sequence[Token]], flags: Sequence[Sequence[str]]) -> dict[str, str]:
    """What each capitalised word does anywhere in the article, as a short code."""
    seen: dict[str, set[str]] = defaultdict(set)
    lower: Counter[str] = Counter()
    for tokens, marks in zip(sentences, flags, strict=True):
        head = -1
        for place, token in enumerate(tokens):
            if not token.capital:
                lower[token.key] += token.shape == "x"
                continue
            if not place or not tokens[place - 1].capital:
                head = place
            if place > 0:
                seen[token.key].add("c")
            before = marks[head - 1] if head else ""
            if "H" in before or "R" in before:
                seen[token.key].add("p")
            if "D" in before or (head < place and "D" in marks[head]):
                seen[token.key].add("o")
            if "U" in before:
                seen[token.key].add("l")
            if "G" in marks[place]:
                seen[token.key].add("g")
            if head < place and "S" in marks[head]:
                seen[token.key].add("s")
    return {key: "".join(sorted(codes)) + ("x" if lower[key] else "") for key, codes in seen.items()}
