"""Checks of the catalogue's group: operating points."""

from __future__ import annotations

from litscan.rigor.base import Check
from litscan.rigor.operating_points.o01_operating_points import OperatingPoints
from litscan.rigor.operating_points.o02_range_of_ratios import RangeOfRatios
from litscan.rigor.operating_points.o03_collapse_region import CollapseRegion
from litscan.rigor.operating_points.o04_trade_off_curve import TradeOffCurve
from litscan.rigor.operating_points.o05_layer_ratios import LayerRatios

__all__ = ["CHECKS"]

CHECKS: tuple[Check, ...] = (
    OperatingPoints(),
    RangeOfRatios(),
    CollapseRegion(),
    TradeOffCurve(),
    LayerRatios(),
)
