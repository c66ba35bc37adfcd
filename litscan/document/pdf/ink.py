"""What stands on a PDF's pages: characters with place and font, rulings, figures.

This is the only module that speaks to PDFium. A page becomes plain tuples, so that everything
after it can be read, and tested, without a PDF. PDFium tells characters in the order in which they
were drawn; coordinates are points from the lower left corner.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from ctypes import byref, c_double, c_float, c_void_p, cast, create_string_buffer
from dataclasses import dataclass
from typing import Any, NamedTuple

from litscan.document.limits import MAX_GLYPHS, MAX_OBJECTS

__all__ = ["Box", "Font", "Glyph", "PageInk", "read_ink"]

_BOLD = re.compile(r"bold|medi(?!um)|black|heavy|demi|cmb|bx\d|-b$", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|slant|cmti|cmsl|sfti", re.IGNORECASE)
_MATHS = re.compile(r"cmmi|cmsy|cmex|msam|msbm|math|symbol|rsfs|eufm", re.IGNORECASE)
_SMALL_CAPS = re.compile(r"caps|cmcsc|smcp|sc\d*$", re.IGNORECASE)
_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\x02": "-",
    "\ufffe": "-",
    "\u00ad": "-",
    "\u00a0": " ",
}
_THIN = 2.5
_PATH, _FORM = 2, 5


class Font(NamedTuple):
    """A typeface at a size, in points as shown on the page."""

    name: str
    size: float
    bold: bool
    italic: bool
    maths: bool
    small_caps: bool


class Glyph(NamedTuple):
    """A character; `spaced` says that white space was drawn, or left, before it."""

    text: str
    left: float
    right: float
    baseline: float
    font: Font
    spaced: bool


class Box(NamedTuple):
    """A rectangle on a page."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, x: float, y: float) -> bool:
        """Return whether a point lies inside."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top


@dataclass(frozen=True, slots=True)
class PageInk:
    """Everything on a page that the reading uses.

    Attributes
    ----------
    width, height : float
        In points, after turning a page whose text runs sideways.
    glyphs : tuple of Glyph
        Upright characters, as drawn.
    across, down : tuple of Box
        Thin horizontal and vertical rulings.
    figures : tuple of Box
        Embedded drawings; what is written in them is no running text.
    sideways : str
        Characters that run in another direction than the page's text, as drawn.
    cut : bool
        Whether a bound was met.
    """

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    across: tuple[Box, ...] = ()
    down: tuple[Box, ...] = ()
    figures: tuple[Box, ...] = ()
    sideways: str = ""
    cut: bool = False


def read_ink(page: Any) -> PageInk:
    """Return what stands on a page.

    Parameters
    ----------
    page : pypdfium2.PdfPage
        An open page.
    """
    width, height = page.get_size()
    found, cut = _characters(page)
    counts = Counter(turn for turn, *_ in found)
    turn = counts.most_common(1)[0][0] if counts else 0
    place = _turner(turn, width, height)
    glyphs, sideways = [], []
    spaced = False
    for own, text, left, right, x, y, font in found:
        if own != turn:
            sideways.append(text)
            continue
        if text.isspace():
            spaced = True
            continue
        low, base = place(left, y) if turn % 2 == 0 else place(x, left)
        high, _ = place(right, y) if turn % 2 == 0 else place(x, right)
        glyphs.append(Glyph(text, min(low, high), max(low, high), base, font, spaced))
        spaced = False
    boxes, more = _boxes(page)
    turned = [(kind, _turn_box(box, place)) for kind, box in boxes]
    paths = [box for kind, box in turned if kind == _PATH]
    return PageInk(
        *((width, height) if turn % 2 == 0 else (height, width)),
        tuple(glyphs),
        tuple(box for box in paths if box.top - box.bottom <= _THIN < box.right - box.left),
        tuple(box for box in paths if box.right - box.left <= _THIN < box.top - box.bottom),
        tuple(box for kind, box in turned if kind == _FORM and _is_figure(box, width, height)),
        "".join(sideways),
        cut or more,
    )


def _is_figure(box: Box, width: float, height: float) -> bool:
    """Return whether a form is a drawing on the page and not the page itself."""
    return 100 < (box.right - box.left) * (box.top - box.bottom) < 0.6 * width * height


Place = Callable[[float, float], tuple[float, float]]


def _turner(turn: int, width: float, height: float) -> Place:
    """Return the map of page coordinates under which text running that way is upright."""
    if turn == 1:
        return lambda x, y: (y, width - x)
    if turn == 2:
        return lambda x, y: (width - x, height - y)
    if turn == 3:
        return lambda x, y: (height - y, x)
    return lambda x, y: (x, y)


def _turn_box(box: Box, place: Place) -> Box:
    (a, b), (c, d) = place(box.left, box.bottom), place(box.right, box.top)
    return Box(min(a, c), min(b, d), max(a, c), max(b, d))


Found = tuple[int, str, float, float, float, float, Font]


def _characters(page: Any) -> tuple[list[Found], bool]:
    """Return direction, text, start and end along it, origin and font of every character."""
    import pypdfium2.raw as raw

    textpage = page.get_textpage()
    count = raw.FPDFText_CountChars(textpage)
    rect, x, y = raw.FS_RECTF(), c_double(), c_double()
    box, px, py = byref(rect), byref(x), byref(y)
    fonts: dict[int | None, tuple[Font, int]] = {}
    found: list[Found] = []
    for index in range(min(count, MAX_GLYPHS)):
        code = raw.FPDFText_GetUnicode(textpage, index)
        text = chr(code) if code < 0xD800 or 0xE000 <= code <= 0x10FFFF else "\ufffd"
        if text in "\r\n":
            continue
        drawn = raw.FPDFText_GetTextObject(textpage, index)
        key = cast(drawn, c_void_p).value
        if key not in fonts:
            fonts[key] = _font(raw, textpage, index, drawn)
        font, turn = fonts[key]
        if not raw.FPDFText_GetLooseCharBox(textpage, index, box):
            continue
        raw.FPDFText_GetCharOrigin(textpage, index, px, py)
        if text < " " or 0xE000 <= code <= 0xF8FF:
            text = _LIGATURES.get(text, "\ufffd")
        else:
            text = _LIGATURES.get(text, text)
        ends = (rect.left, rect.right) if turn % 2 == 0 else (rect.bottom, rect.top)
        found.append((turn, text, *ends, x.value, y.value, font))
    return found, count > MAX_GLYPHS


def _font(raw: Any, textpage: Any, index: int, drawn: Any) -> tuple[Font, int]:
    size = raw.FPDFText_GetFontSize(textpage, index)
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(textpage, index, byref(matrix))
    scale = math.hypot(matrix.c, matrix.d)
    shown = size * scale if scale > 0 else size
    turn = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4 if scale > 0 else 0
    name, flags = "", 0
    if drawn:
        font = raw.FPDFTextObj_GetFont(drawn)
        buffer = create_string_buffer(128)
        raw.FPDFFont_GetBaseFontName(font, buffer, 128)
        name = buffer.value.decode("utf-8", errors="replace").rpartition("+")[2]
        flags = max(raw.FPDFFont_GetFlags(font), 0)
    bold = bool(_BOLD.search(name) or flags & 1 << 18)
    italic = bool(_ITALIC.search(name) or flags & 1 << 6)
    shown = min(max(shown, 0.1), 200.0)
    return (
        Font(
            name,
            round(shown, 1),
            bold,
            italic,
            bool(_MATHS.search(name)),
            bool(_SMALL_CAPS.search(name)),
        ),
        turn,
    )


def _boxes(page: Any) -> tuple[list[tuple[int, Box]], bool]:
    """Return the bounds of drawn paths and forms."""
    import pypdfium2.raw as raw

    edges = [c_float() for _ in range(4)]
    pointers = [byref(edge) for edge in edges]
    count = raw.FPDFPage_CountObjects(page)
    boxes: list[tuple[int, Box]] = []
    for drawn in _objects(raw, page, min(count, MAX_OBJECTS)):
        kind = raw.FPDFPageObj_GetType(drawn)
        if kind in (_PATH, _FORM) and raw.FPDFPageObj_GetBounds(drawn, *pointers):
            boxes.append((kind, Box(*(edge.value for edge in edges))))
    return boxes, count > MAX_OBJECTS


def _objects(raw: Any, page: Any, count: int) -> Iterator[Any]:
    for index in range(count):
        yield raw.FPDFPage_GetObject(page, index)
