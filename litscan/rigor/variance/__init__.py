"""Checks of the catalogue's group: variance."""

from __future__ import annotations

from litscan.rigor.base import Check
from litscan.rigor.variance.v01_runs_stated import RunsStated
from litscan.rigor.variance.v02_dispersion_given import DispersionGiven

__all__ = ["CHECKS"]

CHECKS: tuple[Check, ...] = (
    RunsStated(),
    DispersionGiven(),
)
