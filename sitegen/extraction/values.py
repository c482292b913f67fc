"""Values: which of an article's sums are those of the deal itself."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from sitegen.extraction.cues import bucket
from sitegen.extraction.money import MoneyMention
from sitegen.extraction.scene import Scene


class SumCandidate(Struct, frozen=True):
    """A sum with the number of its sentence and what the judge is told."""

    number: int
    mention: MoneyMention
    features: list[str]


def candidates(scene: Scene) -> list[SumCandidate]:
    """Every sum of the article."""
    times = Counter(one.money for _, one in scene.sums)
    return [
        SumCandidate(number, one, _features(scene, number, one, rank, times[one.money]))
        for rank, (number, one) in enumerate(scene.sums)
    ]


def _features(scene: Scene, number: int, mention: MoneyMention, rank: int, same: int) -> list[str]:
    zone = scene.zones[number]
    before, after = scene.words_around(number, mention.span, 9, 6)
    digits = len(str(int(mention.money.amount)))
    row = ["b", f"zone:{zone}", f"rank{min(rank, 4)}", f"same{min(same, 3)}", f"cur:{mention.money.currency}"]
    row.append(f"size:{mention.money.currency}{digits // 2}")
    row.append(f"all{bucket(len(scene.sums))}")
    row.append(f"strong{scene.strong[number]}{zone}")
    row.append(f"past{scene.past[number]}")
    row.append(f"orgs{min(scene.crowd.get(number, 0), 2)}")
    ours = [hit.value for hit in scene.lexicon.deal_money.within(before)]
    others = [hit.value for hit in scene.lexicon.other_money.within(before)]
    row += [f"d:{word}" for word in ours] + [f"o:{word}" for word in others]
    row.append(f"do:{bool(ours)}{bool(others)}{zone}")
    row += [f"a:{hit.value}" for hit in scene.lexicon.other_money.within(after)]
    row += [f"w-{token.key}" for token in before[-2:]] + [f"w+{token.key}" for token in after[:2]]
    row.append(f"bracket{bool(before) and before[-1].text == '('}")
    return row
