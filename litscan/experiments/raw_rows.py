"""The raw rows of an experiment on disk: a CSV, and beside it what they were made with."""

from __future__ import annotations

import json
import platform
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from litscan.errors import ReadError, UsageError
from litscan.experiments.columns import typed_rows
from litscan.version import __version__
from litscan.whole_files import write_named

if TYPE_CHECKING:
    import pandas as pd

    from litscan.experiments.registry import Experiment, Rows

__all__ = ["RawRows", "made_with"]

_MOST_ROWS = 512 * 2**20  # bytes; a thousand seeds of the largest experiment take a fifth of it
_MOST_ABOUT = 2**20
_ADVICE = "name another folder with --rows, or delete the two files"


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
        If the folder has rows that were made with something else, or cannot be written.
    ReadError
        If what is there is no such file, or is not whole.
    """

    def __init__(self, folder: Path, experiment: Experiment) -> None:
        self._folder = folder
        self._csv = folder / f"{experiment.name}.csv"
        self._json = folder / f"{experiment.name}.json"
        self._made = made_with(experiment)
        self._columns = experiment.columns
        self._rows = self._stored()

    def _stored(self) -> pd.DataFrame:
        import pandas as pd

        if not self._csv.exists():
            return pd.DataFrame({"seed": pd.Series(dtype="int64")})
        try:
            made = json.loads(_bytes_of(self._json, _MOST_ABOUT))
            if not isinstance(made, dict):
                raise ValueError(f"{self._json.name} is no object")
            self._refuse_others(made)
            return self._parsed(_bytes_of(self._csv, _MOST_ROWS), made.get("rows_a_seed"))
        except (OSError, ValueError, RecursionError) as error:
            raise ReadError(
                f"{self._csv}: not the rows of an experiment, or without {self._json.name}"
                f" beside it ({error})",
                advice=_ADVICE,
            ) from error

    def _refuse_others(self, made: dict[str, Any]) -> None:
        other = [name for name, value in self._made.items() if made.get(name) != value]
        if other:
            raise UsageError(
                f"{self._csv}: rows made with other {', '.join(other)}", advice=_ADVICE
            )

    def _parsed(self, data: bytes, rows_a_seed: object) -> pd.DataFrame:
        import pandas as pd

        text = pd.read_csv(BytesIO(data), dtype=str, keep_default_na=False)
        rows = typed_rows(text, self._columns)
        sizes = rows.groupby("seed").size()
        if (sizes != rows_a_seed).any():
            raise ValueError("a seed has not all its rows, or has others")
        return rows

    def make_folder(self) -> None:
        """Make the folder, and see whether it can be written, before anything is run for it."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with TemporaryFile(dir=self._folder):
                pass
        except OSError as error:
            raise UsageError(
                f"{self._folder}: cannot be written: {error.strerror}",
                advice="name another folder with --rows",
            ) from error

    def missing(self, seeds: range) -> list[int]:
        """Return the seeds that have no rows yet."""
        there = set(self._rows["seed"])
        return [seed for seed in seeds if seed not in there]

    def add(self, rows: Rows) -> None:
        """Keep the rows of a seed, with those that another process has kept meanwhile."""
        import pandas as pd

        new = self._parsed(pd.DataFrame(rows).to_csv(index=False).encode(), len(rows))
        known = self._stored()
        known = known[~known["seed"].isin(new["seed"])]
        every = pd.concat([known, new] if len(known) else [new], ignore_index=True)
        every = every.sort_values("seed", kind="stable", ignore_index=True)
        about = {**self._made, "litscan": __version__, "rows_a_seed": len(rows)}
        text = json.dumps(about, indent=1, sort_keys=True) + "\n"
        write_named(self._json, text)
        write_named(self._csv, every.to_csv(index=False))
        self._rows = every

    def of(self, seeds: range) -> pd.DataFrame:
        """Return the rows of these seeds."""
        return self._rows[self._rows["seed"].isin(seeds)].reset_index(drop=True)


def _bytes_of(path: Path, most: int) -> bytes:
    """Return a file's bytes; ValueError for what is no file or larger than rows can be."""
    if path.exists() and not path.is_file():
        raise ValueError(f"{path.name} is no file")
    if path.stat().st_size > most:
        raise ValueError(f"{path.name} is larger than {most // 2**20} MiB")
    return path.read_bytes()
