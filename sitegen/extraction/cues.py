"""Cues: what the judges of a whole article are told about its title, lead and signing sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sitegen.extraction.gazetteer import Gazetteer
from sitegen.extraction.scene import Scene


def placed(scene: Scene, gazetteer: Gazetteer[str], prefix: str = "") -> list[str]:
    """Each phrase of a list, with the zone it stands in: "T:ký kết"."""
    row = set()
    for number, sentence in enumerate(scene.sentences):
        zone = scene.zone(number)
        row.update(f"{prefix}{zone}:{hit.value}" for hit in gazetteer.find(sentence.tokens))
    return sorted(row)


def bucket(count: int) -> str:
    """A number as a word: 0 1 2 3 5 8 13."""
    return str(max(step for step in (0, 1, 2, 3, 5, 8, 13) if step <= count))


def verdict_features(scene: Scene, chances: Sequence[float]) -> list[str]:
    """What the judge of "does this article report a deal" is told. `chances` are those of the parties, highest first."""
    row = ["b"]
    row += placed(scene, scene.lexicon.signing, "s")
    row += placed(scene, scene.lexicon.against, "a")
    row += placed(scene, scene.lexicon.strong, "S")
    sure = [chance for chance in chances if chance >= 0.5]
    row.append(f"parties{min(len(sure), 4)}")
    row += [f"chance{place}:{int(chance * 5)}" for place, chance in enumerate(chances[:2])]
    pairs = sum(1 for number, strong in enumerate(scene.strong) if strong and scene.crowd.get(number, 0) > 1)
    row.append("pairs" + bucket(pairs))
    row.append("strong" + bucket(sum(scene.strong)))
    row += [f"early{pair}" for pair in _bigrams(scene)]
    return row


def _bigrams(scene: Scene) -> list[str]:
    """Pairs of words around each verb of signing in title and lead."""
    row = set()
    for number in range(len(scene.sentences)):
        zone = scene.zone(number)
        if zone not in "TLC":
            continue
        tokens = scene.sentences[number].tokens
        for hit in scene.lexicon.strong.find(tokens):
            before = tokens[hit.first - 1].key if hit.first else "^"
            row.add(f"{before} {hit.value}")
    return sorted(row)


def kind_features(scene: Scene, kind: str, party_kinds: Iterable[str]) -> list[str]:
    """What the judge of one kind of deal is told; every feature names the kind."""
    row = placed(scene, scene.lexicon.kinds[kind])
    zones = {feature[0] for feature in row}
    row += [f"in{zone}" for zone in sorted(zones)] + ["none"] * (not zones)
    row.append("zones" + "".join(sorted(zones)))
    for other, gazetteer in scene.lexicon.kinds.items():
        if other != kind:
            heard = {feature[0] for feature in placed(scene, gazetteer)}
            row += [f"o{other}{zone}" for zone in sorted(heard & {"T", "L"})]
    row += [f"pk{party}" for party in sorted(set(party_kinds))]
    row.append("b")
    return [f"{kind}|{feature}" for feature in row]


def topic_weights(scene: Scene) -> dict[str, dict[str, int]]:
    """For each topic, how often its words stand in each zone."""
    weights: dict[str, dict[str, int]] = {}
    for number, sentence in enumerate(scene.sentences):
        zone = scene.zone(number)
        for hit in scene.lexicon.topics.find(sentence.tokens):
            for topic in hit.value:
                zones = weights.setdefault(topic, {})
                zones[zone] = zones.get(zone, 0) + 1
    return weights


def topic_features(topic: str, weights: dict[str, dict[str, int]], fields: Iterable[str]) -> list[str]:
    """What the judge of one topic is told. `fields` are the fields of the parties in the registry."""
    mine = weights.get(topic, {})
    total = {name: sum(zones.values()) for name, zones in weights.items()}
    order = sorted(total, key=lambda name: (-total[name], name))
    row = ["b", f"rank{min(order.index(topic), 6) if topic in order else 9}"]
    row += [f"{zone}{bucket(count)}" for zone, count in mine.items()]
    row += [f"any{zone}" for zone in mine]
    row.append("n" + bucket(total.get(topic, 0)))
    row.append(f"share{min(9, 20 * total.get(topic, 0) // max(1, sum(total.values())))}")
    matching = [field for field in fields if field == topic]
    row.append(f"field{min(len(matching), 2)}")
    return [*row, *(f"{topic}|{feature}" for feature in row)]
