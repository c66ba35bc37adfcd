"""V05: is it said what differs between runs?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.document.model import Evidence
from litscan.rigor.applicability import is_experimental
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import find_told
from litscan.rigor.examples import ACCURACY_TABLE, paper
from litscan.rigor.variance.examples import RUNS_TOLD

_CHANGED = r"(?:different|random(?:ly)?|independent|new|another|various|distinct|fresh|varying)"
_NAMED = re.compile(
    rf"\b{_CHANGED}\s+(?:\w+\s+){{0,3}}(?:initiali[sz]ations?|init\b|starting points?"
    r"|weights initiali\w+|data (?:order\w*|shuffl\w+)|orderings?|shuffles|mini-?batch\w*"
    r"|calibration (?:sets?|samples|data)|(?:data|train\w*|test|random)[ -](?:splits?|partitions?)"
    r"|splits|folds|masks|dense (?:models?|networks?)|checkpoints)\b"
    r"|\b(?:randomly|re-?)\s?initiali[sz]ed\b[^.;]{0,60}\b(?:runs?|times|seeds?|trials?)\b"
    r"|\bcross-?validation\b|\bseeds?\b[^.;]{0,60}\b(?:initiali[sz]ation|initial weights"
    r"|data order\w*|shuffl\w+"
    r"|mini-?batch\w*)",
    re.IGNORECASE,
)
_SEEDS = re.compile(
    r"\b(?:random )?seeds\b|\bindependent (?:\w+ )?(?:runs|trials|repetitions|experiments)\b",
    re.IGNORECASE,
)
_REPEATED = re.compile(
    r"\bruns?\b|\btimes\b|\brepeat\w*|\baverag\w+|\btrials?\b|\bmeans?\b|\bdeviations?\b"
    r"|\berror bars?\b|\bseeds?\b",
    re.IGNORECASE,
)
_FIX = "say what differs between the runs: initialisation, data order, mask, calibration set, split"


class SourcesOfVariation(Check):
    """The paper says what differs from run to run.

    Rationale
    ---------
    Runs that share the pretrained network and differ in the order of the data alone understate
    the spread. Which sources of variation were let free decides what a spread means.

    Source
    ------
    Bouthillier et al. 2021 (arXiv 2103.03098).

    Applies when
    ------------
    The paper states more than one run (V01 passes).

    Evidence
    --------
    Pass: initialisation, data order, mask, calibration set or split is said to differ. Partial:
    only seeds or independent runs are spoken of.
    """

    id: ClassVar[str] = "V05"
    name: ClassVar[str] = "Sources of variation"
    group: ClassVar[Group] = Group.VARIANCE
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(RUNS_TOLD + "\nThe runs start from different random initializations.\n"),
            Outcome.PASS,
            "random initializations",
        ),
        Example(
            paper(ACCURACY_TABLE + "\nAll numbers are averaged over five random seeds.\n"),
            Outcome.PARTIAL,
            "five random seeds",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(RUNS_TOLD), Outcome.FAIL),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not is_experimental(subject) or (subject.facts.runs.count or 0) < 2:
            return not_applicable("no repeated runs are stated")
        named = tuple(item for item in _told(subject, _NAMED) if _REPEATED.search(item.quote))
        if named:
            return Decision(Outcome.PASS, "what differs between runs is said", named[:2])
        seeds = _told(subject, _SEEDS)
        if seeds:
            reason = "runs differ in their seeds, but what these govern is not said"
            return Decision(Outcome.PARTIAL, reason, seeds[:2], fix=_FIX)
        return self.absent(subject, "what differs between runs is not said", _FIX)


def _told(subject: Subject, pattern: re.Pattern[str]) -> tuple[Evidence, ...]:
    return find_told(subject.document, pattern)
