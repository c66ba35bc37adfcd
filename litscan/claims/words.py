"""Figures and sentences as a terminal shows them."""

from __future__ import annotations

import textwrap

__all__ = ["figure_words", "wrapped"]

_WIDTH = 100


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
