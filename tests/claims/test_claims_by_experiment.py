"""Claims decided by experiments: from raw rows to a verdict, and through the command."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from litscan.claims import ClaimResult, find_claims, load_claims, run_claims
from litscan.cli import main
from litscan.errors import ReadError, UsageError
from litscan.experiments import ExperimentRuns

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TRIALS = [claim.id for claim in load_claims() if claim.is_experiment]


class Rows(ExperimentRuns):
    """Experiments whose rows are given."""

    def __init__(self, made: pd.DataFrame) -> None:
        super().__init__(Path("made"), runs=int(made["seed"].nunique()))
        object.__setattr__(self, "made", made)

    def rows(self, name: str) -> pd.DataFrame:
        return self.made


def verdict(claim: str, made: list[Mapping[str, Any]]) -> ClaimResult:
    (result,) = run_claims([claim], experiments=Rows(pd.DataFrame(made)), now=NOW)
    return result


def timings(seconds: Mapping[str, float], seeds: int = 6) -> list[dict[str, Any]]:
    """Return rows in which the dense network takes a second, give or take."""
    rng, made = np.random.default_rng(0), []
    libraries = {"dense": ["NumPy"], "unstructured": ["NumPy", "SciPy"], "neurons": ["NumPy"]}
    for seed in range(seeds):
        for kind, names in libraries.items():
            for library in names:
                key = f"{kind}, {library}"
                for turn in range(3):
                    noise = float(rng.uniform(0.97, 1.03))
                    made.append(
                        {"seed": seed, "batch": 1, "round": turn, "library": library, "kind": kind}
                        | {"sparsity": 0.0 if kind == "dense" else 0.5, "accuracy": 90.0 + seed}
                        | {"seconds": seconds.get(key, 1.0) * noise}
                        | {"multiply_adds": 100 if kind == "dense" else 50}
                    )
    return made


def test_one_slowdown_supports_that_not_all_pruning_accelerates() -> None:
    result = verdict("S05-exp", timings({"unstructured, SciPy": 4.0, "neurons, NumPy": 0.5}))
    assert str(result.verdict) == "supported"
    assert result.found.value == pytest.approx(0.25, rel=0.05)
    assert result.found.high is not None
    assert result.found.high < 1
    assert "1 are faster than the dense one and 1 slower" in result.judgement.reason
    figures = {(one.name, one.filter): one for one in result.found.figures}
    where = "batch of 1, 50% of the weights removed"
    assert figures["neurons, NumPy", where].value == pytest.approx(2, rel=0.05)
    share = figures["neurons, NumPy, measured over theoretical speedup", where]
    assert share.value == pytest.approx(1, rel=0.05)


def test_if_every_network_is_faster_the_claim_is_contradicted() -> None:
    result = verdict("S05-exp", timings({"unstructured, SciPy": 0.6, "neurons, NumPy": 0.5}))
    assert str(result.verdict) == "contradicted"


def test_zeros_among_dense_weights_are_no_slowdown_that_counts() -> None:
    seconds = {"unstructured, SciPy": 0.6, "neurons, NumPy": 0.5, "unstructured, NumPy": 3.0}
    assert str(verdict("S05-exp", timings(seconds)).verdict) == "contradicted"


def test_equal_times_and_few_seeds_leave_it_open() -> None:
    assert str(verdict("S05-exp", timings({"neurons, NumPy": 0.5})).verdict) == "inconclusive"
    few = verdict("S05-exp", timings({"unstructured, SciPy": 4.0}, seeds=3))
    assert str(few.verdict) == "inconclusive"
    assert "3 seeds are too few" in few.judgement.reason
    one = verdict("S05-exp", timings({"unstructured, SciPy": 4.0}, seeds=1))
    assert (one.found.low, one.found.high) == (None, None)


def test_the_slowest_is_judged_at_a_level_shared_by_all_that_could_be() -> None:
    made = timings({"unstructured, SciPy": 4.0})
    result = verdict("S05-exp", made)
    rows = pd.DataFrame(made).groupby(["kind", "library", "seed"])["seconds"].median()
    logs = np.log(rows["dense", "NumPy"].to_numpy() / rows["unstructured", "SciPy"].to_numpy())
    low, high = stats.t.interval(1 - 0.05 / 2, 5, logs.mean(), stats.sem(logs))
    assert (result.found.low, result.found.high) == pytest.approx((np.exp(low), np.exp(high)))


def test_seeds_far_apart_have_an_interval_without_an_upper_end() -> None:
    made = timings({"unstructured, SciPy": 4.0}, seeds=3)
    for row in made:
        if row["seed"] == 1 and row["library"] == "SciPy":
            row["seconds"] *= 1e-200
    found = verdict("S05-exp", made).found
    sparse = next(one for one in found.figures if one.name == "unstructured, SciPy")
    assert sparse.low is not None
    assert sparse.high is None


def test_times_without_those_of_the_dense_network_are_refused() -> None:
    made = [row for row in timings({}) if row["kind"] != "dense"]
    with pytest.raises(ReadError, match="no times of the dense network"):
        verdict("S05-exp", made)


def test_equal_accuracies_differ_by_nothing_at_all() -> None:
    made = accuracies("criterion", {"magnitude": 0, "random": 0, "random, layers as magnitude": 0})
    shares = {"magnitude": [0, 1, 2, 3, 4, 5, 6, 7], "random, layers as magnitude": [7, 0, 1, 2]}
    shares["random, layers as magnitude"] += [3, 4, 5, 6]
    for row in made:
        row["accuracy"] = 100 * (500 + shares.get(row["criterion"], [0] * 8)[row["seed"]]) / 540
    found = verdict("BC66-exp", made).found.value
    assert found == 0
    assert str(found) == "0.0"


def test_rows_without_those_that_are_judged_decide_nothing() -> None:
    made = accuracies(
        "criterion", {"magnitude": 95, "random": 20, "random, layers as magnitude": 9}
    )
    for row in made:
        row["data"] = "wine"
    result = verdict("BC66-exp", made)
    assert str(result.verdict) == "not_testable"
    assert "no rows of digits, 90%" in result.judgement.reason


def accuracies(column: str, means: Mapping[str, float], **same: Any) -> list[dict[str, Any]]:
    rng = np.random.default_rng(1)
    return [
        {"seed": seed, "data": "digits", "sparsity": 0.9, column: name, **same}
        | {"accuracy": mean + float(rng.normal(0, 0.2))}
        for seed in range(8)
        for name, mean in means.items()
    ]


@pytest.mark.parametrize(
    ("magnitude", "word"), [(95, "supported"), (85, "contradicted"), (90, "inconclusive")]
)
def test_magnitude_is_judged_against_random_with_the_same_layers(
    magnitude: float, word: str
) -> None:
    means = {"magnitude": magnitude, "random": 20, "random, layers as magnitude": 90}
    result = verdict("BC66-exp", accuracies("criterion", means))
    assert str(result.verdict) == word
    assert result.found.value == pytest.approx(magnitude - 90, abs=0.5)
    other = next(one for one in result.found.figures if one.name == "magnitude minus random")
    assert other.value == pytest.approx(magnitude - 20, abs=0.5)


def test_no_interval_leaves_what_a_difference_of_percents_can_be() -> None:
    criteria = ("magnitude", "random", "random, layers as magnitude")
    made = [
        {"seed": seed, "data": "digits", "sparsity": 0.9, "criterion": name}
        | {"accuracy": 99.0 if (name == "magnitude") == (seed % 2 == 0) else 1.0}
        for seed in range(6)
        for name in criteria
    ]
    found = verdict("BC66-exp", made).found
    assert (found.low, found.high) == (-100, 100)


def test_intervals_allow_for_splits_that_share_rows() -> None:
    means = {"magnitude": 95, "random": 20, "random, layers as magnitude": 90}
    made = accuracies("criterion", means)
    found = verdict("BC66-exp", made).found
    table = pd.DataFrame(made).pivot_table(index="seed", columns="criterion", values="accuracy")
    gaps = table["magnitude"] - table["random, layers as magnitude"]
    low, high = stats.t.interval(0.95, 7, gaps.mean(), stats.sem(gaps))
    assert found.low is not None
    assert found.high is not None
    assert (found.high - found.low) / (high - low) == pytest.approx(np.sqrt(1 + 8 * 3 / 7))


@pytest.mark.parametrize(
    ("tuned", "word"), [(90, "supported"), (93, "contradicted"), (90.5, "inconclusive")]
)
def test_fine_tuning_is_judged_against_new_weights_with_as_many_epochs(
    tuned: float, word: str
) -> None:
    means = {"fine-tuned": tuned, "scratch, equal epochs": 90, "scratch, equal compute": 99}
    result = verdict("S10-exp", accuracies("way", means, structure="neurons"))
    assert str(result.verdict) == word
    assert result.found.value == pytest.approx(tuned - 90, abs=0.5)


def epochs(power: float, *, stuck: int = 0) -> list[dict[str, Any]]:
    rng, made = np.random.default_rng(2), []
    for seed in range(6):
        for width in (4, 16, 64, 256):
            for rate, slower in ((0.01, 3.0), (0.1, 1.0)):
                took = slower * 8 * (width / 16) ** power * float(rng.uniform(0.9, 1.1))
                reached = width > stuck
                row = {"seed": seed, "data": "digits", "width": width, "rate": rate}
                row |= {"reached": reached, "epochs": took if reached else None, "last_loss": 1.0}
                made.append(row)
    return made


@pytest.mark.parametrize(
    ("power", "word"), [(-0.5, "supported"), (0.5, "contradicted"), (0.0, "inconclusive")]
)
def test_convergence_is_the_exponent_of_epochs_in_width(power: float, word: str) -> None:
    result = verdict("S09-exp", epochs(power))
    assert str(result.verdict) == word
    assert result.found.value == pytest.approx(power, abs=0.05)


def test_a_width_that_never_arrives_counts_with_the_epochs_it_was_given() -> None:
    result = verdict("S09-exp", epochs(-0.5, stuck=4))
    names = [one.name for one in result.found.figures]
    assert "at least at width 4" in names
    assert "exponent among the widths that always arrive, 16 to 256" in names
    stuck = next(one for one in result.found.figures if one.name == "at least at width 4")
    assert stuck.value == 60
    assert (stuck.low, stuck.high) == (None, None)
    assert "width 4 does not always arrive" in result.judgement.reason
    assert "does not always arrive" not in verdict("S09-exp", epochs(-0.5)).judgement.reason


@pytest.mark.parametrize("claim", TRIALS)
def test_a_claim_by_experiment_is_asked_of_nothing_else(claim: str, tmp_path: Path) -> None:
    assert run_claims([claim], now=NOW) == []
    assert find_claims([claim])[0].run_on("corpus") is None


def test_experiments_run_only_when_they_are_given() -> None:
    assert not any(result.claim.is_experiment for result in run_claims(now=NOW))
    assert len(TRIALS) == 4


def test_patterns_name_claims_once_and_in_order() -> None:
    assert [one.id for one in find_claims(["*-exp", "s05-EXP", "BC66"])] == [*TRIALS, "BC66"]
    with pytest.raises(UsageError, match="no claim matches 'Q\\*'"):
        find_claims(["Q*"])


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as leaving:
        main([str(argument) for argument in arguments])
    return int(leaving.value.code or 0)


def test_the_command_runs_an_experiment_keeps_its_rows_and_needs_no_corpus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    asked = ("claims", "run", "BC66-exp", "--runs", 2, "--seed", 7, "--rows", "kept")
    assert run(*asked, "--format", "json") == 0
    first = json.loads(capsys.readouterr().out)
    (claim,) = first["claims"]
    assert (claim["id"], claim["data"], claim["n"]) == ("BC66-exp", "experiment", 2)
    assert claim["verdict"] == "inconclusive"
    assert "seeds 7 to 8; raw rows in kept" in claim["reason"]
    rows = pd.read_csv(tmp_path / "kept" / "criteria.csv")
    assert sorted(rows["seed"].unique()) == [7, 8]
    gap = rows[(rows["data"] == "digits") & (rows["sparsity"] == 0.9)].pivot_table(
        index="seed", columns="criterion", values="accuracy"
    )
    expected = (gap["magnitude"] - gap["random, layers as magnitude"]).mean()
    assert claim["recomputed"] == pytest.approx(expected)
    assert run(*asked, "--format", "json") == 0
    again = json.loads(capsys.readouterr().out)
    assert again["claims"] == first["claims"]
    assert again["corpus_fingerprint"] == first["corpus_fingerprint"]
    assert not (tmp_path / "litscan.db").exists()


def test_rows_of_something_else_end_the_command_with_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "scratch.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert run("claims", "run", "S10-exp", "--rows", tmp_path) == 2
    told = capsys.readouterr().err
    assert "scratch.csv: not the rows of an experiment" in told
    assert "--rows" in told
    assert "Traceback" not in told
