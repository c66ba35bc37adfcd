"""What the benchmarks share: where labelled papers lie, their scorer, the history of figures."""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from litscan.version import __version__

ROOT = Path(__file__).resolve().parent.parent
HISTORY = ROOT / "benchmarks" / "history"
SPLITS = ("dev", "held", "all")


def shared_folder() -> Path:
    """Return the folder of real papers and labels: ``$LITSCAN_SHARED``, or one beside the clone."""
    return Path(os.environ.get("LITSCAN_SHARED", ROOT / ".." / "shared")).resolve()


def labelled_papers(shared: Path) -> list[Path]:
    """Return the hand-read pruning papers."""
    return sorted(path for path in (shared / "data/papers/labelled").iterdir() if path.is_file())


def load_trainer(name: str) -> ModuleType:
    """Return a training script of ``data/models`` as a module, by its name without ending."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "data" / "models" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def label_files(folder: Path, stem: str, split: str, ending: str = ".jsonl") -> list[Path]:
    """Return the files ``STEM.dev…`` and ``STEM.held…`` of a split that are there."""
    halves = ("dev", "held") if split == "all" else (split,)
    paths = [folder / f"{stem}.{half}{ending}" for half in halves]
    return [path for path in paths if path.exists()]


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Return the records of a JSON Lines file, compressed or not."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def gold_records(shared: Path, bench: str, part: str, split: str) -> list[dict[str, Any]]:
    """Return a labelled set's records: of its ``train`` or ``valid`` part, or of a test half."""
    folder = shared / "gold" / bench
    if part != "test":
        return read_lines(folder / f"{part}.jsonl.gz")
    paths = label_files(folder, "test", split, ".jsonl.gz")
    return [record for path in paths for record in read_lines(path)]


def score_records(
    shared: Path,
    what: str,
    records: Iterable[dict[str, Any]],
    labels: Iterable[Path] | None = None,
    *,
    only_predicted: bool = False,
) -> dict[str, Any]:
    """Return what the labels' own scorer says of ``extract`` or ``audit`` records.

    Parameters
    ----------
    shared : Path
        The folder of papers and labels.
    what : str
        ``extract`` or ``audit``.
    records : iterable of dict
        The command's JSON records.
    labels : iterable of Path, optional
        Label files; default: those of the dev half.
    only_predicted : bool
        Score only the papers that have a record.
    """
    folder = shared / "gold/pruning"
    records = list(records)
    wanted = {Path(record["source"]["path"]).stem for record in records}
    chosen = [
        label
        for path in (labels or label_files(folder, "labels", "dev"))
        for label in read_lines(path)
        if not only_predicted or label["id"] in wanted
    ]
    with tempfile.TemporaryDirectory() as made:
        lines, truth = Path(made, "records.jsonl"), Path(made, "labels.jsonl")
        write_lines(lines, records)
        write_lines(truth, chosen)
        done = subprocess.run(
            [sys.executable, str(folder / "score.py"), what, str(lines), "--labels", str(truth)],
            check=True,
            capture_output=True,
            text=True,
        )
    scores: dict[str, Any] = json.loads(done.stdout)
    return scores


def score_predictions(
    shared: Path, bench: str, predictions: Iterable[dict[str, Any]], split: str
) -> dict[str, Any]:
    """Return headline and detail of the gold folder's scorer for predictions of one set."""
    with tempfile.TemporaryDirectory() as made:
        lines = Path(made, "predictions.jsonl")
        write_lines(lines, predictions)
        scorer = str(shared / "gold/score.py")
        done = subprocess.run(
            [sys.executable, scorer, "score", bench, "--pred", lines, "--split", split, "--full"],
            check=True,
            capture_output=True,
            text=True,
        )
    scores: dict[str, Any] = json.loads(done.stdout)
    return scores


def write_lines(path: Path, records: Iterable[dict[str, Any]]) -> None:
    """Write records as JSON Lines."""
    with path.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def run_benchmark(
    name: str,
    needs: str | None,
    measure: Callable[[Path], dict[str, Any]],
    *,
    record: bool | None = None,
) -> int:
    """Print a benchmark's figures as JSON, and add them to the history if asked to.

    Parameters
    ----------
    name : str
        File name of the history, without ending.
    needs : str or None
        Path inside the shared folder without which the benchmark is skipped; None if its parts
        look for themselves.
    measure : callable
        Takes the shared folder, returns the figures.
    record : bool, optional
        Whether to add to the history. None asks the command line for ``--record``.
    """
    if record is None:
        about = sys.modules["__main__"].__doc__
        parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{name}", description=about)
        parser.add_argument("--record", action="store_true", help="add the figures to the history")
        record = parser.parse_args().record
    shared = shared_folder()
    if needs is not None and not (shared / needs).exists():
        print(json.dumps({"skipped": f"{shared / needs} is not there (set LITSCAN_SHARED)"}))
        return 0
    today = datetime.now(UTC).date().isoformat()
    figures = {"date": today, "benchmark": name, "litscan": __version__, **measure(shared)}
    print(json.dumps(figures, indent=1))
    if record:
        HISTORY.mkdir(exist_ok=True)
        with (HISTORY / f"{name}.jsonl").open("a", encoding="utf-8") as history:
            history.write(json.dumps(figures) + "\n")
    return 0
