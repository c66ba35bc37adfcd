"""Rendering: each format holds the numbers and survives hostile names."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import pytest

from litscan.survey import TABLE_FORMATS, ResultRow, ResultsTable, render_results, result_cells
from litscan.survey.forms import escape_markdown
from litscan.tex import escape_tex

HOSTILE = r"A&B 50% $x$ #1 a_b {c} ~ ^ \input{x} é | <i> `q` ℓ1 λ"

ROW = ResultRow(
    paper="1901.00001",
    title="A title",
    year=2019,
    method="Pruner",
    own=True,
    dataset="CIFAR-10",
    architecture="ResNet-56",
    metric="top1_accuracy",
    unit="percent",
    dense=93.5,
    value=93.2,
    uncertainty=0.1,
    drop=0.3,
    point_kind="flops_removed",
    point_value=50.0,
    point_unit="percent",
    confidence=0.9,
    quote="93.2 ± 0.1",
    file="main.tex",
    line=12,
)
HARD = replace(ROW, method=HOSTILE, own=False, dataset="數據")


def test_latex_escapes_every_special_character() -> None:
    escaped = escape_tex(r"& % $ # _ { } ~ ^ \ ")
    assert escaped == (
        r"\& \% \$ \# \_ \textbraceleft{} \textbraceright{} \textasciitilde{}"
        r" \textasciicircum{} \textbackslash{}"
    )


def test_latex_has_one_cell_a_column_in_every_row_and_booktabs_rules() -> None:
    text = render_results(ResultsTable((ROW, HARD)), "latex")
    assert all(rule in text for rule in (r"\toprule", r"\midrule", r"\bottomrule"))
    body = text[text.index(r"\endfoot") : text.index(r"\end{longtable}")].splitlines()
    rows = [line for line in body if line.endswith(r"\\")]
    assert len(rows) == 2
    assert {len(re.findall(r"(?<!\\)&", row)) for row in rows} == {8}
    assert r"93.2~{\ensuremath{\pm}}~0.1" in rows[0]


def test_markdown_rows_have_the_same_number_of_cells() -> None:
    text = render_results(ResultsTable((ROW, HARD)), "markdown")
    lines = text.splitlines()
    rows = [line for line in lines if line.startswith("|")]
    assert len(rows) == 4
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {10}
    assert text.endswith(
        "[^a]: Share of operations removed, in percent; papers count an addition"
        " and a multiplication as one or as two, which the share does not show.\n"
    )


def test_markdown_shows_no_live_html_or_emphasis() -> None:
    assert escape_markdown("<b>*x*</b> a_b") == r"&lt;b&gt;\*x\*&lt;/b&gt; a\_b"


def test_csv_and_json_hold_the_names_unescaped_with_their_evidence() -> None:
    table = ResultsTable((HARD,))
    (read,) = csv.DictReader(io.StringIO(render_results(table, "csv")))
    (record,) = json.loads(render_results(table, "json"))["rows"]
    assert read["method"] == record["method"] == HOSTILE
    assert (read["quote"], read["line"]) == ("93.2 ± 0.1", "12")
    assert record["dataset"] == "數據"
    assert record["drop"] == 0.3


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_text_that_a_spreadsheet_would_run_is_quoted(start: str) -> None:
    row = replace(ROW, method=f"{start}1+1", drop=-0.3)
    text = render_results(ResultsTable((row,)), "csv")
    (read,) = csv.DictReader(io.StringIO(text, newline=""))
    assert read["method"] == f"'{start}1+1".replace("\r", "\n")
    assert read["drop"] == "-0.3"
    assert read["dataset"] == "CIFAR-10"


@pytest.mark.parametrize(
    ("method", "shown"),
    [
        ("FirstMile (ours)", "FirstMile (own)"),
        ("FirstMile (Our)", "FirstMile (own)"),
        ("FirstMile", "FirstMile (own)"),
        ("(ours)", "(ours) (own)"),
    ],
)
def test_own_methods_are_marked_once(method: str, shown: str) -> None:
    assert result_cells(replace(ROW, method=method))[2] == shown


def test_another_papers_method_keeps_its_name() -> None:
    assert result_cells(replace(ROW, method="A (ours)", own=False))[2] == "A (ours)"


@pytest.mark.parametrize(
    ("value", "quote", "shown"),
    [
        (91.0, "91.0", "91.0"),
        (91.0, "91.00 %", "91.00"),
        (-0.5, "−0.50", "-0.50"),
        (91.0, "ours 91.0", "91"),
        (25.6e6, "25.6M", "25600000"),
        (91.0, "91.05", "91"),
        (12345.0, "12,345", "12345"),
        (91.0, "", "91"),
    ],
)
def test_value_is_shown_with_its_printed_digits(value: float, quote: str, shown: str) -> None:
    row = replace(ROW, value=value, quote=quote, uncertainty=None, unit="")
    assert result_cells(row)[6] == shown


@pytest.mark.parametrize("format_", TABLE_FORMATS)
def test_an_empty_table_renders_in_every_format(format_: str) -> None:
    assert render_results(ResultsTable(()), format_)  # type: ignore[arg-type]


def test_line_breaks_in_a_name_do_not_break_the_row() -> None:
    text = render_results(ResultsTable((replace(ROW, method="a\nb\r\n\\\\c"),)), "markdown")
    assert len([line for line in text.splitlines() if line.startswith("|")]) == 3
