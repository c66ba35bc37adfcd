"""Results beside quality: size, operations, time, memory, what was removed, accuracy lost.

They come from the tables that report results, and from tables of costs alone where the paper's own
method or the unpruned network stands in them. Their confidence is not calibrated: no labels of
costs are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from litscan.extraction.confidence import confidence_of
from litscan.extraction.costs import COSTS
from litscan.extraction.ground import Ground
from litscan.extraction.measures import HIGHER_IS_BETTER, read_heading
from litscan.extraction.operating_point import OperatingPoint
from litscan.extraction.readings import TableReading, ValueReading
from litscan.extraction.records import Result
from litscan.extraction.results import (
    fractions_of,
    method_name,
    operating_point,
    own_name,
    uncertainty_of,
)

__all__ = ["find_cost_results"]

_FACTORS = frozenset({"compression_ratio", "speedup"})
_COUNTS = frozenset({"params", "flops"})
_SCALES = {1e3: "K", 1e6: "M", 1e9: "G", 1e12: "T"}
_UNITS = {
    "latency": re.compile(r"\b(ms|[uµμ]s|ns|secs?|seconds|min|minutes|hours)\b|(?<=\()(s|h)(?=\))"),
    "throughput": re.compile(
        r"(?i)\b(fps|(?:im|imgs?|images|samples|tok|tokens?)\s?/\s?s(?:ec)?)\b"
    ),
    "memory": re.compile(r"\b([KMGT]i?B|bytes)\b"),
}
_OTHER_TIMES = re.compile(
    r"prun|train|tun(?:e|ing)|search|compress|calibrat|increase|overhead", re.I
)


def find_cost_results(ground: Ground, dispersion: str) -> tuple[Result, ...]:
    """Return the costs, reductions and losses that tables print, in printed order.

    Parameters
    ----------
    ground : Ground
        The document's ground.
    dispersion : str
        What the paper says its error bars are.
    """
    own = own_name(ground)
    return tuple(
        result
        for reading in (*ground.result_tables, *ground.cost_tables)
        for record in reading.records()
        for result in _from_record(ground, reading, record, own, dispersion)
    )


def _from_record(
    ground: Ground,
    reading: TableReading,
    record: Sequence[ValueReading],
    own: str,
    dispersion: str,
) -> Iterator[Result]:
    fractions = fractions_of(reading)
    marked = any(value.own and value.method for value in reading.values)
    for value in record:
        stated = _stated(ground, reading, value, fractions)
        dense = value.is_dense or value.stage == "original"
        if _labels_measure(value):
            continue
        if stated is None or (value.method is None and not dense and value.own is None):
            continue
        metric, number, unit = stated
        is_own = value.own is True or (value.own is None and not marked)
        signal = "result/cost" if value.architecture else "result/cost.without_network"
        yield Result(
            method=method_name(value, own, dense=dense),
            own=is_own and not dense,
            architecture=value.architecture,
            dataset=value.dataset,
            task=value.task,
            metric=metric,
            value=number,
            unit=unit,
            uncertainty=uncertainty_of(value, dispersion),
            is_dense_baseline=dense,
            operating_point=None if dense else _other_point(value, record, metric),
            confidence=confidence_of(signal),
            evidence=(ground.document.cell_evidence(reading.table, value.cell),),
            signal=signal,
        )


def _other_point(
    value: ValueReading, record: Sequence[ValueReading], metric: str
) -> OperatingPoint | None:
    """Return the operating point of a cost, which a reduction cannot be of itself."""
    point = operating_point(value, record)
    return None if point is not None and point.kind == metric else point


def _stated(
    ground: Ground, reading: TableReading, value: ValueReading, fractions: frozenset[str]
) -> tuple[str, float, str] | None:
    """Return metric, number and unit that a cell states, or None if it states no cost."""
    if value.stage == "change":
        return _drop(value)
    measure, quantity = value.measure, value.quantity
    if measure not in COSTS:
        return None
    heading = ground.scan.axes(reading.table).heading(value.cell.column)
    absolute = measure in _COUNTS or measure in _UNITS
    if absolute and (quantity.unit == "percent" or _OTHER_TIMES.search(heading)):
        return None  # what pruning or training costs, not the network
    if measure in _COUNTS:
        unit = _SCALES.get(quantity.scale)
        return measure, *((quantity.value, unit) if unit else (quantity.absolute, ""))
    if measure in _FACTORS:
        return measure, quantity.value, "factor"
    if measure in _UNITS:
        return measure, quantity.absolute, quantity.unit or _headed_unit(measure, heading)
    if quantity.unit == "factor":
        return measure, abs(quantity.value), "fraction"
    whole = quantity.unit != "percent" and measure in fractions
    return measure, abs(quantity.value), "fraction" if whole else "percent"


def _drop(value: ValueReading) -> tuple[str, float, str] | None:
    """Return a loss of quality; a gain is a negative one."""
    if value.measure not in HIGHER_IS_BETTER - {"average"}:
        return None
    number = value.quantity.value
    if value.change_sign < 0:
        return f"{value.measure}_drop", number, "pp"
    if value.change_sign > 0 or value.quantity.sign_explicit:
        return f"{value.measure}_drop", -number, "pp"
    return None


def _headed_unit(measure: str, heading: str) -> str:
    match = _UNITS[measure].search(heading)
    return "".join(match[0].split()) if match else ""


def _labels_measure(value: ValueReading) -> bool:
    """Whether what stands for the method is the name of the measure, as in turned tables."""
    cell = value.method_cell
    if value.measure_from != "row" or cell is None or cell.row != value.cell.row:
        return False
    return read_heading((cell.text,)).measure is not None
