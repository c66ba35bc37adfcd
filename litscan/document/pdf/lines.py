"""Characters to words, words to lines.

White space in a PDF is mostly a gap, so words are cut where the next character stands further off
than kerning puts it. Small raised or lowered words are scripts of what they touch: a raised mark
after a word is a footnote's and is left out of the running text, a raised number after a number
is an exponent and is written ``10^5``, so that no two numbers run together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from litscan.document.pdf.ink import Box, Font, Glyph

__all__ = ["Line", "Word", "find_words", "join_words", "make_line", "make_lines"]

_SPACE_GAP = 0.13
_DRAWN_GAP = 0.08
_TOUCHING = 0.1
_SAME_LINE = 0.22
_SCRIPT_REACH = 0.65
_SCRIPT_SIZE = 0.87
_COLUMN_GAP = 0.8
_ACCENTS = {
    "\u00b4": "\u0301",
    "`": "\u0300",
    "\u00a8": "\u0308",
    "\u02c6": "\u0302",
    "\u02dc": "\u0303",
    "\u00b8": "\u0327",
    "\u02c7": "\u030c",
    "\u02d8": "\u0306",
    "\u02da": "\u030a",
    "\u02dd": "\u030b",
}
_MARK = re.compile(r"(?:[*∗⋆†‡§¶♯♢]+|\d{1,2}|[a-z])(?:,(?:[*∗⋆†‡§¶♯♢]+|\d{1,2}|[a-z]))*")


class Word(NamedTuple):
    """A run of characters without a gap; `script` is 1 raised, -1 lowered, 0 on the line.

    `touches` says that no white space stands between it and the word before.
    """

    text: str
    left: float
    right: float
    baseline: float
    font: Font
    script: int = 0
    touches: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words, from left to right.

    Attributes
    ----------
    words : tuple of Word
        Scripts included.
    text : str
        As it is written into the extracted text.
    mark : str
        The raised mark that the line begins with, as a footnote does; not in `text`.
    """

    words: tuple[Word, ...]
    text: str
    left: float
    right: float
    baseline: float
    size: float
    mark: str = ""
    bold: bool = False
    italic: bool = False
    small_caps: bool = False

    @property
    def box(self) -> Box:
        """The line's rectangle, from descenders to ascenders."""
        return Box(
            self.left,
            self.baseline - 0.25 * self.size,
            self.right,
            self.baseline + 0.75 * self.size,
        )


def find_words(glyphs: Iterable[Glyph]) -> list[Word]:
    """Return the words of a page in the order drawn, none of them marked as script yet."""
    words: list[Word] = []
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _continues(run[-1], glyph):
            words.append(_word(run))
            run = []
        run.append(glyph)
    if run:
        words.append(_word(run))
    return words


def _continues(last: Glyph, glyph: Glyph) -> bool:
    if (glyph.left, glyph.right, glyph.baseline) == (last.left, last.right, last.baseline):
        return True  # one drawn ligature, told as several characters
    size = max(last.font.size, glyph.font.size)
    gap = glyph.left - last.right
    if abs(glyph.baseline - last.baseline) > 0.08 * size:
        return last.text in _ACCENTS and gap < 0 and glyph.font.size == last.font.size
    if min(last.font.size, glyph.font.size) < 0.7 * size:
        small_caps = last.text.isupper() and glyph.text.isupper()
        if not small_caps:
            return False
    limit = _DRAWN_GAP if glyph.spaced else _SPACE_GAP
    return -0.5 * size - (size if last.text in _ACCENTS else 0) < gap < limit * size


