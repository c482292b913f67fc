"""The network of the whole digest: who works with whom, as pictures and as a table."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from sitegen.core import routes
from sitegen.rendering import webs
from sitegen.rendering.webs import Tie

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sitegen.core.model import Planned
    from sitegen.rendering.site import Site

_DRAWN = 80  # partners on the pictures: those with most deals together
_SMALLEST = 3  # a pair needs no picture
_LISTED = 300
_NAMED = 12


def plan(site: Site) -> Iterator[Planned]:
    """One page; it is made anew only when a tie that it shows changes."""
    ties = _ties(site)
    site.list_page(routes.NETWORK, site.digest.stories)
    shown = _shown(ties)
    idents = sorted({ident for tie in (*shown, *ties[:_LISTED]) for ident in (tie.one, tie.other)})
    named = (f"{ident}\x1e{site.names.partner_name(ident)}\x1e{site.names.partner_route(ident)}" for ident in idents)
    told = (f"{tie.one}\x1e{tie.other}\x1e{tie.deals}" for tie in (*shown, *ties[:_LISTED]))
    key = site.key("network", str(webs.available()), str(len(ties)), *named, *told)
    yield site.page(routes.NETWORK, "network.html", key, partial(_values, site, ties, shown))


def _ties(site: Site) -> list[Tie]:
    """All pairs that share deals, most first."""
    counts = Counter(
        pair for record in site.digest.deals for pair in combinations(sorted(dict.fromkeys(record.deal.parties)), 2)
    )
    order = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [Tie(one, other, count) for (one, other), count in order]


def _shown(ties: Sequence[Tie]) -> list[Tie]:
    """The ties among the partners that share most deals, without the groups that are too small."""
    strength: Counter[str] = Counter()
    for tie in ties:
        strength.update({tie.one: tie.deals, tie.other: tie.deals})
    order = sorted(strength, key=lambda ident: (-strength[ident], ident))
    kept = set(order[:_DRAWN])
    among = [tie for tie in ties if tie.one in kept and tie.other in kept]
    large = {ident for group in webs.groups(among) if len(group) >= _SMALLEST for ident in group}
    return [tie for tie in among if tie.one in large]


def _values(site: Site, ties: Sequence[Tie], shown: Sequence[Tie]) -> dict[str, Any]:
    return {
        "title": site.t("Who works with whom"),
        "description": site.t("Which organisations sign deals with each other."),
        "webs": list(_webs(site, shown)) if webs.available() else [],
        "missing": bool(shown) and not webs.available(),
        "ties": ties[:_LISTED],
        "total": len(ties),
        "partners": len({ident for tie in ties for ident in (tie.one, tie.other)}),
    }


def _webs(site: Site, ties: Sequence[Tie]) -> Iterator[Markup]:
    """A picture for each group that hangs together."""
    names = site.names.partner_name
    for number, group in enumerate(webs.groups(ties), start=1):
        among = [tie for tie in ties if tie.one in set(group)]
        title = site.nt("%(count)s partner that hangs together", "%(count)s partners that hang together", len(group))
        told = site.t("Those with most ties: %(list)s", list=_told(site, among))
        yield _drawn(site, f"web-{number}", title, told, among, {ident: names(ident) for ident in group})


def _drawn(site: Site, ident: str, title: str, told: str, ties: Sequence[Tie], names: Mapping[str, str]) -> Markup:
    """The picture, remembered by all that it shows: to lay it out takes as long as a thousand pages of clippings."""
    shelf = site.theme.shelf
    if shelf is None:
        return webs.draw(ident, title, told, ties, names)
    said = (f"{tie.one}\x1e{tie.other}\x1e{tie.deals}" for tie in ties)
    name = site.key("web", ident, title, told, *said, *map("\x1e".join, names.items()))
    known = shelf.get(name)
    if known is None:
        known = webs.draw(ident, title, told, ties, names).encode()
        shelf.put(name, known)
    return Markup(known.decode())  # noqa: S704 - as it was drawn


def _told(site: Site, ties: Sequence[Tie]) -> str:
    near: dict[str, list[str]] = defaultdict(list)
    for tie in ties:
        near[tie.one].append(tie.other)
        near[tie.other].append(tie.one)
    order = sorted(near, key=lambda ident: (-len(near[ident]), ident))[:_NAMED]
    return "; ".join(f"{site.names.partner_name(ident)} {len(near[ident])}" for ident in order)
