"""Training by stochastic gradient descent, with weights held at zero where a mask says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from litscan.experiments.network import Network, gradients

if TYPE_CHECKING:
    from litscan.experiments.network import Array, Labels, Mask

__all__ = ["Schedule", "steps", "train"]


@dataclass(frozen=True, slots=True)
class Schedule:
    """How a network is trained.

    Parameters
    ----------
    rate : float
        Learning rate at the start.
    momentum : float
        Of the heavy-ball method (Polyak 1964).
    batch : int
        Examples a step.
    decay : {"linear", "none"}
        Whether the rate falls to 0 over the training, or stays.
    """

    rate: float
    momentum: float = 0.9
    batch: int = 64
    decay: Literal["linear", "none"] = "linear"


def train(
    network: Network,
    features: Array,
    labels: Labels,
    *,
    epochs: int,
    schedule: Schedule,
    rng: np.random.Generator,
    masks: Sequence[Mask] | None = None,
) -> Network:
    """Return the network trained further; the one given stays as it is.

    Parameters
    ----------
    network : Network
    features : ndarray, shape (rows, features)
    labels : ndarray of int, shape (rows,)
    epochs : int
    schedule : Schedule
    rng : Generator
        Draws the order of the examples.
    masks : sequence of ndarray of bool, optional
        Weights outside them are zero at every step, as for a pruned network.

    Examples
    --------
    >>> from litscan.experiments.bundled import split_data
    >>> from litscan.experiments.network import accuracy, new_network
    >>> split, rng = split_data("wine", 0), np.random.default_rng(0)
    >>> start = new_network((13, 16, 3), rng)
    >>> end = train(start, split.train, split.train_labels, epochs=20,
    ...             schedule=Schedule(0.05), rng=rng)
    >>> accuracy(end, split.test, split.test_labels) > 90
    True
    """
    for trained in steps(
        network, features, labels, epochs=epochs, schedule=schedule, rng=rng, masks=masks
    ):
        network = trained
    return network


def steps(
    network: Network,
    features: Array,
    labels: Labels,
    *,
    epochs: int,
    schedule: Schedule,
    rng: np.random.Generator,
    masks: Sequence[Mask] | None = None,
) -> Iterator[Network]:
    """Yield the network after each step of `train`; one object, changed from step to step."""
    start = network.masked(masks) if masks is not None else network
    weights = [layer.copy() for layer in start.weights]
    biases = [bias.copy() for bias in start.biases]
    trained = Network(tuple(weights), tuple(biases))
    speeds = [np.zeros_like(values) for values in (*weights, *biases)]
    batches = -(-len(features) // schedule.batch)
    for epoch in range(epochs):
        order = rng.permutation(len(features))
        for place in range(batches):
            rows = order[place * schedule.batch : (place + 1) * schedule.batch]
            done = (epoch * batches + place) / (epochs * batches)
            rate = schedule.rate * (1 - done if schedule.decay == "linear" else 1)
            by_weights, by_biases = gradients(trained, features[rows], labels[rows])
            if masks is not None:
                for slope, mask in zip(by_weights, masks, strict=True):
                    slope *= mask
            for values, speed, slope in zip(
                (*weights, *biases), speeds, (*by_weights, *by_biases), strict=True
            ):
                speed *= np.float32(schedule.momentum)
                speed -= np.float32(rate) * slope
                values += speed
            yield trained
