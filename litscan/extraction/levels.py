"""Operating points in labels: ``90%``, ``S=0.8``, ``2:4``, ``4x`` beside what they are of."""

from __future__ import annotations

import re
from functools import lru_cache

from litscan.extraction.operating_point import OperatingPoint

__all__ = ["level_kind", "read_level"]

_PERCENT = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d+)?)\s?%")
_FRACTION = re.compile(r"(?<![\d.])(0?\.\d+)(?![\d%])")
_PATTERN = re.compile(r"(?<![\d:.])(\d{1,2})\s?:\s?(\d{1,2})(?![\d:])")
_FACTOR = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)\s?[x×](?![a-z\d])", re.IGNORECASE)
_HALF = re.compile(
    r"\bhalf (?:of )?(?:the |its |their )?(?:flops|macs|param|weights"
    r"|filters|chan)",
    re.I,
)
_KINDS = (
    ("compression_ratio", re.compile(r"compression|\bcr\b")),
    ("speedup", re.compile(r"speed-?\s?up|accelerat")),
    ("flops_removed", re.compile(r"(?:flops?|macs?)[^|]{0,25}(?:reduc|prun|remov|↓|drop)")),
    ("flops_kept", re.compile(r"(?:flops?|macs?)[^|]{0,25}(?:remain|kept|budget|left)")),
    ("params_kept", re.compile(r"remain|densit|\bkept\b|weights left")),
    ("params_removed", re.compile(r"param[^|]{0,25}(?:reduc|prun|remov|↓|drop)")),
    (
        "units_removed",
        re.compile(r"(?:heads?|layers?|filters?|channels?|neurons?|experts?) (?:remov|prun|drop)"),
    ),
    ("sparsity", re.compile(r"spars|\bs ?=|prun\w* (?:ratio|rate|level)|\bratio\b|pruned|pruning")),
)


@lru_cache(maxsize=4096)
def level_kind(text: str) -> str | None:
    """Return what kind of operating point a text speaks of, or None.

    Examples
    --------
    >>> level_kind("Accuracy at several sparsity levels")
    'sparsity'
    """
    low = text.lower()
    return next((kind for kind, pattern in _KINDS if pattern.search(low)), None)


def read_level(text: str, kind: str | None) -> OperatingPoint | None:
    """Return the operating point a label names, of the kind its own words or `kind` say.

    Examples
    --------
    >>> read_level("S=0.8", None)
    OperatingPoint(kind='sparsity', value=80.0, unit='percent')
    >>> read_level("2:4", None)
    OperatingPoint(kind='pattern', value=50.0, unit='percent')
    >>> read_level("ResNet-50", "sparsity") is None
    True
    """
    pattern = _PATTERN.search(text)
    if pattern:
        kept, group = int(pattern[1]), int(pattern[2])
        if 0 < kept < group <= 32:
            return OperatingPoint("pattern", round(100 * (1 - kept / group), 4), "percent")
    kind = level_kind(text) or kind
    if kind is None:
        return None
    if kind in ("compression_ratio", "speedup"):
        factor = _FACTOR.search(text)
        return OperatingPoint(kind, float(factor[1]), "factor") if factor else None
    if _HALF.search(text):
        return OperatingPoint(kind, 50.0, "percent")
    percent = _PERCENT.search(text)
    if percent and float(percent[1]) <= 100:
        return OperatingPoint(kind, float(percent[1]), "percent")
    fraction = _FRACTION.search(text)
    if fraction:
        return OperatingPoint(kind, round(100 * float(fraction[1]), 6), "percent")
    return None
