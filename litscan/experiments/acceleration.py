"""Sparse weights, removed neurons and a smaller network, timed against the dense one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from litscan.experiments.bundled import Split
    from litscan.experiments.kernels import Pass
    from litscan.experiments.network import Network

__all__ = ["acceleration_rows"]


@dataclass(frozen=True, slots=True)
class _Variant:
    """A network to time: how it was pruned, how much, and how accurate it is, in percent."""

    kind: str
    sparsity: float
    network: Network
    accuracy: float


def acceleration_rows(settings: Mapping[str, Any], seed: int) -> list[dict[str, Any]]:
    """Return one seed's rows: seconds a forward pass, by round, batch, library, kind and sparsity.

    Every kind is trained further alike after pruning, and keeps as many weights, or a few less:
    ``unstructured`` (the largest magnitudes over all layers), ``neurons`` (whole neurons removed),
    ``smaller dense`` (as many neurons from the start, trained for all the epochs; the same shape
    as ``neurons``, so that the gap between their times shows the error of timing), and ``2:4``
    (half of the weights, two of every four) where a CUDA device can use it. ``multiply_adds``
    counts the weights that are not zero, for one example.

    Parameters
    ----------
    settings : mapping
        ``data/experiments/acceleration.toml``.
    seed : int
        Draws the split, the first weights, the order of examples and of timings.
    """
    import numpy as np

    from litscan.experiments.bundled import split_data
    from litscan.experiments.timing import time_in_turns

    split = split_data(settings["data"], seed)
    variants = list(_variants(settings, split, seed))
    rng = np.random.default_rng([seed, 2])
    rows = []
    for batch in settings["batches"]:
        features = np.resize(split.test, (batch, split.test.shape[1]))
        passes = dict(_passes(variants, features))
        timed = time_in_turns(
            {str(place): one for place, (_, _, one) in passes.items()},
            rounds=settings["rounds"],
            least=settings["least_seconds"],
            rng=rng,
        )
        for turn, name, seconds in timed:
            variant, library, _ = passes[int(name)]
            row = {"seed": seed, "batch": batch, "round": turn, "library": library}
            row |= {"kind": variant.kind, "sparsity": variant.sparsity, "seconds": seconds}
            row["accuracy"] = variant.accuracy
            row["multiply_adds"] = variant.network.multiply_adds
            rows.append(row)
    return rows


def _variants(settings: Mapping[str, Any], split: Split, seed: int) -> Iterator[_Variant]:
    import numpy as np

    from litscan.experiments.kernels import has_semi_structured
    from litscan.experiments.network import accuracy, new_network
    from litscan.experiments.pruning import (
        hidden_width,
        magnitude_masks,
        two_of_four,
        without_neurons,
    )
    from litscan.experiments.training import Schedule, train

    schedule, later = Schedule(**settings["schedule"]), settings["epochs_after"]
    rng = np.random.default_rng(seed)

    def trained(network: Network, epochs: int, masks: Any = None) -> tuple[Network, float]:
        end = train(
            network,
            split.train,
            split.train_labels,
            epochs=epochs,
            schedule=schedule,
            rng=rng,
            masks=masks,
        )
        return end, accuracy(end, split.test, split.test_labels)

    widths = (split.train.shape[1], *settings["hidden"], split.classes)
    dense, correct = trained(new_network(widths, rng), settings["epochs"])
    yield _Variant("dense", 0.0, dense, correct)
    for sparsity in settings["sparsities"]:
        masks = magnitude_masks(dense, sparsity)
        yield _Variant("unstructured", sparsity, *trained(dense, later, masks))
        width = hidden_width(widths, sparsity)
        cut = without_neurons(dense, width)
        yield _Variant("neurons", sparsity, *trained(cut, later))
        small = new_network(cut.widths, rng)
        yield _Variant("smaller dense", sparsity, *trained(small, settings["epochs"] + later))
    if has_semi_structured():
        *hidden, last = dense.weights
        masks = (*(two_of_four(layer) for layer in hidden), np.ones_like(last, bool))
        yield _Variant("2:4", 0.5, *trained(dense, later, masks))


def _passes(
    variants: list[_Variant], features: Any
) -> Iterator[tuple[int, tuple[_Variant, str, Pass]]]:
    from litscan.experiments.kernels import (
        numpy_pass,
        scipy_pass,
        semi_structured_pass,
        torch_or_none,
        torch_pass,
    )

    found: list[tuple[_Variant, str, Pass]] = []
    for variant in variants:
        network = variant.network
        if variant.kind == "2:4":
            dense = variants[0]
            found.append(
                (dense, "CUDA", semi_structured_pass(dense.network, features, sparse=False))
            )
            found.append((variant, "CUDA", semi_structured_pass(network, features, sparse=True)))
            continue
        found.append((variant, "NumPy", numpy_pass(network, features)))
        if variant.kind == "unstructured":
            found.append((variant, "SciPy", scipy_pass(network, features)))
        if torch_or_none() is not None:
            found.append((variant, "PyTorch", torch_pass(network, features)))
            if variant.kind == "unstructured":
                sparse = torch_pass(network, features, layout="csr")
                found.append((variant, "PyTorch sparse", sparse))
    yield from enumerate(found)
