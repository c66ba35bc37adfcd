"""How likely a fact is right, by what it was found from: the share that readers bear out.

A *signal* names a kind of fact and the place it was found in, such as ``dataset/table`` or
``comparison/cited``. ``data/models/confidence.toml`` holds for every signal how many facts of
hand-read papers were judged and how many were right; ``data/models/fit_confidence.py`` counts them.
"""

from __future__ import annotations

from functools import cache

from litscan.resources import load_toml

__all__ = ["confidence_of", "shrunken"]


def confidence_of(signal: str) -> float:
    """Return the probability that a fact found from a signal is right.

    Parameters
    ----------
    signal : str
        Kind and place, with a slash between.

    Raises
    ------
    KeyError
        If the signal is none of the table's.

    Examples
    --------
    >>> confidence_of("dataset/table") > confidence_of("dataset/mentioned")
    True
    """
    return _probabilities()[signal]


def shrunken(right: float, n: float, prior: float, weight: float) -> float:
    """Return a share of `n` judged, drawn towards what was believed before any was.

    Parameters
    ----------
    right, n : float
        How many of how many judged facts were right.
    prior : float
        The probability believed before.
    weight : float
        How many judged facts the prior is worth.

    Examples
    --------
    >>> shrunken(right=9, n=10, prior=0.5, weight=10)
    0.7
    """
    return (right + weight * prior) / (n + weight)


@cache
def _probabilities() -> dict[str, float]:
    return {
        f"{kind}/{place}": entry["probability"]
        for kind, places in load_toml("models", "confidence.toml")["signals"].items()
        for place, entry in places.items()
    }
