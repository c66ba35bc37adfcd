"""A pruned network trained further against the same network trained from new weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    from litscan.experiments.network import Mask, Network

__all__ = ["scratch_rows"]


@dataclass(frozen=True, slots=True)
class _Pruned:
    """A pruned network, the same shape with its first and with new weights, and its mask."""

    structure: str
    cut: Network
    rewound: Network | None
    new: Network
    masks: tuple[Mask, ...] | None


def scratch_rows(settings: Mapping[str, Any], seed: int) -> list[dict[str, Any]]:
    """Return one seed's rows: accuracies in percent, by data set, sparsity, structure and way.

    The ways to the pruned network: ``fine-tuned`` (the trained weights, trained further);
    ``scratch, equal epochs`` (new weights, for all the epochs that training and fine-tuning took
    together: Scratch-E of Liu et al. 2019, 1810.05270); ``scratch, equal compute`` (new weights,
    the epochs of the dense training multiplied by how much cheaper a pruned epoch is, up to a
    bound: their Scratch-B); and, where weights are pruned, ``rewound`` (the first weights, all
    the epochs: Frankle and Carbin 2019, 1803.03635).

    Parameters
    ----------
    settings : mapping
        ``data/experiments/scratch.toml``.
    seed : int
        Draws the split, the first weights, the new weights and the order of examples.
    """
    from litscan.experiments.dense import train_dense

    first_epochs, later = settings["epochs"], settings["epochs_after"]
    rows = []
    for name in settings["data"]:
        run = train_dense(settings, name, seed)
        dense_accuracy = run.accuracy(run.dense)
        for sparsity in settings["sparsities"]:
            for pruned in _pruned(run.start, run.dense, sparsity, run.rng):
                cheaper = run.dense.multiply_adds / pruned.cut.multiply_adds
                longer = round(first_epochs * min(cheaper, settings["most_times_longer"]))
                ways = {
                    "fine-tuned": (pruned.cut, later),
                    "scratch, equal epochs": (pruned.new, first_epochs + later),
                    "scratch, equal compute": (pruned.new, longer + later),
                    "rewound": (pruned.rewound, first_epochs + later),
                }
                for way, (network, epochs) in ways.items():
                    if network is None:
                        continue
                    end = run.train(network, epochs, pruned.masks)
                    row = {"seed": seed, "data": name, "sparsity": sparsity}
                    row |= {"structure": pruned.structure, "way": way, "epochs": epochs}
                    row["weights_left"] = pruned.cut.multiply_adds
                    row["dense_accuracy"] = dense_accuracy
                    row["accuracy"] = run.accuracy(end)
                    rows.append(row)
    return rows


def _pruned(
    start: Network, dense: Network, sparsity: float, rng: np.random.Generator
) -> Iterator[_Pruned]:
    from litscan.experiments.network import new_network
    from litscan.experiments.pruning import hidden_width, magnitude_masks, without_neurons

    small = without_neurons(dense, hidden_width(dense.widths, sparsity))
    yield _Pruned("neurons", small, None, new_network(small.widths, rng), None)
    masks = magnitude_masks(dense, sparsity)
    new = new_network(dense.widths, rng).masked(masks)
    yield _Pruned("weights", dense.masked(masks), start.masked(masks), new, masks)
