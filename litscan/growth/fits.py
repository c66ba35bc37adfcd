"""Four shapes of growth fitted to monthly counts under one likelihood.

exponential
    ``mean = a exp(b t)``
linear
    ``mean = a + b t``
quadratic
    ``mean = a + b t + c t^2``
logistic
    ``mean = K / (1 + exp(-r (t - m)))``

with ``t`` in months from the first month fitted, all months taken as equally long: that a month of
28 days counts a tenth less than one of 31 is left to the scatter. All have negative-binomial
scatter with one dispersion parameter, which counts as a parameter in each AIC.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Any

from litscan.growth.curves import Curve, growth_curve
from litscan.growth.likelihood import (
    best_dispersion,
    fit_log_linear,
    loss_gradient,
    negative_log_likelihood,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]
else:
    Vector = Any

__all__ = ["HOLDOUT_MONTHS", "MINIMUM_MONTHS", "GrowthModel", "choose_model", "fit_models"]

MINIMUM_MONTHS = 24
HOLDOUT_MONTHS = 24

_STARTS = 3
_START_DISPERSION = 0.1
_CLOSE_AIC = 2.0  # Burnham & Anderson (2002), sec. 2.6: models this close are about as good


@dataclass(frozen=True, slots=True)
class GrowthModel:
    """One fitted shape.

    Parameters
    ----------
    name : str
        ``exponential``, ``linear``, ``quadratic`` or ``logistic``.
    parameters : mapping of str to float
        Times in months from the first month fitted, levels in papers a month.
    aic : float
        Akaike's criterion, lower is better.
    holdout_rmse : float or None
        Root mean squared error, papers a month, on the last 24 months predicted from the months
        before them; None where fewer than 24 months would be left to fit.
    fitted : tuple of float
        Mean of each month fitted.
    """

    name: str
    parameters: Mapping[str, float]
    aic: float
    holdout_rmse: float | None
    fitted: tuple[float, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the public JSON form."""
        return {
            "name": self.name,
            "aic": self.aic,
            "holdout_rmse": self.holdout_rmse,
            "parameters": dict(self.parameters),
        }


@dataclass(frozen=True, slots=True)
class _Fitted:
    name: str
    point: Vector
    scale: float
    dispersion: float
    loss: float

    def mean(self, months: Vector) -> Vector:
        return growth_curve(self.name).mean(self.point, months / self.scale)

    @property
    def parameters(self) -> dict[str, float]:
        return growth_curve(self.name).parameters(self.point, self.scale)


def _exponential(counts: Vector, months: Vector) -> _Fitted:
    import numpy as np

    fit = fit_log_linear(counts, np.column_stack([np.ones_like(months), months]))
    level, slope = fit.parameters
    scale = float(months[-1])
    return _Fitted("exponential", np.array([level, slope * scale]), scale, fit.dispersion, fit.loss)


def _minimise(
    counts: Vector,
    at: Vector,
    curve: Curve,
    starts: Iterable[Vector],
    bounds: Sequence[tuple[float, float]],
) -> tuple[Vector, float, float]:
    """Return point, dispersion and loss at the likeliest point found from the best starts."""
    import numpy as np
    from scipy.optimize import minimize

    low, high = np.array(bounds).T

    def loss(point: Vector) -> float:
        return negative_log_likelihood(counts, curve.mean(point[:-1], at), math.exp(point[-1]))

    def with_gradient(point: Vector) -> tuple[float, Vector]:
        means, dispersion = curve.mean(point[:-1], at), math.exp(point[-1])
        by_mean, by_log_dispersion = loss_gradient(counts, means, dispersion)
        slope = np.append(by_mean @ curve.jacobian(point[:-1], at), by_log_dispersion)
        return negative_log_likelihood(counts, means, dispersion), slope

    begun = [np.append(np.clip(start, low, high), math.log(_START_DISPERSION)) for start in starts]
    limits = [*bounds, (math.log(1e-5), 4.0)]
    ends = [
        minimize(with_gradient, start, jac=True, method="L-BFGS-B", bounds=limits)
        for start in sorted(begun, key=loss)[:_STARTS]
    ]
    best = min(ends, key=lambda end: float(end.fun))
    dispersion, least = best_dispersion(counts, curve.mean(best.x[:-1], at))
    return best.x[:-1], dispersion, least


