"""R11: is the hardware of the training stated?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import find_shown
from litscan.rigor.examples import ACCURACY_TABLE, paper
from litscan.rigor.reproducibility.training import trains

_KIND = re.compile(
    r"\b(?:GPUs?|TPUs?|CPUs?|[Nn][Vv][Ii][Dd][Ii][Aa]|[Gg]e[Ff]orce|Tesla|Xeon|RTX|GTX|rtx|gtx"
    r"|Titan|TITAN|[AVHP]100s?|Quadro)\b"
)
_MODEL = re.compile(
    r"\b(?:GeForce|Tesla|Xeon|RTX|GTX|rtx|gtx|Titan|TITAN|Quadro|[AVHPLT]\d{1,3}0{0,2}s?|TPU ?v\d"
    r"|EPYC|Core i\d|\d{4}\s?Ti)\b"
)
_AMOUNT = re.compile(
    r"\b(?:\d+|one|a|an|single|two|three|four|six|eight|sixteen)\s*[x×]?\s*(?:\w+[- ]){0,4}"
    r"(?:GPUs?|TPUs?|cores?|nodes?|[AVHP]100s?|RTX|GTX|NVIDIA|Tesla|Titan)\b"
    r"|\bGPU[- ](?:hours|days)\b|\b\d+(?:\.\d+)?\s*(?:hours|days)\b",
    re.IGNORECASE,
)
_FIX = "state kind and number of devices and the hours that the training took"
_TRAINED = ACCURACY_TABLE + "\nWe train for 90 epochs{}.\n"


class TrainingHardware(Check):
    """The paper names the devices of its experiments, and how many or how long.

    Rationale
    ---------
    Who wants to repeat an experiment must know what it takes.

    Source
    ------
    NeurIPS paper checklist, question 8; Gundersen and Kjensmo 2018.

    Applies when
    ------------
    The paper reports experiments in which networks are trained.

    Evidence
    --------
    Pass: a device with its number or the hours it took. Partial: a device alone.
    """

    id: ClassVar[str] = "R11"
    name: ClassVar[str] = "Compute and hardware for training"
    group: ClassVar[Group] = Group.REPRODUCIBILITY
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_TRAINED.format(" on four V100 GPUs")), Outcome.PASS, "four V100"),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(_TRAINED.format("")), Outcome.FAIL),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not trains(subject):
            return not_applicable("no training of networks is reported")
        document = subject.document
        named = find_shown(document, _KIND)
        told = tuple(item for item in named if _AMOUNT.search(item.quote))
        if told:
            return Decision(Outcome.PASS, "devices and their number or hours are stated", told[:2])
        named = tuple(item for item in named if _MODEL.search(item.quote))
        if named:
            reason = "a device is named, but not how many nor for how long"
            return Decision(Outcome.PARTIAL, reason, named[:2], fix=_FIX)
        return self.absent(subject, "the hardware of the experiments is not stated", _FIX)
