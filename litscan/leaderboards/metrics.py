"""Families of metrics: how they are printed, which way is better, what complements what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from litscan.resources import load_toml

__all__ = ["MetricFamily", "families_in", "family_of"]

_LONGEST = 30_000


@dataclass(frozen=True)
class MetricFamily:
    """Metrics of one kind. `complement` names the family that is a hundred minus this one."""

    name: str
    pattern: re.Pattern[str]
    lower_is_better: bool = False
    complement: str | None = None


@cache
def _families() -> tuple[MetricFamily, ...]:
    return tuple(
        MetricFamily(
            entry["name"],
            re.compile("|".join(entry["patterns"])),
            entry.get("better", "higher") == "lower",
            entry.get("complement"),
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
