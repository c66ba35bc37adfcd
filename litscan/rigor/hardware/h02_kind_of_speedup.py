"""H02: is a speedup told to be measured or theoretical?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.document.model import Evidence, SectionRole
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import find_in_captions, find_in_sentences
from litscan.rigor.hardware.examples import SPEEDUP_TABLE, timed_paper
from litscan.rigor.hardware.timing import TIME_MEASURES, devices_in

ROLES: frozenset[SectionRole] = frozenset({"abstract", "experiments", "results", "appendix"})
_SPEEDUP = re.compile(r"\bspeed-?\s?ups?\b|\bacceleration (?:ratio|rate|factor)s?\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d\s*(?:x|×|times|%|-fold|\\times)", re.IGNORECASE)
_KIND = re.compile(
    r"\b(?:theoretical\w*|actual\w*|measured?|realistic|real(?:[- ]world)?|practical|realized"
    r"|realised"
    r"|wall[- ]?clock|end-to-end|hardware|on-device|latency|throughput|inference (?:time|speed)"
    r"|runtime"
    r"|FLOPs?|MACs?|operations|multiply-adds?|simulat\w+|empirical\w*)\b",
    re.IGNORECASE,
)
_FIX = "say of each speedup whether it was measured (on what) or counted in operations"


class KindOfSpeedup(Check):
    """A speedup is said to be measured or theoretical.

    Rationale
    ---------
    A ratio of FLOPs is often printed as a speedup, and the time saved is usually much less. A
    reader must know which of the two a number is.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), section 5.2; Hoefler et al. 2021 (arXiv 2102.00554).

    Applies when
    ------------
    A table, a caption or a sentence of abstract or experiments gives a speedup of the paper's
    own networks.

    Evidence
    --------
    Pass: the words theoretical, actual, measured, realistic, wall-clock, or what is counted or
    timed, beside a speedup; or the times themselves. Otherwise the speedups are quoted.
    """

    id: ClassVar[str] = "H02"
    name: ClassVar[str] = "Kind of speedup stated"
    group: ClassVar[Group] = Group.HARDWARE
    since: ClassVar[str] = "0.1"
    version: ClassVar[str] = "2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            timed_paper(SPEEDUP_TABLE.replace("Speedup |", "Measured speedup |")),
            Outcome.PASS,
            "Measured speedup",
        ),
        Example(
            timed_paper(SPEEDUP_TABLE + "\nSpeedups are theoretical.\n"),
            Outcome.PASS,
            "theoretical",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(timed_paper(SPEEDUP_TABLE), Outcome.FAIL, "1.8x"),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        document = subject.document
        cells, said = _speedup_cells(subject)
        spoken = [
            item
            for item in (
                *find_in_captions(document, _SPEEDUP),
                *find_in_sentences(document, _SPEEDUP, ROLES),
            )
            if cells or _NUMBER.search(item.quote)
        ]
        if not cells and not spoken:
            return not_applicable("no speedup is given")
        said += [item for item in spoken if _KIND.search(item.quote) or devices_in(item.quote)]
        if said:
            return Decision(Outcome.PASS, "the kind of speedup is told", tuple(said[:3]))
        return self.absent(
            subject,
            "speedups are given, but not whether they were measured",
            _FIX,
            tuple((cells + spoken)[:3]),
        )


def _speedup_cells(subject: Subject) -> tuple[list[Evidence], list[Evidence]]:
    """Return the cells of speedups, and the cells of tables that tell their kind."""
    document = subject.document
    cells: list[Evidence] = []
    said: list[Evidence] = []
    for reading in subject.readings:
        table = reading.table
        for value in reading.values:
            if value.measure in TIME_MEASURES:
                said.append(document.cell_evidence(table, value.cell))
            if value.measure == "speedup":
                cells.append(document.cell_evidence(table, value.cell))
                above = (table.origin(row, value.cell.column) for row in range(table.header_rows))
                said.extend(
                    document.cell_evidence(table, cell) for cell in above if _KIND.search(cell.text)
                )
    return cells, said
