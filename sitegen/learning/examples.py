"""Examples: what each judge learns from a labelled clipping."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from sitegen.core.model import DealKind, PartialDate, Topic
from sitegen.core.text import match_key
from sitegen.extraction import cues, parties, signing, summary, values
from sitegen.extraction.judging import YES, fields_of, more_likely, party_sentences
from sitegen.extraction.parties import Candidate
from sitegen.extraction.phrases import phrases, phrases_of
from sitegen.extraction.scene import Scene
from sitegen.learning.corpus import Labelled

Example = tuple[list[str], bool]  # features, and whether they are of what is asked for
Reading = tuple[dict[str, float], Collection[str]]  # phrases of a text, weighed, and what it is


def party_examples(scene: Scene, labelled: Labelled) -> Iterator[tuple[Candidate, bool]]:
    """Each candidate, and whether the labels call it a partner."""
    names = [_forms(partner) for partner in labelled.head["partners"] or []]
    for candidate in parties.candidates(scene):
        surfaces = {_plain(surface) for surface in candidate.organisation.surfaces}
        yield candidate, any(surfaces & forms for forms in names)


def _forms(partner: dict[str, object]) -> set[str]:
    surfaces = partner["surfaces"] or []
    forms = {_plain(str(partner["name"])), *(_plain(str(one)) for one in surfaces)}  # type: ignore[attr-defined]
    return forms | {form.split(" ", 2)[2] for form in forms if form.startswith(("ubnd tỉnh ", "ubnd tp "))}


def _plain(name: str) -> str:
    return match_key(" ".join(name.split()))


def date_examples(scene: Scene, labelled: Labelled) -> Iterator[Example]:
    """Each date, and whether it is the signing's; clippings without a deal teach nothing here."""
    if labelled.head["is_partnership"] != "true":
        return
    wanted = [labelled.head["signed_on"], *(labelled.head.get("signed_on_all") or [])]
    dates = {str(one) for one in wanted if one and one != "null"}
    for candidate in signing.candidates(scene, None):
        said = candidate.mention.date
        full = signing.dated(said, scene.event_years.get(candidate.number), scene)
        yield candidate.features, bool({str(said), str(full)} & dates) or _same_day(said, dates)


def _same_day(said: PartialDate, dates: set[str]) -> bool:
    return said.day is not None and any(date.endswith(f"-{said.month:02d}-{said.day:02d}") for date in dates)


def value_examples(scene: Scene, labelled: Labelled) -> Iterator[Example]:
    """Each sum, and whether it is the deal's own."""
    if labelled.head["is_partnership"] != "true":
        return
    wanted = {(float(one["amount"]), one["currency"]) for one in labelled.head["values"] or []}
    for candidate in values.candidates(scene):
        money = candidate.mention.money
        yield candidate.features, (float(money.amount), money.currency) in wanted


def deal_example(scene: Scene, labelled: Labelled, ranked: Sequence[tuple[float, Candidate]]) -> Example:
    """The whole article with its possible parties, and whether it reports a deal."""
    chances = sorted((chance for chance, _ in ranked), reverse=True)
    return cues.verdict_features(scene, chances, more_likely(ranked)), labelled.head["is_partnership"] == "true"


def kind_examples(scene: Scene, labelled: Labelled, members: Sequence[Candidate]) -> Iterator[Example]:
    """Each kind of deal, and whether the article's is of it."""
    if labelled.head["is_partnership"] != "true":
        return
    party_kinds = [one.organisation.kind for one in members]
    heard = cues.kinds_heard(scene, party_sentences(list(members)))
    for kind in DealKind:
        yield cues.kind_features(heard, kind, party_kinds), kind in (labelled.head["agreement_kinds"] or [])


def topic_examples(scene: Scene, labelled: Labelled, members: Sequence[Candidate]) -> Iterator[Example]:
    """Each topic, and whether the article has it."""
    weights = cues.topic_weights(scene)
    fields = fields_of(scene, list(members))
    for topic in Topic:
        yield cues.topic_features(topic, weights, fields), topic in labelled.head["topics"]


def sentence_examples(scene: Scene, labelled: Labelled, members: Sequence[Candidate]) -> Iterator[Example]:
    """Each sentence, and whether an editor keeps it."""
    for candidate in summary.candidates(scene, party_sentences(list(members))):
        yield candidate.features, _is_kept(scene, candidate.number, labelled)


def _is_kept(scene: Scene, number: int, labelled: Labelled) -> bool:
    span = scene.sentences[number].span
    middle = (span.start + span.end) // 2
    return any(key.start <= middle < key.end for key in labelled.keys)


def readings(scene: Scene, labelled: Labelled, members: Sequence[Candidate]) -> Iterator[tuple[str, Reading]]:
    """What each classifier learns from a clipping, by its name; of one without a deal there is no kind."""
    words, head = phrases(scene, party_sentences(list(members))), labelled.head
    yield "topics", (words, head["topics"] or ())
    if head["is_partnership"] == "true":
        yield "kinds", (words, head["agreement_kinds"] or ())
    yield "deal", (words, (YES,) if head["is_partnership"] == "true" else ())
    for number in scene.body:
        yield "sentences", (phrases_of(scene.sentences[number]), (YES,) if _is_kept(scene, number, labelled) else ())
