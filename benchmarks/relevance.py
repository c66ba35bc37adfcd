"""Measure the relevance model by cross-validation on labelled titles and abstracts.

    LITSCAN_SHARED=... python -m benchmarks.relevance

Prints one JSON object, and appends it to ``benchmarks/history/relevance.jsonl`` with ``--record``.
Only labels marked as sure are scored. The cues were written with these labels in sight, so the
figures lean to the good side; TF-IDF with logistic regression alone is measured beside for scale.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from benchmarks.gold import load_trainer, run_benchmark

RECALLS = (0.97, 0.98)


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


def measure(shared: Path) -> dict[str, Any]:
    """Return all figures."""
    from litscan.collect.relevance import load_relevance_model

    trainer = load_trainer("train_relevance")
    records = trainer.read_records(shared / trainer.LABELS)
    background = trainer.rows_of(trainer.read_records(shared / trainer.BACKGROUND))
    prepared = trainer.prepare(trainer.fit_vectorizer(background), records)
    sure, truth = prepared.sure, prepared.truth[prepared.sure]
    runs = trainer.cross_validate(prepared)[:, sure]
    return {
        "n": int(sure.sum()),
        "relevant": int(truth.sum()),
        "folds": 5,
        "repeats": len(runs),
        "model": summary(truth, runs),
        "at_threshold": at_threshold(truth, runs, load_relevance_model().threshold),
        "terms_alone": summary(truth, terms_alone(trainer, prepared)[:, sure]),
    }


if __name__ == "__main__":
    sys.exit(run_benchmark("relevance", "gold/relevance/labels.dev.jsonl.gz", measure))