def _polynomial(name: str, counts: Vector, months: Vector) -> _Fitted:
    """Fit a polynomial through its values at evenly spaced knots, which keeps those positive."""
    import numpy as np

    degree = {"linear": 1, "quadratic": 2}[name]
    scale = float(months[-1])
    at = months / scale
    rough = np.polynomial.Polynomial.fit(at, counts, degree)(np.linspace(0.0, 1.0, degree + 1))
    start = np.log(np.maximum(rough, 0.05 * counts.mean()))
    flat = np.full(degree + 1, math.log(counts.mean()))
    bounds = [(-12.0, math.log(counts.max() + 1) + 3)] * (degree + 1)
    point, dispersion, loss = _minimise(counts, at, growth_curve(name), [start, flat], bounds)
    return _Fitted(name, point, scale, dispersion, loss)


def _logistic(counts: Vector, months: Vector) -> _Fitted:
    import numpy as np

    scale = float(months[-1])
    top = math.log(counts.max() + 1)
    starts = (
        np.array([top + above, rate, middle])
        for above, rate, middle in product(
            (-0.3, 0.5, 2.0), (-12.0, -5.0, 3.0, 6.0, 12.0, 25.0), (0.2, 0.5, 0.8, 1.1, 1.5)
        )
    )
    bounds = [(top - 3, top + 5), (-80.0, 80.0), (-2.0, 4.0)]
    curve = growth_curve("logistic")
    point, dispersion, loss = _minimise(counts, months / scale, curve, starts, bounds)
    return _Fitted("logistic", point, scale, dispersion, loss)


_SHAPES: Mapping[str, Callable[[Vector, Vector], _Fitted]] = {
    "exponential": _exponential,
    "linear": partial(_polynomial, "linear"),
    "quadratic": partial(_polynomial, "quadratic"),
    "logistic": _logistic,
}


def _holdout_rmse(
    counts: Vector, months: Vector, fit: Callable[[Vector, Vector], _Fitted]
) -> float | None:
    import numpy as np

    known = len(counts) - HOLDOUT_MONTHS
    if known < MINIMUM_MONTHS or not counts[:known].any():
        return None
    error = fit(counts[:known], months[:known]).mean(months[known:]) - counts[known:]
    return float(np.sqrt(np.mean(error**2)))


def fit_models(
    counts: Sequence[int], places: Sequence[int] | None = None, *, holdout: bool = True
) -> tuple[GrowthModel, ...]:
    """Return the four models fitted to the counts of complete months.

    Parameters
    ----------
    counts : sequence of int
        Papers a month, at least `MINIMUM_MONTHS` of them, not all zero.
    places : sequence of int, optional
        How many months each lies after the first, rising; consecutive by default.
    holdout : bool
        Whether to fit again without the last 24 months and predict those.

    Raises
    ------
    ValueError
        If there are too few months or no paper at all.

    Examples
    --------
    >>> models = fit_models([round(3 * 1.05**month) for month in range(60)])
    >>> choose_model(models).name
    'exponential'
    """
    import numpy as np

    observed = np.asarray(counts, dtype=float)
    if len(observed) < MINIMUM_MONTHS or not observed.any():
        raise ValueError(f"{len(observed)} months with {observed.sum():.0f} papers: too few to fit")
    months = np.arange(len(observed), dtype=float) if places is None else np.array(places, float)
    models = []
    for name, fit in _SHAPES.items():
        fitted = fit(observed, months)
        models.append(
            GrowthModel(
                name=name,
                parameters={**fitted.parameters, "dispersion": fitted.dispersion},
                aic=2 * (len(fitted.parameters) + 1) + 2 * fitted.loss,
                holdout_rmse=_holdout_rmse(observed, months, fit) if holdout else None,
                fitted=tuple(float(value) for value in fitted.mean(months)),
            )
        )
    return tuple(models)


def choose_model(models: Sequence[GrowthModel]) -> GrowthModel:
    """Return the model of lowest AIC, or a simpler one whose AIC is within 2 of it.

    Among models that fit about as well the one with fewest parameters is taken; among those, the
    one of lowest AIC.
    """
    lowest = min(model.aic for model in models)
    close = [model for model in models if model.aic <= lowest + _CLOSE_AIC]
    return min(close, key=lambda model: (len(model.parameters), model.aic))
