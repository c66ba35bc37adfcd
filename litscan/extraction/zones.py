"""How much a place in a paper weighs as evidence of what its authors did themselves.

Experiments, results and appendices are where a paper reports; abstract, introduction and method
announce; related work, references, acknowledgements and checklists speak of others or of nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from litscan.document.model import Document, SectionRole, Span

__all__ = ["Zone", "Zones"]

Zone = Literal["evidence", "weak", "outside"]

OUTSIDE: frozenset[SectionRole] = frozenset(
    {"related_work", "references", "acknowledgements", "checklist"}
)
_EVIDENCE: frozenset[SectionRole] = frozenset({"experiments", "results", "appendix"})
_CHECKLIST_TALK = re.compile(
    r"\bauthors should (?:answer|state|reflect|discuss|describe|report|cite|be careful)\b"
    r"|\bThe answer (?:\W{0,2}(?:NA|N/A|No|Yes)\W{0,2}) means\b"
    r"|\bAnswer:\s*\W{0,2}(?:Yes|No|NA|N/A)\b"
    r"|\bJustification:|\[(?:Yes|No|NA|N/A)\]|\\answer(?:Yes|No|NA)\b"
)
_BIBLIOGRAPHY = re.compile(
    r"referen|bibliograph|literatur|works? cited|citations?|sources", re.IGNORECASE
)
_REPORTS = re.compile(
    r"\b(?:performance|evaluations?|empirical|ablations?|accuracy|perplexity|benchmarks?)\b"
    r"|\bcomparisons? (?:with|to|against|of)\b|\b(?:case|user) stud(?:y|ies)\b",
    re.IGNORECASE,
)
_CHECKLIST_STEMS = (
    "authors should", "The answer", "Answer:", "Justification:", "\\answer",
    "[Yes]", "[No]", "[NA]", "[N/A]",
)  # fmt: skip
_CHECKLIST_GAP = 2500
_FEWEST_ITEMS = 3


def _checklists(document: Document) -> tuple[Span, ...]:
    """Return where a reporting checklist stands, headed or not: three of its phrases in a row."""
    if sum(document.text.count(stem) for stem in _CHECKLIST_STEMS) < _FEWEST_ITEMS:
        return ()
    runs: list[list[int]] = []
    for match in _CHECKLIST_TALK.finditer(document.text):
        if runs and match.start() - runs[-1][-1] <= _CHECKLIST_GAP:
            runs[-1].append(match.start())
        else:
            runs.append([match.start()])
    spans = []
    for run in runs:
        if len(run) >= _FEWEST_ITEMS:
            end = document.text.find("\n\n", run[-1])
            spans.append(Span(run[0], end if end >= 0 else len(document.text)))
    return tuple(spans)


def _body_end(document: Document) -> int:
    """Return where the references or appendices begin, or the text ends."""
    starts = (
        section.span.start
        for section in document.sections
        if section.role in ("references", "appendix")
    )
    return min(starts, default=len(document.text))


@dataclass(frozen=True)
class Zones:
    """The zones of one document.

    Papers without a recognisable experiments heading before their references (letters, theses,
    scans) report anywhere: there, every unnamed section counts as evidence.
    """

    document: Document
    unnamed_is_evidence: bool
    checklists: tuple[Span, ...] = ()

    @classmethod
    def of(cls, document: Document) -> Zones:
        """Return the zones of a document."""
        body_end = _body_end(document)
        named = any(
            section.role in ("experiments", "results") and section.span.start < body_end
            for section in document.sections
        )
        return cls(document, unnamed_is_evidence=not named, checklists=_checklists(document))

    def at(self, offset: int) -> Zone:
        """Return the zone that holds a character offset."""
        return self._stretches[self._index(offset)][2]

    def role_at(self, offset: int) -> SectionRole:
        """Return the role of the section that holds a character offset."""
        return self._stretches[self._index(offset)][1]

    def stretches(self, *roles: SectionRole) -> Iterator[Span]:
        """Yield the stretches of text with one of these roles, in reading order."""
        ends = (*self._starts[1:], len(self.document.text))
        for (start, role, _), end in zip(self._stretches, ends, strict=True):
            if role in roles and start < end:
                yield Span(start, end)

    def _index(self, offset: int) -> int:
        return max(bisect_right(self._starts, offset) - 1, 0)

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _, _ in self._stretches]

    @cached_property
    def _stretches(self) -> list[tuple[int, SectionRole, Zone]]:
        """Where role or zone change, and what they are from there on."""
        spans = [section.span for section in self.document.sections]
        starts = {0, *(span.start for span in spans)}
        for span in (self.document.abstract, *self.checklists):
            if span is not None:
                starts |= {span.start, span.end}
        stretches: list[tuple[int, SectionRole, Zone]] = []
        for start in sorted(starts):
            role = self._read_role(start)
            stretches.append((start, role, self._zone_of(role)))
        return stretches

    def _zone_of(self, role: SectionRole) -> Zone:
        if role in OUTSIDE:
            return "outside"
        if role in _EVIDENCE:
            return "evidence"
        if self.unnamed_is_evidence and role in ("other", "method", "discussion"):
            return "evidence"
        return "weak"

    def _read_role(self, offset: int) -> SectionRole:
        abstract = self.document.abstract
        if abstract and abstract.start <= offset < abstract.end:
            return "abstract"
        index = bisect_right(self.checklists, offset, key=lambda span: span.start) - 1
        if index >= 0 and offset < self.checklists[index].end:
            return "checklist"
        section = self.document.section_at(offset)
        if section is None:
            return "other"
        # a section after the abstract that inherited its role is not the abstract
        if section.role == "abstract" and abstract and offset >= abstract.end:
            return "other"
        # what stands under the references' heading with a title of its own is an appendix
        if section.role == "references" and not _BIBLIOGRAPHY.search(section.title):
            return "appendix"
        if section.role == "other" and _REPORTS.search(section.title):
            return "results"
        return section.role
