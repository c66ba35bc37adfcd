"""Numbers of things, as a reason says them."""

from __future__ import annotations

__all__ = ["count_of"]


def count_of(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun, which is in the plural unless there is one.

    Examples
    --------
    >>> count_of(1, "pair"), count_of(2, "pair"), count_of(3, "family", "families")
    ('1 pair', '2 pairs', '3 families')
    """
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"
