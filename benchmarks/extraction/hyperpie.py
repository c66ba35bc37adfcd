"""Hyper-parameters and their values, marked in paragraphs by others.

litscan looks for named hyper-parameters with a printed value. The labels also mark research
artefacts, contexts and parameters without a value, which it does not look for.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.gold import gold_records, score_predictions
from litscan.extraction.hyperparameters import find_settings

NEEDS = ("gold/score.py", "gold/hyperpie")
BASELINE = {
    "dev": {"er_exact_f1": 0.2965, "param_exact_f1": 0.0577, "pair_f1": 0.137},
    "held": {"er_exact_f1": 0.2814, "param_exact_f1": 0.3151, "pair_f1": 0.2791},
    "all": {"er_exact_f1": 0.2882, "param_exact_f1": 0.208, "pair_f1": 0.2277},
}
PUBLISHED = "PL-Marker, trained on the set's own folds: entity F1 0.790"


def measure(shared: Path, split: str) -> dict[str, Any]:
    """Return the scorer's figures for the settings found in each paragraph."""
    records = gold_records(shared, "hyperpie", "test", split)
    scores = score_predictions(shared, "hyperpie", map(_predicted, records), split)
    return {
        "n": len(records),
        "scores": scores,
        "baseline": BASELINE[split],
        "published": PUBLISHED,
    }


def _predicted(record: dict[str, Any]) -> dict[str, Any]:
    text = record["text"]
    entities, pairs = [], []
    for found in find_settings(text):
        parameter, value = found.parameter, found.value
        entities += [[parameter.start, parameter.end, "p"], [value.start, value.end, "v"]]
        pairs.append([text[parameter.start : parameter.end], text[value.start : value.end]])
    return {"id": record["id"], "entities": entities, "pairs": pairs}
