"""A16: do the numbers of abstract and conclusion stand in, or follow from, a table?"""

from __future__ import annotations

from typing import ClassVar

from litscan.document.model import Evidence
from litscan.rigor.arithmetic.headlines import Headline, read_headlines
from litscan.rigor.arithmetic.printed import PrintedNumbers, changes, gives
from litscan.rigor.arithmetic.rounding import SLACK
from litscan.rigor.arithmetic.tally import Slip, Tally, cells_of
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject
from litscan.rigor.examples import ACCURACY_TABLE, paper

_MOST_HEADLINES = 20
_NEAR = 5.0


def _abstract(accuracy: str) -> str:
    return f"We prune filters and reach {accuracy}% top-1 accuracy with ResNet-50 on ImageNet."


class HeadlineNumbers(Check):
    """The numbers of abstract and conclusion stand in a table, or follow from one.

    Rationale
    ---------
    The abstract is what is quoted. A number there that the paper's results do not show is a
    leftover of an earlier version, or a slip.

    Source
    ------
    In the spirit of statcheck (Nuijten et al. 2016), text against table.

    Applies when
    ------------
    Abstract or conclusion state a number with decimals of the paper's own results, and the paper
    has tables. Rough numbers, averages, and sentences that cite are left out.

    Evidence
    --------
    The sentence, and the cell. A quality reached must be printed: to fewer digits, as an error
    for an accuracy, or as a fraction. A change may also be the difference, relative difference or
    ratio of what the method and the unpruned network reach. What two other numbers of one row or
    column give, or only a sentence of the body repeats, decides nothing; nor does a quality that
    no table prints anything near, as a figure may show it. It fails where nothing else in the
    paper shows the number.
    """

    id: ClassVar[str] = "A16"
    name: ClassVar[str] = "Headline numbers occur in a table"
    group: ClassVar[Group] = Group.ARITHMETIC
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(ACCURACY_TABLE, abstract=_abstract("75.2")), Outcome.PASS, "75.2"),
        Example(
            paper(
                ACCURACY_TABLE,
                abstract="We prune filters with a drop of 0.9 points in top-1 accuracy.",
            ),
            Outcome.PASS,
            "0.9 points",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(ACCURACY_TABLE, abstract=_abstract("75.8")), Outcome.FAIL, "75.8"),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        document = subject.document
        tally = Tally()
        if document.tables:
            printed = PrintedNumbers(document)
            for _, headline in zip(range(_MOST_HEADLINES), read_headlines(document), strict=False):
                self._weigh(subject, tally, printed, headline)
        return tally.decide(
            subject,
            holds="numbers of abstract and conclusion stand in or follow from a table",
            fix="correct the number, or show in a table what it follows from",
            none="abstract and conclusion state no precise number that a table could hold",
        )

    def _weigh(
        self, subject: Subject, tally: Tally, printed: PrintedNumbers, headline: Headline
    ) -> None:
        cells = self._cells(subject, printed, headline)
        if cells:
            tally.held.append((headline.evidence, *cells))
            return
        quantity = headline.quantity
        size = abs(quantity.value)
        told = f"{quantity.raw} of the {headline.where} stands in no table"
        if headline.kind == "change" and printed.giving(size, quantity.half_unit):
            tally.doubts.append(f"{told}, but may follow from two numbers of one")
        elif any(abs(size - other) <= SLACK for other in printed.in_body):
            tally.doubts.append(f"{told}; a sentence repeats it, and a figure may show it")
        elif not subject.fully_read or printed.are_hollow:
            tally.doubts.append(f"{told} that could be read")
        elif headline.kind == "value" and not printed.near(size, _NEAR):
            tally.doubts.append(f"{told}, nor does a number like it, so a figure may show it")
        else:
            reason = f"{told}, follows from none, and is said nowhere else"
            numbers = {"printed": quantity.value, "where": headline.where}
            tally.slips.append(Slip(reason, (headline.evidence,), numbers))

    @staticmethod
    def _cells(
        subject: Subject, printed: PrintedNumbers, headline: Headline
    ) -> tuple[Evidence, ...]:
        """Return the cells that print a headline's number, or the two that it follows from."""
        quantity = headline.quantity
        size = abs(quantity.value)
        as_error = "err" in headline.evidence.quote.lower()
        for item in printed.equal_to(size, quantity.decimals, as_error=as_error):
            return (subject.document.cell_evidence(item.table, item.cell),)
        if headline.kind == "change":
            for table, before, after in changes(subject):
                if gives(before.quantity, after.quantity, quantity):
                    return cells_of(subject, table, before, after)
        return ()
