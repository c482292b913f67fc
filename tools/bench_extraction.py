#!/usr/bin/env python3
"""What the extraction of a clipping costs beside the stock recogniser of names, in one run on one core.

    bench_extraction.py [CLIPPINGS]

Both read the same clippings of corpus/, sentence by sentence and in turns, so that a busy machine slows both; the
garbage collector rests, as it does in a build and in `sitegen extract`. Ends with 1 where the extraction costs more
than a twentieth of `underthesea.ner`, or more memory than 400 MB.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sitegen.core.collector import paused_collector

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sitegen.core.model import Article

CORPUS = Path(__file__).parent.parent / "corpus" / "clippings"
LEAST_RATIO = 20
MOST_MEMORY = 400  # MB


def main(arguments: list[str]) -> int:
    """Compare, and say whether the extraction keeps to its limits."""
    _stay_on_one_core()
    articles = _articles(int(arguments[0]) if arguments else 20)
    extraction = _extraction()
    started = time.process_time()
    extraction(articles[0])
    print(f"first article, models and word lists loaded: {time.process_time() - started:.2f} s")
    for article in articles:
        extraction(article)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    stock = _stock()
    with paused_collector():
        ours, theirs, sentences = _side_by_side(extraction, stock, articles)
    count = len(articles)
    print(f"{count} clippings, {sentences / count:.0f} sentences each, CPU time on one core")
    print(f"  extraction         {ours / count * 1000:8.1f} ms a clipping")
    print(f"  underthesea.ner    {theirs / count * 1000:8.1f} ms a clipping")
    print(f"  ratio              {theirs / ours:8.1f}    (at least {LEAST_RATIO})")
    print(f"  memory             {memory:8.0f} MB before underthesea's own models (at most {MOST_MEMORY})")
    return 0 if theirs / ours >= LEAST_RATIO and memory <= MOST_MEMORY else 1


def _stay_on_one_core() -> None:
    """One core for everything, threads of libraries too."""
    for name in ("OMP_NUM_THREADS", "RAYON_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def _articles(count: int) -> list[Article]:
    from sitegen.learning.corpus import read_corpus
    from sitegen.learning.samples import as_article

    corpus = read_corpus(CORPUS)
    step = max(1, len(corpus) // count)
    return [as_article(one.name, one.text) for one in corpus[::step][:count]]


def _extraction() -> Callable[[Article], object]:
    from sitegen.core.registry import load_knowledge
    from sitegen.extraction import extract

    knowledge = load_knowledge()
    return lambda article: extract(article, knowledge)


def _stock() -> Callable[[str], Any]:
    from underthesea import ner

    ner("Lễ ký diễn ra tại Hà Nội.")  # loads its models
    stock: Callable[[str], Any] = ner
    return stock


def _side_by_side(
    extraction: Callable[[Article], object], stock: Callable[[str], Any], articles: Sequence[Article]
) -> tuple[float, float, int]:
    """CPU seconds of both, and the number of sentences."""
    from sitegen.core.sentences import sentences

    ours = theirs = 0.0
    count = 0
    for article in articles:
        split = [span.of(article.text) for span in sentences(article.text)]
        count += len(split)
        ours += _seconds(partial(extraction, article))
        theirs += _seconds(partial(_each, stock, split))
    return ours, theirs, count


def _each(stock: Callable[[str], Any], sentences: Sequence[str]) -> None:
    for sentence in sentences:
        stock(sentence)


def _seconds(run: Callable[[], object]) -> float:
    started = time.process_time()
    run()
    return time.process_time() - started


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
