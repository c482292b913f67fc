"""Twins: a company in Vietnamese and what else it goes by: its brand in English ("Công ty CP Bán lẻ Minh Quân", "Minh
Quân Retail"), its first letters ("Phúc An Khang", "PAK Pharmacy").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set

from sitegen.core.text import fold
from sitegen.extraction.linking import Key
from sitegen.extraction.tokens import is_vietnamese

_LETTERS = range(3, 6)  # of an abbreviation
_BRAND = 2  # words of what begins with one
_CORE = 2  # syllables, at least, of the proper name that both share


def twins(keys: Iterable[Key], closings: Set[str]) -> dict[Key, list[Key]]:
    """For each brand the one name that ends in the same proper name, and the other way round."""
    ordered = sorted(keys)
    brands: dict[Key, list[Key]] = defaultdict(list)
    for key in ordered:
        core = _core(key, closings)
        if core:
            brands[core].append(key)
    names: dict[Key, list[Key]] = defaultdict(list)
    sizes = {len(core) for core in brands}
    for key in ordered:
        for core in {key[-size:] for size in sizes if len(key) > size} & brands.keys():
            names[core].append(key)
    pairs = ((brands[core], names[core]) for core in names)
    single = [(brand[0], name[0]) for brand, name in pairs if len(brand) == len(name) == 1]
    return {one: [other] for pair in single for one, other in (pair, pair[::-1])}


def initials(keys: Iterable[Key]) -> dict[Key, list[Key]]:
    """For each abbreviation the one name whose words begin with its letters, and the other way round."""
    ordered = sorted(keys)
    names: dict[str, list[Key]] = defaultdict(list)
    for key in ordered:
        if len(key) in _LETTERS:
            names[fold("".join(word[0] for word in key))].append(key)
    found: dict[Key, list[Key]] = defaultdict(list)
    for key in ordered:
        word = key[0] if 0 < len(key) <= _BRAND else ""
        stands = names[fold(word)] if len(word) in _LETTERS and not is_vietnamese(word) else []
        if len(stands) == 1:
            found[key].append(stands[0])
            found[stands[0]].append(key)
    return found


def _core(key: Key, closings: Set[str]) -> Key:
    """What stands before the English word that ends a brand; nothing where none does."""
    core = key[:-1]
    return core if len(core) >= _CORE and key[-1] in closings and core[-1] not in closings else ()
