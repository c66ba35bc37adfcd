"""Make relevance.json: fit the relevance model on labelled titles and abstracts.

    LITSCAN_SHARED=... python data/models/train_relevance.py

Reads ``gold/relevance/labels.dev.jsonl.gz`` (titles, abstracts and labels) for the weights and
``data/arxiv/metadata/pruning_records.jsonl.gz`` (titles and abstracts) for the vocabulary and its
document frequencies. The result holds numbers, terms of one or two words, and no text.
"""

from __future__ import annotations

import gzip
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from litscan.collect.cues import cue_names, cue_values
from litscan.collect.relevance import RelevanceModel, make_vectorizer, model_text

HERE = Path(__file__).resolve().parent
LABELS = "gold/relevance/labels.dev.jsonl.gz"
BACKGROUND = "data/arxiv/metadata/pruning_records.jsonl.gz"
TERMS = 12_000
CUE_WEIGHT = 0.2
INVERSE_REGULARISATION = 1.0
UNSURE_WEIGHT = 0.4
TITLE_WEIGHT = 0.3
RECALL = 0.97
SMALLEST_SPREAD = 0.15


def read_records(path: Path) -> list[dict[str, Any]]:
    """Return the records of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        return [json.loads(line) for line in handle]


def rows_of(records: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return (title, abstract) of records."""
    return [(r.get("title") or "", r.get("abstract") or "") for r in records]


def fit_vectorizer(background: list[tuple[str, str]]) -> Any:
    """Return TF-IDF fitted on records that speak of pruning in any field."""
    return make_vectorizer(min_df=8, max_df=0.5, max_features=TERMS).fit(
        [model_text(row) for row in background]
    )


@dataclass(frozen=True)
class Prepared:
    """Labelled records as features: with abstract and, to learn from titles alone, without."""

    vectorizer: Any
    scales: np.ndarray
    whole: Any
    titles: Any
    truth: np.ndarray
    sure: np.ndarray


def prepare(vectorizer: Any, records: list[dict[str, Any]]) -> Prepared:
    """Return the features of labelled records."""
    rows = rows_of(records)
    spread = np.array([cue_values(*row) for row in rows]).std(axis=0)
    scales = CUE_WEIGHT / np.maximum(spread, SMALLEST_SPREAD)
    model = RelevanceModel(vectorizer, None, scales, 0.5)
    return Prepared(
        vectorizer,
        scales,
        model.matrix(rows),
        model.matrix([(title, "") for title, _ in rows]),
        np.array([r["label"] == "R" for r in records], dtype=int),
        np.array([r["sure"] for r in records], dtype=bool),
    )


def fit_classifier(prepared: Prepared, chosen: np.ndarray) -> Any:
    """Return the logistic regression fitted on chosen rows; unsure labels and titles weigh less."""
    from scipy.sparse import vstack
    from sklearn.linear_model import LogisticRegression

    weights = np.where(prepared.sure[chosen], 1.0, UNSURE_WEIGHT)
    return LogisticRegression(C=INVERSE_REGULARISATION, max_iter=5000).fit(
        vstack([prepared.whole[chosen], prepared.titles[chosen]]),
        np.tile(prepared.truth[chosen], 2),
        sample_weight=np.concatenate([weights, weights * TITLE_WEIGHT]),
    )


def calibrated(probability: np.ndarray, truth: np.ndarray) -> tuple[float, float]:
    """Return slope and intercept over the log odds that fit the truth best (Platt 1999).

    A penalised model is too modest: its probabilities lie nearer to one half than they should.
    """
    from sklearn.linear_model import LogisticRegression

    odds = np.log(probability / (1 - probability)).reshape(-1, 1)
    curve = LogisticRegression(C=1e6).fit(odds, truth)
    return float(curve.coef_[0, 0]), float(curve.intercept_[0])


def bent(probability: np.ndarray, slope: float, intercept: float) -> np.ndarray:
    """Return probabilities after the curve of `calibrated`."""
    odds = np.log(probability / (1 - probability))
    return np.asarray(1 / (1 + np.exp(-(slope * odds + intercept))))


def threshold_for(recall: float, truth: np.ndarray, probability: np.ndarray) -> float:
    """Return the highest probability that keeps at least this recall."""
    positive = np.sort(probability[truth == 1])
    return float(positive[int(np.floor((1 - recall) * len(positive)))])


def cross_validate(prepared: Prepared, folds: int = 5, repeats: int = 5) -> np.ndarray:
    """Return out-of-fold probabilities, shape (repeats, records)."""
    from sklearn.model_selection import StratifiedKFold

    strata = prepared.truth * 2 + prepared.sure
    out = np.zeros((repeats, len(strata)))
    for repeat in range(repeats):
        split = StratifiedKFold(folds, shuffle=True, random_state=repeat)
        for train, test in split.split(strata, strata):
            classifier = fit_classifier(prepared, train)
            out[repeat, test] = classifier.predict_proba(prepared.whole[test])[:, 1]
    return out


def stored_form(prepared: Prepared, classifier: Any, threshold: float) -> dict[str, Any]:
    """Return the model as plain numbers; no titles, no abstracts."""
    terms = prepared.vectorizer.get_feature_names_out()
    weights = classifier.coef_[0]
    return {
        "schema": "litscan.relevance/1",
        "made_by": "data/models/train_relevance.py",
        "records": len(prepared.truth),
        "threshold": round(threshold, 3),
        "intercept": round(float(classifier.intercept_[0]), 5),
        "cues": list(cue_names()),
        "cue_scales": [round(float(x), 4) for x in prepared.scales],
        "cue_weights": [round(float(x), 4) for x in weights[len(terms) :]],
        "terms": [str(term) for term in terms],
        "idf": [round(float(x), 3) for x in prepared.vectorizer.idf_],
        "term_weights": [round(float(x), 4) for x in weights[: len(terms)]],
    }


def main() -> None:
    """Fit, calibrate and choose the threshold by cross-validation, write."""
    shared = Path(os.environ.get("LITSCAN_SHARED", HERE.parent.parent / ".." / "shared"))
    records = read_records(shared / LABELS)
    vectorizer = fit_vectorizer(rows_of(read_records(shared / BACKGROUND)))
    prepared = prepare(vectorizer, records)
    sure, truth = prepared.sure, prepared.truth
    runs = cross_validate(prepared)
    curve = calibrated(runs[:, sure].ravel(), np.tile(truth[sure], len(runs)))
    cuts = [threshold_for(RECALL, truth[sure], bent(p[sure], *curve)) for p in runs]
    classifier = fit_classifier(prepared, np.arange(len(records)))
    classifier.coef_ = classifier.coef_ * curve[0]
    classifier.intercept_ = classifier.intercept_ * curve[0] + curve[1]
    stored = stored_form(prepared, classifier, float(np.median(cuts)))
    text = json.dumps(stored, ensure_ascii=False, separators=(",", ":"))
    (HERE / "relevance.json").write_text(text + "\n", encoding="utf-8")
    print(f"relevance.json: {len(records)} records, {len(stored['terms'])} terms, "
          f"{len(text) / 1e6:.2f} MB, threshold {stored['threshold']}")  # fmt: skip


if __name__ == "__main__":
    main()