def _word(run: Sequence[Glyph]) -> Word:
    text = ""
    for index, glyph in enumerate(run):
        before = run[index - 1] if index else None
        if before and before.text in _ACCENTS and _stands_over(before, glyph):
            text = text[:-1] + unicodedata.normalize("NFC", glyph.text + _ACCENTS[before.text])
        else:
            text += glyph.text
    biggest = max(run, key=lambda glyph: glyph.font.size)
    return Word(
        text,
        min(glyph.left for glyph in run),
        max(glyph.right for glyph in run),
        biggest.baseline,
        run[len(run) // 2].font._replace(size=biggest.font.size),
    )


def _stands_over(accent: Glyph, letter: Glyph) -> bool:
    middle = (accent.left + accent.right) / 2
    return letter.text.isalpha() and letter.left <= middle <= letter.right


def make_lines(words: Sequence[Word]) -> list[Line]:
    """Return the lines of a page, not ordered; a wide gap ends a line, as between columns."""
    runs: list[list[Word]] = []
    for word in words:
        if word.text in _ACCENTS and word.text != "`":
            continue  # an accent drawn away from its letter
        if runs and (joined := _joined(runs[-1], word)):
            runs[-1] = joined
        else:
            runs.append([word])
    return [make_line(run) for run in _merged(runs)]


def _joined(run: list[Word], word: Word) -> list[Word] | None:
    """Return a run with the next drawn word at its end, or None if that stands elsewhere."""
    last = run[-1]
    main = _main(run)
    size = max(main.font.size, word.font.size)
    gap = word.left - last.right
    if not -0.35 * size < gap < _COLUMN_GAP * size:
        return None
    touches = gap < _TOUCHING * size
    rise = word.baseline - main.baseline
    if abs(rise) <= _SAME_LINE * size and word.font.size >= 0.7 * main.font.size:
        level = abs(rise) <= 0.1 * size or word.font.size > _SCRIPT_SIZE * main.font.size
        script = 0 if level else (1 if rise > 0 else -1)
        return [*run, word._replace(touches=touches, script=script)]
    if word.font.size <= _SCRIPT_SIZE * main.font.size and abs(rise) <= _SCRIPT_REACH * size:
        near = gap < 0.35 * size
        script = 0 if abs(rise) <= 0.08 * size else (1 if rise > 0 else -1)
        return [*run, word._replace(touches=touches, script=script)] if near else None
    if (
        main.font.size <= _SCRIPT_SIZE * word.font.size
        and abs(rise) <= _SCRIPT_REACH * size
        and gap < 0.5 * size
        and len(run) <= 2
    ):
        raised = 1 if rise < 0 else -1
        scripts = [item._replace(script=raised) for item in run]
        return [*scripts, word._replace(touches=touches)]
    return None


def _main(run: Sequence[Word]) -> Word:
    level = [word for word in run if word.script == 0]
    return max(level or run, key=lambda word: (word.font.size, word.right))


def _merged(runs: list[list[Word]]) -> list[list[Word]]:
    """Join runs that stand side by side on one line though drawn apart."""
    keyed = sorted(runs, key=lambda run: (-_main(run).baseline, run[0].left))
    merged: list[list[Word]] = []
    row: list[list[Word]] = []
    for run in keyed:
        main = _main(run)
        if row:
            first = _main(row[0])
            if first.baseline - main.baseline > 0.12 * min(first.font.size, main.font.size):
                merged += _joined_row(row)
                row = []
        row.append(run)
    return merged + _joined_row(row)


def _joined_row(row: list[list[Word]]) -> list[list[Word]]:
    joined: list[list[Word]] = []
    for run in sorted(row, key=lambda run: run[0].left):
        if joined:
            last = joined[-1][-1]
            size = max(last.font.size, run[0].font.size)
            gap = run[0].left - last.right
            alike = min(last.font.size, run[0].font.size) > 0.6 * size
            if alike and -0.2 * size < gap < _COLUMN_GAP * size:
                first = run[0]._replace(touches=gap < _TOUCHING * size)
                joined[-1] = [*joined[-1], first, *run[1:]]
                continue
        joined.append(run)
    return joined


def make_line(words: Sequence[Word]) -> Line:
    """Return the line that words from left to right make."""
    main = _main(words)
    lead = 0
    while lead < len(words) - 1 and words[lead].script == 1 and _MARK.fullmatch(words[lead].text):
        lead += 1
    letters = [word for word in words if any(c.isalpha() for c in word.text)] or words
    level = [word for word in letters if word.script == 0] or letters
    return Line(
        tuple(words),
        join_words(words[lead:]),
        min(word.left for word in words),
        max(word.right for word in words),
        main.baseline,
        main.font.size,
        "".join(word.text for word in words[:lead]),
        all(word.font.bold for word in level),
        all(word.font.italic and not word.font.maths for word in level),
        all(word.font.small_caps or word.text.isupper() for word in level),
    )


def join_words(words: Sequence[Word]) -> str:
    """Return words as running text: marks left out, exponents and indices kept apart.

    Examples
    --------
    >>> font = Font("Times", 10.0, False, False, False, False)
    >>> join_words([Word("10", 0, 9, 0, font), Word("5", 9, 12, 4, font, 1, True)])
    '10^5'
    >>> join_words([Word("nets", 0, 9, 0, font), Word("1", 9, 12, 4, font, 1, True)])
    'nets'
    """
    text = ""
    last: Word | None = None
    for word in words:
        if last is None:
            text = word.text
        elif word.script and word.touches and last.script == 0:
            text += _script(last, word)
        elif word.touches:
            text += word.text
        else:
            text += " " + word.text
        last = word
    return text.strip()


def _script(base: Word, word: Word) -> str:
    if word.script < 0:
        runs_on = base.text[-1].isdigit() and word.text[0].isdigit()
        return f"_{word.text}" if runs_on else word.text
    is_mark = _MARK.fullmatch(word.text) is not None
    power = base.text[-1].isdigit() or base.font.maths or word.font.maths or len(base.text) == 1
    if is_mark and (not power or not word.text[0].isalnum()):
        return ""
    return f"^{word.text}" if word.text[0].isalnum() or word.text[0] in "-−+" else word.text
