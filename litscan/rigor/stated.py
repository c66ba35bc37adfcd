"""Facts without their paper: the numbers of a table of facts as tables that checks can read.

A meta-analysis states what papers print, cell by cell, and so does an extraction whose text is
not at hand. Its numbers are set in a grid again, each cell standing on the evidence of its fact,
so that the arithmetic of the numbers can be checked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from litscan.document.model import Cell, Coverage, Document, Evidence, Span, Table
from litscan.extraction.readings import Stage, TableReading, ValueReading
from litscan.extraction.records import Extraction, OperatingPoint, Result
from litscan.tables.numbers import Quantity, parse_number

__all__ = ["StatedDocument", "stated_document"]

_SCALES = {"K": 1e3, "M": 1e6, "G": 1e9, "T": 1e12}
_CHANGES = {"_change": 1, "_drop": -1}
_NOWHERE = Span(0, 0)
Where = tuple[str, int, int]


@dataclass(frozen=True)
class StatedDocument(Document):
    """A document of which only cells are known; `cells` holds their evidence by place."""

    cells: Mapping[Where, Evidence] = field(default_factory=dict)

    def cell_evidence(self, table: Table, cell: Cell) -> Evidence:
        """Return the evidence of the fact that a cell was made from."""
        return self.cells[table.label, cell.row, cell.column]


@dataclass(frozen=True, slots=True)
class _Number:
    """One printed number of the facts: what it measures, and the result it belongs to."""

    evidence: Evidence
    measure: str
    unit: str
    stage: Stage
    sign: int
    result: Result


def stated_document(facts: Extraction) -> tuple[StatedDocument, Extraction]:
    """Return facts as a document of cells, and the facts with the readings of its tables.

    Numbers of which the facts are not certain are read, but name no measure that could accuse.
    """
    tables: dict[tuple[str, str], dict[tuple[int, int], _Number]] = defaultdict(dict)
    for number in _numbers(facts):
        place = number.evidence.table
        if place is not None:
            table = tables[number.evidence.file, place.label]
            table.setdefault((place.row, place.column), number)
    cells: dict[Where, Evidence] = {}
    readings = [_reading(label, numbers, cells) for (_, label), numbers in tables.items()]
    document = StatedDocument("", facts.source, (), coverage=Coverage(full_text=False), cells=cells)
    return document, replace(facts, readings=tuple(readings))


def _numbers(facts: Extraction) -> Iterator[_Number]:
    pruned = {_row(result) for result in facts.results if not result.is_dense_baseline}
    for result in facts.results:
        if not result.in_table:
            continue
        ending = next((end for end in _CHANGES if result.metric.endswith(end)), "")
        stage: Stage = "change" if ending else "reported"
        if result.is_dense_baseline and _row(result) in pruned:
            stage = "original"
        measure = result.metric.removesuffix(ending)
        sign = _CHANGES.get(ending, 0)
        yield _Number(result.evidence[0], measure, result.unit, stage, sign, result)
        point = result.operating_point
        if point is not None and len(result.evidence) > 1:
            yield _Number(result.evidence[1], point.kind, point.unit, "reported", 0, result)


def _row(result: Result) -> tuple[str, str, int] | None:
    place = result.evidence[0].table
    return None if place is None else (result.evidence[0].file, place.label, place.row)


def _reading(
    label: str, numbers: Mapping[tuple[int, int], _Number], cells: dict[Where, Evidence]
) -> TableReading:
    rows = {row: at for at, row in enumerate(sorted({row for row, _ in numbers}), 1)}
    columns = {column: at for at, column in enumerate(sorted({c for _, c in numbers}), 1)}
    texts = {(rows[row], columns[column]): one for (row, column), one in numbers.items()}
    heads = {column: _heading(one) for (_, column), one in reversed(texts.items())}

    def cell(row: int, column: int) -> Cell:
        if row and column:
            one = texts.get((row, column))
            return Cell(row, column, one.evidence.quote if one else "", _NOWHERE)
        return Cell(row, column, heads.get(column, "") if not row else "", _NOWHERE, is_header=True)

    grid = tuple(
        tuple(cell(row, column) for column in range(len(columns) + 1))
        for row in range(len(rows) + 1)
    )
    table = Table(_NOWHERE, grid, label)
    values = []
    for (row, column), one in sorted(texts.items()):
        quantity = _quantity(one)
        if quantity is not None:
            cells[label, row, column] = one.evidence
            values.append(_value(one, quantity, grid[row][column]))
    return TableReading(table, "results", tuple(values))


def _heading(number: _Number) -> str:
    words = number.measure.replace("_", " ")
    stage = {"original": "original ", "change": "change of ", "reported": ""}[number.stage]
    return f"{stage}{words} ({number.unit})" if number.unit else f"{stage}{words}"


def _quantity(number: _Number) -> Quantity | None:
    quantity = parse_number(number.evidence.quote)
    if quantity is None or quantity.scale != 1:
        return quantity
    return replace(quantity, scale=_SCALES.get(number.unit, 1))


def _value(number: _Number, quantity: Quantity, cell: Cell) -> ValueReading:
    result = number.result
    sure = result.confidence >= 1
    point: OperatingPoint | None = result.operating_point
    return ValueReading(
        cell,
        quantity,
        number.measure,
        stage=number.stage,
        change_sign=number.sign,
        record=cell.row,
        method=result.method,
        own=None if result.is_dense_baseline else result.own,
        is_dense=result.is_dense_baseline and number.stage != "original",
        architecture=result.architecture,
        dataset=result.dataset,
        task=result.task,
        operating_point=point if number.evidence is result.evidence[0] else None,
        measure_from="heading" if sure else "other",
        architecture_from="label" if sure and result.architecture else "none",
        dataset_from="label" if sure and result.dataset else "none",
    )
