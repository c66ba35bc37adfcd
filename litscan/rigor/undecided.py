"""Checks of the catalogue that a paper's text, tables and corpus cannot decide.

They stand in every report, undetermined, with the reason: a reader sees what was not looked at,
and that nobody was accused of it.
"""

from __future__ import annotations

from typing import ClassVar

from litscan.rigor.base import Check, Decision, Outcome, Subject

__all__ = ["Undecided"]


class Undecided(Check):
    """A check that is always undetermined; `why` says what it would take.

    It has no examples, since no paper passes or fails it.
    """

    why: ClassVar[str]
    passing = ()
    failing = ()

    def decide(self, subject: Subject) -> Decision:
        """Return ``undetermined`` with the reason."""
        return Decision(Outcome.UNDETERMINED, self.why)
