r"""Footnote marks in a table's cells, told from exponents and other raised text.

``93.4$^1$`` and ``93.4\textsuperscript{1}`` must not read 93.41, nor may ``10$^6$`` lose its
exponent. A raised symbol is a mark; a raised figure or letter is one where nothing that takes an
exponent stands before it.
"""

from __future__ import annotations

import re

from litscan.document.latex.scan import words

__all__ = ["MARK_COMMANDS", "is_raised_mark", "leading_mark", "split_marks", "trailing_marks"]

MARK_COMMANDS = words("tnote tnotex tablenotemark footnotemark tmark tnotemark sym TblrNote")
"""Commands whose argument is a footnote mark."""

_SYMBOLS = "*†‡§¶⋆∗♯♦♠♣★☆⋄◇‖"
_SYMBOL_MARK = re.compile(rf"[\d,\s]*[{_SYMBOLS}#][{_SYMBOLS}#\d,\s]*")
_LETTER_MARK = re.compile(r"\(?[0-9a-z]\)?(?:\s*,\s*[0-9a-z])*")
_TAKES_EXPONENT = re.compile(
    r"(?:(?<![\d.])(?:10|[2-9]|\d*×\s?10)|(?<![A-Za-z])(?:[cmkdnµ]?m|s|px|e|R))$"
)
_FIRST_LETTERS = re.compile(r"\(?[a-df-h]\)?(?:\s*,\s*[a-h])*")
_DECIMAL = re.compile(r"(?:\d\.\d+|%|\d\))$")
_TRAILING = re.compile(r"(?<=[\w.%)\]])(?P<gap>\s?)(?P<marks>[†‡§¶⋆∗★☆⋄◇]+|\*{1,3})$")
_LEADING = re.compile(r"(?P<marks>[†‡§¶⋆∗★☆]+|\*{1,3})\s*(?=[\w(])")
_ONE_LETTER = re.compile(r"[A-Za-z]\d?\*")


def is_raised_mark(raised: str, base: str, *, in_formula: bool) -> bool:
    """Return whether raised text is a footnote mark of what stands before it.

    `in_formula` says that the base is part of the same formula, where a figure is an exponent
    unless the base is a printed decimal or percentage.

    Examples
    --------
    >>> is_raised_mark("†", "93.4", in_formula=True), is_raised_mark("1", "93.4", in_formula=True)
    (True, True)
    >>> is_raised_mark("6", "10", in_formula=False), is_raised_mark("2", "x", in_formula=True)
    (False, False)
    >>> is_raised_mark("a", "3", in_formula=False), is_raised_mark("n", "2", in_formula=False)
    (True, False)
    """
    base = base.rstrip()
    if _SYMBOL_MARK.fullmatch(raised):
        return True
    if not _LETTER_MARK.fullmatch(raised) or not base:
        return False
    if in_formula:
        return _DECIMAL.search(base) is not None
    if base[-1].isdigit() and _FIRST_LETTERS.fullmatch(raised):
        return True
    return _TAKES_EXPONENT.search(base) is None


def split_marks(text: str) -> tuple[str, ...]:
    """Return the single marks in raised text.

    Examples
    --------
    >>> split_marks("a, b"), split_marks("†"), split_marks("(1)")
    (('a', 'b'), ('†',), ('1',))
    """
    parts = (part.strip().strip("()") for part in text.split(","))
    return tuple(part for part in parts if part)


def trailing_marks(text: str) -> tuple[int, tuple[str, ...]]:
    """Return how many characters at the end of a cell are marks, and the marks.

    Examples
    --------
    >>> trailing_marks("93.4*"), trailing_marks("MobileNet †"), trailing_marks("A*")
    ((1, ('*',)), (2, ('†',)), (0, ()))
    """
    match = _TRAILING.search(text)
    if match is None or _ONE_LETTER.fullmatch(text):
        return 0, ()
    return len(match[0]), (match["marks"],)


def leading_mark(text: str) -> tuple[int, tuple[str, ...]]:
    """Return how many characters at the start of a cell are a mark, and the mark."""
    match = _LEADING.match(text)
    return (len(match[0]), (match["marks"],)) if match else (0, ())
