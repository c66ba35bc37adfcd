"""B03: is there a magnitude-pruning control?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from litscan.document.model import Document, Evidence, SectionRole
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject
from litscan.rigor.baselines.control import decide_control
from litscan.rigor.evidence import find_in_sentences
from litscan.rigor.examples import ACCURACY_TABLE, paper
from litscan.rigor.voice import asserted

_NORM = r"(?:[Ll](?:1|2|₁|₂|_1|_2)|ℓ[12₁₂]|ℓ_[12])(?:[ -]?[Nn]orm)?"
_NORMED = r"(?:[Ll](?:1|2|₁|₂|_1|_2)|ℓ[12₁₂]|ℓ_[12])[ -][Nn]orm"
_LABEL = re.compile(
    rf"\b[Mm]agnitude\b|\bMAGNITUDE\b|\bMagP(?:rune)?\b|\b(?:GMP|OMP)\b"
    rf"|{_NORM}[ -](?:based |filter )?(?:prun\w+|filters?)"
    rf"|^\W*{_NORMED}\W*$"
    rf"|\bLi et al\.?,? ?[\(\[]?2017|\bHan et al\.?,? ?[\(\[]?2015|\bPFEC\b"
)
_BARE = re.compile(rf"^\W*{_NORM}\W*(?:\[|\(|$)|^\W*(?:MP|IMP|LAMP)\W*(?:\[|\(|$)")
_PROSE = re.compile(
    rf"\b[Mm]agnitude(?:[ -]based)?[ -](?:weight |filter |channel |unstructured |structured )?"
    rf"prun\w+|\b(?:global|iterative|gradual|one-shot|layer-?wise|uniform) magnitude\b"
    rf"|{_NORM}[ -](?:based |filter )?prun\w+|\bprun\w+[^.]{{0,30}}\bby (?:weight )?magnitude\b"
)
_SHORT = re.compile(r"\b[Mm]agnitude(?:[ -]based)?(?: weight)? [Pp]runing \(([A-Z]{2,5})\)")
_OWN = re.compile(
    r"\b(?:we|our (?:method|approach|algorithm|criterion))\b[^.;]{0,60}?\b(?:prun|remov|zero)\w*"
    r"[^.;]{0,60}?\b(?:smallest|lowest|least|small|low)[- ](?:\w+[- ]){0,2}?(?:magnitudes?"
    r"|absolute values?|[Ll]1[- ]norms?)\b",
    re.IGNORECASE,
)
_NOT_OWN = re.compile(
    r"\b(?:baselines?|compar\w+|unlike|instead|rather|prior|previous)\b", re.IGNORECASE
)
_OWN_ROLES: frozenset[SectionRole] = frozenset({"abstract", "introduction", "method"})


class MagnitudePruning(Check):
    """A magnitude-pruning control is reported beside the method.

    Rationale
    ---------
    Removing the smallest weights (or the filters of smallest norm) costs nothing and is hard to
    beat when it is tuned as carefully as the proposal. A method that is not compared to it may
    be worth less than one line of code.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), appendix B; Gale et al. 2019 (arXiv 1902.09574).

    Applies when
    ------------
    The paper proposes a pruning method, and not one that itself removes the smallest weights.

    Evidence
    --------
    Pass: a table cell or figure caption names magnitude, L1-norm or L2-norm pruning or one of its
    schedules (GMP, OMP, IMP), or does so by the short name that the paper gives it. Partial: a
    sentence of the experiments reports it.
    """

    id: ClassVar[str] = "B03"
    name: ClassVar[str] = "Magnitude pruning"
    group: ClassVar[Group] = Group.BASELINES
    since: ClassVar[str] = "0.1"
    version: ClassVar[str] = "4"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(ACCURACY_TABLE + "| L1-norm | 74.4 | 50.0 |\n"), Outcome.PASS, "L1-norm"),
        Example(
            paper(ACCURACY_TABLE + "\nGlobal magnitude pruning reaches 74.8% in our setting.\n"),
            Outcome.PARTIAL,
            "Global magnitude pruning",
        ),
        Example(
            paper(ACCURACY_TABLE + "\nFigure 2: Accuracy of ours and MP at each ratio.\n").replace(
                "## 3", "Magnitude pruning (MP) is common.\n\n## 3"
            ),
            Outcome.PASS,
            "MP",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(ACCURACY_TABLE), Outcome.FAIL),
        Example(
            paper(ACCURACY_TABLE, related="Magnitude pruning goes back to the eighties."),
            Outcome.FAIL,
        ),
        Example(
            paper(
                ACCURACY_TABLE + "\nA comparison with magnitude pruning is left for future work.\n"
            ),
            Outcome.FAIL,
        ),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        short = subject.once(_short_names)
        decision = decide_control(
            self,
            subject,
            what="magnitude pruning",
            label=_with(_LABEL, short),
            bare=_BARE,
            prose=_with(_PROSE, short),
            fix="add a magnitude (or L1-norm) pruning row with the same ratios and fine-tuning",
        )
        own = next(_own_criterion(subject.document), None)
        if decision.outcome in (Outcome.FAIL, Outcome.PARTIAL) and own is not None:
            reason = "the paper's own method prunes by magnitude"
            return Decision(Outcome.NOT_APPLICABLE, reason, (own,))
        return decision


def _own_criterion(document: Document) -> Iterator[Evidence]:
    """Yield sentences that say that the own method removes what is smallest in magnitude."""
    for item in asserted(find_in_sentences(document, _OWN, _OWN_ROLES), _OWN):
        if not _NOT_OWN.search(item.quote):
            yield item


def _short_names(subject: Subject) -> frozenset[str]:
    """Return the short names that the paper gives to magnitude pruning."""
    return frozenset(match[1] for match in _SHORT.finditer(subject.document.text))


def _with(pattern: re.Pattern[str], names: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern that matches these names too, as words of their own."""
    if not names:
        return pattern
    return re.compile(rf"{pattern.pattern}|\b(?:{'|'.join(sorted(names))})\b", pattern.flags)
