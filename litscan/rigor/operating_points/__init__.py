"""Checks of the catalogue's group: operating points."""

from __future__ import annotations

from litscan.rigor.base import Check
from litscan.rigor.operating_points.o01_operating_points import OperatingPoints

__all__ = ["CHECKS"]

CHECKS: tuple[Check, ...] = (OperatingPoints(),)
