"""S05: are the limitations discussed?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from litscan.document.model import Document, Evidence, Section, Span
from litscan.rigor.applicability import is_experimental
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import find_in_sentences
from litscan.rigor.examples import ACCURACY_TABLE, paper
from litscan.rigor.voice import asserted

_HEADING = re.compile(
    r"\blimitations?\b|\bfailure (?:cases?|modes?)\b|\bshortcomings\b", re.IGNORECASE
)
_LEAD = re.compile(
    r"\W{0,4}(?:broader impacts? and )?limitations?\b(?: (?:and|&) \w+(?: \w+)?)?\s?[.:]",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:a|one|main|key|another|the|several|some|potential"
    r"|current)\s+(?:\w+\s+)?limitations?\s+(?:of|in|is|are)"
    r"\s+(?:our|this|the (?:proposed|current|present)|that (?:our|we|it))\b"
    r"|\blimitations? of (?:our|this) (?:\w+ )?(?:work|method|approach|paper|study|framework"
    r"|analysis)\b"
    r"|\b(?:our|this) (?:work|method|approach|study|paper|framework) (?:is limited"
    r"|has (?!no\b)(?:\w+ )?limitations?"
    r"|does not (?:address|consider|cover|handle))\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:overcome|address|tackl|alleviat|existing|previous|prior|these)\w*\b", re.IGNORECASE
)
_FIX = "add a section on the method's limitations: assumptions, settings where it fails, cost"


class Limitations(Check):
    """The paper says what its method cannot do.

    Rationale
    ---------
    Authors know best where their method fails. Readers who are not told find out at their own
    cost.

    Source
    ------
    NeurIPS paper checklist, question 2; Smith et al. 2022 (arXiv 2205.08363).

    Applies when
    ------------
    The paper reports experiments of its own.

    Evidence
    --------
    Pass: a section on limitations. Partial: sentences that name a limitation of the own work.
    """

    id: ClassVar[str] = "S05"
    name: ClassVar[str] = "Limitations discussed"
    group: ClassVar[Group] = Group.SCOPE
    since: ClassVar[str] = "0.1"
    version: ClassVar[str] = "2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(ACCURACY_TABLE + "\n## 4 Limitations\n\nIt needs batch normalisation.\n"),
            Outcome.PASS,
            "Limitations",
        ),
        Example(
            paper(ACCURACY_TABLE + "\nA limitation of our method is its need for labels.\n"),
            Outcome.PARTIAL,
            "A limitation of our method",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(ACCURACY_TABLE), Outcome.FAIL),
        Example(
            paper(ACCURACY_TABLE, related="Our method overcomes limitations of earlier ones."),
            Outcome.FAIL,
        ),
        Example(paper(ACCURACY_TABLE + "\nOur method has no limitations.\n"), Outcome.FAIL),
        Example(
            paper(ACCURACY_TABLE + "\nWe do not discuss the limitations of our method.\n"),
            Outcome.FAIL,
        ),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not is_experimental(subject):
            return not_applicable("the paper reports no experiments of its own")
        document = subject.document
        headed = tuple(_headed(subject))
        if headed:
            return Decision(Outcome.PASS, "limitations have a place of their own", headed[:2])
        told = tuple(
            item
            for item in asserted(find_in_sentences(document, _TOLD), _TOLD)
            if not _OTHERS.search(item.quote)
        )
        if told:
            reason = "a limitation is named in passing"
            return Decision(Outcome.PARTIAL, reason, told[:3], fix=_FIX)
        return self.absent(subject, "no limitation is discussed", _FIX)


def _headed(subject: Subject) -> Iterator[Evidence]:
    """Yield headings of sections, and of paragraphs, that are about limitations."""
    document = subject.document
    for section in document.sections:
        if section.role not in ("references", "checklist", "related_work") and (
            section.role == "limitations" or _HEADING.search(section.heading)
        ):
            yield document.evidence(_heading_span(document, section))
    for item in find_in_sentences(document, _HEADING):
        if _LEAD.match(item.quote):
            yield item


def _heading_span(document: Document, section: Section) -> Span:
    """Return the place of a section's heading, or of its first line where that reads otherwise."""
    start = document.text.find(section.title, section.span.start, section.span.end)
    if start >= 0 and section.title.strip():
        return Span(start, start + len(section.title))
    end = document.text.find("\n", section.span.start, section.span.end)
    return Span(section.span.start, end if end > section.span.start else section.span.end)
