"""Checks of the catalogue's group: selection."""

from __future__ import annotations

from litscan.rigor.base import Check
from litscan.rigor.selection.t01_tuned_on_validation import TunedOnValidation
from litscan.rigor.selection.t02_stopped_not_on_test import StoppedNotOnTest
from litscan.rigor.selection.t03_search_space import SearchSpace
from litscan.rigor.selection.t04_equal_tuning import EqualTuning
from litscan.rigor.selection.t05_sensitivity import Sensitivity

__all__ = ["CHECKS"]

CHECKS: tuple[Check, ...] = (
    TunedOnValidation(),
    StoppedNotOnTest(),
    SearchSpace(),
    EqualTuning(),
    Sensitivity(),
)
