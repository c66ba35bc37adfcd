"""B08: does the dense network get the extra epochs too?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.applicability import proposes_pruning
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.baselines.examples import TUNED
from litscan.rigor.evidence import EXPERIMENT_ROLES, find_in_captions, find_in_sentences
from litscan.rigor.examples import paper

_TUNED = re.compile(
    r"\b(?:we|is|are|was|were|then)\b[^.;]{0,40}\b(?:fine-?\s?tun|re-?train)(?:e|ed|ing)?\b"
    r"[^.;]{0,60}\b\d+k?\s*(?:more )?(?:epochs?|iterations|steps)\b",
    re.IGNORECASE,
)
_DENSE = r"(?:baselines?|dense|unpruned|original|full|reference)"
_SAME = re.compile(
    rf"\b{_DENSE}\b[^.;]{{0,80}}\b(?:train\w*|fine-?tun\w*)\b[^.;]{{0,60}}\b(?:same|additional|extra|equal|longer|identical|more)\b"
    rf"|\b(?:same|identical|equal)\s+(?:\w+\s+){{0,3}}(?:epochs|schedule|recipe|setting|settings|budget|training)\b[^.;]{{0,80}}\b{_DENSE}\b"
    rf"|\b{_DENSE}\b[^.;]{{0,60}}\b(?:same|identical)\s+(?:\w+\s+){{0,2}}(?:epochs|schedule|recipe|settings?|budget|hyper-?parameters)\b",
    re.IGNORECASE,
)
_FIX = "train the dense network for the same total epochs and recipe, and compare to it"


class DenseSameTraining(Check):
    """The dense network is trained as long as pruning and fine-tuning together.

    Rationale
    ---------
    Fine-tuning is more training. A dense network that gets the same extra epochs often improves
    as much.

    Source
    ------
    Wang et al. 2023 (arXiv 2301.05219); Blalock et al. 2020 (arXiv 2003.03033), section 4.5.

    Applies when
    ------------
    The paper proposes a pruning method and says that pruned networks are fine-tuned or
    retrained.

    Evidence
    --------
    Pass: a sentence or caption that says that the dense or original network was trained for the
    same, additional or equal epochs. Otherwise the fine-tuning is quoted.
    """

    id: ClassVar[str] = "B08"
    name: ClassVar[str] = "Dense network with the same total training"
    group: ClassVar[Group] = Group.BASELINES
    since: ClassVar[str] = "0.1"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(TUNED + "The dense baseline is trained for the same epochs.\n"),
            Outcome.PASS,
            "same epochs",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(TUNED), Outcome.FAIL, "40 epochs"),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not proposes_pruning(subject):
            return not_applicable("the paper does not propose a pruning method and measure it")
        tuned = tuple(find_in_sentences(subject.document, _TUNED, EXPERIMENT_ROLES))
        if not tuned:
            return not_applicable("no epochs of fine-tuning are told of")
        found = (
            *find_in_captions(subject.document, _SAME),
            *find_in_sentences(subject.document, _SAME, EXPERIMENT_ROLES),
        )
        if found:
            return Decision(
                Outcome.PASS, "the training of the dense network is set equal", found[:2]
            )
        return self.absent(
            subject, "the dense network is not said to get the same training", _FIX, tuned[:2]
        )
