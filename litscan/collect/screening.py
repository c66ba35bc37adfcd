"""Screening by people: which papers to look at first, how much recall there is, when to stop.

The model's probabilities are bent to what people decided so far: a logistic curve over the
model's own log odds, which stays the model's where nothing was decided (Platt 1999, with normal
priors around slope 1 and intercept 0). The paper whose entropy is highest comes first (uncertainty
sampling, Lewis and Gale 1994). Recall is what is kept over that and what is missed; its interval
carries both the doubt about the curve and chance. A random sample of the papers left out gives a
bound that does not rest on the model (the elusion test; Roitblat 2007).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Calibration", "Elusion", "RecallEstimate", "by_information", "elusion", "estimate"]

Floats = NDArray[np.float64]

_PRIOR_SPREAD = (1.0, 0.5)
"""Standard deviations of the priors on intercept and slope."""
_DRAWS = 1000
_STEPS = 100
_CONFIDENCE = 0.95
_CLIP = 1e-6


@dataclass(frozen=True, slots=True)
class Calibration:
    """The curve from the model's log odds to those that people's decisions speak for.

    Attributes
    ----------
    intercept, slope : float
        0 and 1 where nothing was decided.
    covariance : tuple of tuple of float
        Of the two, by the curvature at the most probable values (Laplace).
    """

    intercept: float = 0.0
    slope: float = 1.0
    covariance: tuple[tuple[float, float], tuple[float, float]] = (
        (_PRIOR_SPREAD[0] ** 2, 0.0),
        (0.0, _PRIOR_SPREAD[1] ** 2),
    )

    @classmethod
    def fitted(cls, probabilities: Sequence[float], relevant: Sequence[bool]) -> Calibration:
        """Return the curve for papers that people decided on, by Newton's method.

        Examples
        --------
        >>> Calibration.fitted([], []).slope
        1.0
        >>> Calibration.fitted([0.5] * 20, [True] * 20).intercept > 1
        True
        """
        odds, truth = _log_odds(probabilities), np.asarray(relevant, dtype=float)
        design = np.column_stack([np.ones_like(odds), odds])
        precision = np.diag([1 / spread**2 for spread in _PRIOR_SPREAD])
        prior = np.array([0.0, 1.0])

        values = prior.copy()
        for _ in range(_STEPS):
            fitted = _sigmoid(design @ values)
            gradient = design.T @ (truth - fitted) - precision @ (values - prior)
            curvature = design.T @ (design * (fitted * (1 - fitted))[:, None]) + precision
            step = np.linalg.solve(curvature, gradient)
            if float(np.abs(step).max()) < 1e-9:
                break
            values = values + _shortened(step, values, design, truth)
        (a, b), (c, d) = np.linalg.inv(curvature).tolist()
        return cls(float(values[0]), float(values[1]), ((a, b), (c, d)))

    def applied(self, probabilities: Sequence[float] | Floats) -> Floats:
        """Return probabilities by this curve; 0 stays 0."""
        given = np.asarray(probabilities, dtype=float)
        bent = _sigmoid(self.intercept + self.slope * _log_odds(given))
        return np.where(given > 0, bent, 0.0)


@dataclass(frozen=True, slots=True)
class RecallEstimate:
    """How many of the relevant papers are kept.

    Attributes
    ----------
    recall : float
        Expected share of the relevant papers that are kept; 1 where none is expected at all.
    interval : tuple of float
        That holds it with 95% probability, if the curve is right.
    kept, missed : float
        Expected relevant papers among those kept and among those left out.
    """

    recall: float
    interval: tuple[float, float]
    kept: float
    missed: float


@dataclass(frozen=True, slots=True)
class Elusion:
    """What a random sample of the papers left out says, whatever the model thinks.

    Attributes
    ----------
    sampled, relevant : int
        Papers of the sample, and how many of them people found relevant.
    at_most : float
        Upper end of the exact 95% interval of the share of relevant papers among those left out
        (Clopper and Pearson 1934).
    """

    sampled: int
    relevant: int
    at_most: float


def _shortened(step: Floats, values: Floats, design: Floats, truth: Floats) -> Floats:
    """Return a step halved until the fit is no worse.

    Whole ones leap to and fro for ever where people's decisions are far from the model's.
    """
    weights = np.array([1 / spread**2 for spread in _PRIOR_SPREAD])

    def misfit(curve: Floats) -> float:
        odds, away = design @ curve, curve - np.array([0.0, 1.0])
        return float((np.logaddexp(0.0, odds) - truth * odds).sum() + weights @ away**2 / 2)

    before = misfit(values)
    while misfit(values + step) > before and float(np.abs(step).max()) > 1e-9:
        step = step / 2
    return step


def by_information(probabilities: Sequence[float], curve: Calibration) -> list[int]:
    """Return positions of papers, the one first of which a decision would tell most.

    Papers of probability 0 are left out: they hold no word of pruning at all.

    Examples
    --------
    >>> by_information([0.99, 0.45, 0.0, 0.2], Calibration())
    [1, 3, 0]
    """
    bent = curve.applied(probabilities)
    wanted = np.flatnonzero(bent > 0)
    return [int(i) for i in wanted[np.argsort(np.abs(bent[wanted] - 0.5), kind="stable")]]


def estimate(
    included: int, probabilities: Sequence[float], threshold: float, curve: Calibration
) -> RecallEstimate:
    """Return the recall of what is kept: decided papers, and undecided ones from the threshold on.

    Parameters
    ----------
    included : int
        How many papers people included.
    probabilities : sequence of float
        The model's, of the papers that nobody decided on.
    threshold : float
        From which the model's probability counts as relevant.

    Examples
    --------
    >>> estimate(10, [0.9, 0.05, 0.0], 0.3, Calibration()).missed.__round__(2)
    0.05
    """
    given = np.asarray(probabilities, dtype=float)
    given = given[given > 0]
    over = given >= threshold
    bent = curve.applied(given)
    kept, missed = included + float(bent[over].sum()), float(bent[~over].sum())
    recall = kept / (kept + missed) if kept + missed > 0 else 1.0
    return RecallEstimate(recall, _interval(included, given, over, curve), kept, missed)


def _interval(
    included: int, given: Floats, over: NDArray[np.bool_], curve: Calibration
) -> tuple[float, float]:
    """Return the quantiles of recall over curves and over what the papers may turn out to be."""
    if not len(given):
        return (1.0, 1.0)
    chance = np.random.default_rng(0)
    curves = chance.multivariate_normal(
        [curve.intercept, curve.slope], curve.covariance, size=_DRAWS
    )
    odds, counts = np.unique(np.round(_log_odds(given), 2), return_counts=True)
    above, _ = np.histogram(np.round(_log_odds(given[over]), 2), bins=_edges(odds))
    kept, missed = np.full(_DRAWS, float(included)), np.zeros(_DRAWS)
    for number, (intercept, slope) in enumerate(curves):
        relevant = _sigmoid(intercept + slope * odds)
        kept[number] += chance.binomial(above, relevant).sum()
        missed[number] = chance.binomial(counts - above, relevant).sum()
    whole = kept + missed
    recalls = np.where(whole > 0, kept / np.maximum(whole, 1), 1.0)
    tail = (1 - _CONFIDENCE) / 2
    low, high = np.quantile(recalls, [tail, 1 - tail])
    return float(low), float(high)


def _edges(values: Floats) -> Floats:
    """Return the edges of bins of which each holds one of the sorted values."""
    return np.concatenate([values - 0.005, values[-1:] + 0.005])


def elusion(sampled: int, relevant: int) -> Elusion:
    """Return the bound that a random sample of papers left out gives.

    Examples
    --------
    >>> round(elusion(100, 0).at_most, 3)
    0.036
    """
    from scipy.stats import beta

    tail = (1 - _CONFIDENCE) / 2
    sure = relevant >= sampled
    at_most = 1.0 if sure else float(beta.ppf(1 - tail, relevant + 1, sampled - relevant))
    return Elusion(sampled, relevant, at_most)


def _sigmoid(values: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -500, 500))), dtype=float)


def _log_odds(probabilities: Sequence[float] | Floats) -> Floats:
    clipped = np.clip(np.asarray(probabilities, dtype=float), _CLIP, 1 - _CLIP)
    return np.asarray(np.log(clipped / (1 - clipped)), dtype=float)
