"""Which parts of a paper count as evidence.

What related work, references, acknowledgements or a checklist say is not something the paper
did. The rule is the catalogue's scope rule; it lies here so that every check applies the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from litscan.document.model import Document, Evidence, EvidenceKind, SectionRole, Span, TablePlace
from litscan.extraction.zones import OUTSIDE

__all__ = [
    "EXPERIMENT_ROLES",
    "find_in_captions",
    "find_in_sentences",
    "find_in_tables",
]

EXPERIMENT_ROLES: frozenset[SectionRole] = frozenset(
    {"experiments", "results", "discussion", "appendix"}
)


def _scoped_spans(document: Document, roles: frozenset[SectionRole] | None) -> Iterator[Span]:
    for sentence in document.sentences:
        section = document.section_at(sentence.span.start)
        role: SectionRole = section.role if section else "other"
        if role in OUTSIDE or (roles is not None and role not in roles):
            continue
        yield sentence.span


def find_in_sentences(
    document: Document, pattern: re.Pattern[str], roles: frozenset[SectionRole] | None = None
) -> Iterator[Evidence]:
    """Yield the sentences in scope (of sections with these roles, if given) that match."""
    for span in _scoped_spans(document, roles):
        if pattern.search(document.text, span.start, span.end):
            yield document.evidence(span)


def find_in_captions(document: Document, pattern: re.Pattern[str]) -> Iterator[Evidence]:
    """Yield the captions that match."""
    for caption in document.captions:
        if pattern.search(document.text, caption.span.start, caption.span.end):
            kind: EvidenceKind = "figure" if caption.kind == "figure" else "caption"
            yield document.evidence(caption.span, kind)


def find_in_tables(document: Document, pattern: re.Pattern[str]) -> Iterator[Evidence]:
    """Yield the table cells that match."""
    for table in document.tables:
        for cell in table.cells():
            if cell.text.strip() and pattern.search(cell.text):
                place = TablePlace(table.label, cell.row, cell.column)
                yield document.evidence(cell.span, "table", place)
