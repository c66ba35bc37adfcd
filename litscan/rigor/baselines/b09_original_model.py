"""B09: is the unpruned model shown beside every result?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.document.model import Cell, Evidence, Table
from litscan.extraction.measures import PERFORMANCE
from litscan.extraction.readings import TableReading, ValueReading
from litscan.rigor.applicability import is_about_pruning
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import (
    EXPERIMENT_ROLES,
    find_in_captions,
    find_in_sentences,
    find_in_tables,
)
from litscan.rigor.examples import ACCURACY_TABLE, paper
from litscan.rigor.wording import count_of

_LABEL = re.compile(
    r"\b(?:dense|unpruned|un-pruned|uncompressed|non-?pruned|no pruning"
    r"|full(?:-| )(?:model|network)"
    r"|original (?:model|network|accuracy|architecture))\b|\bbaselines?\b(?! methods?)",
    re.IGNORECASE,
)
_DRAWN = re.compile(rf"{_LABEL.pattern}|\boriginal\b", re.IGNORECASE)
_PROSE = re.compile(
    r"\b(?:dense|unpruned|uncompressed|original|baseline|full)\b[^.]{0,60}"
    r"\b(?:accuracy|error|perplexity|performance|mAP|mIoU|BLEU|F1)\b[^.]{0,30}\d",
    re.IGNORECASE,
)
_NO_BASELINE = """\
Table 1: Top-1 accuracy (%) of ResNet-50 on ImageNet.

| Method | Top-1 (%) | FLOPs reduction (%) |
| --- | --- | --- |
| Network Slimming | 74.2 | 48.0 |
| Ours | 75.2 | 50.0 |
"""
_UNREADABLE_BASELINE = """\
Table 1: Top-1 accuracy (%) of ResNet-50 on ImageNet.

| Method | Top-1 (%) | FLOPs reduction (%) |
| --- | --- | --- |
| Dense | 76.8 or 76.9 | 0.0 |
| Ours | 75.2 | 50.0 |
"""


def _quality(reading: TableReading) -> list[ValueReading]:
    return [value for value in reading.values if value.measure in PERFORMANCE]


def _shows_original(value: ValueReading) -> bool:
    return value.is_dense or value.stage in ("original", "change")


def _networks(values: list[ValueReading]) -> set[tuple[str | None, str | None]]:
    return {(value.dataset, value.architecture) for value in values}


def _named(table: Table) -> Cell | None:
    """Return the row's head that names the unpruned network, whatever its numbers look like."""
    for row in table.rows[table.header_rows :]:
        for cell in row[: table.header_columns]:
            if _LABEL.search(cell.text) and any(c.text for c in row[table.header_columns :]):
                return cell
    return None


MOST_QUOTES = 3


class OriginalModel(Check):
    """The unpruned network's own number stands beside the pruned ones.

    Rationale
    ---------
    Starting points differ: published top-1 baselines of VGG-16 on ImageNet span five points. A
    pruned accuracy without the accuracy it started from says nothing about what pruning cost.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), section 6.

    Applies when
    ------------
    A table reports the quality of the paper's own pruned networks.

    Evidence
    --------
    Pass: every such table has a baseline row, or a baseline or change column, or all of its
    (dataset, network) pairs have one in another table. Partial: some tables do, or the unpruned
    network is named in a table or its number told in words or drawn.
    """

    id: ClassVar[str] = "B09"
    name: ClassVar[str] = "Original model shown"
    group: ClassVar[Group] = Group.BASELINES
    since: ClassVar[str] = "0.1"
    version: ClassVar[str] = "4"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(ACCURACY_TABLE), Outcome.PASS, "76.1"),
        Example(paper(_UNREADABLE_BASELINE), Outcome.PASS, "Dense"),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(_NO_BASELINE), Outcome.FAIL),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        tables = [
            reading
            for reading in subject.readings
            if reading.kind == "results" and _quality(reading)
        ]
        if subject.facts.paper_type == "survey" or not is_about_pruning(subject):
            return not_applicable("the paper is no report of pruning experiments")
        if not tables:
            if not subject.fully_read:
                return Decision(Outcome.UNDETERMINED, "no results table could be read")
            return not_applicable("no table reports accuracies or errors")
        originals = [v for reading in tables for v in _quality(reading) if _shows_original(v)]
        elsewhere = _networks(originals) - {(None, None)}
        shown: list[Evidence] = []
        without: list[str] = []
        for reading in tables:
            own = [value for value in _quality(reading) if _shows_original(value)]
            cell = own[0].cell if own else _named(reading.table)
            if cell is not None:
                shown.append(subject.document.cell_evidence(reading.table, cell))
            elif not _networks(_quality(reading)) <= elsewhere:
                without.append(reading.table.label)
        return self._weigh(subject, shown, without, len(tables))

    def _weigh(
        self, subject: Subject, shown: list[Evidence], without: list[str], tables: int
    ) -> Decision:
        numbers = {"tables": tables, "with_original": tables - len(without)}
        fix = f"add the unpruned network's row to {', '.join(without)}"
        if not without:
            reason = "every results table shows the unpruned network"
            if tables > len(shown):
                reason = f"{reason}, or another table does for its networks"
            if len(shown) > MOST_QUOTES:
                reason = f"{reason}; {MOST_QUOTES} are quoted"
            return Decision(Outcome.PASS, reason, tuple(shown[:MOST_QUOTES]), numbers)
        if shown and subject.fully_read:
            reason = f"no unpruned network for {len(without)} of {tables} results tables"
            return Decision(Outcome.PARTIAL, reason, tuple(shown[:3]), numbers, fix)
        if shown:
            reason = (
                f"{count_of(len(shown), 'table')} with the unpruned network; not all could be read"
            )
            return Decision(Outcome.PARTIAL, reason, tuple(shown[:3]), numbers)
        return self._elsewhere(subject, numbers, fix)

    def _elsewhere(self, subject: Subject, numbers: dict[str, int], fix: str) -> Decision:
        """Decide when no number of a table could be tied to the unpruned network."""
        document = subject.document
        named = [
            *find_in_tables(document, _LABEL),
            *find_in_sentences(document, _PROSE, EXPERIMENT_ROLES),
        ]
        if named:
            reason = "the unpruned network is named; no number in a table could be tied to it"
            return Decision(Outcome.PARTIAL, reason, tuple(named[:3]), numbers, fix)
        drawn = next(find_in_captions(document, _DRAWN), None)
        if drawn is not None:
            reason = "the unpruned network is in a figure or caption; no table has its number"
            if not subject.fully_read:
                reason = (
                    "the unpruned network is in a figure or caption; not all tables could be read"
                )
                return Decision(Outcome.PARTIAL, reason, (drawn,), numbers)
            return Decision(Outcome.PARTIAL, reason, (drawn,), numbers, fix)
        return self.absent(
            subject, "no results table shows the unpruned network", fix, numbers=numbers
        )
