"""Rounding allowances: how far a printed number may lie from the number it was rounded from.

A number printed with *k* decimals stands for any value within half a unit of its last digit. A
check of arithmetic fires only when the gap exceeds the sum of the allowances of all numbers
that went in (the reasoning of GRIM, Brown and Heathers 2017).
"""

from __future__ import annotations

from litscan.tables.numbers import Quantity

__all__ = ["SLACK", "agrees", "allowance"]

SLACK = 1e-9
"""Room for binary floating point, far below any printed digit."""


def allowance(*quantities: Quantity) -> float:
    """Return the sum of half units of the last printed digits.

    Examples
    --------
    >>> from litscan.tables.numbers import parse_number
    >>> round(allowance(parse_number("93.4"), parse_number("92.95")), 4)
    0.055
    """
    return sum(quantity.half_unit for quantity in quantities)


def agrees(computed: float, printed: float, allowed: float) -> bool:
    """Return whether two values agree within a rounding allowance."""
    return abs(computed - printed) <= allowed + SLACK
