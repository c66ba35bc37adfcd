"""T02: is the reported epoch chosen without the test set?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.applicability import is_experimental
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import EXPERIMENT_ROLES, find_told
from litscan.rigor.examples import ACCURACY_TABLE, paper

_CHOSEN = r"(?:report\w*|select\w*|chosen|choose|pick\w*|keep|kept|use[sd]?|tak(?:e|en)|save[sd]?)"
_EPOCH = r"(?:epoch|checkpoint|model|iteration)"
_KNOB = r"\b(?:fraction|ratio|rate|threshold|coefficient|hyper-?param|parameter|value|strength)"
_ON_TEST = re.compile(
    rf"\b{_CHOSEN}\b(?:(?!{_KNOB})[^.;]){{0,60}}?\b(?:best|highest|lowest)\s+test(?:ing)?\s+"
    r"(?:accurac\w+|error|performance)\b"
    rf"|\b(?:best|highest)\s+(?:test(?:ing)?\s+)?(?:accurac\w+|performance)\b[^.;]{{0,30}}?"
    rf"\b(?:over|across|among|during|of)\s+(?:all\s+|the\s+)*(?:training\s+)?{_EPOCH}s\b"
    rf"|\bearly stopping\b[^.;]{{0,60}}?\btest (?:set|accuracy|error|loss)\b"
    rf"|\b{_EPOCH}\b[^.;]{{0,40}}?\b(?:best|highest)\s+test\b",
    re.IGNORECASE,
)
_CLEAN = re.compile(
    rf"\b(?:last|final)\s+(?:training\s+)?(?:epoch|checkpoint|iteration)\b"
    rf"|\b(?:early[- ]stopp\w+|{_EPOCH}|checkpoint)\b[^.;]{{0,80}}?\b(?:validation|held-?out|dev)\b"
    rf"|\b(?:best|highest|lowest)\s+validation\b",
    re.IGNORECASE,
)
_FIX = "report the last epoch, or the one that is best on held-out training data"


class StoppedNotOnTest(Check):
    """The epoch whose accuracy is reported was not picked by its test accuracy.

    Rationale
    ---------
    The best of ninety test accuracies is higher than the one a user will get. It is selection on
    the test set, epoch by epoch.

    Source
    ------
    Dodge et al. 2019 (arXiv 1909.03004).

    Applies when
    ------------
    The paper says which epoch or checkpoint it reports, or how it stops early.

    Evidence
    --------
    Pass: the last epoch, or one picked on validation data. Fail: the best test accuracy over
    epochs, in so many words.
    """

    id: ClassVar[str] = "T02"
    name: ClassVar[str] = "Epoch not picked on test data"
    group: ClassVar[Group] = Group.SELECTION
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(ACCURACY_TABLE + "\nWe report the accuracy of the last epoch.\n"),
            Outcome.PASS,
            "last epoch",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(ACCURACY_TABLE + "\nWe report the best test accuracy over all epochs.\n"),
            Outcome.FAIL,
            "best test accuracy",
        ),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not is_experimental(subject):
            return not_applicable("the paper reports no experiments of its own")
        document = subject.document
        picked, clean = (
            find_told(document, pattern, EXPERIMENT_ROLES) for pattern in (_ON_TEST, _CLEAN)
        )
        if picked:
            return self.absent(
                subject, "what is reported is picked by its test accuracy", _FIX, picked[:2]
            )
        if clean:
            return Decision(Outcome.PASS, "the reported epoch is not picked on test", clean[:2])
        return not_applicable("the paper does not say which epoch it reports")
