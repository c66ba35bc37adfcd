"""Checks of the catalogue's group: hardware."""

from __future__ import annotations

from litscan.rigor.base import Check
from litscan.rigor.hardware.h01_measured_time import MeasuredTime

__all__ = ["CHECKS"]

CHECKS: tuple[Check, ...] = (MeasuredTime(),)
