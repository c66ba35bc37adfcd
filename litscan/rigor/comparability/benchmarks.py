"""Classes of data sets and networks: toy, small, dated. The names lie in ``data/reference``."""

from __future__ import annotations

import re
from functools import cache

from litscan.resources import load_toml

__all__ = ["has_many_classes", "is_dated", "is_small", "is_toy"]


@cache
def _datasets(kind: str) -> frozenset[str]:
    return frozenset(load_toml("reference", "benchmarks.toml")[kind]["datasets"])


@cache
def _networks(kind: str) -> re.Pattern[str]:
    names = load_toml("reference", "benchmarks.toml")[kind]["networks"]
    return re.compile("|".join(names), re.IGNORECASE)


def is_toy(dataset: str, network: str) -> bool:
    """Return whether a pair is too easy to tell pruning methods apart.

    Examples
    --------
    >>> is_toy("MNIST", "ResNet-18"), is_toy("CIFAR-10", "ResNet-56")
    (True, False)
    """
    return dataset in _datasets("toy") or bool(_networks("toy").fullmatch(network))


def is_small(dataset: str) -> bool:
    """Return whether a set has images of a few dozen pixels, or is a toy."""
    return dataset in _datasets("small") | _datasets("toy")


def is_dated(network: str) -> bool:
    """Return whether a network is of before 2015."""
    return bool(_networks("dated").fullmatch(network))


def has_many_classes(dataset: str) -> bool:
    """Return whether top-5 accuracy is usual on a set."""
    return dataset in _datasets("many_classes")
