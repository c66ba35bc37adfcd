"""Run experiments over seeds: what is there already is not run again."""

from __future__ import annotations

import hashlib
import json
import signal
import threading
import warnings
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from litscan.errors import UsageError
from litscan.experiments.raw_rows import RawRows, made_with
from litscan.experiments.registry import EXPERIMENTS, Experiment, Rows, find_experiment

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MOST_RUNS", "ExperimentRuns", "Show"]

MOST_RUNS = 1000

Show = Callable[[Iterable[Rows], str, int], AbstractContextManager[Iterable[Rows]]]
"""Shows progress: called with the rows of seeds, a label and how many there will be."""


def _unseen(
    rows: Iterable[Rows], label: str, length: int
) -> AbstractContextManager[Iterable[Rows]]:
    del label, length
    return nullcontext(rows)


@dataclass(frozen=True)
class ExperimentRuns:
    """Experiments as data: run where their rows are missing, read where they are there.

    Parameters
    ----------
    folder : Path
        Where the raw rows are kept, a CSV and a JSON file an experiment.
    seed : int
        The first seed; the others follow it.
    runs : int
        How many seeds.
    workers : int
        How many seeds run at a time; those of experiments that measure time run alone.
    show : callable, optional
        Shows progress.

    Raises
    ------
    UsageError
        If there are no runs, or too many.

    Examples
    --------
    >>> import tempfile
    >>> from litscan.experiments import ExperimentRuns
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     rows = ExperimentRuns(Path(folder), seed=0, runs=1, workers=1).rows("criteria")
    >>> sorted(rows["criterion"].unique())
    ['magnitude', 'random', 'random, layers as magnitude']
    """

    folder: Path
    seed: int = 0
    runs: int = 10
    workers: int = 2
    show: Show = field(default=_unseen)

    def __post_init__(self) -> None:
        if not 1 <= self.runs <= MOST_RUNS:
            raise UsageError(f"{self.runs} runs", advice=f"choose from 1 to {MOST_RUNS}")
        if not 0 <= self.seed < 2**31:
            raise UsageError(f"seed {self.seed}", advice="choose one from 0 to 2147483647")

    @property
    def seeds(self) -> range:
        """The seeds of the runs."""
        return range(self.seed, self.seed + self.runs)

    def rows(self, name: str) -> pd.DataFrame:
        """Return the raw rows of an experiment for these seeds, running those that are missing."""
        experiment = find_experiment(name)
        kept = RawRows(self.folder, experiment)
        missing = kept.missing(self.seeds)
        if missing:
            kept.make_folder()
            done = _each(experiment, missing, 1 if experiment.timed else self.workers)
            with closing(done), self.show(done, name, len(missing)) as shown:
                for rows in shown:
                    kept.add(rows)
        return kept.of(self.seeds)

    @property
    def fingerprint(self) -> str:
        """A hash of settings, seeds and libraries, and of the machine, on which times depend."""
        made = [made_with(find_experiment(name)) for name in EXPERIMENTS]
        text = json.dumps([made, self.seed, self.runs], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def _each(experiment: Experiment, seeds: list[int], workers: int) -> Generator[Rows]:
    """Yield the rows of seeds as they are done.

    joblib's processes start without running the caller's script again, so that they work in a
    notebook and in a script without a main guard, and go with an interrupted run.
    """
    if workers == 1 or len(seeds) == 1:
        yield from map(experiment.rows, seeds)
        return
    from joblib import Parallel, delayed

    parallel = Parallel(
        n_jobs=min(workers, len(seeds)), batch_size=1, return_as="generator_unordered"
    )
    results: Generator[Rows] | None = None
    try:
        with _deaf_children():
            results = parallel(delayed(experiment.rows)(seed) for seed in seeds)
        yield from map(list, results)  # a map, so that stopping closes the results below
    finally:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=".*tasks which were still being processed")
            if results is not None:
                results.close()  # joblib advises whoever stops early to ask for less


@contextmanager
def _deaf_children() -> Iterator[None]:
    """Start processes that do not hear Ctrl-C: it is for the one that started them to end them.

    They inherit that it is ignored, and would print a traceback each otherwise. For the moment in
    which they are started it is ignored here as well.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_DFL if before is None else before)
