"""C17: does the paper use a pair of data set and network that others use?"""

from __future__ import annotations

from typing import ClassVar

from litscan.rigor.applicability import proposes_pruning
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
from litscan.rigor.examples import ACCURACY_TABLE, paper

COMMON_SHARE = 0.05
FEWEST_PAPERS = 20
"""In a smaller corpus one paper alone would make a pair common."""
_FIX = "add a pair of data set and network that other papers report on"
_CORPUS = CorpusView(papers=40, users={("ImageNet", "ResNet-50"): 12, ("CIFAR-10", "ResNet-56"): 1})


class CommonBenchmark(Check):
    """At least one pair of data set and network is shared with other papers of the corpus.

    Rationale
    ---------
    Of 195 pairs that 79 papers report on, 152 are used by one paper alone. A method shown only on
    pairs of its own can be compared with nothing.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), section 4.2.

    Applies when
    ------------
    The paper proposes a pruning method and is audited as part of a corpus of twenty papers or
    more. Without a corpus the question is undetermined.

    Evidence
    --------
    Pass: 5% or more of the corpus's other papers report on one of the paper's pairs. Fail: on
    none of them so many do.
    """

    id: ClassVar[str] = "C17"
    name: ClassVar[str] = "Common benchmark used"
    group: ClassVar[Group] = Group.COMPARABILITY
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(ACCURACY_TABLE), Outcome.PASS, corpus=_CORPUS),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(ACCURACY_TABLE.replace("ResNet-50 on ImageNet", "ResNet-56 on CIFAR-10")),
            Outcome.FAIL,
            corpus=_CORPUS,
        ),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not proposes_pruning(subject):
            return not_applicable("the paper does not propose a pruning method")
        corpus = subject.corpus
        if corpus is None:
            return Decision(Outcome.UNDETERMINED, "decided only for papers of a corpus")
        if corpus.papers < FEWEST_PAPERS:
            return Decision(Outcome.UNDETERMINED, "the corpus is too small to call a pair common")
        pairs = subject.facts.configurations
        if not pairs:
            return Decision(Outcome.UNDETERMINED, "no pair of data set and network could be read")
        best = max(pairs, key=lambda pair: corpus.users.get((pair.dataset, pair.architecture), 0))
        users = corpus.users.get((best.dataset, best.architecture), 0)
        share = users / corpus.papers
        numbers = {"papers": corpus.papers, "users": users, "share": round(share, 4)}
        name = f"{best.architecture} on {best.dataset}"
        reason = f"{users} of {corpus.papers} other papers report on {name}"
        if share >= COMMON_SHARE:
            return Decision(Outcome.PASS, reason, best.evidence[:1], numbers)
        if not subject.fully_read:
            reason = f"{reason}, but not all of the paper could be read"
            return Decision(Outcome.UNDETERMINED, reason, best.evidence[:1], numbers)
        return Decision(Outcome.FAIL, f"at most {reason}", best.evidence[:1], numbers, _FIX)
