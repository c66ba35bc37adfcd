"""Checks of the catalogue's group: comparability."""

from __future__ import annotations

from litscan.rigor.base import Check
from litscan.rigor.comparability.c01_equal_baselines import EqualBaselines
from litscan.rigor.comparability.c02_drop_and_absolute import DropAndAbsolute
from litscan.rigor.comparability.c03_architecture_variant import ArchitectureVariant
from litscan.rigor.comparability.c04_split_named import SplitNamed
from litscan.rigor.comparability.c05_preprocessing import Preprocessing
from litscan.rigor.comparability.c06_flops_convention import FlopsConvention
from litscan.rigor.comparability.c07_ratio_definition import RatioDefinition
from litscan.rigor.comparability.c08_ratio_scope import RatioScope
from litscan.rigor.comparability.c09_size_and_cost import SizeAndCost
from litscan.rigor.comparability.c10_top_five import TopOneAndFive
from litscan.rigor.comparability.c11_direction import DirectionNamed
from litscan.rigor.comparability.c12_matched_points import MatchedPoints
from litscan.rigor.comparability.c13_same_fine_tuning import SameFineTuning
from litscan.rigor.comparability.c14_same_framework import SameFramework
from litscan.rigor.comparability.c15_teacher_or_data import TeacherOrData
from litscan.rigor.comparability.c16_several_pairs import SeveralPairs
from litscan.rigor.comparability.c17_common_benchmark import CommonBenchmark

__all__ = ["CHECKS"]

CHECKS: tuple[Check, ...] = (
    EqualBaselines(),
    DropAndAbsolute(),
    ArchitectureVariant(),
    SplitNamed(),
    Preprocessing(),
    FlopsConvention(),
    RatioDefinition(),
    RatioScope(),
    SizeAndCost(),
    TopOneAndFive(),
    DirectionNamed(),
    MatchedPoints(),
    SameFineTuning(),
    SameFramework(),
    TeacherOrData(),
    SeveralPairs(),
    CommonBenchmark(),
)
