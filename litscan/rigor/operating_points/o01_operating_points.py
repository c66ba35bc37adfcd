"""O01: is each method shown at enough pruning ratios to see a curve?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.applicability import proposes_pruning
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.curves import find_curves
from litscan.rigor.evidence import EXPERIMENT_ROLES, find_in_sentences
from litscan.rigor.examples import paper
from litscan.rigor.operating_points.points import longest_series
from litscan.rigor.wording import count_of

ENOUGH = 5
_SEVERAL = re.compile(
    r"\b(?:sparsit\w+|(?:prun\w+|compression) (?:ratios?|rates?)|FLOPs|speed-?ups?)\b[^.]{0,60}"
    r"\d\s?(?:%|[x×]|[GM]\b)?(?:,| and| or)\s[^.]{0,10}\d",
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
    cannot be read, fewer than five in tables are undetermined, as is one where a sentence of the
    experiments lists more.
    """

    id: ClassVar[str] = "O01"
    name: ClassVar[str] = "Five operating points"
    group: ClassVar[Group] = Group.OPERATING_POINTS
    since: ClassVar[str] = "0.1"
    version: ClassVar[str] = "3"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table(5)), Outcome.PASS, "75.9"),
        Example(paper(_table(3)), Outcome.PARTIAL, "74.9"),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(_table(1)), Outcome.FAIL),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not proposes_pruning(subject):
            return not_applicable("the paper does not propose a pruning method")
        series = longest_series(subject)
        best = series.levels
        numbers = {"operating_points": series.distinct}
        evidence = tuple(best[value] for value in sorted(best))[:ENOUGH]
        if series.distinct >= ENOUGH:
            return Decision(
                Outcome.PASS, f"{series.distinct} ratios are reported", evidence, numbers
            )
        curve = next(find_curves(subject.document), None)
        if curve is not None:
            reason = (
                f"tables give {series.distinct} ratios; a figure draws more, which cannot be read"
            )
            return Decision(Outcome.UNDETERMINED, reason, (curve,), numbers)
        if not best:
            return Decision(Outcome.UNDETERMINED, "no pruning ratio of the method could be read")
        if not subject.fully_read:
            reason = f"{series.distinct} ratios were found, but not all of the paper could be read"
            return Decision(Outcome.UNDETERMINED, reason, evidence, numbers)
        if len(best) > 1:
            reason = f"only {count_of(len(best), 'ratio')} reported"
            if series.distinct < len(best):
                reason += f", {series.distinct} of them apart"
            return Decision(Outcome.PARTIAL, reason, evidence, numbers, _FIX)
        told = next(find_in_sentences(subject.document, _SEVERAL, EXPERIMENT_ROLES), None)
        if told is not None:
            reason = "one ratio could be read from tables; a sentence speaks of more"
            return Decision(Outcome.UNDETERMINED, reason, (told,), numbers)
        return Decision(Outcome.FAIL, "only one ratio is reported", evidence, numbers, _FIX)
