"""What else a printed number could be: every usual definition, so that a plant is none of them.

Written for the plants alone and wider than the checks need: a planted number must lie far from
each of these before it counts as an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from litscan.tables.numbers import Quantity

__all__ = ["changes", "factors", "is_far", "shares", "tolerance"]

_UNITS = (1.0, 2.0, 0.5, 1e3, 1e-3, 1e6, 1e-6)
_MARGIN = 0.1
_ROUNDINGS = 3


def shares(kept: float) -> Iterator[float]:
    """Yield what may be printed, in percent or not, where a share of something is left."""
    for unit in _UNITS:
        left = kept * unit
        if left > 0:
            for form in (left, abs(1 - left), abs(1 / left - 1), 1 / left):
                yield form
                yield 100 * form


def factors(ratio: float) -> Iterator[float]:
    """Yield what may be printed for old over new."""
    for unit in _UNITS[:3]:
        times = ratio * unit
        if times > 0:
            for form in (times, 1 / times, abs(times - 1), abs(1 - 1 / times)):
                yield form
                yield 100 * form


def changes(before: float, after: float) -> Iterator[float]:
    """Yield what may be printed for the change from one value to another."""
    yield abs(before - after)
    yield 100 * abs(before - after)
    if before and after:
        yield 100 * abs(before - after) / abs(before)
        yield 100 * abs(before - after) / abs(after)


def tolerance(numbers: Sequence[Quantity]) -> float:
    """Return how far, relative to its size, a planted number must lie from every definition.

    A margin, and three times what the rounding of all numbers involved can explain.
    """
    rounding = sum(one.half_unit / abs(one.value) for one in numbers if one.value)
    return _MARGIN + _ROUNDINGS * rounding


def is_far(value: float, forms: Iterable[float], margin: float) -> bool:
    """Return whether a number lies farther than a relative margin from all definitions.

    Examples
    --------
    >>> is_far(80.0, shares(0.5), 0.15), is_far(52.0, shares(0.5), 0.15)
    (True, False)
    """
    return all(abs(value - form) > margin * max(abs(value), abs(form)) for form in forms)
