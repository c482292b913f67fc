"""Share cards: one PNG of 1200 x 630 pixels a page, drawn by Pillow in fonts that carry every Vietnamese letter."""

from __future__ import annotations

import io
import unicodedata
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.rendering import prints

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
_MARGIN, _BAR, _LINE = 72, 16, 1.22
_ROOM = WIDTH - 2 * _MARGIN
_PAPER, _INK, _ACCENT = (251, 250, 246), (28, 27, 24), (11, 93, 84)
_FULL, _SOFT = 127, 92  # how much ink: text, second voice
_SIZES = ((128, 1), (104, 2), (84, 2), (68, 3), (56, 4), (44, 5))  # size of the headline, the lines it may have
_FAMILIES = {
    "serif": (("font_source_serif_pro", "SourceSerifPro-Bold.ttf"), "NotoSerif-Bold.ttf", "DejaVuSerif-Bold.ttf"),
    "strong": (("font_source_sans_pro", "SourceSansPro-Semibold.ttf"), "NotoSans-Bold.ttf", "DejaVuSans-Bold.ttf"),
    "sans": (("font_source_sans_pro", "SourceSansPro-Regular.ttf"), "NotoSans-Regular.ttf", "DejaVuSans.ttf"),
}
_SYSTEM = (
    Path("/usr/share/fonts/truetype/noto"),
    Path("/usr/share/fonts/noto"),
    Path("/usr/share/fonts/truetype/dejavu"),
    Path("/usr/share/fonts/TTF"),
)


class Card(Struct, frozen=True):
    """What a card says: the site, a headline of one or more names, an accented word, what goes with it, a note."""

    brand: str
    names: tuple[str, ...]
    strong: str = ""
    rest: str = ""
    note: str = ""


@lru_cache(maxsize=1)
def available() -> bool:
    """Whether cards can be drawn here: Pillow is installed, and there are fonts."""
    return find_spec("PIL") is not None and all(_font_file(family) for family in _FAMILIES)


@lru_cache(maxsize=1)
def print_of_code() -> str:
    """A name for this way of drawing and for the fonts: another one, other pictures."""
    files = [_font_file(family) or "" for family in _FAMILIES]
    return prints.of_parts([prints.of_bytes(Path(__file__).read_bytes()), *(Path(file).name for file in files)])


def picture(card: Card) -> bytes:
    """The card as a PNG of some 15 to 25 kB. Equal cards, fonts and versions of Pillow: equal bytes."""
    from PIL import Image, ImageChops, ImageDraw

    ink, accent = Image.new("L", (WIDTH, HEIGHT)), Image.new("L", (WIDTH, HEIGHT))
    pens = {"ink": ImageDraw.Draw(ink), "accent": ImageDraw.Draw(accent)}
    pens["ink"].rectangle((0, 0, WIDTH, _BAR - 1), fill=_FULL)
    for color, at, text, font, fill in _strokes(card):
        pens[color].text(at, text, font=font, fill=fill, anchor="ls")
    raised = accent.point([0, *range(129, 256), *[255] * 128])
    return _png(ImageChops.lighter(ink, raised))


def _png(image: Image) -> bytes:
    """Two ramps of color over the paper: the lower half of the palette is ink, the upper half the accent."""
    ramps = [_between(color, step / 127) for color in (_INK, _ACCENT) for step in range(128)]
    image.putpalette([part for color in ramps for part in color])
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=5)
    return out.getvalue()


def _between(color: tuple[int, int, int], share: float) -> tuple[int, ...]:
    return tuple(round(paper + (own - paper) * share) for paper, own in zip(_PAPER, color, strict=True))


Stroke = tuple[str, tuple[float, float], str, "FreeTypeFont", int]


