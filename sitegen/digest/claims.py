"""Which source claims which URL: two claims on one are a fault that names both."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.core import routes
from sitegen.core.errors import ClashError, Problem, Where

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.core.model import Leaf, Story

_OWN_FILES = re.compile(
    r"(404|index)\.html|feeds?\.(xml|json|opml)|atom\.xml|sitemap(-\d+)?\.xml|robots\.txt|\.nojekyll|CNAME"
)


def check_claims(stories: Iterable[Story], leaves: Iterable[Leaf]) -> None:
    """Raises ClashError with every clash, each naming both sources; an unusable old URL is reported with them."""
    stories = tuple(stories)
    owners: dict[str, str] = {}
    problems: list[Problem] = []
    for leaf in leaves:
        if leaf.slug in routes.RESERVED:
            problems.append(_reserved(leaf.slug, leaf.path))
        _claim(owners, problems, routes.leaf(leaf.slug), leaf.path, "slug")
    for story in stories:
        _claim(owners, problems, routes.story(story.slug), story.path, "slug")
    for story in stories:
        for alias in story.aliases:
            _claim_old(owners, problems, alias, story.path)
    if problems:
        raise ClashError(*sorted(problems))


def _claim(owners: dict[str, str], problems: list[Problem], route: str, path: str, field: str) -> None:
    owner = owners.setdefault(route.casefold(), path)
    if owner is not path:
        problems.append(
            Problem(
                Where(path),
                f"the URL /{route} is already that of {owner}",
                f"give one of the two another `{field}`" if owner != path else f"remove one of the equal `{field}`",
            )
        )


def _claim_old(owners: dict[str, str], problems: list[Problem], alias: str, path: str) -> None:
    route = routes.old(alias)
    if route is None:
        hint = "write a path inside the site, such as /2019/tin-cu/"
        problems.append(Problem(Where(path), f"the old URL {alias!r} cannot be a page of this site", hint))
    elif owners.get(route.casefold()) == path:
        return
    elif _is_own(route):
        problems.append(_reserved(route, path))
    else:
        _claim(owners, problems, route, path, "aliases")


def _is_own(route: str) -> bool:
    """Whether the site makes a page there itself; pages of clippings are claims of their own."""
    first = route.partition("/")[0].casefold()
    return bool(_OWN_FILES.fullmatch(route.rstrip("/"))) or (
        first in routes.RESERVED and (f"{first}/" != routes.STORIES or route.rstrip("/") == first)
    )


def _reserved(name: str, path: str) -> Problem:
    return Problem(Where(path), f"/{name.strip('/')} is a page that the site makes itself", "choose another name")
