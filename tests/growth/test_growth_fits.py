"""Fits on simulated counts: the right shape, and intervals that hold the truth."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from litscan.growth.curves import growth_curve
from litscan.growth.fits import _minimise, choose_model, fit_models
from litscan.growth.likelihood import (
    fit_log_linear,
    loss_gradient,
    negative_log_likelihood,
    profile_interval,
)
from litscan.growth.rates import doubling_time, poisson_interval

MONTHS = np.arange(120.0)
MEANS = {
    "exponential": 4 * np.exp(0.03 * MONTHS),
    "linear": 5 + 0.8 * MONTHS,
    "quadratic": 10 + 3 * MONTHS - 0.022 * MONTHS**2,
    "logistic": 100 / (1 + np.exp(-0.1 * (MONTHS - 60))),
}


def simulate(means: np.ndarray, seed: int, alpha: float = 0.02) -> list[int]:
    source = np.random.default_rng(seed)
    return [int(n) for n in source.negative_binomial(1 / alpha, 1 / (1 + alpha * means))]


@pytest.mark.parametrize("truth", MEANS)
def test_the_shape_that_made_the_counts_is_chosen(truth: str) -> None:
    chosen = [choose_model(fit_models(simulate(MEANS[truth], seed))).name for seed in range(3)]
    assert chosen.count(truth) >= 2


def test_interval_of_the_doubling_time_covers_the_truth() -> None:
    truth, covered = math.log(2) / 0.03, 0
    for seed in range(40):
        found = doubling_time(simulate(MEANS["exponential"], seed, alpha=0.1))
        assert found.low is not None
        assert found.high is not None
        covered += found.low <= truth <= found.high
    assert 34 <= covered <= 40


def test_ends_of_the_profile_interval_are_refitted_in_level_and_dispersion() -> None:
    from scipy.optimize import minimize

    months = np.arange(36.0)
    counts = np.array(simulate(5 * np.exp(0.03 * months), 4, alpha=0.8), dtype=float)
    design = np.column_stack([np.ones_like(months), months])
    fit = fit_log_linear(counts, design)

    def least_loss(slope: float) -> float:
        def loss(point: np.ndarray) -> float:
            means = np.exp(point[0] + slope * months)
            return negative_log_likelihood(counts, means, math.exp(point[1]))

        return float(minimize(loss, [1.5, -0.5], method="Nelder-Mead").fun)

    for end in profile_interval(counts, design, 1, fit):
        assert 2 * (least_loss(end) - fit.loss) == pytest.approx(3.8415, abs=0.01)


def test_a_start_that_begins_best_may_not_end_best() -> None:
    counts, at = np.full(30, 10.0), np.linspace(0.0, 1.0, 30)

    def well(point: np.ndarray) -> tuple[float, float]:
        worse, better = 0.4 + (point[0] + 1) ** 2, (point[0] - 2) ** 2
        return (worse, 2 * (point[0] + 1)) if worse < better else (better, 2 * (point[0] - 2))

    def mean(point: np.ndarray, where: np.ndarray) -> np.ndarray:
        return np.full_like(where, 10 * math.exp(well(point)[0]))

    def jacobian(point: np.ndarray, where: np.ndarray) -> np.ndarray:
        return (mean(point, where) * well(point)[1])[:, None]

    two_wells = replace(growth_curve("linear"), mean=mean, jacobian=jacobian)
    starts = [np.array([-1.0]), np.array([3.0])]
    (found,), _, _ = _minimise(counts, at, two_wells, starts, [(-4.0, 4.0)])
    assert found == pytest.approx(2, abs=0.05)


@pytest.mark.parametrize("name", MEANS)
def test_derivatives_of_the_curves_and_of_the_likelihood_are_those_of_small_steps(
    name: str,
) -> None:
    from scipy.optimize import check_grad

    curve, at = growth_curve(name), np.linspace(0.0, 1.0, 40)
    counts = np.array(simulate(MEANS[name][::3], 1), dtype=float)
    point = {
        "exponential": np.array([1.2, 3.0]),
        "linear": np.array([1.0, 4.0]),
        "quadratic": np.array([2.0, 4.5, 3.0]),
        "logistic": np.array([4.4, 9.0, 0.6]),
    }[name]
    known = curve.point(curve.parameters(point, 119.0), 119.0)
    assert known == pytest.approx(point)

    def loss(where: np.ndarray) -> float:
        return negative_log_likelihood(counts, curve.mean(where[:-1], at), math.exp(where[-1]))

    def gradient(where: np.ndarray) -> np.ndarray:
        means = curve.mean(where[:-1], at)
        by_mean, last = loss_gradient(counts, means, math.exp(where[-1]))
        return np.append(by_mean @ curve.jacobian(where[:-1], at), last)

    where = np.append(point, -2.0)
    assert check_grad(loss, gradient, where) < 1e-4 * np.abs(gradient(where)).max()


def test_months_keep_their_distance_across_a_gap() -> None:
    places = [*range(40), *range(80, 120)]
    counts = [round(float(MEANS["exponential"][place])) for place in places]
    assert doubling_time(counts, places).value == pytest.approx(math.log(2) / 0.03, rel=0.02)
    models = {model.name: model for model in fit_models(counts, places)}
    best = choose_model(list(models.values()))
    assert best.name == "exponential"
    assert best.fitted == pytest.approx(counts, abs=1.5)
    assert best.holdout_rmse == pytest.approx(0, abs=5)
    straight = fit_models([5 + 2 * place for place in places], places)
    assert next(m for m in straight if m.name == "linear").parameters[
        "slope_per_month"
    ] == pytest.approx(2, rel=0.01)


def test_still_counts_have_an_unbounded_doubling_time() -> None:
    found = doubling_time(simulate(np.full(60, 8.0), 3))
    assert found.high is None
    assert not found.bounded


def test_falling_counts_have_no_doubling_time() -> None:
    assert doubling_time(simulate(200 * np.exp(-0.05 * MONTHS), 1)).value is None


@pytest.mark.filterwarnings("ignore:divide by zero:RuntimeWarning")
def test_log_linear_fit_agrees_with_the_maximum_likelihood_of_statsmodels() -> None:
    from statsmodels.discrete.discrete_model import NegativeBinomial

    counts = np.array(simulate(MEANS["exponential"], 11, alpha=0.2), dtype=float)
    design = np.column_stack([np.ones_like(MONTHS), MONTHS])
    ours = fit_log_linear(counts, design)
    theirs = NegativeBinomial(counts, design).fit(
        disp=0, start_params=[1.4, 0.03, 0.2], maxiter=500
    )
    assert ours.parameters == pytest.approx(theirs.params[:2], rel=1e-3)
    assert ours.dispersion == pytest.approx(theirs.params[2], rel=1e-2)
    assert ours.loss == pytest.approx(-theirs.llf, rel=1e-6)


def test_likelihood_of_a_tiny_dispersion_is_the_poissons() -> None:
    counts, means = np.array([3.0, 0.0, 7.0]), np.array([2.5, 1.0, 6.0])
    poisson = negative_log_likelihood(counts, means, 0.0)
    assert negative_log_likelihood(counts, means, 1e-7) == pytest.approx(poisson, rel=1e-5)


def test_holdout_needs_two_years_left_to_fit() -> None:
    counts = simulate(MEANS["linear"], 1)
    assert all(model.holdout_rmse is None for model in fit_models(counts[:47]))
    assert all(model.holdout_rmse is not None for model in fit_models(counts[:48]))


@pytest.mark.parametrize("counts", [[1] * 23, [0] * 60, []])
def test_too_little_to_fit_is_refused(counts: list[int]) -> None:
    with pytest.raises(ValueError, match="too few to fit"):
        fit_models(counts)


def test_a_poisson_interval_of_nothing_starts_at_zero() -> None:
    low, high = poisson_interval(0)
    assert (low, round(high, 3)) == (0.0, 3.689)


@pytest.mark.parametrize(
    "counts",
    [[0] * 38 + [400, 0], [0] * 30 + [1] + [0] * 34, [0] * 600 + [3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
    ids=["one month has all", "one paper", "fifty silent years first"],
)
def test_nearly_no_papers_and_then_many_are_fitted(counts: list[int]) -> None:
    assert all(math.isfinite(model.aic) for model in fit_models(counts))
    found = doubling_time(counts)
    assert all(end is None or end > 0 for end in (found.value, found.low, found.high))


def test_a_rate_of_nothing_is_no_doubling() -> None:
    assert doubling_time([0] * 30 + [1] + [0] * 30).value is None
