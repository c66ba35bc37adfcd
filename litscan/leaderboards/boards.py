"""Leaderboards as a curator writes them: a task, a data set and a metric, a line each."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from litscan.errors import UsageError

__all__ = ["Leaderboard", "read_boards"]

_FIELDS = ("task", "dataset", "metric")
_MOST_BOARDS = 50_000


@dataclass(frozen=True, slots=True, order=True)
class Leaderboard:
    """One leaderboard: what is done, on which data, measured how."""

    task: str
    dataset: str
    metric: str

    def to_json(self) -> dict[str, str]:
        """Return the leaderboard's three names."""
        return {"task": self.task, "dataset": self.dataset, "metric": self.metric}


def read_boards(path: Path) -> tuple[Leaderboard, ...]:
    r"""Return the leaderboards of a CSV file with a header line, or of a JSON Lines file.

    Parameters
    ----------
    path : Path
        ``.jsonl``: an object a line; anything else: CSV. Both with ``task``, ``dataset`` and
        ``metric``; other columns are passed over, and repeated leaderboards are kept once.

    Raises
    ------
    UsageError
        If the file cannot be read or a line lacks one of the three.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "boards.csv")
    ...     _ = file.write_text("task,dataset,metric\nSentiment Analysis,IMDb,Accuracy\n")
    ...     read_boards(file)
    (Leaderboard(task='Sentiment Analysis', dataset='IMDb', metric='Accuracy'),)
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read as leaderboards ({error})") from error
    rows = _json_rows(path, text) if path.suffix == ".jsonl" else _csv_rows(text)
    boards = tuple(dict.fromkeys(_boards(path, rows)))
    if not boards:
        raise UsageError(f"{path}: holds no leaderboard")
    if len(boards) > _MOST_BOARDS:
        raise UsageError(f"{path}: {len(boards)} leaderboards; at most {_MOST_BOARDS} can be used")
    return boards


def _csv_rows(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    reader = csv.DictReader(text.splitlines())
    for row in reader:
        yield reader.line_num, {str(key).strip().lower(): value for key, value in row.items()}


def _json_rows(path: Path, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise UsageError(f"{path}:{number}: not JSON ({error})") from error
        if not isinstance(row, dict):
            raise UsageError(f"{path}:{number}: not an object")
        yield number, row


def _boards(path: Path, rows: Iterable[tuple[int, dict[str, Any]]]) -> Iterator[Leaderboard]:
    for number, row in rows:
        names = [str(row.get(field) or "").strip() for field in _FIELDS]
        missing = [field for field, name in zip(_FIELDS, names, strict=True) if not name]
        if missing:
            raise UsageError(f"{path}:{number}: no {missing[0]} (needed: {', '.join(_FIELDS)})")
        yield Leaderboard(*names)
