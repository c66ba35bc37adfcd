"""What a cell's number measures: headers, row label, caption and data set put together."""

from __future__ import annotations

import re
from dataclasses import replace

from litscan.extraction.axes import Line, is_blank
from litscan.extraction.levels import read_level
from litscan.extraction.measures import (
    Heading,
    names_setting,
    read_heading,
    setting_heading,
    settle,
)
from litscan.extraction.table_view import TableView
from litscan.extraction.told import Inherited, Told, tell_measure
from litscan.tables.numbers import Quantity

__all__ = ["measure_of", "row_heading"]

_BYTES = frozenset({"KB", "MB", "GB", "TB"})
_AFTER = re.compile(r"\W*(?:after|pruned|compressed|sparse|final|finetuned|fine-tuned)\b", re.I)


def row_heading(view: TableView, line: Line) -> Heading | None:
    """Return what a row's own label says its numbers measure, or None."""
    for column, cell in reversed(line.labels.items()):
        kind = view.axes.kinds.get(column, "other")
        if names_setting(cell.text) and kind != "method":
            return setting_heading(cell.text)
        if kind in ("architecture", "dataset", "level") and view.bears_out(cell.text, kind):
            continue
        heading = read_heading((cell.text,))
        if heading.measure is not None and not view.names_method(cell.text):
            numbers = view.axes.numbers
            columns = view.axes.value_columns
            return settle(
                heading, [numbers[line.row, c] for c in columns if (line.row, c) in numbers]
            )
    return None


def measure_of(
    view: TableView,
    line: Line,
    column: int,
    row: Heading | None,
    dataset: str | None,
    quantity: Quantity,
) -> Told:
    """Return the measure of a cell and what named it.

    Parameters
    ----------
    view : TableView
        The table.
    line, column : Line, int
        The cell's place.
    row : Heading or None
        What the row's own label says.
    dataset : str or None
        The cell's data set.
    quantity : Quantity
        The cell's number.
    """
    path = view.axes.path_cells(line, column)
    heading = view.heading(line, column)
    texts = [cell.text for cell in path]
    sure = (
        any(_recognised(view, text) for text in texts)
        or bool(_AFTER.match(texts[-1] if texts else ""))
        or heading.stage != "reported"
        or not texts
    )
    in_path = any(view.label(text).datasets for text in texts)
    in_row = any(view.label(text).datasets for text in view.row_texts(line))
    named = dataset is not None and (in_path or in_row)
    inherited = Inherited(
        caption=view.caption_measure,
        corner=view.corner_measure,
        dataset=view.names.measure_of(dataset) if dataset and named else None,
        likely=sure or view.no_column_measures,
        labelled_by_dataset=in_path,
    )
    told = tell_measure(heading, row, texts, quantity, inherited)
    if told.measure in ("params", "flops") and quantity.unit in _BYTES:
        return replace(told, measure="memory")  # a model's size in megabytes
    return told


def _recognised(view: TableView, text: str) -> bool:
    """Whether a header names something a caption's measure is printed for."""
    label = view.label(text)
    return bool(
        label.architectures
        or label.datasets
        or view.names_method(text)
        or read_level(text, view.level_kind)
        or is_blank(text)
    )
