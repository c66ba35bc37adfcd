"""R05: are optimiser and learning rate stated?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.document.model import Evidence
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import find_in_sentences
from litscan.rigor.examples import ACCURACY_TABLE, paper
from litscan.rigor.reproducibility.training import PRACTICE_ROLES, learning_rates, trains

ENOUGH = 4
_OPTIMISER = re.compile(
    r"\bSGD\b|\bstochastic gradient descent\b|\bAdam[WG]?\b|\bRMS-?prop\b|\bLAMB\b|\bLARS\b"
    r"|\bAdagrad\b|\bAdadelta\b|\bNesterov\b|\bLion optimi[sz]er\b"
)
_UNREADABLE = re.compile(r"\blearning[ -]rates? (?:of|to|is|was)\s?[.,;]", re.IGNORECASE)
_FIX = "state optimiser, learning rate and its decay, momentum, weight decay, batch size and epochs"
_TRAINED = ACCURACY_TABLE + "\nWe train the networks for 90 epochs{}.\n"


class Optimiser(Check):
    """The paper states the optimiser and the learning rate, with the values beside them.

    Rationale
    ---------
    Learning rate and schedule change the accuracy of a pruned network by more than most methods
    gain. A result whose training is not stated can be neither repeated nor compared.

    Source
    ------
    Machine-learning reproducibility checklist (Pineau 2020); Raff 2019 (arXiv 1909.06674).

    Applies when
    ------------
    The paper reports experiments in which networks are trained.

    Evidence
    --------
    Pass: optimiser and learning rate and, of momentum, weight decay, batch size and epochs, at
    least two. Partial: optimiser and learning rate alone. Fail: one of the two is missing.
    """

    id: ClassVar[str] = "R05"
    name: ClassVar[str] = "Optimiser and learning rate"
    group: ClassVar[Group] = Group.REPRODUCIBILITY
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(
                _TRAINED.format(" using SGD with a learning rate of 0.1 and a batch size of 256")
            ),
            Outcome.PASS,
            "learning rate of 0.1",
        ),
        Example(
            paper(ACCURACY_TABLE + "\nWe train with Adam and a learning rate of 0.001.\n"),
            Outcome.PARTIAL,
            "Adam",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_TRAINED.format("")), Outcome.FAIL),
        Example(paper(_TRAINED.format(" using SGD")), Outcome.FAIL),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not trains(subject):
            return not_applicable("no training of networks is reported")
        told = subject.facts.training
        stated = {name: value for name, value in told.stated().items() if value is not None}
        stated.pop("fine_tune_epochs", None)
        optimisers = _evidence(subject, told.optimizer, _optimisers(subject))
        rates = _evidence(subject, told.learning_rate, tuple(learning_rates(subject))[:1])
        if optimisers and rates:
            evidence = tuple(dict.fromkeys((*optimisers[:2], *rates[:2])))
            count = len({*stated, "optimizer", "learning_rate"})
            numbers = {"stated": count}
            if count >= ENOUGH:
                reason = "optimiser, learning rate and further values are stated"
                return Decision(Outcome.PASS, reason, evidence, numbers)
            reason = "optimiser and learning rate are stated, few of the values beside them"
            return Decision(Outcome.PARTIAL, reason, evidence, numbers, _FIX)
        return self._missing(subject, optimisers, rates)

    def _missing(
        self, subject: Subject, optimisers: tuple[Evidence, ...], rates: tuple[Evidence, ...]
    ) -> Decision:
        if not rates and any(find_in_sentences(subject.document, _UNREADABLE)):
            return Decision(Outcome.UNDETERMINED, "the learning rate's number could not be read")
        lacking = "learning rate" if optimisers else "optimiser"
        lacking = lacking if optimisers or rates else "optimiser and learning rate"
        return self.absent(subject, f"{lacking} not stated", _FIX)


def _optimisers(subject: Subject) -> tuple[Evidence, ...]:
    return tuple(find_in_sentences(subject.document, _OPTIMISER, PRACTICE_ROLES))[:1]


def _evidence(
    subject: Subject, stated: object, found: tuple[Evidence, ...]
) -> tuple[Evidence, ...]:
    """Return what was found, or the evidence of the fact where only the extractor has it."""
    return found or (subject.facts.training.evidence if stated is not None else ())
