"""Rows that are the unpruned network without saying so in words.

A table may give the unpruned network as a row with nothing removed, as a row whose method and
level are left blank, or as a number in the banner of its block.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from litscan.document.model import Cell
from litscan.extraction.axes import Axes, Line, is_blank
from litscan.extraction.labels import Label, is_dense
from litscan.extraction.measures import LEVELS, PERFORMANCE, read_heading
from litscan.extraction.readings import ValueReading
from litscan.tables.numbers import parse_number

__all__ = ["dense_banners", "leaves_all_blank", "mark_nothing_removed"]

_SHARES_REMOVED = frozenset({"sparsity", "flops_removed", "params_removed", "units_removed"})
_STATED = re.compile(
    r"(?P<who>[^:=]{2,80}?)\s?[:=]\s?(?P<number>\d{1,3}\.\d+\s?%?(?:\s?(?:±|\\pm|\+/-)\s?[\d.]+\s?%?)?)"
    r"\)?"
)


def leaves_all_blank(axes: Axes, line: Line, method: int | None, levels: Iterable[int]) -> bool:
    """Return whether a row leaves its method and every level blank, or dashes them.

    Parameters
    ----------
    axes : Axes
        The table's layout.
    line : Line
        The row.
    method : int or None
        The column of methods' names.
    levels : iterable of int
        The columns, of labels or of numbers, that say how much was removed.
    """
    columns = tuple(levels)
    if method is None or not columns:
        return False
    return all(_says_nothing(axes, line, column) for column in (method, *columns))


def _says_nothing(axes: Axes, line: Line, column: int) -> bool:
    """Whether a cell is dashed, or blank with no label above that it could repeat."""
    cell = axes.table.origin(line.row, column)
    text = cell.text.strip().strip("*†‡ ")
    if text:
        return is_blank(text) and not re.search(r"[a-z✓✗✔✘]", text, re.IGNORECASE)
    return column not in line.labels


def mark_nothing_removed(values: Sequence[ValueReading]) -> tuple[ValueReading, ...]:
    """Return the values with the records that report nothing removed marked as unpruned."""
    nothing = {
        value.record for value in values if value.own is not True and _nothing_removed(value)
    }
    return tuple(
        replace(value, is_dense=True)
        if value.record in nothing and value.own is not True
        else value
        for value in values
    )


def _nothing_removed(value: ValueReading) -> bool:
    point = value.operating_point
    if value.measure in _SHARES_REMOVED and value.quantity.value == 0:
        return True
    return (
        point is not None and point.kind in LEVELS and point.unit == "percent" and point.value == 0
    )


def dense_banners(
    axes: Axes, values: Sequence[ValueReading], label: Callable[[str], Label]
) -> Iterator[ValueReading]:
    """Yield the unpruned value each banner states, as in ``ResNet-20: 73.59 ± 0.44``.

    Only where all performance numbers of the block under the banner are of one measure.
    """
    groups: dict[tuple[int, int], tuple[Cell, list[int]]] = {}
    for line in axes.lines:
        if line.group is not None:
            key = (line.group.row, line.group.column)
            groups.setdefault(key, (line.group, []))[1].append(line.row)
    for banner, rows in groups.values():
        block = [
            value
            for value in values
            if value.cell.row in rows and value.measure in PERFORMANCE and value.stage != "change"
        ]
        value = _stated(banner, block, label)
        if value is not None:
            yield value


def _stated(
    banner: Cell, block: Sequence[ValueReading], label: Callable[[str], Label]
) -> ValueReading | None:
    match = _STATED.fullmatch(banner.text.strip())
    kinds = {(value.measure, value.measure_from) for value in block}
    if match is None or len(kinds) != 1:
        return None
    who = re.sub(r"\([^()]*\)", " ", match["who"])
    told = label(" ".join(who.split()))
    measure, source = next(iter(kinds))
    if not (told.architectures or is_dense(who, told)):
        return None
    if read_heading((who,)).measure not in (None, measure):
        return None
    quantity = parse_number(match["number"])
    if quantity is None:
        return None
    datasets = {value.dataset for value in block}
    networks = {value.architecture for value in block}
    return ValueReading(
        cell=banner,
        quantity=quantity,
        measure=measure,
        measure_from=source,
        record=banner.row,
        is_dense=True,
        architecture=networks.pop() if len(networks) == 1 else None,
        dataset=datasets.pop() if len(datasets) == 1 else None,
    )
