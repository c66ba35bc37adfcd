"""The ShrinkBench meta-analysis as claims read it: papers and whom they compare to.

The tables are those of ``analysis/assets/existing-results`` in github.com/JJGO/shrinkbench, one
CSV export a table, with a byte-order mark. Only the Papers table is needed so far.
"""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

from litscan.errors import MissingInputError, ReadError

__all__ = ["BlalockPaper", "BlalockTables", "read_blalock"]

_PATTERN = "Papers*.csv"
_COLUMNS = ("Name", "Compares To")
_MOST_BYTES = 32 * 2**20


@dataclass(frozen=True, slots=True)
class BlalockPaper:
    """One paper of the meta-analysis, with the distinct keys of those it compares to."""

    key: str
    compares_to: frozenset[str]


@dataclass(frozen=True, slots=True)
class BlalockTables:
    """The tables read, and a fingerprint of the bytes they came from."""

    papers: tuple[BlalockPaper, ...]
    fingerprint: str


def read_blalock(folder: str | Path) -> BlalockTables:
    """Return the meta-analysis from the folder that holds its CSV tables.

    Raises
    ------
    MissingInputError
        If the folder or its Papers table is not there.
    ReadError
        If the table is too large, not UTF-8, or lacks a column; the message names it.
    """
    path = _papers_table(Path(folder))
    if path.stat().st_size > _MOST_BYTES:
        raise ReadError(f"{path}: larger than {_MOST_BYTES >> 20} MiB")
    data = path.read_bytes()
    try:
        rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        missing = [name for name in _COLUMNS if name not in (rows.fieldnames or ())]
        if missing:
            raise ReadError(f"{path}: no column {missing[0]!r}", advice="export the table again")
        papers = tuple(_paper(row) for row in rows if (row["Name"] or "").strip())
    except UnicodeDecodeError as error:
        raise ReadError(f"{path}: not UTF-8 text at byte {error.start}") from error
    except csv.Error as error:
        raise ReadError(f"{path}: not a CSV table: {error}") from error
    return BlalockTables(papers, f"sha256:{hashlib.sha256(data).hexdigest()[:16]}")


def _papers_table(folder: Path) -> Path:
    if not folder.is_dir():
        raise MissingInputError(f"{folder}: no such folder")
    found = sorted(folder.glob(_PATTERN))
    if not found:
        raise MissingInputError(
            f"{folder}: no {_PATTERN} in it",
            advice="give the folder of ShrinkBench's analysis/assets/existing-results",
        )
    return found[0]


def _paper(row: dict[str, str | None]) -> BlalockPaper:
    others = (key.strip() for key in (row["Compares To"] or "").split(","))
    return BlalockPaper(
        key=(row["Name"] or "").strip(), compares_to=frozenset(key for key in others if key)
    )
