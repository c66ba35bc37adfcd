"""Checks of the catalogue's group: variance."""

from __future__ import annotations

from litscan.rigor.base import Check
from litscan.rigor.variance.v01_runs_stated import RunsStated
from litscan.rigor.variance.v02_dispersion_given import DispersionGiven
from litscan.rigor.variance.v03_dispersion_named import DispersionNamed
from litscan.rigor.variance.v04_seeds_given import SeedsGiven
from litscan.rigor.variance.v05_sources_of_variation import SourcesOfVariation
from litscan.rigor.variance.v06_gain_exceeds_noise import GainExceedsNoise
from litscan.rigor.variance.v07_test_named import SignificanceTest
from litscan.rigor.variance.v08_not_best_of_n import NotBestOfSeveral
from litscan.rigor.variance.v09_spread_of_baselines import SpreadOfBaselines

__all__ = ["CHECKS"]

CHECKS: tuple[Check, ...] = (
    RunsStated(),
    DispersionGiven(),
    DispersionNamed(),
    SeedsGiven(),
    SourcesOfVariation(),
    GainExceedsNoise(),
    SignificanceTest(),
    NotBestOfSeveral(),
    SpreadOfBaselines(),
)
