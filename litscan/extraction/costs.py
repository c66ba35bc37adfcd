"""What a network costs and how much of it was removed: metrics that are no measure of quality.

Papers state one reduction in three ways: ``2×`` smaller (old by new), 50% removed, 50% kept.
`ratio_of` makes the definition explicit and gives all three.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["COSTS", "Ratio", "is_quality", "ratio_of"]

Definition = Literal["old/new", "share removed", "share kept"]

_OLD_BY_NEW = frozenset({"compression_ratio", "speedup"})
_REMOVED = frozenset({"sparsity", "params_removed", "flops_removed", "units_removed"})
_KEPT = frozenset({"params_kept", "flops_kept"})
COSTS = _OLD_BY_NEW | _REMOVED | _KEPT | {"params", "flops", "latency", "throughput", "memory"}
_DROP = "_drop"


@dataclass(frozen=True, slots=True)
class Ratio:
    """A reduction, as the paper defines it and in all three ways of stating one.

    `definition` is ``old/new``, ``share removed`` or ``share kept``; the shares are in percent,
    `factor` is old by new, None where nothing is left.
    """

    definition: Definition
    factor: float | None
    share_removed: float
    share_kept: float

    def to_json(self) -> dict[str, Any]:
        """Return the public JSON form."""
        return {
            "definition": self.definition,
            "factor": self.factor,
            "share_removed": self.share_removed,
            "share_kept": self.share_kept,
        }


def is_quality(metric: str) -> bool:
    """Return whether a metric says how good a network is, not what it costs or lost.

    Examples
    --------
    >>> is_quality("top1_accuracy"), is_quality("flops"), is_quality("top1_accuracy_drop")
    (True, False, False)
    """
    return metric not in COSTS and not metric.endswith(_DROP)


def ratio_of(metric: str, value: float, unit: str) -> Ratio | None:
    """Return the reduction a number states, or None where it states none.

    Parameters
    ----------
    metric : str
        Canonical name, such as ``flops_removed`` or ``compression_ratio``.
    value : float
        The number.
    unit : str
        ``percent``, ``fraction`` or ``factor``.

    Examples
    --------
    >>> ratio_of("compression_ratio", 4.0, "factor").share_removed
    75.0
    >>> ratio_of("params_kept", 20.0, "percent").factor
    5.0
    >>> ratio_of("flops", 4.1, "G") is None
    True
    """
    if metric in _OLD_BY_NEW:
        if unit != "factor" or value <= 0:
            return None
        return _ratio("old/new", value, 1 / value)
    share = value / 100 if unit == "percent" else value
    if metric not in _REMOVED | _KEPT or not 0 <= share <= 1:
        return None
    kept = share if metric in _KEPT else 1 - share
    definition: Definition = "share kept" if metric in _KEPT else "share removed"
    return _ratio(definition, 1 / kept if kept > 0 else None, kept)


def _ratio(definition: Definition, factor: float | None, kept: float) -> Ratio:
    shown = None if factor is None else round(factor, 6)
    return Ratio(definition, shown, round(100 * (1 - kept), 6), round(100 * kept, 6))
