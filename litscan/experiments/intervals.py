"""Means over seeds with their intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence

__all__ = ["mean_interval"]

_FEWEST = 3  # two seeds that happen to agree would give an interval of no width


def mean_interval(
    values: Sequence[float], *, level: float = 0.95, overlap: float = 0.0
) -> tuple[float, float, float]:
    """Return the mean over seeds with Student's interval; without ends from fewer than three.

    Parameters
    ----------
    values : sequence of float
        One a seed.
    level : float
        Coverage of the interval.
    overlap : float
        Rows of the test over rows of the training, where seeds split one data set anew: such runs
        share rows and are not independent, and the variance of their mean is
        ``(1 / n + overlap)`` times that of a run (Nadeau and Bengio 2003, Machine Learning 52,
        239-281). 0 for independent runs.

    Returns
    -------
    mean, low, high : float
        NaN for the ends where there are fewer than three values.

    Examples
    --------
    >>> [round(value, 2) for value in mean_interval([1.0, 2.0, 3.0])]
    [2.0, -0.48, 4.48]
    """
    from scipy.stats import t

    n = len(values)
    mean = math.fsum(values) / n
    if n < _FEWEST:
        return mean, math.nan, math.nan
    variance = math.fsum((value - mean) ** 2 for value in values) / (n - 1)
    reach = float(t.ppf((1 + level) / 2, n - 1)) * math.sqrt(variance * (1 / n + overlap))
    return mean, mean - reach, mean + reach
