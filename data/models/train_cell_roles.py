"""Make cell_roles.json: fit the two models that tell what a table's cells name.

    LITSCAN_SHARED=... python data/models/train_cell_roles.py

Reads AxCell's labels of cells (``gold/axcell/segmented_tables.jsonl.gz``) and the LaTeX of the
papers that AxCell's own train file holds (``gold/axcell/train.jsonl.gz``); both Apache-2.0. The
result holds features by name, with weights; single words of tables and captions are among them,
and whole labels where at least three papers print them.
"""

from __future__ import annotations

import gzip
import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from litscan.document import read_text
from litscan.document.model import Document
from litscan.extraction.learned.cell_features import CellFacts, describe_cells
from litscan.extraction.learned.cell_roles import ROLES, second_features
from litscan.extraction.learned.softmax import SoftmaxModel
from litscan.extraction.scan import Scan, scan_document

HERE = Path(__file__).resolve().parent
LABELS = "gold/axcell/segmented_tables.jsonl.gz"
PAPERS = "gold/axcell/train.jsonl.gz"
FOLDS = 5
FEWEST_PAPERS = 3
FIRST = {"C": 0.5, "max_iter": 200, "tol": 1e-3}
SECOND = {"C": 0.03, "max_iter": 1000}

ROLE_OF_LABEL = {
    "dataset": "dataset",
    "dataset-sub": "dataset",
    "dataset-metric": "metric",
    "model-paper": "own",
    "model-best": "own",
    "model-ensemble": "own",
    "model-competing": "compared",
}
"""AxCell's classes as its own classifier joins them; all others are ``other`` (its OTHER)."""


@dataclass(frozen=True)
class LabelledTable:
    """A table of a paper with AxCell's labels.

    Attributes
    ----------
    paper : str
        arXiv id without version.
    scan : Scan
        The paper.
    index : int
        Which of the paper's tables.
    labels : list of list of str
        AxCell's class of each cell.
    leaderboard, ablation : bool
        AxCell's type of the table.
    cells : list of CellFacts
        The cells that hold words.
    """

    paper: str
    scan: Scan
    index: int
    labels: list[list[str]]
    leaderboard: bool
    ablation: bool
    cells: list[CellFacts]

    @property
    def annotated(self) -> bool:
        """Whether AxCell's readers labelled its cells: they did so where results stand."""
        return any(label for row in self.labels for label in row)

    @property
    def truth(self) -> list[int]:
        """The numbers of the true roles of `cells`."""
        return [
            ROLES.index(ROLE_OF_LABEL.get(self.labels[c.cell.row][c.cell.column], "other"))
            for c in self.cells
        ]


