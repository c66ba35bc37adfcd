"""V04: are seeds given?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.document.model import Evidence
from litscan.rigor.applicability import is_experimental
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import find_told
from litscan.rigor.examples import paper
from litscan.rigor.variance.examples import RUNS_TOLD
from litscan.rigor.voice import asserted

_POLICY = re.compile(r"\bseed(?:s|ed)?\b", re.IGNORECASE)
_DRAWN = re.compile(
    r"\b(?:random(?:ly)?|different|independent(?:ly)?|new|distinct|separate)\s+(?:\w+\s+){0,2}?"
    r"initiali[sz](?:ations?|ed)\b",
    re.IGNORECASE,
)
_REPEATED = re.compile(
    r"\b(?:runs?|times|trials?|averag\w+|repe(?:at|titi)\w+|experiments)\b", re.IGNORECASE
)
_NOT_RANDOMNESS = re.compile(
    r"\bseed(?:s|ed)? (?:words?|data|set|prompts?|nodes?|tasks?|examples?)\b"
)
_FIX = "list the seeds, or say how they were drawn"


class SeedsGiven(Check):
    """The seeds of the runs, or how they were chosen, are stated.

    Rationale
    ---------
    With its seeds a run can be repeated, and a reader sees that no lucky ones were picked.

    Source
    ------
    Machine-learning reproducibility checklist (Pineau 2020); Gundersen and Kjensmo 2018.

    Applies when
    ------------
    The paper states how many runs it made (V01 passes), and more than one.

    Evidence
    --------
    Pass: the seeds' values. Partial: seeds are spoken of without values, or
    runs that differ in their random initialisation.
    """

    id: ClassVar[str] = "V04"
    name: ClassVar[str] = "Seeds given"
    group: ClassVar[Group] = Group.VARIANCE
    since: ClassVar[str] = "0.2"
    version: ClassVar[str] = "2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(RUNS_TOLD + "\nWe use the seeds 0, 1, 2, 3 and 4.\n"), Outcome.PASS, "seeds"),
        Example(
            paper(RUNS_TOLD + "\nEach run has another random seed.\n"), Outcome.PARTIAL, "seed"
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(RUNS_TOLD), Outcome.FAIL),
        Example(paper(RUNS_TOLD + "\nSeeds are not given.\n"), Outcome.FAIL),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        runs = subject.facts.runs
        if not is_experimental(subject) or not (runs.seeds or (runs.count or 0) > 1):
            return not_applicable("no repeated runs are stated")
        if runs.seeds:
            values = list(runs.seeds)
            return Decision(
                Outcome.PASS, "the seeds are listed", runs.evidence[:2], {"seeds": values}
            )
        told = _told(subject)
        if told:
            reason = "how runs differ is spoken of, but the values of seeds are not given"
            return Decision(Outcome.PARTIAL, reason, told[:2], fix=_FIX)
        return self.absent(subject, "runs are repeated, but nothing is said of their seeds", _FIX)


def _told(subject: Subject) -> tuple[Evidence, ...]:
    """Return what speaks of seeds, or else of runs that differ in their initialisation."""
    document = subject.document
    seeds = tuple(
        item
        for item in asserted(find_told(document, _POLICY), _POLICY)
        if not _NOT_RANDOMNESS.search(item.quote)
    )
    return seeds or tuple(
        item for item in find_told(document, _DRAWN) if _REPEATED.search(item.quote)
    )
