"""What the group's checks ask of how networks were trained, fine-tuned and pruned."""

from __future__ import annotations

import re
from collections.abc import Iterator

from litscan.document.model import Evidence, SectionRole
from litscan.rigor.applicability import is_experimental
from litscan.rigor.base import Subject
from litscan.rigor.evidence import find_in_sentences, find_in_tables, find_told

__all__ = ["PRACTICE_ROLES", "fine_tuning", "learning_rates", "trains"]

PRACTICE_ROLES: frozenset[SectionRole] = frozenset(
    {"method", "experiments", "results", "discussion", "appendix", "other"}
)
"""Where authors say what they did; abstract and introduction announce."""
_TRAINED = re.compile(
    r"\b(?:we|is|are|was|were|then|being)\s+(?:\w+\s+){0,4}(?:re-?|pre-?|fine-?\s?)?"
    r"(?:train(?:ed)?|tuned?)\b|\btraining (?:details|settings?|set-?up|recipe|epochs|procedure)\b"
    r"|\bfor \d+ epochs\b",
    re.IGNORECASE,
)
_LEARNING_RATE = re.compile(
    r"(?:\blearning[ -]rates?\b[^.;]{0,80}?|\blr\s?(?:of|=|is|to|:)?\s?)"
    r"(?:\d*\.\d+|\d\s?e\s?[-−–]\s?\d|10\s?\^?\{?\s?[-−–]\s?\d|\b1\b)",
    re.IGNORECASE,
)
_LEARNING_RATE_LABEL = re.compile(
    r"\blearning[ -]rate\b|^\W*(?:(?:initial|base|peak|max) )?lr\W*$", re.IGNORECASE
)
_SETTING_LABEL = re.compile(
    r"\blearning[ -]rate\b|\boptimi[sz]er\b|\bweight decay\b|\bmomentum\b|\bbatch(?: |-)?size\b"
    r"|\bepochs?\b",
    re.IGNORECASE,
)
_FINE_TUNING = re.compile(
    r"\b(?:we|is|are|was|were|then|and|after pruning|by)\b[^.;]{0,60}?"
    r"\b(?:fine-?\s?tun(?:e|ed|ing)|re-?train(?:ed|ing)?)\b",
    re.IGNORECASE,
)
_OF_PRUNED = re.compile(r"\bprun\w+|\bspars\w+|\bcompress\w+|\bsub-?networks?\b", re.IGNORECASE)
_NONE = re.compile(
    r"\b(?:no|not|without|never|neither|unlike|avoid\w*|eliminat\w+|instead of|need(?:s|ed|ing)?"
    r"|free|typically|usually|conventional\w*|existing|previous|prior|require[sd]?|baselines?"
    r"|would|could)\b",
    re.IGNORECASE,
)


def trains(subject: Subject) -> bool:
    """Return whether the paper reports experiments in which networks are trained."""
    if not is_experimental(subject):
        return False
    told = subject.facts.training.stated()
    if any(told[name] is not None for name in ("optimizer", "learning_rate", "epochs")):
        return True
    return any(find_in_sentences(subject.document, _TRAINED, PRACTICE_ROLES))


def learning_rates(subject: Subject) -> Iterator[Evidence]:
    """Yield the sentences, captions and cells that give a learning rate."""
    document = subject.document
    yield from find_told(document, _LEARNING_RATE, PRACTICE_ROLES)
    settings = {item.table.label for item in find_in_tables(document, _SETTING_LABEL) if item.table}
    for item in find_in_tables(document, _LEARNING_RATE_LABEL):
        if item.table and item.table.label in settings:
            yield item


def fine_tuning(subject: Subject) -> tuple[Evidence, ...]:
    """Return the sentences that say the authors fine-tuned or retrained what they pruned.

    A denial, what others do, and a sentence that cites are not counted.
    """
    document = subject.document
    return tuple(
        item
        for item in find_in_sentences(document, _FINE_TUNING, PRACTICE_ROLES)
        if _OF_PRUNED.search(item.quote)
        and not _NONE.search(item.quote)
        and not any(
            citation.span.start < item.end and item.start < citation.span.end
            for citation in document.citations
        )
    )
