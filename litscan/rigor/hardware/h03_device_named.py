"""H03: on what device was time measured?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.hardware.examples import TIME, timed_paper
from litscan.rigor.hardware.timing import claims_measured_speed, devices_in, timing_passages

_KIND = re.compile(
    r"\b(?:GPUs?|CPUs?|TPUs?|FPGAs?|smartphones?|mobile (?:phone|device)s?|edge devices?)\b"
)
_FIX = "name the device (model and number of devices or threads) beside the times"


class DeviceNamed(Check):
    """The device on which time was measured is named.

    Rationale
    ---------
    The same sparse network can be faster on one device and slower on the next. A time without
    its device cannot be compared with anything.

    Source
    ------
    Machine-learning reproducibility checklist (Pineau 2020); NeurIPS paper checklist, question
    8; Gundersen and Kjensmo 2018.

    Applies when
    ------------
    Speed is claimed and a time is measured (H01 passes).

    Evidence
    --------
    Pass: a device by model in a table with times, its caption, or a sentence about time or
    beside one. Partial: a device named elsewhere in the experiments, or only its kind ("one
    GPU").
    """

    id: ClassVar[str] = "H03"
    name: ClassVar[str] = "Device of the timing named"
    group: ClassVar[Group] = Group.HARDWARE
    since: ClassVar[str] = "0.1"
    version: ClassVar[str] = "2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(timed_paper(f"{TIME} on one Tesla V100.\n"), Outcome.PASS, "Tesla V100"),
        Example(timed_paper(f"{TIME} on one GPU.\n"), Outcome.PARTIAL, "GPU"),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(timed_paper(f"{TIME}.\n"), Outcome.FAIL),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not claims_measured_speed(subject):
            return not_applicable("no measured speed is claimed")
        near = timing_passages(subject)
        named = tuple(item for item in near if devices_in(item.quote))
        if named:
            devices = sorted({device for item in named for device in devices_in(item.quote)})
            return Decision(
                Outcome.PASS, f"timed on {', '.join(devices[:4])}", named[:3], {"devices": devices}
            )
        elsewhere = tuple(
            entity.evidence[0] for entity in subject.facts.entities if entity.kind == "hardware"
        )
        if elsewhere:
            reason = "a device is named, but not with the times"
            return Decision(Outcome.PARTIAL, reason, elsewhere[:3], fix=_FIX)
        kinds = tuple(item for item in near if _KIND.search(item.quote))
        if kinds:
            reason = "the kind of device is told, but not its model"
            return Decision(Outcome.PARTIAL, reason, kinds[:3], fix=_FIX)
        return self.absent(subject, "times are given, but not the device", _FIX)
