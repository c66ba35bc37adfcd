"""A13: is the sparsity printed for an N:M pattern the pattern's?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from litscan.document.model import Document, Evidence
from litscan.rigor.arithmetic.headers import header
from litscan.rigor.arithmetic.pairing import Pairing
from litscan.rigor.arithmetic.relations import Relation, decidable
from litscan.rigor.arithmetic.rounding import Interval
from litscan.rigor.arithmetic.tally import Slip, Tally, cells_of
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject
from litscan.rigor.evidence import find_in_tables, find_told
from litscan.rigor.examples import paper
from litscan.tables.numbers import Quantity, parse_number

_PATTERN = r"(?<![\d:.])(?P<{0}n>\d{{1,2}})\s?:\s?(?P<{0}m>\d{{1,2}})(?![\d:.])"
_SHARE = r"(?P<{0}share>\d{{1,2}}(?:\.\d{{1,3}})?)\s?\\?%"
_KIND = (
    r"(?:\s(?:semi-?structured|structured|fine-grained|sparsity|sparse|patterns?|pruning|format"
    r"|ratio)){0,3}"
)
_LINK = (
    r"\s?(?:\(\s?(?:i\.\s?e\.,?\s|or\s|=\s?)?|,\s?i\.\s?e\.,?\s|,?\swhich\s(?:is|means|gives"
    r"|corresponds\sto|equals|yields)\s|\s(?:corresponds\sto|corresponding\sto|equals)\s)"
)
_AFTER = r"\s?(?:sparsity|sparse|zeros?|of|pruned|removed|\)|,|\.)"
_STATED = re.compile(
    "(?:"
    + _PATTERN.format("a")
    + _KIND
    + _LINK
    + _SHARE.format("a")
    + _AFTER
    + ")|(?:"
    + _SHARE.format("b")
    + r"(?:\s(?:sparsity|sparse|pruning))?\s?\(\s?(?:i\.\s?e\.,?\s|or\s)?"
    + _PATTERN.format("b")
    + r"\s?\))"
)

_LABELLED = re.compile(r"(?<![\d:.])(\d{1,2}):(\d{1,2})(?![\d:.])")
_LARGEST_GROUP = 64


def _text(share: str) -> str:
    return f"We prune every linear layer to 2:4 sparsity ({share}% sparsity) and fine-tune."


class PatternAndRatio(Check):
    """The sparsity printed for an N:M pattern is the pattern's.

    Rationale
    ---------
    An N:M pattern fixes the sparsity: 2:4 and 4:8 leave half of the weights, 1:4 a quarter.
    A text that prints another beside it compares methods at different levels.

    Source
    ------
    Arithmetic of the pattern: 1 - N / M (Hoefler et al. 2021, on block and N:M formats).

    Applies when
    ------------
    A sentence, caption or label states the sparsity of an N:M pattern: "2:4 (50%)"; or rows of a
    table that are labelled with patterns print a sparsity, and some of them follow.

    Evidence
    --------
    The statement. Before it fires, the check tries N zeros of M as well as N kept, and digits cut
    off instead of rounded.
    """

    id: ClassVar[str] = "A13"
    name: ClassVar[str] = "N:M pattern fits ratio"
    group: ClassVar[Group] = Group.ARITHMETIC
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (Example(paper(_text("50")), Outcome.PASS, "2:4"),)
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(_text("75")), Outcome.FAIL, "75%"),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        tally = Tally()
        for relation in decidable(_in_rows(subject)):
            cells = cells_of(subject, relation.table, *relation.values)
            if relation.holds:
                tally.held.append(cells)
            else:
                tally.slips.append(Slip(relation.said, cells, relation.numbers))
        for evidence in _statements(subject.document):
            for match in _STATED.finditer(evidence.quote):
                _weigh(tally, match, evidence)
        return tally.decide(
            subject,
            holds="statements fit their N:M pattern",
            wrong="statements do not fit their N:M pattern",
            fix="correct the sparsity or the pattern",
            none="no N:M pattern stands beside its sparsity",
        )


def _statements(document: Document) -> Iterator[Evidence]:
    yield from find_told(document, _STATED)
    yield from find_in_tables(document, _STATED)


def _weigh(tally: Tally, match: re.Match[str], evidence: Evidence) -> None:
    which = "a" if match["an"] else "b"
    few, group = int(match[f"{which}n"]), int(match[f"{which}m"])
    printed = parse_number(match[f"{which}share"])
    if printed is None or not _is_pattern(few, group):
        return
    if _fits(few, group, printed):
        tally.held.append((evidence,))
    else:
        tally.slips.append(Slip(_said(few, group, printed), (evidence,)))


def _is_pattern(few: int, group: int) -> bool:
    return 0 < few < group <= _LARGEST_GROUP


def _fits(few: int, group: int, printed: Quantity) -> bool:
    """Return whether a share is what N kept, or N zeros, of M give."""
    shares = (few / group, 1 - few / group)
    result = Interval.of_result(printed)
    if printed.unit != "percent" and printed.value < 1:
        return any(Interval(share, share).meets(result) for share in shares)
    return any(Interval(100 * share, 100 * share).meets(result) for share in shares)


def _said(few: int, group: int, printed: Quantity) -> str:
    return (
        f"{few}:{group} leaves {100 * few / group:g}% of the weights, "
        f"printed {printed.raw.rstrip('%')}%"
    )


def _in_rows(subject: Subject) -> Iterator[Relation]:
    """Yield the rows of tables whose label is a pattern and that print a sparsity."""
    for reading in subject.readings:
        pairing = Pairing(reading)
        for value, _ in pairing.members("sparsity"):
            found = set(_LABELLED.findall(header(pairing.table, value.cell)))
            if len(found) != 1 or value.measure_from not in ("heading", "row"):
                continue
            few, group = (int(number) for number in found.pop())
            if _is_pattern(few, group):
                yield Relation(
                    pairing.table,
                    (value,),
                    _fits(few, group, value.quantity),
                    _said(few, group, value.quantity),
                    pairing.series(value),
                    1,
                )
