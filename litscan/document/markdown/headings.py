"""Levels and titles of Markdown headings, settled for a whole file.

Converters often print every heading at one level; then the numbers tell the outline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from litscan.document.headings import role_of_heading, split_number
from litscan.document.model import SectionRole

__all__ = ["Outline", "title_goes_on"]

_TITLE_GOES_ON = re.compile(
    r"(?:[:,–—-]|\b(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|via|with|without))$",
    re.IGNORECASE,
)
_TOP_ROLES: frozenset[SectionRole] = frozenset(
    (
        "abstract", "introduction", "references", "acknowledgements", "appendix", "checklist",
        "conclusion", "limitations",
    )
)  # fmt: skip
_LETTERED = re.compile(r"[A-Z]\d?(?:\.\d{1,2})*")
_FEWEST_NUMBERED = 3


def title_goes_on(title: str, following: str) -> bool:
    """Return whether a line plainly goes on with the title above it."""
    return following[:1].islower() or _TITLE_GOES_ON.search(title) is not None


@dataclass(slots=True)
class Outline:
    """Gives headings their level, number and title, one after the other.

    Attributes
    ----------
    flat : bool
        Whether all headings are marked alike while their numbers tell levels.
    lettered : bool
        Whether a bare capital letter may be a number: appendices have begun.
    """

    flat: bool = False
    lettered: bool = False
    _last_level: int = field(default=0, init=False)
    _digits_seen: bool = field(default=False, init=False)

    @classmethod
    def of(cls, headings: Sequence[tuple[int, str]]) -> Outline:
        """Return the outline for a file's headings: their marked levels and texts, in order."""
        levels = {level for level, _ in headings[1:]}
        numbered = sum(1 for _, shown in headings if split_number(shown)[0] is not None)
        return cls(flat=len(levels) == 1 and numbered >= _FEWEST_NUMBERED)

    def place(self, shown: str, marked_level: int) -> tuple[str | None, str, int]:
        """Return a heading's number, title and level.

        Examples
        --------
        >>> outline = Outline.of([(1, "T"), (1, "1 Data"), (1, "2 Runs"), (1, "2.1 Seeds")])
        >>> outline.place("2.1 Seeds", 1), outline.place("Setup", 1), outline.place("References", 1)
        (('2.1', 'Seeds', 2), (None, 'Setup', 3), (None, 'References', 1))
        """
        number, title = split_number(shown, letters=self.lettered)
        role = role_of_heading(title)
        if role == "abstract":
            return number, title, 0
        if number and (number[0].isdigit() or _LETTERED.fullmatch(number)):
            level = number.count(".") + 1
            if not number[0].isdigit() and not self._digits_seen:
                level = max(marked_level - 1, level)  # ``A.`` under ``II.``
            self._digits_seen = self._digits_seen or number[0].isdigit()
            self._last_level = level
        elif self.flat and number is None and role not in _TOP_ROLES and self._last_level:
            level = self._last_level + 1
        else:
            level = max(marked_level - 1, 1)
        if role == "references":
            self.lettered = True
        return number, title, level
