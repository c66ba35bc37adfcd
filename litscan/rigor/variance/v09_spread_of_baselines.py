"""V09: do compared methods have a spread too?"""

from __future__ import annotations

from typing import ClassVar

from litscan.extraction.readings import TableReading, ValueReading
from litscan.rigor.applicability import is_experimental
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.examples import paper
from litscan.rigor.variance.examples import spread_table
from litscan.vocabulary.directions import quality_directions

_FIX = "repeat the compared methods and the unpruned network as well, and give their spread"


class SpreadOfBaselines(Check):
    """Compared methods and the unpruned network have a spread where the own method has one.

    Rationale
    ---------
    A difference has the noise of both its sides. With the spread of one side alone, a lucky single
    run of the other decides the comparison.

    Source
    ------
    Bouthillier et al. 2021 (arXiv 2103.03098).

    Applies when
    ------------
    A table prints the own method's results with their spread beside other rows of the same measure.

    Evidence
    --------
    Pass: other rows have a spread as well, at least half of them. Partial: fewer. Fail: none.
    """

    id: ClassVar[str] = "V09"
    name: ClassVar[str] = "Spread of baselines"
    group: ClassVar[Group] = Group.VARIANCE
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(spread_table("75.2 ± 0.1", "74.6 ± 0.2")), Outcome.PASS, "74.6 ± 0.2"),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(spread_table("75.2 ± 0.1", "74.6")), Outcome.FAIL, "74.6"),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not is_experimental(subject):
            return not_applicable("the paper reports no experiments of its own")
        others = [pair for reading in subject.readings for pair in _others(reading)]
        if not others:
            return not_applicable("no table sets own results with a spread beside other rows")
        have = [pair for pair in others if pair[1].quantity.uncertainty is not None]
        lack = [pair for pair in others if pair[1].quantity.uncertainty is None]
        numbers = {"other_results": len(others), "with_spread": len(have)}
        reading, value = (have if len(have) >= len(lack) else lack)[0]
        evidence = (subject.document.cell_evidence(reading.table, value.cell),)
        reason = f"{len(have)} of {len(others)} results of other rows have a spread"
        if len(have) >= len(lack):
            return Decision(Outcome.PASS, reason, evidence, numbers)
        outcome = Outcome.PARTIAL if have else Outcome.FAIL
        return Decision(outcome, reason, evidence, numbers, _FIX)


def _others(reading: TableReading) -> list[tuple[TableReading, ValueReading]]:
    """Return what stands in other rows, of the measures for which own rows print a spread."""
    if reading.kind != "results":
        return []
    quality = quality_directions()
    measured = [value for value in reading.values if value.measure in quality]
    spread = {
        (value.measure, value.dataset, value.architecture)
        for value in measured
        if value.own and value.quantity.uncertainty is not None
    }
    return [
        (reading, value)
        for value in measured
        if value.own is False
        and value.stage == "reported"
        and (value.measure, value.dataset, value.architecture) in spread
    ]
