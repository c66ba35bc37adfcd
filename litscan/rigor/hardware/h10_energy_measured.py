"""H10: is energy measured when it is claimed?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import EXPERIMENT_ROLES, find_shown
from litscan.rigor.hardware.examples import timed_paper
from litscan.rigor.voice import find_own_claims

_CLAIM = re.compile(
    r"\b(?:reduc\w+|sav\w+|lower\w*|less|decreas\w+|cut\w*|improv\w+)\b[^.;]{0,40}\b(?:energy"
    r"|power)\b"
    r"(?! (?:function|law|spectr|landscape))|\b(?:energy|power)[- ](?:saving|reduction"
    r"|efficien\w+)s?\b",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"\b\d+(?:\.\d+)?\s?(?:[mµunpk]?J|[mµk]?W|[km]?Wh|joules?|watts?)\b|\((?:[mµunpk]?J|[mµk]?W"
    r"|[km]?Wh)\)"
    r"|\b(?:power meter|wattmeter|NVML|nvidia-smi|RAPL|energy (?:model|estimat\w+)|CodeCarbon"
    r"|Timeloop|Accelergy)\b"
)
ABSTRACT = "Our method reduces the energy of inference by 40%."
_FIX = "measure energy (joules) on a named device, or name the energy model it was computed with"


class EnergyMeasured(Check):
    """Energy that is claimed was measured or modelled, and it is said how.

    Rationale
    ---------
    Energy goes mostly into moving data, so that fewer operations or weights say little about
    it.

    Source
    ------
    Yang et al. 2017 (arXiv 1611.05128).

    Applies when
    ------------
    Abstract, introduction, experiments or conclusion claim that the authors' networks need less
    energy or power.

    Evidence
    --------
    Pass: joules, watts or watt-hours in a table, caption or sentence of the experiments, or a
    meter or energy model named. Otherwise the claim is quoted.
    """

    id: ClassVar[str] = "H10"
    name: ClassVar[str] = "Energy measured when it is claimed"
    group: ClassVar[Group] = Group.HARDWARE
    since: ClassVar[str] = "0.1"
    version: ClassVar[str] = "2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            timed_paper(
                "One inference takes 4.1 mJ instead of 7.0 mJ.\n",
                abstract=ABSTRACT,
            ),
            Outcome.PASS,
            "4.1 mJ",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(
            timed_paper("We prune VGG-16.\n", abstract=ABSTRACT),
            Outcome.FAIL,
            "reduces the energy",
        ),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        document = subject.document
        claims = find_own_claims(document, _CLAIM)
        if not claims:
            return not_applicable("no saving of energy is claimed")
        found = find_shown(document, _MEASURED, EXPERIMENT_ROLES)
        if found:
            return Decision(Outcome.PASS, "energy is given with its unit or its model", found[:3])
        return self.absent(subject, "less energy is claimed, but not measured", _FIX, claims[:2])
