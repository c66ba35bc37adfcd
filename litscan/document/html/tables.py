"""Table markup as rows of cells: HTML, LaTeXML's ``ltx_tabular`` on any tag, and JATS alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from litscan.document.grid import RawCell
from litscan.document.html.inline import Inline, InlineReader
from litscan.document.html.roles import classes_of, emphasis_in, html_role
from litscan.document.html.source import name_of, parse_html
from litscan.document.limits import MAX_CELLS, MAX_COLUMNS

__all__ = ["RawTable", "is_layout", "read_html_tables", "read_table"]

_ROW_TAGS = frozenset({"tr"})
_CELL_TAGS = frozenset({"td", "th"})
_GROUP_TAGS = frozenset({"thead", "tbody", "tfoot"})
_SPAN_CLASS = re.compile(r"ltx_(?P<way>col|row)span_(?P<count>\d{1,4})")
_LAYOUT_ROLES = frozenset({"presentation", "none"})


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table as marked, not yet placed.

    Attributes
    ----------
    rows : tuple of tuple of RawCell
        Cells that a span covers are left out, as in HTML (``spanned="omitted"``).
    header_rows : int or None
        Leading rows marked as headers; None where the markup does not say.
    start, end : int
        The table's place in the source.
    runs : tuple of Inline
        The text of each cell as gathered, row by row, with notes and links.
    oversized : bool
        Whether there were more cells than are read.
    """

    rows: tuple[tuple[RawCell, ...], ...]
    header_rows: int | None
    start: int
    end: int
    runs: tuple[Inline, ...] = ()
    oversized: bool = False


def read_html_tables(text: str, start: int = 0, end: int | None = None) -> list[RawTable]:
    r"""Return the outermost HTML tables of ``[start, end)`` of a source, in order.

    Parameters
    ----------
    text : str
        The whole source; offsets of the cells' pieces count from its beginning.
    start, end : int
        The stretch in which ``<table>`` is looked for. Formulas between ``\(`` and ``\)`` or
        ``$`` are rendered.

    Examples
    --------
    >>> source = "Before. <table><tr><th>Method<td><b>93.4</b> &plusmn; 0.1</table>"
    >>> table = read_html_tables(source)[0]
    >>> [(cell.text, cell.is_header, sorted(cell.emphasis)) for cell in table.rows[0]]
    [('Method', True, []), ('93.4 ± 0.1', False, ['bold'])]
    >>> piece = table.rows[0][1].pieces[0]
    >>> source[piece.source_start : piece.source_end]
    '93.4'
    """
    stretch = text[start:end]
    root, places, _ = parse_html(stretch, base=start)
    if root is None:
        return []
    reader = InlineReader(places, html_role, tex=True)
    closing = [start + match.end() for match in re.finditer(r"(?i)</table\s*>", stretch)]
    tables = []
    for element in root.iter("table"):
        if any(name_of(above) == "table" for above in element.iterancestors()):
            continue
        inner = sum(1 for _ in element.iter("table"))
        table = read_table(element, reader)
        behind = [at for at in closing if at > table.start]
        last = behind[min(inner, len(behind)) - 1] if behind else start + len(stretch)
        tables.append(replace(table, end=last))
    return tables


