"""What goes and what stays under each way of pruning."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from litscan.experiments.network import new_network
from litscan.experiments.pruning import (
    hidden_width,
    magnitude_masks,
    random_masks,
    shuffled_masks,
    two_of_four,
    without_neurons,
)

WIDTHS = (12, 9, 8, 3)


@given(st.floats(0, 1), st.integers(0, 9))
def test_masks_keep_the_share_asked_for_and_magnitude_the_largest(
    sparsity: float, seed: int
) -> None:
    network = new_network(WIDTHS, np.random.default_rng(seed))
    shapes = [layer.shape for layer in network.weights]
    total = sum(layer.size for layer in network.weights)
    by_size = magnitude_masks(network, sparsity)
    by_chance = random_masks(shapes, sparsity, np.random.default_rng(seed))
    shuffled = shuffled_masks(by_size, np.random.default_rng(seed))
    for masks in (by_size, by_chance, shuffled):
        assert sum(int(mask.sum()) for mask in masks) == total - round(sparsity * total)
    assert [mask.sum() for mask in shuffled] == [mask.sum() for mask in by_size]
    sizes = [np.abs(layer) for layer in network.weights]
    kept = np.concatenate([size[mask] for size, mask in zip(sizes, by_size, strict=True)])
    gone = np.concatenate([size[~mask] for size, mask in zip(sizes, by_size, strict=True)])
    assert not len(kept) or not len(gone) or kept.min() >= gone.max()


def test_removed_neurons_are_the_weakest_and_the_rest_stay_connected() -> None:
    network = new_network(WIDTHS, np.random.default_rng(0))
    network.weights[0][:, [1, 4]] = 0
    cut = without_neurons(network, 7)
    stay = [0, 2, 3, 5, 6, 7, 8]
    assert cut.widths == (12, 7, 7, 3)
    assert (cut.weights[0] == network.weights[0][:, stay]).all()
    assert len(cut.biases[0]) == 7


def test_a_network_without_dead_neurons_computes_the_same() -> None:
    from litscan.experiments.kernels import numpy_pass

    network = new_network((6, 5, 3), np.random.default_rng(2))
    network.weights[0][:, [0, 3]] = 0
    features = np.random.default_rng(2).standard_normal((4, 6)).astype(np.float32)
    cut = without_neurons(network, 3)
    assert numpy_pass(cut, features)() == pytest.approx(numpy_pass(network, features)(), abs=1e-5)


@given(st.floats(0.05, 0.99))
def test_the_hidden_width_is_the_largest_within_the_share(sparsity: float) -> None:
    widths = (64, 100, 100, 10)

    def weights(width: int) -> int:
        return 64 * width + width * width + 10 * width

    width = hidden_width(widths, sparsity)
    allowed = (1 - sparsity) * weights(100)
    assert width == 1 or weights(width) <= allowed
    assert width == 100 or weights(width + 1) > allowed


def test_two_of_every_four_inputs_stay_and_they_are_the_largest() -> None:
    weights = np.random.default_rng(1).standard_normal((16, 5)).astype(np.float32)
    mask = two_of_four(weights)
    for column in range(5):
        for start in range(0, 16, 4):
            group = slice(start, start + 4)
            kept = np.abs(weights[group, column])[mask[group, column]]
            gone = np.abs(weights[group, column])[~mask[group, column]]
            assert len(kept) == 2
            assert kept.min() >= gone.max()
