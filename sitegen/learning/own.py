"""A site's own labelled set: clippings that its editor corrected, as the corpus has them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sitegen.core.config import load_config
from sitegen.core.errors import OutputError, SitegenError, Where
from sitegen.core.model import EditorFacts, Kind
from sitegen.desk import MODELS, model_files
from sitegen.extraction import extract
from sitegen.learning.answers import of_labels
from sitegen.learning.corpus import Labelled, parse, read_corpus
from sitegen.learning.quality import compared
from sitegen.learning.samples import sample
from sitegen.learning.score import scores
from sitegen.reading.collect import collect
from sitegen.reading.decode import decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sitegen.core.model import Article, Entity, Facts, Party
    from sitegen.core.registry import Knowledge
    from sitegen.learning.train import Report

FOLDER = "labelled"
_MARKS = {Kind.ORG: "O", Kind.PERSON: "P", Kind.PLACE: "L"}
_BETTER = 0.001
_SLACK = 0.1  # of twelve: the noise of training anew


def add_corrected(site: Path, knowledge: Knowledge) -> list[str]:
    """Write every clipping whose facts the editor gave to `labelled/`; the paths that are new or changed.

    Raises ConfigError, OutputError. A clipping that cannot be read is left out: the build says why.
    """
    written = []
    for article in _corrected(site):
        path = f"{FOLDER}/{article.id}.txt"
        text = labelled_text(article, extract(article, knowledge))
        if _is_sound(text, article.id) and _write(site, path, text):
            written.append(path)
    return written


def own_set(site: Path) -> list[Labelled]:
    """The site's labelled clippings. Raises SitegenError for a file that is not in the format."""
    return read_corpus(site / FOLDER)


def scored(labelled: list[Labelled], knowledge: Knowledge) -> dict[str, float]:
    """How well the extraction does on labelled clippings of which it sees the text alone: measure to 0..1."""
    return scores(compared(sample(of_labels(one), one.text, knowledge) for one in labelled))


def retrain(site: Path, corpus: Path, knowledge: Knowledge, report: Report) -> tuple[dict[str, float], bool]:
    """Train models on `corpus` and the site's set; the scores on the set, and whether the models were kept.

    They are kept, in `models/` of the site, where the scores on the set rise as a whole, and those on the clippings of
    the corpus that nothing learns from do not fall. What was learnt is scored too, so the scores say that corrections
    were taken up, not how others will do. Raises SitegenError without a corpus, or without scikit-learn.
    """
    from sitegen.desk import models_in
    from sitegen.extraction.tagger import using
    from sitegen.learning.train import held_out, train

    every = read_corpus(corpus)
    base = [one for one in every if not held_out(one.name)]
    apart = [one for one in every if held_out(one.name)]
    if not base:
        hint = "name the folder corpus/clippings of a checkout of sitegen with --corpus"
        raise SitegenError.at(Where(str(corpus)), "there is no labelled corpus to train on", hint)
    own = own_set(site)
    before, general = scored(own, knowledge), scored(apart, knowledge)
    folder = site / ".sitegen" / "models"
    train([*base, *own], knowledge, folder, report)
    with using(**models_in(folder)):
        after, then = scored(own, knowledge), scored(apart, knowledge)
    kept = sum(after.values()) > sum(before.values()) + _BETTER and sum(then.values()) >= sum(general.values()) - _SLACK
    if kept:
        (site / MODELS).mkdir(exist_ok=True)
        for file in model_files(folder):
            file.replace(site / MODELS / file.name)
    return after, kept


def labelled_text(article: Article, facts: Facts) -> str:
    """A clipping in the format of the corpus (corpus/README.md), its names marked as they are found now."""
    head = {
        "title": article.title if article.title and article.title in article.text else None,
        "is_partnership": facts.is_partnership,
        "partners": [_partner(party, facts) for party in facts.parties],
        "signed_on": str(facts.signed_on.date) if facts.signed_on else None,
        "signed_on_all": [],
        "year": facts.year,
        "agreement_kinds": [fact.kind.value for fact in facts.kinds],
        "values": [{"amount": f"{one.money.amount:f}", "currency": one.money.currency} for one in facts.values],
        "people": [{"name": one.name, "role": one.role, "org": one.org} for one in facts.people],
        "topics": [fact.topic.value for fact in facts.topics],
    }
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
    return "\n".join(["---", *lines, "---", _marked(article.text, facts), ""])


def _corrected(site: Path) -> Iterator[Article]:
    config = load_config(site)
    clippings, _ = collect(site)
    for clipping in clippings:
        try:
            article = decode(clipping, config)
        except SitegenError:
            continue
        if _teaches(article.editor) and article.lang == "vi" and not article.draft:
            yield article


def _teaches(said: EditorFacts) -> bool:
    """Whether the editor says what the deal is; several deals in one clipping are beyond the format."""
    return said.deals is None and any(
        fact is not None for fact in (said.partners, said.signed_on, said.kinds, said.value, said.people, said.topics)
    )


def _partner(party: Party, facts: Facts) -> dict[str, object]:
    same: list[Entity] = [one for one in facts.entities if one.partner == party.partner or one.name == party.name]
    surfaces = dict.fromkeys([*party.surfaces, *(surface for one in same for surface in one.surfaces)])
    return {"name": party.name, "surfaces": list(surfaces) or [party.name]}


def _marked(text: str, facts: Facts) -> str:
    """The text with its names in brackets and the sentences of the summary between <k> and </k>."""
    marks: list[tuple[int, int, str]] = []
    for entity in facts.entities:
        for span in entity.mentions:
            words = span.of(text)
            if entity.kind in _MARKS and words and not set("[]<>\n") & set(words):
                marks += [(span.start, 2, f"[{_MARKS[entity.kind]}:"), (span.end, 0, "]")]
    for quote in facts.summary.quotes:
        marks += [(quote.span.start, 1, "<k>"), (quote.span.end, 1, "</k>")]
    pieces, position = [], 0
    for at, _, mark in sorted(set(marks)):
        pieces += [text[position:at], mark]
        position = at
    return "".join([*pieces, text[position:]])


def _is_sound(text: str, name: str) -> bool:
    """Whether the file can be read again; a text that holds such marks itself cannot be labelled."""
    try:
        labelled = parse(text, name)
    except SitegenError:
        return False
    return "[O:" not in labelled.text and "<k>" not in labelled.text


def _write(site: Path, path: str, text: str) -> bool:
    """Whether anything changed."""
    file = site / path
    try:
        if file.exists() and file.read_text("utf-8") == text:
            return False
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    except OSError as error:
        raise OutputError.at(Where(path), f"cannot be written: {error.strerror}", "check the folder") from error
    return True
