"""How much a place in a paper weighs as evidence of what its authors did themselves.

Experiments, results and appendices are where a paper reports; abstract, introduction and method
announce; related work, references, acknowledgements and checklists speak of others or of nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from litscan.document.model import Document, SectionRole

__all__ = ["Zone", "Zones"]

Zone = Literal["evidence", "weak", "outside"]

_OUTSIDE: frozenset[SectionRole] = frozenset(
    {"related_work", "references", "acknowledgements", "checklist"}
)
_EVIDENCE: frozenset[SectionRole] = frozenset({"experiments", "results", "appendix"})


@dataclass(frozen=True)
class Zones:
    """The zones of one document.

    Papers without a recognisable experiments heading (letters, theses, scans) report anywhere:
    there, every unnamed section counts as evidence.
    """

    document: Document
    unnamed_is_evidence: bool

    @classmethod
    def of(cls, document: Document) -> Zones:
        """Return the zones of a document."""
        named = any(section.role in ("experiments", "results") for section in document.sections)
        return cls(document, unnamed_is_evidence=not named)

    def at(self, offset: int) -> Zone:
        """Return the zone that holds a character offset."""
        document = self.document
        if document.abstract and document.abstract.start <= offset < document.abstract.end:
            return "weak"
        role = self.role_at(offset)
        if role in _OUTSIDE:
            return "outside"
        if role in _EVIDENCE:
            return "evidence"
        if self.unnamed_is_evidence and role in ("other", "method", "discussion"):
            return "evidence"
        return "weak"

    def role_at(self, offset: int) -> SectionRole:
        """Return the role of the section that holds a character offset."""
        abstract = self.document.abstract
        if abstract and abstract.start <= offset < abstract.end:
            return "abstract"
        section = self.document.section_at(offset)
        if section is None:
            return "other"
        # a section after the abstract that inherited its role is not the abstract
        if section.role == "abstract" and abstract and offset >= abstract.end:
            return "other"
        return section.role
