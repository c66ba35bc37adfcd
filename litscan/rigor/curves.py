"""Figures that draw quality over how far networks were pruned."""

from __future__ import annotations

import re
from collections.abc import Iterator

from litscan.document.model import Document, Evidence
from litscan.rigor.evidence import find_in_captions

__all__ = ["find_curves"]

_LEVEL = (
    r"(?:sparsit\w+|spars\w* (?:levels?|ratios?|rates?)"
    r"|prun\w+ (?:ratio|rate|level|percentage|fraction|amount)s?"
    r"|compression(?: ratio| rate| factor)?s?|ratios?|FLOPs?|MACs?|parameters?|params|densit\w+"
    r"|speed-?ups?|latenc\w+|model sizes?"
    r"|(?:remaining|non-?zero) weights|weights (?:remaining|left))"
)
_CURVE = re.compile(
    r"\b(?:vs\.?|versus|against|across|as a function of|over|with respect to"
    r"|(?:at|for|under) (?:different|various|varying|several|multiple))"
    rf"\s+(?:\w+\s+){{0,3}}{_LEVEL}"
    rf"|\b(?:sparsity|pruning ratio|FLOPs|speed-?up|accuracy|perplexity)[ -/–]+"
    rf"(?:accuracy|sparsity|FLOPs|perplexity|latency)?\s*(?:trade-?offs?|curves?|pareto|frontiers?)"
    rf"|\btrade-?offs?\b[^.]{{0,60}}{_LEVEL}|\bpareto\b",
    re.IGNORECASE,
)


def find_curves(document: Document) -> Iterator[Evidence]:
    """Yield the captions of figures that draw a curve over the degree of pruning."""
    for caption in find_in_captions(document, _CURVE):
        if caption.kind == "figure":
            yield caption
