"""C06: is it said how operations are counted?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import ClassVar

from litscan.document.model import Evidence
from litscan.extraction.readings import ValueReading
from litscan.rigor.applicability import reports_pruning
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import (
    EXPERIMENT_ROLES,
    find_in_captions,
    find_in_sentences,
    find_in_tables,
)
from litscan.rigor.examples import paper
from litscan.rigor.reference_sizes import bounds, conventions_of_cost

LEAST_FACTOR, MOST_FACTOR = 1.85, 2.15
"""One FLOP a multiply-add or two: counts that far apart are of one network in both conventions."""
_RELATIVE = frozenset({"flops_removed", "flops_kept"})
_OPERATIONS = r"(?:FLOPs?|floating[- ]point operations|MACC?s?|multiply[- ]accumulates?)"
_COUNT = r"(?:comput|count|calculat|estimat|measur|defin|obtain)"
_HOW = r"(?:as|by|follow\w*|using|with|based on|accord\w*|only)"
_STATED = re.compile(
    r"\bmultiply[- ]?(?:and[- ])?(?:add|accumulat)\w*|\bmultiplications? and additions?"
    r"|\bmult-?adds?\b|\bM-?Adds?\b|\b[MG]?MACC?s?\b(?!\s*(?:address|OS|Book))"
    r"|\bfvcore\b|\bthop\b|\bptflops\b|\bdeepspeed (?:flops )?profiler\b|\bflops?[- ]?counter\b"
    rf"|\b{_OPERATIONS}\b[^.]{{0,40}}\s(?:is|are|was|were)\s+(?:\w+\s+)?{_COUNT}\w*\s+"
    rf"(?:\w+\s+){{0,3}}?{_HOW}\b"
    rf"|\b{_COUNT}(?:e|es|ed|ing|s)?\s+(?:the\s+)?(?:\w+\s+){{0,3}}{_OPERATIONS}"
    rf"(?:\s+(?:of|for)\s+(?:\w+\s+){{0,2}}\w+)?\s+{_HOW}\b"
    rf"|\b(?:ignor|exclud|omit)\w*[^.]{{0,60}}\bwhen {_COUNT}\w*[^.]{{0,20}}\bFLOPs?\b"
    rf"|\b{_OPERATIONS}\s*=\s*\w",
    re.IGNORECASE,
)
_OF_HARDWARE = re.compile(r"\binstructions?\b|\bsystolic\b|\bMMA\b|\bprocessing elements?\b", re.I)
_ABSOLUTE = re.compile(
    r"\d\s?(?:[MGTK]|million|billion|[×x]\s?10\S{1,4})\s?-?FLOPs?\b|\bFLOPs?\b[^.%]{0,20}\d\.?\d*\s?[MGT]\b"
)
_FIX = (
    "say whether one multiply-add counts as one or two operations, which layers are counted, and "
    "with which tool"
)


def _table(dense: str = "4.1G", other: str = "") -> str:
    return (
        "Table 1: Top-1 accuracy (%) of ResNet-50 on ImageNet.\n\n"
        "| Method | Top-1 (%) | FLOPs |\n| --- | --- | --- |\n"
        f"| Baseline | 76.1 | {dense} |\n| Ours | 75.2 | 2.0G |\n{other}"
    )


class FlopsConvention(Check):
    """It is said what the printed numbers of operations count.

    Rationale
    ---------
    One network's cost is printed as 15.5 or as 30.9 billion operations, depending on whether a
    multiply-add counts once or twice, and changes again with the layers that are counted.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), section 5.2.

    Applies when
    ------------
    The paper prints numbers of operations. Where it prints only how much of them was removed or
    kept the convention cancels out, and only a stated one is noted.

    Evidence
    --------
    Pass: MACs or multiply-adds as the unit, a sentence that says how operations are counted, or
    the tool. Partial: only the cost of an unpruned network of known size shows it. Fail: none of
    them; or the unpruned cost of one network on one data set printed in
    both conventions, a factor of two apart.
    """

    id: ClassVar[str] = "C06"
    name: ClassVar[str] = "FLOPs convention stated"
    group: ClassVar[Group] = Group.COMPARABILITY
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(_table() + "\nWe count one multiply-add as one operation.\n"),
            Outcome.PASS,
            "multiply-add",
        ),
        Example(paper(_table().replace("FLOPs", "MACs")), Outcome.PASS, "MACs"),
        Example(paper(_table()), Outcome.PARTIAL, "4.1G"),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table(dense="2.9G")), Outcome.FAIL),
        Example(
            paper(_table(other="| Dense | 76.2 | 8.2G |\n") + "\nFLOPs are computed with thop.\n"),
            Outcome.FAIL,
            "8.2G",
        ),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not reports_pruning(subject):
            return not_applicable("the paper is no report of pruning experiments")
        mixed = _both_conventions(subject)
        if mixed:
            low, high = mixed
            reason = (
                f"one unpruned network costs {low.quote} and {high.quote}: MACs and FLOPs mixed"
            )
            return Decision(Outcome.FAIL, reason, mixed, fix="count all rows in one convention")
        stated = _stated(subject)
        absolute = _absolute(subject)
        relative = _relative(subject)
        if stated and (absolute or relative):
            return Decision(Outcome.PASS, "it is told what is counted", stated[:3])
        told_by_size = _told_by_size(subject)
        if told_by_size is not None:
            reason = "how operations are counted is not told; a known network's cost shows it"
            return Decision(Outcome.PARTIAL, reason, (told_by_size,), fix=_FIX)
        if absolute:
            return self.absent(
                subject, "it is not told how operations are counted", _FIX, absolute[:1]
            )
        if relative:
            return not_applicable("only shares of operations are printed")
        return not_applicable("no number of operations is printed")


def _values(subject: Subject) -> Iterator[tuple[Evidence, ValueReading]]:
    for reading in subject.readings:
        for value in reading.values:
            if value.measure == "flops" or value.measure in _RELATIVE:
                yield subject.document.cell_evidence(reading.table, value.cell), value


def _absolute(subject: Subject) -> tuple[Evidence, ...]:
    """Return the cells and sentences of the experiments that print a number of operations."""
    cells = tuple(
        evidence
        for evidence, value in _values(subject)
        if value.measure == "flops"
        and value.quantity.unit not in ("percent", "factor")
        and (value.quantity.scale > 1 or value.quantity.unit in ("flops", "macs"))
    )
    return cells or tuple(find_in_sentences(subject.document, _ABSOLUTE, EXPERIMENT_ROLES))


def _relative(subject: Subject) -> bool:
    return any(True for _ in _values(subject))


def _stated(subject: Subject) -> tuple[Evidence, ...]:
    document = subject.document
    return (
        *find_in_tables(document, _STATED),
        *find_in_captions(document, _STATED),
        *(
            evidence
            for evidence in find_in_sentences(document, _STATED)
            if not _OF_HARDWARE.search(evidence.quote)
        ),
    )


def _told_by_size(subject: Subject) -> Evidence | None:
    """Return the unpruned cost of a known network that fits one convention only."""
    for evidence, value in _values(subject):
        dense = value.stage == "original" or (value.is_dense and value.stage == "reported")
        if value.measure == "flops" and dense and value.dataset is not None:
            fits = conventions_of_cost(value.architecture, bounds(value.quantity), value.dataset)
            if len(fits) == 1:
                return evidence
    return None


def _both_conventions(subject: Subject) -> tuple[Evidence, Evidence] | None:
    """Return two unpruned costs of one network on one data set that are a factor of two apart."""
    costs: dict[tuple[str, str], list[tuple[float, Evidence]]] = defaultdict(list)
    for evidence, value in _values(subject):
        dense = value.stage == "original" or (value.is_dense and value.stage == "reported")
        named = value.dataset is not None and value.architecture is not None
        if value.measure == "flops" and dense and named and value.quantity.value > 0:
            key = (str(value.dataset), str(value.architecture))
            costs[key].append((value.quantity.absolute, evidence))
    for found in costs.values():
        low, high = min(found, key=lambda item: item[0]), max(found, key=lambda item: item[0])
        if LEAST_FACTOR <= high[0] / low[0] <= MOST_FACTOR:
            return low[1], high[1]
    return None
