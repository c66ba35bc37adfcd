"""Checks of the catalogue's group: arithmetic."""

from __future__ import annotations

from litscan.rigor.arithmetic.a01_accuracy_drop import AccuracyDrop
from litscan.rigor.arithmetic.a07_impossible_values import ImpossibleValues
from litscan.rigor.base import Check

__all__ = ["CHECKS"]

CHECKS: tuple[Check, ...] = (
    AccuracyDrop(),
    ImpossibleValues(),
)
