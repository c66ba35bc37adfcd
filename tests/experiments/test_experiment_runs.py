"""Experiments run from a seed, keep their rows, and go on where they were broken off."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
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
        return replace(one, settings={**one.settings, **SMALL[name]})

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


@pytest.mark.filterwarnings("error")
def test_a_run_of_two_processes_stops_without_advice_from_their_library(tmp_path: Path) -> None:
    class StopError(Exception):
        pass

    def show(rows: Iterable[Any], label: str, length: int) -> AbstractContextManager[Iterable[Any]]:
        def first() -> Iterable[Any]:
            yield next(iter(rows))
            raise StopError

        return nullcontext(first())

    with pytest.raises(StopError):
        ExperimentRuns(tmp_path, runs=8, workers=2, show=show).rows("criteria")
    assert pd.read_csv(tmp_path / "criteria.csv")["seed"].nunique() == 1


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
    for few in ([2.0], [2.0, 2.0]):
        assert np.isnan(mean_interval(few)[1:]).all()


def test_a_run_stopped_between_its_two_files_goes_on(tmp_path: Path) -> None:
    ExperimentRuns(tmp_path, runs=1, workers=1).rows("criteria")
    (tmp_path / "criteria.csv").unlink()
    assert len(ExperimentRuns(tmp_path, runs=1, workers=1).rows("criteria"))


def test_rows_that_another_process_kept_meanwhile_stay(tmp_path: Path) -> None:
    def show(rows: Iterable[Any], label: str, length: int) -> AbstractContextManager[Iterable[Any]]:
        ExperimentRuns(tmp_path, seed=5, runs=1, workers=1).rows("criteria")
        return nullcontext(rows)

    ExperimentRuns(tmp_path, runs=1, workers=1, show=show).rows("criteria")
    assert sorted(pd.read_csv(tmp_path / "criteria.csv")["seed"].unique()) == [0, 5]


def test_rows_are_the_same_when_they_are_read_again(tmp_path: Path) -> None:
    runs = ExperimentRuns(tmp_path, runs=2, workers=1)
    for name in ("convergence", "acceleration"):
        pd.testing.assert_frame_equal(runs.rows(name), runs.rows(name), check_exact=True)


DAMAGES: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "a list": ("criteria.json", lambda data: b"[1]"),
    "deep": ("criteria.json", lambda data: b"[" * 200_000),
    "no count": ("criteria.json", lambda data: data.replace(b"rows_a_seed", b"rows")),
    "a column gone": ("criteria.csv", lambda data: data.replace(b"weights_left", b"left")),
    "cut off": ("criteria.csv", lambda data: data[: data.rindex(b"\n", 0, -1) + 1]),
    "NaN": ("criteria.csv", lambda data: data[: data.rindex(b",") + 1] + b"nan\n"),
    "negative": ("criteria.csv", lambda data: data[: data.rindex(b",") + 1] + b"-1.0\n"),
    "empty value": ("criteria.csv", lambda data: data[: data.rindex(b",") + 1] + b"\n"),
    "text for a seed": ("criteria.csv", lambda data: data.replace(b"\n0,", b"\nzero,")),
    "a huge seed": ("criteria.csv", lambda data: data.replace(b"\n0,", b"\n" + b"9" * 40 + b",")),
    "empty": ("criteria.csv", lambda data: b""),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_rows_are_refused_and_left_as_they_are(damage: str, tmp_path: Path) -> None:
    ExperimentRuns(tmp_path, runs=1, workers=1).rows("criteria")
    name, harm = DAMAGES[damage]
    harmed = harm((tmp_path / name).read_bytes())
    (tmp_path / name).write_bytes(harmed)
    with pytest.raises(ReadError, match="not the rows of an experiment"):
        ExperimentRuns(tmp_path, runs=1, workers=1).rows("criteria")
    assert (tmp_path / name).read_bytes() == harmed


def test_files_larger_than_rows_can_be_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ExperimentRuns(tmp_path, runs=1, workers=1).rows("criteria")
    monkeypatch.setattr("litscan.experiments.raw_rows._MOST_ROWS", 100)
    with pytest.raises(ReadError, match="larger than"):
        ExperimentRuns(tmp_path, runs=1, workers=1).rows("criteria")


def test_a_folder_in_place_of_rows_is_refused(tmp_path: Path) -> None:
    (tmp_path / "criteria.csv").mkdir()
    (tmp_path / "criteria.json").mkdir()
    with pytest.raises(ReadError, match="is no file"):
        ExperimentRuns(tmp_path, runs=1, workers=1).rows("criteria")


def test_nothing_is_run_for_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    def show(rows: Iterable[Any], label: str, length: int) -> AbstractContextManager[Iterable[Any]]:
        raise AssertionError("something was run")

    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="cannot be written"):
        ExperimentRuns(tmp_path / "file" / "rows", runs=1, show=show).rows("criteria")


SCRIPT = """
from pathlib import Path
from litscan.experiments import ExperimentRuns
print("started", flush=True)
print(len(ExperimentRuns(Path("rows"), runs=RUNS).rows("criteria")))
"""


def start(script: str, folder: Path) -> subprocess.Popen[str]:
    (folder / "script.py").write_text(script, encoding="utf-8")
    return subprocess.Popen(
        [sys.executable, "script.py"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def test_a_script_without_a_main_guard_runs_once(tmp_path: Path) -> None:
    out, _ = start(SCRIPT.replace("RUNS", "2"), tmp_path).communicate(timeout=120)
    assert out.split() == ["started", "90"]


@pytest.mark.skipif(os.name == "nt", reason="sends a POSIX signal")
def test_an_interrupted_run_ends_at_once_and_keeps_its_rows(tmp_path: Path) -> None:
    script = (  # the handler first: jobs in the background inherit that the signal is ignored
        "import signal\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from litscan.cli import main\n"
        "main(['claims', 'run', 'BC66-exp', '--runs', '50'])\n"
    )
    process = start(script, tmp_path)
    rows = tmp_path / "litscan-experiments" / "criteria.csv"
    end = time.monotonic() + 120
    while not (rows.exists() and rows.read_bytes().count(b"\n") > 45) and time.monotonic() < end:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    out, _ = process.communicate(timeout=60)  # no process of the run holds its output open
    assert process.returncode == 130
    assert "Traceback" not in out
    assert len(pd.read_csv(rows)) % 45 == 0