def _strokes(card: Card) -> Iterator[Stroke]:
    """What is written where: (ink or accent, left end of the base line, words, font, how much)."""
    yield "ink", (_MARGIN, 108), _cut(_clean(card.brand), _font("serif", 38)), _font("serif", 38), _FULL
    yield from _headline(card)
    base = HEIGHT - 64 - (52 if card.note else 0)
    at = float(_MARGIN)
    if card.strong:
        words = _cut(_clean(card.strong), _font("strong", 38))
        yield "accent", (at, base), words, _font("strong", 38), _FULL
        at += _font("strong", 38).getlength(words)
    if card.rest:
        words = _cut(("  ·  " if card.strong else "") + _clean(card.rest), _font("sans", 38), WIDTH - _MARGIN - at)
        yield "ink", (at, base), words, _font("sans", 38), _FULL
    if card.note:
        yield "ink", (_MARGIN, HEIGHT - 64), _cut(_clean(card.note), _font("sans", 32)), _font("sans", 32), _SOFT


def _headline(card: Card) -> Iterator[Stroke]:
    """The largest size at which all names fit; the dashes between them are accented."""
    names = tuple(map(_clean, card.names))
    size, lines = _fitted(names)
    font = _font("serif", size)
    height = size * _LINE
    middle = (150 + HEIGHT - (168 if card.note else 116)) / 2
    base = middle - height * len(lines) / 2 + size * 0.93
    for number, line in enumerate(lines):
        y = base + number * height
        if line.endswith(" –"):
            line = line.removesuffix(" –")
            dash = (_MARGIN + font.getlength(line + " "), y)
            yield "accent", dash, "–", font, _FULL
        at = float(_MARGIN)
        for position, piece in enumerate(line.split(" – ")):
            if position:
                yield "accent", (at + font.getlength(" "), y), "–", font, _FULL
                at += font.getlength(" – ")
            yield "ink", (at, y), piece, font, _FULL
            at += font.getlength(piece)


def _fitted(names: tuple[str, ...]) -> tuple[int, list[str]]:
    for size, most in _SIZES:
        lines = _wrapped(names, _font("serif", size))
        if len(lines) <= most and all(_font("serif", size).getlength(line) <= _ROOM for line in lines):
            return size, lines
    size, most = _SIZES[-1]
    font, lines = _font("serif", size), _wrapped(names, _font("serif", size))
    shown = [*lines[: most - 1], lines[most - 1] + ("…" if len(lines) > most else "")] if len(lines) >= most else lines
    return size, [_cut(line, font) for line in shown]


def _wrapped(names: tuple[str, ...], font: FreeTypeFont) -> list[str]:
    """Lines broken between names where that is enough, else between words."""
    last = len(names) - 1
    pieces = [name + (" –" if number < last else "") for number, name in enumerate(names)]
    if any(font.getlength(piece) > _ROOM for piece in pieces):
        pieces = " ".join(pieces).replace(" –", "\u00a0–").split(" ")
    lines: list[str] = []
    for piece in pieces:
        longer = f"{lines[-1]} {piece}" if lines else piece
        if lines and font.getlength(longer) <= _ROOM:
            lines[-1] = longer
        else:
            lines.append(piece)
    return [line.replace("\u00a0", " ") for line in lines]


def _cut(text: str, font: FreeTypeFont, room: float = _ROOM) -> str:
    """The text, shortened until it fits: after a word, or within one that is too long by itself."""
    if font.getlength(text) <= room:
        return text
    fits = [end for end in range(len(text)) if font.getlength(text[:end].rstrip() + "…") <= room]
    longest = text[: max(fits, default=0)]
    whole = longest if text[len(longest) : len(longest) + 1] == " " else longest.rpartition(" ")[0]
    return (whole or longest).rstrip(" ,;·–") + "…"


def _clean(text: str) -> str:
    """Composed letters on one line, without what cannot be seen."""
    whole = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(char for char in whole if unicodedata.category(char)[0] != "C")[:400]


@lru_cache(maxsize=32)
def _font(family: str, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    # Without shaping: composed Vietnamese letters need none, and drawing is several times faster.
    return ImageFont.truetype(_font_file(family) or "", size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=8)
def _font_file(family: str) -> str | None:
    """From the fonts that the extra brings, else from those of the system."""
    (package, name), *others = _FAMILIES[family]
    spec = find_spec(package)
    brought = [Path(folder) / "files" / name for folder in (spec.submodule_search_locations or [])] if spec else []
    found = [*brought, *(folder / other for other in others for folder in _SYSTEM)]
    return next((str(path) for path in found if path.is_file()), None)
