"""The list of checks, in catalogue order. A check exists when its group lists it.

The order is the order of every report. ``tests/rigor/test_conformance.py`` pins the ids, so that
removing one is seen in review.
"""

from __future__ import annotations

from litscan.errors import UsageError
from litscan.rigor import (
    arithmetic,
    baselines,
    comparability,
    hardware,
    operating_points,
    reproducibility,
    scope,
    selection,
    variance,
)
from litscan.rigor.base import Check

__all__ = ["CHECKS", "find_check"]

CHECKS: tuple[Check, ...] = (
    *baselines.CHECKS,
    *comparability.CHECKS,
    *variance.CHECKS,
    *operating_points.CHECKS,
    *hardware.CHECKS,
    *reproducibility.CHECKS,
    *selection.CHECKS,
    *arithmetic.CHECKS,
    *scope.CHECKS,
)


def find_check(check_id: str) -> Check:
    """Return the check of a catalogue id, in upper or lower case.

    Raises
    ------
    UsageError
        If there is none; the message lists the ids there are.

    Examples
    --------
    >>> find_check("v01").name
    'Number of runs stated'
    """
    for check in CHECKS:
        if check.id == check_id.upper():
            return check
    known = ", ".join(check.id for check in CHECKS)
    raise UsageError(f"no check {check_id!r}", advice=f"there are {known}")
