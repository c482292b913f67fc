"""Judging: the trained models asked about a scene, in the order in which one answer feeds the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from sitegen.core.model import MOST_PARTIES, DealKind, Topic
from sitegen.extraction import cues, parties, signing, summary, values
from sitegen.extraction.parties import Candidate
from sitegen.extraction.phrases import phrases, phrases_of
from sitegen.extraction.scene import Scene
from sitegen.extraction.signing import DateCandidate
from sitegen.extraction.summary import SentenceCandidate
from sitegen.extraction.tagger import Classifier, Judge, classifier, judge, logistic
from sitegen.extraction.values import SumCandidate
from sitegen.extraction.ways import doubted_from


class Verdicts(Struct, frozen=True):
    """What the models say, each with its chance from 0 to 1; lists in the order of the text."""

    deal: float
    parties: tuple[tuple[float, Candidate], ...]
    dates: tuple[tuple[float, DateCandidate], ...]
    sums: tuple[tuple[float, SumCandidate], ...]
    kinds: Mapping[DealKind, float]
    topics: Mapping[Topic, float]
    sentences: tuple[tuple[float, SentenceCandidate], ...] = field(default=())


YES = "yes"  # the one label of classifiers that only say yes or no
PARTY = 0.65
PACT = 0.85
COUNTERPART = 0.7
CLEAR = 0.8
UNHEARD = 0.95
BYGONE = 0.09
PACT_DAY = 0.7
SOLE_DAY = 0.25
REFUTED = 0.2
OPPOSED = 0.8
WORDLESS = 0.4
UNTOLD = 0.85
PLAIN = 0.6
CONTRACTED = 0.75
# Kinds of deals of which a contract is the mere paper.
PAPERED = (DealKind.SPONSORSHIP, DealKind.INVESTMENT_MA, DealKind.DISTRIBUTION, DealKind.JOINT_VENTURE)
_OBJECT = 8  # words from a verb of signing to what is signed: "ký với Quill Motors hợp đồng"
_FEW = 8  # of the words of a sentence that may be a crowd of them
EVEN = 0.5
SECOND = 0.2  # a deal has two sides: the two likeliest are parties already from here on


def judge_scene(scene: Scene, published: str | None) -> Verdicts:
    """All verdicts about one article."""
    ranked = tuple(ranking(judge("parties"), parties.candidates(scene)))
    likely = [one for _, one in members(ranked)]
    pacts = parties.pact_sentences([one for _, one in ranked])
    traded = _traded(scene, ranked)
    words = phrases(scene, party_sentences(likely))
    return Verdicts(
        deal=_deal(scene, ranked, words, pacts, traded),
        parties=ranked,
        dates=_dates(scene, published, pacts | traded),
        sums=tuple((judge("values").chance(one.features), one) for one in values.candidates(scene)),
        kinds=_kinds(scene, likely, words),
        topics=_topics(scene, likely, words),
        sentences=_sentences(scene, likely),
    )


def ranking(model: Judge, candidates: Sequence[Candidate]) -> list[tuple[float, Candidate]]:
    """How likely each candidate is a party.

    The other side of a signing is one where the sentence names a likely one too; places in one row stand together.
    """
    ranked = _without_unheard(_without_states([(chance_of(model, one), one) for one in candidates]))
    sure = frozenset().union(*party_sentences([one for chance, one in ranked if chance >= PARTY]))
    ranked = [(max(chance, COUNTERPART if _signs_with(one, sure) else 0.0), one) for chance, one in ranked]
    rows: dict[int, float] = {}
    for chance, one in ranked:
        if one.row is not None:
            rows[one.row] = max(chance, rows.get(one.row, 0.0))
    return _in_lists([(chance if one.row is None else rows[one.row], one) for chance, one in ranked])


def _in_lists(ranked: list[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
    """Where most of a list are parties, the others of it are: "A, B và C cùng ký"."""
    known: dict[int, list[bool]] = {}
    for chance, one in ranked:
        for number in one.lists:
            known.setdefault(number, []).append(chance >= PARTY)
    together = {number for number, sides in known.items() if 2 * sum(sides) >= len(sides) and sum(sides) > 1}
    return [(max(chance, PARTY) if _acts_with(one, together) else chance, one) for chance, one in ranked]


def _acts_with(one: Candidate, together: set[int]) -> bool:
    """Whether it stands in one of these lists as somebody who may act: neither as a place nor as a bystander."""
    kept_out = one.bygone or one.aside or one.thing or one.organisation.bare_place
    return not kept_out and not together.isdisjoint(one.lists)


def _without_unheard(ranked: list[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
    """Where two sides are clear, who is not named where the agreement is told must be all the more likely."""
    if sum(one.heard and chance >= CLEAR for chance, one in ranked) < 2:
        return ranked
    return [(chance if one.heard or chance >= UNHEARD else min(chance, SECOND), one) for chance, one in ranked]


def _without_states(ranked: list[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
    """A government beside two others only frames what they agree."""
    if sum(not one.state and chance >= COUNTERPART for chance, one in ranked) < 2:
        return ranked
    return [(min(chance, SECOND) if one.state else chance, one) for chance, one in ranked]


def _signs_with(one: Candidate, sure: frozenset[int]) -> bool:
    return (one.clear or not sure.isdisjoint(one.counterpart)) and not (one.bygone or one.aside)


def chance_of(model: Judge, candidate: Candidate) -> float:
    """How likely a candidate is a party; what the text names as a side of a pact is one nearly always."""
    chance = max(model.chance(candidate.features), PACT if candidate.pacts else 0.0)
    return min(chance, BYGONE) if candidate.bygone or candidate.aside or candidate.thing else chance


def _deal(
    scene: Scene,
    ranked: Sequence[tuple[float, Candidate]],
    words: Mapping[str, float],
    pacts: frozenset[int],
    traded: frozenset[int],
) -> float:
    """How likely the article reports a deal: what a title takes back is none; what names both sides, or a share, is.

    Where no word speaks of an agreement plainly, or the title is about a quarrel, figures or posts, the judge must be
    surer.
    """
    likely = more_likely(ranked)
    chances = sorted((chance for chance, _ in ranked), reverse=True)
    judged = judge("deal").score(cues.verdict_features(scene, chances, likely))
    chance = _agreed(judged, classifier("deal").scores(words).get(YES))
    opposed = cues.is_refuted(scene) or cues.title_objections(scene) & cues.DISTRACTING
    least = max(OPPOSED if opposed else 0.0, 0.0 if traded else _least_told(scene, likely))
    if chance < least:
        return min(chance, REFUTED)
    plain = bool(traded) or any(not cues.is_doubted(scene, number) for number in pacts)
    plain = plain or cues.is_headlined(scene, likely)
    return max(chance, PLAIN if plain else 0.0)


def _least_told(scene: Scene, likely: Sequence[frozenset[int]]) -> float:
    """How sure the judge must be, by how plainly an agreement is told: with a likely party, without one, or nowhere."""
    plain = cues.plain_sentences(scene)
    if not plain:
        return UNTOLD if any(scene.strong) else WORDLESS
    return 0.0 if any(number in numbers for numbers in likely for number in plain) else WORDLESS


def _traded(scene: Scene, ranked: Sequence[tuple[float, Candidate]]) -> frozenset[int]:
    """The sentences at the head of the text that tell plainly that a measured share changes hands."""
    told = {number for _, one in ranked for number in one.traded}
    return frozenset(number for number in told & scene.early if not cues.is_doubted(scene, number))


def more_likely(ranked: Sequence[tuple[float, Candidate]]) -> list[frozenset[int]]:
    """For each candidate that is a party more likely than not, the numbers of the sentences that name it."""
    return party_sentences([one for chance, one in ranked if chance >= EVEN])


def members(ranked: Sequence[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
    """The parties among the candidates, in their order."""
    best = sorted(ranked, key=lambda pair: -pair[0])[:2]
    sides = [pair for pair in best if pair[0] >= SECOND]
    rows = {one.row for _, one in sides} - {None}
    found = parties.one_of_each_seat(
        [pair for pair in ranked if pair[0] >= PARTY or pair in sides or pair[1].row in rows]
    )
    surest = {id(pair) for pair in sorted(found, key=lambda pair: -pair[0])[:MOST_PARTIES]}
    return [pair for pair in found if id(pair) in surest]


def _dates(scene: Scene, published: str | None, pacts: frozenset[int]) -> tuple[tuple[float, DateCandidate], ...]:
    found = signing.candidates(scene, published, pacts)
    told = [(max(judge("dates").chance(one.features), PACT_DAY if one.pact else 0.0), one) for one in found]
    days = {(one.mention.date.month, one.mention.date.day) for one in found if one.mention.form == "day"}
    return tuple((_sole_day(chance, one, scene, len(days)), one) for chance, one in told)


def _sole_day(chance: float, one: DateCandidate, scene: Scene, days: int) -> float:
    """The only day of a text that stands in its lead is that of its news, unless the judge is sure that it is not, or
    the text says of what it is: "hạn nộp hồ sơ là ngày 14-9".
    """
    leads = days == 1 and one.mention.form == "day" and scene.zones[one.number] == "L" and not one.other
    return max(chance, EVEN) if leads and chance >= SOLE_DAY else chance


def _kinds(scene: Scene, likely: list[Candidate], words: Mapping[str, float]) -> dict[DealKind, float]:
    heard = cues.kinds_heard(scene, party_sentences(likely))
    partners = [one.organisation.kind for one in likely]
    model, read = judge("kinds"), classifier("kinds").scores(words)
    chances = {
        kind: _agreed(model.score(cues.kind_features(heard, kind, partners)), read.get(kind)) for kind in DealKind
    }
    if _is_contracted(scene, likely):
        chances[DealKind.CONTRACT] = max(chances[DealKind.CONTRACT], CONTRACTED)
    return chances


def _is_contracted(scene: Scene, likely: list[Candidate]) -> bool:
    """Whether a sentence that names two parties says that they sign a contract, and speaks of no other kind: one for
    shares, say, is no more than the paper of an investment.
    """
    named = cues.named_by(party_sentences(likely))
    signed = (number for number, count in named.items() if count > 1 and scene.strong[number])
    return any(_is_signed(scene, number) for number in signed if not scene.speaks_of(number, *PAPERED))


def _is_signed(scene: Scene, number: int) -> bool:
    """Whether a sentence says of a contract that it is signed, not planned, denied or long ago."""
    verbs = [hit.first for hit in scene.lexicon.making.find(scene.sentences[number].tokens)]
    doubt = doubted_from(scene, number)
    named = [hit.first for hit in scene.kind_words[number] if DealKind.CONTRACT in hit.value]
    return any(0 <= at - verb <= _OBJECT and max(at, verb) < doubt for at in named[:_FEW] for verb in verbs[:_FEW])


def _agreed(judged: float, read: float | None) -> float:
    """The chance on which a judge, who knows lists of words, and a classifier, who learnt from all words, agree.

    They err in different texts. `read` is None where there were too few texts to learn from.
    """
    return logistic(judged if read is None else (judged + read) / 2)


def fields_of(scene: Scene, likely: list[Candidate]) -> list[str]:
    """The fields of the parties that are in the registry."""
    known = scene.lexicon.knowledge.partners
    return [topic for one in likely if one.organisation.registered for topic in known[one.organisation.id].fields]


def _topics(scene: Scene, likely: list[Candidate], words: Mapping[str, float]) -> dict[Topic, float]:
    weights = cues.topic_weights(scene)
    fields = fields_of(scene, likely)
    model, read = judge("topics"), classifier("topics").scores(words)
    return {
        topic: _agreed(model.score(cues.topic_features(topic, weights, fields)), read.get(topic)) for topic in Topic
    }


def party_sentences(likely: Sequence[Candidate]) -> list[frozenset[int]]:
    """For each party, the numbers of the sentences that name it."""
    return [frozenset(number for number, _ in one.organisation.mentions) for one in likely]


def _sentences(scene: Scene, likely: list[Candidate]) -> tuple[tuple[float, SentenceCandidate], ...]:
    found = summary.candidates(scene, party_sentences(likely))
    model, reader = judge("sentences"), classifier("sentences")
    return tuple((_agreed(model.score(one.features), _kept(reader, scene, one)), one) for one in found)


def _kept(reader: Classifier, scene: Scene, one: SentenceCandidate) -> float | None:
    return reader.scores(phrases_of(scene.sentences[one.number])).get(YES)
