"""Title and headings, told by number and by type.

A heading is set apart from the running text: bold, larger, or in capitals. Its number must follow
on from the one before. Only a paper that sets nothing apart is read by numbers alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from litscan.document.headings import role_of_heading
from litscan.document.pdf.lines import Line, join_words

__all__ = [
    "Numbering",
    "Printed",
    "is_set_off",
    "opening_abstract",
    "read_heading",
    "run_in_heading",
    "title_lines",
]

_DIGITS = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+(?P<title>[^\W\d_].{1,150}|\d\D.{3,150})"
)
_ROMAN = re.compile(r"(?P<number>[IVX]{1,6})\.\s+(?P<title>[A-Z].{2,150})")
_LETTER = re.compile(r"(?P<number>[A-Z])(?:\.|\s*:)?\s+(?P<title>[A-Z].{2,150})")
_LETTERED = re.compile(r"(?P<number>[A-Z](?:\.\d{1,2}){1,3})\.?\s+(?P<title>\S.{2,150})")
_APPENDIX = re.compile(
    r"(?:Appendix|APPENDIX)(?:\s+(?P<number>[A-Z]|[IVX]{1,4})\b)?\s*[:.–—-]?\s*(?P<title>.{0,150})"
)
_KNOWN = re.compile(
    r"(?:abstract|introduction|related works?|background|conclusions?(?: and future works?)?|"
    r"references|bibliography|acknowledge?ments?|discussions?|appendix|appendices|"
    r"(?:table of )?contents|supplementary materials?|broader impacts?|limitations?|"
    r"experiments?|results|methods?)",
    re.IGNORECASE,
)
_ABSTRACT = re.compile(r"(?P<word>Abstract|ABSTRACT)\s?[.:—–-]+\s?(?=\S)")
_BOILERPLATE = re.compile(
    r"arXiv:|published as|under review|accepted|proceedings|preprint|workshop|conference|journal|"
    r"\d{1,4}$|https?:|copyright|vol\.",
    re.IGNORECASE,
)
_WORDY = re.compile(r"[^\W\d_]{3}")
_FORMULA = re.compile(r"[=≥≤<>→]")
_LONGEST = 160
_MOST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Printed:
    """A heading's number as printed, its title, and its level."""

    number: str | None
    title: str
    level: int


class Numbering:
    """What was counted so far; tells whether a number may come next."""

    def __init__(self) -> None:
        self.last: tuple[int, ...] = ()
        self.roman = False
        self.letters = ""
        self.begun = False
        self.after_references = False
        self.in_contents = False
        self.sizes: dict[int, float] = {}

    def follows(self, parts: tuple[int, ...]) -> bool:
        """Return whether digits come next: one up on some level, or a skipped one at most."""
        if not self.last:
            return parts[0] == 1
        if parts <= self.last:
            return False
        for old, new in zip(self.last, parts, strict=False):
            if new != old:
                return new - old <= 2
        return True


def is_set_off(line: Line, body_size: float) -> bool:
    """Return whether a line's type differs from the running text as a heading's does."""
    letters = [c for c in line.text if c.isalpha()]
    return (
        line.bold
        or line.italic
        or line.size >= body_size + 0.7
        or (len(letters) > 3 and line.small_caps)
    )


def opening_abstract(line: Line) -> int:
    """Return where the text begins in a line that opens with ``Abstract—``, or 0."""
    match = _ABSTRACT.match(line.text)
    return match.end() if match else 0


def run_in_heading(line: Line, numbering: Numbering) -> tuple[Printed, int] | None:
    """Return the numbered heading that opens a line of prose in bold, and its length, or None."""
    words = line.words
    count = 0
    while count < len(words) and (words[count].font.bold or words[count].script):
        count += 1
    if not 1 < count < len(words):
        return None
    opening = join_words(words[:count])
    if opening[-1] not in ".:" or not line.text.startswith(opening) or len(opening) > _LONGEST:
        return None
    match = _DIGITS.fullmatch(opening[:-1])
    if match is None or numbering.letters or not _WORDY.search(opening):
        return None
    parts = tuple(int(part) for part in match["number"].split("."))
    if not numbering.follows(parts):
        return None
    numbering.last = parts
    numbering.begun = True
    return Printed(match["number"], match["title"].strip(), len(parts)), len(opening)


