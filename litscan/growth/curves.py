"""The four curves of growth as functions of a point, with their derivatives.

A point is what the fit searches over, chosen so that every value of it gives positive means and
its likelihood is near a parabola: logarithms of levels, and a polynomial's by its values at evenly
spaced knots. Time is the share of the fitted months gone by, 0 to 1.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]
else:
    Vector = Any

__all__ = ["Curve", "growth_curve"]

_LEAST_MEAN = 1e-6
_LARGEST_LOG_MEAN = 30.0
_STEEPEST = 60.0
_COEFFICIENTS = ("intercept", "slope_per_month", "curvature_per_month2")


@dataclass(frozen=True, slots=True)
class Curve:
    """One curve.

    Parameters
    ----------
    mean : callable
        Point and times to the mean at each time, at least a millionth.
    jacobian : callable
        Point and times to the derivative of each mean by each coordinate, shape (times, point).
    parameters : callable
        Point and months fitted to named parameters, in months and papers a month.
    point : callable
        The reverse.

    Examples
    --------
    >>> import numpy as np
    >>> curve = growth_curve("linear")
    >>> point = curve.point({"intercept": 5.0, "slope_per_month": 0.5}, 20.0)
    >>> curve.mean(point, np.array([0.0, 0.5, 1.0])).round(6).tolist()
    [5.0, 10.0, 15.0]
    """

    mean: Callable[[Vector, Vector], Vector]
    jacobian: Callable[[Vector, Vector], Vector]
    parameters: Callable[[Vector, float], dict[str, float]]
    point: Callable[[Mapping[str, float], float], Vector]


def _exponential() -> Curve:
    import numpy as np

    def mean(point: Vector, at: Vector) -> Vector:
        level: Vector = np.exp(
            np.clip(point[0] + point[1] * at, -_LARGEST_LOG_MEAN, _LARGEST_LOG_MEAN)
        )
        return level

    def jacobian(point: Vector, at: Vector) -> Vector:
        level = mean(point, at)
        return np.column_stack([level, level * at])

    def parameters(point: Vector, scale: float) -> dict[str, float]:
        return {"initial": math.exp(point[0]), "rate_per_month": float(point[1]) / scale}

    def point(named: Mapping[str, float], scale: float) -> Vector:
        return np.array([math.log(named["initial"]), named["rate_per_month"] * scale])

    return Curve(mean, jacobian, parameters, point)


def _polynomial(degree: int) -> Curve:
    import numpy as np

    knots = np.vander(np.linspace(0.0, 1.0, degree + 1), increasing=True)
    inverse = np.linalg.inv(knots)

    def shares(at: Vector) -> Vector:
        """Return what each value at a knot contributes to the curve at each time."""
        share: Vector = np.vander(at, degree + 1, increasing=True) @ inverse
        return share

    def mean(point: Vector, at: Vector) -> Vector:
        return np.maximum(shares(at) @ np.exp(point), _LEAST_MEAN)

    def jacobian(point: Vector, at: Vector) -> Vector:
        parts = shares(at) * np.exp(point)
        return np.where(parts.sum(axis=1, keepdims=True) > _LEAST_MEAN, parts, 0.0)

    def parameters(point: Vector, scale: float) -> dict[str, float]:
        coefficients = inverse @ np.exp(point)
        return {
            name: float(value) / scale**power
            for power, (name, value) in enumerate(zip(_COEFFICIENTS, coefficients, strict=False))
        }

    def point(named: Mapping[str, float], scale: float) -> Vector:
        scaled = [named[name] * scale**at for at, name in enumerate(_COEFFICIENTS[: degree + 1])]
        values: Vector = np.log(np.maximum(knots @ np.array(scaled), _LEAST_MEAN))
        return values

    return Curve(mean, jacobian, parameters, point)


def _logistic() -> Curve:
    import numpy as np

    def sigmoid(point: Vector, at: Vector) -> Vector:
        below = np.clip(-point[1] * (at - point[2]), -_STEEPEST, _STEEPEST)
        rise: Vector = 1 / (1 + np.exp(below))
        return rise

    def mean(point: Vector, at: Vector) -> Vector:
        level: Vector = np.maximum(np.exp(point[0]) * sigmoid(point, at), _LEAST_MEAN)
        return level

    def jacobian(point: Vector, at: Vector) -> Vector:
        rise = sigmoid(point, at)
        level, left = np.exp(point[0]) * rise, 1 - rise
        parts = [level, level * left * (at - point[2]), -level * left * point[1]]
        return np.where((level > _LEAST_MEAN)[:, None], np.column_stack(parts), 0.0)

    def parameters(point: Vector, scale: float) -> dict[str, float]:
        ceiling, rate, middle = (float(value) for value in point)
        return {
            "ceiling": math.exp(ceiling),
            "rate_per_month": rate / scale,
            "midpoint_month": middle * scale,
        }

    def point(named: Mapping[str, float], scale: float) -> Vector:
        middle = named["midpoint_month"] / scale
        return np.array([math.log(named["ceiling"]), named["rate_per_month"] * scale, middle])

    return Curve(mean, jacobian, parameters, point)


_MAKERS: Mapping[str, Callable[[], Curve]] = {
    "exponential": _exponential,
    "linear": lambda: _polynomial(1),
    "quadratic": lambda: _polynomial(2),
    "logistic": _logistic,
}


@cache
def growth_curve(name: str) -> Curve:
    """Return the curve ``exponential``, ``linear``, ``quadratic`` or ``logistic``."""
    return _MAKERS[name]()
