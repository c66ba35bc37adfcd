"""Train ``leaderboards.json``: which number of a paper stands on which leaderboard.

``python data/models/train_leaderboards.py FOLDER`` reads ``FOLDER/gold/axcell/train.jsonl.gz``
(149 papers, records linked by hand) with the leaderboards of ``gold/axcell`` and
``gold/nlp_tdms`` train parts as the closed list, prints cross-validated scores by paper, and
writes the weights beside this script. What the cells of a paper's tables name is judged by models
fitted without that paper (``train_cell_roles.py``, which reads ``gold/axcell/segmented_tables``).
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import train_cell_roles
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import GroupKFold

from litscan.document import read_text
from litscan.document.model import Document
from litscan.extraction.learned.cell_roles import role_shares
from litscan.leaderboards import BoardList, Leaderboard
from litscan.leaderboards.candidates import FEATURES, Candidate, find_candidates
from litscan.leaderboards.owners import RoleShares
from litscan.leaderboards.pairs import Pair, pair_up

THRESHOLD = 0.25
"""Least probability of a leaderboard."""
JOINT = 0.04
"""Least probability of a leaderboard and its number together."""
BAG = 5
"""How many models, each of another draw of features, are averaged in log-odds."""
CELL = {"max_iter": 140, "learning_rate": 0.06, "max_leaf_nodes": 16, "min_samples_leaf": 15}
PAIR = {"max_iter": 120, "learning_rate": 0.05, "max_leaf_nodes": 8, "min_samples_leaf": 15}


@dataclass
class Paper:
    """A paper's candidates and the values its labels give each leaderboard."""

    candidates: list[Candidate]
    gold: dict[Leaderboard, set[float]]

    def right(self, candidate: Candidate) -> bool:
        """Whether a candidate is a labelled value, printed in percent or as a share."""
        values = self.gold.get(candidate.board, set())
        return any(
            abs(candidate.value * scale - value) < 1e-6
            for value in values
            for scale in (1, 100, 0.01)
        )


def lines(path: Path) -> list[dict[str, Any]]:
    """Return the records of a compressed JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as opened:
        return [json.loads(line) for line in opened]


def board(record: dict[str, str]) -> Leaderboard:
    """Return the leaderboard of a label."""
    return Leaderboard(record["task"], record["dataset"], record["metric"])


def number(shown: object) -> float | None:
    """Return the number a label shows, None where it shows none."""
    match = re.search(r"-?\d+(?:\.\d+)?", str(shown).replace(",", ""))
    return float(match[0]) if match else None


def read_papers(folder: Path) -> list[Paper]:
    """Return the training papers with their candidates."""
    records = lines(folder / "axcell/train.jsonl.gz")
    others = lines(folder / "nlp_tdms/train.jsonl.gz")
    named = {board(g) for r in [*records, *others] for g in r["gold"] if g["dataset"]}
    boards = BoardList.of(sorted(named))
    documents = {r["id"]: read_text(r["tex"], format="latex") for r in records}
    shares = shares_out_of_fold(folder, records, documents)
    papers = []
    for record in records:
        gold: dict[Leaderboard, set[float]] = defaultdict(set)
        for label in record["gold"]:
            value = number(label["value"])
            gold[board(label)].update(() if value is None else (value,))
        found = find_candidates(documents[record["id"]], boards, shares=shares[record["id"]])
        papers.append(Paper(found, gold))
    return papers


def shares_out_of_fold(
    folder: Path, records: list[dict[str, Any]], documents: dict[str, Document]
) -> dict[str, RoleShares]:
    """Return what each paper's cells name, judged by models that have not seen the paper."""
    roles = train_cell_roles
    labels = roles.read_records(folder / "axcell/segmented_tables.jsonl.gz")
    tables, _ = roles.read_tables(labels, records)
    prepared = roles.prepare(tables)
    names = {r["id"]: roles.plain_id(r.get("tex_id") or r["id"]) for r in records}
    parts = {name: index % 5 for index, name in enumerate(sorted(set(names.values())))}
    found: dict[str, RoleShares] = {}
    for part in range(5):
        seen = [index for index, name in enumerate(prepared.papers) if parts[name] != part]
        models = roles.fit_both(prepared.part(np.array(seen)))
        for key, name in names.items():
            if parts[name] == part:
                found[key] = role_shares(documents[key], models)
    return found


@dataclass
class Bag:
    """Boosted trees fitted with several seeds; their log-odds are averaged."""

    models: list[Any]

    def probabilities(self, vectors: np.ndarray) -> np.ndarray:
        """Return the probability of the second class for each vector of features."""
        odds = np.mean([model.decision_function(vectors) for model in self.models], axis=0)
        return 1 / (1 + np.exp(-odds))

    def plain(self) -> dict[str, Any]:
        """Return the trees as plain lists, leaves divided by the number of models."""
        starts = [float(model._baseline_prediction.ravel()[0]) for model in self.models]
        share = len(self.models)
        trees = [tree for model in self.models for tree in plain_trees(model, share)]
        return {"start": sum(starts) / share, "trees": trees}


