"""H01: is time measured when speed is claimed?"""

from __future__ import annotations

from typing import ClassVar

from litscan.rigor.applicability import is_experimental
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.examples import ACCURACY_TABLE, paper
from litscan.rigor.hardware.timing import measured_times, speed_claims

_FIX = "measure latency or throughput on a named device with batch size and software stated"


class MeasuredTime(Check):
    """Speed that is claimed was measured, not counted in FLOPs.

    Rationale
    ---------
    Removing operations does not remove time: unstructured zeros run at dense speed on most
    hardware, and memory traffic hides much of what structured pruning saves.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), section 5.2; Hoefler et al. 2021 (arXiv 2102.00554).

    Applies when
    ------------
    Abstract, introduction, experiments or conclusion claim that the authors' networks run faster.
    Faster convergence, what others found (a sentence that cites), and wishes are no such claim.

    Evidence
    --------
    Pass: a latency or throughput in a table, or a sentence or caption of the experiments that
    gives a time with its unit or speaks of measured time; or a speedup on a named device.
    """

    id: ClassVar[str] = "H01"
    name: ClassVar[str] = "Measured time when speed is claimed"
    group: ClassVar[Group] = Group.HARDWARE
    since: ClassVar[str] = "0.1"
    version: ClassVar[str] = "3"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(
                ACCURACY_TABLE + "\nThe pruned network takes 3.1 ms on one V100 GPU.\n",
                abstract="Our pruned networks run 1.8 times faster.",
            ),
            Outcome.PASS,
            "3.1 ms",
        ),
        Example(
            paper(
                ACCURACY_TABLE
                + "\nTable 2: Speedup on a V100 GPU.\n\n| Method | Speedup |\n| --- | --- |\n"
                "| Baseline | 1.0x |\n| Ours | 1.8x |\n",
                abstract="Our pruned networks run 1.8 times faster.",
            ),
            Outcome.PASS,
            "1.8x",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(ACCURACY_TABLE, abstract="Our pruned networks run 1.8 times faster."),
            Outcome.FAIL,
        ),
        Example(
            paper(
                ACCURACY_TABLE + "\nWe did not measure latency on a GPU.\n",
                abstract="Our pruned networks run 1.8 times faster.",
            ),
            Outcome.FAIL,
        ),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not is_experimental(subject):
            return not_applicable("the paper reports no experiments of its own")
        claims = speed_claims(subject)
        if not claims:
            return not_applicable("no speed is claimed")
        timed = measured_times(subject)
        if timed:
            return Decision(Outcome.PASS, "time was measured", timed[:3])
        reason = "speed is claimed, but no measured time is reported"
        return self.absent(subject, reason, _FIX, claims[:2])
