from __future__ import annotations

import time

import pytest

from litscan.document.build import TextBuilder
from litscan.document.grid import GridError, Piece, RawCell, build_table
from litscan.document.model import Table


def cell(text: str, rows: int = 1, columns: int = 1, *, header: bool = False) -> RawCell:
    return RawCell((Piece(text, 0, 0, len(text)),), rows, columns, header)


def texts(table: Table) -> list[list[str]]:
    return [[c.text for c in row] for row in table.rows]


def test_every_cell_span_holds_exactly_the_cell_text() -> None:
    builder = TextBuilder()
    builder.add_made("before\n\n")
    table = build_table(
        builder, [[cell("  Method "), cell("Acc")], [cell("L1"), cell("93.4")]], label="t"
    )
    for c in table.cells():
        assert builder.text[c.span.start : c.span.end] == c.text
    assert builder.text[table.span.start : table.span.end] == "Method | Acc\nL1 | 93.4"


def test_trimming_a_cell_keeps_its_anchor_on_its_first_letter() -> None:
    builder = TextBuilder()
    raw = RawCell((Piece("  L1", 0, 40, 44), Piece(" x", 0, 50, 52)))
    build_table(builder, [[raw, cell("a")]], label="t")
    assert builder.anchors[0].source_start == 42


def test_short_rows_are_padded() -> None:
    table = build_table(TextBuilder(), [[cell("a"), cell("b"), cell("c")], [cell("d")]], label="t")
    assert texts(table) == [["a", "b", "c"], ["d", "", ""]]
    assert table.rows[1][2].covered_by is None


def test_omitted_and_printed_row_spans_make_the_same_grid() -> None:
    omitted = [[cell("A", rows=2), cell("1")], [cell("2")]]
    printed = [[cell("A", rows=2), cell("1")], [cell(""), cell("2")]]
    one = build_table(TextBuilder(), omitted, label="t", spanned="omitted")
    two = build_table(TextBuilder(), printed, label="t", spanned="printed")
    assert texts(one) == texts(two) == [["A", "1"], ["", "2"]]
    assert one.rows[1][0].covered_by == two.rows[1][0].covered_by == (0, 0)


def test_text_under_a_printed_row_span_ends_the_span() -> None:
    rows = [[cell("A", rows=3), cell("1")], [cell(""), cell("2")], [cell("B"), cell("3")]]
    table = build_table(TextBuilder(), rows, label="t", spanned="printed")
    assert table.rows[2][0].text == "B"
    assert table.rows[0][0].row_span == 2
    assert table.rows[1][0].covered_by == (0, 0)


def test_column_spans_cover_their_neighbours_and_count_once() -> None:
    rows = [[cell("M"), cell("CIFAR-10", columns=2)], [cell(""), cell("Top-1"), cell("Top-5")]]
    rows += [[cell("L1"), cell("93.1"), cell("99.0")]]
    table = build_table(TextBuilder(), rows, label="t")
    assert table.rows[0][2].covered_by == (0, 1)
    assert table.header_rows == 2
    assert table.header_path(2) == ("CIFAR-10", "Top-5")


def test_leading_column_with_row_spans_and_the_next_are_headers() -> None:
    rows = [[cell("Model"), cell("Method"), cell("Acc")]]
    rows += [[cell("VGG", rows=2), cell("L1"), cell("93.4")], [cell("Taylor"), cell("93.1")]]
    table = build_table(TextBuilder(), rows, label="t")
    assert table.header_columns == 2
    assert table.row_path(2) == ("VGG", "Taylor")


def test_words_left_of_numbers_name_the_rows_and_ticks_do_not() -> None:
    rows = [[cell("Method"), cell("Backbone"), cell("Aug."), cell("Acc")]]
    rows += [[cell("L1"), cell("VGG"), cell("✓"), cell("93.4")]]
    rows += [[cell("SNIP"), cell("ResNet"), cell("-"), cell("93.1 ± 0.2")]]
    table = build_table(TextBuilder(), rows, label="t")
    assert (table.header_rows, table.header_columns) == (1, 2)


def test_overlapping_spans_cost_no_more_than_the_cells_they_cover() -> None:
    rows = [[cell("A", rows=5_000), cell("1")] for _ in range(4_000)]
    started = time.process_time()
    table = build_table(TextBuilder(), rows, label="t", spanned="printed")
    assert time.process_time() - started < 3
    assert {row[0].row_span for row in table.rows} == {1}


def test_group_title_above_the_numbers_is_not_a_header() -> None:
    rows = [[cell("Method"), cell("A"), cell("B")], [cell("ImageNet"), cell(""), cell("")]]
    rows += [[cell("L1"), cell("93.4"), cell("12.1")]]
    assert build_table(TextBuilder(), rows, label="t").header_rows == 1
    assert build_table(TextBuilder(), rows, label="t", header_rows=2).header_rows == 1


def test_marked_header_cells_decide() -> None:
    rows = [[cell("2019", header=True), cell("2020", header=True)], [cell("1"), cell("2")]]
    assert build_table(TextBuilder(), rows, label="t").header_rows == 1


@pytest.mark.parametrize(
    "rows",
    [[], [[cell("")]], [[cell("a", columns=10**9), cell("b")] for _ in range(5_000)]],
    ids=["none", "empty", "runaway"],
)
def test_rows_that_make_no_grid_are_refused(rows: list[list[RawCell]]) -> None:
    with pytest.raises(GridError):
        build_table(TextBuilder(), rows, label="t")
