"""The ShrinkBench meta-analysis as claims read it: papers, results and the runs behind Figure 8.

The tables are those of ``analysis/assets/existing-results`` in github.com/JJGO/shrinkbench, one
CSV export a table, with a byte-order mark. Only the Papers table must be there: claims on a table
that is not are ``not_testable``.
"""

from __future__ import annotations

import csv
import hashlib
import io
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from litscan.claims.blalock_rows import ResultRow, result_row
from litscan.errors import MissingInputError, ReadError

__all__ = ["BlalockPaper", "BlalockTables", "SparsityRun", "read_blalock"]

_PAPERS, _RESULTS, _SPARSITY = "Papers*.csv", "Results*.csv", "state-of-sparsity-resnet50"
_NEEDED = {_PAPERS: ("Name", "Compares To"), _RESULTS: ("Paper", "Dataset", "Model", "Method")}
_RUNS = {
    "dense": ("rn50_baselines.csv", "", "Accuracy"),
    "magnitude": ("rn50_magnitude_pruning.csv", "Sparsity", "accuracy"),
    "random": ("rn50_random_pruning.csv", "Target Sparsity", "accuracy"),
}
_MOST_BYTES = 32 * 2**20

Row = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class BlalockPaper:
    """One paper of the meta-analysis.

    Parameters
    ----------
    key : str
    compares_to : frozenset of str
        Distinct keys of the papers that it compares to.
    year, month : int or None
        Of its date.
    venue, author : str
    pruning : bool
        False for the few that the tables mark as no pruning papers.
    """

    key: str
    compares_to: frozenset[str]
    year: int | None = None
    month: int | None = None
    venue: str = ""
    author: str = ""
    pruning: bool = True


@dataclass(frozen=True, slots=True)
class SparsityRun:
    """A training run of ResNet-50 from Gale et al. 2019; `accuracy` in percent."""

    method: str
    sparsity: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class BlalockTables:
    """The tables read, and a fingerprint of the bytes they came from."""

    papers: tuple[BlalockPaper, ...]
    fingerprint: str
    results: tuple[ResultRow, ...] = ()
    runs: tuple[SparsityRun, ...] = ()


def read_blalock(folder: str | Path) -> BlalockTables:
    """Return the meta-analysis from the folder that holds its CSV tables.

    Raises
    ------
    MissingInputError
        If the folder or its Papers table is not there.
    ReadError
        If a table is too large, not UTF-8, lacks a column, holds a word where a number belongs, or
        has results of papers that are not in it; the message names it.
    """
    folder = Path(folder)
    path = _papers_table(folder)
    digest = hashlib.sha256()
    papers = tuple(_paper(row) for row in _rows(path, _NEEDED[_PAPERS], digest) if row["Name"])
    results: tuple[ResultRow, ...] = ()
    for table in sorted(folder.glob(_RESULTS))[:1]:
        rows = enumerate(_rows(table, _NEEDED[_RESULTS], digest), start=2)
        results = tuple(result_row(row, f"{table}: row {place}") for place, row in rows)
    runs = tuple(_sparsity_runs(folder / _SPARSITY, digest))
    _require_papers(path, papers, results)
    return BlalockTables(papers, f"sha256:{digest.hexdigest()[:16]}", results, runs)


def _papers_table(folder: Path) -> Path:
    if not folder.is_dir():
        raise MissingInputError(f"{folder}: no such folder")
    found = sorted(folder.glob(_PAPERS))
    if not found:
        raise MissingInputError(
            f"{folder}: no {_PAPERS} in it",
            advice="give the folder of ShrinkBench's analysis/assets/existing-results",
        )
    return found[0]


def _rows(path: Path, needed: tuple[str, ...], digest: hashlib._Hash) -> list[Row]:
    if path.stat().st_size > _MOST_BYTES:
        raise ReadError(f"{path}: larger than {_MOST_BYTES >> 20} MiB")
    data = path.read_bytes()
    digest.update(data)
    try:
        rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        missing = [name for name in needed if name not in (rows.fieldnames or ())]
        if missing:
            raise ReadError(f"{path}: no column {missing[0]!r}", advice="export the table again")
        return list(rows)
    except UnicodeDecodeError as error:
        raise ReadError(f"{path}: not UTF-8 text at byte {error.start}") from error
    except csv.Error as error:
        raise ReadError(f"{path}: not a CSV table: {error}") from error


def _paper(row: Row) -> BlalockPaper:
    others = (key.strip() for key in (row["Compares To"] or "").split(","))
    date = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?", (row.get("Date") or "").strip())
    return BlalockPaper(
        key=(row["Name"] or "").strip(),
        compares_to=frozenset(key for key in others if key),
        year=int(date[1]) if date else None,
        month=int(date[2]) if date and date[2] else None,
        venue=(row.get("Venue") or "").strip(),
        author=(row.get("AuthorName") or "").strip(),
        pruning=(row.get("Non-pruning") or "").strip() != "checked",
    )


def _require_papers(
    path: Path, papers: Iterable[BlalockPaper], results: Iterable[ResultRow]
) -> None:
    """Refuse results of papers that the Papers table does not have."""
    known = {paper.key for paper in papers}
    strange = sorted({row.paper for row in results} - known)
    if strange:
        raise ReadError(
            f"{path}: no paper {strange[0]!r}, of which there are results",
            advice="export both tables again",
        )


def _number(row: Row, name: str, where: str) -> float:
    try:
        value = float(row[name] or "")
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ReadError(f"{where}: {row[name]!r} under {name!r} is no number")
    return value


def _sparsity_runs(folder: Path, digest: hashlib._Hash) -> Iterator[SparsityRun]:
    for method, (name, sparsity, accuracy) in _RUNS.items():
        path = folder / name
        if not path.is_file():
            continue
        needed = tuple(filter(None, (sparsity, accuracy)))
        for place, row in enumerate(_rows(path, needed, digest), start=2):
            where = f"{path}: row {place}"
            value = _number(row, accuracy, where)
            share = _number(row, sparsity, where) if sparsity else 0.0
            yield SparsityRun(method, share, value if method == "dense" else 100 * value)
