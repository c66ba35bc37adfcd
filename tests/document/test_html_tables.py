from __future__ import annotations

import pytest

from litscan.document.html import read_html_tables
from litscan.document.html.tables import RawTable
from litscan.document.limits import MAX_CELLS


def table_in(source: str) -> RawTable:
    tables = read_html_tables(source)
    assert len(tables) == 1
    return tables[0]


def texts(table: RawTable) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_every_piece_leads_back_to_its_place_in_the_source() -> None:
    source = (
        "Prose.\n<table>\n<tr><td>Top&#45;1</td><td> 93.4\n  &plusmn; <b>0.1</b></td></tr></table>"
    )
    cells = table_in(source).rows[0]
    assert [cell.text for cell in cells] == ["Top-1", "93.4 ± 0.1"]
    shown = [source[p.source_start : p.source_end] for cell in cells for p in cell.pieces]
    assert shown == ["Top", "&#45;", "1", "93.4", "\n  ", "&plusmn;", " ", "0.1"]


def test_offsets_count_from_the_beginning_of_the_file() -> None:
    source = "# Heading\n\n<table><tr><td>a</td><td>7.5</td></tr></table>\n"
    start = source.index("<table>")
    table = read_html_tables(source, start, len(source))[0]
    piece = table.rows[0][1].pieces[0]
    assert source[piece.source_start : piece.source_end] == "7.5"
    assert source[table.start : table.end] == source[start:].strip()


def test_spans_and_headers_are_as_marked() -> None:
    table = table_in(
        "<table><thead><tr><th rowspan=2>M<th colspan='2'>Acc</tr><tr><th>1<th>5</tr></thead>"
        "<tbody><tr><th scope=row>L1<td>93.4<td rowspan=0>9</tr></tbody></table>"
    )
    assert table.header_rows == 2
    assert (table.rows[0][0].row_span, table.rows[0][1].column_span) == (2, 2)
    assert [cell.is_header for cell in table.rows[2]] == [True, False, False]
    assert table.rows[2][2].row_span == MAX_CELLS


def test_a_foot_comes_last_wherever_it_stands() -> None:
    table = table_in("<table><tfoot><tr><td>mean<td>2</tfoot><tbody><tr><td>a<td>1</tbody></table>")
    assert texts(table) == [["a", "1"], ["mean", "2"]]


@pytest.mark.parametrize(
    ("markup", "emphasis"),
    [
        ("<b>9</b>", {"bold"}),
        ("<strong><u>9</u></strong>", {"bold", "underline"}),
        ("<em>9</em>", {"italic"}),
        ('<span class="ltx_text ltx_font_bold">9</span>', {"bold"}),
        ('<span style="font-weight: 700">9</span>', {"bold"}),
        ('<span class="ltx_text ltx_framed_underline">9</span>', {"underline"}),
        ('<span style="background-color:#DAE8FC">9</span>', {"color"}),
        ('<span style="color:#000000">9</span>', set()),
        (r'<math alttext="\mathbf{9}"><mn>9</mn></math>', {"bold"}),
        ("<b></b>9", set()),
    ],
)
def test_emphasis_is_kept(markup: str, emphasis: set[str]) -> None:
    cell = table_in(f"<table><tr><td>a</td><td>{markup}</td></tr></table>").rows[0][1]
    assert cell.text == "9"
    assert cell.emphasis == emphasis


@pytest.mark.parametrize(
    ("markup", "text", "marks"),
    [
        ("93.4<sup>†</sup>", "93.4", ("†",)),
        ("93.4<sup>a</sup>", "93.4", ("a",)),
        ("93.4<sup>1</sup>", "93.4", ("1",)),
        (r'93.4<math alttext="{}^{*}"><msup><mi/><mo>*</mo></msup></math>', "93.4", ("*",)),
        ("10<sup>6</sup>", "10^6", ()),
        ("x<sup>2</sup>", "x^2", ()),
        ("1<sup>st</sup>", "1st", ()),
        ("93.5<sub>±0.2</sub>", "93.5 ±0.2", ()),
        ("R<sub>1</sub>", "R1", ()),
        ('<span class="math inline"><em>W</em><sub>1</sub></span>', "W_1", ()),
    ],
)
def test_raised_marks_are_told_from_exponents(
    markup: str, text: str, marks: tuple[str, ...]
) -> None:
    cell = table_in(f"<table><tr><td>a</td><td>{markup}</td></tr></table>").rows[0][1]
    assert (cell.text, cell.marks) == (text, marks)


@pytest.mark.parametrize(
    "markup",
    [
        r'<math alttext="93.4\pm 0.1"><semantics><mrow><mn>93.4</mn><mo>±</mo><mn>0.1</mn></mrow>'
        r'<annotation encoding="application/x-tex">93.4\pm 0.1</annotation></semantics></math>',
        "<math><mrow><mn>93.4</mn><mo>±</mo><mn>0.1</mn></mrow></math>",
        r'<math><semantics><mn>x</mn><annotation encoding="application/x-tex">93.4 \pm 0.1'
        "</annotation></semantics></math>",
        r"\(93.4 \pm 0.1\)",
        r"$93.4 \pm 0.1$",
        r'<span class="math inline">\(93.4 \pm 0.1\)</span>',
        '<span class="katex"><span class="katex-mathml"><math><mn>93.4</mn><mo>±</mo><mn>0.1</mn>'
        '</math></span><span class="katex-html" aria-hidden="true">93.4±0.1</span></span>',
    ],
)
def test_a_formula_is_shown_once(markup: str) -> None:
    cell = table_in(f"<table><tr><td>a</td><td>{markup}</td></tr></table>").rows[0][1]
    assert cell.text == "93.4 ± 0.1"


def test_dollars_are_money_where_no_pair_makes_a_formula() -> None:
    cell = table_in("<table><tr><td>a</td><td>from $5 to $6</td></tr></table>").rows[0][1]
    assert cell.text == "from $5 to $6"


def test_malformed_markup_gives_what_there_is() -> None:
    table = table_in("<table><tr><td>a<td>b</b><tr><td colspan=x>c<td rowspan='-1'>d &lt 3")
    assert texts(table) == [["a", "b"], ["c", "d < 3"]]


def test_tables_inside_cells_belong_to_the_cell() -> None:
    source = (
        "<table><tr><td>a<td><table><tr><td>x<td>y</table></table><table><tr><td>1<td>2</table>"
    )
    tables = read_html_tables(source)
    assert [texts(table) for table in tables] == [[["a", "x y"]], [["1", "2"]]]
    assert source[tables[1].start :] == source[tables[1].start : tables[1].end]


def test_an_outsized_table_is_said_to_be() -> None:
    row = "<tr>" + "<td>1</td>" * 400 + "</tr>"
    table = table_in(f"<table>{row * (MAX_CELLS // 400 + 1)}</table>")
    assert table.oversized
    assert table.rows == ()
