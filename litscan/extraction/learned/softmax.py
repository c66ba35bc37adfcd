"""Multinomial logistic regression over named features, from stored numbers.

Weights are fitted with scikit-learn and applied with numpy: the probabilities are those of
`sklearn.linear_model.LogisticRegression`, without the seconds its import takes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from litscan.errors import PackagedDataError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["SoftmaxModel"]


@dataclass(frozen=True)
class SoftmaxModel:
    """A linear classifier that reads features by name; names it does not know weigh nothing.

    Attributes
    ----------
    classes : tuple of str
        What it tells apart.
    columns : mapping of str to int
        The feature names it knows, and their rows in `weights`.
    weights : ndarray
        Shape (features, classes).
    intercept : ndarray
        Shape (classes,).

    Examples
    --------
    >>> model = SoftmaxModel.of_stored({"classes": ["no", "yes"], "features": ["word=bleu"],
    ...                                 "weights": [[-1.0, 1.0]], "intercept": [0.0, 0.0]})
    >>> model.probabilities([{"word=bleu": 1.0}, {"word=oak": 1.0}]).round(2).tolist()
    [[0.12, 0.88], [0.5, 0.5]]
    """

    classes: tuple[str, ...]
    columns: Mapping[str, int]
    weights: NDArray[np.float64]
    intercept: NDArray[np.float64]

    @classmethod
    def of_stored(cls, stored: Mapping[str, Any]) -> SoftmaxModel:
        """Return the model that plain lists describe.

        Raises
        ------
        PackagedDataError
            If their lengths do not fit together.
        """
        import numpy as np

        classes = tuple(stored["classes"])
        columns = {name: index for index, name in enumerate(stored["features"])}
        weights = np.array(stored["weights"], dtype=float)
        intercept = np.array(stored["intercept"], dtype=float)
        if weights.shape != (len(columns), len(classes)) or intercept.shape != (len(classes),):
            raise PackagedDataError(f"weights of shape {weights.shape} do not fit the features")
        return cls(classes, columns, weights, intercept)

    def probabilities(self, rows: Sequence[Mapping[str, float]]) -> NDArray[np.float64]:
        """Return the probability of each class, one line a row of features."""
        import numpy as np

        scores = np.tile(self.intercept, (len(rows), 1))
        columns = self.columns
        for line, row in enumerate(rows):
            known = [(columns[name], value) for name, value in row.items() if name in columns]
            if known:
                index, values = zip(*known, strict=True)
                scores[line] += np.array(values) @ self.weights[list(index)]
        scores -= scores.max(axis=1, keepdims=True) if len(rows) else 0.0
        powers = np.exp(scores)
        shares: NDArray[np.float64] = powers / powers.sum(axis=1, keepdims=True)
        return shares
