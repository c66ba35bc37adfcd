"""How any control (random pruning, magnitude pruning ...) is looked for.

A control is *shown* when a table cell or a figure's caption names it, *mentioned* when only a
sentence of the experiments does. Introductions and related work do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from litscan.document.model import Document, Evidence
from litscan.extraction.readings import TableReading
from litscan.rigor.applicability import proposes_pruning
from litscan.rigor.base import Check, Decision, Outcome, Subject, not_applicable
from litscan.rigor.evidence import (
    EXPERIMENT_ROLES,
    find_in_captions,
    find_in_sentences,
    find_in_tables,
)
from litscan.rigor.voice import asserted

__all__ = ["decide_control"]

_QUANTISED = re.compile(r"\bquanti[sz]\w*|\bmixed[- ]precision\b", re.IGNORECASE)
_PRUNED = re.compile(r"\b(?:prun|spars)\w*", re.IGNORECASE)
_UNLIKE = re.compile(
    r"\b(?:unlike|in contrast (?:to|with)|as opposed to|contrary to)\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
_BY_OTHERS = re.compile(
    r"\b(?:in|of|by|from) (?:the )?(?:(?:prior|previous|earlier|existing|past|related) "
    r"(?:works?|papers?|studies|research)|literature)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\d\s?%|\d\.\d|\b(?:we|outperform\w*|better|worse|compar\w+|surpass\w*|beats?|match\w*"
    r"|achiev\w+|reach\w+|tables?|fig\w*)\b",
    re.IGNORECASE,
)
MOST_QUOTES = 3
LONGEST_LABEL = 80
"""Characters; a longer cell is prose, not the name of a row or column."""


def decide_control(
    check: Check,
    subject: Subject,
    *,
    what: str,
    label: re.Pattern[str],
    bare: re.Pattern[str],
    prose: re.Pattern[str],
    fix: str,
) -> Decision:
    """Return the decision on a control.

    Parameters
    ----------
    what : str
        The control's name in a sentence.
    label : re.Pattern
        Matches its name in any table cell.
    bare : re.Pattern
        Matches a short form that means the control only where a method's name stands.
    prose : re.Pattern
        Matches a sentence that reports it; stricter than `label`.
    fix : str
        What the authors could add.
    """
    if not proposes_pruning(subject):
        return not_applicable("the paper does not propose a pruning method and measure it")
    shown = [
        *(
            cell
            for cell in find_in_tables(subject.document, label)
            if len(cell.quote) <= LONGEST_LABEL
        ),
        *_method_cells(subject, bare),
        *find_in_captions(subject.document, prose),
    ]
    if shown:
        return Decision(
            Outcome.PASS, f"{what} is reported beside the method", tuple(shown[:MOST_QUOTES])
        )
    found = asserted(find_in_sentences(subject.document, prose, EXPERIMENT_ROLES), prose)
    told = tuple(item for item in found if not _is_aside(item.quote, prose))
    if told:
        return Decision(
            Outcome.PARTIAL,
            f"{what} is mentioned in the experiments, but no table or caption shows its numbers",
            told[:MOST_QUOTES],
            fix=fix,
        )
    return check.absent(subject, f"no {what} is reported in tables, captions or experiments", fix)


def _is_aside(text: str, prose: re.Pattern[str]) -> bool:
    """Return whether a sentence names the control only to tell others' habits or a difference.

    "Random pruning is common in prior work" and "unlike random pruning, ours is principled"
    report nothing; with a number or a comparison they may.
    """
    return not _COMPARED.search(text) and all(
        _UNLIKE.search(text, 0, match.start()) or _BY_OTHERS.search(text, match.end())
        for match in prose.finditer(text)
    )


def _of_pruning(document: Document, reading: TableReading) -> bool:
    """Return whether a table reports results, not those of quantising."""
    span = reading.table.caption
    caption = document.quote(span) if span else ""
    other = _QUANTISED.search(caption) and not _PRUNED.search(caption)
    return reading.kind == "results" and not other


def _method_cells(subject: Subject, bare: re.Pattern[str]) -> Iterator[Evidence]:
    """Yield the cells where a short form names the method of a row or column of results."""
    seen = set()
    for reading in subject.readings:
        for value in reading.values:
            cell = value.method_cell
            if (
                not _of_pruning(subject.document, reading)
                or cell is None
                or not bare.search(cell.text)
            ):
                continue
            if (reading.table.label, cell.row, cell.column) not in seen:
                seen.add((reading.table.label, cell.row, cell.column))
                yield subject.document.cell_evidence(reading.table, cell)
