"""Recall, its interval and the order of screening, on populations whose truth is known."""

from __future__ import annotations

import numpy as np
import pytest

from litscan.collect.screening import Calibration, by_information, elusion, estimate


def test_decisions_bend_the_curve_towards_them() -> None:
    probabilities = [0.1, 0.2, 0.3, 0.4] * 10
    optimistic = Calibration.fitted(probabilities, [True] * 40)
    assert (optimistic.applied([0.2]) > 0.6).all()
    pessimistic = Calibration.fitted(probabilities, [False] * 40)
    assert (pessimistic.applied([0.4]) < 0.2).all()


@pytest.mark.parametrize(("papers", "sure"), [(5, 0.99), (20, 0.99), (300, 0.999999)])
def test_decisions_against_all_that_the_model_said_count(papers: int, sure: float) -> None:
    """Whole Newton steps leap over the best curve here, to and fro, and end where they began."""
    curve = Calibration.fitted([sure] * papers, [False] * papers)
    assert float(curve.applied([sure])[0]) < 2 / papers
    odds = np.log(sure / (1 - sure))
    surplus = -papers * curve.applied([sure])[0]
    assert abs(surplus - curve.intercept) < 1e-4
    assert abs(surplus * odds - 4 * (curve.slope - 1)) < 1e-4


def test_the_curve_is_found_that_the_decisions_came_from() -> None:
    chance = np.random.default_rng(3)
    given = chance.uniform(0.02, 0.98, 4000)
    truth = chance.random(4000) < 1 / (1 + np.exp(-(0.5 + 1.4 * np.log(given / (1 - given)))))
    found = Calibration.fitted(list(given), list(truth))
    assert abs(found.intercept - 0.5) < 0.15
    assert abs(found.slope - 1.4) < 0.15


def test_the_most_doubtful_paper_comes_first_and_wordless_ones_never() -> None:
    assert by_information([0.0, 0.99, 0.51, 0.02], Calibration()) == [2, 3, 1]


def test_the_interval_of_recall_holds_the_truth_about_as_often_as_it_says() -> None:
    chance = np.random.default_rng(5)
    held = 0
    for _ in range(60):
        given = np.concatenate([chance.beta(8, 2, 150), chance.beta(1, 8, 1500)])
        truth = chance.random(len(given)) < given
        kept = given >= 0.3
        recall = truth[kept].sum() / truth.sum()
        low, high = estimate(0, list(given), 0.3, Calibration()).interval
        held += low <= recall <= high
    assert held >= 55


def test_decided_papers_narrow_the_interval() -> None:
    doubtful = [0.25] * 40
    before = estimate(50, [0.95] * 20 + doubtful, 0.3, Calibration())
    curve = Calibration.fitted(doubtful, [True] * 10 + [False] * 30)
    after = estimate(50 + 10, [0.95] * 20, 0.3, curve)
    assert after.interval[0] > before.interval[0]
    assert after.recall == 1
    assert before.missed == 10


def test_nothing_undecided_is_full_recall() -> None:
    assert estimate(3, [], 0.3, Calibration()).interval == (1, 1)
    assert estimate(0, [0.0, 0.0], 0.3, Calibration()).recall == 1


def test_the_elusion_bound_is_clopper_and_pearson_s() -> None:
    assert round(elusion(50, 2).at_most, 4) == 0.1371  # scipy.stats.binomtest(2, 50)
    assert elusion(5, 5).at_most == 1
