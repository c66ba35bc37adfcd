from __future__ import annotations

import pytest

from litscan.extraction import link_cues, run_cues, training_cues


def _values(find: object, text: str, label: str) -> list[object]:
    return [value for _, _, name, value in find(text) if name == label]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Results are averaged over five runs.", 5),
        ("We report the mean of 3 seeds.", 3),
        ("We use 3 random seeds.", 3),
        ("Each experiment is repeated 5 times.", 5),
        ("The mean over 10 trials is shown.", 10),
        ("We run all experiments three times with different random seeds.", 3),
    ],
)
def test_run_counts_are_read(text: str, count: int) -> None:
    assert _values(run_cues.find, text, "run_count") == [count]


@pytest.mark.parametrize(
    "text",
    [
        "Latency is averaged over 50 inference runs.",
        "We prune in 5 iterations.",
        "The network has 3 stages and is 10 times faster.",
    ],
)
def test_other_counts_are_not_runs(text: str) -> None:
    assert _values(run_cues.find, text, "run_count") == []


@pytest.mark.parametrize(
    ("text", "seeds"),
    [
        ("We use seeds 0, 1, 2.", (0, 1, 2)),
        ("drawn with seeds 0 to 4.", (0, 1, 2, 3, 4)),
        ("All runs use seed = 42.", (42,)),
    ],
)
def test_seeds_are_read(text: str, seeds: tuple[int, ...]) -> None:
    assert _values(run_cues.find, text, "seeds") == [seeds]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We report mean and standard deviation over runs.", "std"),
        ("Error bars show the standard error of the mean.", "sem"),
        ("Shaded areas are 95% confidence intervals.", "ci"),
        ("Error bars show minimum and maximum over runs.", "range"),
        ("Error bars are shown.", "unnamed"),
    ],
)
def test_kinds_of_dispersion_are_read(text: str, kind: str) -> None:
    assert _values(run_cues.find, text, "dispersion") == [kind]


def test_the_spread_of_initial_weights_is_no_dispersion() -> None:
    text = "Weights are initialized from a normal distribution with standard deviation 0.01."
    assert _values(run_cues.find, text, "dispersion") == []


@pytest.mark.parametrize(
    ("printed", "value"),
    [("5 × 10^{-4}", 5e-4), ("10^{-4}", 1e-4), ("1e-3", 1e-3), ("10−4", 1e-4), ("0.05", 0.05)],
)
def test_small_numbers_are_read_as_printed(printed: str, value: float) -> None:
    assert training_cues.read_small_number(printed) == pytest.approx(value)


def test_decay_milestones_are_not_training_lengths() -> None:
    text = "We train for 160 epochs and the learning rate decays every 30 epochs."
    assert _values(training_cues.find, text, "epochs") == [160]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Our code is available at https://github.com/a/b.", "own_code"),
        ("Code: https://github.com/a/b", "own_code"),
        ("We use the implementation of https://github.com/c/d.", "other_url"),
        ("Models are taken from https://github.com/pytorch/vision.", "other_url"),
    ],
)
def test_links_are_told_apart_by_their_words(text: str, label: str) -> None:
    assert [found[2] for found in link_cues.find(text)] == [label]
