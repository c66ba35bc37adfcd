"""V06: is the gain larger than the noise?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.applicability import is_experimental
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import find_in_sentences
from litscan.rigor.examples import paper
from litscan.rigor.variance.examples import spread_table
from litscan.rigor.variance.gains import find_gains

FACTOR = 2.0
_CLAIM = re.compile(
    r"\bstate[- ]of[- ]the[- ]art\b|\boutperform\w*|\bsuperior\b|\bbetter (?:than|accuracy"
    r"|performance|results|trade-?offs?)\b|\bhigher accurac\w+|\bimprov\w+ (?:over|upon|on)\b"
    r"|\bbest (?:accurac\w+|results?|performance)\b|\bsurpass\w*|\boutdo\w*",
    re.IGNORECASE,
)
_FIX = "repeat the runs until the spread decides, or call results within it equal"


def _claims(own: str, other: str) -> str:
    return paper(spread_table(own, other), abstract="Our pruning method outperforms prior ones.")


class GainExceedsNoise(Check):
    """Where the method is said to be better, its gain exceeds the spread of its runs.

    Rationale
    ---------
    Many claimed gains are smaller than what another seed would bring. A difference of means below
    twice the pooled standard deviation of single runs is not one a reader can count on seeing.

    Source
    ------
    Bouthillier et al. 2021 (arXiv 2103.03098).

    Applies when
    ------------
    The paper claims to be better than others, and tables print own results, with their standard
    deviation, above compared ones at the same level of pruning.

    Evidence
    --------
    Pass: every such gain exceeds twice the pooled standard deviation. Partial: some do. Fail: none
    does. Without a standard deviation the check is undetermined.
    """

    id: ClassVar[str] = "V06"
    name: ClassVar[str] = "Gain exceeds noise"
    group: ClassVar[Group] = Group.VARIANCE
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(_claims("75.2 ± 0.1", "74.6 ± 0.2"), Outcome.PASS, "75.2 ± 0.1"),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(_claims("74.8 ± 0.2", "74.6 ± 0.2"), Outcome.FAIL, "74.8 ± 0.2"),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not is_experimental(subject):
            return not_applicable("the paper reports no experiments of its own")
        if not any(find_in_sentences(subject.document, _CLAIM)):
            return not_applicable("the paper does not claim to be better than others")
        gains = find_gains(subject.facts.table_results)
        known = [gain for gain in gains if gain.spread is not None]
        if not known:
            reason = "no gain over a compared method at the same level has a standard deviation"
            return Decision(Outcome.UNDETERMINED, reason, numbers={"gains": len(gains)})
        small = [gain for gain in known if gain.size <= FACTOR * (gain.spread or 0.0)]
        numbers = {"gains": len(known), "within_noise": len(small)}
        shown = (small or known)[0]
        evidence = (shown.own.evidence[0], shown.other.evidence[0])
        if not small:
            reason = "each gain exceeds twice the standard deviation"
            return Decision(Outcome.PASS, reason, evidence, numbers)
        reason = f"{len(small)} of {len(known)} gains are within twice the standard deviation"
        outcome = Outcome.PARTIAL if len(small) < len(known) else Outcome.FAIL
        return Decision(outcome, reason, evidence, numbers, _FIX)
