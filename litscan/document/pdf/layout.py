"""All pages of a PDF laid out: lines in reading order, captions, and table regions set apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from litscan.document.limits import MAX_PAGES, Deadline
from litscan.document.pdf.captions import caption_lines
from litscan.document.pdf.cells import PrintedRow, print_rows
from litscan.document.pdf.columns import Flow, order_lines
from litscan.document.pdf.furniture import without_furniture, without_line_numbers
from litscan.document.pdf.grids import DoubtError, Grid, read_grid
from litscan.document.pdf.ink import Box, PageInk, read_ink
from litscan.document.pdf.lines import Line, find_words, make_line, make_lines
from litscan.document.pdf.rulings import Region, find_regions

__all__ = ["Layout", "Page", "PageTable", "lay_out"]


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table region with its printed rows, and its grid or the reason why there is none."""

    region: Region
    rows: tuple[PrintedRow, ...]
    grid: Grid | None
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page's prose in reading order, beside its captions and tables.

    Attributes
    ----------
    flows : tuple of Flow
        Lines without furniture, table rows and what is written in figures.
    captions : tuple of Line
        Those lines that open captions.
    rules : tuple of Box
        Horizontal rulings.
    sideways : str
        What runs along the margin, as arXiv's stamp does.
    """

    number: int
    flows: tuple[Flow, ...]
    captions: tuple[Line, ...]
    tables: tuple[PageTable, ...]
    rules: tuple[Box, ...]
    sideways: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The pages, the type size of the running text, and what could not be read."""

    pages: tuple[Page, ...]
    body_size: float
    warnings: tuple[str, ...]


def lay_out(pdf: Any) -> Layout:
    """Return the layout of an open PDF.

    Parameters
    ----------
    pdf : pypdfium2.PdfDocument
        Its first `MAX_PAGES` pages are read, and none after a deadline.
    """
    inks, warnings = _read_pages(pdf)
    lines = [without_line_numbers(make_lines(find_words(ink.glyphs))) for ink in inks]
    lines = without_furniture(lines)
    weights: Counter[float] = Counter()
    for line in (line for page in lines for line in page):
        weights[line.size] += len(line.text)
    body = weights.most_common(1)[0][0] if weights else 10.0
    pages = tuple(
        _page(number, ink, own)
        for number, (ink, own) in enumerate(zip(inks, lines, strict=True), 1)
    )
    return Layout(pages, body, tuple(warnings))


def _read_pages(pdf: Any) -> tuple[list[PageInk], list[str]]:
    import pypdfium2

    count = len(pdf)
    deadline = Deadline()
    inks: list[PageInk] = []
    warnings: list[str] = []
    for index in range(min(count, MAX_PAGES)):
        if deadline.passed:
            break
        try:
            ink = read_ink(pdf[index])
        except pypdfium2.PdfiumError as error:
            warnings.append(f"page {index + 1} could not be read: {error}")
            ink = PageInk(1.0, 1.0, ())
        if ink.cut:
            warnings.append(f"page {index + 1} holds more than is read of one page")
        inks.append(ink)
    if len(inks) < count:
        warnings.append(f"only the first {len(inks)} of {count} pages were read")
    return inks, warnings


def _page(number: int, ink: PageInk, lines: Sequence[Line]) -> Page:
    captions = caption_lines(lines, ink.across)
    regions = find_regions(ink.across, ink.down, lines, captions)
    tables = tuple(_table(region, lines) for region in regions)
    inside = {id(line) for line in lines for region in regions if _in_box(line, region.box)}
    drawn = {id(line) for line in lines for box in ink.figures if _in_box(line, box)}
    starts = {id(line) for line in captions}
    prose = [
        line
        for line in lines
        if id(line) in starts or not (id(line) in inside or id(line) in drawn)
    ]
    flows = [_on_one_line(flow, starts) for flow in order_lines(prose, [r.box for r in regions])]
    opening = tuple(line for flow in flows for line in flow.lines if id(line) in starts)
    return Page(number, tuple(flows), opening, tables, ink.across, ink.sideways)


def _in_box(line: Line, box: Box) -> bool:
    return box.holds((line.left + line.right) / 2, line.baseline)


def _table(region: Region, lines: Sequence[Line]) -> PageTable:
    rows = print_rows(region, lines)
    try:
        return PageTable(region, tuple(rows), read_grid(region, rows))
    except DoubtError as doubt:
        return PageTable(region, tuple(rows), None, str(doubt))


def _on_one_line(flow: Flow, starts: set[int]) -> Flow:
    """Join what stands on one baseline of a column, such as a heading and its number."""
    joined: list[Line] = []
    for line in flow.lines:
        last = joined[-1] if joined else None
        if (
            last is not None
            and abs(last.baseline - line.baseline) < 0.12 * line.size
            and last.right <= line.left + 1
            and id(line) not in starts
        ):
            whole = make_line([*last.words, *line.words])
            if id(last) in starts:
                starts.add(id(whole))
            joined[-1] = whole
        else:
            joined.append(line)
    return Flow(tuple(joined), flow.left, flow.right)
