"""litscan beside pandoc and LaTeXML, on the same papers in one run.

LaTeXML is the reference for what stands in a table's cells, not the truth: where the two differ,
``--details FILE`` lists both readings for a person to judge. The programs take turns in going
first, one at a time, so that none has the machine or the file cache to itself.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.documents.agreement import Agreement, compare, numeric_cells
from benchmarks.documents.census import outermost_tabulars
from benchmarks.documents.grids import Grid, latexml_grids, litscan_grids, pandoc_grids
from benchmarks.documents.processes import Run, run
from benchmarks.documents.sources import Paper, chosen, latex_papers

__all__ = ["measure"]

PAPERS = 60
TIME_OUT = 60.0
_COMMANDS = {
    "pandoc": ["pandoc", "-f", "latex", "-t", "json"],
    "latexml": ["latexml", "--noparse", "--quiet"],
}
_FRESH = "import sys; from litscan import read_document; read_document(sys.argv[1])"
_PACKAGES = re.compile(
    r"(?P<head>\\(?:usepackage|RequirePackage)\s*(?:\[[^\]]*\]\s*)?)\{(?P<names>[^{}]*)\}"
)
_SHOWN = 12
_SHOWN_WIDTH = 160


@dataclass(slots=True)
class Reading:
    """What one program made of one paper; `grids` is None where it gave nothing readable."""

    grids: list[Grid] | None
    wall: float
    cpu: float
    timed_out: bool = False


@dataclass(slots=True)
class Tally:
    """One program over all papers."""

    read: int = 0
    timed_out: int = 0
    tables: int = 0
    tables_with_numbers: int = 0
    numeric_cells: int = 0
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def add(self, reading: Reading) -> None:
        """Count one paper."""
        grids = [grid for grid in reading.grids or [] if _is_table(grid)]
        self.read += reading.grids is not None
        self.timed_out += reading.timed_out
        self.tables += len(grids)
        self.tables_with_numbers += sum(numeric_cells([grid]) > 0 for grid in grids)
        self.numeric_cells += numeric_cells(grids)
        self.wall.append(reading.wall)
        self.cpu.append(reading.cpu)

    def figures(self) -> dict[str, Any]:
        """Return the counts, and seconds per paper."""
        return {
            "papers_read": self.read,
            "timed_out": self.timed_out,
            "tables": self.tables,
            "tables_with_numbers": self.tables_with_numbers,
            "numeric_cells": self.numeric_cells,
            "wall_median": round(statistics.median(self.wall), 4),
            "wall_max": round(max(self.wall), 2),
            "cpu_median": round(statistics.median(self.cpu), 4),
        }


def _is_table(grid: Grid) -> bool:
    """Return whether a grid has two rows and two columns that are not blank."""
    return len(grid) > 1 and len(grid[0]) > 1


def measure(
    shared: Path, *, count: int = PAPERS, cache: Path | None = None, details: Path | None = None
) -> dict[str, Any]:
    """Return the figures of the three programs side by side.

    Parameters
    ----------
    shared : Path
        The folder of real papers.
    count : int
        How many papers, of those with a tabular in them.
    cache : Path, optional
        Where the peers' output and seconds are kept, and taken from on the next run.
    details : Path, optional
        File for the tables that were read differently.
    """
    missing = [name for name in _COMMANDS if shutil.which(name) is None]
    if missing:
        return {"skipped": f"{' and '.join(missing)}: not installed"}
    tallies = {name: Tally() for name in ("litscan", *_COMMANDS)}
    agreements = {name: Agreement() for name in ("litscan", "pandoc")}
    fresh: list[float] = []
    listing: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        papers, _ = latex_papers(shared, Path(scratch, "papers"))
        papers = [paper for paper in papers if outermost_tabulars(paper.main)]
        read_litscan(papers[0])  # imports are timed by themselves, below
        for turn, paper in enumerate(chosen(papers, count)):
            readings = _take_turns(paper, turn, Path(scratch), cache)
            fresh.append(run([sys.executable, "-c", _FRESH, str(paper.path)], Path.cwd(), 60).wall)
            for name, reading in readings.items():
                tallies[name].add(reading)
            for name, agreement in agreements.items():
                found = compare(readings["latexml"].grids or [], readings[name].grids or [])
                agreement.add(found)
                if name == "litscan":
                    listing += _differences(paper, found)
            print(f"{turn + 1} of {count}: {paper.id}", file=sys.stderr)
    if details:
        details.write_text("\n".join(listing) + "\n", encoding="utf-8")
    return _figures(len(fresh), tallies, agreements, fresh)


def _figures(
    papers: int, tallies: dict[str, Tally], agreements: dict[str, Agreement], fresh: list[float]
) -> dict[str, Any]:
    ours = statistics.median(tallies["litscan"].wall)
    figures: dict[str, Any] = {"n": papers}
    figures |= {name: tally.figures() for name, tally in tallies.items()}
    figures["litscan"]["wall_median_with_start_of_python"] = round(statistics.median(fresh), 3)
    for name, found in agreements.items():
        figures[name]["of_latexml_numeric_cells"] = {
            "n": found.cells,
            "same_text_same_place": _share(found.same, found.cells),
            "same_numbers_same_place": _share(found.same_numbers, found.cells),
            "same_text_anywhere_in_table": _share(found.anywhere, found.cells),
        }
    for name in _COMMANDS:
        theirs = statistics.median(tallies[name].wall)
        pairs = zip(tallies[name].wall, tallies["litscan"].wall, strict=True)
        figures[name]["median_over_litscan_median"] = round(theirs / ours, 1)
        figures[name]["median_of_ratios"] = round(statistics.median(t / o for t, o in pairs), 1)
    return figures


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _take_turns(paper: Paper, turn: int, scratch: Path, cache: Path | None) -> dict[str, Reading]:
    names = ["litscan", *_COMMANDS]
    order = names[turn % 3 :] + names[: turn % 3]
    readings = {
        name: read_litscan(paper) if name == "litscan" else _read_peer(name, paper, scratch, cache)
        for name in order
    }
    return {name: readings[name] for name in names}


def read_litscan(paper: Paper) -> Reading:
    """Read a paper with litscan, in this process."""
    from litscan import read_document

    wall, cpu = time.perf_counter(), time.process_time()
    try:
        document = read_document(paper.path)
    except Exception as error:  # refused or crashed: either way it was not read
        print(f"litscan: {paper.id}: {error!r}", file=sys.stderr)
        document = None
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Reading(None if document is None else litscan_grids(document), wall, cpu)


def _read_peer(name: str, paper: Paper, scratch: Path, cache: Path | None) -> Reading:
    done = _cached(name, paper, cache)
    if done is None:
        folder = paper.main.parent
        if name == "latexml":
            folder = _without_siunitx(folder, scratch / "latexml")
        done = run([*_COMMANDS[name], paper.main.name], folder, TIME_OUT)
        _keep(done, name, paper, cache)
    return Reading(_peer_grids(name, done.output), done.wall, done.cpu, done.code is None)


def _peer_grids(name: str, output: bytes) -> list[Grid] | None:
    from lxml.etree import XMLSyntaxError

    try:
        return latexml_grids(output) if name == "latexml" else pandoc_grids(json.loads(output))
    except (XMLSyntaxError, ValueError):
        return None


def _without_siunitx(folder: Path, copy: Path) -> Path:
    """Return a copy of a source that does not load siunitx, over which LaTeXML 0.8 hangs."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    for path in [*copy.rglob("*.tex"), *copy.rglob("*.sty"), *copy.rglob("*.cls")]:
        text = path.read_text(encoding="latin-1")
        if "siunitx" in text:
            path.write_text(_PACKAGES.sub(_less_siunitx, text), encoding="latin-1")
    return copy


