"""How litscan reads every LaTeX paper: failures, seconds, and tabulars that became grids.

A tabular counts as a grid where a table of the document was read from its place in the source:
the tabulars come from `benchmarks.documents.census`, which shares no code with the reader, and
are matched to tables by where the tables' cells lie, so that neither side can lend the other a
table.
"""

from __future__ import annotations

import statistics
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.documents.census import Tabular, outermost_tabulars
from benchmarks.documents.sources import Paper, latex_papers

if TYPE_CHECKING:
    from litscan.document.model import Document, Table

__all__ = ["measure"]

SLOW = 5.0
_MOST_CELLS = 60
_LISTED = 25


@dataclass(slots=True)
class _Tally:
    """What was met over all papers."""

    refused: dict[str, str] = field(default_factory=dict)
    crashed: dict[str, str] = field(default_factory=dict)
    wall: dict[str, float] = field(default_factory=dict)
    cpu: dict[str, float] = field(default_factory=dict)
    tabulars: Counter[str] = field(default_factory=Counter)
    grids: Counter[str] = field(default_factory=Counter)
    lost: dict[str, list[str]] = field(default_factory=dict)
    tables: int = 0
    uneven: int = 0
    found_not_parsed: int = 0


def measure(shared: Path) -> dict[str, Any]:
    """Return the figures over all LaTeX papers of the shared folder."""
    from litscan import read_text

    read_text(r"\section{One} Two.", format="latex")  # imports are not a paper's time
    tally = _Tally()
    with tempfile.TemporaryDirectory() as scratch:
        papers, empty = latex_papers(shared, Path(scratch))
        for paper in papers:
            _count(paper, tally)
    return {"n": len(papers), "records_without_text": empty, **_figures(tally)}


def _count(paper: Paper, tally: _Tally) -> None:
    from litscan import read_document
    from litscan.errors import ReadError

    document = None
    wall, cpu = time.perf_counter(), time.process_time()
    try:
        document = read_document(paper.path)
    except ReadError as error:
        tally.refused[paper.id] = str(error).replace(str(paper.path), "…")
    except Exception:
        tally.crashed[paper.id] = traceback.format_exc(limit=-1).strip().splitlines()[-1]
    tally.wall[paper.id] = time.perf_counter() - wall
    tally.cpu[paper.id] = time.process_time() - cpu
    tabulars = outermost_tabulars(paper.main)
    tables = [] if document is None else list(document.tables)
    if document is not None:
        tally.tables += len(tables)
        tally.uneven += sum(len({len(row) for row in table.rows}) != 1 for table in tables)
        tally.found_not_parsed += document.coverage.tables_found - len(tables)
    read = set() if document is None else _matched(tabulars, document, paper)
    for index, tabular in enumerate(tabulars):
        tally.tabulars[tabular.kind] += 1
        tally.grids[tabular.kind] += index in read
        if tabular.kind == "table" and index not in read:
            file, (line, _), _ = tabular.stretches[0]
            tally.lost.setdefault(paper.id, []).append(f"{Path(file).name}:{line}")


def _matched(tabulars: list[Tabular], document: Document, paper: Paper) -> set[int]:
    """Return which tabulars have a table of their own; a table speaks for one tabular only."""
    folder = paper.path if paper.path.is_dir() else paper.path.parent
    stretches = defaultdict(list)
    for index, tabular in enumerate(tabulars):
        for file, first, last in tabular.stretches:
            stretches[file].append((first, last, index))
    read: set[int] = set()
    for table in document.tables:
        votes: Counter[int] = Counter()
        for file, place in _places(document, table):
            path = (folder / file).resolve().as_posix()
            for first, last, index in stretches[path]:
                if first <= place < last:
                    votes[index] += 1
        best = next((index for index, _ in votes.most_common() if index not in read), None)
        if best is not None:
            read.add(best)
    return read


def _places(document: Document, table: Table) -> list[tuple[str, tuple[int, int]]]:
    cells = [cell.span for cell in table.cells() if cell.text.strip()]
    found = [document.locate(span) for span in cells[:: max(1, len(cells) // _MOST_CELLS)]]
    return [(place.file, (place.line, place.column)) for place in found]


def _figures(tally: _Tally) -> dict[str, Any]:
    slowest = sorted(tally.cpu, key=lambda name: -tally.cpu[name])[:5]
    lost = sorted(tally.lost, key=lambda name: -len(tally.lost[name]))
    return {
        "read": len(tally.wall) - len(tally.refused) - len(tally.crashed),
        "crashed": tally.crashed,
        "refused": tally.refused,
        "wall_median": round(statistics.median(tally.wall.values()), 4),
        "wall_max": round(max(tally.wall.values()), 2),
        "cpu_median": round(statistics.median(tally.cpu.values()), 4),
        "cpu_max": round(max(tally.cpu.values()), 2),
        "over_5_s": [name for name in slowest if tally.cpu[name] > SLOW],
        "slowest_cpu": {name: round(tally.cpu[name], 2) for name in slowest},
        "outermost_tabulars": {
            kind: {"n": count, "grids": tally.grids[kind], "share": tally.grids[kind] / count}
            for kind, count in sorted(tally.tabulars.items())
        },
        "tables_in_documents": tally.tables,
        "tables_of_uneven_rows": tally.uneven,
        "tables_found_not_parsed": tally.found_not_parsed,
        "tabulars_lost": {name: tally.lost[name][:5] for name in lost[:_LISTED]},
    }
