"""Whether the authors ran methods of others themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from litscan.document.model import Evidence
from litscan.rigor.base import Subject
from litscan.rigor.evidence import find_in_captions, find_in_sentences, find_in_tables

__all__ = ["rerun_evidence"]

_RERUN = re.compile(
    r"\b(?:we|our)\b[^.]{0,60}\b(?:re-?implement|re-?produc|re-?r[ua]n\b|re-?evaluat)\w*"
    r"|\b(?:baselines?|competitors|(?:compared|competing|prior|previous|other) methods?)\b"
    r"[^.]{0,60}\b(?:were|are|was|is)\s+(?:re-?implemented|re-?produced|re-?run|re-?trained)\b"
    r"|\b(?:all|every|each)\s+(?:\w+\s+){0,2}(?:methods?|baselines?|algorithms?)\b[^.]{0,30}"
    r"\b(?:run|trained|pruned|evaluated|implemented)\s+(?:in|with|by|using|within)\s+(?:our\b|us\b)"
    r"|\b(?:our|own)\s+(?:\w+\s+)?(?:re-?)?implementations?\s+of\b(?!\s+(?:our|the proposed))"
    r"|\b(?:using|with|from|use|used|ran|run|on)\s+(?:the\s+|their\s+)?"
    r"(?:official|publicly available|public|released|open-?source[d]?|original|authors?['’]?s?)"
    r"\s+(?:\w+\s+)?(?:code|implementations?|repositor\w+|code-?bases?)\b"
    r"|\b(?:we|our)\s+(?:also\s+)?(?:implement|train|run|ran|prune|apply|applied)\w*\s+"
    r"(?:all|each|every|the)\s+(?:of\s+the\s+)?(?:other\s+|compared\s+|competing\s+)?"
    r"(?:baselines?|methods?|competitors?|algorithms?)\b",
    re.IGNORECASE,
)
_RERUN_LABEL = re.compile(
    r"\b(?:our|own) (?:impl|re-?impl|re-?prod|run)\w*|\bre-?(?:implemented|produced|run)\b",
    re.IGNORECASE,
)


def rerun_evidence(subject: Subject) -> Evidence | None:
    """Return what says that the authors ran methods of others themselves, or None.

    Several checks ask; `Subject.once` keeps the answer.
    """
    return next(_said(subject), None)


def _said(subject: Subject) -> Iterator[Evidence]:
    document = subject.document
    yield from find_in_tables(document, _RERUN_LABEL)
    yield from find_in_captions(document, _RERUN)
    yield from find_in_sentences(document, _RERUN)
