"""C01: do the compared methods start from the same unpruned accuracy?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from litscan.document.model import Evidence
from litscan.extraction.measures import PERFORMANCE
from litscan.extraction.readings import TableReading, ValueReading
from litscan.rigor.applicability import reports_pruning
from litscan.rigor.base import (
    Check,
    CorpusView,
    Decision,
    Example,
    Group,
    Outcome,
    Subject,
    not_applicable,
)
from litscan.rigor.comparability.levels import results_tables
from litscan.rigor.corpus_view import Place, comparable
from litscan.rigor.evidence import find_in_captions, find_in_sentences
from litscan.rigor.examples import paper

TOLERANCE = {"ImageNet": 0.2}
USUAL_TOLERANCE = 0.3
LEAST_ACCURACY, MOST_SPREAD = 5.0, 15.0
"""Outside of these a number of a baseline column was misread, or is of another network."""
_MEASURES = frozenset(
    {"accuracy", "top1_accuracy", "top5_accuracy", "error", "top1_error", "top5_error", "miou"}
)
_FIRM = frozenset({"heading", "label", "caption", "above"})
_SAME_START = re.compile(
    r"\b(?:same|identical|shared)\s+(?:\w+[ -]+){0,2}"
    r"(?:(?:(?:pre-?)?trained|dense|unpruned|original)\s+(?:\w+[ -]+){0,2}"
    r"(?:models?|networks?|checkpoints?|weights|accurac\w+|baselines?)|baselines?\b(?! methods?))",
    re.IGNORECASE,
)
_OF_METHODS = re.compile(
    r"\b(?:all|each|every|both|methods|approaches|algorithms|baselines?|fair\w*|compar\w+|as)\b",
    re.IGNORECASE,
)
_FIX = (
    "prune the same unpruned network with every method, or compare the drops and say in the text "
    "how far the baselines differ"
)


def _table(*rows: str, column: str = "Baseline Acc. (%)") -> str:
    return (
        "Table 1: ResNet-56 on CIFAR-10.\n\n"
        f"| Method | {column} | Pruned Acc. (%) | FLOPs reduction (%) |\n"
        "| --- | --- | --- | --- |\n" + "".join(f"| {row} |\n" for row in rows)
    )


_OURS = "Ours | 93.59 | 93.40 | 52.0"


@dataclass(frozen=True, slots=True)
class Start:
    """An unpruned accuracy printed in one method's row, in percent."""

    own: bool
    method: str
    value: float
    half_unit: float
    evidence: Evidence

    def gap(self, other: Start) -> float:
        """Return how far two starts lie apart whatever was rounded."""
        return abs(self.value - other.value) - self.half_unit - other.half_unit


def _starts(subject: Subject, reading: TableReading) -> Iterator[tuple[Place, Start]]:
    for value in reading.values:
        if value.stage != "original" or value.measure not in _MEASURES or value.own is None:
            continue
        if value.method is None or not {value.dataset_from, value.architecture_from} <= _FIRM:
            continue
        start = _start(subject, reading, value)
        if LEAST_ACCURACY <= start.value <= 100:
            key = (str(value.dataset), str(value.architecture), str(value.measure))
            yield key, start


def _start(subject: Subject, reading: TableReading, value: ValueReading) -> Start:
    scale = 100.0 if 0 < value.quantity.value <= 1 else 1.0
    return Start(
        own=bool(value.own),
        method=str(value.method),
        value=scale * value.quantity.value,
        half_unit=scale * value.quantity.half_unit,
        evidence=subject.document.cell_evidence(reading.table, value.cell),
    )


def _widest(starts: list[Start]) -> tuple[Start, Start] | None:
    """Return the own and the compared start that lie farthest apart."""
    pairs = [(own, other) for own in starts if own.own for other in starts if not other.own]
    return max(pairs, key=lambda pair: pair[0].gap(pair[1]), default=None)


