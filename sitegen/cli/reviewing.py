"""`sitegen review`: what waits for the editor, question by question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sitegen.cli.words import help_of, say

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.editing.reviewing import Question
    from sitegen.editing.told import Whole

_SKIP, _ACCEPT, _QUIT = "", "=", "q"
_BAR = 0.6


@click.command("review", help=help_of("review"))
@click.option("--list", "only_list", is_flag=True, help=help_of("review_list"))
@click.option("--bar", type=click.FloatRange(0, 1), default=_BAR, show_default=True, help=help_of("review_bar"))
@click.pass_obj
def review(site: Path, only_list: bool, bar: float) -> None:
    """Each answer is written at once."""
    from sitegen.cli.show import progress_bar, show_problems
    from sitegen.editing.reviewing import questions
    from sitegen.editing.told import whole

    with progress_bar() as progress:
        told = whole(site, progress)
    show_problems(told.problems)
    asked = questions(told, bar)
    settled = 0
    for number, question in enumerate(asked, start=1):
        click.echo(f"\n{number}/{len(asked)}  {_words(question)}")
        if only_list:
            continue
        done = _ask(site, told, question)
        if done is None:
            break
        settled += done
    click.echo("\n" + say("review_done", settled=settled, count=len(asked)))


def _words(question: Question) -> str:
    """The question in words, with what the editor needs to decide."""
    story, other = question.story, question.other
    values: dict[str, object] = {"path": story.path, "title": story.title, "words": question.words, "key": question.key}
    values |= {"percent": str(round(100 * question.sure)), "summary": story.facts.summary.text}
    values |= {"other_path": other.path, "other_title": other.title} if other else {}
    values |= {"count": len(question.found.stories)} if question.found else {}
    return say(f"review_{question.topic.value}", **values).strip()


def _ask(site: Path, told: Whole, question: Question) -> bool | None:
    """Whether something was written; None to stop."""
    from sitegen.cli.show import show_problems
    from sitegen.core.errors import SitegenError
    from sitegen.editing.reviewing import settle

    while True:
        answer = click.prompt(say(f"review_ask_{question.topic.value}"), default="", show_default=False).strip()
        if answer == _SKIP:
            return False
        if answer == _QUIT:
            return None
        try:
            settle(site, told, question, _meant(question, answer))
        except SitegenError as error:
            show_problems(error.problems)
        else:
            return True


def _meant(question: Question, answer: str) -> str:
    """Short answers in either language."""
    if answer == _ACCEPT:
        return question.words
    if question.topic.value == "same":
        return {say("yes_letter"): "yes", "y": "yes", say("no_letter"): "no", "n": "no"}.get(answer.lower(), answer)
    return answer
