"""Training: the labelled corpus becomes the models that ship (`make train`)."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from sitegen.core.model import Kind
from sitegen.core.registry import Knowledge
from sitegen.core.workers import cores
from sitegen.extraction import judging, tagger
from sitegen.extraction.annotate import Sentence, annotate, split
from sitegen.extraction.features import ArticleView
from sitegen.extraction.lexicon import lexicon_of
from sitegen.extraction.scene import Scene, set_scene
from sitegen.extraction.tagger import CLASSIFIER, Judge, Tagger
from sitegen.extraction.tokens import Token
from sitegen.learning import examples
from sitegen.learning.corpus import Label, Labelled
from sitegen.learning.fitting import fit_classifier, fit_judge, fit_sketch, fit_tagger, require_sklearn, without_rare
from sitegen.reading import wordlists
from sitegen.reading.anatomy import anatomy

FOLDS = 4
HELD_OUT = 10  # one labelled clipping in ten is never trained on: it holds the floors
PENALTY = {"deal": 10.0, "parties": 20.0, "kinds": 2.0, "values": 1.0, "dates": 10.0}
SHARE = {"deal": 0.7}  # of "yes" that the examples stand for, so that a chance means the same however many are added
LEAST = {"deal": 5, "parties": 5}  # how often a feature must be seen: there are as many words as there are texts
TELLING = {"deal": 2000, "sentences": 1000}  # phrases that a label is known by, where not 500
_CODES = {Kind.ORG: "ORG", Kind.PERSON: "PER", Kind.PLACE: "LOC"}

Report = Callable[[str], None]


def held_out(name: str) -> bool:
    """Whether a labelled clipping is kept for scoring, by its name alone."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % HELD_OUT == 0


def _silent(_: str) -> None:
    return


def train(corpus: Sequence[Labelled], knowledge: Knowledge, folder: Path, report: Report = _silent) -> None:
    """Train every model and write it to `folder`. Same corpus, same bytes, however many cores work at it.

    Raises SitegenError without scikit-learn.
    """
    require_sklearn()
    lexicon = lexicon_of(knowledge)
    folder.mkdir(parents=True, exist_ok=True)
    report(f"{len(corpus)} labelled clippings")
    with ProcessPoolExecutor(cores()) as pool:
        names = pool.submit(_train_tagger, corpus, knowledge, folder / "names.crf")
        found = pool.map(partial(_cross_fitted, corpus, knowledge, folder), range(FOLDS))
        sentences = {name: row for fold in found for name, row in fold}
        names.result()
        report("names")
        scenes = [set_scene(one.text, sentences[one.name], lexicon) for one in corpus]
        _train_judges(list(zip(scenes, corpus, strict=True)), folder, pool, report)


def _cross_fitted(
    corpus: Sequence[Labelled], knowledge: Knowledge, folder: Path, fold: int
) -> list[tuple[str, list[Sentence]]]:
    """A fold of the corpus as a tagger sees it that did not learn from it: the judges must live with its slips."""
    lexicon = lexicon_of(knowledge)
    path = folder / f"fold{fold}.tmp"
    fit_sketch(*_tagged([one for n, one in enumerate(corpus) if n % FOLDS != fold], knowledge), path)
    with tagger.using(names=Tagger(path)):
        found = [
            (one.name, annotate(one.text, anatomy(one.text, wordlists.cues()), lexicon)) for one in corpus[fold::FOLDS]
        ]
    path.unlink()
    return found


def _train_tagger(corpus: Sequence[Labelled], knowledge: Knowledge, path: Path) -> None:
    fit_tagger(*_tagged(corpus, knowledge), path)


def _tagged(corpus: Sequence[Labelled], knowledge: Knowledge) -> tuple[list[list[list[str]]], list[list[str]]]:
    """The features and the tags of every stretch of the corpus where a name may stand."""
    lexicon = lexicon_of(knowledge)
    rows, tags = [], []
    for one in corpus:
        sentences = [sentence.tokens for sentence in split(one.text, anatomy(one.text, wordlists.cues()))]
        view = ArticleView(sentences, lexicon)
        for number, tokens in enumerate(sentences):
            labels = bio(tokens, one.labels)
            rows += view.features(number)
            tags += [labels[slice(*stretch)] for stretch in view.stretches[number]]
    return without_rare([features for row in rows for features in row], rows), tags


