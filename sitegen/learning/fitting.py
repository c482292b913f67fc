"""Fitting: from examples to the weights of one model, in a file. The order of the examples does not tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sitegen.core.errors import SitegenError, Where
from sitegen.learning.examples import Example, Reading
from sitegen.learning.modelfile import as_json, attributes_of, make_canonical, phrases_as_json

ITERATIONS = 60
SKETCH = 30
CRF_PENALTY = 0.3
SPARSITY = 0.6  # most attributes keep no weight; names are found as well, and read from a sixth of the file
EXACT = 1e-8  # of the gradient: far below what rounding keeps
PHRASE_PENALTY = 3.0
SEEN = 4  # texts that a phrase must stand in
COMMON = 0.5  # of all texts: a phrase of more than these tells nothing
KNOWN = 5  # texts that a label must have

Rows = list[list[list[str]]]


def require_sklearn() -> None:
    """Raises SitegenError where the extra `sitegen[learn]` is not installed: said before the long part of it."""
    try:
        import sklearn  # noqa: F401 - only whether it is there
    except ImportError as error:
        hint = "install it with: pip install 'sitegen[learn]'"
        raise SitegenError.at(Where("--train"), "scikit-learn is not installed here", hint) from error


def fit_tagger(rows: Rows, tags: list[list[str]], path: Path) -> None:
    """A tagger that names only the attributes that weigh something: the others would only make it large."""
    _fit_crf(rows, tags, path, ITERATIONS)
    kept = attributes_of(path)
    rows = [[[feature for feature in features if feature in kept] for features in row] for row in rows]
    _fit_crf(rows, tags, path, ITERATIONS)
    make_canonical(path)


def fit_sketch(rows: Rows, tags: list[list[str]], path: Path) -> None:
    """A tagger that only shows the judges what slips look like; it may be large."""
    _fit_crf(rows, tags, path, SKETCH)
    make_canonical(path)


def _fit_crf(rows: Rows, tags: list[list[str]], path: Path, iterations: int) -> None:
    """L-BFGS with penalties on the squares of weights (L2) and on their sizes (L1)."""
    from underthesea_core import CRFTrainer

    trainer = CRFTrainer("lbfgs", SPARSITY, CRF_PENALTY, 0.1, iterations, True, 0)
    trainer.train(rows, tags).save(str(path))


def fit_judge(
    found: Sequence[Example], path: Path, penalty: float = 0.5, least: int = 2, share: float | None = None
) -> None:
    """The one best set of weights under `penalty` on their squares (L2).

    `least`: how often a feature must be seen. `share`: how many of the examples count as "yes", 0 to 1; None for as
    many as there are.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import MultiLabelBinarizer

    rows = without_rare([features for features, _ in found], [[features] for features, _ in found], least)
    names = MultiLabelBinarizer(sparse_output=True)
    table = names.fit_transform([row[0] for row in rows])
    judge = LogisticRegression(C=1 / penalty, fit_intercept=False, solver="newton-cg", tol=EXACT, max_iter=1000)
    answers = [yes for _, yes in found]
    judge.fit(table, answers, _weights(answers, share))
    path.write_text(as_json(names.classes_, judge.coef_[0]), encoding="utf-8")


def fit_classifier(found: Sequence[Reading], path: Path, telling: int, share: float | None = None) -> None:
    """For each label the weights of the phrases that tell most of it (chi-squared), against all texts without it.

    `telling`: how many phrases. `share`: how many of the texts count as having the label, as for a judge.
    """
    from sklearn.feature_extraction import DictVectorizer

    seen = Counter(phrase for text, _ in found for phrase in text)
    kept = {phrase for phrase, count in seen.items() if SEEN <= count <= COMMON * len(found)}
    if not kept:  # too few texts to learn from
        path.write_text(phrases_as_json({}), encoding="utf-8")
        return
    vocabulary = DictVectorizer()
    table = vocabulary.fit_transform([{phrase: text[phrase] for phrase in text.keys() & kept} for text, _ in found])
    known = Counter(label for _, labels in found for label in labels)
    weights: dict[str, dict[str, float]] = {}
    for label in sorted(label for label, count in known.items() if KNOWN <= count < len(found)):
        answers = [label in labels for _, labels in found]
        for phrase, weight in _told_by(table, vocabulary.feature_names_, answers, telling, share):
            weights.setdefault(phrase, {})[label] = weight
    path.write_text(phrases_as_json(weights), encoding="utf-8")


def _told_by(
    table: Any, phrases: Sequence[str], answers: Sequence[bool], telling: int, share: float | None
) -> list[tuple[str, float]]:
    """The most telling phrases with their weights; the empty one has what is added for every text."""
    from sklearn.feature_selection import chi2
    from sklearn.linear_model import LogisticRegression

    best = sorted((-chi2(table, answers)[0]).argsort(kind="stable")[:telling])
    model = LogisticRegression(C=1 / PHRASE_PENALTY, solver="newton-cg", tol=EXACT, max_iter=1000)
    model.fit(table[:, best], answers, _weights(answers, share))
    return [("", model.intercept_[0]), *zip((phrases[at] for at in best), model.coef_[0], strict=True)]


def without_rare(flat: Iterable[list[str]], rows: Rows, least: int = 2) -> Rows:
    """Features seen once teach nothing about other texts; without them the model is half the size."""
    count = Counter(feature for features in flat for feature in features)
    return [[[feature for feature in features if count[feature] >= least] for features in row] for row in rows]


def _weights(answers: Sequence[bool], share: float | None) -> list[float] | None:
    """What each example counts, so that those with "yes" make up `share` of all."""
    yes = sum(answers)
    if share is None or yes in (0, len(answers)):
        return None
    against = yes * (1 - share) / share / (len(answers) - yes)
    return [1.0 if answer else against for answer in answers]
