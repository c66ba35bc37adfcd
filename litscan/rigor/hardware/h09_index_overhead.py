"""H09: does the stored size include the indices of the zeros?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.document.model import Cell, Table
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import find_shown
from litscan.rigor.hardware.examples import SIZE_TABLE, timed_paper

_BYTES = re.compile(r"\b(?:[KMG]i?B|bytes|megabytes|kilobytes)\b")
_INDEX = re.compile(
    r"\b(?:CSR|CSC|COO)\b|\bcompressed sparse\b|\bsparse (?:matrix )?(?:format|storage"
    r"|representation)s?\b"
    r"|\bind(?:ex|ices) (?:of|overhead|cost|stor\w+|bits?)\b"
    r"|\b(?:weight|sparse|position|column|row|relative) ind(?:ex|ices)\b"
    r"|\b(?:stor|encod)\w+\b[^.;]{0,30}\bind(?:ex|ices)\b|\bbit-?\s?(?:mask|map)s?\b"
    r"|\brun-?length\b|\bHuffman\b",
    re.IGNORECASE,
)
ABSTRACT = "We propose a method for unstructured pruning of single weights."
_FIX = "say in what format the sparse weights are stored and whether sizes include their indices"


class IndexOverhead(Check):
    """A size in bytes says how the zeros are stored.

    Rationale
    ---------
    Unstructured sparsity needs an index for each weight that stays. At moderate sparsity the
    indices take as much room as the weights that were removed.

    Source
    ------
    Zhu and Gupta 2017 (arXiv 1710.01878), on sparse storage.

    Applies when
    ------------
    The pruning is unstructured and a table prints a size in bytes.

    Evidence
    --------
    Pass: a sparse format, indices, a bit mask or an encoding of positions named in the
    experiments or the method. Otherwise the sizes are quoted.
    """

    id: ClassVar[str] = "H09"
    name: ClassVar[str] = "Storage with its indices"
    group: ClassVar[Group] = Group.HARDWARE
    since: ClassVar[str] = "0.1"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            timed_paper(
                SIZE_TABLE + "\nSizes include the indices of the CSR format.\n",
                abstract=ABSTRACT,
            ),
            Outcome.PASS,
            "CSR",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(
            timed_paper(
                SIZE_TABLE,
                abstract=ABSTRACT,
            ),
            Outcome.FAIL,
            "12.0",
        ),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        kinds = set(subject.facts.pruning_kinds)
        if "unstructured" not in kinds or "structured" in kinds:
            return not_applicable("the pruning is not known to be unstructured alone")
        document = subject.document
        sizes = tuple(
            document.cell_evidence(reading.table, value.cell)
            for reading in subject.readings
            for value in reading.values
            if value.measure == "memory" and _in_bytes(reading.table, value.cell)
        )
        if not sizes:
            return not_applicable("no table prints a size in bytes")
        found = find_shown(document, _INDEX)
        if found:
            return Decision(Outcome.PASS, "how the zeros are stored is told", found[:3])
        return self.absent(
            subject, "sizes in bytes, but not how the zeros are stored", _FIX, sizes[:3]
        )


def _in_bytes(table: Table, cell: Cell) -> bool:
    words = " ".join((cell.text, *table.header_path(cell.column), *table.row_path(cell.row)))
    return _BYTES.search(words) is not None
