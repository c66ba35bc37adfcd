"""Whose claim a sentence makes: the authors' own, or another's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from litscan.document.model import Document, Evidence, SectionRole, Span
from litscan.extraction.denial import all_denied
from litscan.rigor.evidence import find_in_sentences, role_at

__all__ = ["asserted", "find_own_claims"]

CLAIM_ROLES: frozenset[SectionRole] = frozenset(
    {"abstract", "introduction", "conclusion", "experiments", "results"}
)
"""Where authors claim what their work achieves."""
PLAIN_ROLES = frozenset({"abstract", "experiments", "results"})
"""Where a plain statement is about the paper's own networks; elsewhere the authors must say so."""
_OWN = re.compile(
    r"\b(?:we|our|ours|us)\b|\b(?:the|this) (?:proposed|paper|work|method|approach|framework)\b"
    r"|\bproposed\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:could|might|future|potential(?:ly)?|further|hope|need(?:s|ed)?|would|not)\b",
    re.IGNORECASE,
)
_CONTINUES = re.compile(
    r"\W*(?:it|this (?:also|further))\s+(?:also |can |further |even )*(?:is|be|has|works?|appl\w+"
    r"|generali[sz]\w+|extends?|prunes?|compress\w*|runs?|reach\w*|achiev\w+|outperforms?"
    r"|supports?|accelerates?|reduces?)\b",
    re.IGNORECASE,
)
"""How a sentence goes on about what the one before it speaks of."""
_RUNS = re.compile(r"\b(?:networks?|models?|inference|run\w*|train\w*|it is)\b", re.IGNORECASE)


def find_own_claims(
    document: Document, pattern: re.Pattern[str], roles: frozenset[SectionRole] = CLAIM_ROLES
) -> tuple[Evidence, ...]:
    """Return the sentences of these roles that match and claim it of the authors' own networks."""
    return tuple(
        sentence
        for sentence in find_in_sentences(document, pattern, roles)
        if _is_own(document, sentence)
    )


def asserted(found: Iterable[Evidence], pattern: re.Pattern[str]) -> Iterator[Evidence]:
    """Yield what does not deny, postpone or say of others everything that the pattern finds."""
    for evidence in found:
        if not all_denied(evidence.quote, pattern):
            yield evidence


def _is_own(document: Document, sentence: Evidence) -> bool:
    """Return whether a sentence claims something of the authors' own networks.

    One that cites is about others; so is one of introduction or conclusion in which the authors
    do not speak of their own work. A wish or a denial is no claim.
    """
    span = Span(sentence.start, sentence.end)
    if _FUTURE.search(sentence.quote) or any(
        span.overlaps(citation.span) for citation in document.citations
    ):
        return False
    if _CONTINUES.match(sentence.quote) and _follows_own(document, sentence):
        return True
    role = role_at(document, sentence.start)
    plain = role in PLAIN_ROLES and _RUNS.search(sentence.quote)
    return bool(plain or _OWN.search(sentence.quote))


def _follows_own(document: Document, sentence: Evidence) -> bool:
    """Return whether the sentence before, of the same part, speaks of the authors' own work."""
    number = bisect_left(document.sentences, sentence.start, key=lambda one: one.span.start) - 1
    if number < 0:
        return False
    span = document.sentences[number].span
    near = role_at(document, span.start) == role_at(document, sentence.start)
    return near and _OWN.search(document.text, span.start, span.end) is not None
