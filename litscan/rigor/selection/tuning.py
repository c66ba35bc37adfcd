"""Where authors say that they tuned something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from litscan.document.model import Evidence, SectionRole
from litscan.rigor.base import Subject
from litscan.rigor.evidence import find_in_captions, find_in_sentences

__all__ = ["TUNING_ROLES", "find_tuning"]

TUNING_ROLES: frozenset[SectionRole] = frozenset(
    {"method", "experiments", "results", "discussion", "appendix", "other"}
)
_KNOB = (
    r"(?:hyper-?\s?param\w*|learning rates?|thresholds?|coefficients?|weight decay|temperatures?"
    r"|batch sizes?|regulari[sz]ation (?:strength|parameter|coefficient)s?|lambda|alpha|beta"
    r"|λ|α|β|γ)"
)
_TUNING = re.compile(
    rf"\b(?:tun(?:e|ed|ing)|select(?:ed|ing)?|chosen|choose|chose|search(?:ed)?|optimi[sz]ed"
    rf"|swe(?:ep|pt)|pick(?:ed)?|determined)\b[^.;]{{0,60}}?(?:\b|(?<=\W)){_KNOB}"
    rf"|(?:\b|(?<=\W)){_KNOB}[^.;]{{0,60}}?\b(?:are|is|were|was|been)\s+(?:\w+\s+){{0,2}}"
    r"(?:tuned|selected|chosen|searched|optimi[sz]ed|swept|picked|determined)\b"
    r"|\b(?:grid|random|hyper-?\s?param\w*)[ -]search\b|\bhyper-?\s?param\w* (?:tuning|sweep)"
    r"|\bBayesian optimi[sz]ation\b|\bOptuna\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:no|not|without|never|fine-?\s?tun\w*|avoid\w*|future|same|follow\w*|architecture search"
    r"|neural architecture|baselines?|previous|prior)\b",
    re.IGNORECASE,
)


def find_tuning(subject: Subject) -> Iterator[Evidence]:
    """Yield the sentences and captions that say the authors tuned hyper-parameters.

    Settings that are kept or taken from others are not tuned.
    """
    document = subject.document
    for item in (
        *find_in_sentences(document, _TUNING, TUNING_ROLES),
        *find_in_captions(document, _TUNING),
    ):
        if not _NOT_DONE.search(item.quote):
            yield item
