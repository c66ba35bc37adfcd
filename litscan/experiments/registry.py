"""The experiments there are, with their settings from ``data/experiments/``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from litscan.errors import UsageError
from litscan.experiments.acceleration import acceleration_rows
from litscan.experiments.convergence import convergence_rows
from litscan.experiments.criteria import criteria_rows
from litscan.experiments.kernels import torch_or_none
from litscan.experiments.scratch import scratch_rows
from litscan.resources import load_toml

__all__ = ["EXPERIMENTS", "Experiment", "Rows", "find_experiment"]

Rows = list[dict[str, Any]]

_ROWS: Mapping[str, Callable[[Mapping[str, Any], int], Rows]] = {
    "acceleration": acceleration_rows,
    "convergence": convergence_rows,
    "criteria": criteria_rows,
    "scratch": scratch_rows,
}
EXPERIMENTS = tuple(_ROWS)


@dataclass(frozen=True, slots=True)
class Experiment:
    """A small run that is made again for each seed.

    Parameters
    ----------
    name : str
        For example ``"criteria"``.
    settings : mapping
        What is trained, pruned and measured.
    version : int
        Raised when the same settings would give other rows.
    timed : bool
        Whether it measures time, so that its seeds run one after another and its rows hold for
        this machine alone.
    columns : mapping of str to str
        What each column of the rows may hold, see `litscan.experiments.columns`.
    """

    name: str
    settings: Mapping[str, Any]
    version: int
    timed: bool
    columns: Mapping[str, str]

    def rows(self, seed: int) -> Rows:
        """Return the raw rows of one seed, on one thread."""
        with _one_thread(torch_too=self.timed):
            return _ROWS[self.name](self.settings, seed)


@contextmanager
def _one_thread(*, torch_too: bool) -> Iterator[None]:
    """Keep linear algebra on one thread; libraries that are not loaded yet could not be told."""
    import scipy.linalg  # noqa: F401 (loads NumPy's and SciPy's own)
    from threadpoolctl import threadpool_limits

    torch = torch_or_none() if torch_too else None
    before = torch.get_num_threads() if torch else 1
    with threadpool_limits(1):
        try:
            if torch:
                torch.set_num_threads(1)
            yield
        finally:
            if torch:
                torch.set_num_threads(before)


@cache
def find_experiment(name: str) -> Experiment:
    """Return the experiment of a name, as it ships.

    Raises
    ------
    UsageError
        If there is none.

    Examples
    --------
    >>> find_experiment("criteria").settings["hidden"]
    [128, 64]
    """
    if name not in _ROWS:
        raise UsageError(f"no experiment {name!r}", advice=f"there are {', '.join(_ROWS)}")
    record = load_toml("experiments", f"{name}.toml")
    return Experiment(
        name, record["settings"], record["version"], record["timed"], record["columns"]
    )
