"""What the sections on labelled mentions share: the tagger over given words, beside a baseline."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.gold import score_predictions
from litscan.extraction.learned.tagger import Marked, load_tagger


def baseline(shared: Path, bench: str, split: str) -> dict[str, Any]:
    """Return what the labels' own scorer says of its trivial predictor."""
    command = [str(shared / "gold/score.py"), "baseline", bench, "--split", split, "--full"]
    done = subprocess.run([sys.executable, *command], check=True, capture_output=True, text=True)
    scores: dict[str, Any] = json.loads(done.stdout)
    return scores


def words_of(record: dict[str, Any]) -> list[list[str]]:
    """Return a labelled text's words by sentence."""
    bounds = record.get("sentences") or [[0, len(record["tokens"])]]
    return [record["tokens"][start:end] for start, end in bounds]


def marks_of(
    record: dict[str, Any], head: str, labels: dict[str, str]
) -> list[tuple[int, int, str]]:
    """Return the tagger's entities of a labelled text, in the labels' own words."""
    marked: Iterable[Marked] = load_tagger().mark(words_of(record), [head])[head]
    return [(m.start, m.end, labels[m.label]) for m in marked if m.label in labels]


def compared(
    shared: Path, bench: str, split: str, predictions: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    """Return our scores beside those of the trivial predictor."""
    ours = score_predictions(shared, bench, predictions, split)
    trivial = baseline(shared, bench, split)
    return {
        "n": ours["docs"],
        "scores": _headline(ours),
        "trivial_baseline": _headline(trivial),
        "mentions": {"ours": _mentions(ours), "trivial_baseline": _mentions(trivial)},
        "names": {"ours": _names(ours), "trivial_baseline": _names(trivial)},
    }


def _headline(scores: dict[str, Any]) -> dict[str, float]:
    """Return the scores of mentions and names; relations are not what the tagger predicts."""
    kept = ("ner", "doc_set", "token")
    return {name: value for name, value in scores["headline"].items() if name.startswith(kept)}


def _mentions(scores: dict[str, Any]) -> dict[str, Any]:
    exact: dict[str, Any] = scores["detail"]["exact"]
    return {kind: {"f1": part["f1"], "n": part["gold"]} for kind, part in exact.items()}


def _names(scores: dict[str, Any]) -> dict[str, Any]:
    names: dict[str, Any] = scores["detail"].get("doc_set", {})
    return {kind: {"f1": part["f1"], "n": part["gold"]} for kind, part in names.items()}
