"""Checks of the catalogue's group: scope."""

from __future__ import annotations

from litscan.rigor.base import Check
from litscan.rigor.scope.s01_claim_scope import ClaimScope
from litscan.rigor.scope.s02_state_of_the_art import StateOfTheArt
from litscan.rigor.scope.s03_no_accuracy_loss import NoAccuracyLoss
from litscan.rigor.scope.s04_beyond_accuracy import BeyondAccuracy
from litscan.rigor.scope.s05_limitations import Limitations
from litscan.rigor.scope.s06_negative_results import NegativeResults
from litscan.rigor.scope.s07_version_drift import VersionDrift

__all__ = ["CHECKS"]

CHECKS: tuple[Check, ...] = (
    ClaimScope(),
    StateOfTheArt(),
    NoAccuracyLoss(),
    BeyondAccuracy(),
    Limitations(),
    NegativeResults(),
    VersionDrift(),
)
