"""Words of a paper, made fit to stand in a line of output."""

from __future__ import annotations

__all__ = ["on_one_line"]

LONGEST = 400


def on_one_line(text: str, longest: int = LONGEST) -> str:
    r"""Return text without line breaks, cut where it is longer than `longest` characters.

    Examples
    --------
    >>> on_one_line("one\n two")
    'one two'
    >>> on_one_line("x" * 9, longest=4)
    'xxxx ...'
    """
    words = " ".join(text[: 4 * longest].split())
    whole = len(text) <= 4 * longest and len(words) <= longest
    return words if whole else f"{words[:longest]} ..."
