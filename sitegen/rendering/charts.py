"""Charts as static SVG: x in per cent, y and type in pixels, so bars stretch on a screen and letters never shrink."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from markupsafe import Markup, escape
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

_BAR_SPACE = 110  # pixels for the tallest bar
_TOP = 26
_LABELLED = 13  # up to so many columns, each has its number


class Column(Struct, frozen=True):
    """One column: its count, what stands below it (may be empty), and whether its place in time is unknown."""

    count: int
    label: str = ""
    unknown: bool = False


class Spoke(Struct, frozen=True):
    """A partner in a fan: name, deals together, deals on the whole site."""

    name: str
    together: int
    deals: int


def _at(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def columns(ident: str, title: str, description: str, bars: Sequence[Column], accent: int) -> Markup:
    """A column chart; `accent` is the index of the one bar that matters."""
    highest = max((bar.count for bar in bars), default=0) or 1
    base = _TOP + _BAR_SPACE
    parts = [_head("chart", ident, title, description, base + 30)]
    step = 100 / max(1, len(bars))
    numbered = len(bars) <= _LABELLED
    for index, bar in enumerate(bars):
        shown = numbered or index == accent or bar.count == highest
        parts.append(_column(bar, index * step, step, base, highest, accented=index == accent, shown=shown))
    dated = sum(not bar.unknown for bar in bars) * step
    parts.append(f'<line class="base" x1="0" x2="{_at(dated)}%" y1="{base}" y2="{base}"/></svg>')
    return Markup("".join(parts))  # noqa: S704 - numbers, and texts escaped where they are set


def _column(bar: Column, left: float, step: float, base: int, highest: int, *, accented: bool, shown: bool) -> str:
    height = round(bar.count / highest * _BAR_SPACE)
    middle, width = _at(left + step / 2), step * (0.7 if step > 5 else 0.62)
    kind = ' class="none"' if bar.unknown else ' class="hi"' if accented else ""
    across = f'x="{_at(left + (step - width) / 2)}%" width="{_at(width)}%"'
    drawn = f'<rect{kind} {across} y="{base - height}" height="{height}"/>'
    parts = [drawn] if bar.count else []
    if shown and (bar.count or step > 5):
        weight = ' class="hi-t"' if bar.count else ""
        parts.append(f'<text{weight} x="{middle}%" y="{base - height - 7}" text-anchor="middle">{bar.count}</text>')
    if bar.label:
        anchor, x = ("start", "0") if left == 0 and step < 5 else ("middle", f"{middle}%")
        parts.append(f'<text x="{x}" y="{base + 21}" text-anchor="{anchor}">{escape(bar.label)}</text>')
    return "".join(parts)


def meter(count: int, highest: int) -> Markup:
    """A bar beside a number in a table; says nothing that the number does not."""
    width = _at(100 * count / max(1, highest))
    return Markup('<svg class="meter" aria-hidden="true"><rect width="{}%" height="100%"/></svg>').format(width)


def dots(
    ident: str, title: str, description: str, ticks: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]]
) -> Markup:
    """One line a row, one dot a case of it, the number inside the dot: `rows` are (name, count for each tick)."""
    height = len(rows) * 54 + 26
    parts = [_head("chart", ident, title, description, height)]
    step = 100 / max(1, len(ticks))
    for number, (name, counts) in enumerate(rows):
        y = number * 54 + 35
        parts.append(f'<text class="hi-t" x="0" y="{y - 21}">{escape(name)}</text>')
        parts.append(f'<line x1="0" x2="100%" y1="{y}" y2="{y}"/>')
        for index, count in enumerate(counts):
            parts.extend(_dot(step * (index + 0.5), y, count) if count else ())
    for index, tick in enumerate(ticks):
        middle = _at(step * (index + 0.5))
        parts.append(f'<text x="{middle}%" y="{height - 4}" text-anchor="middle">{escape(tick)}</text>')
    parts.append("</svg>")
    return Markup("".join(parts))  # noqa: S704 - as above


def _dot(x: float, y: int, count: int) -> tuple[str, str]:
    radius = min(14.0, 6.5 + 2 * sqrt(count))
    return (
        f'<circle class="dot" cx="{_at(x)}%" cy="{y}" r="{_at(radius)}"/>',
        f'<text class="dot-t" x="{_at(x)}%" y="{y + 4.5}" text-anchor="middle">{count}</text>',
    )


def _head(kind: str, ident: str, title: str, description: str, height: int) -> str:
    return (
        f'<svg class="{kind}" role="img" aria-labelledby="{ident}-t {ident}-d" width="100%" height="{height}">'
        f'<title id="{ident}-t">{escape(title)}</title><desc id="{ident}-d">{escape(description)}</desc>'
    )


# ---------------------------------------------------------------------------------------- who works with whom

_ROW = 26
_FAN_WIDTH = 340
_NAME_ROOM = 25
_HUB = 26  # smallest radius of the hub


def fan(ident: str, heading: str, description: str, spokes: Sequence[Spoke], *, left: bool) -> Markup:
    """Half of a network: one row a partner, a line from each to its slot on the half hub at the inner edge."""
    widths = [_stroke(spoke) for spoke in spokes]
    span = sum(widths) + 1.4 * max(0, len(spokes) - 1)
    half = max(_HUB, span / 2 + 8)
    height = max(len(spokes) * _ROW + 30, round(2 * half) + 8)
    top = (height - len(spokes) * _ROW - 26) / 2 + 26
    middle = top + len(spokes) * _ROW / 2
    middle = min(max(middle, half + 4), height - half - 4)
    parts = [
        f'<svg viewBox="0 0 {_FAN_WIDTH} {height}" role="img" aria-labelledby="{ident}">'
        f'<title id="{ident}">{escape(description)}</title>'
    ]
    slot = middle - span / 2
    for number, (spoke, width) in enumerate(zip(spokes, widths, strict=True)):
        parts.append(_line(top + number * _ROW + _ROW / 2, slot + width / 2, spoke, width, middle, half, left))
        slot += width + 1.4
    parts.extend(_node(top + number * _ROW + _ROW / 2, spoke, left) for number, spoke in enumerate(spokes))
    parts.append(_text(top - 8, heading, left, ""))
    parts.append(_hub(middle, half, len(spokes), left))
    parts.append("</svg>")
    return Markup("".join(parts))  # noqa: S704 - as above


def _stroke(spoke: Spoke) -> float:
    return min(7.0, 1.2 + 2 * (spoke.together - 1))


def _mirrored(x: float, left: bool) -> str:
    return _at(x if left else _FAN_WIDTH - x)


def _line(y: float, slot: float, spoke: Spoke, width: float, middle: float, half: float, left: bool) -> str:
    many = ' class="many"' if spoke.together > 1 else ""
    bulge = max(0.0, 1 - (max(0.0, abs(slot - middle) - (half - _HUB)) / _HUB) ** 2)
    end = _FAN_WIDTH - _HUB * sqrt(bulge) + 1
    bend = (208 + end) / 2
    path = f"M{_mirrored(208, left)} {_at(y)}C{_mirrored(bend, left)} {_at(y)} {_mirrored(bend, left)} {_at(slot)} "
    return f'<path{many} d="{path}{_mirrored(end, left)} {_at(slot)}" stroke-width="{_at(width)}"/>'


def _node(y: float, spoke: Spoke, left: bool) -> str:
    many = " many" if spoke.together > 1 else ""
    radius = min(11.0, 3.5 + 2.2 * sqrt(max(0, spoke.deals - 1)))
    circle = f'<circle class="node{many}" cx="{_mirrored(208, left)}" cy="{_at(y)}" r="{_at(radius)}"/>'
    count = f" · {spoke.together}" if spoke.together > 1 else ""
    room = _NAME_ROOM - len(count)
    name = spoke.name if len(spoke.name) <= room else spoke.name[: room - 1].rstrip() + "…"
    return circle + _text(y + 4.5, name + count, left, "name")


def _text(y: float, words: str, left: bool, kind: str) -> str:
    anchor = ' text-anchor="end"' if left else ""
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{_mirrored(192, left)}" y="{_at(y)}"{anchor}>{escape(words)}</text>'


def _hub(middle: float, half: float, count: int, left: bool) -> str:
    edge, side = (_FAN_WIDTH, _FAN_WIDTH - _HUB) if left else (0, _HUB)
    sweep = 0 if left else 1
    straight = half - _HUB
    path = (
        f"M{edge} {_at(middle - half)}A{_HUB} {_HUB} 0 0 {sweep} {side} {_at(middle - straight)}"
        f"V{_at(middle + straight)}A{_HUB} {_HUB} 0 0 {sweep} {edge} {_at(middle + half)}Z"
    )
    x = _FAN_WIDTH - 12 if left else 12
    return (
        f'<path class="hub" d="{path}"/>'
        f'<path class="seam" d="M{edge} {_at(middle - half + 5)}V{_at(middle + half - 5)}"/>'
        f'<text class="hub-t" x="{x}" y="{_at(middle + 4.5)}" text-anchor="middle">{count}</text>'
    )
