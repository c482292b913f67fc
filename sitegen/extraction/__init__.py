"""Stage 3: an article becomes facts, each with the words that prove it.

In order: sentences and tokens, names (`annotate`), organisations, dates and sums (`scene`), what the trained
judges say of them (`judging`), and the facts (`facts`), over which the editor's word stands.
"""

from __future__ import annotations

from sitegen.core.cache import Shelf
from sitegen.core.model import Article, Facts
from sitegen.core.registry import Knowledge


def extract(article: Article, knowledge: Knowledge, shelf: Shelf | None = None) -> Facts:
    """The facts of one article. Models and word lists are loaded on the first call and kept for the process.

    On the `shelf` word lists wait ready-made.
    """
    from sitegen.extraction.facts import Assembly
    from sitegen.extraction.judging import judge_scene
    from sitegen.extraction.lexicon import lexicon_of
    from sitegen.extraction.scene import look

    scene = look(article.text, article.parts, lexicon_of(knowledge, shelf))
    return Assembly(article, scene, judge_scene(scene, article.published)).facts()