def read_heading(line: Line, numbering: Numbering, body_size: float) -> Printed | None:
    """Return what a set-off line says as a heading, or None; counts it if it is one."""
    text = line.text
    if (
        not 3 <= len(text) <= _LONGEST
        or text[-1] in ",;"
        or _FORMULA.search(text)
        or not _WORDY.search(text)
    ):
        return None
    if numbering.in_contents and text[-1].isdigit():
        return None
    found = _digits(line, numbering) or _roman_or_letter(line, numbering)
    only_slanted = line.italic and not line.bold and line.size < body_size + 0.7
    if found is None and not only_slanted:
        found = _unnumbered(line, numbering, body_size)
    if found is not None:
        numbering.begun = True
        if role_of_heading(found.title) == "references":
            numbering.after_references = True
        numbering.in_contents = found.title.lower() in ("contents", "table of contents")
    return found


def _digits(line: Line, numbering: Numbering) -> Printed | None:
    match = _DIGITS.fullmatch(line.text)
    if match is None or numbering.letters:
        return None
    parts = tuple(int(part) for part in match["number"].split("."))
    if not numbering.follows(parts) or sum(map(str.isdigit, match["title"])) > _MOST_DIGITS:
        return None
    numbering.last = parts
    numbering.sizes.setdefault(len(parts), line.size)
    return Printed(match["number"], match["title"].strip(), len(parts))


def _roman_or_letter(line: Line, numbering: Numbering) -> Printed | None:
    text = line.text
    if match := _APPENDIX.fullmatch(text):
        numbering.letters = numbering.letters or "@"
        return Printed(match["number"], match["title"].strip() or text, 1)
    if (match := _ROMAN.fullmatch(text)) and not numbering.last:
        numbering.roman = True
        numbering.sizes.setdefault(1, line.size)
        return Printed(match["number"], match["title"].strip(), 1)
    if match := _LETTERED.fullmatch(text):
        numbering.letters = max(numbering.letters, match["number"][0])
        return Printed(match["number"], match["title"].strip(), match["number"].count(".") + 1)
    match = _LETTER.fullmatch(text)
    if match is None or not numbering.begun:
        return None
    if numbering.roman:
        return Printed(match["number"], match["title"].strip(), 2)
    following = chr(ord(numbering.letters or "@") + 1)
    expected = text[1:2] in ".:" or numbering.letters or numbering.after_references
    if match["number"] != following or not expected:
        return None
    numbering.letters = match["number"]
    return Printed(match["number"], match["title"].strip(), 1)


def _unnumbered(line: Line, numbering: Numbering, body_size: float) -> Printed | None:
    text = line.text.rstrip(" :.")
    if _KNOWN.fullmatch(text):
        numbering.sizes.setdefault(1, line.size)
        return Printed(None, text, 1)
    if line.text[-1] in ".:" or not text[0].isupper() or len(text) > 90:
        return None
    if not numbering.begun or opening_abstract(line):
        return None
    if not any(abs(line.size - size) < 0.4 for size in numbering.sizes.values()):
        return None
    if line.size < body_size + 0.7 and role_of_heading(text) is None:
        return None
    first = numbering.sizes.get(1, line.size)
    return Printed(None, text, 1 if line.size >= first - 0.3 else 2)


def title_lines(lines: Sequence[Line], body_size: float) -> list[Line]:
    """Return the lines of a first page that are its title: the largest type in its upper half.

    Parameters
    ----------
    lines : sequence of Line
        The page's lines in reading order.
    """
    upper = [line for line in lines[:60] if sum(map(str.isalpha, line.text)) >= 3]
    if not upper:
        return []
    top = max(line.baseline for line in upper)
    bottom = min(line.baseline for line in upper)
    upper = [line for line in upper if line.baseline > top - 0.6 * (top - bottom) - 1]
    largest = max(line.size for line in upper)
    if largest < body_size + 1:
        rest = (line for line in upper if not _BOILERPLATE.match(line.text))
        first = next(rest, None)
        known = first is None or _KNOWN.fullmatch(first.text) or len(first.text) > 200
        return [] if known or first is None else [first]
    found: list[Line] = []
    for line in upper:
        if abs(line.size - largest) <= 0.6:
            if found and found[-1].baseline - line.baseline > 2.2 * largest:
                break
            found.append(line)
        elif found:
            break
    return found[:5]