def read_records(path: Path) -> list[dict[str, Any]]:
    """Return the records of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        return [json.loads(line) for line in handle]


def plain_id(arxiv_id: str) -> str:
    """Return an arXiv id without its version."""
    return arxiv_id.partition("v")[0]


def align(
    ours: Sequence[tuple[int, int]], theirs: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return pairs of tables of one shape, in order on both sides, as many as there can be.

    AxCell counted tables as LaTeXML saw them; its labels come without the cells' texts, so that
    rows and columns are all there is to go by.
    """
    most = [[0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    for i in reversed(range(len(ours))):
        for j in reversed(range(len(theirs))):
            both = most[i + 1][j + 1] + 1 if ours[i] == theirs[j] else 0
            most[i][j] = max(both, most[i + 1][j], most[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(ours) and j < len(theirs):
        if ours[i] == theirs[j] and most[i][j] == most[i + 1][j + 1] + 1:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif most[i][j] == most[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def labelled_tables(document: Document, record: dict[str, Any], paper: str) -> list[LabelledTable]:
    """Return the tables of a paper that could be aligned with AxCell's labels."""
    scan = scan_document(document)
    described = describe_cells(scan)
    ours = [(len(table.rows), table.width) for table in document.tables]
    grids = [table["segmentation"] for table in record["tables"]]
    theirs = [(len(grid), len(grid[0]) if grid else 0) for grid in grids]
    return [
        LabelledTable(
            paper,
            scan,
            i,
            grids[j],
            record["tables"][j]["leaderboard"],
            record["tables"][j]["ablation"],
            described[i],
        )
        for i, j in align(ours, theirs)
    ]


def read_tables(
    labels: Iterable[dict[str, Any]], papers: Iterable[dict[str, Any]]
) -> tuple[list[LabelledTable], dict[str, int]]:
    """Return the aligned tables of the papers whose text is there, and how many those are."""
    wanted = {plain_id(record["id"]): record for record in labels}
    tables: list[LabelledTable] = []
    count: Counter[str] = Counter()
    seen: set[str] = set()
    for paper in papers:
        name = plain_id(paper.get("tex_id") or paper["id"])
        if name not in wanted or name in seen or not paper.get("tex"):
            continue
        seen.add(name)
        found = labelled_tables(read_text(paper["tex"], format="latex"), wanted[name], name)
        tables.extend(found)
        count["papers"] += 1
        count["tables_labelled"] += len(wanted[name]["tables"])
        count["tables_aligned"] += len(found)
    return tables, dict(count)


@dataclass
class Prepared:
    """Cells with their features, truth, and the paper each is from."""

    cells: list[CellFacts]
    rows: list[dict[str, float]]
    truth: np.ndarray
    papers: np.ndarray

    def part(self, chosen: np.ndarray) -> Prepared:
        """Return some of the cells."""
        return Prepared(
            [self.cells[i] for i in chosen],
            [self.rows[i] for i in chosen],
            self.truth[chosen],
            self.papers[chosen],
        )


def prepare(tables: Iterable[LabelledTable]) -> Prepared:
    """Return the cells of annotated tables as the first model sees them."""
    chosen = [table for table in tables if table.annotated]
    cells = [cell for table in chosen for cell in table.cells]
    return Prepared(
        cells,
        [cell.named() for cell in cells],
        np.array([role for table in chosen for role in table.truth]),
        np.array([table.paper for table in chosen for _ in table.cells]),
    )


def fit(
    rows: Sequence[dict[str, float]],
    truth: np.ndarray,
    papers: np.ndarray,
    options: dict[str, Any],
    classes: Sequence[str] = ROLES,
    fewest_papers: int = FEWEST_PAPERS,
) -> tuple[SoftmaxModel, Any]:
    """Return the model fitted on features by name, and scikit-learn's own estimator.

    Features vary by orders of magnitude in the second model: they are scaled for the fit, and the
    scales are folded into the weights.
    """
    from scipy.sparse import diags
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    sources: dict[str, set[str]] = {}
    for row, paper in zip(rows, papers, strict=True):
        for name in row:
            sources.setdefault(name, set()).add(paper)
    kept = {name for name, seen in sources.items() if len(seen) >= fewest_papers}
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([{k: v for k, v in row.items() if k in kept} for row in rows])
    scale = np.ones(matrix.shape[1])
    if options is SECOND:
        dense = matrix.toarray()
        scale = 1 / np.maximum(dense.std(axis=0), 0.02)
    classifier = LogisticRegression(**options).fit(matrix @ diags(scale), truth)
    weights = (classifier.coef_ * scale).T
    model = SoftmaxModel(
        tuple(classes), dict(vectorizer.vocabulary_), weights, classifier.intercept_
    )
    return model, classifier


def out_of_fold(prepared: Prepared) -> np.ndarray:
    """Return the first model's probabilities for cells of papers it was not fitted on."""
    shares = np.zeros((len(prepared.cells), len(ROLES)))
    for train, test in folds(prepared.papers):
        part = prepared.part(train)
        model, _ = fit(part.rows, part.truth, part.papers, FIRST)
        shares[test] = model.probabilities([prepared.rows[i] for i in test])
    return shares


def folds(papers: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return train and test parts that share no paper."""
    from sklearn.model_selection import GroupKFold

    return list(GroupKFold(FOLDS).split(papers, groups=papers))


def fit_both(prepared: Prepared) -> tuple[SoftmaxModel, SoftmaxModel]:
    """Return both models; the second learns from what the first says of papers unknown to it."""
    first, _ = fit(prepared.rows, prepared.truth, prepared.papers, FIRST)
    rows = second_features(prepared.cells, out_of_fold(prepared))
    second, _ = fit(rows, prepared.truth, prepared.papers, SECOND)
    return first, second


def predict(models: tuple[SoftmaxModel, SoftmaxModel], cells: Sequence[CellFacts]) -> np.ndarray:
    """Return the final probabilities for cells of any papers."""
    judged = models[0].probabilities([cell.named() for cell in cells])
    return models[1].probabilities(second_features(cells, judged))


def cross_validate(prepared: Prepared) -> np.ndarray:
    """Return final probabilities, each for cells of papers neither model was fitted on."""
    shares = np.zeros((len(prepared.cells), len(ROLES)))
    for train, test in folds(prepared.papers):
        models = fit_both(prepared.part(train))
        shares[test] = predict(models, [prepared.cells[i] for i in test])
    return shares


def stored(model: SoftmaxModel) -> dict[str, Any]:
    """Return a model as plain lists, features by name, those that weigh nothing left out."""
    rounded = np.round(model.weights, 3)
    names = sorted(name for name, column in model.columns.items() if rounded[column].any())
    return {
        "classes": list(model.classes),
        "intercept": [round(float(x), 4) for x in model.intercept],
        "features": names,
        "weights": [[float(x) for x in rounded[model.columns[name]]] for name in names],
    }


def main() -> None:
    """Fit on all aligned tables and write."""
    shared = Path(os.environ.get("LITSCAN_SHARED", HERE.parent.parent / ".." / "shared"))
    tables, count = read_tables(read_records(shared / LABELS), read_records(shared / PAPERS))
    prepared = prepare(tables)
    first, second = fit_both(prepared)
    record = {
        "schema": "litscan.cell_roles/1",
        "made_by": "data/models/train_cell_roles.py",
        "papers": len(set(prepared.papers)),
        "tables": sum(table.annotated for table in tables),
        "cells": len(prepared.cells),
        "first": stored(first),
        "second": stored(second),
    }
    path = HERE / "cell_roles.json"
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8")
    print(count, {key: record[key] for key in ("papers", "tables", "cells")}, len(text))


if __name__ == "__main__":
    main()
