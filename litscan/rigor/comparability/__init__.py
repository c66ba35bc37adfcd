"""Checks of the catalogue's group: comparability."""

from __future__ import annotations

from litscan.rigor.base import Check
from litscan.rigor.comparability.c01_equal_baselines import EqualBaselines
from litscan.rigor.comparability.c03_architecture_variant import ArchitectureVariant
from litscan.rigor.comparability.c06_flops_convention import FlopsConvention
from litscan.rigor.comparability.c07_ratio_definition import RatioDefinition
from litscan.rigor.comparability.c09_size_and_cost import SizeAndCost
from litscan.rigor.comparability.c12_matched_points import MatchedPoints
from litscan.rigor.comparability.c13_same_fine_tuning import SameFineTuning
from litscan.rigor.comparability.c16_several_pairs import SeveralPairs

__all__ = ["CHECKS"]

CHECKS: tuple[Check, ...] = (
    EqualBaselines(),
    ArchitectureVariant(),
    FlopsConvention(),
    RatioDefinition(),
    SizeAndCost(),
    MatchedPoints(),
    SameFineTuning(),
    SeveralPairs(),
)
