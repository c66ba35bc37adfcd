"""How much is read of what comes from outside: sizes, counts, depths and seconds, in one place.

A document over one of these bounds is read as far as it goes, and its coverage says in a warning
what was left out. Sizes and counts are the same on every machine; `Deadline` is only the last
resort, for an input that no count was made for.
"""

from __future__ import annotations

import time

__all__ = [
    "LONGEST_PARAGRAPH",
    "MAX_BYTES",
    "MAX_CELLS",
    "MAX_COLUMNS",
    "MAX_SECONDS",
    "MAX_TABLES",
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
