"""Checks of the catalogue's group: reproducibility."""

from __future__ import annotations

from litscan.rigor.base import Check
from litscan.rigor.reproducibility.r01_code_link import CodeLink

__all__ = ["CHECKS"]

CHECKS: tuple[Check, ...] = (CodeLink(),)
