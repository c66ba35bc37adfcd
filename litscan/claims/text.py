"""A run of claims as text: a block a claim, with a line for each figure behind it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from litscan.claims.figures import Figure
    from litscan.claims.registry import Claim
    from litscan.claims.run import ClaimResult

__all__ = ["claims_text", "figure_words"]

_WIDTH = 100


def claims_text(results: Iterable[ClaimResult]) -> str:
    """Return the run as text, a block a claim."""
    return "\n\n".join(_block(result) for result in results) + "\n"


def figure_words(
    value: float | None, low: float | None = None, high: float | None = None, unit: str = ""
) -> str:
    """Return a figure with its interval as a reader wants it: shares in percent, counts whole.

    Examples
    --------
    >>> figure_words(0.531, 0.423, 0.636, "share")
    '53.1% (95%: 42.3% to 63.6%)'
    >>> figure_words(195, unit="pairs")
    '195 pairs'
    """
    share = unit == "share"
    words = _number(value, share=share) + ("" if share or value is None else f" {unit}".rstrip())
    if low is None and high is None:
        return words
    ends = ("unbounded" if end is None else _number(end, share=share) for end in (low, high))
    return f"{words} (95%: {' to '.join(ends)})"


def _number(value: float | None, *, share: bool) -> str:
    if value is None:
        return "none"
    if share:
        return f"{value:.1%}"
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.4g}"


def _block(result: ClaimResult) -> str:
    claim, found = result.claim, result.found
    published = (
        "no figure published"
        if claim.published is None
        else f"published {figure_words(claim.published, unit=claim.unit)}"
    )
    value = figure_words(found.value, found.low, found.high, claim.unit)
    lines = [
        f"{claim.id} on {result.data}: {result.verdict}",
        *_wrapped(claim.statement, 2),
        *_wrapped(f"{published}, recomputed {value}, n = {found.n}", 2),
        *_wrapped(f"filter: {result.filter}", 2),
        *_figure_lines(result),
        *_wrapped(result.judgement.reason, 2),
    ]
    return "\n".join(lines)


def _figure_lines(result: ClaimResult) -> list[str]:
    lines = []
    for words, figures in groupby(result.found.figures, key=lambda figure: figure.filter):
        if words and words != result.filter:
            lines += _wrapped(f"under {words}:", 4)
        for figure in figures:
            lines += _wrapped(_figure_line(figure, result.claim), 6)
    return lines


def _figure_line(figure: Figure, claim: Claim) -> str:
    words = figure_words(figure.value, figure.low, figure.high, figure.unit)
    published, yardstick = claim.figures.get(figure.name), claim.yardstick(figure.name)
    printed = "" if published is None else f", published {figure_words(published)}"
    line = f"{figure.name}: {words}{printed}, n = {figure.n}"
    if yardstick is None:
        return line
    return f"{line}; compare {figure_words(yardstick.value, unit=figure.unit)}, {yardstick.source}"


def _wrapped(text: str, indent: int) -> list[str]:
    return textwrap.wrap(
        text,
        width=_WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + 2),
        break_long_words=False,
        break_on_hyphens=False,
    )
