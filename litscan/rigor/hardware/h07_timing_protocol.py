"""H07: how was time taken?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.hardware.examples import TIME, timed_paper
from litscan.rigor.hardware.timing import claims_measured_speed, find_near_timing

_PROTOCOL = re.compile(
    r"\bwarm(?:ed|ing)?[- ]?up\b|\b(?:averag\w+|mean|median|minimum)\b[^.;]{0,60}\b(?:runs?"
    r"|times|passes|trials"
    r"|iterations|repetitions|images|batches|samples|measurements|executions|inferences)\b"
    r"|\brepeat\w*\b"
    r"|\bsynchroni[sz]\w+\b|\b\d+ (?:runs|repetitions|passes|trials|inferences|executions)\b",
    re.IGNORECASE,
)
_FIX = "state warm-up, number of timed passes, and whether mean or median is given"


class TimingProtocol(Check):
    """Warm-up, repeats or the statistic of the timing are stated.

    Rationale
    ---------
    First passes, asynchronous launches and clock changes distort single timings by more than
    most prunings save.

    Source
    ------
    Machine-learning reproducibility checklist (Pineau 2020).

    Applies when
    ------------
    Speed is claimed and a time is measured (H01 passes).

    Evidence
    --------
    Pass: warm-up, repeats, synchronisation, or mean or median of several passes, in tables with
    times, their captions, or sentences about time.
    """

    id: ClassVar[str] = "H07"
    name: ClassVar[str] = "Timing protocol stated"
    group: ClassVar[Group] = Group.HARDWARE
    since: ClassVar[str] = "0.1"
    version: ClassVar[str] = "2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            timed_paper(f"{TIME}, the median of 100 runs.\n"), Outcome.PASS, "median of 100 runs"
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(timed_paper(f"{TIME}.\n"), Outcome.FAIL),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not claims_measured_speed(subject):
            return not_applicable("no measured speed is claimed")
        found = find_near_timing(subject, _PROTOCOL)
        if found:
            return Decision(Outcome.PASS, "how time was taken is told", found[:3])
        return self.absent(subject, "times are given, but not how they were taken", _FIX)
