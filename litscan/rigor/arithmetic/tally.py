"""From figures that hold and figures that do not to one decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from litscan.document.model import Evidence, Table
from litscan.extraction.readings import ValueReading
from litscan.rigor.base import Decision, Outcome, Subject, not_applicable

__all__ = ["Slip", "Tally", "cells_of"]

MOST_TOLD = 3
MOST_QUOTES = 24


@dataclass(frozen=True, slots=True)
class Slip:
    """Printed figures that cannot all be right: what is wrong, where, and the figures."""

    reason: str
    evidence: tuple[Evidence, ...]
    numbers: Mapping[str, Any] = field(default_factory=dict)


def cells_of(subject: Subject, table: Table, *values: ValueReading) -> tuple[Evidence, ...]:
    """Return the evidence for the cells of some values of one table."""
    return tuple(subject.document.cell_evidence(table, value.cell) for value in values)


@dataclass(slots=True)
class Tally:
    """What a check counted over the tables of one paper.

    Attributes
    ----------
    held : list of tuple of Evidence
        The quotes of each figure that was checked and is right.
    slips : list of Slip
        What is wrong.
    doubts : list of str
        What could not be decided, and why.
    """

    held: list[tuple[Evidence, ...]] = field(default_factory=list)
    slips: list[Slip] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def decide(
        self,
        subject: Subject,
        *,
        holds: str,
        fix: str,
        none: str,
        wrong: str = "",
        numbers: Mapping[str, Any] | None = None,
    ) -> Decision:
        """Return the decision.

        Parameters
        ----------
        subject : Subject
            The paper.
        holds : str
            What is true of the figures that hold, in the plural; "N of N" is put before it.
        fix : str
            What the authors could do about slips.
        none : str
            Why the check does not apply where nothing was found to check.
        wrong : str, optional
            What is true of the figures that do not hold; put before the slips with their count.
        numbers : mapping, optional
            Further figures of the decision.
        """
        figures: dict[str, Any] = {
            "checked": len(self.held) + len(self.slips),
            "wrong": len(self.slips),
            **(numbers or {}),
        }
        if self.slips:
            told = "; ".join(slip.reason for slip in self.slips[:MOST_TOLD])
            if wrong:
                told = f"{figures['wrong']} of {figures['checked']} {wrong}: {told}"
            quotes = [quote for slip in self.slips for quote in slip.evidence]
            figures["slips"] = [dict(slip.numbers) for slip in self.slips]
            return Decision(Outcome.FAIL, told, tuple(quotes[:MOST_QUOTES]), figures, fix)
        if self.held:
            told = f"{len(self.held)} of {len(self.held)} {holds}"
            return Decision(Outcome.PASS, told, self._sample(), figures)
        if self.doubts:
            return Decision(Outcome.UNDETERMINED, self.doubts[0])
        if not subject.fully_read:
            return Decision(Outcome.UNDETERMINED, "not all tables could be read")
        return not_applicable(none)

    def _sample(self) -> tuple[Evidence, ...]:
        quotes: Sequence[Evidence] = [quote for found in self.held for quote in found]
        return tuple(quotes[:MOST_TOLD])
