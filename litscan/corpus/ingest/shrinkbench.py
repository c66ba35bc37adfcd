"""The ShrinkBench meta-analysis tables of Blalock et al. (2020) as papers with facts.

Each paper's cells become an `Extraction`: whom it compares to, its (dataset, architecture)
pairs, its printed numbers and numbers of trials, each with the CSV cell as evidence. Names stay
as the tables have them, placeholders such as ``???`` included: filters belong to claims.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from litscan.corpus.ingest.bibtex import read_bibtex
from litscan.corpus.ingest.cells import CsvCell, read_cells
from litscan.corpus.ingest.problems import Problems
from litscan.corpus.ingest.words import clean
from litscan.corpus.records import PaperRecord
from litscan.document.model import Coverage, Evidence, Source
from litscan.errors import ReadError
from litscan.extraction.operating_point import OperatingPoint
from litscan.extraction.records import (
    Comparison,
    Configuration,
    Extraction,
    Result,
    Runs,
    Uncertainty,
)

__all__ = ["PAPERS", "ShrinkBenchPaper", "is_shrinkbench", "read_shrinkbench"]

PAPERS, RESULTS = "Papers-Grid view.csv", "Results-Grid view.csv"
EXTRACTOR = "shrinkbench"
_LARGEST = 20 * 1024 * 1024
_NEEDED = {
    PAPERS: ("Name", "Date", "AuthorName", "Venue", "BibTeX", "Compares To"),
    RESULTS: ("Paper", "Dataset", "Model", "Method", "NumTrials", "Top1", "stdTop1", "OrigTop1"),
}
_METRICS = {
    "Top1": ("top1_accuracy", "percent"),
    "Top5": ("top5_accuracy", "percent"),
    "Err1": ("top1_error", "percent"),
    "Err5": ("top5_error", "percent"),
    "dTop1": ("top1_accuracy_change", "percentage points"),
    "dTop5": ("top5_accuracy_change", "percentage points"),
}
_DENSE = {
    "OrigTop1": ("top1_accuracy", "percent"),
    "OrigTop5": ("top5_accuracy", "percent"),
    "OrigErr1": ("top1_error", "percent"),
    "OrigErr5": ("top5_error", "percent"),
    "OrigMParams": ("params", "M"),
    "OrigGFLOPS": ("flops", "G"),
}
_POINTS = {
    "savedParams": ("params_removed", "percent"),
    "keptParams": ("params_kept", "percent"),
    "savedFLOPS": ("flops_removed", "percent"),
    "keptFLOPS": ("flops_kept", "percent"),
    "old/new Nparam": ("compression_ratio", "factor"),
    "old/new FLOPS": ("speedup", "factor"),
    "MParams": ("params", "M"),
    "GFLOPS": ("flops", "G"),
}
Row = Mapping[str, CsvCell]


@dataclass(frozen=True, slots=True)
class ShrinkBenchPaper:
    """A paper of the tables and the facts they state of it."""

    record: PaperRecord
    facts: Extraction


def is_shrinkbench(folder: Path) -> bool:
    """Return whether a folder holds the tables."""
    return (folder / PAPERS).is_file()


def read_shrinkbench(folder: Path) -> Iterator[ShrinkBenchPaper]:
    """Yield the papers of the tables in a folder.

    Raises
    ------
    ReadError
        If a table is missing or lacks a column.
    """
    papers, source = _table(folder, PAPERS)
    results, _ = _table(folder, RESULTS)
    by_paper: dict[str, list[Row]] = {}
    for row in results:
        by_paper.setdefault(row["Paper"].value.strip(), []).append(row)
    titles = {row["Name"].value.strip(): _record(row).title for row in papers}
    for row in papers:
        name = row["Name"].value.strip()
        if name:
            rows = by_paper.get(name, [])
            yield ShrinkBenchPaper(_record(row), _facts(row, rows, titles, source))


def _table(folder: Path, name: str) -> tuple[list[Row], Source]:
    path = folder / name
    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST)
        text = data.decode("utf-8")
    except OSError as error:
        raise ReadError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ReadError(f"{path}: not UTF-8 at byte {error.start}") from error
    rows = list(read_cells(text))
    header = [cell.value.strip().lstrip("\ufeff") for cell in rows[0]] if rows else []
    for column in _NEEDED[name]:
        if column not in header:
            raise ReadError(f"{path}: no column {column!r}", advice="is it ShrinkBench's table?")
    table: list[Row] = [
        dict(zip(header, row, strict=False)) for row in rows[1:] if len(row) == len(header)
    ]
    return table, Source(str(folder), "text", hashlib.sha256(data).hexdigest())


def _record(row: Row) -> PaperRecord:
    name = row["Name"].value.strip()
    bibliography = list(read_bibtex(row["BibTeX"].value, Problems(name)))
    entry = bibliography[0] if bibliography else PaperRecord(name)
    date = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?", row["Date"].value.strip())
    published = None
    if date:
        published = f"{date[1]}-{int(date[2]):02d}" if date[2] else date[1]
    return PaperRecord(
        key=f"shrinkbench/{name}",
        title=entry.title,
        authors=entry.authors or tuple(filter(None, [clean(row["AuthorName"].value)])),
        published=published,
        doi=entry.doi,
        venue=clean(row["Venue"].value),
        source=EXTRACTOR,
    )


def _number(cell: CsvCell | None) -> float | None:
    match = re.fullmatch(r"\s*([-+]?\d+(?:\.\d+)?)\s*%?\s*", cell.value) if cell else None
    return float(match[1]) if match else None


def _facts(
    row: Row, rows: Sequence[Row], titles: Mapping[str, str | None], source: Source
) -> Extraction:
    name = row["Name"].value.strip()
    compared = [key.strip() for key in row["Compares To"].value.split(",") if key.strip()]
    ground = tuple(row["Compares To"].evidence(PAPERS, name) for _ in compared[:1])
    comparisons = tuple(
        Comparison(
            method=key,
            citation_key=key,
            cited_title=titles.get(key),
            cited_arxiv_id=None,
            how="table",
            confidence=1.0,
            evidence=ground,
        )
        for key in dict.fromkeys(compared)
    )
    return Extraction(
        source=source,
        title=_record(row).title or name,
        arxiv_id=None,
        coverage=Coverage(full_text=False, warnings=("facts from the ShrinkBench tables",)),
        paper_type="method",
        configurations=_configurations(name, rows),
        compares_to=comparisons,
        results=tuple(result for one in rows for result in _results(name, one)),
        runs=_runs(name, rows),
        version="1",
    )


def _configurations(name: str, rows: Sequence[Row]) -> tuple[Configuration, ...]:
    places: dict[tuple[str, str], list[Evidence]] = {}
    for row in rows:
        dataset, model = row["Dataset"], row["Model"]
        if dataset.value.strip() and model.value.strip():
            pair = (dataset.value.strip(), model.value.strip())
            cells = [cell.evidence(RESULTS, name) for cell in (dataset, model)]
            places.setdefault(pair, []).extend(cells)
    return tuple(
        Configuration(dataset, model, 1.0, tuple(evidence))
        for (dataset, model), evidence in places.items()
    )


def _runs(name: str, rows: Sequence[Row]) -> Runs:
    stated = [(value, row) for row in rows if (value := _number(row["NumTrials"])) is not None]
    spread = [row["stdTop1"] for row in rows if _number(row["stdTop1"]) is not None]
    cells = [row["NumTrials"] for _, row in stated[:1]] + spread[:1]
    return Runs(
        count=int(max(value for value, _ in stated)) if stated else None,
        dispersion="std" if spread else "none",
        evidence=tuple(cell.evidence(RESULTS, name) for cell in cells),
    )


def _results(name: str, row: Row) -> Iterator[Result]:
    points: list[tuple[OperatingPoint | None, CsvCell | None]] = [
        (OperatingPoint(kind, value, unit), row[column])
        for column, (kind, unit) in _POINTS.items()
        if (value := _number(row.get(column))) is not None
    ]
    for column, (metric, unit) in _METRICS.items():
        value = _number(row.get(column))
        if value is None:
            continue
        std = _number(row["stdTop1"]) if column == "Top1" else None
        for point, cell in points or [(None, None)]:
            cells = [row[column], *([cell] if cell else [])]
            yield _result(name, row, (metric, value, unit), point, cells, std)
    for column, (metric, unit) in _DENSE.items():
        value = _number(row.get(column))
        if value is not None:
            yield _result(name, row, (metric, value, unit), None, [row[column]], None)


def _result(
    name: str,
    row: Row,
    what: tuple[str, float, str],
    point: OperatingPoint | None,
    cells: Sequence[CsvCell],
    std: float | None,
) -> Result:
    metric, value, unit = what
    dense = cells[0].column in {row[column].column for column in _DENSE if column in row}
    return Result(
        method="unpruned" if dense else row["Method"].value.strip() or name,
        own=not dense,
        architecture=row["Model"].value.strip() or None,
        dataset=row["Dataset"].value.strip() or None,
        task=None,
        metric=metric,
        value=value,
        unit=unit,
        uncertainty=None if std is None else Uncertainty(std, "std"),
        is_dense_baseline=dense,
        operating_point=point,
        confidence=1.0,
        evidence=tuple(cell.evidence(RESULTS, name) for cell in cells),
    )
