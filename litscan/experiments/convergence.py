"""Whether larger networks reach a training loss in fewer epochs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["convergence_rows"]


def convergence_rows(settings: Mapping[str, Any], seed: int) -> list[dict[str, Any]]:
    """Return one seed's rows: epochs to the target loss, by data set, width and learning rate.

    The whole data set is the training set, since convergence is asked about and not accuracy. The
    rate stays as it is; a width may choose among all of them, so that no width is judged by a
    rate that suits another.

    Parameters
    ----------
    settings : mapping
        ``data/experiments/convergence.toml``.
    seed : int
        Draws the first weights and the order of examples.
    """
    from litscan.experiments.bundled import load_all, standardised

    rows = []
    for name in settings["data"]:
        features, labels = load_all(name)
        (features,) = standardised(features)
        for width in settings["widths"]:
            for rate in settings["rates"]:
                epochs, loss = _reached(features, labels, width, rate, settings, seed)
                row = {"seed": seed, "data": name, "width": width, "rate": rate}
                row |= {"reached": epochs is not None, "epochs": epochs, "last_loss": loss}
                rows.append(row)
    return rows


def _reached(
    features: Any, labels: Any, width: int, rate: float, settings: Mapping[str, Any], seed: int
) -> tuple[float | None, float]:
    """Return the epochs until the loss was at the target, None if never, and the last loss."""
    import numpy as np

    from litscan.experiments.network import cross_entropy, new_network
    from litscan.experiments.training import Schedule, steps

    schedule = Schedule(**settings["schedule"], rate=rate, decay="none")
    an_epoch = -(-len(features) // schedule.batch)
    every = max(1, an_epoch // settings["looks_an_epoch"])
    rng, loss = np.random.default_rng([seed, width]), float("inf")
    widths = (features.shape[1], *[width] * settings["layers"], int(labels.max()) + 1)
    walk = steps(
        new_network(widths, rng),
        features,
        labels,
        epochs=settings["epochs"],
        schedule=schedule,
        rng=rng,
    )
    with np.errstate(over="ignore", invalid="ignore"):
        for done, network in enumerate(walk, start=1):
            if done % every and done % an_epoch:
                continue
            loss = cross_entropy(network, features, labels)
            if loss <= settings["target_loss"]:
                return done / an_epoch, loss
            if not np.isfinite(loss):
                break
    return None, loss
