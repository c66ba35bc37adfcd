"""Which parts of a paper count as evidence.

What related work, references, acknowledgements or a checklist say is not something the paper
did. The rule is the catalogue's scope rule; it lies here so that every check applies the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from litscan.document.model import Document, Evidence, EvidenceKind, SectionRole, Span, TablePlace
from litscan.extraction.zones import OUTSIDE, Zones
from litscan.rigor.triggers import triggers_of

__all__ = [
    "EXPERIMENT_ROLES",
    "find_in_captions",
    "find_in_sentences",
    "find_in_tables",
    "find_shown",
    "find_told",
    "role_at",
]

EXPERIMENT_ROLES: frozenset[SectionRole] = frozenset(
    {"experiments", "results", "discussion", "appendix"}
)


def role_at(document: Document, offset: int) -> SectionRole:
    """Return the part that the section at a character offset plays.

    What has a title of its own under the references is an appendix, and a reporting checklist is
    one without a heading too.
    """
    return document.once(Zones.of).role_at(offset)


def find_in_sentences(
    document: Document, pattern: re.Pattern[str], roles: frozenset[SectionRole] | None = None
) -> Iterator[Evidence]:
    """Yield the sentences in scope (of sections with these roles, if given) that match."""
    words = triggers_of(pattern)
    sentences = document.sentences
    numbers = range(len(sentences)) if words is None else document.sentences_with(words)
    for number in numbers:
        span = sentences[number].span
        if _in_scope(document, span, roles) and pattern.search(document.text, span.start, span.end):
            yield document.evidence(span)


def _in_scope(document: Document, span: Span, roles: frozenset[SectionRole] | None) -> bool:
    role = role_at(document, span.start)
    return role not in OUTSIDE and (roles is None or role in roles)


def find_in_captions(document: Document, pattern: re.Pattern[str]) -> Iterator[Evidence]:
    """Yield the captions that match."""
    words = triggers_of(pattern)
    for caption in document.captions:
        start, end = caption.span.start, caption.span.end
        if words is not None and not any(
            document.lowered.find(word, start, end) >= 0 for word in words
        ):
            continue
        if pattern.search(document.text, start, end):
            kind: EvidenceKind = "figure" if caption.kind == "figure" else "caption"
            yield document.evidence(caption.span, kind)


def find_in_tables(document: Document, pattern: re.Pattern[str]) -> Iterator[Evidence]:
    """Yield the table cells that match."""
    words = triggers_of(pattern)
    for table, lowered in zip(document.tables, document.lowered_tables, strict=True):
        if words is not None and not any(word in lowered for word in words):
            continue
        for cell in table.cells():
            if cell.text.strip() and pattern.search(cell.text):
                place = TablePlace(table.label, cell.row, cell.column)
                yield document.evidence(cell.span, "table", place)


def find_told(
    document: Document, pattern: re.Pattern[str], roles: frozenset[SectionRole] | None = None
) -> tuple[Evidence, ...]:
    """Return the sentences in scope (of these roles, if given), then the captions, that match."""
    return (*find_in_sentences(document, pattern, roles), *find_in_captions(document, pattern))


def find_shown(
    document: Document, pattern: re.Pattern[str], roles: frozenset[SectionRole] | None = None
) -> tuple[Evidence, ...]:
    """Return the table cells, then the captions, then the sentences in scope, that match."""
    return (
        *find_in_tables(document, pattern),
        *find_in_captions(document, pattern),
        *find_in_sentences(document, pattern, roles),
    )
