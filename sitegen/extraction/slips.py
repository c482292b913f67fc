"""Slips of the pen: one name in two spellings, a letter apart: "Vinamilk", "Vianmilk"; "Cao Thắng", "Cao Thắg"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import permutations

from sitegen.extraction.linking import Key
from sitegen.extraction.tokens import is_vietnamese

_SHORTEST = 7  # letters: shorter names that differ by one are different names
_LONGEST = 60
_ALIKE = 6  # spellings that share all letters but one; more are a series of names
_CODE = 4  # letters of a code at most: "Becamex IDC" is not "Becamex TDC"


def slips(keys: Iterable[Key]) -> dict[Key, list[Key]]:
    """For each key those that are a letter away from it, the first apart: one more, one less, another one, two that
    changed places.
    """
    begun: dict[str, list[tuple[str, Key]]] = defaultdict(list)
    for key in sorted(keys):
        word = "".join(key)
        if _SHORTEST <= len(word) <= _LONGEST:
            begun[word[0]].append((word, key))
    near: dict[str, list[Key]] = defaultdict(list)
    for word, key in (pair for pairs in begun.values() if len(pairs) > 1 for pair in pairs):
        for spelling in {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}:
            near[spelling].append(key)
    found: dict[Key, list[Key]] = {}
    for alike in near.values():
        for key, other in permutations(alike, 2) if len(alike) <= _ALIKE else ():
            known = found.get(key, [])
            if other not in known and _is_slip(key, other):
                found[key] = [*known, other]
    return found


def _is_slip(first: Key, second: Key) -> bool:
    """Whether a letter or the blanks alone part two keys, and what differs is no number and no code."""
    differ = {*first} ^ {*second}
    coded = len(first) == len(second) and all(_is_code(word) for word in differ)
    if first == second or coded or not all(word.isalpha() for word in differ):
        return False
    one, other = sorted(("".join(first), "".join(second)), key=len)
    if len(one) < len(other):
        return any(other[:at] + other[at + 1 :] == one for at in range(len(other)))
    apart = [at for at in range(len(one)) if one[at] != other[at]]
    crossed = len(apart) == 2 and apart[1] == apart[0] + 1 and one[apart[0]] == other[apart[1]]
    return len(apart) < 2 or (crossed and one[apart[1]] == other[apart[0]])


def _is_code(word: str) -> bool:
    return len(word) <= _CODE and not is_vietnamese(word)
