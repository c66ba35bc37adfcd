"""Measure the relevance model by cross-validation on labelled titles and abstracts.

    LITSCAN_SHARED=... python -m benchmarks.relevance

Prints one JSON object, and appends it to ``benchmarks/history/relevance.jsonl`` with ``--record``.
Only labels marked as sure are scored. The cues were written with these labels in sight, so the
figures lean to the good side; TF-IDF with logistic regression alone is measured beside for scale.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from benchmarks.gold import load_trainer, run_benchmark

RECALLS = (0.97, 0.98)
LISTS = "data/arxiv/pruning_lists/pruning_papers_from_lists.tsv"
METADATA = "data/arxiv/metadata/pruning_records.jsonl.gz"


def scores(truth: np.ndarray, probability: np.ndarray) -> dict[str, float]:
    """Return the area under the ROC curve, and the precision at each recall of `RECALLS`."""
    from sklearn.metrics import roc_auc_score

    order = np.argsort(-probability, kind="stable")
    hits = np.cumsum(truth[order])
    found = {"roc_auc": float(roc_auc_score(truth, probability))}
    for recall in RECALLS:
        rank = int(np.argmax(hits / truth.sum() >= recall))
        found[f"precision_at_recall_{recall}"] = float(hits[rank] / (rank + 1))
    return found


def summary(truth: np.ndarray, runs: np.ndarray) -> dict[str, dict[str, float]]:
    """Return mean and standard deviation of the scores over repeated cross-validations."""
    each = [scores(truth, run) for run in runs]
    return {
        name: {
            "mean": round(float(np.mean([s[name] for s in each])), 4),
            "std": round(float(np.std([s[name] for s in each], ddof=1)), 4),
        }
        for name in each[0]
    }


def terms_alone(trainer: ModuleType, prepared: Any) -> np.ndarray:
    """Return out-of-fold probabilities of TF-IDF with logistic regression, without cues."""
    from dataclasses import replace

    terms = len(prepared.vectorizer.vocabulary_)
    bare = replace(prepared, whole=prepared.whole[:, :terms], titles=prepared.titles[:, :terms])
    return np.asarray(trainer.cross_validate(bare))


def at_threshold(truth: np.ndarray, runs: np.ndarray, threshold: float) -> dict[str, float]:
    """Return precision and recall at the shipped threshold, over out-of-fold probabilities."""
    chosen = runs >= threshold
    return {
        "threshold": threshold,
        "precision": round(float((chosen & (truth == 1)).sum() / chosen.sum()), 4),
        "recall": round(float((chosen & (truth == 1)).sum() / (len(runs) * truth.sum())), 4),
    }


def calibrated(trainer: ModuleType, truth: np.ndarray, runs: np.ndarray) -> np.ndarray:
    """Return out-of-fold probabilities bent by the curve of the other half of the records."""
    halves = np.random.default_rng(0).permutation(len(truth)) % 2
    found = np.zeros_like(runs)
    for half in (0, 1):
        here, there = halves == half, halves != half
        curve = trainer.calibrated(runs[:, there].ravel(), np.tile(truth[there], len(runs)))
        found[:, here] = trainer.bent(runs[:, here], *curve)
    return found


def calibration(truth: np.ndarray, runs: np.ndarray) -> dict[str, float]:
    """Return Brier score and expected calibration error in ten bins, out of fold."""
    probability, outcome = runs.ravel(), np.tile(truth, len(runs))
    bins = np.minimum((probability * 10).astype(int), 9)
    gaps = [
        abs(probability[bins == one].mean() - outcome[bins == one].mean()) * (bins == one).mean()
        for one in np.unique(bins)
    ]
    brier = float(np.mean((probability - outcome) ** 2))
    return {"brier": round(brier, 4), "expected_calibration_error": round(float(sum(gaps)), 4)}


def kinds(records: list[dict[str, Any]]) -> dict[str, Any]:
    """Return precision, recall and F1 of the kinds of relevant papers, over all and of each."""
    from litscan.collect.kinds import KINDS, kinds_of

    counts = {kind: [0, 0, 0] for kind in KINDS}
    for record in records:
        told = set(kinds_of(record["title"], record["abstract"] or ""))
        for kind in KINDS:
            both = (kind in told, kind in record["kind"])
            if any(both):
                counts[kind][{(True, True): 0, (True, False): 1, (False, True): 2}[both]] += 1
    right, wrong, missed = (sum(column) for column in zip(*counts.values(), strict=True))
    return {
        "n": len(records),
        "precision": round(right / (right + wrong), 4),
        "recall": round(right / (right + missed), 4),
        "f1": round(2 * right / (2 * right + wrong + missed), 4),
        "each": {kind: dict(zip(("right", "wrong", "missed"), row, strict=True))
                 for kind, row in counts.items()},
    }  # fmt: skip


def curated(shared: Path, records: list[dict[str, Any]]) -> dict[str, Any]:
    """Return how many of the papers on people's lists of pruning papers are kept.

    Only those with an abstract that were not labelled, so that nothing was fitted to them. Lists
    hold papers of neighbouring fields too: the share is a lower bound of recall.
    """
    from litscan.collect.relevance import load_relevance_model

    with (shared / LISTS).open(encoding="utf-8") as lines:
        listed = {
            row["arxiv_id"] for row in csv.DictReader(lines, delimiter="\t")
            if row["pruning_hint"] == "1"
        }  # fmt: skip
    labelled = {record["id"] for record in records}
    with gzip.open(shared / METADATA, "rt", encoding="utf-8") as lines:
        found = [record for record in map(json.loads, lines) if record["id"] in listed - labelled]
    model = load_relevance_model()
    probabilities = model.probabilities((r["title"], r.get("abstract")) for r in found)
    kept = sum(p >= model.threshold for p in probabilities)
    return {"n": len(found), "kept": round(kept / len(found), 4)}


def measure(shared: Path) -> dict[str, Any]:
    """Return all figures."""
    from litscan.collect.relevance import load_relevance_model

    trainer = load_trainer("train_relevance")
    records = trainer.read_records(shared / trainer.LABELS)
    background = trainer.rows_of(trainer.read_records(shared / trainer.BACKGROUND))
    prepared = trainer.prepare(trainer.fit_vectorizer(background), records)
    sure, truth = prepared.sure, prepared.truth[prepared.sure]
    raw = trainer.cross_validate(prepared)[:, sure]
    runs = calibrated(trainer, truth, raw)
    return {
        "n": int(sure.sum()),
        "relevant": int(truth.sum()),
        "folds": 5,
        "repeats": len(runs),
        "model": summary(truth, raw),
        "at_threshold": at_threshold(truth, runs, load_relevance_model().threshold),
        "calibration": calibration(truth, runs),
        "uncalibrated": calibration(truth, raw),
        "kinds": kinds([r for r in records if r["label"] == "R" and r["sure"]]),
        "curated_lists": curated(shared, records),
        "terms_alone": summary(truth, terms_alone(trainer, prepared)[:, sure]),
    }


if __name__ == "__main__":
    sys.exit(run_benchmark("relevance", "gold/relevance/labels.dev.jsonl.gz", measure))
