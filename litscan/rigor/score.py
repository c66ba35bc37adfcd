"""The score of an audit: what the decided checks earned of what they could.

Undetermined checks neither earn nor cost: "could not read" is not "not reported". They lower the
coverage instead, and under half coverage no score is given at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from litscan.rigor.base import Finding, Group, Outcome
from litscan.rigor.profiles import Profile

__all__ = ["GroupScore", "Score", "compute_score"]

MINIMUM_COVERAGE = 0.5
CREDIT = {Outcome.PASS: 1.0, Outcome.PARTIAL: 0.5, Outcome.FAIL: 0.0}


@dataclass(frozen=True, slots=True)
class GroupScore:
    """Weight earned and weight decided within one group of checks."""

    earned: float
    applicable: float

    def to_json(self) -> dict[str, float]:
        """Return the public JSON form."""
        return {"earned": self.earned, "applicable": self.applicable}


@dataclass(frozen=True, slots=True)
class Score:
    """An audit in numbers.

    Attributes
    ----------
    value : float or None
        ``earned / applicable``, or None when `coverage` is under 0.5 or nothing weighs.
    coverage : float
        Share of the checks that apply which could be decided, between 0 and 1.
    earned, applicable : float
        Sums of weights over the decided checks; a partial pass earns half.
    by_group : mapping of Group to GroupScore
        The same by group, for the groups with a decided check.
    """

    value: float | None
    coverage: float
    earned: float
    applicable: float
    by_group: dict[Group, GroupScore]

    def to_json(self) -> dict[str, Any]:
        """Return the public JSON form."""
        return {
            "value": self.value,
            "coverage": self.coverage,
            "earned": self.earned,
            "applicable": self.applicable,
            "by_group": {str(group): part.to_json() for group, part in self.by_group.items()},
        }


def compute_score(findings: Sequence[Finding], profile: Profile) -> Score:
    """Return the score of an audit's findings under a profile's weights."""
    applying = [item for item in findings if item.outcome is not Outcome.NOT_APPLICABLE]
    decided = [item for item in applying if item.outcome in CREDIT]
    by_group: dict[Group, GroupScore] = {}
    for item in decided:
        weight = profile.weight(item.severity)
        old = by_group.get(item.group, GroupScore(0.0, 0.0))
        by_group[item.group] = GroupScore(
            old.earned + weight * CREDIT[item.outcome], old.applicable + weight
        )
    earned = sum(part.earned for part in by_group.values())
    applicable = sum(part.applicable for part in by_group.values())
    coverage = round(len(decided) / len(applying), 4) if applying else 0.0
    shown = coverage >= MINIMUM_COVERAGE and applicable > 0
    value = round(earned / applicable, 4) if shown else None
    return Score(value, coverage, earned, applicable, by_group)
