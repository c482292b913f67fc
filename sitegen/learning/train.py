"""Training: the labelled corpus becomes the models that ship (`make train`)."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from sitegen.core.model import Kind
from sitegen.core.registry import Knowledge
from sitegen.extraction import judging, tagger
from sitegen.extraction.annotate import split
from sitegen.extraction.features import ArticleView
from sitegen.extraction.lexicon import Lexicon, lexicon_of
from sitegen.extraction.scene import Scene, look
from sitegen.extraction.tagger import Judge, Tagger
from sitegen.extraction.tokens import Token
from sitegen.learning import examples
from sitegen.learning.corpus import Label, Labelled
from sitegen.learning.modelfile import make_canonical
from sitegen.reading import wordlists
from sitegen.reading.anatomy import anatomy

FOLDS = 4
HELD_OUT = 10  # one labelled clipping in ten is never trained on: it holds the floors
_CODES = {Kind.ORG: "ORG", Kind.PERSON: "PER", Kind.PLACE: "LOC"}

Report = Callable[[str], None]


def held_out(name: str) -> bool:
    """Whether a labelled clipping is kept for scoring, by its name alone."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % HELD_OUT == 0


def _silent(_: str) -> None:
    return


def train(corpus: Sequence[Labelled], knowledge: Knowledge, folder: Path, report: Report = _silent) -> None:
    """Train every model and write it to `folder`. Same corpus, same bytes."""
    lexicon = lexicon_of(knowledge)
    folder.mkdir(parents=True, exist_ok=True)
    report(f"{len(corpus)} labelled clippings")
    scenes = _cross_fitted(corpus, lexicon, folder, report)
    _train_tagger(corpus, lexicon, folder / "names.crf")
    report("names")
    _train_judges(list(zip(scenes, corpus, strict=True)), folder, report)


def _cross_fitted(corpus: Sequence[Labelled], lexicon: Lexicon, folder: Path, report: Report) -> list[Scene]:
    """Scenes of the corpus as a tagger sees them that did not learn from them: the judges must live with its slips."""
    scenes: dict[str, Scene] = {}
    for fold in range(FOLDS):
        path = folder / f"fold{fold}.tmp"
        _train_tagger([one for n, one in enumerate(corpus) if n % FOLDS != fold], lexicon, path)
        with tagger.using(names=Tagger(path)):
            for one in corpus[fold::FOLDS]:
                scenes[one.name] = look(one.text, anatomy(one.text, wordlists.cues()), lexicon)
        path.unlink()
        report(f"fold {fold + 1} of {FOLDS}")
    return [scenes[one.name] for one in corpus]


def _train_tagger(corpus: Sequence[Labelled], lexicon: Lexicon, path: Path, iterations: int = 60) -> None:
    rows, tags = [], []
    for one in corpus:
        sentences = [sentence.tokens for sentence in split(one.text, anatomy(one.text, wordlists.cues()))]
        view = ArticleView(sentences, lexicon)
        for number, tokens in enumerate(sentences):
            if tokens:
                rows.append(view.features(number))
                tags.append(bio(tokens, one.labels))
    _fit(_without_rare([features for row in rows for features in row], rows), tags, path, 0.3, iterations)


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


def _without_rare(flat: Iterable[list[str]], rows: list[list[list[str]]], least: int = 2) -> list[list[list[str]]]:
    """Features seen once teach nothing about other texts; without them the model is half the size."""
    count = Counter(feature for features in flat for feature in features)
    return [[[feature for feature in features if count[feature] >= least] for features in row] for row in rows]


def _train_judges(pairs: Sequence[tuple[Scene, Labelled]], folder: Path, report: Report) -> None:
    found: dict[str, list[examples.Example]] = defaultdict(list)
    candidates = [list(examples.party_examples(scene, one)) for scene, one in pairs]
    # A clipping without a deal teaches who is no party only where there is one to be party to: it is left out.
    teaching = [one.head["is_partnership"] == "true" for _, one in pairs]
    found["parties"] = [pair for row, deal in zip(candidates, teaching, strict=True) if deal for pair in _plain(row)]
    _fit_judge(found["parties"], folder / "parties.crf", PENALTY["parties"])
    chances = _party_chances(candidates, teaching, folder)
    for (scene, one), row, scores in zip(pairs, candidates, chances, strict=True):
        ranked = [(score, candidate) for (candidate, _), score in zip(row, scores, strict=True)]
        members = [candidate for _, candidate in judging.members(ranked)]
        found["deal"].append(examples.deal_example(scene, one, scores))
        found["dates"] += examples.date_examples(scene, one)
        found["values"] += examples.value_examples(scene, one)
        found["kinds"] += examples.kind_examples(scene, one, members)
        found["topics"] += examples.topic_examples(scene, one, members)
        found["sentences"] += examples.sentence_examples(scene, one, members)
    for name in ("deal", "dates", "values", "kinds", "topics", "sentences"):
        _fit_judge(found[name], folder / f"{name}.crf", PENALTY.get(name, 0.5))
        report(f"{name}: {len(found[name])} examples, {sum(yes for _, yes in found[name])} yes")


PENALTY = {"deal": 1.0, "parties": 3.0, "kinds": 1.0}


def _plain(row: Sequence[tuple[Any, bool]]) -> list[examples.Example]:
    return [(candidate.features, yes) for candidate, yes in row]


def _party_chances(
    candidates: Sequence[Sequence[tuple[Any, bool]]], teaching: Sequence[bool], folder: Path
) -> list[list[float]]:
    """Chances from judges that did not learn from the clipping in question."""
    chances: list[list[float]] = [[] for _ in candidates]
    for fold in range(FOLDS):
        path = folder / "fold.tmp"
        rows = [row for n, row in enumerate(candidates) if n % FOLDS != fold and teaching[n]]
        _fit_judge([pair for row in rows for pair in _plain(row)], path, PENALTY["parties"])
        judge = Judge(path)
        for n in range(fold, len(candidates), FOLDS):
            chances[n] = [judging.chance_of(judge, candidate) for candidate, _ in candidates[n]]
        path.unlink()
    return chances


def _fit_judge(found: Sequence[examples.Example], path: Path, penalty: float = 0.5) -> None:
    rows = [[features] for features, _ in found]
    _fit(
        _without_rare([row[0] for row in rows], rows), [["yes" if yes else "no"] for _, yes in found], path, penalty, 80
    )


def _fit(rows: list[list[list[str]]], tags: list[list[str]], path: Path, penalty: float, iterations: int) -> None:
    from underthesea_core import CRFTrainer

    trainer = CRFTrainer("lbfgs", 0.0, penalty, 0.1, iterations, True, 0)
    trainer.train(rows, tags).save(str(path))
    make_canonical(path)
