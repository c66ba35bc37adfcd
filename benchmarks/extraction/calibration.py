"""Does confidence mean what it says? Facts of hand-read papers by confidence, and which are right.

Each paper's facts get the confidence that the other papers give their signals (leave one paper
out), so that no paper vouches for itself. ``shipped`` gives the same for the confidences litscan
ships, which these papers, if of the dev half, have helped to fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.extraction.judged import Judged, judged_facts
from litscan.extraction.confidence import shrunken
from litscan.resources import load_toml

NEEDS = ("gold/pruning/score.py", "data/papers/labelled")

_BINS = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01))
_FLOORS = (0.9, 0.5)


def measure(shared: Path, split: str) -> dict[str, Any]:
    """Return reliability tables of all facts and by kind, left out and as shipped."""
    facts = judged_facts(shared, split)
    return {
        "n": len(facts),
        "papers": len({fact.paper for fact in facts}),
        "leave_one_paper_out": _by_kind(left_out(facts)),
        "shipped": _by_kind(facts),
    }


def left_out(facts: Sequence[Judged]) -> list[Judged]:
    """Return facts with the confidence that the facts of other papers give them."""
    table = load_toml("models", "confidence.toml")
    weight, signals = table["weight"], table["signals"]
    fitted = []
    for fact in facts:
        kind, _, place = fact.signal.partition("/")
        same = [o for o in facts if o.signal == fact.signal and o.paper != fact.paper]
        right = sum(other.right for other in same)
        prior = signals[kind][place]["prior"]
        fitted.append(replace(fact, confidence=shrunken(right, len(same), prior, weight)))
    return fitted


def _by_kind(facts: Sequence[Judged]) -> dict[str, Any]:
    kinds = sorted({fact.kind for fact in facts})
    return {
        "all": reliability(facts),
        **{kind: reliability([fact for fact in facts if fact.kind == kind]) for kind in kinds},
    }


def reliability(facts: Sequence[Judged]) -> dict[str, Any]:
    """Return a reliability table, its expected calibration error, and precision above floors.

    Examples
    --------
    >>> facts = [Judged("a", "dataset/table", 0.95, right) for right in (True, False)]
    >>> reliability(facts)["precision_at"]["0.9"]
    {'n': 2, 'precision': 0.5}
    """
    bins = []
    error = 0.0
    for low, high in _BINS:
        inside = [fact for fact in facts if low <= fact.confidence < high]
        if not inside:
            continue
        sure = sum(fact.confidence for fact in inside) / len(inside)
        observed = _precision(inside)
        error += len(inside) / len(facts) * abs(sure - observed)
        bins.append(
            {
                "from": low,
                "to": min(high, 1.0),
                "n": len(inside),
                "confidence": round(sure, 4),
                "observed": round(observed, 4),
            }
        )
    return {
        "n": len(facts),
        "bins": bins,
        "expected_calibration_error": round(error, 4) if facts else None,
        "precision_at": {str(floor): _above(facts, floor) for floor in _FLOORS},
    }


def _above(facts: Iterable[Judged], floor: float) -> dict[str, Any]:
    kept = [fact for fact in facts if fact.confidence >= floor]
    return {"n": len(kept), "precision": round(_precision(kept), 4) if kept else None}


def _precision(facts: Sequence[Judged]) -> float:
    return sum(fact.right for fact in facts) / len(facts)
