"""How far the network behind a cell was pruned, as labels, headers or the caption say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from litscan.document.model import Cell
from litscan.extraction.axes import Line
from litscan.extraction.levels import level_kind, read_level
from litscan.extraction.measures import PERFORMANCE, read_heading
from litscan.extraction.operating_point import OperatingPoint
from litscan.extraction.table_view import TableView

__all__ = ["operating_point_of"]

_BARE = re.compile(r"\W*\d*\.?\d+\W*")


def operating_point_of(
    view: TableView, path: Sequence[Cell], row_texts: Sequence[str], line: Line
) -> OperatingPoint | None:
    """Return the operating point of a cell: by its row's label, its headers, or the caption."""
    labelled = _in_label_columns(view, line)
    if labelled is not None:
        return labelled
    above = [cell.text for cell in path]
    for text in (*reversed(above), *row_texts):
        heading = read_heading((text,))
        if heading.measure in PERFORMANCE or view.label(text).architectures:
            continue
        level = _in_header(view, text, above)
        if level is not None:
            return level
    if view.has_levels:
        return None
    return read_level(view.caption, None) if level_kind(view.caption) else None


def _in_label_columns(view: TableView, line: Line) -> OperatingPoint | None:
    for column, cell in line.labels.items():
        if view.kinds.get(column) == "level":
            heading_text = view.axes.heading(column)
            text = cell.text.strip()
            if _BARE.fullmatch(text) and "%" in heading_text and "%" not in text:
                text += "%"
            level = read_level(text, level_kind(heading_text))
            if level is not None:
                return level
    return None


def _in_header(view: TableView, text: str, above: Sequence[str]) -> OperatingPoint | None:
    kind = view.level_kind
    if text in above[1:]:
        outer = next(filter(None, map(level_kind, reversed(above[:-1]))), None)
        kind = outer or kind
        if _BARE.fullmatch(text) and "%" in " ".join(above):
            text = f"{text.strip()}%"
    return read_level(text, kind)
