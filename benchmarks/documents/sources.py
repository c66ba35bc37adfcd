"""The LaTeX papers that the benchmarks read: single files and whole folders."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

__all__ = ["SINGLE_FILES", "Paper", "chosen", "latex_papers"]

SINGLE_FILES = "gold/sota/test.dev.jsonl.gz"
_FOLDERS = "data/papers"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: what it is called, what litscan is given, and its main file."""

    id: str
    path: Path
    main: Path


def latex_papers(shared: Path, scratch: Path) -> tuple[list[Paper], int]:
    """Return all LaTeX papers, and how many records hold no text.

    Parameters
    ----------
    shared : Path
        The folder of real papers.
    scratch : Path
        An empty folder, where papers kept in one compressed file are written out.
    """
    single, empty = _single_files(shared / SINGLE_FILES, scratch)
    return [*single, *_folders(shared / _FOLDERS)], empty


def chosen(papers: list[Paper], count: int) -> list[Paper]:
    """Return papers chosen by the hash of their names, so that no result had a say."""
    return sorted(papers, key=lambda p: hashlib.sha256(p.id.encode()).hexdigest())[:count]


def _single_files(records: Path, scratch: Path) -> tuple[list[Paper], int]:
    papers, empty = [], 0
    with gzip.open(records, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if not record.get("tex"):
                empty += 1
                continue
            main = scratch / record["id"].replace("/", "_") / "paper.tex"
            main.parent.mkdir(parents=True)
            main.write_text(record["tex"], encoding="utf-8", errors="surrogatepass")
            papers.append(Paper(record["id"], main, main))
    return papers, empty


def _folders(root: Path) -> list[Paper]:
    """Return folders as they are; where an index names the main file, it is read from there."""
    from litscan.document.folders import find_main_file

    intact = root / "latex_intact"
    papers = []
    indexed = set()
    for line in (intact / "INDEX.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        slug, _, main = line.split("\t")[:3]
        indexed.add(main.split("/")[0])
        papers.append(Paper(f"latex_intact/{slug}", intact / main, intact / main))
    whole = [f for f in sorted(intact.iterdir()) if f.is_dir() and f.name not in indexed]
    whole += sorted((root / "reproscreener50").glob("*/source"))
    for folder in whole:
        name = folder.relative_to(root).as_posix()
        papers.append(Paper(name, folder, find_main_file(folder)))
    return papers
