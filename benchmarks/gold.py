"""What the benchmarks share: where labelled papers lie, their scorer, the history of figures."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from litscan.version import __version__

ROOT = Path(__file__).resolve().parent.parent
HISTORY = ROOT / "benchmarks" / "history"


def shared_folder() -> Path:
    """Return the folder of real papers and labels: ``$LITSCAN_SHARED``, or one beside the clone."""
    return Path(os.environ.get("LITSCAN_SHARED", ROOT / ".." / "shared")).resolve()


def labelled_papers(shared: Path) -> list[Path]:
    """Return the hand-read pruning papers."""
    return sorted(path for path in (shared / "data/papers/labelled").iterdir() if path.is_file())


def score_records(shared: Path, what: str, records: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return what the labels' own scorer says of ``extract`` or ``audit`` records."""
    scorer = shared / "gold/pruning/score.py"
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as lines:
        lines.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        lines.flush()
        done = subprocess.run(
            [sys.executable, str(scorer), what, lines.name],
            check=True,
            capture_output=True,
            text=True,
        )
    scores: dict[str, Any] = json.loads(done.stdout)
    return scores


def run_benchmark(
    name: str, needs: str, measure: Callable[[Path], dict[str, Any]], *, record: bool | None = None
) -> int:
    """Print a benchmark's figures as JSON, and add them to the history if asked to.

    Parameters
    ----------
    name : str
        File name of the history, without ending.
    needs : str
        Path inside the shared folder without which the benchmark is skipped.
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
    if not (shared / needs).exists():
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
