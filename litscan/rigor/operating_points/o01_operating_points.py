"""O01: is each method shown at enough pruning ratios to see a curve?"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import ClassVar

from litscan.document.model import Evidence
from litscan.rigor.applicability import proposes_method
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import find_in_captions
from litscan.rigor.examples import paper

ENOUGH = 5
_CURVE = re.compile(
    r"\b(?:vs\.?|versus|against|across|as a function of|at (?:different|various|varying)|over)\s+"
    r"(?:\w+\s+){0,3}(?:sparsit\w+|prun\w+ (?:ratio|rate)s?|compression(?: ratio| rate)?s?|"
    r"ratios?|FLOPs|MACs|parameters|params|densit\w+|speed-?ups?)"
    r"|\b(?:sparsity|pruning ratio|FLOPs|speed-?up|accuracy)[ -/–]+(?:accuracy|sparsity|FLOPs)?"
    r"\s*(?:trade-?off|curve|pareto)",
    re.IGNORECASE,
)
_FIX = "show the method at five or more ratios, for example at 2, 4, 8, 16 and 32 times"


def _table(rows: int) -> str:
    points = "".join(f"| Ours | {50 + 8 * i}% | {75.9 - i} |\n" for i in range(rows))
    return (
        "Table 1: Accuracy (%) of ResNet-50 on ImageNet.\n\n"
        "| Method | Sparsity | Top-1 (%) |\n| --- | --- | --- |\n"
        f"| Baseline | 0% | 76.1 |\n{points}"
    )


class OperatingPoints(Check):
    """The method is shown at five or more pruning ratios on some dataset and network.

    Rationale
    ---------
    Methods rank differently at different ratios. One or two points hide where a method breaks
    down, and prevent comparison with work that chose other points.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), section 6.

    Applies when
    ------------
    The paper proposes a pruning method.

    Evidence
    --------
    The distinct ratios of the paper's own method on its best covered (dataset, network) pair:
    five or more pass, two to four are partial, one fails. Where a figure plots a curve that
    cannot be read, fewer than five in tables are undetermined.
    """

    id: ClassVar[str] = "O01"
    name: ClassVar[str] = "Five operating points"
    group: ClassVar[Group] = Group.OPERATING_POINTS
    since: ClassVar[str] = "0.1"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table(5)), Outcome.PASS, "75.9"),
        Example(paper(_table(3)), Outcome.PARTIAL, "74.9"),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(_table(1)), Outcome.FAIL),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not proposes_method(subject):
            return not_applicable("the paper does not propose a pruning method")
        points: dict[tuple[str | None, str | None, str], dict[float, Evidence]] = defaultdict(dict)
        for result in subject.facts.table_results:
            point = result.operating_point
            if result.own and point is not None and not result.is_dense_baseline:
                series = points[result.dataset, result.architecture, point.kind]
                series.setdefault(point.value, result.evidence[-1])
        best = max(points.values(), key=len, default={})
        numbers = {"operating_points": len(best)}
        evidence = tuple(best[value] for value in sorted(best))[:ENOUGH]
        if len(best) >= ENOUGH:
            return Decision(Outcome.PASS, f"{len(best)} ratios are reported", evidence, numbers)
        curve = next(find_in_captions(subject.document, _CURVE), None)
        if curve is not None and curve.kind == "figure":
            reason = f"tables give {len(best)} ratios; a figure plots more, which cannot be read"
            return Decision(Outcome.UNDETERMINED, reason, (curve,), numbers)
        if not best:
            return Decision(Outcome.UNDETERMINED, "no pruning ratio of the method could be read")
        if not subject.fully_read:
            reason = f"{len(best)} ratios were found, but not all of the paper could be read"
            return Decision(Outcome.UNDETERMINED, reason, evidence, numbers)
        if len(best) > 1:
            reason = f"only {len(best)} ratios are reported"
            return Decision(Outcome.PARTIAL, reason, evidence, numbers, _FIX)
        return Decision(Outcome.FAIL, "only one ratio is reported", evidence, numbers, _FIX)
