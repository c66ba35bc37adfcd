"""The numbers that a paper's abstract and conclusion claim for its own results."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from litscan.document.model import Document, Evidence, EvidenceKind, SectionRole, Span
from litscan.extraction.zones import Zones
from litscan.tables.numbers import Quantity, find_numbers

__all__ = ["Headline", "numbers_of_body", "read_headlines"]

_ANNOUNCING: tuple[SectionRole, ...] = ("abstract", "conclusion")
_LONGEST = 1500
_OWN = re.compile(
    r"\b(?:we|our|ours|proposed?|this (?:paper|work|study)|method|approach|framework|algorithm"
    r"|achiev\w+|obtain\w*|attain\w*|results?|experiments?|evaluations?)\b",
    re.IGNORECASE,
)
_QUALITY = re.compile(
    r"accura\w+|\berror|top-?\s?[15]\b|\bm?AP\b|\bm?IoU\b|\bF-?1\b|\bBLEU\b|perplexit|\bPPL\b"
    r"|\bAU(?:RO)?C\b|\bWER\b",
    re.IGNORECASE,
)
_COST = re.compile(
    r"FLOPs?|\bMACs?\b|param|spars|compress|speed|faster|smaller|fewer|prun|improv|outperform"
    r"|reduc|drop|gain|\bloss|degrad|scores?\b",
    re.IGNORECASE,
)
_CHANGE_BEFORE = re.compile(
    r"\b(?:by|improv\w*|gains?|increas\w*|reduc\w*|drop\w*|decreas\w*|loss(?:es)?|degrad\w*"
    r"|outperform\w*|surpass\w*|margins?|sav\w*|rais\w*|boost\w*|differences?|gaps?|remov\w*|prun\w*"
    r"|compress\w*|speed\w*|accelerat\w*|spars\w*|only|another|additional|extra)\b",
    re.IGNORECASE,
)
_CHANGE_AFTER = re.compile(
    r"\W{0,3}(?:\w+[ -]){0,3}?(?:improv\w*|gains?|reduc\w*|drop\w*|higher|lower|better|faster"
    r"|smaller|fewer|less|more|points?|pp|compress\w*|speed\w*|spars\w*|loss|degrad\w*"
    r"|increas\w*|decreas\w*|of)\b",
    re.IGNORECASE,
)
_VAGUE_BEFORE = re.compile(
    r"(?:\b(?:up to|at most|at least|than|over|under|above|below|within|nearly|almost|about|around"
    r"|roughly|approximately|approx\.?|exceed\w*|beyond|as (?:much|many|few|little|low|high) as"
    r"|between|close to|near|average\w*|mean|margin of|to)\b|[<>≤≥≈~±–—])"
    r"\s?(?:an? |the |of |over |by )?$",
    re.IGNORECASE,
)
_AVERAGED = re.compile(
    r"\baverag\w*|\bon the whole\b|\bin total\b|\bthreshold|\bsignifican", re.IGNORECASE
)
_BEFORE, _AFTER = 40, 30


@dataclass(frozen=True, slots=True)
class Headline:
    """A number of the abstract or conclusion.

    `kind` is ``value`` for a quality reached, which a table prints as it is; ``change`` for what
    may have to be computed from two printed numbers.
    """

    quantity: Quantity
    kind: Literal["value", "change"]
    evidence: Evidence

    @property
    def where(self) -> str:
        """Where it stands: ``abstract`` or ``conclusion``."""
        return "abstract" if self.evidence.kind == "abstract" else "conclusion"


def read_headlines(document: Document) -> Iterator[Headline]:
    """Yield the precise numbers that abstract and conclusion state of the paper's results.

    Whole numbers are often meant roughly, and so are numbers with a bound before them; sentences
    that cite speak of others. These are left out.
    """
    zones = document.once(Zones.of)
    cited = [citation.span.start for citation in document.citations]
    for sentence, role in _sentences(document, zones):
        if role not in _ANNOUNCING or len(sentence) > _LONGEST:
            continue
        text = document.quote(sentence)
        told = _OWN.search(text) and (_QUALITY.search(text) or _COST.search(text))
        if not told or _AVERAGED.search(text):
            continue
        if any(sentence.start <= at < sentence.end for at in cited):
            continue
        kind: EvidenceKind = "abstract" if role == "abstract" else "text"
        yield from _headlines_of(text, document.evidence(sentence, kind))


def _sentences(document: Document, zones: Zones) -> Iterator[tuple[Span, SectionRole]]:
    """Yield the sentences that hold a digit, outside of tables and references."""
    tables = [table.span for table in document.tables]
    for sentence in document.sentences:
        span = sentence.span
        if not any(map(str.isdigit, document.quote(span))):
            continue
        role = zones.role_at(span.start)
        if role != "references" and not any(span.overlaps(table) for table in tables):
            yield span, role


def _headlines_of(text: str, evidence: Evidence) -> Iterator[Headline]:
    for start, end, quantity in find_numbers(text):
        precise = quantity.decimals >= 1 and quantity.scale == 1 and not quantity.approximate
        if not precise or quantity.unit not in ("", "percent", "pp", "factor"):
            continue
        before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
        if _VAGUE_BEFORE.search(before):
            continue
        changed = quantity.unit in ("pp", "factor") or quantity.sign_explicit
        changed = changed or bool(_CHANGE_BEFORE.search(before) or _CHANGE_AFTER.match(after))
        if changed or _QUALITY.search(text):
            yield Headline(quantity, "change" if changed else "value", evidence)


def numbers_of_body(document: Document) -> frozenset[float]:
    """Return the sizes of the numbers in all other sentences and captions."""
    zones = document.once(Zones.of)
    return frozenset(
        abs(quantity.value)
        for sentence, role in _sentences(document, zones)
        if role not in _ANNOUNCING
        for _, _, quantity in find_numbers(document.quote(sentence))
    )