def fit(features: list[tuple[float, ...]], truth: list[bool], **options: Any) -> Bag:
    """Fit a bag of boosted trees."""
    vectors, labels = np.array(features, dtype=np.float32), np.array(truth)
    return Bag(
        [
            HistGradientBoostingClassifier(
                l2_regularization=2.0, early_stopping=False, random_state=seed, **options
            ).fit(vectors, labels)
            for seed in range(BAG)
        ]
    )


def fit_cell(papers: list[Paper]) -> Bag:
    """Fit on the leaderboards that are right and whose value is among the candidates."""
    features, truth = [], []
    for paper in papers:
        reachable = {c.board for c in paper.candidates if paper.right(c)}
        for candidate in paper.candidates:
            if candidate.board in reachable:
                features.append(candidate.features)
                truth.append(paper.right(candidate))
    return fit(features, truth, max_features=0.3, **CELL)


def pairs_of(paper: Paper, cell: Bag) -> list[Pair]:
    """Return a paper's pairs, the number of each chosen by a fitted model."""
    if not paper.candidates:
        return []
    vectors = np.array([c.features for c in paper.candidates], dtype=np.float32)
    return pair_up(paper.candidates, list(cell.probabilities(vectors)))


def fit_pair(papers: list[Paper], pairs: list[list[Pair]]) -> Bag:
    """Fit which pairs are right."""
    features, truth = [], []
    for paper, found in zip(papers, pairs, strict=True):
        features += [pair.features for pair in found]
        truth += [pair.board in paper.gold for pair in found]
    return fit(features, truth, max_features=0.5, **PAIR)


def folded_pairs(papers: list[Paper]) -> list[list[Pair]]:
    """Return each paper's pairs, the number chosen by a model that has not seen the paper."""
    found: list[list[Pair]] = [[] for _ in papers]
    for train, test in GroupKFold(5).split(papers, groups=range(len(papers))):
        cell = fit_cell([papers[index] for index in train])
        for index in test:
            found[index] = pairs_of(papers[index], cell)
    return found


def cross_validate(papers: list[Paper], pairs: list[list[Pair]]) -> dict[str, float]:
    """Return scores over folds by paper."""
    said = right = right_value = 0
    for train, test in GroupKFold(5).split(papers, groups=range(len(papers))):
        model = fit_pair([papers[i] for i in train], [pairs[i] for i in train])
        for index in test:
            if not pairs[index]:
                continue
            vectors = np.array([pair.features for pair in pairs[index]], dtype=np.float32)
            for pair, p in zip(pairs[index], model.probabilities(vectors), strict=True):
                if p >= THRESHOLD and p * pair.likely >= JOINT:
                    said += 1
                    right += pair.board in papers[index].gold
                    right_value += papers[index].right(pair.choice)
    labelled = sum(len(paper.gold) for paper in papers)
    return {
        "papers": len(papers),
        "leaderboards": labelled,
        "precision": right / said,
        "recall": right / labelled,
        "f1": 2 * right / (said + labelled),
        "f1_with_value_in_either_scale": 2 * right_value / (said + labelled),
    }


def plain_trees(model: Any, share: int) -> list[list[list[Any]]]:
    """Return a fitted model's trees as plain lists, leaf values divided by `share`."""
    trees = []
    for (predictor,) in model._predictors:
        nodes = predictor.nodes
        leaf = nodes["is_leaf"].astype(bool)
        trees.append(
            [
                [-1 if end else int(f) for f, end in zip(nodes["feature_idx"], leaf, strict=True)],
                [0 if end else round(float(t), 6)
                 for t, end in zip(nodes["num_threshold"], leaf, strict=True)],
                [int(n) for n in nodes["left"]],
                [int(n) for n in nodes["right"]],
                [round(float(v) / share, 6) if end else 0
                 for v, end in zip(nodes["value"], leaf, strict=True)],
            ]
        )  # fmt: skip
    return trees


def main(folder: Path) -> None:
    """Train, print scores, write the weights."""
    papers = read_papers(folder / "gold")
    pairs = folded_pairs(papers)
    scores = {name: round(value, 4) for name, value in cross_validate(papers, pairs).items()}
    print(json.dumps(scores, indent=1))
    record = {
        "features": FEATURES,
        "threshold": THRESHOLD,
        "joint_threshold": JOINT,
        "cross_validated": scores,
        "cell": fit_cell(papers).plain(),
        "pair": fit_pair(papers, pairs).plain(),
    }
    path = Path(__file__).with_name("leaderboards.json")
    path.write_text(json.dumps(record, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
