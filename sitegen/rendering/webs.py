"""The network of all partners, laid out by networkx: a static SVG for each group that hangs together."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from importlib.util import find_spec
from math import sqrt
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LETTER, _CAPITAL, _ROW, _LONGEST = 7.0, 9.6, 21, 26
_ROUNDS = 300
_SEED = 7


class Tie(Struct, frozen=True):
    """Two partners and the deals that they share."""

    one: str
    other: str
    deals: int


class Spot(Struct, frozen=True):
    """A partner on the picture: the middle of its disc, in pixels."""

    name: str
    ties: int
    x: float
    y: float


@lru_cache(maxsize=1)
def available() -> bool:
    """Whether the extra `sitegen[network]` is installed."""
    return find_spec("networkx") is not None and find_spec("numpy") is not None


def groups(ties: Sequence[Tie]) -> list[list[str]]:
    """Partners that hang together, the largest group first."""
    near: dict[str, set[str]] = defaultdict(set)
    for tie in ties:
        near[tie.one].add(tie.other)
        near[tie.other].add(tie.one)
    found, seen = [], set[str]()
    for start in sorted(near):
        if start not in seen:
            group = _reached(start, near)
            seen |= group
            found.append(sorted(group))
    return sorted(found, key=lambda group: (-len(group), group))


def _reached(start: str, near: Mapping[str, set[str]]) -> set[str]:
    group, edge = {start}, [start]
    while edge:
        fresh = near[edge.pop()] - group
        group |= fresh
        edge.extend(fresh)
    return group


def draw(ident: str, title: str, told: str, ties: Sequence[Tie], names: Mapping[str, str]) -> Markup:
    """The picture of one group; `names` are what stands beside the discs, `told` says it in words."""
    spots = _laid_out(ties, names)
    width = round(max(spot.x + _width(spot.name) for spot in spots.values())) + 4
    height = round(max(spot.y for spot in spots.values())) + 22
    parts = [
        f'<svg class="web" role="img" aria-labelledby="{ident}-t {ident}-d" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}">'
        f'<title id="{ident}-t">{escape(title)}</title><desc id="{ident}-d">{escape(told)}</desc>'
    ]
    parts += [_line(tie, spots) for tie in sorted(ties, key=lambda tie: (tie.deals, tie.one, tie.other))]
    parts += [_disc(spots[ident]) for ident in sorted(spots)]
    return Markup("".join([*parts, "</svg>"]))  # noqa: S704 - numbers, and texts escaped where they are set


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + "…"


def _width(name: str) -> float:
    return 14 + sum(_CAPITAL if letter.isupper() else _LETTER for letter in _short(name))


def _radius(ties: int) -> float:
    return min(11.0, 3.5 + 1.6 * sqrt(max(0, ties - 1)))


def _line(tie: Tie, spots: Mapping[str, Spot]) -> str:
    one, other = spots[tie.one], spots[tie.other]
    many = ' class="many"' if tie.deals > 1 else ""
    ends = f'x1="{one.x:.0f}" y1="{one.y:.0f}" x2="{other.x:.0f}" y2="{other.y:.0f}"'
    return f'<line{many} {ends} stroke-width="{min(7.0, 1.2 + 1.6 * (tie.deals - 1)):g}"/>'


def _disc(spot: Spot) -> str:
    """A disc with its name; the name stands on a halo of itself, so that no line strikes it out."""
    radius, name = _radius(spot.ties), escape(_short(spot.name))
    place = f'x="{spot.x + radius + 4:.0f}" y="{spot.y + 4.5:.1f}"'
    return (
        f'<circle cx="{spot.x:.0f}" cy="{spot.y:.0f}" r="{radius:.1f}"/>'
        f'<text class="halo" aria-hidden="true" {place}>{name}</text><text {place}>{name}</text>'
    )


def _laid_out(ties: Sequence[Tie], names: Mapping[str, str]) -> dict[str, Spot]:
    """Forces pull together who signs together; then labels are pushed apart until none lies on another."""
    import networkx
    import numpy as np

    graph: Any = networkx.Graph()
    graph.add_weighted_edges_from((tie.one, tie.other, tie.deals) for tie in ties)
    placed = networkx.spring_layout(graph, seed=_SEED, k=2.2 / sqrt(len(graph)), iterations=200, weight=None)
    idents = list(graph)
    width = 130 * sqrt(len(graph)) - 110
    points = np.array([placed[ident] for ident in idents])
    points = (points - points.min(axis=0)) / np.maximum(np.ptp(points, axis=0), 1e-9) * (width, width * 0.62)
    sizes = np.array([_width(names[ident]) for ident in idents])
    points = _parted(np, points, sizes)
    points -= points.min(axis=0) - 14
    degree = dict(graph.degree())
    return {
        ident: Spot(names[ident], degree[ident], float(x), float(y))
        for ident, (x, y) in zip(idents, points.round(), strict=True)
    }


def _parted(np: Any, points: Any, widths: Any) -> Any:
    """Push boxes of a disc with its label apart, each pair along the way that is shorter."""
    half = (widths + 26) / 2
    for _ in range(_ROUNDS):
        middle = points + np.stack([half, np.zeros_like(half)], axis=1)
        gap = middle[:, None, :] - middle[None, :, :]
        over_x = (half[:, None] + half[None, :]) - np.abs(gap[..., 0])
        over_y = _ROW + 2 - np.abs(gap[..., 1])
        lies = (over_x > 0) & (over_y > 0) & ~np.eye(len(points), dtype=bool)
        if not lies.any():
            break
        order = np.sign(np.arange(len(points))[:, None] - np.arange(len(points))[None, :])
        side = np.where(gap == 0, order[..., None], np.sign(gap))
        flat = over_x < over_y * 2
        points = points + np.stack(
            [
                np.where(lies & flat, side[..., 0] * over_x * 0.26, 0).sum(axis=1),
                np.where(lies & ~flat, side[..., 1] * over_y * 0.26, 0).sum(axis=1),
            ],
            axis=1,
        )
    return points
