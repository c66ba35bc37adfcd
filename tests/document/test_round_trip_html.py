"""A random grid written as HTML, as LaTeXML writes it, and as JATS reads back to itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

import pytest
from hypothesis import given, settings
from random_grids import GridCell, RandomGrid, grids

from litscan.document import read_text
from litscan.document.model import Document

_HTML_TAGS = {"bold": "b", "italic": "em", "underline": "u"}
_JATS_TAGS = {"bold": "bold", "italic": "italic", "underline": "underline"}
_CLASSES = {
    "bold": "ltx_font_bold",
    "italic": "ltx_font_italic",
    "underline": "ltx_framed_underline",
}
_UNCERTAIN = re.compile(r"(\d+\.\d) ± (\d+\.\d)")


def _attributes(cell: GridCell) -> str:
    down = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    across = f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    return down + across


def _rows(grid: RandomGrid, cell_of: Callable[[GridCell], str], row: str) -> tuple[str, str]:
    """Return the head's rows and the body's."""
    shown = [row.format("".join(map(cell_of, cells))) for cells in grid.rows]
    return "\n".join(shown[: grid.header_rows]), "\n".join(shown[grid.header_rows :])


def as_html(grid: RandomGrid) -> str:
    def cell_of(cell: GridCell) -> str:
        shown = escape(cell.text).replace("±", "&plusmn;")
        for name in cell.emphasis:
            shown = f"<{_HTML_TAGS[name]}>{shown}</{_HTML_TAGS[name]}>"
        tag = "th" if cell.is_header else "td"
        return f"<{tag}{_attributes(cell)}>\n  {shown}</{tag}>"

    head, body = _rows(grid, cell_of, "<tr>{}</tr>")
    return f"<html><body><p>Words.</p><table><thead>{head}</thead>\n<tbody>{body}</tbody></table>"


def _formula(match: re.Match[str]) -> str:
    latex = rf"{match[1]}\pm{match[2]}"
    return (
        f'<math class="ltx_Math" alttext="{latex}" display="inline"><semantics><mrow><mn>{match[1]}'
        f"</mn><mo>±</mo><mn>{match[2]}</mn></mrow><annotation encoding="
        f'"application/x-tex">{latex}</annotation></semantics></math>'
    )


def as_latexml(grid: RandomGrid) -> str:
    def cell_of(cell: GridCell) -> str:
        shown = _UNCERTAIN.sub(_formula, escape(cell.text))
        for name in cell.emphasis:
            shown = f'<span class="ltx_text {_CLASSES[name]}">{shown}</span>'
        header = " ltx_th ltx_th_column" if cell.is_header else ""
        spans = f" ltx_rowspan_{cell.row_span}" if cell.row_span > 1 else ""
        spans += f" ltx_colspan_{cell.column_span}" if cell.column_span > 1 else ""
        return f'<span class="ltx_td ltx_align_center{header}{spans}">{shown}</span>\n'

    head, body = _rows(grid, cell_of, '<span class="ltx_tr">{}</span>')
    return (
        '<html><body><article class="ltx_document"><figure class="ltx_table" id="T1">'
        f'<p class="ltx_p"><span class="ltx_tabular"><span class="ltx_thead">{head}</span>'
        f'<span class="ltx_tbody">{body}</span></span></p></figure></article></body></html>'
    )


def as_jats(grid: RandomGrid) -> str:
    def cell_of(cell: GridCell) -> str:
        shown = escape(cell.text, quote=False)
        for name in cell.emphasis:
            shown = f"<{_JATS_TAGS[name]}>{shown}</{_JATS_TAGS[name]}>"
        tag = "th" if cell.is_header else "td"
        return f"<{tag}{_attributes(cell)}>{shown}</{tag}>"

    head, body = _rows(grid, cell_of, "<tr>{}</tr>")
    return (
        "<article><front><article-meta/></front><body><sec><title>Results</title><p>Words.</p>"
        f"<table-wrap id='t1'><table><thead>{head}</thead><tbody>{body}</tbody></table>"
        "</table-wrap></sec></body></article>"
    )


def _read(grid: RandomGrid, how: str) -> Document:
    if how == "jats":
        return read_text(as_jats(grid), format="jats")
    return read_text(as_html(grid) if how == "html" else as_latexml(grid), format="html")


@pytest.mark.parametrize("how", ["html", "latexml", "jats"])
@given(grid=grids())
@settings(max_examples=40, deadline=None)
def test_a_grid_reads_back_to_itself(how: str, grid: RandomGrid) -> None:
    document = _read(grid, how)
    assert len(document.tables) == document.coverage.tables_found == 1
    table = document.tables[0]
    assert [[(c.text, c.emphasis) for c in row] for row in table.rows] == grid.expected()
    for row, expected in zip(table.rows, grid.positions(), strict=True):
        for cell, printed in zip(row, expected, strict=True):
            assert (cell.covered_by is not None) == (printed is None)
            assert document.quote(cell.span) == cell.text
            if printed is not None:
                assert (cell.row_span, cell.column_span) == (printed.row_span, printed.column_span)


@given(grid=grids(spans=False))
@settings(max_examples=20, deadline=None)
def test_each_cell_is_found_on_its_line(grid: RandomGrid) -> None:
    source = as_html(grid)
    document = read_text(source, format="html")
    lines = source.split("\n")
    for cell in document.tables[0].cells():
        if cell.text:
            line = lines[document.locate(cell.span).line - 1]
            assert escape(cell.text).split(" ±")[0].split(" ")[0] in line
