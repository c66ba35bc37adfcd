"""A14: does a measured speedup stay below what the operations saved allow?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from litscan.extraction.readings import ValueReading
from litscan.rigor.arithmetic.factors import kept_share, old_over_new
from litscan.rigor.arithmetic.headers import header
from litscan.rigor.arithmetic.pairing import Pairing
from litscan.rigor.arithmetic.relations import Relation, decide_relations
from litscan.rigor.arithmetic.rounding import Interval
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject
from litscan.rigor.evidence import find_in_sentences
from litscan.rigor.examples import paper

_ROOM = 1.1
_THEORETICAL = re.compile(r"\btheor|\bflops?\b|\bmacs?\b|\bideal\b|\bcomput", re.IGNORECASE)
_MEASURED = re.compile(
    r"\bmeasured|\bactual|\breal(?:i[sz]tic|i[sz]ed)?\b|\bpractical|\bwall|\blatency|\btime\b"
    r"|\b[cg]pu\b",
    re.IGNORECASE,
)
_EXPLAINED = re.compile(
    r"\b(?:cach(?:e|es|ing)|memory[- ]bound|bandwidth|memory access\w*|super-?linear|data movement"
    r"|overheads?|kernel launch\w*|paralleli[sz]\w+)\b",
    re.IGNORECASE,
)
_TIMES = ("latency", "throughput")


def _table(latency: str) -> str:
    return (
        "Table 1: ResNet-50 on one CPU core.\n\n"
        "| Method | Top-1 (%) | FLOPs (G) | Latency (ms) |\n"
        "| --- | --- | --- | --- |\n"
        "| Baseline | 76.1 | 4.10 | 60.0 |\n"
        f"| Ours | 75.4 | 2.05 | {latency} |\n"
    )


class MeasuredAndTheoretical(Check):
    """Measured speedups stay below the theoretical ones, or the text says why they do not.

    Rationale
    ---------
    A network with half of the operations runs at most about twice as fast. A larger measured
    speedup has a cause of its own (a cache, a memory-bound layer) or is a slip, and the reader
    needs to know which.

    Source
    ------
    New here; the difference of measured and theoretical speedup is that of Blalock et al. 2020,
    section 5.2.

    Applies when
    ------------
    A row of a table gives both: times or a speedup said to be measured, and operations or a
    speedup said to be theoretical, with the originals.

    Evidence
    --------
    The cells; measured over theoretical is reported for each row, and how many rows save
    operations and still run slower than the original by more than 10%. Up to 10% more is let
    pass, and so is any excess if a sentence of the paper speaks of caches, bandwidth,
    memory-bound layers or overheads.
    """

    id: ClassVar[str] = "A14"
    name: ClassVar[str] = "Measured speedup within theoretical"
    group: ClassVar[Group] = Group.ARITHMETIC
    since: ClassVar[str] = "0.2"
    version: ClassVar[str] = "2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table("38.0")), Outcome.PASS, "38.0"),
        Example(
            paper(_table("18.0") + "\nThe pruned network fits into the cache of one core.\n"),
            Outcome.PASS,
            "cache",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(_table("18.0")), Outcome.FAIL, "18.0"),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        found = list(self._relations(subject))
        decision = decide_relations(
            subject,
            found,
            what="measured speedups",
            fix="say why the measured speedup exceeds the theoretical one",
            none="no row gives both a measured and a theoretical speedup",
        )
        realised = [relation.numbers["realised"] for relation in found]
        told = {"realised": realised, "slower": sum(one.numbers["slower"] for one in found)}
        decision = replace(decision, numbers={**decision.numbers, **told})
        if decision.outcome is not Outcome.FAIL:
            return decision
        said = next(find_in_sentences(subject.document, _EXPLAINED), None)
        if said is None:
            return decision
        reason = "a measured speedup exceeds the theoretical one, and the text gives a cause"
        return Decision(Outcome.PASS, reason, (said, *decision.evidence), decision.numbers)

    @staticmethod
    def _relations(subject: Subject) -> Iterator[Relation]:
        for reading in subject.readings:
            pairing = Pairing(reading)
            for value, record in pairing.members(*_TIMES, "speedup"):
                measured = _measured(pairing, value, record)
                if measured is not None:
                    yield from _against_theory(pairing, value, record, measured)


def _measured(
    pairing: Pairing, value: ValueReading, record: tuple[ValueReading, ...]
) -> Interval | None:
    if value.measure == "speedup":
        words = header(pairing.table, value.cell)
        plain = value.quantity.unit in ("", "factor") and not _THEORETICAL.search(words)
        return Interval.of(value.quantity) if plain and _MEASURED.search(words) else None
    originals = pairing.originals(value, record)
    return old_over_new(originals[0], value) if len(originals) == 1 else None


def _against_theory(
    pairing: Pairing,
    value: ValueReading,
    record: tuple[ValueReading, ...],
    measured: Interval,
) -> Iterator[Relation]:
    found = _theoretical(pairing, value, record)
    if found is None:
        return
    other, theory = found
    if theory.high < 1:
        return  # a larger network than the original, not a pruned one
    realised = measured / theory
    yield Relation(
        pairing.table,
        (value, other),
        realised.low <= _ROOM,
        f"measured {measured.middle:.3g}x ({value.quantity.raw}) exceeds the theoretical "
        f"{theory.middle:.3g}x ({other.quantity.raw})",
        pairing.series(value),
        0,
        {
            "measured": round(measured.middle, 6),
            "theoretical": round(theory.middle, 6),
            "realised": round(realised.middle, 4),
            "slower": measured.high * _ROOM < 1 < theory.low,
        },
    )


def _theoretical(
    pairing: Pairing, value: ValueReading, record: tuple[ValueReading, ...]
) -> tuple[ValueReading, Interval] | None:
    """Return what tells how much faster a row could be, and by how much."""
    cost = pairing.beside(record, value, {"flops"})
    if cost is not None:
        originals = pairing.originals(cost, record)
        return (cost, old_over_new(originals[0], cost)) if len(originals) == 1 else None
    share = pairing.beside(record, value, {"flops_removed", "flops_kept"})
    if share is not None:
        return share, 1 / kept_share(share)
    stated = pairing.beside(record, value, {"speedup"})
    if stated is None or stated.quantity.unit not in ("", "factor"):
        return None
    words = header(pairing.table, stated.cell)
    if _MEASURED.search(words) or not _THEORETICAL.search(words):
        return None
    return stated, Interval.of(stated.quantity)
