"""`python -m sitegen.learning train|quality`: what `make train` and `make quality` call."""

from __future__ import annotations

import sys
from pathlib import Path

from sitegen.core.registry import load_knowledge
from sitegen.extraction.tagger import FOLDER
from sitegen.learning.corpus import read_corpus
from sitegen.learning.train import held_out, train


def main(arguments: list[str]) -> int:
    """Train the models that ship, or score them."""
    corpus = read_corpus(Path("corpus/clippings"))
    if arguments[:1] == ["train"]:
        seen = [one for one in corpus if not held_out(one.name)]
        train(seen, load_knowledge(), FOLDER, lambda line: sys.stderr.write(line + "\n"))
        return 0
    return 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