def read_table(element: Any, reader: InlineReader) -> RawTable:
    """Return the rows of a table element.

    Parameters
    ----------
    element : lxml element
        ``<table>``, or any element with LaTeXML's class ``ltx_tabular``.
    reader : InlineReader
        Reads the cells' content.
    """
    start = reader.places.start_of(element)
    if sum(1 for row, _ in _rows(element, in_head=False) for _ in _cells(row)) > MAX_CELLS:
        return RawTable((), None, start, start, oversized=True)
    rows: list[tuple[RawCell, ...]] = []
    runs: list[Inline] = []
    header: int | None = None
    heads_only = True
    count = 0
    for row, in_head in _rows(element, in_head=False):
        cells = []
        for cell in _cells(row):
            run = reader.read(cell, in_cell=True)
            runs.append(run)
            cells.append(_raw_cell(cell, run, row, in_head=in_head))
        if not cells:
            continue
        count += sum(min(cell.column_span, MAX_COLUMNS) for cell in cells)
        if count > MAX_CELLS:
            return RawTable((), None, start, start, oversized=True)
        rows.append(tuple(cells))
        heads_only = heads_only and in_head
        if heads_only:
            header = len(rows)
    if header == len(rows):
        header = None
    return RawTable(
        tuple(rows),
        header,
        start,
        reader.places.here,
        tuple(runs),
    )


def is_layout(element: Any, *, of_pictures: bool = False) -> bool:
    """Return whether a table only arranges a page: says so, has one column, or holds tables.

    Parameters
    ----------
    element : lxml element
        The table.
    of_pictures : bool
        Whether a table with pictures in it counts too, as in a figure.
    """
    if element.get("role") in _LAYOUT_ROLES:
        return True
    if all(sum(1 for _ in _cells(row)) <= 1 for row, _ in _rows(element, in_head=False)):
        return True
    if of_pictures and any(_is_picture(inner) for inner in element.iter("*")):
        return True
    if "ltx_tabular" in classes_of(element):
        return False
    return any(inner is not element and name_of(inner) == "table" for inner in element.iter("*"))


def _is_picture(element: Any) -> bool:
    return name_of(element) in ("img", "svg", "graphic") or "ltx_graphics" in classes_of(element)


def _rows(element: Any, *, in_head: bool) -> Iterator[tuple[Any, bool]]:
    """Yield a table's own rows, not those of tables inside its cells; a foot comes last."""
    feet = []
    for child in element:
        classes = classes_of(child) if isinstance(child.tag, str) else []
        name = name_of(child)
        if name in _ROW_TAGS or "ltx_tr" in classes:
            yield child, in_head
        elif name == "tfoot" or "ltx_tfoot" in classes:
            feet.append(child)
        elif name in _GROUP_TAGS or "ltx_thead" in classes or "ltx_tbody" in classes:
            yield from _rows(child, in_head=name == "thead" or "ltx_thead" in classes)
    for foot in feet:
        yield from _rows(foot, in_head=False)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if isinstance(child.tag, str) and (
            name_of(child) in _CELL_TAGS or "ltx_td" in classes_of(child)
        ):
            yield child


def _raw_cell(cell: Any, run: Inline, row: Any, *, in_head: bool) -> RawCell:
    down, across = _spans(cell)
    emphasis = set(run.emphasis)
    for element in (cell, row):
        own = emphasis_in(element)
        if own and run.pieces:
            emphasis.add(own)
    return RawCell(
        tuple(run.pieces),
        row_span=down,
        column_span=across,
        is_header=in_head or _is_header(cell),
        emphasis=frozenset(emphasis),
        citations=tuple(dict.fromkeys(key for _, _, keys in run.citations for key in keys)),
        marks=tuple(dict.fromkeys(run.marks)),
    )


def _is_header(cell: Any) -> bool:
    return name_of(cell) == "th" or "ltx_th" in classes_of(cell)


def _spans(cell: Any) -> tuple[int, int]:
    down, across = _count(cell.get("rowspan")), _count(cell.get("colspan"))
    for match in _SPAN_CLASS.finditer(cell.get("class") or ""):
        if match["way"] == "row":
            down = max(down, int(match["count"]))
        else:
            across = max(across, int(match["count"]))
    return max(down, 1), max(across, 1)


def _count(shown: str | None) -> int:
    """Return a span; ``rowspan="0"`` reaches to the end of the table."""
    digits = (shown or "").strip()
    if not digits.isdecimal() or len(digits) > 5:
        return 1
    return int(digits) or MAX_CELLS
