"""V02: is the spread of the main results given?"""

from __future__ import annotations

from typing import ClassVar

from litscan.rigor.applicability import is_experimental
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.examples import ACCURACY_TABLE, paper

_FIX = "give the standard deviation over runs beside each main result, and say that it is one"
_WITH_SPREAD = """\
Table 1: Top-1 accuracy (%) of ResNet-50 on ImageNet, mean and standard deviation of 3 runs.

| Method | Top-1 (%) |
| --- | --- |
| Baseline | 76.1 ± 0.1 |
| Ours | 75.2 ± 0.2 |
"""


class DispersionGiven(Check):
    """The main results come with a measure of their spread.

    Rationale
    ---------
    Most claimed gains of pruning methods lie within half a point. Without a standard deviation,
    standard error, interval or range a reader cannot tell such a gain from noise.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), appendix B; the machine-learning reproducibility
    checklist (Pineau 2020).

    Applies when
    ------------
    The paper reports experiments of its own.

    Evidence
    --------
    Pass: a number after ± in a results table, or error bars named in a figure's caption. Partial:
    the spread is told in words only.
    """

    id: ClassVar[str] = "V02"
    name: ClassVar[str] = "Dispersion given"
    group: ClassVar[Group] = Group.VARIANCE
    since: ClassVar[str] = "0.1"
    version: ClassVar[str] = "2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_WITH_SPREAD), Outcome.PASS, "0.1"),
        Example(
            paper(
                ACCURACY_TABLE
                + "\nNumbers are means of 3 runs; their standard deviation is below 0.1 points.\n"
            ),
            Outcome.PARTIAL,
            "standard deviation",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(ACCURACY_TABLE), Outcome.FAIL),
        Example(paper(ACCURACY_TABLE + "\nError bars are left for future work.\n"), Outcome.FAIL),
        Example(paper(ACCURACY_TABLE + "\nWe report no standard deviations.\n"), Outcome.FAIL),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not is_experimental(subject):
            return not_applicable("the paper reports no experiments of its own")
        runs = subject.facts.runs
        if runs.dispersion == "none":
            return self.absent(subject, "no spread of the results is given", _FIX)
        evidence = runs.dispersion_evidence or runs.evidence
        results = subject.facts.table_results
        with_spread = sum(1 for result in results if result.uncertainty)
        numbers = {"results": len(results), "with_spread": with_spread}
        kind = "of unnamed kind" if runs.dispersion == "unnamed" else f"as {runs.dispersion}"
        shown = with_spread or any(item.kind in ("table", "figure") for item in evidence)
        if not shown:
            reason = f"spread is told in words {kind}, but stands beside no result"
            return Decision(Outcome.PARTIAL, reason, evidence, numbers, _FIX)
        return Decision(Outcome.PASS, f"spread is given {kind}", evidence, numbers)
