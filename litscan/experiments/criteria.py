"""Magnitude against random pruning at the same sparsity, both trained further alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["criteria_rows"]


def criteria_rows(settings: Mapping[str, Any], seed: int) -> list[dict[str, Any]]:
    """Return one seed's rows: accuracies in percent, by data set, sparsity and criterion.

    A network is trained, pruned once, and trained further with the pruned weights at zero. The
    criteria are the largest magnitudes over all layers; weights at random over all layers; and at
    random with as many in each layer as magnitude leaves, which shows what the choice of layers
    does alone.

    Parameters
    ----------
    settings : mapping
        ``data/experiments/criteria.toml``.
    seed : int
        Draws the split, the first weights, the order of examples and the random masks.
    """
    import numpy as np

    from litscan.experiments.bundled import split_data
    from litscan.experiments.network import accuracy, new_network
    from litscan.experiments.pruning import magnitude_masks, random_masks, shuffled_masks
    from litscan.experiments.training import Schedule, train

    schedule = Schedule(**settings["schedule"])
    rows = []
    for name in settings["data"]:
        split, rng = split_data(name, seed), np.random.default_rng(seed)
        widths = (split.train.shape[1], *settings["hidden"], split.classes)
        known = split.train, split.train_labels
        dense = train(
            new_network(widths, rng), *known, epochs=settings["epochs"], schedule=schedule, rng=rng
        )
        shapes = [layer.shape for layer in dense.weights]
        for sparsity in settings["sparsities"]:
            by_magnitude = magnitude_masks(dense, sparsity)
            criteria = {
                "magnitude": by_magnitude,
                "random": random_masks(shapes, sparsity, rng),
                "random, layers as magnitude": shuffled_masks(by_magnitude, rng),
            }
            for criterion, masks in criteria.items():
                cut = dense.masked(masks)
                tuned = train(
                    cut,
                    *known,
                    epochs=settings["epochs_after"],
                    schedule=schedule,
                    rng=np.random.default_rng([seed, 1]),
                    masks=masks,
                )
                row = {"seed": seed, "data": name, "sparsity": sparsity, "criterion": criterion}
                row["weights_left"] = sum(int(mask.sum()) for mask in masks)
                row["dense_accuracy"] = accuracy(dense, split.test, split.test_labels)
                row["accuracy_before"] = accuracy(cut, split.test, split.test_labels)
                row["accuracy"] = accuracy(tuned, split.test, split.test_labels)
                rows.append(row)
    return rows
