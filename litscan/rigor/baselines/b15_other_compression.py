"""B15: is another kind of compression compared?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.applicability import proposes_pruning
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.baselines.examples import LLM
from litscan.rigor.baselines.language_models import prunes_language_models
from litscan.rigor.evidence import EXPERIMENT_ROLES, find_shown
from litscan.rigor.examples import ACCURACY_TABLE, paper

_OTHER = re.compile(
    r"\bquanti[sz]\w+|\b(?:INT|W)-?[348]\b|\b[348]-bit\b|\bGPTQ\b|\bAWQ\b|\bdistill\w*",
    re.IGNORECASE,
)
_FIX = "compare to a quantised model of the same size in bytes"


class OtherCompression(Check):
    """Quantisation or distillation at the same size is compared.

    Rationale
    ---------
    For large language models, four bits a weight cost less accuracy than removing half of the
    weights. A reader with a budget in bytes must see both.

    Source
    ------
    Jaiswal et al. 2023 (arXiv 2310.01382).

    Applies when
    ------------
    The paper proposes a method of pruning large language models after training.

    Evidence
    --------
    Pass: quantised or distilled models in tables, captions or the experiments.
    """

    id: ClassVar[str] = "B15"
    name: ClassVar[str] = "Quantised or distilled alternative"
    group: ClassVar[Group] = Group.BASELINES
    since: ClassVar[str] = "0.1"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(ACCURACY_TABLE + "| 4-bit GPTQ | 74.0 | - |\n", abstract=LLM),
            Outcome.PASS,
            "GPTQ",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(ACCURACY_TABLE, abstract=LLM), Outcome.FAIL),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not proposes_pruning(subject):
            return not_applicable("the paper does not propose a pruning method and measure it")
        if (
            not prunes_language_models(subject)
            or "post-training" not in subject.facts.pruning_kinds
        ):
            return not_applicable("no pruning of large language models after training")
        found = find_shown(subject.document, _OTHER, EXPERIMENT_ROLES)
        if found:
            return Decision(Outcome.PASS, "another kind of compression is compared", found[:3])
        return self.absent(subject, "no other kind of compression is compared", _FIX)
