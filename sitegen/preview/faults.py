"""Faults as a reader of the preview sees them: where, what, what to do."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.core.errors import Problem
    from sitegen.preview.hub import News
    from sitegen.preview.wording import Words

MOST = 20  # more than this is read in the terminal


def panel(news: News, words: Words) -> str:
    """HTML that lies over a page; empty when nothing is to be mended."""
    problems = news.outcome.problems
    if not problems:
        return ""
    more = len(problems) - MOST
    rest = f"<p>{escape(words['more'].format(count=more))}</p>" if more > 0 else ""
    return (
        f'<section class="sitegen-panel" role="alert" lang="{escape(words["lang"])}"'
        f' data-close="{escape(words["close"])}">'
        f"<h2>{escape(words['title'])}</h2><p>{escape(_lead(news, words))}</p>"
        f"<ol>{_items(problems[:MOST], words)}</ol>{rest}</section>"
    )


def page(news: News, words: Words) -> str:
    """A whole page, for when there is no good one to lie over."""
    content = panel(news, words) or f'<section class="sitegen-panel"><p>{escape(words["first"])}</p></section>'
    return (
        f'<!doctype html><html lang="{escape(words["lang"])}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(words['title'])}</title>"
        '<link rel="stylesheet" href="/_sitegen/preview.css"></head>'
        f'<body class="sitegen-page">{content}</body></html>'
    )


def lines(news: News, words: Words) -> str:
    """The same for a terminal."""
    from babel.numbers import format_decimal

    outcome = news.outcome
    seconds = format_decimal(outcome.seconds, "0.00", locale=words["lang"])
    if not outcome.problems:
        return words["built"].format(seconds=seconds)
    name = "built_with" if outcome.written else "failed"
    first = words[name].format(seconds=seconds, count=len(outcome.problems))
    return "\n".join([first, *map(str, outcome.problems)])


def _lead(news: News, words: Words) -> str:
    if news.outcome.written:
        return words["lead_partly"]
    return words["lead_failed"] if news.ever_written else words["lead_never"]


def _items(problems: Sequence[Problem], words: Words) -> str:
    return "".join(_item(problem, words) for problem in problems)


def _item(problem: Problem, words: Words) -> str:
    hint = f"<p><b>{escape(words['todo'])}:</b> <span>{escape(problem.hint)}</span></p>" if problem.hint else ""
    return f"<li><code>{escape(str(problem.where))}</code><p>{escape(problem.message)}</p>{hint}</li>"
