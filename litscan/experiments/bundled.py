"""The data sets that scikit-learn carries, split anew for each seed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from litscan.errors import UsageError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float32]
    Labels = npt.NDArray[np.int64]

__all__ = ["DATA_SETS", "TEST_SHARE", "Split", "load_all", "split_data"]

DATA_SETS = ("digits", "breast_cancer", "wine")
TEST_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Split:
    """A data set in two parts, features standardised by the training part.

    Parameters
    ----------
    train, test : ndarray of float32, shape (rows, features)
    train_labels, test_labels : ndarray of int, shape (rows,)
    classes : int
    """

    train: Array
    train_labels: Labels
    test: Array
    test_labels: Labels
    classes: int


def load_all(name: str) -> tuple[Array, Labels]:
    """Return features and labels of a bundled data set, features as they stand.

    Raises
    ------
    UsageError
        If scikit-learn's classification sets used here have none of this name.

    Examples
    --------
    >>> features, labels = load_all("digits")
    >>> features.shape, int(labels.max())
    ((1797, 64), 9)
    """
    from sklearn import datasets

    if name not in DATA_SETS:
        raise UsageError(f"no data set {name!r}", advice=f"there are {', '.join(DATA_SETS)}")
    loaded: Any = getattr(datasets, f"load_{name}")()
    return loaded.data.astype("float32"), loaded.target.astype("int64")


def split_data(name: str, seed: int) -> Split:
    """Return a data set with 30% of each class, drawn by `seed`, kept for the test.

    Examples
    --------
    >>> split = split_data("wine", 0)
    >>> len(split.train), len(split.test), split.classes
    (124, 54, 3)
    """
    from sklearn.model_selection import train_test_split

    features, labels = load_all(name)
    train, test, train_labels, test_labels = train_test_split(
        features, labels, test_size=TEST_SHARE, random_state=seed, stratify=labels
    )
    train, test = standardised(train, test)
    return Split(train, train_labels, test, test_labels, int(labels.max()) + 1)


def standardised(train: Array, *others: Array) -> tuple[Array, ...]:
    """Return arrays of features centred and scaled by the first; a constant feature becomes 0."""
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().fit(train)
    return tuple(scaler.transform(part).astype("float32") for part in (train, *others))
