"""Checks of the catalogue's group: selection."""

from __future__ import annotations

from litscan.rigor.base import Check

__all__ = ["CHECKS"]

CHECKS: tuple[Check, ...] = ()
