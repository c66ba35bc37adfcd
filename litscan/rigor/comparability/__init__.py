"""Checks of the catalogue's group: comparability."""

from __future__ import annotations

from litscan.rigor.base import Check

__all__ = ["CHECKS"]

CHECKS: tuple[Check, ...] = ()
