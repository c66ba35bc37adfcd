"""T03: are search space and trials disclosed?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.applicability import is_experimental
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import find_shown
from litscan.rigor.examples import ACCURACY_TABLE, paper
from litscan.rigor.selection.tuning import TUNING_ROLES, find_tuning

_LIST = r"[{\[(]\s?[\d.e−-]+(?:\s?,\s?[\d.e−-]+){1,12}\s?(?:,\s?(?:…|\.\.\.)\s?)?[}\])]"
_SPACE = re.compile(
    rf"{_LIST}|\b(?:range|interval|grid|from|between|among|values|over|in)\s+(?:of\s+|the\s+)?"
    r"[{\[(]?\s?\d[\d.e^−-]*\s?(?:,|to|and|–)\s?\d"
    r"|\b\d+\s+(?:trials|configurations|combinations|samples of hyper)\b"
    r"|\bsearch (?:space|range|grid)s?\b",
    re.IGNORECASE,
)
_SPACE_LABEL = re.compile(r"\bsearch (?:space|range|grid)\b", re.IGNORECASE)
_FIX = "give the ranges that were searched, the number of trials and how they were drawn"
_TUNED = ACCURACY_TABLE + "\nHyperparameters are tuned by grid search{}.\n"


class SearchSpace(Check):
    """The ranges and the number of trials of the tuning are disclosed.

    Rationale
    ---------
    The best of many trials grows with their number. Without it a result cannot be set against one
    that had fewer.

    Source
    ------
    Dodge et al. 2019 (arXiv 1909.03004); machine-learning reproducibility checklist (Pineau 2020).

    Applies when
    ------------
    The authors say that they tuned hyper-parameters.

    Evidence
    --------
    Pass: values, a range, a search space or a number of trials, in a sentence about tuning or in a
    table of them. Fail: tuning without.
    """

    id: ClassVar[str] = "T03"
    name: ClassVar[str] = "Search space disclosed"
    group: ClassVar[Group] = Group.SELECTION
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_TUNED.format(" over {0.1, 0.01, 0.001}")), Outcome.PASS, "{0.1, 0.01"),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(_TUNED.format("")), Outcome.FAIL),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        tuning = tuple(find_tuning(subject)) if is_experimental(subject) else ()
        if not tuning:
            return not_applicable("no tuning of hyper-parameters is reported")
        document = subject.document
        told = (
            *(item for item in tuning if _SPACE.search(item.quote)),
            *find_shown(document, _SPACE_LABEL, TUNING_ROLES),
        )
        if told:
            return Decision(Outcome.PASS, "what was searched is disclosed", told[:2])
        reason = "hyper-parameters are tuned, but neither ranges nor trials are given"
        return self.absent(subject, reason, _FIX, tuning[:2])
