"""Which weights go: by magnitude, at random, whole neurons, or two of every four."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from litscan.experiments.network import Network

if TYPE_CHECKING:
    from litscan.experiments.network import Array, Mask

__all__ = [
    "hidden_width",
    "magnitude_masks",
    "random_masks",
    "shuffled_masks",
    "two_of_four",
    "without_neurons",
]


def magnitude_masks(network: Network, sparsity: float) -> tuple[Mask, ...]:
    """Return masks of the weights that are largest in size over all layers.

    One threshold for the whole network: global magnitude pruning (Han et al. 2015, 1506.02626,
    with the threshold of all layers at once). Biases are not pruned.

    Parameters
    ----------
    network : Network
    sparsity : float
        Share of the weights that go, from 0 to 1.

    Examples
    --------
    >>> layer = np.array([[3.0, -1.0], [0.5, -4.0]], np.float32)
    >>> magnitude_masks(Network((layer,), (np.zeros(2, np.float32),)), 0.5)[0].tolist()
    [[True, False], [False, True]]
    """
    sizes = np.concatenate([np.abs(layer).ravel() for layer in network.weights])
    return _largest(sizes, [layer.shape for layer in network.weights], sparsity)


def random_masks(
    shapes: Sequence[tuple[int, ...]], sparsity: float, rng: np.random.Generator
) -> tuple[Mask, ...]:
    """Return masks of as many weights, drawn alike over all layers."""
    sizes = rng.random(sum(int(np.prod(shape)) for shape in shapes))
    return _largest(sizes, shapes, sparsity)


def _largest(
    sizes: np.ndarray, shapes: Sequence[tuple[int, ...]], sparsity: float
) -> tuple[Mask, ...]:
    kept = np.zeros(len(sizes), bool)
    kept[np.argsort(sizes, kind="stable")[round(sparsity * len(sizes)) :]] = True
    ends = np.cumsum([int(np.prod(shape)) for shape in shapes])[:-1]
    parts = zip(np.split(kept, ends), shapes, strict=True)
    return tuple(part.reshape(shape) for part, shape in parts)


def shuffled_masks(masks: Sequence[Mask], rng: np.random.Generator) -> tuple[Mask, ...]:
    """Return masks with as many weights in each layer as those given, drawn at random.

    The control that tells the choice of weights from the choice of how many go in each layer.
    """
    return tuple(rng.permutation(mask.ravel()).reshape(mask.shape) for mask in masks)


def without_neurons(network: Network, width: int) -> Network:
    """Return the network with `width` neurons left in each hidden layer.

    Those stay whose incoming weights have the largest sum of magnitudes (the criterion of Li et
    al. 2017, 1608.08710, for filters).

    Examples
    --------
    >>> from litscan.experiments.network import new_network
    >>> without_neurons(new_network((64, 32, 32, 10), np.random.default_rng(0)), 8).widths
    (64, 8, 8, 10)
    """
    weights, biases = list(network.weights), list(network.biases)
    for place in range(len(weights) - 1):
        norms = np.abs(weights[place]).sum(axis=0)
        stay = np.sort(np.argsort(-norms, kind="stable")[:width])
        weights[place], biases[place] = weights[place][:, stay], biases[place][stay]
        weights[place + 1] = weights[place + 1][stay]
    return Network(
        tuple(np.ascontiguousarray(layer) for layer in weights),
        tuple(bias.copy() for bias in biases),
    )


def hidden_width(widths: Sequence[int], sparsity: float) -> int:
    """Return the largest equal width of the hidden layers with at most the share of weights left.

    Examples
    --------
    >>> hidden_width((64, 1024, 1024, 10), 0.9)
    300
    """
    inputs, *hidden, outputs = widths
    allowed = (1 - sparsity) * sum(a * b for a, b in pairwise(widths))
    width = max(hidden)
    while width > 1 and width * (inputs + outputs) + (len(hidden) - 1) * width**2 > allowed:
        width -= 1
    return width


def two_of_four(weights: Array) -> Mask:
    """Return the mask of the two largest of every four weights along the inputs (NVIDIA's 2:4).

    Parameters
    ----------
    weights : ndarray, shape (inputs, outputs)
        `inputs` a multiple of 4.

    Examples
    --------
    >>> two_of_four(np.array([[1.0], [-3.0], [2.0], [0.5]], np.float32)).ravel().tolist()
    [False, True, True, False]
    """
    inputs, outputs = weights.shape
    groups = np.abs(weights).T.reshape(outputs, inputs // 4, 4)
    places = np.argsort(np.argsort(-groups, axis=2, kind="stable"), axis=2, kind="stable")
    mask: Mask = (places < 2).reshape(outputs, inputs).T
    return mask
