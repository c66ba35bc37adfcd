"""What the checks of arithmetic say of papers as they are: every failure, with its cells."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.rigor.planted.papers import Paper
from litscan.resources import data_path
from litscan.rigor import CHECKS, Outcome
from litscan.rigor.base import Group

__all__ = ["false_alarms"]

JUDGED = Path(__file__).with_name("judged.toml")
_MOST_CELLS = 6


def false_alarms(papers: list[Paper]) -> dict[str, Any]:
    """Return how often each check decided and failed, and the failures for a reader to judge.

    In a sample paper a failure is meant to be there if its expected findings say so; those in
    real papers that were read against their cells have a verdict in ``judged.toml``.
    """
    arithmetic = [check.id for check in CHECKS if check.group is Group.ARITHMETIC]
    fires = [fire for check in arithmetic for paper in papers for fire in _fires(paper, check)]
    decided = (Outcome.PASS, Outcome.FAIL)
    rows: dict[str, dict[str, dict[str, int]]] = {}
    for check in arithmetic:
        row: dict[str, dict[str, int]] = {}
        for kind in ("sample", "real"):
            some = [paper for paper in papers if paper.kind == kind]
            failed = [fire for fire in fires if fire["check"] == check and fire["kind"] == kind]
            row[kind] = {
                "decided": sum(paper.is_decided(check, *decided) for paper in some),
                "failed": len(failed),
            }
            told = ("meant",) if kind == "sample" else ("right", "wrong")
            row[kind] |= {verdict: _count(failed, verdict) for verdict in told}
        rows[check] = row
    return {
        "decided": sum(row[kind]["decided"] for row in rows.values() for kind in row),
        "failed": len(fires),
        "checks": rows,
        "fires": fires,
    }


def _count(fires: list[dict[str, Any]], verdict: str) -> int:
    return sum(fire["verdict"] == verdict for fire in fires)


def _fires(paper: Paper, check: str) -> Iterator[dict[str, Any]]:
    if paper.is_decided(check, Outcome.FAIL):
        decision = paper.decisions[check]
        cells = [
            f"{item.file}:{item.line}: {item.quote[:60]}"
            for item in decision.evidence[:_MOST_CELLS]
        ]
        verdict = _meant(paper, check) if paper.kind == "sample" else _judged(paper, check)
        fire = {"paper": paper.name, "kind": paper.kind, "check": check, "verdict": verdict}
        yield {**fire, "reason": decision.reason[:300], "cells": cells}


def _meant(paper: Paper, check: str) -> str:
    """Return whether a sample paper's failure is one of its expected findings."""
    path = data_path("sample", "papers") / f"{paper.name}.expected.json"
    expected = json.loads(path.read_text(encoding="utf-8"))["findings"]
    return "meant" if expected.get(check) == "fail" else "not meant"


def _judged(paper: Paper, check: str) -> str:
    """Return ``right``, ``wrong`` or ``unread``, as a reader said of a failure."""
    return _verdicts().get((paper.name, check), "unread")


@cache
def _verdicts() -> dict[tuple[str, str], str]:
    with JUDGED.open("rb") as file:
        fires = tomllib.load(file)["fire"]
    return {(fire["paper"], fire["check"]): fire["verdict"] for fire in fires}
