"""Experiments run from a seed, keep their rows, and go on where they were broken off."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

from litscan.errors import ReadError, UsageError
from litscan.experiments import Experiment, ExperimentRuns, find_experiment
from litscan.experiments import run as run_module
from litscan.experiments.intervals import mean_interval

SMALL: dict[str, dict[str, Any]] = {
    "criteria": {"data": ["wine"], "sparsities": [0.5, 0.9], "epochs": 3, "epochs_after": 2},
    "scratch": {"data": ["wine"], "sparsities": [0.9], "epochs": 3, "epochs_after": 2},
    "convergence": {"data": ["wine"], "widths": [4, 32], "rates": [0.003, 0.1], "epochs": 8},
    "acceleration": {
        "data": "wine",
        "hidden": [48, 48],
        "sparsities": [0.5, 0.9],
        "epochs": 2,
        "epochs_after": 1,
        "batches": [1, 8],
        "rounds": 3,
        "least_seconds": 1e-5,
    },
}


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shrink the settings that ship; what runs is what runs for users."""
    whole = find_experiment

    def shrunk(name: str) -> Experiment:
        one = whole(name)
        return Experiment(name, {**one.settings, **SMALL[name]}, one.version, one.timed)

    monkeypatch.setattr(run_module, "find_experiment", shrunk)


def test_an_unknown_experiment_is_named_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="acceleration, convergence, criteria, scratch"):
        find_experiment("lottery")


@pytest.mark.parametrize("name", ["criteria", "scratch", "convergence"])
def test_the_same_seeds_give_the_same_rows_broken_off_or_in_two_processes(
    name: str, tmp_path: Path
) -> None:
    at_once = ExperimentRuns(tmp_path / "a", seed=3, runs=3, workers=1).rows(name)
    ExperimentRuns(tmp_path / "b", seed=5, runs=1, workers=1).rows(name)
    in_parts = ExperimentRuns(tmp_path / "b", seed=3, runs=3, workers=1).rows(name)
    assert at_once.equals(in_parts)
    files = [tmp_path / folder / f"{name}.csv" for folder in "ab"]
    assert files[0].read_bytes() == files[1].read_bytes()
    assert sorted(at_once["seed"].unique()) == [3, 4, 5]


def test_two_processes_make_the_rows_of_one(tmp_path: Path) -> None:
    one = ExperimentRuns(tmp_path / "one", runs=2, workers=1).rows("criteria")
    two = ExperimentRuns(tmp_path / "two", runs=2, workers=2).rows("criteria")
    assert one.equals(two)


def test_seeds_with_rows_are_not_run_again(tmp_path: Path) -> None:
    shown: list[int] = []

    def show(rows: Iterable[Any], label: str, length: int) -> AbstractContextManager[Iterable[Any]]:
        shown.append(length)
        return nullcontext(rows)

    ExperimentRuns(tmp_path, runs=2, workers=1, show=show).rows("scratch")
    ExperimentRuns(tmp_path, runs=3, workers=1, show=show).rows("scratch")
    ExperimentRuns(tmp_path, runs=3, workers=1, show=show).rows("scratch")
    assert shown == [2, 1]


def test_what_was_done_stays_when_a_run_is_broken_off(tmp_path: Path) -> None:
    class StopError(Exception):
        pass

    def show(rows: Iterable[Any], label: str, length: int) -> AbstractContextManager[Iterable[Any]]:
        def until() -> Iterable[Any]:
            for place, one in enumerate(rows):
                if place == 2:
                    raise StopError
                yield one

        return nullcontext(until())

    with pytest.raises(StopError):
        ExperimentRuns(tmp_path, runs=4, workers=1, show=show).rows("criteria")
    left: list[int] = []

    def count(
        rows: Iterable[Any], label: str, length: int
    ) -> AbstractContextManager[Iterable[Any]]:
        left.append(length)
        return nullcontext(rows)

    ExperimentRuns(tmp_path, runs=4, workers=1, show=count).rows("criteria")
    assert left == [2]


