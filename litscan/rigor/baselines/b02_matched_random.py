"""B02: is random pruning given the ratios of the layers?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.document.model import SectionRole
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.baselines.b01_random_pruning import RandomPruning
from litscan.rigor.baselines.examples import UNEVEN
from litscan.rigor.evidence import EXPERIMENT_ROLES, find_in_sentences, find_shown
from litscan.rigor.examples import paper

_UNEVEN = re.compile(
    r"\b(?:non-?uniform|layer-?wise|per-layer) (?:layer-?wise )?(?:sparsit"
    r"|prun\w+ (?:ratio|rate)|densit"
    r"|ratio|allocation|budget)\w*|\bglobal(?:ly)? (?:prun|threshold|rank)\w*|\bERK\b"
    r"|\bErd\w+[- ]R\w+nyi",
    re.IGNORECASE,
)
_RANDOM = (
    r"\brandom(?:ly)?[ -]+(?:prun|mask|spars|select|baseline|control|remov|drop|ticket|sub-?net)\w*"
)
_MATCHED = re.compile(
    rf"{_RANDOM}[^.;]{{0,80}}\b(?:same|matched|identical|equal)\b[^.;]{0, 30}\b(?:layer"
    r"|per-layer|ratio|sparsit|densit)\w*"
    rf"|\b(?:same|matched|identical)\b[^.;]{{0,30}}\b(?:layer|ratio|sparsit"
    rf"|densit)\w*[^.;]{{0,80}}{_RANDOM}"
    r"|\bshuffl\w+ (?:the )?(?:masks?|layer\w*|weights?)\b|\b(?:masks?|weights?) (?:are|is"
    r"|were) shuffled\b"
    r"|\b(?:static|random)\b[^.;]{0,30}\bERK\b"
    r"|\blayer-?wise (?:random|rearrange|shuffl)\w*",
    re.IGNORECASE,
)
_OF_THE_METHOD: frozenset[SectionRole] = EXPERIMENT_ROLES | {"method"}
_FIX = "add random pruning with the layer ratios that the method finds"


class MatchedRandom(Check):
    """Random pruning has the same ratio in each layer as the method.

    Rationale
    ---------
    How much each layer keeps often matters more than which weights it keeps. Random pruning
    with the layer ratios of the method tells the two apart.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), appendix B.

    Applies when
    ------------
    Random pruning is reported (B01 does not fail) and the paper speaks of ratios that differ
    between layers.

    Evidence
    --------
    Pass: random pruning with the same layer-wise ratios, or shuffled masks, in captions, tables
    or sentences of the experiments. Otherwise the sentence on the layers' ratios is quoted.
    """

    id: ClassVar[str] = "B02"
    name: ClassVar[str] = "Layer-matched random pruning"
    group: ClassVar[Group] = Group.BASELINES
    since: ClassVar[str] = "0.1"
    version: ClassVar[str] = "2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(UNEVEN + "The masks are shuffled within each layer.\n"),
            Outcome.PASS,
            "masks are shuffled",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(UNEVEN), Outcome.FAIL, "global threshold"),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if subject.decision(RandomPruning()).outcome not in (Outcome.PASS, Outcome.PARTIAL):
            return not_applicable("no random pruning is reported")
        uneven = tuple(find_in_sentences(subject.document, _UNEVEN, _OF_THE_METHOD))
        if not uneven:
            return not_applicable("no ratios that differ between layers are told of")
        found = find_shown(subject.document, _MATCHED, EXPERIMENT_ROLES)
        if found:
            return Decision(
                Outcome.PASS, "random pruning keeps the ratios of the layers", found[:2]
            )
        return self.absent(
            subject, "random pruning is not said to keep the layers' ratios", _FIX, uneven[:1]
        )
