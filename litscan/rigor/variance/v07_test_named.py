"""V07: is a test named where significance is claimed?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.document.model import SectionRole
from litscan.rigor.applicability import is_experimental
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import find_in_sentences, find_told
from litscan.rigor.examples import ACCURACY_TABLE, paper

_ROLES: frozenset[SectionRole] = frozenset(
    {"abstract", "experiments", "results", "discussion", "conclusion", "appendix"}
)
_STATISTICAL = re.compile(
    r"\bstatistical(?:ly)?[ -]+(?:\w+[ -]+)?(?:in)?significan\w+|\bp-?\s?values?\b", re.IGNORECASE
)
_SAID_OF_RESULTS = re.compile(
    r"\bsignificantly\s+(?:better|outperform\w*|higher accurac\w+|superior)\b"
    r"|\bsignificant(?:ly)? differen\w+[^.;]{0,40}\b(?:accurac\w+|error|performance)\b",
    re.IGNORECASE,
)
_TEST = re.compile(
    r"\bt-?\s?tests?\b|\bWilcoxon\b|\bMann[-–\s]Whitney\b|\bANOVA\b|\bFriedman\b|\bShapiro\b|\bNemenyi\b"
    r"|\bMcNemar\b|\bpermutation tests?\b|\bbootstrap\w*|\bsigned[- ]rank\b|\bsign tests?\b"
    r"|\bKolmogorov[-–\s]Smirnov\b|\bchi-?\s?squared?\b|\bWelch\b|\bKruskal\b|\bz-?tests?\b"
    r"|\bp\s?[<=]\s?0?\.\d|\b(?:significance|statistical|hypothesis)\s+tests?\b",
    re.IGNORECASE,
)
_FIX = "name the test, the number of runs and the p value, or say 'clearly' or by how much"


class SignificanceTest(Check):
    """Where a result is called significant, the test is named.

    Rationale
    ---------
    "Significantly better" says that chance was ruled out. Without a test, or with one whose
    number of runs is not told, nothing ruled it out.

    Source
    ------
    Nuijten et al. 2016 (statcheck); the word's meaning in statistics.

    Applies when
    ------------
    Abstract, experiments or conclusion call a result or a difference significant.

    Evidence
    --------
    Pass: a test or a p value is named. Partial: "significantly better" of results whose spread is
    given. Fail: neither.
    """

    id: ClassVar[str] = "V07"
    name: ClassVar[str] = "Test named when significance is claimed"
    group: ClassVar[Group] = Group.VARIANCE
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(
                ACCURACY_TABLE
                + "\nOur method is significantly better (Wilcoxon test, 10 runs, p < 0.01).\n"
            ),
            Outcome.PASS,
            "Wilcoxon",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(ACCURACY_TABLE + "\nOur method performs significantly better than others.\n"),
            Outcome.FAIL,
            "significantly better",
        ),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not is_experimental(subject):
            return not_applicable("the paper reports no experiments of its own")
        document = subject.document
        claims = (
            *find_in_sentences(document, _STATISTICAL, _ROLES),
            *find_in_sentences(document, _SAID_OF_RESULTS, _ROLES),
        )
        if not claims:
            return not_applicable("no result is called significant")
        tests = find_told(document, _TEST, _ROLES)
        if tests:
            return Decision(Outcome.PASS, "a statistical test is named", tests[:2])
        spread = subject.facts.runs.dispersion_evidence
        if spread:
            reason = "results are called significant; their spread is given, but no test"
            return Decision(Outcome.PARTIAL, reason, (claims[0], *spread[:1]), fix=_FIX)
        return self.absent(
            subject, "results are called significant, but no test is named", _FIX, claims[:2]
        )
