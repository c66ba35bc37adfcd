"""The raw rows of an experiment on disk: a CSV, and beside it what they were made with."""

from __future__ import annotations

import json
import platform
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from litscan.errors import ReadError, UsageError
from litscan.version import __version__
from litscan.whole_files import write_whole

if TYPE_CHECKING:
    import pandas as pd

    from litscan.experiments.registry import Experiment, Rows

__all__ = ["RawRows", "made_with"]


def made_with(experiment: Experiment) -> dict[str, Any]:
    """Return what an experiment's rows depend on, but for the seeds.

    The machine is part of it where time is measured.
    """
    from litscan.experiments.kernels import torch_or_none

    made: dict[str, Any] = {"experiment": experiment.name, "version": experiment.version}
    made["settings"] = dict(experiment.settings)
    made["libraries"] = {name: version(name) for name in ("numpy", "scipy", "scikit-learn")}
    if experiment.timed:
        torch = torch_or_none()
        made["libraries"]["torch"] = str(torch.__version__) if torch is not None else "none"
        made["machine"] = _machine(torch)
    return made


def _machine(torch: Any) -> dict[str, Any]:
    found = {"processor": _processor(), "system": platform.system(), "threads": 1}
    if torch is not None and torch.cuda.is_available():
        found["cuda"] = torch.cuda.get_device_name()
    return found


def _processor() -> str:
    """Return the processor's name as the system tells it; its architecture where it does not."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


class RawRows:
    """The rows of one experiment in a folder, kept as each seed ends.

    Parameters
    ----------
    folder : Path
        Gets ``NAME.csv`` and ``NAME.json``.
    experiment : Experiment

    Raises
    ------
    UsageError
        If the folder has rows that were made with something else.
    ReadError
        If what is there is no such file.
    """

    def __init__(self, folder: Path, experiment: Experiment) -> None:
        self._csv = folder / f"{experiment.name}.csv"
        self._json = folder / f"{experiment.name}.json"
        self._made = made_with(experiment)
        self._rows = self._stored()

    def _stored(self) -> pd.DataFrame:
        import pandas as pd

        if not self._csv.exists() and not self._json.exists():
            return pd.DataFrame({"seed": pd.Series(dtype="int64")})
        advice = "name another folder with --rows, or delete the two files"
        try:
            made = json.loads(self._json.read_bytes())
            rows = pd.read_csv(self._csv)
            rows["seed"] = rows["seed"].astype("int64")
        except (OSError, ValueError, KeyError) as error:
            raise ReadError(
                f"{self._csv}: not the rows of an experiment, or without {self._json.name}"
                f" beside it ({error})",
                advice=advice,
            ) from error
        made = {name: value for name, value in made.items() if name in self._made}
        if made != self._made:
            other = ", ".join(name for name in self._made if made.get(name) != self._made[name])
            raise UsageError(f"{self._csv}: rows made with other {other}", advice=advice)
        return rows

    def missing(self, seeds: range) -> list[int]:
        """Return the seeds that have no rows yet."""
        there = set(self._rows["seed"])
        return [seed for seed in seeds if seed not in there]

    def add(self, rows: Rows) -> None:
        """Keep the rows of a seed."""
        import pandas as pd

        self._rows = pd.concat(
            [part for part in (self._rows, pd.DataFrame(rows)) if len(part)], ignore_index=True
        ).sort_values("seed", kind="stable", ignore_index=True)
        about = {**self._made, "litscan": __version__}
        text = json.dumps(about, indent=1, sort_keys=True) + "\n"
        write_whole(self._json, text.encode())
        write_whole(self._csv, self._rows.to_csv(index=False).encode())

    def of(self, seeds: range) -> pd.DataFrame:
        """Return the rows of these seeds."""
        return self._rows[self._rows["seed"].isin(seeds)].reset_index(drop=True)
