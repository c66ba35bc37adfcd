"""T01: was tuning done on other data than the reported results?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.applicability import is_experimental
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import find_in_sentences, find_told
from litscan.rigor.examples import ACCURACY_TABLE, paper
from litscan.rigor.selection.tuning import TUNING_ROLES, find_tuning

_VALIDATION = (
    r"(?:(?:validation|held-?\s?out|hold-?\s?out|development|dev)[- ]"
    r"(?:data\s?-?sets?|sets?|split|data|subset|images|examples|samples|accuracy|loss"
    r"|performance|error|perplexity|partition)|minival|cross-?validation)"
)
_SEPARATE = re.compile(
    r"\b(?:validation|held-?\s?out|development|dev)[- ](?:data\s?-?sets?|sets?|split|data|subset)\b"
    r"[^.;]{0,80}\b(?:train\w*|split|separate|randomly|sampled|images|examples|held)\b"
    r"|\b(?:of|from|split|hold out|held out|set aside|reserv\w+|take)\b[^.;]{0,60}"
    r"\btraining (?:data|set|split|images|examples|samples)\b[^.;]{0,60}\bvalidation\b"
    r"|\btrain(?:ing)?\s?[/,-]\s?val(?:idation)?\s?[/,-]\s?(?:and )?test\b|\bcross-?validation\b",
    re.IGNORECASE,
)
_ON_VALIDATION = re.compile(rf"\b{_VALIDATION}\b", re.IGNORECASE)
_ON_TEST = re.compile(
    r"\b(?:on|using|by|with|based on|over)\s+(?:only\s+)?(?:the\s+)?(?:final\s+)?"
    r"test(?:ing)?[- ](?:set|data|split|accuracy"
    r"|performance|error)\b|\b(?:best|highest|lowest|maximi[sz]es? the|minimi[sz]es? the) test\b",
    re.IGNORECASE,
)
_FIX = "tune on a part of the training data held out for it, and say so"
_TUNED = ACCURACY_TABLE + "\nHyperparameters are tuned by grid search{}.\n"

_PICKED = f"{ACCURACY_TABLE}\nWe choose the pruning ratio that gives the highest test accuracy.\n"


class TunedOnValidation(Check):
    """Hyper-parameters were tuned on other data than the results are reported on.

    Rationale
    ---------
    Knobs that are turned until the test accuracy is best have learned the test set. Gains of a few
    tenths of a point are within what this brings.

    Source
    ------
    REFORMS 2024; Dodge et al. 2019 (arXiv 1909.03004); NeurIPS paper checklist, question 6.

    Applies when
    ------------
    The authors say that they tuned hyper-parameters.

    Evidence
    --------
    Pass: a validation set held out of the training data. Partial: a validation set of which it is
    not said to be another than the one reported on, as that of ImageNet is. Fail: tuning on the
    test set, or no word on which data.
    """

    id: ClassVar[str] = "T01"
    name: ClassVar[str] = "Tuned on validation data"
    group: ClassVar[Group] = Group.SELECTION
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(_TUNED.format(" on a validation set of 5,000 training images")),
            Outcome.PASS,
            "validation set of 5,000 training images",
        ),
        Example(
            paper(_TUNED.format(" on the validation set")), Outcome.PARTIAL, "the validation set"
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_TUNED.format("")), Outcome.FAIL),
        Example(paper(_TUNED.format(" on the test set")), Outcome.FAIL, "on the test set"),
        Example(paper(_PICKED), Outcome.FAIL, "highest test accuracy"),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        tuning = tuple(find_tuning(subject)) if is_experimental(subject) else ()
        if not tuning:
            return not_applicable("no tuning of hyper-parameters is reported")
        document = subject.document
        separate = find_told(document, _SEPARATE, TUNING_ROLES)
        if separate:
            return Decision(Outcome.PASS, "a validation set is held out", separate[:2])
        on_test = tuple(
            item
            for item in tuning
            if _ON_TEST.search(item.quote) and not _ON_VALIDATION.search(item.quote)
        )
        if on_test and subject.fully_read:
            return Decision(Outcome.FAIL, "tuning is said to use test data", on_test[:2], fix=_FIX)
        validation = tuple(find_in_sentences(document, _ON_VALIDATION, TUNING_ROLES))
        if validation:
            reason = "a validation set is spoken of, but not said to be apart from what is reported"
            return Decision(Outcome.PARTIAL, reason, validation[:2], fix=_FIX)
        reason = "hyper-parameters are tuned, but on which data is not said"
        return self.absent(subject, reason, _FIX, tuning[:2])
