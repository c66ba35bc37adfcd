"""B01: is there a random-pruning control?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject
from litscan.rigor.baselines.control import decide_control
from litscan.rigor.examples import ACCURACY_TABLE, paper

_THING = r"(?:prun\w*|mask\w*|spars\w*|select\w*|drop\w*|remov\w*|filters?|channels?|weights?)"
_LABEL = re.compile(
    rf"\brandom(?:ly)?[ -]+{_THING}\b|\b{_THING}[ -]+(?:at )?random(?:ly)?\b", re.IGNORECASE
)
_BARE = re.compile(
    r"^\W*(?:(?:uniform(?:ly)?[ -]+)?rand(?:om(?:ly|ized)?)?|static(?:[ -]sparse(?: training)?)?)"
    r"\.?\s*(?:[(\[][^)\]]*[)\]])?\W*$",
    re.IGNORECASE,
)
_PROSE = re.compile(
    r"\brandom(?:ly)?[ -]+(?:prun\w+|sparsi\w+|(?:filter|channel|weight|unit|neuron|head|"
    r"layer)s?[ -](?:prun\w+|selection|removal)|masks|supports?)\b"
    r"|\bprun(?:e|ed|ing)\b[^.,;]{0,30}\b(?:at random|randomly)\b(?! (?:sampl|select|chos|pick"
    r"|initial))|\brandom baseline\b",
    re.IGNORECASE,
)


class RandomPruning(Check):
    """A random-pruning control is reported beside the method.

    Rationale
    ---------
    A criterion is worth its cost only if it beats removing weights at random at the same ratio.
    Without this row a reader cannot tell the criterion from the fine-tuning that follows it.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), section 7 and appendix B; Gale et al. 2019
    (arXiv 1902.09574).

    Applies when
    ------------
    The paper proposes a pruning method.

    Evidence
    --------
    Pass: a table cell or figure caption names random pruning, or a row static sparse training
    (a random mask that stays). Partial: a sentence of the
    experiments reports it. Related work does not count.
    """

    id: ClassVar[str] = "B01"
    name: ClassVar[str] = "Random pruning"
    group: ClassVar[Group] = Group.BASELINES
    since: ClassVar[str] = "0.1"
    version: ClassVar[str] = "5"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(ACCURACY_TABLE + "| Random pruning | 71.9 | 50.0 |\n"),
            Outcome.PASS,
            "Random pruning",
        ),
        Example(
            paper(ACCURACY_TABLE + "\nRandom pruning at the same ratio reaches 71.9% top-1.\n"),
            Outcome.PARTIAL,
            "Random pruning at the same ratio",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(ACCURACY_TABLE), Outcome.FAIL),
        Example(
            paper(ACCURACY_TABLE, related="Random pruning is often a strong baseline."),
            Outcome.FAIL,
        ),
        Example(paper(ACCURACY_TABLE + "\nWe do not compare to random pruning.\n"), Outcome.FAIL),
        Example(
            paper(ACCURACY_TABLE + "\nRandom pruning is a common baseline in prior work.\n"),
            Outcome.FAIL,
        ),
        Example(
            paper(ACCURACY_TABLE + "\nUnlike random pruning, our method is principled.\n"),
            Outcome.FAIL,
        ),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        return decide_control(
            self,
            subject,
            what="random pruning",
            label=_LABEL,
            bare=_BARE,
            prose=_PROSE,
            fix="add a row that prunes at random to the same ratio, fine-tuned in the same way",
        )
