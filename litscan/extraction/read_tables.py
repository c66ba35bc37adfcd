"""What every number of every table is a number of.

Each numeric cell gets its method (`table_methods`), network and data set (`table_subjects`),
measure and stage (`table_measures`) and operating point (`table_levels`) from its column's header
path, its row's labels, the banner it stands under, the table's caption, and, last, from sentences
that speak of the table. Nothing is guessed: what no source decides is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from litscan.document.model import Cell, Document, Table
from litscan.extraction.axes import Line
from litscan.extraction.dense_rows import dense_banners, mark_nothing_removed
from litscan.extraction.measures import HYPERPARAMETERS, PERFORMANCE, Heading, header_scale
from litscan.extraction.readings import TableKind, TableReading, ValueReading
from litscan.extraction.scan import Scan, scan_document
from litscan.extraction.table_levels import operating_point_of
from litscan.extraction.table_measures import measure_of, row_heading
from litscan.extraction.table_methods import MethodLabel, TableMethods
from litscan.extraction.table_subjects import TableSubjects
from litscan.extraction.table_view import TableView
from litscan.extraction.told import Told
from litscan.tables.numbers import Quantity

__all__ = ["read_tables"]

_SETUP = re.compile(
    r"hyper-?\s?parameter|training (?:settings?|details|configuration|recipe)", re.I
)
_ABLATION = re.compile(
    r"ablation|effects? of|impact of|influence of|sensitivity|varying|different "
    r"(?:values|choices|numbers)",
    re.I,
)


def read_tables(document: Document, scan: Scan | None = None) -> tuple[TableReading, ...]:
    """Return the reading of each table of a document, in reading order.

    Parameters
    ----------
    document : Document
        The paper.
    scan : Scan, optional
        What is already known of it; computed where not given.
    """
    scan = scan or scan_document(document)
    return tuple(_read(scan, table) for table in document.tables)


def _read(scan: Scan, table: Table) -> TableReading:
    view = TableView(scan, table)
    methods = TableMethods(view)
    subjects = TableSubjects(view, methods)
    values = mark_nothing_removed(
        [value for line in view.axes.lines for value in _read_line(line, methods, subjects)]
    )
    if not methods.in_columns:
        values += tuple(dense_banners(view.axes, values, view.label))
    return TableReading(table, _kind(view.caption, values), values)


def _kind(caption: str, values: Sequence[ValueReading]) -> TableKind:
    measures = {value.measure for value in values}
    performance = measures & (PERFORMANCE - {"loss"})
    if not performance and (measures & HYPERPARAMETERS or _SETUP.search(caption)):
        return "setup"
    if not measures & PERFORMANCE:
        return "other"
    return "ablation" if _ABLATION.search(caption) else "results"


def _read_line(
    line: Line, methods: TableMethods, subjects: TableSubjects
) -> Iterator[ValueReading]:
    view = subjects.view
    row_method = methods.of_row(line)
    row = row_heading(view, line)
    for column in view.axes.value_columns:
        cell = view.table.origin(line.row, column)
        quantity = view.axes.numbers.get((cell.row, cell.column))
        if quantity is None or cell.column != column:
            continue
        path = view.axes.path_cells(line, column)
        method = methods.of_path(path) if methods.in_columns else row_method
        yield _read_cell(cell, quantity, line, row, method, methods, subjects)


def _read_cell(
    cell: Cell,
    quantity: Quantity,
    line: Line,
    row: Heading | None,
    method: MethodLabel | None,
    methods: TableMethods,
    subjects: TableSubjects,
) -> ValueReading:
    view = subjects.view
    path = view.axes.path_cells(line, cell.column)
    row_texts = view.row_texts(line)
    architecture = subjects.architecture(path, row_texts, line)
    dataset = subjects.dataset(path, row_texts)
    told = measure_of(view, line, cell.column, row, dataset.name, quantity)
    dataset, architecture = subjects.settled(dataset, architecture, told.measure)
    return ValueReading(
        cell=cell,
        quantity=_scaled(quantity, told, path),
        measure=told.measure,
        measure_from=told.source,
        stage="reported" if _stage_is_label(told, method, path) else told.stage,
        change_sign=told.change_sign,
        record=cell.column if methods.in_columns else line.row,
        method=method.text if method else None,
        method_cell=method.cell if method else None,
        own=methods.owned(method),
        is_dense=methods.is_dense(method, line),
        citation_keys=method.keys if method else (),
        architecture=architecture.name,
        dataset=dataset.name,
        architecture_from=architecture.source,
        dataset_from=dataset.source,
        operating_point=operating_point_of(view, path, row_texts, line),
    )


def _stage_is_label(told: Told, method: MethodLabel | None, path: Iterable[Cell]) -> bool:
    """Whether "Original" above a column is the label of a method, not the stage of a number."""
    return (
        told.stage == "original"
        and method is not None
        and method.label.text in (cell.text for cell in path)
    )


def _scaled(quantity: Quantity, told: Told, path: Iterable[Cell]) -> Quantity:
    if told.measure in ("flops", "params") and quantity.scale == 1:
        return replace(quantity, scale=header_scale([cell.text for cell in path]))
    return quantity
