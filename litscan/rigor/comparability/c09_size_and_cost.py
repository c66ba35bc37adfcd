"""C09: are size and cost both reported?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from litscan.document.model import Evidence
from litscan.extraction.readings import TableReading, ValueReading
from litscan.rigor.applicability import proposes_pruning
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import EXPERIMENT_ROLES, find_in_captions, find_in_sentences
from litscan.rigor.examples import ACCURACY_TABLE, paper

SIZE = frozenset(
    {
        "params",
        "params_removed",
        "params_kept",
        "sparsity",
        "compression_ratio",
        "memory",
        "pattern",
    }
)
COST = frozenset({"flops", "flops_removed", "flops_kept", "speedup", "latency", "throughput"})
_NUMBER = r"\d(?:[\d.,]*\d)?\s?(?:%|[x×]|[MKGB]\b|MB|million|billion|ms\b|times)"
_SIZES = (
    r"\b(?:sparsity|param(?:eter)?s|(?:of|the) weights|model size|compression (?:ratio|rate))\b"
)
_COSTS = (
    r"\b(?:FLOPs?|MACs?|speed-?ups?|inference latency|latency|throughput|inference time|faster)\b"
)
_SIZE_WORDS = re.compile(
    rf"{_SIZES}[^.]{{0,40}}{_NUMBER}|{_NUMBER}[^.]{{0,30}}{_SIZES}", re.IGNORECASE
)
_COST_WORDS = re.compile(
    rf"{_COSTS}[^.]{{0,40}}{_NUMBER}|{_NUMBER}[^.]{{0,30}}{_COSTS}", re.IGNORECASE
)
_DRAWN_COST = re.compile(r"\bFLOPs?\b|\bMACs?\b|\bspeed-?ups?\b|\blatency\b|\bthroughput\b", re.I)
_DRAWN_SIZE = re.compile(
    r"\bsparsit|\bparam(?:eter)?s?\b|\bcompression\b|\bmodel size\b|\bmemory\b", re.I
)
_BOTH = """\
Table 1: Results of ResNet-50 on ImageNet.

| Method | Top-1 (%) | FLOPs reduction (%) | Params reduction (%) |
| --- | --- | --- | --- |
| Baseline | 76.1 | 0 | 0 |
| Ours | 75.2 | 50.0 | 43.2 |
"""


class SizeAndCost(Check):
    """The size and the cost of pruned networks are both reported.

    Rationale
    ---------
    Ratios of parameters and of operations are not interchangeable: over the points that print
    both, one is from half to twice the other for most, and up to eight times.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), section 6.

    Applies when
    ------------
    The paper proposes a pruning method.

    Evidence
    --------
    Size: parameters, sparsity, compression ratio or memory. Cost: operations, time, throughput or
    speedup. Pass: one row of the method prints both. Partial: both are in the paper, in other rows
    or in sentences of the experiments. Fail: only one of them is.
    """

    id: ClassVar[str] = "C09"
    name: ClassVar[str] = "Size and cost both reported"
    group: ClassVar[Group] = Group.COMPARABILITY
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_BOTH), Outcome.PASS, "43.2"),
        Example(
            paper(ACCURACY_TABLE + "\nThe method removes 43.2% of the parameters.\n"),
            Outcome.PARTIAL,
            "43.2%",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(ACCURACY_TABLE), Outcome.FAIL),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not proposes_pruning(subject):
            return not_applicable("the paper does not propose a pruning method")
        sizes: list[Evidence] = []
        costs: list[Evidence] = []
        for reading, record in _own_records(subject):
            size = _of(subject, reading, record, SIZE)
            cost = _of(subject, reading, record, COST)
            if size and cost:
                reason = "one row prints the size and the cost of a pruned network"
                return Decision(Outcome.PASS, reason, (size, cost))
            sizes += [size] if size else []
            costs += [cost] if cost else []
        size = _first(subject, sizes, _SIZE_WORDS)
        cost = _first(subject, costs, _COST_WORDS)
        if size and cost:
            reason = "size and cost are both reported, but not in one row"
            fix = "print parameters and operations in the same row for each pruned network"
            return Decision(Outcome.PARTIAL, reason, (size, cost), fix=fix)
        if not size and not cost:
            return Decision(
                Outcome.UNDETERMINED, "no size or cost of a pruned network could be read"
            )
        return self._one_of_both(subject, size, cost)

    def _one_of_both(
        self, subject: Subject, size: Evidence | None, cost: Evidence | None
    ) -> Decision:
        missing, drawn = ("cost", _DRAWN_COST) if size else ("size", _DRAWN_SIZE)
        figure = next(find_in_captions(subject.document, drawn), None)
        if figure is not None:
            reason = f"only a caption speaks of {missing}; its numbers could not be read"
            return Decision(Outcome.UNDETERMINED, reason, (figure,))
        what = "the number of operations or a time" if size else "the number of parameters"
        shown = tuple(item for item in (size, cost) if item)
        return self.absent(
            subject, f"the {missing} of the pruned networks is not reported", f"add {what}", shown
        )


def _own_records(subject: Subject) -> Iterator[tuple[TableReading, tuple[ValueReading, ...]]]:
    """Yield the rows of results that are not known to be another's or unpruned."""
    for reading in subject.readings:
        for record in reading.records():
            values = tuple(v for v in record if v.own is not False and not v.is_dense)
            if values:
                yield reading, values


def _of(
    subject: Subject,
    reading: TableReading,
    record: tuple[ValueReading, ...],
    measures: frozenset[str],
) -> Evidence | None:
    for value in record:
        point = value.operating_point
        if value.measure in measures or (point is not None and point.kind in measures):
            return subject.document.cell_evidence(reading.table, value.cell)
    return None


def _first(subject: Subject, cells: list[Evidence], words: re.Pattern[str]) -> Evidence | None:
    """Return the first cell, else the first sentence of the experiments or caption of a table."""
    if cells:
        return cells[0]
    return next(find_in_sentences(subject.document, words, EXPERIMENT_ROLES), None)
