"""Papers that Blalock et al. (2020) read, whose text is there: what litscan and their tables say.

Names are equal where litscan's vocabulary makes them one. A comparison is equal by the cited
title, by the method's name, or by first author and year; what is compared to and is no paper of
their tables, such as a factorisation, they cannot judge. What their tables leave open (``???``) is
no label. Few of their papers have their text here: mind the n.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from litscan.corpus.ingest.shrinkbench import ShrinkBenchPaper, read_shrinkbench
from litscan.document import read_document
from litscan.extraction import Extraction, extract
from litscan.extraction.records import Comparison
from litscan.vocabulary import load_vocabulary

NEEDS = ("data/blalock2020", "data/papers/INDEX.tsv")

_OWN = "evaluated"
_FILES = ("paper.tex", "paper.mmd", "paper.md", "paper.pdf", "paper.html")


def measure(shared: Path, split: str) -> dict[str, Any]:
    """Return set F1 of data sets, architectures and comparisons over the papers there are."""
    papers = {
        paper.record.key.partition("/")[2]: paper
        for paper in read_shrinkbench(shared / "data/blalock2020")
    }
    counts = {kind: [0, 0, 0] for kind in ("datasets", "architectures", "compares_to")}
    read = []
    for name, path in _texts(shared / "data/papers"):
        read.append(name)
        facts = extract(read_document(path))
        for kind, (found, wanted) in _sets(facts, papers[name], papers).items():
            counts[kind][0] += len(found & wanted)
            counts[kind][1] += len(found)
            counts[kind][2] += len(wanted)
    return {"n": len(read), **{kind: set_scores(*count) for kind, count in counts.items()}}


def _texts(folder: Path) -> Iterable[tuple[str, Path]]:
    with (folder / "INDEX.tsv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            path = folder / row["path"]
            inside = (path / name for name in _FILES)
            path = next((file for file in inside if file.exists()), path)
            if row["blalock_name"] and path.is_file():
                yield row["blalock_name"], path


def _sets(
    facts: Extraction, paper: ShrinkBenchPaper, papers: Mapping[str, ShrinkBenchPaper]
) -> dict[str, tuple[set[str], set[str]]]:
    """Return what litscan found and what the tables hold, a kind of fact at a time."""
    pairs = paper.facts.configurations
    evaluated = {
        kind: {one_name(e.name, kind) for e in facts.entities if (e.kind, e.role) == (kind, _OWN)}
        for kind in ("dataset", "architecture")
    }
    named = {
        "datasets": (evaluated["dataset"], _names((p.dataset for p in pairs), "dataset")),
        "architectures": (
            evaluated["architecture"],
            _names((p.architecture for p in pairs), "architecture"),
        ),
    }
    wanted = {item.method for item in paper.facts.compares_to}
    nearest = sorted(papers, key=lambda key: (key not in wanted, key))
    told = (
        next((key for key in nearest if is_paper(item, key, papers[key])), None)
        for item in facts.compares_to
    )
    return {**named, "compares_to": ({key for key in told if key}, wanted)}


def _names(printed: Iterable[str], kind: str) -> set[str]:
    return {one_name(name, kind) for name in printed if re.search(r"\w", name)}


def one_name(name: str, kind: str) -> str:
    """Return the vocabulary's name for a name, or the name in small letters and digits.

    Examples
    --------
    >>> one_name("ILSVRC-2012", "dataset") == one_name("ImageNet", "dataset")
    True
    """
    known = load_vocabulary().lookup(name, kind)  # type: ignore[arg-type]
    return known.name if known is not None else re.sub(r"\W", "", name).lower()


def is_paper(item: Comparison, key: str, paper: ShrinkBenchPaper) -> bool:
    """Return whether a comparison is with a paper of the tables."""
    title = paper.record.title
    ours = {one_name(name, "method") for name in (item.method, item.canonical) if name}
    theirs = {one_name(name, "method") for name in (key, title) if name}
    if ours & theirs:
        return True
    if title and item.cited_title and _letters(title) == _letters(item.cited_title):
        return True
    if not paper.record.authors or not paper.record.published:
        return False
    surname = re.findall(r"\w+", paper.record.authors[0].split(",")[0])[-1].lower()
    told = f"{item.method} {item.citation_key or ''}".lower()
    return surname in told and paper.record.published[:4] in told


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text).lower()


def set_scores(hits: int, found: int, wanted: int) -> dict[str, Any]:
    """Return precision, recall and F1 of sets, each with what it is a share of.

    Examples
    --------
    >>> set_scores(1, 2, 1)["f1"]
    0.6667
    """
    total = found + wanted
    return {
        "precision": round(hits / found, 4) if found else None,
        "recall": round(hits / wanted, 4) if wanted else None,
        "f1": round(2 * hits / total, 4) if total else None,
        "found": found,
        "in_tables": wanted,
    }