class EqualBaselines(Check):
    """Methods that are compared start from the same unpruned accuracy.

    Rationale
    ---------
    Published unpruned accuracies of one network on one data set span 3.8 points for ResNet-50 and
    5.0 points for VGG-16 on ImageNet, more than most methods claim to gain. A method that starts
    from a better network ends at a better one.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), sections 4.5 and 7; Wang et al. 2023
    (arXiv 2301.05219).

    Applies when
    ------------
    A results table has rows of the paper's own method and of methods of others.

    Evidence
    --------
    The unpruned accuracies printed in the rows of a table for one data set and network. Fail: the
    own one and another differ by more than 0.2 points on ImageNet and 0.3 elsewhere, beyond
    rounding. Pass: none does, or the paper says that all start from the same network, or prunes
    after training, where all tables show one unpruned value for all. Else undetermined. In a
    corpus, the figures tell from which accuracies the other papers start.
    """

    id: ClassVar[str] = "C01"
    name: ClassVar[str] = "Equal baselines"
    group: ClassVar[Group] = Group.COMPARABILITY
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table("SFP | 93.59 | 93.35 | 52.6", _OURS)), Outcome.PASS, "93.59"),
        Example(
            paper(
                _table("SFP | 93.35 | 52.6 | 40", "Ours | 93.4 | 52.0 | 40", column="Acc. (%)")
                + "\nAll methods start from the same pre-trained network.\n"
            ),
            Outcome.PASS,
            "same pre-trained network",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table("SFP | 92.80 | 92.60 | 52.6", _OURS)), Outcome.FAIL, "92.80"),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not reports_pruning(subject):
            return not_applicable("the paper is no report of pruning experiments")
        beside = [reading for reading in results_tables(subject) if _compares(reading)]
        if not beside:
            if not subject.fully_read:
                return Decision(Outcome.UNDETERMINED, "no table of compared methods could be read")
            return not_applicable("no table has rows of own and of compared methods")
        pairs = []
        for reading in beside:
            blocks: dict[Place, list[Start]] = defaultdict(list)
            for key, start in _starts(subject, reading):
                blocks[key].append(start)
            pairs += [(key, _widest(starts)) for key, starts in blocks.items()]
        known = [(key, pair) for key, pair in pairs if pair is not None]
        usable = [(key, pair) for key, pair in known if pair[0].gap(pair[1]) <= MOST_SPREAD]
        if not usable:
            return self._without_column(subject, beside)
        return self._weigh(usable, subject.corpus)

    def _weigh(
        self,
        pairs: list[tuple[Place, tuple[Start, Start]]],
        corpus: CorpusView | None,
    ) -> Decision:
        unequal = [
            (key, pair)
            for key, pair in pairs
            if pair[0].gap(pair[1]) > TOLERANCE.get(key[0], USUAL_TOLERANCE)
        ]
        numbers: dict[str, Any] = {"blocks": len(pairs), "blocks_unequal": len(unequal)}
        if not unequal:
            place, (own, other) = pairs[0]
            numbers |= _field(corpus, place, own)
            reason = f"the unpruned accuracies of {len(pairs)} blocks are equal within tolerance"
            return Decision(Outcome.PASS, reason, (own.evidence, other.evidence), numbers)
        place, (own, other) = max(unequal, key=lambda item: item[1][0].gap(item[1][1]))
        numbers["largest_difference"] = round(own.value - other.value, 6)
        numbers |= _field(corpus, place, own)
        reason = (
            f"{own.method} starts from {own.value:g}, {other.method} beside it from {other.value:g}"
        )
        quotes = tuple(start.evidence for _, pair in unequal for start in pair)
        return Decision(Outcome.FAIL, reason, tuple(dict.fromkeys(quotes)), numbers, _FIX)

    @staticmethod
    def _without_column(subject: Subject, beside: list[TableReading]) -> Decision:
        document = subject.document
        told = [
            evidence
            for found in (find_in_sentences, find_in_captions)
            for evidence in found(document, _SAME_START)
            if _OF_METHODS.search(evidence.quote)
        ]
        if told:
            reason = "the paper says that the methods start from the same network"
            return Decision(Outcome.PASS, reason, tuple(told[:2]))
        dense = [_dense_cell(subject, reading) for reading in beside]
        shown = tuple(cell for cell in dense if cell is not None)
        if "post-training" in subject.facts.pruning_kinds and len(shown) == len(dense):
            reason = "each table shows one unpruned network, which is pruned after its training"
            return Decision(Outcome.PASS, reason, shown[:3])
        reason = "rows of compared methods do not say which unpruned accuracy they start from"
        return Decision(Outcome.UNDETERMINED, reason, shown[:2])


def _field(corpus: CorpusView | None, place: Place, own: Start) -> dict[str, Any]:
    """Return what other papers start from on a place, where a corpus is known."""
    if corpus is None:
        return {}
    dataset, network, measure = place
    metric = comparable(measure, own.value, "percent")[0]
    others = [one.value for one in corpus.unpruned((dataset, network, metric))]
    if not others:
        return {}
    return {"field": {"papers": len(others), "lowest": min(others), "highest": max(others)}}


def _compares(reading: TableReading) -> bool:
    """Whether a table has rows of the paper's own and of others' pruned networks."""
    owners = {value.own for value in reading.values if value.method and not value.is_dense}
    return {True, False} <= owners


def _dense_cell(subject: Subject, reading: TableReading) -> Evidence | None:
    for value in reading.values:
        if value.is_dense and value.measure in PERFORMANCE and value.stage == "reported":
            return subject.document.cell_evidence(reading.table, value.cell)
    return None
