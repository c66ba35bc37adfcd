"""B04: which magnitude pruning is compared?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.baselines.b03_magnitude_pruning import MagnitudePruning
from litscan.rigor.baselines.examples import MAGNITUDE
from litscan.rigor.evidence import (
    EXPERIMENT_ROLES,
    find_in_captions,
    find_in_sentences,
    find_in_tables,
)
from litscan.rigor.examples import paper

_KIND = (
    r"(?:global\w*|uniform\w*|layer-?wise|local\w*|per-layer|ERK|LAMP|gradual|iterative|one-shot"
    r"|unstructured)"
)
_VARIANT = re.compile(
    rf"\b{_KIND}\b[^.;]{{0,40}}\b(?:magnitude|GMP)\b|\b(?:magnitude|GMP)\b[^.;]{{0,40}}\b{_KIND}\b"
    r"|\b(?:GMP|OMP|IMP|LAMP)\b|\bPFEC\b|\bLi et al\.?,? ?[\(\[]?2017"
    r"|(?:\bL|ℓ)_?[12][- ](?:norm[- ])?(?:based|prun\w+|filters?)\b",
    re.IGNORECASE,
)
_NORM_CELL = re.compile(r"^\W*(?:L|ℓ)_?[12₁₂](?:[ -]?norm)?\W*(?:[\[(]|$)", re.IGNORECASE)
_FIX = "say whether magnitude pruning is global, uniform or layer-wise, and one-shot or gradual"


class MagnitudeVariant(Check):
    """It is said which magnitude pruning is compared.

    Rationale
    ---------
    Global, uniform and layer-wise magnitude pruning differ by points of accuracy. Beating the
    weakest of them says little.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), appendix B; Gale et al. 2019 (arXiv 1902.09574).

    Applies when
    ------------
    Magnitude pruning is reported (B03 passes).

    Evidence
    --------
    Pass: global, uniform, layer-wise, ERK, LAMP, gradual, iterative or one-shot beside the word
    magnitude, or a norm of filters.
    """

    id: ClassVar[str] = "B04"
    name: ClassVar[str] = "Variant of magnitude pruning named"
    group: ClassVar[Group] = Group.BASELINES
    since: ClassVar[str] = "0.1"
    version: ClassVar[str] = "2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(MAGNITUDE + "Magnitude pruning is global.\n"), Outcome.PASS, "global"),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(MAGNITUDE), Outcome.FAIL, "Magnitude"),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        control = subject.decision(MagnitudePruning())
        if control.outcome is not Outcome.PASS:
            return not_applicable("no magnitude pruning is reported")
        found = (
            *find_in_tables(subject.document, _VARIANT),
            *(cell for cell in control.evidence if _NORM_CELL.search(cell.quote)),
            *find_in_captions(subject.document, _VARIANT),
            *find_in_sentences(subject.document, _VARIANT, EXPERIMENT_ROLES),
        )
        if found:
            return Decision(Outcome.PASS, "the variant of magnitude pruning is told", found[:3])
        return self.absent(
            subject,
            "it is not said which magnitude pruning is compared",
            _FIX,
            control.evidence[:2],
        )
