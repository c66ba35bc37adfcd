"""Families of metrics: how they are printed, which way is better, what complements what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from litscan.resources import load_toml

__all__ = ["MetricFamily", "families_in", "family_of"]

_LONGEST = 30_000


@dataclass(frozen=True)
class MetricFamily:
    """Metrics of one kind.

    `complement` names the family that is a hundred minus this one; `scale` is ``percent`` or
    ``share`` where leaderboards keep to one of them.
    """

    name: str
    pattern: re.Pattern[str]
    lower_is_better: bool = False
    complement: str | None = None
    scale: str | None = None

    def listed(self, number: float, beside: Sequence[float]) -> float:
        """Return a number as leaderboards list it, judged by those beside it.

        Examples
        --------
        >>> family_of("Accuracy").listed(0.93, [0.93, 0.88])
        93.0
        >>> family_of("Accuracy").listed(0.9, [0.9, 62.1]), family_of("MRR").listed(35.2, [35.2])
        (0.9, 0.352)
        """
        most = max(beside, default=number)
        if self.scale == "percent" and 0 < number <= most <= 1:
            return round(number * 100, 6)
        if self.scale == "share" and 1 < most <= 100 and number >= 0:
            return round(number / 100, 8)
        return number


@cache
def _families() -> tuple[MetricFamily, ...]:
    return tuple(
        MetricFamily(
            entry["name"],
            re.compile("|".join(entry["patterns"])),
            entry.get("better", "higher") == "lower",
            entry.get("complement"),
            entry.get("scale"),
        )
        for entry in load_toml("leaderboards", "metrics.toml")["family"]
    )


@lru_cache(maxsize=4096)
def family_of(metric: str) -> MetricFamily | None:
    """Return the family of a leaderboard's metric, None where it is of none.

    Examples
    --------
    >>> family_of("Top 5 Accuracy").name, family_of("Word Error Rate (WER)").lower_is_better
    ('top-5 accuracy', True)
    """
    low = metric.lower()
    return next((family for family in _families() if family.pattern.search(low)), None)


@lru_cache(maxsize=8192)
def families_in(text: str) -> frozenset[str]:
    """Return the names of the families that a text speaks of.

    Examples
    --------
    >>> sorted(families_in("EM / F1")), families_in("Method")
    (['F1', 'exact match'], frozenset())
    """
    low = text[:_LONGEST].lower()
    return frozenset(family.name for family in _families() if family.pattern.search(low))
