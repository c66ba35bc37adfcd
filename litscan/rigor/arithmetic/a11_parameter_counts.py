"""A11: is the unpruned network as large as networks of that name are?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from litscan.document.model import Table
from litscan.extraction.readings import ValueReading
from litscan.rigor.arithmetic.dense_sizes import dense_sizes, possible_counts
from litscan.rigor.arithmetic.headers import header
from litscan.rigor.arithmetic.tally import Slip, Tally, cells_of
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject
from litscan.rigor.examples import paper
from litscan.rigor.reference_sizes import Range, forms_by_params, is_usual_data, references

_FARTHEST = 4.0
"""A count farther from the known one than this factor is a count of something else."""
_BYTES = (2.0, 4.0, 4 / 1.048576)
_SAYS_PARAMETERS = re.compile(r"param|weights", re.IGNORECASE)


def _table(params: str) -> str:
    return (
        "Table 1: Filter pruning of ResNet-50 on ImageNet.\n\n"
        "| Method | Params (M) | Top-1 (%) |\n"
        "| --- | --- | --- |\n"
        f"| Dense | {params} | 76.1 |\n"
        "| Ours | 12.1 | 75.2 |\n"
    )


class ParameterCounts(Check):
    """The unpruned network has the number of parameters that networks of its name have.

    Rationale
    ---------
    Compression is measured from the unpruned network's size. A size that no network of that name
    has means another network, another count, or a slip, and every ratio inherits it.

    Source
    ------
    New. Sizes of published model definitions, `data/reference/architectures.toml`.

    Applies when
    ------------
    A table prints the number of parameters of an unpruned network whose size is known.

    Evidence
    --------
    The cell. A count within 3% of the network in any form that papers use is right: with and
    without the classifier or embeddings, with the ImageNet or the CIFAR stem, with either head.
    It fails where none fits. Nothing is decided where the unit is not printed, or the data set is
    none on which the network's size is known.
    """

    id: ClassVar[str] = "A11"
    name: ClassVar[str] = "Known parameter counts"
    group: ClassVar[Group] = Group.ARITHMETIC
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table("25.6")), Outcome.PASS, "25.6"),
        Example(paper(_table("23.5")), Outcome.PASS, "23.5"),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(_table("18.0")), Outcome.FAIL, "18.0"),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        tally = Tally()
        for table, value in dense_sizes(subject, "params"):
            self._weigh(subject, tally, table, value)
        return tally.decide(
            subject,
            holds="sizes of unpruned networks are as known",
            fix="say which form of the network was used and how its parameters were counted",
            none="no table prints the parameters of an unpruned network of known size",
        )

    @staticmethod
    def _weigh(subject: Subject, tally: Tally, table: Table, value: ValueReading) -> None:
        cells = cells_of(subject, table, value)
        counts = possible_counts(table, value)
        told = f"{value.architecture} is printed with {value.quantity.raw} parameters"
        if len(counts) > 1 or not is_usual_data(value.architecture, value.dataset):
            tally.doubts.append(f"{told}; the unit or the data set is not told")
            return
        if forms_by_params(value.architecture, counts[0]):
            tally.held.append(cells)
            return
        known = [form.params for form in references(value.architecture) if form.params]
        if _is_another_count(table, value, counts[0], known):
            tally.doubts.append(f"{told}, which may count something else")
            return
        numbers = {
            "network": value.architecture,
            "printed": value.quantity.absolute,
            "known": [list(pair) for pair in known],
        }
        reason = f"{told}; it has {known[0][1] / 1e6:.3g} M, and no usual form or count of it fits"
        tally.slips.append(Slip(reason, cells, numbers))


def _is_another_count(
    table: Table, value: ValueReading, printed: Range, known: Sequence[Range]
) -> bool:
    """Whether a count is in bytes, or too far from the network's to be meant for it."""
    low, high = printed
    if high < min(known)[0] / _FARTHEST or low > _FARTHEST * max(known)[1]:
        return True
    return not _SAYS_PARAMETERS.search(header(table, value.cell)) and any(
        forms_by_params(value.architecture, (low / size, high / size)) for size in _BYTES
    )
