"""Results: the performance numbers of results tables with what they are numbers of.

Confidence depends on whether a header or label names the measure, on whether data set and network
stand in the table or are inherited from caption and text, and on whether the method has a label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from litscan.extraction.confidence import confidence_of
from litscan.extraction.ground import Ground
from litscan.extraction.measures import LEVELS, PERFORMANCE
from litscan.extraction.operating_point import OperatingPoint
from litscan.extraction.readings import TableReading, ValueReading
from litscan.extraction.records import Result, Uncertainty

__all__ = [
    "find_results",
    "fractions_of",
    "method_name",
    "operating_point",
    "own_name",
    "uncertainty_of",
]

_OURS = re.compile(
    r"\s*[(\[]\s?ours?\s?[)\]]|^ours?$|^our (?:method|approach)$|^proposed"
    r"(?: method)?$",
    re.IGNORECASE,
)
_AT_LEVEL = re.compile(r"[,(]?\s*\d+(?:\.\d+)?\s?%(?:\s\w+)?\)?$")
_ORDER = (
    "sparsity", "params_removed", "flops_removed", "params_kept", "flops_kept",
    "units_removed", "compression_ratio", "speedup",
)  # fmt: skip
_UNITLESS = frozenset({"perplexity", "bleu", "psnr", "fid", "loss", "logloss", "bpc", "ssim"})


def find_results(ground: Ground, dispersion: str) -> tuple[Result, ...]:
    """Return the results of a document's tables in printed order.

    Parameters
    ----------
    ground : Ground
        The document's ground.
    dispersion : str
        What the paper says its error bars are; ``unnamed`` and ``none`` leave them unnamed.
    """
    results: list[Result] = []
    for reading in ground.result_tables:
        own = own_name(ground)
        for record in reading.records():
            results.extend(_from_record(ground, reading, record, own, dispersion))
    return tuple(results)


def own_name(ground: Ground) -> str:
    """Return what the authors call their own method."""
    return ground.scan.own_names[0] if ground.scan.own_names else "this paper's method"


def _from_record(
    ground: Ground,
    reading: TableReading,
    record: Sequence[ValueReading],
    own: str,
    dispersion: str,
) -> Iterator[Result]:
    fractions = fractions_of(reading)
    inside = _names_inside(ground, reading)
    marked = any(value.own and value.method for value in reading.values)
    for value in record:
        if value.measure not in PERFORMANCE - {"average"} or value.stage == "change":
            continue
        dense = value.is_dense or value.stage == "original"
        if value.method is None and not dense and value.own is None and value.architecture is None:
            continue
        is_own = value.own is True or (value.own is None and not marked and not dense)
        signal = _signal(value, inside)
        yield Result(
            method=method_name(value, own, dense=dense),
            own=is_own and not dense,
            architecture=value.architecture,
            dataset=value.dataset,
            task=value.task,
            metric=value.measure,
            value=value.quantity.absolute,
            unit=_unit(value, fractions),
            uncertainty=uncertainty_of(value, dispersion),
            is_dense_baseline=dense,
            operating_point=(
                _absolute_point(value, record) if dense else operating_point(value, record)
            ),
            confidence=confidence_of(signal),
            evidence=(ground.document.cell_evidence(reading.table, value.cell),),
            signal=signal,
        )


def method_name(value: ValueReading, own: str, *, dense: bool) -> str:
    """Return the method behind a value: ``dense``, its own label, or the authors' own name."""
    if dense and not (value.is_dense and value.method):
        return "dense"
    name = _OURS.sub("", value.method or "").strip()
    return _AT_LEVEL.sub("", name).strip(" ,(") or own


def fractions_of(reading: TableReading) -> frozenset[str]:
    """Return the measures of a table whose numbers all lie between 0 and 1."""
    measures = {value.measure for value in reading.values if value.measure}
    return frozenset(
        measure
        for measure in measures
        if all(abs(v.quantity.value) <= 1 for v in reading.values if v.measure == measure)
    )


def _unit(value: ValueReading, fractions: frozenset[str]) -> str:
    if value.measure in _UNITLESS:
        return ""
    if value.quantity.unit == "percent":
        return "percent"
    return "fraction" if value.measure in fractions else "percent"


def uncertainty_of(value: ValueReading, dispersion: str) -> Uncertainty | None:
    """Return what stands after a value's ``±``, of the kind the paper says."""
    if value.quantity.uncertainty is None:
        return None
    kind = dispersion if dispersion in ("std", "sem", "ci", "range") else "unnamed"
    return Uncertainty(value.quantity.uncertainty, kind)  # type: ignore[arg-type]


def _names_inside(ground: Ground, reading: TableReading) -> frozenset[str]:
    inside = ground.scan.sightings.within(reading.table.span, "dataset", "architecture")
    return frozenset(item.name.name for item in inside)


def _signal(value: ValueReading, inside: frozenset[str]) -> str:
    """Return what a result's confidence is looked up by."""
    missing = [
        part
        for part, name in (("dataset", value.dataset), ("network", value.architecture))
        if name is None
    ]
    if missing:
        return f"result/without_{'_and_'.join(missing)}"
    named = "named" if value.measure_from in ("heading", "row") else "inherited"
    dataset = "dataset_inside" if value.dataset in inside else "dataset_outside"
    network = "network_inside" if value.architecture in inside else "network_outside"
    label = "labelled" if value.method is not None else "unlabelled"
    return f"result/measure_{named}.{dataset}.{network}.{label}"


def operating_point(value: ValueReading, record: Sequence[ValueReading]) -> OperatingPoint | None:
    """Return how far the network behind a value was pruned, or None.

    A level in the value's own headers wins; else the record's numbers tell it, those of the same
    network and data set only.
    """
    if value.operating_point is not None:
        return value.operating_point
    beside = [
        other
        for other in record
        if other.measure in LEVELS
        and other.stage == "reported"
        and other.architecture in (None, value.architecture)
    ]
    nearest = [other for other in beside if other.cell.column > value.cell.column]
    for kind in _ORDER:
        same = [other for other in beside if other.measure == kind]
        if len(same) > 1:
            same = [other for other in nearest if other.measure == kind][:1]
        if same:
            return _point(kind, same[0])
    return _absolute_point(value, record)


def _absolute_point(value: ValueReading, record: Sequence[ValueReading]) -> OperatingPoint | None:
    """Return the printed count of operations or weights, where no ratio is printed."""
    for kind in ("flops", "params"):
        counts = [
            other
            for other in record
            if other.measure == kind
            and other.stage == "reported"
            and other.architecture in (None, value.architecture)
        ]
        if len(counts) == 1:
            quantity = counts[0].quantity
            unit = {1e3: "K", 1e6: "M", 1e9: "G", 1e12: "T"}.get(quantity.scale, "")
            return OperatingPoint(kind, quantity.value, unit)
    return None


def _point(kind: str, value: ValueReading) -> OperatingPoint:
    number = value.quantity.value
    if kind in ("compression_ratio", "speedup"):
        return OperatingPoint(kind, number, "factor")
    if value.quantity.unit == "factor":
        return OperatingPoint(kind, round(100 * number, 6), "percent")
    if value.quantity.unit != "percent" and 0 < abs(number) <= 1 and value.quantity.decimals:
        number = round(100 * number, 6)
    if value.quantity.arrow == "down" or kind.endswith("removed"):
        number = abs(number)
    return OperatingPoint(kind, number, "percent")
