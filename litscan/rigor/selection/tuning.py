"""Where authors say that they tuned something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from litscan.document.model import Evidence, SectionRole
from litscan.rigor.base import Subject
from litscan.rigor.evidence import find_told

__all__ = ["TUNING_ROLES", "find_tuning"]

TUNING_ROLES: frozenset[SectionRole] = frozenset({"experiments", "results", "appendix"})
_KNOB = (
    r"(?:hyper-?\s?param\w{0,8}|learning rates?|weight decay|λ|\blambda\b"
    r"|regulari[sz]ation (?:strength|parameter|coefficient|weight)s?)"
)
_PICKED = (
    r"\b(?:select(?:ed|s)?|choos(?:e|es|ing)|chose|chosen|pick(?:ed|s)?)\s+(?:the\s+)?"
    r"(?:\w+[- ]){0,2}"
    rf"(?:{_KNOB}|fractions?|ratios?|rates?|thresholds?|coefficients?)\b[^.;]{{0,60}}?"
    r"\b(?:best|highest|lowest|maximi[sz]es?|minimi[sz]es?)\s+(?:the\s+)?"
    r"(?:test(?:ing)?|validation|held-?out|dev)\s+(?:set\s+)?(?:accurac\w+|error|loss|performance)\b"
)
_HOW = r"(?:by|from|via|among|using|based on|over|on|with|between|through)"
_TUNING = re.compile(
    rf"\b(?:tune[ds]?|tuning|sw(?:ep|pt)|sweeps?|search(?:ed)? (?:for|over))\b[^.;]{{0,60}}?{_KNOB}"
    rf"|{_KNOB}[^.;]{{0,60}}?\b(?:tuned|tuning|swept|sweeps?|searched|grid[- ]search\w*)\b"
    rf"|{_KNOB}[^.;]{{0,60}}?\b(?:are|is|were|was)\s+(?:\w+\s+)?"
    rf"(?:selected|chosen|optimi[sz]ed|picked)\s+{_HOW}\b"
    rf"|\b(?:select|choose|chose|pick|selected|picked)\s+(?:the\s+)?(?:\w+\s+)?{_KNOB}\s+{_HOW}\b"
    rf"|\b(?:grid|random)[ -]search\b[^.;]{{0,80}}?{_KNOB}|{_PICKED}",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:no|not|without|never|fine-?\s?tun\w*|avoid\w*|future|same|follow\w*|neural architecture"
    r"|baselines?|previous|prior|needs?|needed|require\w*|typical\w*|can|could|may|easier|eliminat\w+"
    r"|Question|et al|necessary|hard|under-?\s?tuned|difficult\w*|instruction)\b",
    re.IGNORECASE,
)


def find_tuning(subject: Subject) -> Iterator[Evidence]:
    """Yield the sentences and captions that say the authors tuned hyper-parameters.

    Settings that are kept or taken from others are not tuned.
    """
    document = subject.document
    for item in find_told(document, _TUNING, TUNING_ROLES):
        if not _NOT_DONE.search(item.quote):
            yield item
