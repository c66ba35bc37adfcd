"""The perceptron of the experiments against finite differences and against scikit-learn's."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.neural_network import MLPClassifier

from litscan.errors import UsageError
from litscan.experiments.bundled import DATA_SETS, load_all, split_data
from litscan.experiments.network import Network, accuracy, cross_entropy, gradients, new_network
from litscan.experiments.training import Schedule, steps, train


@pytest.fixture
def small() -> tuple[Network, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    network = new_network((5, 7, 4, 3), rng)
    network = Network(
        tuple(layer.astype(np.float64) for layer in network.weights),
        tuple(rng.standard_normal(bias.shape) * 0.1 for bias in network.biases),
    )
    return network, rng.standard_normal((9, 5)), rng.integers(0, 3, 9)


def test_gradients_are_the_slopes_of_the_loss(
    small: tuple[Network, np.ndarray, np.ndarray],
) -> None:
    network, features, labels = small
    by_weights, by_biases = gradients(network, features, labels)
    for values, slopes in zip(
        (*network.weights, *network.biases), (*by_weights, *by_biases), strict=True
    ):
        for place in np.ndindex(values.shape):
            before = values[place]
            values[place] = before + 1e-6
            up = cross_entropy(network, features, labels)
            values[place] = before - 1e-6
            down = cross_entropy(network, features, labels)
            values[place] = before
            assert slopes[place] == pytest.approx((up - down) / 2e-6, abs=1e-5)


def test_predictions_are_those_of_scikit_learn_with_the_same_weights() -> None:
    split = split_data("wine", 0)
    known = MLPClassifier((12, 6), solver="lbfgs", random_state=0).fit(
        split.train, split.train_labels
    )
    same = Network(
        tuple(layer.astype(np.float32) for layer in known.coefs_),
        tuple(bias.astype(np.float32) for bias in known.intercepts_),
    )
    share = 100 * known.score(split.test, split.test_labels)
    assert accuracy(same, split.test, split.test_labels) == pytest.approx(share)


def test_training_learns_digits_as_well_as_scikit_learn_does() -> None:
    split, rng = split_data("digits", 1), np.random.default_rng(1)
    start = new_network((64, 64, 10), rng)
    ours = train(
        start, split.train, split.train_labels, epochs=20, schedule=Schedule(0.05), rng=rng
    )
    theirs = MLPClassifier((64,), solver="sgd", learning_rate_init=0.05, max_iter=60)
    theirs.set_params(random_state=1, batch_size=64).fit(split.train, split.train_labels)
    bar = 100 * theirs.score(split.test, split.test_labels) - 2
    assert accuracy(ours, split.test, split.test_labels) > bar


def test_weights_outside_the_masks_are_zero_at_every_step() -> None:
    split, rng = split_data("wine", 0), np.random.default_rng(0)
    start = new_network((13, 8, 3), rng)
    masks = tuple(rng.random(layer.shape) < 0.3 for layer in start.weights)
    moved = False
    for network in steps(
        start,
        split.train,
        split.train_labels,
        epochs=2,
        schedule=Schedule(0.1, batch=16),
        rng=rng,
        masks=masks,
    ):
        for layer, mask, first in zip(network.weights, masks, start.weights, strict=True):
            assert not layer[~mask].any()
            moved = moved or bool((layer[mask] != first[mask]).any())
    assert moved


def test_the_network_given_is_not_changed_by_training() -> None:
    split, rng = split_data("wine", 0), np.random.default_rng(0)
    start = new_network((13, 8, 3), rng)
    before = [layer.copy() for layer in start.weights]
    train(start, split.train, split.train_labels, epochs=1, schedule=Schedule(0.1), rng=rng)
    assert all((one == other).all() for one, other in zip(before, start.weights, strict=True))


@pytest.mark.parametrize("name", DATA_SETS)
def test_a_split_keeps_classes_and_standardises_by_the_training_part(name: str) -> None:
    split, again, other = split_data(name, 5), split_data(name, 5), split_data(name, 6)
    features, labels = load_all(name)
    assert len(split.train) + len(split.test) == len(features)
    assert len(split.test) == pytest.approx(0.3 * len(features), abs=1)
    assert np.bincount(split.test_labels) == pytest.approx(0.3 * np.bincount(labels), abs=1)
    assert split.train.mean(axis=0) == pytest.approx(0, abs=1e-4)
    assert (split.test == again.test).all()
    assert not (split.test_labels == other.test_labels).all()


def test_an_unknown_data_set_is_named_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="digits, breast_cancer, wine"):
        load_all("cifar")


def test_a_diverged_loss_is_infinite_and_not_an_error() -> None:
    network = Network((np.full((2, 2), np.inf, np.float32),), (np.zeros(2, np.float32),))
    loss = cross_entropy(network, np.ones((1, 2), np.float32), np.array([0]))
    assert loss == float("inf")
