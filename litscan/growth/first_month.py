"""The first month past a rate: as counted, and as the fitted models tell of the rate behind it.

Counts scatter: three months in a row may reach a rate by chance years before their mean does, or
miss it long after. The interval is that of the month in which the *mean* passes the rate. It holds
both doubts there are: which of the models is right, and which of its curves. Each model has its
Akaike weight (Burnham & Anderson 2002, sec. 2.9); its curves are drawn from the parabola at the top
of its likelihood, and each is given the weight by which the likelihood itself differs from that
parabola, so that skewed likelihoods are followed too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from litscan.growth.counts import PeriodCount, month_places
from litscan.growth.curves import Curve, growth_curve
from litscan.growth.fits import GrowthModel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]
else:
    Vector = Any

__all__ = ["PassingMonth", "akaike_weights", "first_month_at_rate", "passing_month"]

_DRAWS = 1000
_LEAST_WEIGHT = 0.005
_WIDEST = 2.0
_SEED = 20_160_531


@dataclass(frozen=True, slots=True)
class PassingMonth:
    """The month in which the mean of the counts passes a rate.

    Parameters
    ----------
    period : str or None
        The middle one of those that the models tell; None is "not within the data".
    low, high : str or None
        95% interval.
    """

    period: str | None
    low: str | None
    high: str | None


def first_month_at_rate(months: Sequence[PeriodCount], rate: float) -> str | None:
    """Return the first month that begins three complete months in a row at a rate or above.

    Parameters
    ----------
    months : sequence of PeriodCount
        Consecutive months.
    rate : float
        Papers a day.
    """
    reached = [item.complete and item.count >= rate * item.days for item in months]
    for place, month in enumerate(months[:-2]):
        if all(reached[place : place + 3]):
            return month.period
    return None


def akaike_weights(models: Sequence[GrowthModel]) -> list[float]:
    """Return how much each model is to be believed, as its AIC says.

    Examples
    --------
    >>> from litscan.growth.fits import fit_models
    >>> models = fit_models([round(3 * 1.05**month) for month in range(60)])
    >>> round(sum(akaike_weights(models)), 6)
    1.0
    """
    lowest = min(model.aic for model in models)
    likely = [math.exp((lowest - model.aic) / 2) for model in models]
    return [one / sum(likely) for one in likely]


def passing_month(
    months: Sequence[PeriodCount], models: Sequence[GrowthModel], rate: float
) -> PassingMonth:
    """Return the month from which the mean of three months in a row is at a rate or above.

    Parameters
    ----------
    months : sequence of PeriodCount
        The complete months that the models were fitted to.
    models : sequence of GrowthModel
    rate : float
        Papers a day.
    """
    import numpy as np

    counts = np.array([month.count for month in months], dtype=float)
    places = month_places(months)
    asked = rate * np.array([month.days for month in months])
    firsts, weights = [], []
    for model, weight in zip(models, akaike_weights(models), strict=True):
        if weight >= _LEAST_WEIGHT:
            means, likely = _drawn(model, counts, np.array(places, dtype=float))
            firsts.append(_first(means >= asked, places))
            weights.append(weight * likely)
    first, believed = np.concatenate(firsts), np.concatenate(weights)
    order = np.argsort(first, kind="stable")
    reached = np.cumsum(believed[order]) / believed.sum()
    ends = (first[order][np.searchsorted(reached, share)] for share in (0.025, 0.5, 0.975))
    low, middle, high = (months[end].period if end < len(months) else None for end in ends)
    return PassingMonth(middle, low, high)


def _first(reached: Any, places: Sequence[int]) -> Any:
    """Return where three consecutive months are first reached in each row, else their number."""
    import numpy as np

    at = np.array(places)
    runs = reached[:, :-2] & reached[:, 1:-1] & reached[:, 2:] & (at[2:] - at[:-2] == 2)
    return np.where(runs.any(axis=1), runs.argmax(axis=1), len(places))


def _drawn(model: GrowthModel, counts: Vector, places: Vector) -> tuple[Vector, Vector]:
    """Return curves that a model may have, as means by draw and month, and their weights."""
    import numpy as np

    curve, scale = growth_curve(model.name), float(places[-1])
    point, at = curve.point(model.parameters, scale), places / scale
    root, information = _spread(curve, point, at, model.parameters["dispersion"])
    noise = np.random.default_rng(_SEED).standard_normal((_DRAWS, len(point)))
    moved = noise @ root.T
    means = np.array([curve.mean(point + one, at) for one in moved])
    alpha = model.parameters["dispersion"]
    here = _log_likelihood(counts, means, alpha)
    top = _log_likelihood(counts, curve.mean(point, at)[None, :], alpha)
    excess = here - top + np.einsum("di,ij,dj->d", moved, information, moved) / 2
    likely = np.exp(np.clip(excess - excess.max(), -700, 0))
    return means, likely / likely.sum()


def _spread(curve: Curve, point: Vector, at: Vector, alpha: float) -> tuple[Vector, Vector]:
    """Return a root of the covariance of a point, and its inverse: the expected information.

    Where the counts tell next to nothing of a direction, it is held to be known to a factor of
    some seven.
    """
    import numpy as np

    means, slopes = curve.mean(point, at), curve.jacobian(point, at)
    information = slopes.T @ (slopes / (means * (1 + alpha * means))[:, None])
    values, vectors = np.linalg.eigh(information)
    values = np.maximum(values, 1 / _WIDEST**2)
    return vectors / np.sqrt(values), vectors @ np.diag(values) @ vectors.T


def _log_likelihood(counts: Vector, means: Vector, alpha: float) -> Vector:
    """Return what of the log likelihood depends on the means, by row."""
    import numpy as np

    if alpha <= 0:
        poisson: Vector = (counts * np.log(means) - means).sum(axis=1)
        return poisson
    both = counts * np.log(means) - (counts + 1 / alpha) * np.log1p(alpha * means)
    total: Vector = both.sum(axis=1)
    return total
