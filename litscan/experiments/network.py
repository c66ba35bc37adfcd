"""A multilayer perceptron as arrays: what is pruned, trained and timed here.

scikit-learn's perceptron cannot hold weights at zero while it trains, which is what training a
pruned network is; hence these few lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[np.float32]
    Mask = npt.NDArray[np.bool_]
    Labels = npt.NDArray[np.int64]

__all__ = ["Network", "accuracy", "cross_entropy", "gradients", "new_network"]


@dataclass(frozen=True, slots=True)
class Network:
    """Fully connected layers with rectified linear units between them.

    Parameters
    ----------
    weights : tuple of ndarray of float32, shape (inputs, outputs)
        One a layer.
    biases : tuple of ndarray of float32, shape (outputs,)
    """

    weights: tuple[Array, ...]
    biases: tuple[Array, ...]

    @property
    def widths(self) -> tuple[int, ...]:
        """Units of each layer, the input first."""
        return (self.weights[0].shape[0], *(layer.shape[1] for layer in self.weights))

    @property
    def multiply_adds(self) -> int:
        """Multiplications of an input with a weight that is not zero, for one example."""
        return sum(int(np.count_nonzero(layer)) for layer in self.weights)

    def masked(self, masks: Sequence[Mask]) -> Network:
        """Return a copy with the weights outside the masks at zero."""
        kept = tuple(layer * mask for layer, mask in zip(self.weights, masks, strict=True))
        return Network(kept, tuple(bias.copy() for bias in self.biases))


def new_network(widths: Sequence[int], rng: np.random.Generator) -> Network:
    """Return a network with normal weights of variance 2 / inputs (He et al. 2015, 1502.01852).

    Examples
    --------
    >>> new_network((64, 16, 10), np.random.default_rng(0)).multiply_adds
    1184
    """
    weights = tuple(
        (rng.standard_normal((inputs, outputs)) * np.sqrt(2 / inputs)).astype(np.float32)
        for inputs, outputs in pairwise(widths)
    )
    return Network(weights, tuple(np.zeros(width, np.float32) for width in widths[1:]))


def _activations(network: Network, features: Array) -> list[Array]:
    """Return what each layer receives, and the logits last."""
    received = [features]
    for place, (weights, bias) in enumerate(zip(network.weights, network.biases, strict=True)):
        sums = received[-1] @ weights + bias
        last = place == len(network.weights) - 1
        received.append(sums if last else np.maximum(sums, 0))
    return received


def _log_probabilities(logits: Array) -> Array:
    shifted = logits - logits.max(axis=1, keepdims=True)
    logs: Array = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return logs


def cross_entropy(network: Network, features: Array, labels: Labels) -> float:
    """Return the mean cross-entropy, in nats; infinite where training has diverged."""
    with np.errstate(over="ignore", invalid="ignore"):
        logs = _log_probabilities(_activations(network, features)[-1])
        loss = -float(logs[np.arange(len(labels)), labels].mean())
    return loss if np.isfinite(loss) else float("inf")


def accuracy(network: Network, features: Array, labels: Labels) -> float:
    """Return the share of examples whose likeliest class is theirs, in percent."""
    logits = _activations(network, features)[-1]
    return 100 * float((logits.argmax(axis=1) == labels).mean())


def gradients(network: Network, features: Array, labels: Labels) -> tuple[list[Array], list[Array]]:
    """Return the gradients of the mean cross-entropy, by weights and by biases."""
    *received, logits = _activations(network, features)
    error = np.exp(_log_probabilities(logits))
    error[np.arange(len(labels)), labels] -= 1
    error /= np.float32(len(labels))
    by_weights: list[Array] = []
    by_biases: list[Array] = []
    for place in reversed(range(len(network.weights))):
        by_weights.append(received[place].T @ error)
        by_biases.append(error.sum(axis=0))
        if place:
            error = (error @ network.weights[place].T) * (received[place] > 0)
    return by_weights[::-1], by_biases[::-1]
