"""O02: do the pruning ratios span a wide range?"""

from __future__ import annotations

from typing import ClassVar

from litscan.document.model import Evidence
from litscan.rigor.applicability import proposes_pruning
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.curves import find_curves
from litscan.rigor.examples import paper
from litscan.rigor.operating_points.points import own_series

WIDE, HALF_WAY = 8.0, 4.0
_FIX = "show the method at 2, 4, 8, 16 and 32 times, or as far as it goes"


def _table(*sparsities: float) -> str:
    points = "".join(f"| Ours | {level:g}% | {76 - 0.1 * level:.1f} |\n" for level in sparsities)
    return (
        "Table 1: Accuracy (%) of ResNet-50 on ImageNet.\n\n"
        "| Method | Sparsity | Top-1 (%) |\n| --- | --- | --- |\n"
        f"| Baseline | 0% | 76.1 |\n{points}"
    )


class RangeOfRatios(Check):
    """The pruning ratios at which the method is shown span a factor of eight or more.

    Rationale
    ---------
    Points from 50 to 70% say nothing about 90%; methods that are equal at low ratios part at high
    ones.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), section 6.

    Applies when
    ------------
    Tables show the paper's own method at two or more ratios on one data set and network.

    Evidence
    --------
    Each level as a factor (80% removed is five times smaller), and the largest by the smallest:
    eight or more pass, four or more are partial, less fails. Where a figure draws a curve, less
    than eight is undetermined.
    """

    id: ClassVar[str] = "O02"
    name: ClassVar[str] = "Range of ratios"
    group: ClassVar[Group] = Group.OPERATING_POINTS
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table(50, 75, 95)), Outcome.PASS),
        Example(paper(_table(50, 90)), Outcome.PARTIAL),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(_table(50, 70)), Outcome.FAIL, "69.0"),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not proposes_pruning(subject):
            return not_applicable("the paper does not propose a pruning method")
        spans = [_span(series.factors()) for series in own_series(subject)]
        spans = [span for span in spans if span[0] > 1]
        if not spans:
            if not subject.fully_read:
                return Decision(Outcome.UNDETERMINED, "fewer than two ratios could be read")
            return not_applicable("no table shows the method at two ratios")
        widest, cells = max(spans, key=lambda span: span[0])
        numbers = {"range": round(widest, 4)}
        reason = f"the ratios span a factor of {widest:.3g}"
        if widest >= WIDE - 1e-9:
            return Decision(Outcome.PASS, reason, cells, numbers)
        curve = next(find_curves(subject.document), None)
        if curve is not None or not subject.fully_read:
            reason = f"{reason} in the tables that could be read; there may be more"
            return Decision(Outcome.UNDETERMINED, reason, (curve,) if curve else cells, numbers)
        outcome = Outcome.PARTIAL if widest >= HALF_WAY else Outcome.FAIL
        return Decision(outcome, reason, cells, numbers, _FIX)


def _span(factors: dict[float, Evidence]) -> tuple[float, tuple[Evidence, ...]]:
    """Return the largest factor by the smallest, and their cells."""
    if len(factors) < 2:
        return 1.0, ()
    low, high = min(factors), max(factors)
    return high / low, tuple(dict.fromkeys((factors[low], factors[high])))
