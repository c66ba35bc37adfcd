"""Errors in numbers that are wrong by themselves: impossible values, counts, decimals."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import islice

from benchmarks.rigor.planted.numbers import Plant, in_cell, printed
from benchmarks.rigor.planted.papers import Paper
from litscan.extraction.readings import ValueReading
from litscan.resources import load_toml
from litscan.rigor.reference_sizes import references

__all__ = ["counts", "decimals", "doubled", "impossible", "off_grid"]

_ACCURACY = re.compile(r"\bacc(?:uracy)?\b|\btop[- ]?[15]\b", re.IGNORECASE)
_NO_ACCURACY = re.compile(
    r"drop|loss|gain|change|relative|normali|Δ|delta|diff|improve|err|±|#|ratio|per\b|number|count"
    r"|factor|increase|decrease|degrad",
    re.IGNORECASE,
)
_SIZE = re.compile(
    r"\b(?:latency|time|params|parameters|flops|macs|memory)\s?\((?:[MG]|[MG]B|[mµ]?s)\)",
    re.IGNORECASE,
)
_PER_PAPER = 2
_FARTHEST_KNOWN = 3.5


def impossible(paper: Paper, check: str) -> Iterator[Plant | None]:
    """Yield accuracies over 100%, and a minus before a time or size.

    In columns that are headed accuracy in plain words, or print the unit of positive numbers.
    """
    found = (cell for cell in paper.cells() if _is_plain_accuracy(paper, cell[1]))
    for cell in islice(found, _PER_PAPER):
        quantity = cell[1].quantity
        new = printed(quantity.value + 100, quantity.decimals)
        yield in_cell(paper, check, "accuracy over 100%", cell, new)
    sizes = (cell for cell in paper.cells() if _is_plain_size(paper, cell[1]))
    for cell in islice(sizes, _PER_PAPER):
        quantity = cell[1].quantity
        new = f"-{printed(quantity.value, quantity.decimals)}"
        yield in_cell(paper, check, "negative size", cell, new)


def _is_plain_accuracy(paper: Paper, value: ValueReading) -> bool:
    table = paper.table_of(value)
    words = " ".join((*table.header_path(value.cell.column), *table.row_path(value.cell.row)))
    headed = " ".join(table.header_path(value.cell.column))
    quantity = value.quantity
    plain = quantity.unit in ("", "percent") and not quantity.sign_explicit and not quantity.arrow
    named = bool(_ACCURACY.search(headed)) and not _NO_ACCURACY.search(words)
    return named and plain and value.stage == "reported" and 10 < quantity.value <= 100


def _is_plain_size(paper: Paper, value: ValueReading) -> bool:
    headed = " ".join(paper.table_of(value).header_path(value.cell.column))
    others = [other.quantity.value for other in paper.values_of_column(value)]
    plain = value.quantity.unit not in ("percent", "factor") and not value.quantity.arrow
    named = _SIZE.search(headed) and not _NO_ACCURACY.search(headed) and "%" not in headed
    return bool(named and plain and len(others) >= 2 and min(others) > 0 < value.quantity.value)


def _items(value: ValueReading) -> int | None:
    """Return how many items the usual test set of a number's data set holds."""
    sizes = load_toml("reference", "datasets.toml")["set"]
    return next((one["size"] for one in sizes if one["dataset"] == value.dataset), None)


def off_grid(paper: Paper, check: str) -> Iterator[Plant | None]:
    """Yield scores between two that whole numbers of right answers give, over all stated runs.

    More than two units of the last digit lie between them and both.
    """
    runs = paper.facts.runs.count or 1
    for cell in paper.quoted(check):
        quantity, size = cell[1].quantity, _items(cell[1])
        if size is None or not 1 < quantity.value < 99:
            continue
        unit, step = 10.0**-quantity.decimals, 100 / (size * runs)
        for number in range(1, 200):
            new = quantity.value + number * unit
            shown = printed(new, quantity.decimals)
            apart = abs(new - step * round(new / step))
            if apart > 2.1 * unit and not shown.endswith("0"):
                yield in_cell(paper, check, "no whole number of answers", cell, shown)
                break


def counts(paper: Paper, check: str) -> Iterator[Plant | None]:
    """Yield parameter counts 10% or more from every known form of the network."""
    for cell in paper.quoted(check):
        value = cell[1]
        known = [form.params for form in references(value.architecture) if form.params]
        for factor in (1.31, 0.62, 1.7):
            found = _count_in(value.quantity.value, known)
            new = factor * found if found else 0.0
            far = all(new < 0.9 * low or new > 1.1 * high for low, high in known)
            near = any(high / _FARTHEST_KNOWN < new < _FARTHEST_KNOWN * low for low, high in known)
            if found and far and near:
                shown = printed(value.quantity.value * factor, value.quantity.decimals)
                yield in_cell(paper, check, "no such network", cell, shown)
                break


def _count_in(printed_size: float, known: list[tuple[float, float]]) -> float | None:
    """Return the count that a printed size stands for, in whatever unit fits a known form."""
    for unit in (1.0, 1e3, 1e6, 1e9):
        count = printed_size * unit
        if any(0.97 * low <= count <= 1.03 * high for low, high in known):
            return count
    return None


def doubled(paper: Paper, check: str) -> Iterator[Plant | None]:
    """Yield operations counted twice, in papers that print those of two networks or more."""
    cells = paper.quoted(check)
    if len(cells) >= 2:
        for cell in cells[:_PER_PAPER]:
            quantity = cell[1].quantity
            was_flops = paper.decisions[check].numbers.get("counted_as") == ["flops"]
            new = printed(quantity.value * (0.5 if was_flops else 2), quantity.decimals)
            yield in_cell(paper, check, "counted in the other way", cell, new)


def decimals(paper: Paper, check: str) -> Iterator[Plant | None]:
    """Yield scores with a digit more than one run on the test set can tell apart."""
    if (paper.facts.runs.count or 1) > 1:
        return
    for cell in paper.quoted(check)[:_PER_PAPER]:
        quantity, size = cell[1].quantity, _items(cell[1])
        if size is None or not 1 < quantity.value < 100:
            continue
        most = max(2, math.ceil(math.log10(size / 100)))
        shown = printed(quantity.value, quantity.decimals)
        dot = "" if quantity.decimals else "."
        more = "7" * (most + 1 - quantity.decimals)
        if more:
            yield in_cell(paper, check, "too many decimals", cell, f"{shown}{dot}{more}")
