"""Training: the labelled corpus becomes the models that ship (`make train`)."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from sitegen.core.errors import SitegenError, Where
from sitegen.core.model import Kind
from sitegen.core.registry import Knowledge
from sitegen.core.workers import cores
from sitegen.extraction import judging, tagger
from sitegen.extraction.annotate import Sentence, annotate, split
from sitegen.extraction.features import ArticleView
from sitegen.extraction.lexicon import lexicon_of
from sitegen.extraction.scene import Scene, set_scene
from sitegen.extraction.tagger import Judge, Tagger
from sitegen.extraction.tokens import Token
from sitegen.learning import examples
from sitegen.learning.corpus import Label, Labelled
from sitegen.learning.modelfile import as_json, attributes_of, make_canonical
from sitegen.reading import wordlists
from sitegen.reading.anatomy import anatomy

FOLDS = 4
ITERATIONS = 60
SKETCH = 30  # for a tagger that only shows the judges what slips look like; it may also be large
HELD_OUT = 10  # one labelled clipping in ten is never trained on: it holds the floors
SPARSITY = 0.6  # most attributes keep no weight; names are found as well, and read from a sixth of the file
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
    _fit(*_tagged([one for n, one in enumerate(corpus) if n % FOLDS != fold], knowledge), path, 0.3, SKETCH, SPARSITY)
    make_canonical(path)
    with tagger.using(names=Tagger(path)):
        found = [
            (one.name, annotate(one.text, anatomy(one.text, wordlists.cues()), lexicon)) for one in corpus[fold::FOLDS]
        ]
    path.unlink()
    return found


def _train_tagger(corpus: Sequence[Labelled], knowledge: Knowledge, path: Path) -> None:
    rows, tags = _tagged(corpus, knowledge)
    _fit(rows, tags, path, 0.3, ITERATIONS, SPARSITY)
    kept = attributes_of(path)  # most weigh nothing, and would only make the model large
    rows = [[[feature for feature in features if feature in kept] for features in row] for row in rows]
    _fit(rows, tags, path, 0.3, ITERATIONS, SPARSITY)
    make_canonical(path)


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
    return _without_rare([features for row in rows for features in row], rows), tags


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


def _train_judges(pairs: Sequence[tuple[Scene, Labelled]], folder: Path, pool: Executor, report: Report) -> None:
    found: dict[str, list[examples.Example]] = defaultdict(list)
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
    fitted = [
        pool.submit(
            _fit_judge, rows, folder / f"{name}.json", PENALTY.get(name, 0.5), LEAST.get(name, 2), SHARE.get(name)
        )
        for name, rows in found.items()
    ]
    for done, (name, rows) in zip(fitted, found.items(), strict=True):
        done.result()
        report(f"{name}: {len(rows)} examples, {sum(yes for _, yes in rows)} yes")


PENALTY = {"deal": 10.0, "parties": 20.0, "kinds": 2.0, "values": 1.0}
EXACT = 1e-8  # of the gradient: far below what rounding keeps
SHARE = {"deal": 0.7}  # of "yes" that the examples stand for, so that a chance means the same however many are added
LEAST = {"deal": 5, "parties": 5}  # how often a feature must be seen: there are as many words as there are texts


def _plain(row: Sequence[tuple[Any, bool]]) -> list[examples.Example]:
    return [(candidate.features, yes) for candidate, yes in row]


def _party_chances(
    candidates: Sequence[Sequence[tuple[Any, bool]]], teaching: Sequence[bool], folder: Path, pool: Executor
) -> list[list[float]]:
    """Chances from judges that did not learn from the clipping in question."""
    plain = [_plain(row) if teaches else [] for row, teaches in zip(candidates, teaching, strict=True)]
    paths = [folder / f"fold{fold}-parties.tmp" for fold in range(FOLDS)]
    learnt = ([pair for n, row in enumerate(plain) if n % FOLDS != fold for pair in row] for fold in range(FOLDS))
    list(pool.map(partial(_fit_judge, penalty=PENALTY["parties"]), learnt, paths))
    judges = [Judge(path) for path in paths]
    for path in paths:
        path.unlink()
    return [
        [chance for chance, _ in judging.ranking(judges[n % FOLDS], [candidate for candidate, _ in row])]
        for n, row in enumerate(candidates)
    ]


def require_sklearn() -> None:
    """Raises SitegenError where the extra `sitegen[learn]` is not installed: said before the long part of it."""
    try:
        import sklearn  # noqa: F401 - only whether it is there
    except ImportError as error:
        hint = "install it with: pip install 'sitegen[learn]'"
        raise SitegenError.at(Where("--train"), "scikit-learn is not installed here", hint) from error


def _fit_judge(
    found: Sequence[examples.Example], path: Path, penalty: float = 0.5, least: int = 2, share: float | None = None
) -> None:
    """The one best set of weights under `penalty` on their squares (L2): the order of the examples does not tell.

    `share`: how many of them count as "yes", 0 to 1; None for as many as there are.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import MultiLabelBinarizer

    rows = _without_rare([features for features, _ in found], [[features] for features, _ in found], least)
    names = MultiLabelBinarizer(sparse_output=True)
    table = names.fit_transform([row[0] for row in rows])
    judge = LogisticRegression(C=1 / penalty, fit_intercept=False, solver="newton-cg", tol=EXACT, max_iter=1000)
    answers = [yes for _, yes in found]
    judge.fit(table, answers, _weights(answers, share))
    path.write_text(as_json(names.classes_, judge.coef_[0]), encoding="utf-8")


def _weights(answers: Sequence[bool], share: float | None) -> list[float] | None:
    """What each example counts, so that those with "yes" make up `share` of all."""
    yes = sum(answers)
    if share is None or yes in (0, len(answers)):
        return None
    against = yes * (1 - share) / share / (len(answers) - yes)
    return [1.0 if answer else against for answer in answers]


def _fit(
    rows: list[list[list[str]]],
    tags: list[list[str]],
    path: Path,
    penalty: float,
    iterations: int,
    sparsity: float = 0.0,
) -> None:
    """L-BFGS with `penalty` on the squares of weights (L2) and `sparsity` on their sizes (L1)."""
    from underthesea_core import CRFTrainer

    trainer = CRFTrainer("lbfgs", sparsity, penalty, 0.1, iterations, True, 0)
    trainer.train(rows, tags).save(str(path))
