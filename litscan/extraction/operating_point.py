"""How far a network was pruned, as its paper measures it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["OperatingPoint"]


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """How far the network was pruned, as the paper measures it.

    `kind` is one of ``sparsity`` (share of zeros), ``params_removed``, ``params_kept``,
    ``flops_removed``, ``flops_kept``, ``units_removed`` (of heads, filters, layers ...; shares,
    percent), ``compression_ratio`` (old / new),
    ``speedup`` (old / new), ``params``, ``flops`` (absolute) or ``pattern`` (N:M, as percent zero).
    """

    kind: str
    value: float
    unit: str

    @property
    def definition(self) -> str | None:
        """What the printed number is a ratio of; None for a plain count.

        ``old/new``, ``share removed`` or ``share kept``; speedups are old time over new time.
        """
        if self.kind in ("compression_ratio", "speedup"):
            return "old/new"
        if self.kind.endswith("_kept"):
            return "share kept"
        return None if self.kind in ("params", "flops") else "share removed"

    @property
    def share_removed(self) -> float | None:
        """The same level as a share removed, in percent; None where the number gives none.

        ``1 - 1/r`` of a compression ratio ``r`` (of storage, where that is what was compressed);
        a speedup tells the share of time saved.

        Examples
        --------
        >>> OperatingPoint("compression_ratio", 4.0, "factor").share_removed
        75.0
        >>> OperatingPoint("params_kept", 10.0, "percent").share_removed
        90.0
        >>> OperatingPoint("params", 2.5, "M").share_removed is None
        True
        """
        if self.definition == "old/new":
            return round(100 * (1 - 1 / self.value), 6) if self.value > 0 else None
        if self.definition is None or self.unit != "percent" or not 0 <= self.value <= 100:
            return None
        kept = self.definition == "share kept"
        return round(100 - self.value if kept else self.value, 6)

    def to_json(self) -> dict[str, Any]:
        """Return the public JSON form, with the ratio's definition and its share removed."""
        return {
            "kind": self.kind,
            "value": self.value,
            "unit": self.unit,
            "definition": self.definition,
            "share_removed": self.share_removed,
        }
