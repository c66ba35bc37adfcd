"""Checks of the catalogue's group: arithmetic."""

from __future__ import annotations

from litscan.rigor.arithmetic.a01_accuracy_drop import AccuracyDrop
from litscan.rigor.arithmetic.a02_parameter_reduction import ParameterReduction
from litscan.rigor.arithmetic.a03_flops_reduction import FlopsReduction
from litscan.rigor.arithmetic.a04_compression_and_sparsity import CompressionAndSparsity
from litscan.rigor.arithmetic.a05_speedup_and_times import SpeedupAndTimes
from litscan.rigor.arithmetic.a06_speedup_and_flops import SpeedupAndFlops
from litscan.rigor.arithmetic.a07_impossible_values import ImpossibleValues
from litscan.rigor.arithmetic.a08_order import Order
from litscan.rigor.arithmetic.a09_granularity import Granularity
from litscan.rigor.arithmetic.a10_mean_granularity import MeanGranularity
from litscan.rigor.arithmetic.a11_parameter_counts import ParameterCounts
from litscan.rigor.arithmetic.a12_operation_counts import OperationCounts
from litscan.rigor.arithmetic.a13_pattern_and_ratio import PatternAndRatio
from litscan.rigor.arithmetic.a14_measured_and_theoretical import MeasuredAndTheoretical
from litscan.rigor.arithmetic.a15_average_column import AverageColumn
from litscan.rigor.arithmetic.a16_headline_numbers import HeadlineNumbers
from litscan.rigor.arithmetic.a17_same_number import SameNumber
from litscan.rigor.arithmetic.a18_bold_is_best import BoldIsBest
from litscan.rigor.arithmetic.a19_p_values import PValues
from litscan.rigor.arithmetic.a20_decimals import Decimals
from litscan.rigor.base import Check

__all__ = ["CHECKS"]

CHECKS: tuple[Check, ...] = (
    AccuracyDrop(),
    ParameterReduction(),
    FlopsReduction(),
    CompressionAndSparsity(),
    SpeedupAndTimes(),
    SpeedupAndFlops(),
    ImpossibleValues(),
    Order(),
    Granularity(),
    MeanGranularity(),
    ParameterCounts(),
    OperationCounts(),
    PatternAndRatio(),
    MeasuredAndTheoretical(),
    AverageColumn(),
    HeadlineNumbers(),
    SameNumber(),
    BoldIsBest(),
    PValues(),
    Decimals(),
)
