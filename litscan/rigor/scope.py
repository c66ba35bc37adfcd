"""Which parts of a paper count as evidence, and which papers a check speaks of.

What related work, references, acknowledgements or a checklist say is not something the paper
did. The rule is the catalogue's scope rule; it lies here so that every check applies the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from litscan.document.model import Document, Evidence, EvidenceKind, SectionRole, Span, TablePlace
from litscan.rigor.base import Subject

__all__ = [
    "EXPERIMENT_ROLES",
    "find_in_captions",
    "find_in_sentences",
    "find_in_tables",
    "is_about_pruning",
    "is_experimental",
    "proposes_method",
]

FIRST_PAGE = 3000
_PRUNING = re.compile(
    r"\bprun(?:e|es|ed|ing|er|able)\b|\bspars(?:ity|if\w+)\b|lottery ticket|winning ticket"
    r"|\bsparse (?:\w+ )?(?:subnetworks?|training|models?|weights?|masks?|layers?|LLMs?)"
    r"|\bsparse\b[^.?]{0,40}\bnetworks?\b|\bnetworks?\b[^.?]{0,40}\bsparse\b"
    r"|\bslim(?:ming|mable)\b|(?:network|model) (?:compression|slimming|thinning)"
    r"|compress\w* (?:\w+ ){0,2}(?:networks?|models?)",
    re.IGNORECASE,
)
NOT_EVIDENCE: frozenset[SectionRole] = frozenset(
    {"related_work", "references", "acknowledgements", "checklist"}
)
EXPERIMENT_ROLES: frozenset[SectionRole] = frozenset(
    {"experiments", "results", "discussion", "appendix"}
)


def _scoped_spans(document: Document, roles: frozenset[SectionRole] | None) -> Iterator[Span]:
    for sentence in document.sentences:
        section = document.section_at(sentence.span.start)
        role: SectionRole = section.role if section else "other"
        if role in NOT_EVIDENCE or (roles is not None and role not in roles):
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


def is_experimental(subject: Subject) -> bool:
    """Return whether the paper reports experiments of its own."""
    return subject.facts.paper_type != "survey" and (
        bool(subject.facts.table_results) or subject.facts.paper_type not in ("theory", "unknown")
    )


def is_about_pruning(document: Document) -> bool:
    """Return whether title or abstract speak of pruning or sparsity.

    Where neither could be read, the first page stands in for them.
    """
    spans = [span for span in (document.title, document.abstract) if span is not None]
    spans = spans if document.abstract else [*spans, Span(0, min(len(document.text), FIRST_PAGE))]
    return any(_PRUNING.search(document.text, span.start, span.end) for span in spans)


def proposes_method(subject: Subject) -> bool:
    """Return whether the paper proposes a pruning method and measures it.

    A paper of undecided type counts if it reports results of its own method.
    """
    if not is_about_pruning(subject.document):
        return False
    if subject.facts.paper_type == "unknown":
        return any(result.own for result in subject.facts.table_results)
    return subject.facts.paper_type == "method"
