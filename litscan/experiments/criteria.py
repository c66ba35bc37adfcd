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
    from litscan.experiments.dense import train_dense
    from litscan.experiments.pruning import magnitude_masks, random_masks, shuffled_masks

    rows = []
    for name in settings["data"]:
        run = train_dense(settings, name, seed)
        dense_accuracy = run.accuracy(run.dense)
        shapes = [layer.shape for layer in run.dense.weights]
        for sparsity in settings["sparsities"]:
            by_magnitude = magnitude_masks(run.dense, sparsity)
            criteria = {
                "magnitude": by_magnitude,
                "random": random_masks(shapes, sparsity, run.rng),
                "random, layers as magnitude": shuffled_masks(by_magnitude, run.rng),
            }
            for criterion, masks in criteria.items():
                cut = run.dense.masked(masks)
                tuned = run.train(cut, settings["epochs_after"], masks)
                row = {"seed": seed, "data": name, "sparsity": sparsity, "criterion": criterion}
                row["weights_left"] = sum(int(mask.sum()) for mask in masks)
                row["dense_accuracy"] = dense_accuracy
                row["accuracy_before"] = run.accuracy(cut)
                row["accuracy"] = run.accuracy(tuned)
                rows.append(row)
    return rows
