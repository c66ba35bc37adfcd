"""V08: is the best of several runs reported as if it were typical?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.applicability import is_experimental
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import EXPERIMENT_ROLES, find_told
from litscan.rigor.examples import ACCURACY_TABLE, paper

_REPEATS = r"(?:runs|seeds|trials|repetitions|repeats|restarts|initiali[sz]ations)"
_BEST = re.compile(
    r"\b(?:best|highest|maximum|lowest|top|max)\b(?:\s+\w+){0,4}?\s+(?:out\s+)?"
    r"(?:of|over|among|across|from)\s+(?:the\s+|all\s+)?(?:\w+\s+){0,2}" + _REPEATS + r"\b"
    r"|\b(?:best|highest)[- ]of[- ]?(?:\d+|three|five|ten|n)\b",
    re.IGNORECASE,
)
_TYPICAL = re.compile(
    r"\b(?:mean|median|averag\w+)\b[^.;]{0,60}\b" + _REPEATS + r"\b"
    r"|\b" + _REPEATS + r"\b[^.;]{0,60}\b(?:mean|median|averag\w+)\b",
    re.IGNORECASE,
)
_OF_TIME = re.compile(r"\b(?:inference|latency|timing|wall[- ]clock|throughput)\b", re.IGNORECASE)
_FIX = "report mean or median and spread over all runs; the best may stand beside them"


class NotBestOfSeveral(Check):
    """Numbers are means or medians over runs, not the best of several.

    Rationale
    ---------
    The best of five runs rises with the number of runs and says nothing of the next one. Set
    beside single runs of others it is a gain that was bought by trying more often.

    Source
    ------
    Dodge et al. 2019 (arXiv 1909.03004); Bouthillier et al. 2021 (arXiv 2103.03098).

    Applies when
    ------------
    The paper says how several runs became one number.

    Evidence
    --------
    Pass: mean or median over runs. Partial: the best is reported as well as the mean. Fail: only
    the best of several runs is.
    """

    id: ClassVar[str] = "V08"
    name: ClassVar[str] = "Best of several runs not typical"
    group: ClassVar[Group] = Group.VARIANCE
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(ACCURACY_TABLE + "\nWe report the mean over five runs.\n"),
            Outcome.PASS,
            "mean over five runs",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(ACCURACY_TABLE + "\nWe report the best accuracy over five runs.\n"),
            Outcome.FAIL,
            "best accuracy over five runs",
        ),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not is_experimental(subject):
            return not_applicable("the paper reports no experiments of its own")
        document = subject.document
        best, typical = (
            tuple(
                item
                for item in find_told(document, pattern, EXPERIMENT_ROLES)
                if not _OF_TIME.search(item.quote)
            )
            for pattern in (_BEST, _TYPICAL)
        )
        if best and typical:
            reason = "the best of several runs is reported beside a mean"
            return Decision(Outcome.PARTIAL, reason, (best[0], typical[0]), fix=_FIX)
        if best:
            return self.absent(
                subject, "the best of several runs is reported, no mean", _FIX, best[:2]
            )
        if typical:
            return Decision(Outcome.PASS, "means or medians over runs are reported", typical[:2])
        return not_applicable("the paper does not say how several runs became one number")
