"""Rows of results with what follows from their cells filled in: accuracies, changes, ratios.

The meta-analysis prints whatever a paper prints. What is missing follows where other cells say it.
One slip of the source's own code is not taken over (trap T2): a missing original accuracy is the
pruned one minus the change, not plus.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from litscan.claims.blalock_rows import ResultRow

__all__ = ["COMPRESSION", "SPEEDUP", "completed", "stated_change"]

COMPRESSION, SPEEDUP = "old/new Nparam", "old/new FLOPS"
_COSTS = (
    ("MParams", "OrigMParams", "keptParams", "savedParams", COMPRESSION),
    ("GFLOPS", "OrigGFLOPS", "keptFLOPS", "savedFLOPS", SPEEDUP),
)


def completed(row: ResultRow) -> ResultRow:
    """Return the row with accuracies, their changes, and ratios of size and cost filled in.

    Examples
    --------
    >>> row = ResultRow("a", "MNIST", "LeNet-5", "", {"Top1": 93.58, "dTop1": 0.54})
    >>> round(completed(row).numbers["OrigTop1"], 2)
    93.04
    """
    numbers = dict(row.numbers)
    for rank in ("1", "5"):
        _fill(numbers, f"Top{rank}", _difference(100.0, numbers.get(f"Err{rank}")))
        _fill(numbers, f"OrigTop{rank}", _difference(100.0, numbers.get(f"OrigErr{rank}")))
        change = _difference(numbers.get(f"Top{rank}"), numbers.get(f"OrigTop{rank}"))
        if change is not None:
            numbers[f"dTop{rank}"] = change
    _fill(numbers, "OrigTop1", _difference(numbers.get("Top1"), numbers.get("dTop1")))
    for names in _COSTS:
        _fill_cost(numbers, *names)
    return replace(row, numbers=numbers)


def _fill_cost(
    numbers: dict[str, float], new: str, old: str, kept: str, saved: str, ratio: str
) -> None:
    share = _quotient(numbers.get(new), numbers.get(old))
    if share is not None:
        numbers[kept] = 100 * share
    _fill(numbers, kept, _difference(100.0, numbers.get(saved)))
    _fill(numbers, ratio, _quotient(100.0, numbers.get(kept)))
    _fill(numbers, kept, _quotient(100.0, numbers.get(ratio)))
    _fill(numbers, saved, _difference(100.0, numbers.get(kept)))
    whole = _quotient(numbers.get(new), numbers.get(kept))
    _fill(numbers, old, None if whole is None else 100 * whole)


def stated_change(numbers: Mapping[str, float]) -> float | None:
    """Return the change of Top-1 accuracy in points: as the paper states it, else as it follows.

    Examples
    --------
    >>> stated_change({"Err1": 30.0, "OrigTop1": 71.5})
    -1.5
    """
    if "dTop1" in numbers:
        return numbers["dTop1"]
    after = numbers.get("Top1", _difference(100.0, numbers.get("Err1")))
    before = numbers.get("OrigTop1", _difference(100.0, numbers.get("OrigErr1")))
    change = _difference(after, before)
    return None if change is None else round(change, 6)


def _fill(numbers: dict[str, float], name: str, value: float | None) -> None:
    if value is not None:
        numbers.setdefault(name, value)


def _difference(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other


def _quotient(one: float | None, other: float | None) -> float | None:
    return None if one is None or not other else one / other
