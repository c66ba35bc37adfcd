"""The results table as a reader sees it: cells, flags, and footnotes to its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from litscan.survey.citing import Citations
from litscan.survey.operating_points import definition_note, point_words
from litscan.survey.provenance import Provenance
from litscan.survey.render import TableFormat, render_table
from litscan.survey.results import ResultRow, ResultsTable, is_impossible
from litscan.survey.table import Cell, Column, Footnote, Row, SurveyTable, plain_number

__all__ = ["RESULT_COLUMNS", "render_results", "result_cells", "survey_results"]

RESULT_COLUMNS: tuple[Column, ...] = (
    Column("Dataset", "dataset"),
    Column("Architecture", "architecture"),
    Column("Method", "method"),
    Column("Operating point", "point_value"),
    Column("Metric", "metric"),
    Column("Dense", "dense", number=True),
    Column("Pruned", "value", number=True),
    Column("Drop", "drop", number=True),
    Column("Paper", "paper"),
)
_NAMES = (*ResultRow.__slots__, "flags")
_METHOD, _POINT, _VALUE, _PAPER = 2, 3, 6, 8
_OURS = re.compile(r"\s*\((?:ours?)\)\s*$", re.IGNORECASE)
_PRINTED = re.compile(r"\s*([+\-−]?\d+(?:\.\d+)?)(?![\d.,])")
_TOLD = Footnote("Told in a sentence, in no table")
_CORRECTED = Footnote("As a reader of the paper corrected it")


def _printed(row: ResultRow) -> str:
    """Return the value with the digits that are printed, where the evidence begins with them."""
    found = _PRINTED.match(row.quote)
    if found and float(found[1].replace("−", "-")) == row.value:
        return found[1].replace("−", "-")
    return plain_number(row.value)


def _method(row: ResultRow) -> str:
    if not row.own:
        return row.method
    return f"{_OURS.sub('', row.method) or row.method} (own)"


def result_cells(row: ResultRow) -> tuple[str, ...]:
    """Return a row's cells as plain text, in the order of `RESULT_COLUMNS`."""
    value = _printed(row)
    if row.uncertainty is not None:
        value += f" ± {plain_number(row.uncertainty)}"
    if is_impossible(row.unit, row.value):
        value += " (impossible as printed)"
    metric = row.metric.replace("_", " ")
    if row.unit == "percent":
        metric += " (%)"
    elif row.unit:
        metric += f" ({row.unit})"
    return (
        row.dataset,
        row.architecture,
        _method(row),
        point_words(row.point_kind, row.point_value, row.point_unit),
        metric,
        plain_number(row.dense),
        value,
        plain_number(row.drop),
        row.paper,
    )


def survey_results(table: ResultsTable, provenance: Provenance | None = None) -> SurveyTable:
    """Return the results as a survey table, with footnotes.

    Footnotes tell what each measure of an operating point is a ratio of, which numbers were
    copied from the method's own paper, and where a paper leaves a ratio's definition open.

    Parameters
    ----------
    table : ResultsTable
    provenance : Provenance, optional
        What the audits of the corpus tell of its numbers.

    Examples
    --------
    >>> survey_results(ResultsTable(())).kind
    'results'
    """
    known = provenance or Provenance()
    return SurveyTable(
        kind="results",
        caption="Pruned networks as papers print them, beside the unpruned network",
        columns=RESULT_COLUMNS,
        names=_NAMES,
        rows=tuple(_row(row, known) for row in table.rows),
        note="Drop is computed only where the paper prints both numbers; positive is worse.",
    )


def _row(row: ResultRow, known: Provenance) -> Row:
    cells = [Cell(text) for text in result_cells(row)]
    definition = definition_note(row.point_kind) if row.point_value is not None else None
    unclear = known.unclear.get((row.paper, row.point_kind), ()) if definition else ()
    cells[_POINT] = Cell(
        cells[_POINT].text, notes=(*([definition] if definition else ()), *unclear)
    )
    cells[_VALUE] = Cell(cells[_VALUE].text, notes=tuple(_notes(row, known)))
    cells[_PAPER] = Cell(cites=(row.paper,))
    flags = tuple(_flags(row, known, unclear=bool(unclear)))
    return Row(tuple(cells), {**row.to_json(), "flags": flags})


def _copied(row: ResultRow, known: Provenance) -> Footnote | None:
    if row.table_row is None or row.table_column is None:
        return None
    return known.copied_note(
        (row.paper, row.file, row.table_label, row.table_row, row.table_column)
    )


def _notes(row: ResultRow, known: Provenance) -> Iterator[Footnote]:
    copied = _copied(row, known)
    if copied:
        yield copied
    if row.evidence_kind != "table":
        yield _TOLD
    if row.corrected:
        yield _CORRECTED


def _flags(row: ResultRow, known: Provenance, *, unclear: bool) -> Iterator[str]:
    told = (
        ("own", row.own),
        ("copied", _copied(row, known) is not None),
        ("ratio not defined", unclear),
        ("impossible", is_impossible(row.unit, row.value)),
        ("told in a sentence", row.evidence_kind != "table"),
        ("corrected", row.corrected),
    )
    return (flag for flag, holds in told if holds)


def render_results(
    table: ResultsTable,
    format_: TableFormat,
    citations: Citations | None = None,
    provenance: Provenance | None = None,
) -> str:
    """Return the results table in a form; see `litscan.survey.render_table`.

    Examples
    --------
    >>> print(render_results(ResultsTable(()), "markdown"))
    No results.
    <BLANKLINE>
    """
    return render_table(survey_results(table, provenance), format_, citations)
