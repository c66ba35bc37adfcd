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
    >>> [round(p, 2) for p in trees.probabilities([[0.2], [0.9]])]
    [0.12, 0.88]
    """

    start: float
    trees: tuple[tuple[list[Any], ...], ...]

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> BoostedTrees:
        """Return the classifier a JSON record holds."""
        return cls(record["start"], tuple(tuple(tree) for tree in record["trees"]))

    def probabilities(self, vectors: Sequence[Sequence[float]]) -> list[float]:
        """Return the probability of the second class for each vector of features."""
        import numpy as np

        if not vectors:
            return []
        matrix = np.array(vectors, dtype=np.float64)
        lines = np.arange(len(matrix))
        total = np.full(len(matrix), self.start)
        for tree in self.trees:
            feature, threshold, left, right, value = (np.array(column) for column in tree)
            node = np.zeros(len(matrix), dtype=np.intp)
            while (inner := feature[node] >= 0).any():
                low = matrix[lines, feature[node]] <= threshold[node]
                node = np.where(inner, np.where(low, left[node], right[node]), node)
            total += value[node]
        bounded = np.clip(total, -50.0, 50.0)
        return [1 / (1 + math.exp(-odds)) for odds in bounded.tolist()]
