"""What table cells name: the learned roles, cross-validated by paper, beside the rules alone.

Labels are AxCell's classes of cells (its SegmentedTables), joined to five roles as its own
classifier joins them. They come without the cells' texts: tables are aligned by order and shape
with those read from the papers' LaTeX, which lost its mathematics. Tables in which nothing is
labelled were not annotated and are left out. F1 is over the four roles that name something.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.gold import load_trainer
from litscan.extraction.labels import is_dense, is_own, read_label
from litscan.extraction.measures import PERFORMANCE, read_heading
from litscan.extraction.read_tables import read_tables

NEEDS = ("gold/axcell/segmented_tables.jsonl.gz", "gold/axcell/train.jsonl.gz")
PUBLISHED = {"AxCell, all classes, its own split, unmutilated LaTeX": {"micro_f1": 0.86}}


def measure(shared: Path, split: str) -> dict[str, Any]:
    """Return the figures; all papers are cross-validated, whichever `split` is asked for."""
    trainer = load_trainer("train_cell_roles")
    labels = trainer.read_records(shared / trainer.LABELS)
    tables, count = trainer.read_tables(labels, trainer.read_records(shared / trainer.PAPERS))
    prepared = trainer.prepare(tables)
    roles = trainer.ROLES
    learned = trainer.cross_validate(prepared).argmax(axis=1)
    chosen = [table for table in tables if table.annotated]
    rules = np.array([roles.index(role) for table in chosen for role in rule_roles(table)])
    return {
        **count,
        "papers_labelled": len(labels),
        "n_tables": len(chosen),
        "n": len(prepared.cells),
        "folds": trainer.FOLDS,
        "learned": agreement(prepared.truth, learned, roles),
        "rules": agreement(prepared.truth, rules, roles),
        "published": PUBLISHED,
    }


def rule_roles(table: Any) -> list[str]:
    """Return what the rules take the cells of a labelled table for."""
    scan = table.scan
    grid = scan.document.tables[table.index]
    reading = next(r for r in read_tables(scan.document, scan) if r.table is grid)
    owned = {
        (value.method_cell.row, value.method_cell.column): value.own
        for value in reading.values
        if value.method_cell is not None
    }
    return [_rule_role(scan, facts.cell, owned) for facts in table.cells]


def _rule_role(scan: Any, cell: Any, owned: dict[tuple[int, int], bool | None]) -> str:
    if is_own(cell.text, scan.own_names):
        return "own"
    label = read_label(cell.text, scan.vocabulary)
    if (cell.row, cell.column) in owned:
        own = owned[cell.row, cell.column]
        return "own" if own else "compared"
    if label.datasets:
        return "dataset"
    if read_heading((cell.text,)).measure in PERFORMANCE:
        return "metric"
    named = label.methods or cell.citations or is_dense(cell.text, label)
    return "compared" if named else "other"


def agreement(truth: np.ndarray, said: np.ndarray, roles: Sequence[str]) -> dict[str, Any]:
    """Return micro precision, recall and F1 over the roles that name something, and by role."""
    named = [index for index, role in enumerate(roles) if role != "other"]
    right = sum(int(((said == i) & (truth == i)).sum()) for i in named)
    told, wanted = int(np.isin(said, named).sum()), int(np.isin(truth, named).sum())
    return {
        "micro": _scores(right, told, wanted),
        "accuracy": round(float((said == truth).mean()), 4),
        "by_role": {
            role: _scores(
                int(((said == i) & (truth == i)).sum()),
                int((said == i).sum()),
                int((truth == i).sum()),
            )
            for i, role in enumerate(roles)
        },
    }


def _scores(right: int, told: int, wanted: int) -> dict[str, Any]:
    precision, recall = right / told if told else 0.0, right / wanted if wanted else 0.0
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return {"p": round(precision, 4), "r": round(recall, 4), "f1": round(f1, 4), "n": wanted}
