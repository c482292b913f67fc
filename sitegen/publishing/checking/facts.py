"""What an editor should look at before readers do: doubtful facts, clippings without a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.core.model import Origin
from sitegen.publishing.checking.values import warning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.core.model import Facts, Story
    from sitegen.publishing.checking.values import Finding

_MOST = 4


def check_stories(stories: Iterable[Story], bar: float) -> Iterator[Finding]:
    """A finding for each story with facts that are less than `bar` sure (0 to 1), one for each without a source."""
    for story in stories:
        if story.source is None:
            yield warning("source", story.path, 0, "nobody can tell where this clipping was published", _source(story))
        doubtful = [(name, sure) for name, sure in _facts(story.facts) if sure < bar]
        if doubtful:
            yield _doubt(story, doubtful, bar)


def _source(story: Story) -> str:
    """What to do: raw clips have no place for it."""
    move = "move it to content/clippings/ and " if story.path.startswith("seeds/") else ""
    return f"{move}write `source:` with the outlet's name at its head"


def _facts(facts: Facts) -> Iterator[tuple[str, float]]:
    """Every fact that pages show with its sureness; what the editor says is beyond doubt."""
    for party in facts.parties:
        if party.origin is not Origin.EDITOR:
            yield f"partner {party.name}", party.sure
    for deal in facts.deals:
        if deal.origin is not Origin.EDITOR:
            yield f"deal {' – '.join(deal.parties)}", deal.sure
    for dated in (facts.signed_on,) if facts.signed_on else ():
        if dated.origin is not Origin.EDITOR:
            yield f"signed on {dated.date}", dated.sure
    for value in facts.values:
        if value.origin is not Origin.EDITOR:
            yield f"value {value.surface}", value.sure


def _doubt(story: Story, doubtful: list[tuple[str, float]], bar: float) -> Finding:
    named = ", ".join(f"{name} ({100 * sure:.0f} %)" for name, sure in doubtful[:_MOST])
    more = f" and {len(doubtful) - _MOST} more" if len(doubtful) > _MOST else ""
    message = f"less than {100 * bar:.0f} % sure: {named}{more}"
    hint = "read the clipping (`sitegen explain`), and write what is right at its head"
    return warning("doubt", story.path, 0, message, hint)