def bio(tokens: Sequence[Token], labels: Iterable[Label]) -> list[str]:
    """The tag of each token: B-ORG, I-ORG, ..., O."""
    tags = ["O"] * len(tokens)
    starts = {token.start: place for place, token in enumerate(tokens)}
    for label in labels:
        place = starts.get(label.span.start)
        first = True
        while place is not None and place < len(tokens) and tokens[place].end <= label.span.end:
            tags[place] = ("B-" if first else "I-") + _CODES[label.kind]
            first = False
            place += 1
    return tags


def _train_judges(pairs: Sequence[tuple[Scene, Labelled]], folder: Path, pool: Executor, report: Report) -> None:
    found: dict[str, list[examples.Example]] = defaultdict(list)
    read: dict[str, list[examples.Reading]] = defaultdict(list)
    candidates = [list(examples.party_examples(scene, one)) for scene, one in pairs]
    # A clipping without a deal teaches who is no party only where there is one to be party to: it is left out.
    teaching = [one.head["is_partnership"] == "true" for _, one in pairs]
    found["parties"] = [pair for row, deal in zip(candidates, teaching, strict=True) if deal for pair in _plain(row)]
    chances = _party_chances(candidates, teaching, folder, pool)
    for (scene, one), row, scores in zip(pairs, candidates, chances, strict=True):
        ranked = [(score, candidate) for (candidate, _), score in zip(row, scores, strict=True)]
        members = [candidate for _, candidate in judging.members(ranked)]
        found["deal"].append(examples.deal_example(scene, one, ranked))
        found["dates"] += examples.date_examples(scene, one)
        found["values"] += examples.value_examples(scene, one)
        found["kinds"] += examples.kind_examples(scene, one, members)
        found["topics"] += examples.topic_examples(scene, one, members)
        found["sentences"] += examples.sentence_examples(scene, one, members)
        for name, reading in examples.readings(scene, one, members):
            read[name].append(reading)
    readers = [
        pool.submit(fit_classifier, rows, folder / f"{name}{CLASSIFIER}.json", TELLING.get(name, 500), SHARE.get(name))
        for name, rows in read.items()
    ]
    fitted = [
        pool.submit(
            fit_judge, rows, folder / f"{name}.json", PENALTY.get(name, 0.5), LEAST.get(name, 2), SHARE.get(name)
        )
        for name, rows in found.items()
    ]
    for done, (name, rows) in zip(fitted, found.items(), strict=True):
        done.result()
        report(f"{name}: {len(rows)} examples, {sum(yes for _, yes in rows)} yes")
    for classifier, name in zip(readers, read, strict=True):
        classifier.result()
        report(f"{name}, by phrases: {len(read[name])} examples")


def _plain(row: Sequence[tuple[Any, bool]]) -> list[examples.Example]:
    return [(candidate.features, yes) for candidate, yes in row]


def _party_chances(
    candidates: Sequence[Sequence[tuple[Any, bool]]], teaching: Sequence[bool], folder: Path, pool: Executor
) -> list[list[float]]:
    """Chances from judges that did not learn from the clipping in question."""
    plain = [_plain(row) if teaches else [] for row, teaches in zip(candidates, teaching, strict=True)]
    paths = [folder / f"fold{fold}-parties.tmp" for fold in range(FOLDS)]
    learnt = ([pair for n, row in enumerate(plain) if n % FOLDS != fold for pair in row] for fold in range(FOLDS))
    list(pool.map(partial(fit_judge, penalty=PENALTY["parties"]), learnt, paths))
    judges = [Judge(path) for path in paths]
    for path in paths:
        path.unlink()
    return [
        [chance for chance, _ in judging.ranking(judges[n % FOLDS], [candidate for candidate, _ in row])]
        for n, row in enumerate(candidates)
    ]
