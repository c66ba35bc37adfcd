"""Cells of CSV files that people open in a spreadsheet: text stays text, and comes back.

A spreadsheet runs a cell that begins with ``=``, ``+``, ``-`` or ``@``. `guarded` puts an
apostrophe in front of such text; `unguarded` takes it away again, from no other text.
"""

from __future__ import annotations

import re

__all__ = ["guarded", "unguarded"]

# What a spreadsheet takes for the start of a formula, after apostrophes of the text's own
_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")


def guarded(value: object) -> object:
    """Return a cell that no spreadsheet runs: text that looks like a formula gets a quote.

    None becomes an empty cell; numbers stay numbers. A bare carriage return becomes a line
    break, since outside quotes it would end the row.

    Examples
    --------
    >>> guarded("=1+1"), guarded(-0.3), guarded("'=1"), guarded(None)
    ("'=1+1", -0.3, "''=1", '')
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    text = f"'{value}" if _FORMULA.match(value) else value
    return re.sub("\r\n?", "\n", text)


def unguarded(text: str) -> str:
    """Return the text that `guarded` made a cell of.

    Examples
    --------
    >>> unguarded("'=1+1"), unguarded("'tis"), unguarded("''=1")
    ('=1+1', "'tis", "'=1")
    """
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
