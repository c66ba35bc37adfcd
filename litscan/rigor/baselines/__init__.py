"""Checks of the catalogue's group: baselines."""

from __future__ import annotations

from litscan.rigor.base import Check
from litscan.rigor.baselines.b01_random_pruning import RandomPruning
from litscan.rigor.baselines.b03_magnitude_pruning import MagnitudePruning
from litscan.rigor.baselines.b09_original_model import OriginalModel

__all__ = ["CHECKS"]

CHECKS: tuple[Check, ...] = (
    RandomPruning(),
    MagnitudePruning(),
    OriginalModel(),
)