def _less_siunitx(found: re.Match[str]) -> str:
    names = [name.strip() for name in found["names"].split(",")]
    if "siunitx" not in names:
        return found[0]
    rest = ",".join(name for name in names if name != "siunitx")
    return f"{found['head']}{{{rest}}}" if rest else ""


def _place(name: str, paper: Paper, cache: Path) -> Path:
    return cache / f"{hashlib.sha256(paper.id.encode()).hexdigest()[:16]}.{name}"


def _cached(name: str, paper: Paper, cache: Path | None) -> Run | None:
    if cache is None or not _place(name, paper, cache).exists():
        return None
    head, _, output = _place(name, paper, cache).read_bytes().partition(b"\n")
    return Run(output=output, **json.loads(head))


def _keep(done: Run, name: str, paper: Paper, cache: Path | None) -> None:
    if cache is not None:
        cache.mkdir(parents=True, exist_ok=True)
        head = {key: value for key, value in asdict(done).items() if key != "output"}
        content = json.dumps(head).encode() + b"\n" + done.output
        _place(name, paper, cache).write_bytes(content)


def _differences(paper: Paper, found: Agreement) -> list[str]:
    """Return lines that show, for each table read differently, the cells and both grids."""
    lines = []
    for difference in found.differences:
        ours = difference.ours
        shape = f"{len(ours)}x{len(ours[0]) if ours else 0}" if ours is not None else "none"
        theirs = f"{len(difference.reference)}x{len(difference.reference[0])}"
        lines.append(f"=== {paper.id}: {difference.missed} cells; latexml {theirs}, ours {shape}")
        lines.append(f"    {paper.main}")
        shown = 0
        for r, row in enumerate(difference.reference):
            for c, text in enumerate(row):
                there = ours[r][c] if ours and r < len(ours) and c < len(ours[r]) else None
                if any(map(str.isdigit, text)) and text != there and shown < _SHOWN:
                    lines.append(f"  [{r},{c}] latexml {text!r}  ours {there!r}")
                    shown += 1
        for name, grid in (("latexml", difference.reference), ("ours", ours or [])):
            lines.append(f"  {name}")
            lines += [f"    {' | '.join(row)}"[:_SHOWN_WIDTH] for row in grid[:_SHOWN]]
    return lines
