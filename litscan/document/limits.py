"""How much is read of what comes from outside: sizes, counts, depths and seconds, in one place.

A document over one of these bounds is read as far as it goes, and its coverage says in a warning
what was left out. Sizes and counts are the same on every machine; `Deadline` is only the last
resort, for an input that no count was made for.
"""

from __future__ import annotations

import time

__all__ = [
    "COST_OF_USE",
    "LONGEST_PARAGRAPH",
    "MAX_BYTES",
    "MAX_CELLS",
    "MAX_CHARACTERS",
    "MAX_COLUMNS",
    "MAX_COUNTERS",
    "MAX_DEFINITIONS",
    "MAX_ENTRIES",
    "MAX_FILES",
    "MAX_GLYPHS",
    "MAX_GROWTH",
    "MAX_INPUTS",
    "MAX_INPUT_DEPTH",
    "MAX_MISSING",
    "MAX_OBJECTS",
    "MAX_PACKAGES",
    "MAX_PACKAGE_CHARACTERS",
    "MAX_PAGES",
    "MAX_PROSE",
    "MAX_SECONDS",
    "MAX_STOPS",
    "MAX_TABLES",
    "MAX_TAGS",
    "MAX_TEX_FILES",
    "MAX_TOKENS",
    "Deadline",
]

MAX_BYTES = 50_000_000
"""A file of more bytes than this is refused."""

MAX_CELLS = 30_000
"""More cells than this in one table are data or a runaway span; it is counted, not read."""

MAX_COLUMNS = 500
"""A table of more columns than this is counted, not read."""

MAX_TABLES = 1_000
"""Tables of one document beyond this many are counted, not read."""

LONGEST_PARAGRAPH = 50_000
"""A longer run of prose, in characters, is split."""

MAX_CHARACTERS = 2_000_000
"""LaTeX beyond this many characters, inputs included, is not read."""

MAX_PROSE = 300_000
"""Prose of one document is read as sentences up to this many characters: 100 dense pages."""

MAX_INPUTS = 2_000
"""Files that a LaTeX source inputs beyond this many are not read."""

MAX_INPUT_DEPTH = 20
"""Files input more levels deep than this are not read."""

MAX_MISSING = 100
"""Input files that are not there are named in warnings up to this many."""

MAX_PACKAGES = 60
"""A LaTeX paper's own packages beyond this many are not read."""

MAX_PACKAGE_CHARACTERS = 1_500_000
"""A LaTeX paper's own packages beyond this many characters are not read."""

MAX_DEFINITIONS = 20_000
"""Macros that a LaTeX paper defines beyond this many are unknown commands."""

MAX_GROWTH = 3_000_000
"""Characters that expansion may write before macros are left as they stand."""

COST_OF_USE = 64
"""Characters that every use of a macro counts for beside those it writes."""

MAX_STOPS = 30_000
"""LaTeX is read up to this many commands and blank lines that may end a paragraph."""

MAX_TOKENS = 200_000
"""LaTeX is read up to this many words, commands and other tokens, of prose and tables."""

MAX_COUNTERS = 500
"""Counters that a LaTeX paper counts within others beyond this many are not reset."""

MAX_ENTRIES = 20_000
"""Entries of one .bib or .bbl file beyond this many are not read."""

MAX_FILES = 5_000
"""Files of one folder beyond this many are not looked at."""

MAX_TEX_FILES = 2_000
"""LaTeX files of one folder beyond this many cannot be the main one."""

MAX_TAGS = 1_500_000
"""Tags of an HTML page beyond this many are not read."""

MAX_PAGES = 200
"""Pages of a PDF beyond this many are not read."""

MAX_GLYPHS = 60_000
"""Characters of one PDF page beyond this many are not read."""

MAX_OBJECTS = 20_000
"""Drawn objects of one PDF page beyond this many are not looked at."""

MAX_SECONDS = 60.0
"""Seconds after which a reader stops where it is and says so."""


class Deadline:
    """A moment after which a reader should stop where it is.

    Parameters
    ----------
    seconds : float
        Seconds from now, on the monotonic clock.

    Examples
    --------
    >>> Deadline(60).passed, Deadline(-1).passed
    (False, True)
    """

    __slots__ = ("_at",)

    def __init__(self, seconds: float = MAX_SECONDS) -> None:
        self._at = time.monotonic() + seconds

    @property
    def passed(self) -> bool:
        """Whether the moment has come."""
        return time.monotonic() >= self._at
