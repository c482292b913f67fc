"""`python -m sitegen.learning train|quality|floors`: what `make train` and `make quality` call."""

from __future__ import annotations

import argparse
import sys

from sitegen.core.errors import SitegenError
from sitegen.core.registry import load_knowledge


def main(arguments: list[str]) -> int:
    """Train the models that ship, score them, or pin the scores as floors of the tests."""
    parser = argparse.ArgumentParser(prog="python -m sitegen.learning", description=main.__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("train", help="train the models that ship from the labelled corpus")
    commands.add_parser("quality", help="print scores, errors and reliability")
    floors = commands.add_parser("floors", help="pin today's scores as floors of the tests")
    floors.add_argument("--lower", metavar="REASON", help="let floors fall, and write down why")
    given = parser.parse_args(arguments)
    try:
        _run(given)
    except SitegenError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


def _run(given: argparse.Namespace) -> None:
    if given.command == "train":
        _train()
    elif given.command == "quality":
        _quality()
    else:
        _floors(given.lower)


def _train() -> None:
    from sitegen.extraction.tagger import FOLDER
    from sitegen.learning.corpus import read_corpus
    from sitegen.learning.samples import CORPUS
    from sitegen.learning.train import held_out, train

    seen = [one for one in read_corpus(CORPUS) if not held_out(one.name)]
    train(seen, load_knowledge(), FOLDER, _say)


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def _quality() -> None:
    from rich.console import Console

    from sitegen.learning.quality import report

    report(Console(width=None if sys.stdout.isatty() else 120), load_knowledge())


def _floors(reason: str | None) -> None:
    from sitegen.learning import floors
    from sitegen.learning.quality import compared
    from sitegen.learning.samples import digest, kept_clippings, own_samples
    from sitegen.learning.score import scores

    knowledge, clippings = load_knowledge(), kept_clippings()
    found = scores(compared(own_samples(knowledge)))
    pinned = floors.repinned(floors.load(), found, digest(clippings), len(clippings), reason)
    floors.save(pinned)
    for name, floor in pinned.floors.items():
        sys.stdout.write(f"{name:<16} {found[name]:.3f}, floor {floor:.3f}\n")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
