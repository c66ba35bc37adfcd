"""Checks of the catalogue's group: hardware."""

from __future__ import annotations

from litscan.rigor.base import Check
from litscan.rigor.hardware.h01_measured_time import MeasuredTime
from litscan.rigor.hardware.h02_kind_of_speedup import KindOfSpeedup
from litscan.rigor.hardware.h03_device_named import DeviceNamed
from litscan.rigor.hardware.h04_timing_conditions import TimingConditions
from litscan.rigor.hardware.h05_sparse_kernel import SparseKernel
from litscan.rigor.hardware.h06_realised_speedup import RealisedSpeedup
from litscan.rigor.hardware.h07_timing_protocol import TimingProtocol
from litscan.rigor.hardware.h08_end_to_end import EndToEnd
from litscan.rigor.hardware.h09_index_overhead import IndexOverhead
from litscan.rigor.hardware.h10_energy_measured import EnergyMeasured
from litscan.rigor.hardware.h11_cost_of_pruning import CostOfPruning

__all__ = ["CHECKS"]

CHECKS: tuple[Check, ...] = (
    MeasuredTime(),
    KindOfSpeedup(),
    DeviceNamed(),
    TimingConditions(),
    SparseKernel(),
    RealisedSpeedup(),
    TimingProtocol(),
    EndToEnd(),
    IndexOverhead(),
    EnergyMeasured(),
    CostOfPruning(),
)
