"""R02: does the link to the code work?"""

from __future__ import annotations

from typing import ClassVar

from litscan.rigor.base import Decision, Group, Outcome, Subject, not_applicable
from litscan.rigor.reproducibility.r01_code_link import CodeLink
from litscan.rigor.undecided import Undecided


class LinkWorks(Undecided):
    """The link to the code leads to a repository that is there and not empty.

    Rationale
    ---------
    Many links to code are dead or lead to a page that promises it, some years after the paper.

    Source
    ------
    ReproScreener's repository measures; REFORMS (2024), item 2b.

    Applies when
    ------------
    The authors link their code (R01 passes).

    Evidence
    --------
    A look at the repository, its licence and its commits. litscan reads papers and does not follow
    their links, so that this check is always undetermined.
    """

    id: ClassVar[str] = "R02"
    name: ClassVar[str] = "Code link works"
    group: ClassVar[Group] = Group.REPRODUCIBILITY
    since: ClassVar[str] = "0.1"
    why: ClassVar[str] = "links are not followed: open it and see that the code is there"

    def decide(self, subject: Subject) -> Decision:
        """Return ``undetermined``, or that no code is linked at all."""
        if subject.decision(CodeLink()).outcome is not Outcome.PASS:
            return not_applicable("the authors link no code (R01)")
        return super().decide(subject)
