"""The trained dense network that pruning starts from, and what its descendants are trained with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from litscan.experiments.bundled import Split, split_data
from litscan.experiments.network import Network, accuracy, new_network
from litscan.experiments.training import Schedule, train

if TYPE_CHECKING:
    from litscan.experiments.network import Mask

__all__ = ["DenseRun", "train_dense"]


@dataclass(frozen=True, slots=True)
class DenseRun:
    """A dense network trained on one split of a data set.

    Parameters
    ----------
    split : Split
    start, dense : Network
        Before and after the training.
    rng : Generator
        Has drawn the first weights and the order of examples; draws masks and new weights next.
    seed : int
    schedule : Schedule
    """

    split: Split
    start: Network
    dense: Network
    rng: np.random.Generator
    seed: int
    schedule: Schedule

    def accuracy(self, network: Network) -> float:
        """Return the accuracy of a network on the test part, in percent."""
        return accuracy(network, self.split.test, self.split.test_labels)

    def train(self, network: Network, epochs: int, masks: Sequence[Mask] | None) -> Network:
        """Return a descendant trained on the same part; all see the examples in one order."""
        return train(
            network,
            self.split.train,
            self.split.train_labels,
            epochs=epochs,
            schedule=self.schedule,
            rng=np.random.default_rng([self.seed, 1]),
            masks=masks,
        )


def train_dense(settings: Mapping[str, Any], data: str, seed: int) -> DenseRun:
    """Train the dense network of an experiment's settings on a data set, all drawn by `seed`."""
    split, rng = split_data(data, seed), np.random.default_rng(seed)
    schedule = Schedule(**settings["schedule"])
    start = new_network((split.train.shape[1], *settings["hidden"], split.classes), rng)
    dense = train(
        start,
        split.train,
        split.train_labels,
        epochs=settings["epochs"],
        schedule=schedule,
        rng=rng,
    )
    return DenseRun(split, start, dense, rng, seed, schedule)
