"""The list of checks, in catalogue order. A check exists when it stands here.

The order is the order of every report. ``tests/rigor/test_conformance.py`` pins the ids, so that
removing one is seen in review.
"""

from __future__ import annotations

from litscan.errors import UsageError
from litscan.rigor.arithmetic.a01_accuracy_drop import AccuracyDrop
from litscan.rigor.arithmetic.a07_impossible_values import ImpossibleValues
from litscan.rigor.base import Check
from litscan.rigor.baselines.b01_random_pruning import RandomPruning
from litscan.rigor.baselines.b03_magnitude_pruning import MagnitudePruning
from litscan.rigor.baselines.b09_original_model import OriginalModel
from litscan.rigor.hardware.h01_measured_time import MeasuredTime
from litscan.rigor.operating_points.o01_operating_points import OperatingPoints
from litscan.rigor.reproducibility.r01_code_link import CodeLink
from litscan.rigor.variance.v01_runs_stated import RunsStated
from litscan.rigor.variance.v02_dispersion_given import DispersionGiven

__all__ = ["CHECKS", "find_check"]

CHECKS: tuple[Check, ...] = (
    RandomPruning(),
    MagnitudePruning(),
    OriginalModel(),
    RunsStated(),
    DispersionGiven(),
    OperatingPoints(),
    MeasuredTime(),
    CodeLink(),
    AccuracyDrop(),
    ImpossibleValues(),
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
