"""Checks of the catalogue's group: baselines."""

from __future__ import annotations

from litscan.rigor.base import Check
from litscan.rigor.baselines.b01_random_pruning import RandomPruning
from litscan.rigor.baselines.b02_matched_random import MatchedRandom
from litscan.rigor.baselines.b03_magnitude_pruning import MagnitudePruning
from litscan.rigor.baselines.b04_magnitude_variant import MagnitudeVariant
from litscan.rigor.baselines.b05_from_scratch import FromScratch
from litscan.rigor.baselines.b06_equal_budget import EqualBudget
from litscan.rigor.baselines.b07_smaller_dense import SmallerDense
from litscan.rigor.baselines.b08_dense_same_training import DenseSameTraining
from litscan.rigor.baselines.b09_original_model import OriginalModel
from litscan.rigor.baselines.b10_recent_methods import RecentMethods
from litscan.rigor.baselines.b11_compared_methods import ComparedMethods
from litscan.rigor.baselines.b12_classic_methods import ClassicMethods
from litscan.rigor.baselines.b13_provenance import Provenance
from litscan.rigor.baselines.b14_sanity_tests import SanityTests
from litscan.rigor.baselines.b15_other_compression import OtherCompression
from litscan.rigor.baselines.b16_ablation import Ablation

__all__ = ["CHECKS"]

CHECKS: tuple[Check, ...] = (
    RandomPruning(),
    MatchedRandom(),
    MagnitudePruning(),
    MagnitudeVariant(),
    FromScratch(),
    EqualBudget(),
    SmallerDense(),
    DenseSameTraining(),
    OriginalModel(),
    RecentMethods(),
    ComparedMethods(),
    ClassicMethods(),
    Provenance(),
    SanityTests(),
    OtherCompression(),
    Ablation(),
)
