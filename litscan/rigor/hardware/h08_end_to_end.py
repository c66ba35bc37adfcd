"""H08: is the whole network timed?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.hardware.examples import TIME, timed_paper
from litscan.rigor.hardware.timing import claims_measured_speed, find_near_timing

_EXTENT = re.compile(
    r"\bend[- ]to[- ]end\b|\b(?:whole|entire|full|complete|overall)[- ](?:network|model"
    r"|inference|pipeline)"
    r"|\blayer[- ]?wise\b|\bper[- ]layer\b|\b(?:each|single|individual|per) (?:layer|operator"
    r"|block)s?\b"
    r"|\bsimulat\w+\b|(?:images?|imgs?|tokens?|samples?|frames?)\s?(?:/|per)\s?s|\bfps\b"
    r"|\binference (?:time|latency|speed|throughput)\b|\b(?:network|model) (?:latency|inference"
    r"|throughput)\b",
    re.IGNORECASE,
)
_FIX = "say whether the whole network was timed, or single layers"


class EndToEnd(Check):
    """It is said whether the whole network was timed.

    Rationale
    ---------
    Timings of single layers, or simulated ones, leave out what is not pruned and the movement
    of data between layers.

    Source
    ------
    No published source; Frantar and Alistarh 2023 (arXiv 2301.00774) and Sun et al. 2023 (arXiv
    2306.11695) print layer-wise times.

    Applies when
    ------------
    Speed is claimed and a time is measured (H01 passes).

    Evidence
    --------
    Pass: end-to-end, whole network or model, per layer, layer-wise, or simulated, beside the
    times; or units that only a whole network has (images, frames or tokens a second, the
    latency of inference).
    """

    id: ClassVar[str] = "H08"
    name: ClassVar[str] = "Whole network or single layers timed"
    group: ClassVar[Group] = Group.HARDWARE
    since: ClassVar[str] = "0.1"
    version: ClassVar[str] = "2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(timed_paper(f"{TIME} end to end.\n"), Outcome.PASS, "end to end"),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(timed_paper(f"{TIME}.\n"), Outcome.FAIL),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not claims_measured_speed(subject):
            return not_applicable("no measured speed is claimed")
        found = find_near_timing(subject, _EXTENT)
        if found:
            return Decision(Outcome.PASS, "what was timed is told", found[:3])
        return self.absent(subject, "times are given, but not of what part of the network", _FIX)
