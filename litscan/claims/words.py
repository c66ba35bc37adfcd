"""Figures and sentences as a terminal shows them."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from litscan.claims.registry import Claim, DataName

__all__ = ["figure_words", "rule_words", "wrapped"]

_WIDTH = 100


def figure_words(
    value: float | None, low: float | None = None, high: float | None = None, unit: str = ""
) -> str:
    """Return a figure with its interval as a reader wants it: shares in percent, counts whole.

    Examples
    --------
    >>> figure_words(0.531, 0.423, 0.636, "share")
    '53.1% (95%: 42.3% to 63.6%)'
    >>> figure_words(195, unit="pairs"), figure_words(1, unit="pairs of papers")
    ('195 pairs', '1 pair of papers')
    """
    share = unit == "share"
    words = _number(value, share=share)
    if not share and value is not None:
        words = f"{words} {_one(unit) if words == '1' else unit}".rstrip()
    if low is None and high is None:
        return words
    ends = ("unbounded" if end is None else _number(end, share=share) for end in (low, high))
    return f"{words} (95%: {' to '.join(ends)})"


def _one(unit: str) -> str:
    first, space, rest = unit.partition(" ")
    return f"{first.removesuffix('s')}{space}{rest}"


def _number(value: float | None, *, share: bool) -> str:
    if value is None:
        return "none"
    if share:
        return f"{value:.1%}"
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.4g}"


def rule_words(claim: Claim, data: DataName) -> str:
    """Return how the rule came to be: when it was set, and what was known by then.

    Examples
    --------
    >>> from litscan.claims.registry import find_claim
    >>> rule_words(find_claim("BC44"), "blalock2020")
    'set on 2026-11-28 with the figures on blalock2020 known: no test of them'
    >>> rule_words(find_claim("BC44"), "corpus")
    'set on 2026-11-28, before figures on corpus were known'
    >>> rule_words(find_claim("BC22"), "blalock2020")
    'the published figure, written down on 2026-11-28'
    """
    on = claim.rule.set_on
    return {
        "published": f"the published figure, written down on {on}",
        "before": f"set on {on}, before figures on {data} were known",
        "after": f"set on {on} with the figures on {data} known: no test of them",
    }[claim.rule_set(data)]


def wrapped(text: str, indent: int) -> list[str]:
    """Return a paragraph as lines, the first one indented, the others further."""
    return textwrap.wrap(
        text,
        width=_WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + 2),
        break_long_words=False,
        break_on_hyphens=False,
    )
