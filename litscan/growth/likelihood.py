"""The negative-binomial likelihood all growth models share, and its log-linear fit.

Monthly counts of papers scatter more than Poisson counts do. NB2 has variance ``mu + alpha mu^2``
and becomes Poisson at ``alpha = 0``; since every model is fitted under this one likelihood, their
AIC can be compared. Lawless (1987, Can. J. Stat. 15, 209-225) shows that mean parameters and
dispersion are orthogonal, which is why they are estimated in turn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]
else:
    Vector = Any

__all__ = [
    "LogLinearFit",
    "best_dispersion",
    "fit_log_linear",
    "log_linear_at",
    "loss_gradient",
    "negative_log_likelihood",
    "profile_interval",
]

_LARGEST_LOG_MEAN = 30.0
_LEAST_LOG_MEAN = -600.0  # its exponential is still above zero
_CHI2_95 = 3.841458820694124  # 95% point of chi-square with one degree of freedom


@dataclass(frozen=True, slots=True)
class LogLinearFit:
    """A fit of ``log mean = offset + design @ parameters``."""

    parameters: tuple[float, ...]
    dispersion: float
    loss: float
    means: tuple[float, ...]


def negative_log_likelihood(counts: Vector, means: Vector, dispersion: float) -> float:
    """Return minus the NB2 log likelihood of counts, constants included; Poisson at 0.

    Parameters
    ----------
    counts, means : array of float, shape (n,)
        Observed counts and their expected values, which must be positive.
    dispersion : float
        ``alpha`` of ``variance = mean + alpha mean^2``.

    Examples
    --------
    >>> import numpy as np
    >>> one = np.array([1.0])
    >>> round(negative_log_likelihood(one, one, 0.0), 6)  # Poisson: exp(-1)
    1.0
    """
    import numpy as np
    from scipy.special import gammaln

    poisson = counts * np.log(means) - means - gammaln(counts + 1)
    if dispersion <= 0:
        return float(-poisson.sum())
    size = 1.0 / dispersion
    terms = (
        gammaln(counts + size)
        - gammaln(size)
        - gammaln(counts + 1)
        - (counts + size) * np.log1p(dispersion * means)
        + counts * np.log(dispersion * means)
    )
    return float(-terms.sum())


def loss_gradient(counts: Vector, means: Vector, dispersion: float) -> tuple[Vector, float]:
    """Return the derivatives of `negative_log_likelihood`: by each mean, and by log dispersion.

    Parameters
    ----------
    counts, means : array, shape (n,)
    dispersion : float
        Above 0.

    Examples
    --------
    >>> import numpy as np
    >>> by_mean, _ = loss_gradient(np.array([4.0, 1.0]), np.array([4.0, 2.0]), 0.5)
    >>> by_mean.tolist()  # at its mean a count pulls neither way
    [-0.0, 0.25]
    """
    import numpy as np
    from scipy.special import psi

    size = 1.0 / dispersion
    by_mean = -(counts - means) / (means * (1 + dispersion * means))
    by_size = psi(counts + size) - psi(size) - np.log1p(dispersion * means)
    by_size += (means - counts) / (means + size)
    return by_mean, float(size * by_size.sum())


def best_dispersion(counts: Vector, means: Vector) -> tuple[float, float]:
    """Return the dispersion that makes counts likeliest given their means, and the loss there."""
    from scipy.optimize import minimize_scalar

    poisson = negative_log_likelihood(counts, means, 0.0)
    found = minimize_scalar(
        lambda log_alpha: negative_log_likelihood(counts, means, 10.0**log_alpha),
        bounds=(-4.0, 2.0),
        method="bounded",
        options={"xatol": 1e-4},
    )
    if found.fun >= poisson - 1e-6:
        return 0.0, poisson
    return float(10.0**found.x), float(found.fun)


def log_linear_at(
    counts: Vector,
    design: Vector,
    dispersion: float,
    offset: Vector | None = None,
    start: Vector | None = None,
) -> tuple[Vector, Vector]:
    """Return parameters and means of the log-link GLM at a given dispersion (statsmodels).

    Parameters
    ----------
    counts : array, shape (n,)
    design : array, shape (n, p)
    dispersion : float
        0 for Poisson.
    offset : array, shape (n,), optional
        Known part of the log mean.
    start : array, shape (p,), optional
        Parameters to begin at; those of a fit close by save steps.
    """
    import numpy as np

    known = np.zeros_like(counts) if offset is None else offset
    parameters = _reweighted(counts, design, dispersion, known, start)
    if parameters is None:
        parameters = _searched(counts, design, dispersion, known)
    return parameters, _log_linear_means(design, parameters, known)


def _log_linear_means(design: Vector, parameters: Vector, offset: Vector) -> Vector:
    import numpy as np

    linear = design @ parameters + offset
    means: Vector = np.exp(np.clip(linear, _LEAST_LOG_MEAN, _LARGEST_LOG_MEAN))
    return means


def _reweighted(
    counts: Vector, design: Vector, dispersion: float, offset: Vector, start: Vector | None
) -> Vector | None:
    """Return the parameters that reweighted least squares come to; None where means overflow.

    They do where a step from nearly no papers to many makes the next one overshoot.
    """
    import warnings

    import numpy as np
    from statsmodels.genmod.families import NegativeBinomial, Poisson
    from statsmodels.genmod.generalized_linear_model import GLM

    family = NegativeBinomial(alpha=dispersion) if dispersion > 0 else Poisson()
    model = GLM(counts, design, family=family, offset=offset)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found: Vector = model.fit(maxiter=60, start_params=start).params
        except ValueError:
            return None
    return found if np.isfinite(found).all() else None


def _searched(counts: Vector, design: Vector, dispersion: float, offset: Vector) -> Vector:
    """Return the likeliest parameters by a line search, in which no step overflows."""
    import numpy as np
    from scipy.optimize import minimize

    base, back = np.linalg.qr(design)
    base *= np.sqrt(len(counts))

    def with_gradient(point: Vector) -> tuple[float, Vector]:
        means = _log_linear_means(base, point, offset)
        pull = (means - counts) / (1 + dispersion * means)
        return negative_log_likelihood(counts, means, dispersion), base.T @ pull

    level = np.log(counts + 0.5) - offset
    begun = base.T @ level / len(counts)
    end = minimize(with_gradient, begun, jac=True, method="L-BFGS-B")
    found: Vector = np.linalg.lstsq(back, end.x * np.sqrt(len(counts)), rcond=None)[0]
    return found


def fit_log_linear(
    counts: Vector,
    design: Vector,
    offset: Vector | None = None,
    *,
    dispersion: float = 0.0,
    start: Vector | None = None,
) -> LogLinearFit:
    """Return the maximum-likelihood log-linear fit, dispersion estimated along with the rest.

    Parameters and dispersion are improved in turn until the likelihood stands still.

    Parameters
    ----------
    counts, design, offset
        As for `log_linear_at`.
    dispersion : float
        Where to begin; that of a fit close by saves steps.
    start : array, shape (p,), optional
        Parameters to begin at.

    Examples
    --------
    >>> import numpy as np
    >>> month = np.arange(48.0)
    >>> counts = np.round(4 * np.exp(0.05 * month))
    >>> fit = fit_log_linear(counts, np.column_stack([np.ones(48), month]))
    >>> round(fit.parameters[1], 2), fit.dispersion
    (0.05, 0.0)
    """
    import math

    loss = math.inf
    parameters, means = log_linear_at(counts, design, dispersion, offset, start)
    for _ in range(12):
        dispersion, better = best_dispersion(counts, means)
        if loss - better < 1e-5:
            loss = min(loss, better)
            break
        loss = better
        parameters, means = log_linear_at(counts, design, dispersion, offset, parameters)
    return LogLinearFit(
        tuple(float(value) for value in parameters),
        dispersion,
        loss,
        tuple(float(value) for value in means),
    )


def profile_interval(
    counts: Vector, design: Vector, column: int, fit: LogLinearFit, offset: Vector | None = None
) -> tuple[float, float]:
    """Return the 95% profile-likelihood interval of one parameter.

    For each value tried all other parameters are fitted again, the dispersion among them. The
    interval holds the values that a likelihood-ratio test at the 5% level does not reject;
    an end that the data do not bound is infinite.

    Parameters
    ----------
    counts, design, offset
        As given to `fit_log_linear`.
    column : int
        Which column of the design.
    fit : LogLinearFit
        Its result.
    """
    import numpy as np

    rest = np.delete(design, column, axis=1)
    base = np.zeros_like(counts) if offset is None else offset
    last = fit.dispersion, np.delete(fit.parameters, column)

    def excess(value: float) -> float:
        nonlocal last
        moved = base + value * design[:, column]
        found = fit_log_linear(counts, rest, moved, dispersion=last[0], start=last[1])
        last = found.dispersion, np.array(found.parameters)
        return 2 * (found.loss - fit.loss) - _CHI2_95

    return _crossing(excess, fit.parameters[column], -1), _crossing(
        excess, fit.parameters[column], +1
    )


def _crossing(excess: Callable[[float], float], centre: float, side: int) -> float:
    """Walk outwards in doubling steps until the excess is positive, then close in.

    Infinite where that is never so, or where no fit was found at the centre that is as good as
    the best one.
    """
    from scipy.optimize import brentq

    known = cache(excess)  # a fit begins where the last one ended, and does not repeat to the digit
    step, inside = max(abs(centre) * 0.05, 1e-4), centre
    for _ in range(24):
        outside = inside + side * step
        if known(outside) > 0:
            if known(inside) > 0:
                break
            return float(brentq(known, inside, outside, xtol=abs(outside) * 1e-5 + 1e-9))
        inside, step = outside, step * 2
    return side * float("inf")
