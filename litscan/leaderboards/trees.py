"""Gradient-boosted trees from plain numbers: what the training script wrote, and nothing else."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["BoostedTrees"]


@dataclass(frozen=True)
class BoostedTrees:
    """A boosted classifier of two classes.

    A tree is five lists by node: feature (-1 for a leaf), threshold, left, right, leaf value.

    Examples
    --------
    >>> tree = [[0, -1, -1], [0.5, 0, 0], [1, 0, 0], [2, 0, 0], [0, -2.0, 2.0]]
    >>> trees = BoostedTrees.from_json({"start": 0.0, "trees": [tree]})
    >>> trees.probability([0.2]) < 0.2, trees.probability([0.9]) > 0.8
    (True, True)
    """

    start: float
    trees: tuple[tuple[list[Any], ...], ...]

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> BoostedTrees:
        """Return the classifier a JSON record holds."""
        return cls(record["start"], tuple(tuple(tree) for tree in record["trees"]))

    def probability(self, features: Sequence[float]) -> float:
        """Return the probability of the second class."""
        total = self.start
        for feature, threshold, left, right, value in self.trees:
            node = 0
            while feature[node] >= 0:
                low = features[feature[node]] <= threshold[node]
                node = left[node] if low else right[node]
            total += value[node]
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))
