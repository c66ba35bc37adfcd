"""Rounding: what a printed number can stand for, carried through sums and ratios.

A number printed with *k* decimals stands for any value within half a unit of its last digit. A
check of arithmetic fires only when no values that the printed numbers can stand for satisfy the
relation (the reasoning of GRIM, Brown and Heathers 2017).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from litscan.tables.numbers import Quantity

__all__ = ["SLACK", "Interval", "agrees", "allowance"]

SLACK = 1e-9
"""Room for binary floating point, far below any printed digit."""


@dataclass(frozen=True, slots=True)
class Interval:
    """All values between `low` and `high`, both included; arithmetic carries both ends through.

    Examples
    --------
    >>> from litscan.tables.numbers import parse_number
    >>> old, new = (Interval.of(parse_number(text)) for text in ("25.6M", "12.8M"))
    >>> kept = new / old
    >>> round(kept.low, 4), round(kept.high, 4)
    (0.4971, 0.5029)
    >>> kept.meets(Interval(0.503, 0.51)), (old - new).meets(Interval.of(parse_number("13.0M")))
    (False, False)
    """

    low: float
    high: float

    @classmethod
    def of(cls, quantity: Quantity) -> Interval:
        """Return the values that, rounded, are printed as this number, its scale included."""
        half = quantity.half_unit
        return cls(quantity.value - half, quantity.value + half) * quantity.scale

    @classmethod
    def of_result(cls, quantity: Quantity) -> Interval:
        """Return the values that, rounded or cut off, are printed as this number.

        Authors cut the digits of what they computed as often as they round them, so 65.757 may
        be printed as 65.75.
        """
        whole = 2 * quantity.half_unit
        cut = cls(quantity.value, quantity.value + whole)
        if quantity.value < 0 or quantity.raw.startswith(("-", "−")):
            cut = cls(quantity.value - whole, quantity.value)
        rounded = cls.of(quantity)
        cut = cut * quantity.scale
        return cls(min(cut.low, rounded.low), max(cut.high, rounded.high))

    def __add__(self, other: Interval | float) -> Interval:
        other = _as_interval(other)
        return Interval(self.low + other.low, self.high + other.high)

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low)

    def __sub__(self, other: Interval | float) -> Interval:
        return self + -_as_interval(other)

    def __rmul__(self, other: float) -> Interval:
        return self * other

    def __rsub__(self, other: float) -> Interval:
        return -self + other

    def __mul__(self, other: Interval | float) -> Interval:
        other = _as_interval(other)
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        if any(math.isnan(end) for end in ends):
            return Interval(-math.inf, math.inf)
        return Interval(min(ends), max(ends))

    def __truediv__(self, other: Interval | float) -> Interval:
        other = _as_interval(other)
        if other.low <= 0 <= other.high:
            return Interval(-math.inf, math.inf)  # nothing can be said of the ratio
        return self * Interval(1 / other.high, 1 / other.low)

    def __rtruediv__(self, other: float) -> Interval:
        return Interval(other, other) / self

    def __abs__(self) -> Interval:
        if self.low >= 0:
            return self
        return -self if self.high <= 0 else Interval(0.0, max(-self.low, self.high))

    @property
    def middle(self) -> float:
        """The value halfway."""
        return (self.low + self.high) / 2

    def meets(self, other: Interval) -> bool:
        """Return whether some value lies in both."""
        finite = [abs(end) for end in (self.low, self.high) if math.isfinite(end)]
        slack = SLACK * max([1.0, *finite])
        return self.low <= other.high + slack and other.low <= self.high + slack


def _as_interval(value: Interval | float) -> Interval:
    return value if isinstance(value, Interval) else Interval(value, value)


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
