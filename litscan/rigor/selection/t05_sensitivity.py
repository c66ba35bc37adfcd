"""T05: is the sensitivity to the method's own hyper-parameters shown?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.document.model import SectionRole
from litscan.rigor.applicability import proposes_method
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import EXPERIMENT_ROLES, find_in_captions, find_in_sentences
from litscan.rigor.examples import ACCURACY_TABLE, paper

_METHOD: frozenset[SectionRole] = frozenset({"method", "experiments", "introduction", "appendix"})
_KNOB = re.compile(
    r"\b(?:is|are|(?<!such )as|new|additional)\s+(?:an?\s+|the\s+)?(?:\w+\s+)?hyper-?\s?parameters?"
    r"\b(?!\s+(?:sweep|tuning|search))"
    r"|\bhyper-?\s?parameters?\s+(?:\w+\s+)?(?:that|which|to|controls?|balanc\w+|trad\w+|λ|α|β|γ)"
    r"|\b(?:trade-?off|balancing|regulari[sz]ation)\s+(?:coefficient|parameter|factor|strength)\b",
    re.IGNORECASE,
)
_TRAINING = re.compile(
    r"\b(?:training|optimi[sz]er|optimi[sz]ation|learning rate|batch size)\b"
    r"|\bsame\b|\bfollow\w*|\bhard to\b",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    r"\b(?:in)?sensitiv\w+\s+(?:to|of|analys\w+|stud\w+|with respect)\b|\bsensitivity\b"
    r"|\b(?:effects?|impact|influence|role|choice|ablation)\s+(?:study\s+)?(?:of|on)\s+(?:the\s+)?"
    r"(?:\w+[\s-]+){0,4}(?:hyper-?\s?param\w*|coefficients?|thresholds?|strengths?|temperature"
    r"|frequenc\w+|interval|rate|ratio|size|number|parameter|factor|weight|schedule|λ|α|β|γ|lambda"
    r"|alpha|beta|gamma)"
    r"|\b(?:different|various|varying)\s+(?:values|choices|settings)\s+(?:of|for)\b|\brobust to\b"
    r"|\bwe (?:vary|varied|ablate)\b",
    re.IGNORECASE,
)
_FIX = "plot accuracy over each hyper-parameter that the method adds"
_KNOBS = ACCURACY_TABLE + "\nThe hyperparameter that controls sparsity is set to 0.1.\n"


class Sensitivity(Check):
    """The effect of the method's own hyper-parameters is shown.

    Rationale
    ---------
    A method that works at one value of its knob only costs its user the search for it.

    Source
    ------
    Machine-learning reproducibility checklist (Pineau 2020).

    Applies when
    ------------
    The paper proposes a pruning method and speaks of a hyper-parameter of it.

    Evidence
    --------
    Pass: a caption, or a sentence of the experiments, on sensitivity to a hyper-parameter or on the
    effect of its value.
    """

    id: ClassVar[str] = "T05"
    name: ClassVar[str] = "Sensitivity to own hyper-parameters"
    group: ClassVar[Group] = Group.SELECTION
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(_KNOBS + "\nFigure 2: Sensitivity to the threshold.\n"),
            Outcome.PASS,
            "Sensitivity to the threshold",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(_KNOBS), Outcome.FAIL),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not proposes_method(subject):
            return not_applicable("the paper does not propose a pruning method")
        document = subject.document
        knobs = tuple(
            item
            for item in find_in_sentences(document, _KNOB, _METHOD)
            if not _TRAINING.search(item.quote)
        )
        if not knobs:
            return not_applicable("no hyper-parameter of the method is spoken of")
        shown = (
            *find_in_captions(document, _SHOWN),
            *find_in_sentences(document, _SHOWN, EXPERIMENT_ROLES),
        )
        if shown:
            return Decision(Outcome.PASS, "the effect of a hyper-parameter is shown", shown[:2])
        return self.absent(
            subject, "the effect of own hyper-parameters is not shown", _FIX, knobs[:2]
        )
