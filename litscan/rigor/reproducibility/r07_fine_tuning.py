"""R07: is the schedule of fine-tuning stated?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.document.model import Evidence
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import find_in_sentences, find_in_tables, find_told
from litscan.rigor.examples import ACCURACY_TABLE, paper
from litscan.rigor.reproducibility.training import PRACTICE_ROLES, fine_tuning, learning_rates

_TUNED = r"(?:fine-?\s?tun(?:e|ed|ing)|re-?train(?:ed|ing)?)"
_LENGTH = r"\d[\d,.]*\s?[kKM]?\s+(?:\w+\s+)?(?:epochs?|iterations?|steps?|updates)"
_LENGTHS = re.compile(
    rf"\b{_TUNED}\b[^.;]{{0,120}}?\b{_LENGTH}\b|\b{_LENGTH}\b[^.;]{{0,60}}?\b{_TUNED}\b",
    re.IGNORECASE,
)
_ANY_LENGTH = re.compile(rf"\b{_LENGTH}\b|\bone epoch\b", re.IGNORECASE)
_LENGTH_LABEL = re.compile(rf"\b{_TUNED}\b.{{0,20}}\bepochs?\b|\bepochs?\b", re.IGNORECASE)
_SAME = re.compile(r"\b(?:same|identical|original|rewind\w*)\b", re.IGNORECASE)
_FIX = "state epochs, learning rate and its schedule of the fine-tuning, and whether it rewinds"
_TUNES = ACCURACY_TABLE + "\nWe fine-tune the pruned network{}.\n"


class FineTuning(Check):
    """The paper states how long and at which learning rate the pruned network is fine-tuned.

    Rationale
    ---------
    The learning rate of the fine-tuning alone can change the ranking of methods. A pruned
    network's accuracy says nothing without the length and rate of the training that restored it.

    Source
    ------
    Wang et al. 2023 (arXiv 2301.05219); Renda et al. 2020 (arXiv 2003.02389).

    Applies when
    ------------
    The authors say that they fine-tune or retrain what they pruned.

    Evidence
    --------
    Pass: the length of fine-tuning, in epochs or steps, and a learning rate, or the statement that
    its schedule is that of training. Partial: one of the two. Fail: neither.
    """

    id: ClassVar[str] = "R07"
    name: ClassVar[str] = "Fine-tuning schedule"
    group: ClassVar[Group] = Group.REPRODUCIBILITY
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(_TUNES.format(" for 20 epochs with a learning rate of 0.01")),
            Outcome.PASS,
            "20 epochs",
        ),
        Example(paper(_TUNES.format(" for 20 epochs")), Outcome.PARTIAL, "20 epochs"),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(_TUNES.format("")), Outcome.FAIL),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        used = fine_tuning(subject)
        if not used and subject.facts.training.fine_tune_epochs is None:
            return not_applicable("no fine-tuning of pruned networks is reported")
        lengths = _lengths(subject)
        rates = tuple(learning_rates(subject)) or tuple(
            item for item in used if _SAME.search(item.quote)
        )
        evidence = tuple(dict.fromkeys((*lengths[:2], *rates[:2])))
        if lengths and rates:
            return Decision(Outcome.PASS, "length and learning rate of training stated", evidence)
        if evidence:
            lacking = "learning rate" if lengths else "length"
            reason = f"fine-tuning is described, but its {lacking} is not"
            return Decision(Outcome.PARTIAL, reason, evidence, fix=_FIX)
        reason = "networks are fine-tuned, but neither for how long nor at which rate is stated"
        return self.absent(subject, reason, _FIX, used[:2])


def _lengths(subject: Subject) -> tuple[Evidence, ...]:
    """Return what gives the length of fine-tuning, else of any training."""
    document = subject.document
    near = find_told(document, _LENGTHS, PRACTICE_ROLES)
    if near or subject.facts.training.fine_tune_epochs is not None:
        return near or subject.facts.training.evidence
    return (
        *find_in_tables(document, _LENGTH_LABEL),
        *find_in_sentences(document, _ANY_LENGTH, PRACTICE_ROLES),
    )
