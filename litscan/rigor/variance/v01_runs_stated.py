"""V01: is the number of independent runs stated?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.applicability import is_experimental
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import find_told
from litscan.rigor.examples import ACCURACY_TABLE, paper
from litscan.rigor.voice import asserted

_SEVERAL = re.compile(
    r"\b(?:several|multiple|different|various|many)\s+(?:independent\s+|random\s+)*"
    r"(?:runs|seeds|trials|repetitions|initiali[sz]ations)\b"
    r"|\b(?:repeat(?:ed)?|ran|run|trained)\b[^.]{0,30}\b(?:several|multiple|many) times\b",
    re.IGNORECASE,
)
_OF_TIMING = re.compile(
    r"\b(?:power|energy|latenc\w+|run-?times?|wall[- ]clock|throughput|timings?|inference time)\b",
    re.IGNORECASE,
)
_OF_QUALITY = re.compile(r"\baccurac|\berror\b|\bperplexity\b|\btrain", re.IGNORECASE)
_FIX = "state how many independent runs (seeds) each number is the mean of"


class RunsStated(Check):
    """The paper states how many independent runs its numbers come from.

    Rationale
    ---------
    Training is stochastic: three dense ResNet-50 runs on ImageNet already differ by 0.2 points.
    A difference between single runs may be luck, and only the number of runs lets a reader judge.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), appendix B; the machine-learning reproducibility
    checklist (Pineau 2020); NeurIPS paper checklist, question 7.

    Applies when
    ------------
    The paper reports experiments of its own.

    Evidence
    --------
    Pass: an integer number of runs, seeds or trials in the paper's own experiments. Partial:
    "several runs" without a number.
    """

    id: ClassVar[str] = "V01"
    name: ClassVar[str] = "Number of runs stated"
    group: ClassVar[Group] = Group.VARIANCE
    since: ClassVar[str] = "0.1"
    version: ClassVar[str] = "3"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(ACCURACY_TABLE + "\nAll numbers are averaged over five runs.\n"),
            Outcome.PASS,
            "averaged over five runs",
        ),
        Example(
            paper(ACCURACY_TABLE + "\nWe average over several random seeds.\n"),
            Outcome.PARTIAL,
            "several random seeds",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(ACCURACY_TABLE), Outcome.FAIL),
        Example(
            paper(ACCURACY_TABLE, related="Prior work averages results over five runs."),
            Outcome.FAIL,
        ),
        Example(
            paper(ACCURACY_TABLE + "\nAveraging over 5 runs is left for future work.\n"),
            Outcome.FAIL,
        ),
        Example(
            paper(ACCURACY_TABLE + "\nDue to cost, we do not average over multiple runs.\n"),
            Outcome.FAIL,
        ),
        Example(
            paper(
                ACCURACY_TABLE
                + "\nDuring power measurement we repeated each computation multiple times.\n"
            ),
            Outcome.FAIL,
        ),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not is_experimental(subject):
            return not_applicable("the paper reports no experiments of its own")
        runs = subject.facts.runs
        if runs.count is not None:
            return Decision(
                Outcome.PASS, f"{runs.count} runs are stated", runs.evidence, {"runs": runs.count}
            )
        vague = tuple(
            evidence
            for evidence in asserted(find_told(subject.document, _SEVERAL), _SEVERAL)
            if not _OF_TIMING.search(evidence.quote) or _OF_QUALITY.search(evidence.quote)
        )
        if vague:
            reason = "several runs are mentioned, but not how many"
            return Decision(Outcome.PARTIAL, reason, vague[:3], fix=_FIX)
        return self.absent(subject, "the number of runs is not stated", _FIX)
