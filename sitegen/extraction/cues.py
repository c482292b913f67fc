"""Cues: what the judges of a whole article are told about its title, lead and signing sentences."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from sitegen.core.model import PartRole
from sitegen.extraction.gazetteer import Listed
from sitegen.extraction.scene import Scene
from sitegen.extraction.tokens import Token, place_of
from sitegen.extraction.wordlists import Verbs


def placed(scene: Scene, gazetteer: Listed[str] | Verbs, prefix: str = "") -> list[str]:
    """Each phrase of a list, with the zone it stands in: "T:ký kết"."""
    row: set[str] = set()
    for number, sentence in enumerate(scene.sentences):
        zone = scene.zones[number]
        row.update(f"{prefix}{zone}:{hit.value}" for hit in gazetteer.find(sentence.tokens))
    return sorted(row)


def bucket(count: int) -> str:
    """A number as a word: 0 1 2 3 5 8 13."""
    return str(_STEPS[bisect_right(_STEPS, count) - 1])


_STEPS = (0, 1, 2, 3, 5, 8, 13)


def verdict_features(scene: Scene, chances: Sequence[float], likely: Sequence[frozenset[int]]) -> list[str]:
    """What the judge of "does this report a deal" is told.

    `chances` are those of the possible parties, highest first; `likely` holds, for each party that is one more likely
    than not, the numbers of the sentences that name it.
    """
    row = ["b", f"parties{min(sum(chance >= 0.5 for chance in chances), 3)}"]
    row += [f"chance{place}:{int(chance * 5)}" for place, chance in enumerate(chances[:2])]
    pairs = sum(1 for number, strong in enumerate(scene.strong) if strong and scene.crowd.get(number, 0) > 1)
    row.append("pairs" + bucket(min(pairs, 5)))
    row.append("density" + bucket(20 * sum(scene.strong) // max(1, len(scene.sentences))))
    row.append(f"orgs{min(len(chances), 6)}")
    named = {kind: zones for kind, zones in kinds_heard(scene).items() if not kind.endswith("?")}
    row += [f"named{zone}" for zone in sorted(set().union(*named.values()))]
    row += [f"kinds:{kind}" for kind, zones in sorted(named.items()) if zones & {"T", "L"}]
    row += [*_headlined(scene, likely), *_proven(scene, likely), *_headwords(scene)]
    return [*row, *placed(scene, scene.lexicon.strong, "S"), *_objections(scene)]


def named_by(members: Iterable[frozenset[int]]) -> Counter[int]:
    """How many of the parties each sentence names; `members` are, for each party, the sentences that name it."""
    return Counter(number for numbers in members for number in numbers)


def _headlined(scene: Scene, likely: Sequence[frozenset[int]]) -> list[str]:
    """How many parties title and lead name, and which words of agreement stand beside them."""
    titles = {number for number, one in enumerate(scene.sentences) if one.role is PartRole.TITLE}
    in_title = min(sum(bool(titles & numbers) for numbers in likely), 3)
    in_lead = min(sum(bool(scene.lead & numbers) for numbers in likely), 3)
    row = [f"tp{in_title}", f"lp{in_lead}", f"tlp{min(in_title, 2)}{min(in_lead, 2)}"]
    together = {number for number, count in named_by(likely).items() if count > 1}
    row.append(f"pairlead{bool(together & scene.lead)}")
    row.append(f"pairstrong{min(sum(scene.strong[number] for number in together), 2)}")
    for number in titles:
        row.append(f"TSn{min(len(scene.signing[number]), 2)}")
        row += [f"TS:{word}" for word in scene.signing[number]]
        row += [f"TSp{min(in_title, 2)}:{word}" for word in scene.signing[number]]
    row += [f"LS:{word}" for number in scene.lead for word in scene.signing[number]]
    return sorted(set(row))


def _proven(scene: Scene, likely: Sequence[frozenset[int]]) -> list[str]:
    """How many likely parties stand in the best sentence that speaks of signing; so of those that no plan or wish
    doubts, and of these in title and lead. Alone and together: no single one of them makes a deal."""
    named = named_by(likely)
    strong = [number for number, holds in enumerate(scene.strong) if holds]
    plain = plain_sentences(scene)
    front = [number for number in plain if scene.zones[number] in "TL" or number in scene.early]
    some, sure, early = (_most(named, numbers) for numbers in (strong, plain, front))
    told = min(2, sum(1 for number, count in named.items() if count > 1 and scene.signing[number]))
    row = [f"proof:{some}", f"plain:{sure}", f"front:{early}", f"told{told}"]
    return [*row, f"proof:{some}{sure}{early}{told}", f"plain:{sure}{early}", f"front:{early}{told}"]


def plain_sentences(scene: Scene) -> list[int]:
    """The sentences that speak of an agreement, and do not only plan, wish, recall, deny or end it."""
    return [number for number, strong in enumerate(scene.strong) if strong and not is_doubted(scene, number)]


def _most(named: Counter[int], numbers: Sequence[int]) -> str:
    return str(min(2, max(named[number] for number in numbers))) if numbers else "-"


def _headwords(scene: Scene) -> list[str]:
    """The common words of the title and of the first sentence, one by one and in pairs: of what world the news is."""
    row: set[str] = set()
    for number, one in enumerate(scene.sentences):
        if one.role is PartRole.TITLE or number in scene.body[:1]:
            zone = "t" if one.role is PartRole.TITLE else "l"
            words = [token.key for token in one.tokens if token.shape == "x"]
            row.update(f"{zone}w:{word}" for word in words)
            row.update(f"{zone}w:{first} {second}" for first, second in pairwise(words))
    return sorted(row)


def _objections(scene: Scene) -> list[str]:
    """The reasons against a deal that the text gives, with their zone."""
    row: set[str] = set()
    for number, hits in enumerate(scene.objections):
        zone = scene.zones[number]
        for hit in hits:
            if "none" in hit.value:
                continue
            row.update(f"a{zone}:{reason}" for reason in hit.value)
            if zone in "TL":
                row.update(f"aTL:{reason}" for reason in hit.value)
    return sorted(row)


DOUBTS = frozenset(("ended", "dispute", "denied", "wished", "planned"))


REFUTING = frozenset(("ended", "denied", "wished"))
DISTRACTING = frozenset(("dispute", "results", "people"))


def title_objections(scene: Scene) -> set[str]:
    """The reasons against a deal that the title gives."""
    titles = [number for number, one in enumerate(scene.sentences) if one.role is PartRole.TITLE]
    return {reason for number in titles for hit in scene.objections[number] for reason in hit.value}


def is_headlined(scene: Scene, likely: Sequence[frozenset[int]]) -> bool:
    """Whether the title says of two likely parties that they work together, and nothing in title or lead is against."""
    against = {
        reason
        for number, hits in enumerate(scene.objections)
        if scene.zones[number] in "TL"
        for hit in hits
        for reason in hit.value
    }
    named = named_by(likely)
    titles = [number for number, one in enumerate(scene.sentences) if one.role is PartRole.TITLE]
    told = any(named[number] > 1 and scene.lexicon.heading.find(scene.sentences[number].tokens) for number in titles)
    return told and not against & OPPOSING


OPPOSING = frozenset(("visit", "results", "people", *DOUBTS))


def is_refuted(scene: Scene) -> bool:
    """Whether the title says that what is agreed ended, is denied or wished for; "A rút lui, B rót vốn" does not."""
    for number, one in enumerate(scene.sentences):
        hits = [hit for hit in scene.objections[number] if REFUTING & set(hit.value)]
        if one.role is PartRole.TITLE and hits:
            refuted = {_clause(one.tokens, hit.first) for hit in hits}
            signing = {_clause(one.tokens, hit.first) for hit in scene.lexicon.signing.find(one.tokens)}
            return signing <= refuted
    return False


def _clause(tokens: Sequence[Token], at: int) -> int:
    """The number of the clause that a word of a title stands in."""
    return sum(token.text in _CLAUSES for token in tokens[:at])


_CLAUSES = frozenset(",;:-–?")


def is_doubted(scene: Scene, number: int) -> bool:
    """Whether a sentence only plans, wishes, recalls, denies or ends what it tells."""
    tokens = scene.sentences[number].tokens
    reasons = {reason for hit in scene.objections[number] for reason in hit.value}
    told = bool(reasons & DOUBTS or scene.lexicon.planned.find(tokens))
    if told and reasons & DOUBTS <= {"planned"} and _is_set(scene, number):
        told = False
    return told or scene.past[number] or scene.earlier[number]


def _is_set(scene: Scene, number: int) -> bool:
    """Whether a plan has its day: "ngày 12/8 tới, A sẽ ký", "sẽ ký vào ngày 12/8"."""
    tokens, lexicon = scene.sentences[number].tokens, scene.lexicon
    verbs = [hit.first for hit in lexicon.making.find(tokens)]
    plans = [hit.last for hit in lexicon.planned.find(tokens)]
    if not verbs or not plans:
        return False
    for mention in scene.days.get(number, ()):
        first, last = place_of(tokens, mention.span.start), place_of(tokens, mention.span.end)
        comes = any(token.key in lexicon.coming for token in tokens[last : last + 1])
        if comes or any(plans[0] <= verb < first for verb in verbs):
            return True
    return False


Heard = dict[str, set[str]]


def kinds_heard(scene: Scene, members: Iterable[frozenset[int]] = ()) -> Heard:
    """For each kind of deal the zones where a phrase names it, and under "kind?" those where one hints at it.

    The longest phrase of all kinds wins. `members` are, for each party, the numbers of the sentences that name it;
    zone P is a sentence that names two, O one that names one party and speaks of signing; W is what is only wished for.
    """
    crowd = named_by(members)
    heard: Heard = {}
    for number, hits in enumerate(scene.kind_words):
        if not hits:
            continue
        zones = {scene.zones[number]}
        named = crowd[number]
        if named > 1:
            zones.add("P")
        elif named and scene.strong[number]:
            zones.add("O")
        unreal = shadow(scene, number)
        for hit in hits:
            for kind in hit.value:
                heard.setdefault(kind, set()).update({"W"} if hit.first in unreal else zones)
    return heard


_SHADOW = 10  # words behind one that wishes, plans, denies or ends


def shadow(scene: Scene, number: int) -> set[int]:
    """The words of a sentence that stand behind one that takes from them that they are so: "kêu gọi hợp tác đầu tư",
    "đàm phán hợp đồng".
    """
    ends = (hit.last for hit in scene.objections[number] if _UNREAL & set(hit.value))
    return {place for end in ends for place in range(end, end + _SHADOW + 1)}


_UNREAL = DOUBTS - {"dispute"}


def kind_features(heard: Heard, kind: str, party_kinds: Iterable[str]) -> list[str]:
    """What the judge of one kind of deal is told; every feature names the kind."""
    named, hinted = heard.get(kind, set()), heard.get(f"{kind}?", set())
    row = [f"n{zone}" for zone in named] + [f"h{zone}" for zone in hinted]
    row += ["named" if named else "hinted" if hinted else "none"]
    row.append("core" if named & set("TLP") else "rim" if named else "-")
    row.append("hcore" if hinted & set("TLP") else "-")
    for other, zones in heard.items():
        if other != kind and not other.endswith("?") and zones & set("TLP"):
            row.append(f"o{other}")
    row.append(
        "alone"
        if not any(zones & set("TLP") for name, zones in heard.items() if name[-1] != "?" and name != kind)
        else "-"
    )
    row += [f"pk{party}" for party in set(party_kinds) if party in _TELLING]
    row.append("b")
    return [f"{kind}|{feature}" for feature in sorted(set(row))]


_TELLING = frozenset(("university", "bank", "government", "hospital"))


def topic_weights(scene: Scene) -> dict[str, dict[str, int]]:
    """For each topic, how often its words stand in each zone."""
    weights: dict[str, dict[str, int]] = {}
    for number, sentence in enumerate(scene.sentences):
        zone = scene.zones[number]
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
