"""Planted errors, omissions and additions: does each check see what was done to a paper?

Real papers are taken as they are, and the sample papers that ship with litscan. Three things are
done to them, always the same ones. A number that a passing check of relations between numbers
quotes is altered beyond rounding: the check must fail. What a passing check quotes is taken out,
again and again until nothing is quoted: it must stop passing. A statement that would satisfy a
failing check is put in: it must stop failing. Every failure of arithmetic on an untouched paper
is listed with its cells for a reader to judge; those of the sample papers are there on purpose.
Numbers are altered in what the tables were read to mean: the figure is of checks, not of readers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.rigor.planting import altered, subject_of, with_sentence, without
from litscan import read_document
from litscan.errors import LitscanError
from litscan.resources import data_path
from litscan.rigor import CHECKS, Check, Outcome
from litscan.rigor.base import Decision, Group, Subject

NEEDS = ("data/papers/labelled",)

FACTORS = (1.31, 0.62, 1.9)
"""What numbers are multiplied with: far beyond rounding, and no definition's factor."""
ALTERED = ("A01", "A02", "A03", "A04", "A05", "A06", "A11", "A15")
"""Checks whose quoted numbers determine each other, so that any other number is an error."""
MOST_ROUNDS = 8
MOST_PLANTS = 25
OMITTED = (
    "V01",
    "V02",
    "B01",
    "B03",
    "B05",
    "H03",
    "H04",
    "R01",
    "R05",
    "R08",
    "R11",
    "R12",
    "S05",
)
STATEMENTS = {
    "V01": "All results are averaged over five independent runs with different random seeds.",
    "R01": "Our code is available at https://github.com/ourgroup/ourcode.",
    "R11": "All networks were trained on four NVIDIA V100 GPUs for 12 hours.",
    "R12": "We implement everything in PyTorch 1.13.",
    "S05": "A limitation of our method is that it needs labelled data.",
    "B13": "The numbers of the compared methods are taken from the original papers.",
    "H11": "Pruning takes 1.5 hours on one V100 GPU.",
    "S04": "We also measure robustness to common corruptions on ImageNet-C.",
}


def measure(shared: Path, split: str) -> dict[str, Any]:
    """Return planted and seen by check, and every failure of arithmetic on untouched papers."""
    del split  # nothing here is labelled
    papers = list(_papers(shared))
    fires = [fire for name, subject in papers for fire in _fires(name, subject)]
    decided = sum(
        check.decide(subject).outcome in (Outcome.PASS, Outcome.FAIL)
        for _, subject in papers
        for check in _arithmetic()
    )
    return {
        "n": len(papers),
        "errors": _totals(_errors(papers)),
        "omissions": _totals(_omissions(papers)),
        "additions": _totals(_additions(papers)),
        "untouched": {"decided": decided, "failed": len(fires), "fires": fires},
    }


def _papers(shared: Path) -> Iterator[tuple[str, Subject]]:
    places = [path for path in sorted(data_path("sample", "papers").iterdir()) if path.is_dir()]
    for folder in ("labelled", "unlabelled"):
        places += sorted((shared / "data" / "papers" / folder).glob("*.*"))
    for path in places:
        try:
            name = f"sample/{path.name}" if path.is_dir() else path.name
            yield name, subject_of(read_document(path))
        except LitscanError:
            continue


def _arithmetic() -> list[Check]:
    return [check for check in CHECKS if check.group is Group.ARITHMETIC]


def _totals(plants: Iterator[tuple[str, bool]]) -> dict[str, Any]:
    seen: dict[str, list[bool]] = defaultdict(list)
    for check, found in plants:
        if len(seen[check]) < MOST_PLANTS:
            seen[check].append(found)
    every = [found for one in seen.values() for found in one]
    rows = {
        check: {"planted": len(found), "seen": sum(found)} for check, found in sorted(seen.items())
    }
    share = round(sum(every) / len(every), 4) if every else None
    return {"planted": len(every), "seen": sum(every), "share": share, "checks": rows}


def _errors(papers: list[tuple[str, Subject]]) -> Iterator[tuple[str, bool]]:
    """Alter each quoted number of a check that passes and whose numbers determine each other."""
    for check in (check for check in _arithmetic() if check.id in ALTERED):
        planted = 0
        for _, subject in papers:
            decision = check.decide(subject)
            if decision.outcome is not Outcome.PASS or planted >= MOST_PLANTS:
                continue
            for number, item in enumerate(decision.evidence[:3]):
                if item.table is not None:
                    place = (item.table.label, item.table.row, item.table.column)
                    plant = altered(subject, place, FACTORS[number % len(FACTORS)])
                    if plant.readings != subject.readings:
                        planted += 1
                        yield check.id, check.decide(plant).outcome is Outcome.FAIL


def _omissions(papers: list[tuple[str, Subject]]) -> Iterator[tuple[str, bool]]:
    for check in (check for check in CHECKS if check.id in OMITTED):
        planted = 0
        for _, subject in papers:
            decision = check.decide(subject)
            if decision.outcome is Outcome.PASS and decision.evidence and planted < MOST_PLANTS:
                planted += 1
                yield check.id, _stops_passing(check, subject, decision)


def _stops_passing(check: Check, subject: Subject, decision: Decision) -> bool:
    """Return whether the check stops passing once all that it quotes is gone."""
    document = subject.document
    for _ in range(MOST_ROUNDS):
        document = without(document, decision.evidence)
        decision = check.decide(subject_of(document))
        if decision.outcome is not Outcome.PASS:
            return True
    return False


def _additions(papers: list[tuple[str, Subject]]) -> Iterator[tuple[str, bool]]:
    for check in (check for check in CHECKS if check.id in STATEMENTS):
        for _, subject in papers:
            if check.decide(subject).outcome is Outcome.FAIL:
                document = with_sentence(subject.document, STATEMENTS[check.id])
                if document is not None:
                    after = check.decide(subject_of(document)).outcome
                    yield check.id, after in (Outcome.PASS, Outcome.PARTIAL)


def _fires(name: str, subject: Subject) -> Iterator[dict[str, Any]]:
    for check in _arithmetic():
        decision = check.decide(subject)
        if decision.outcome is Outcome.FAIL:
            cells = [
                f"{item.file}:{item.line}: {item.quote[:60]}" for item in decision.evidence[:6]
            ]
            yield {
                "paper": name,
                "check": check.id,
                "reason": decision.reason[:300],
                "cells": cells,
            }