def test_rows_of_other_settings_are_not_mixed_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ExperimentRuns(tmp_path, runs=1, workers=1).rows("criteria")
    made = json.loads((tmp_path / "criteria.json").read_text())
    assert made["settings"]["epochs"] == 3
    assert set(made["libraries"]) == {"numpy", "scipy", "scikit-learn"}
    monkeypatch.setitem(SMALL["criteria"], "epochs", 4)
    with pytest.raises(UsageError, match=r"criteria\.csv: rows made with other settings"):
        ExperimentRuns(tmp_path, runs=1, workers=1).rows("criteria")


def test_files_that_are_no_rows_are_refused(tmp_path: Path) -> None:
    for name in ("criteria.csv", "criteria.json"):
        (tmp_path / name).write_bytes(b"\xff\x00 not this")
    with pytest.raises(ReadError, match="not the rows of an experiment"):
        ExperimentRuns(tmp_path, runs=1, workers=1).rows("criteria")


@pytest.mark.parametrize("values", [{"runs": 0}, {"runs": 10**6}, {"seed": -1}, {"seed": 2**31}])
def test_seeds_out_of_bounds_are_refused(tmp_path: Path, values: dict[str, int]) -> None:
    with pytest.raises(UsageError, match="choose"):
        ExperimentRuns(tmp_path, **values)


def test_budgets_are_equal_where_they_are_said_to_be(tmp_path: Path) -> None:
    rows = ExperimentRuns(tmp_path, runs=1, workers=1).rows("scratch")
    epochs = rows.groupby(["structure", "way"])["epochs"].first()
    for structure in ("neurons", "weights"):
        assert epochs[structure, "fine-tuned"] == 2
        assert epochs[structure, "scratch, equal epochs"] == 3 + 2
        assert epochs[structure, "scratch, equal compute"] > 3 + 2
    assert epochs["weights", "rewound"] == 3 + 2
    assert ("neurons", "rewound") not in epochs
    left = rows.groupby("structure")["weights_left"].first()
    assert left["neurons"] <= left["weights"]


def test_criteria_are_compared_at_one_number_of_weights(tmp_path: Path) -> None:
    rows = ExperimentRuns(tmp_path, runs=1, workers=1).rows("criteria")
    assert rows.groupby("sparsity")["weights_left"].nunique().tolist() == [1, 1]
    assert rows.groupby("sparsity")["criterion"].nunique().tolist() == [3, 3]


def test_a_width_that_does_not_arrive_has_no_epochs(tmp_path: Path) -> None:
    rows = ExperimentRuns(tmp_path, runs=1, workers=1).rows("convergence")
    assert (rows["epochs"].notna() == rows["reached"]).all()
    assert rows["reached"].any()
    assert not rows["reached"].all()
    assert (rows.loc[rows["reached"], "last_loss"] <= 0.1).all()
    assert (rows.loc[~rows["reached"], "last_loss"] > 0.1).all()


def test_timings_hold_for_the_machine_and_are_there_for_every_kind(tmp_path: Path) -> None:
    rows = ExperimentRuns(tmp_path, runs=1, workers=2).rows("acceleration")
    assert (rows["seconds"] > 0).all()
    assert {"dense", "unstructured", "neurons", "smaller dense"} <= set(rows["kind"])
    assert {"NumPy", "SciPy"} <= set(rows["library"])
    counted = rows.groupby(["batch", "library", "kind", "sparsity"]).size()
    assert set(counted) == {3}
    shapes = rows[rows["kind"].isin(["neurons", "smaller dense"])]
    assert (shapes.groupby("sparsity")["multiply_adds"].nunique() == 1).all()
    made = json.loads((tmp_path / "acceleration.json").read_text())
    assert made["machine"]["threads"] == 1
    assert made["machine"]["processor"]


def test_intervals_are_students_and_wider_for_runs_that_share_rows() -> None:
    values = [1.0, 4.0, 2.0, 2.5, 3.5]
    low, high = stats.t.interval(0.95, 4, np.mean(values), stats.sem(values))
    assert mean_interval(values) == pytest.approx((2.6, low, high))
    mean, lower, higher = mean_interval(values, overlap=3 / 7)
    assert mean == pytest.approx(2.6)
    assert (higher - lower) / (high - low) == pytest.approx(np.sqrt((1 / 5 + 3 / 7) / (1 / 5)))
    assert np.isnan(mean_interval([2.0])[1:]).all()
