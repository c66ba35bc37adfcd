r"""Footnotes, and the notes below tables with the marks that tie them to cells.

A table's notes are written in many ways: ``tablenotes``, a footnote in a cell or beside the
tabular, or lines below it that begin with a raised mark. All become blocks that carry a mark.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from litscan.document.latex.blocks import Block
from litscan.document.latex.scan import Environment, optional_argument, required_argument, words
from litscan.document.latex.text import Bit, Run

if TYPE_CHECKING:
    from litscan.document.latex.structure import Walker

__all__ = [
    "FOOTNOTES",
    "bare_mark",
    "gather_footnotes",
    "leading_mark",
    "note_blocks",
    "note_marks_in",
    "read_footnote",
]

FOOTNOTES = words("footnote footnotetext tablefootnote tabularnote thanks")
"""Commands whose argument is a note."""

_SYMBOLS = "*†‡§¶⋆∗♦♠★☆⋄◇‖"
_LEADING = re.compile(
    rf"\^?(?P<symbol>[{_SYMBOLS}]+|#(?=\s))|\^\(?(?P<raised>[A-Za-z0-9]{{1,2}})\)?(?![A-Za-z0-9])"
)
_SEPARATOR = re.compile(r"\s*[:.)=]?\s*")
_RAISED = re.compile(
    r"\\(?:textsuperscript|tnote|footnotemark|tablefootnotemark)\s*[\[{]\s*([^\[\]{}]{1,8}?)\s*[\]}]?\s*$"
)
_LOOK_BACK = 60
_INNER_MARK = re.compile(rf"\^?[{_SYMBOLS}]+")
_NOTE = re.compile(
    r"\\(?P<word>footnote|tablefootnote|tabularnote|footnotetext|footnotemark)(?![A-Za-z])"
)
_MOST_NOTES_SPLIT = 40
# Fewer words without a mark are a picture's label or a formula, not a note.
_FEWEST_WORDS = 3
_WORD = re.compile(r"[^\W\d_]{3,}")


def bare_mark(mark: str) -> str:
    """Return a mark without the brackets and stops around it.

    Examples
    --------
    >>> bare_mark("(a)"), bare_mark("[1]:"), bare_mark("*")
    ('a', '1', '*')
    """
    return mark.strip(" ()[]:.,^")


def leading_mark(text: str) -> tuple[str, int] | None:
    """Return the mark that a note begins with, and where its text proper begins.

    Examples
    --------
    >>> leading_mark("* reported in [12]"), leading_mark("^a: our run"), leading_mark("A note")
    (('*', 2), ('a', 4), None)
    """
    match = _LEADING.match(text)
    if match is None:
        return None
    after = _SEPARATOR.match(text, match.end())
    return match["symbol"] or match["raised"], after.end() if after else match.end()


def read_footnote(walker: Walker, word: str, start: int, at: int, end: int, depth: int) -> int:
    """Take in a footnote or a footnote's mark; return the offset after it."""
    if word == "footnotemark":
        option = optional_argument(walker.text, at, end)
        option = option if walker.text.startswith("[", at) else None
        if option is None:
            walker.counters.step("footnote")
        after = option[1] + 1 if option is not None else at
        walker.renderer.render(walker.run, start, after)
        return after
    block, after = _footnote(walker, word, at, end)
    if block is not None:
        walker.deferred.append(block)
        if word != "thanks" and walker.float is not None:
            walker.float.notes.append(block)
    return after


def _footnote(walker: Walker, word: str, at: int, end: int) -> tuple[Block | None, int]:
    """Read a footnote's argument and count it; `None` where it has no text or is thanks."""
    option = optional_argument(walker.text, at, end) if walker.text.startswith("[", at) else None
    at = option[1] + 1 if option is not None else at
    argument = required_argument(walker.mapped, at, end)
    if argument is None:
        return None, at
    if word == "thanks":
        return None, argument[1]
    counters = walker.counters
    if option is not None:
        given = walker.text[slice(*option)].strip()
        mark = _as_printed(walker, given)
    else:
        if word not in ("footnotetext", "tabularnote"):
            counters.step("footnote")
        mark = counters.printed("footnote")
    run = walker.renderer.run(*argument[0])
    if not run.text.strip():
        return None, argument[1]
    return Block("footnote", run, argument[0][0], mark=mark), argument[1]


def _as_printed(walker: Walker, given: str) -> str:
    """Return a mark given as a number in the form the paper's footnotes have."""
    counters = walker.counters
    if not re.fullmatch(r"\d{1,3}", given):
        return given
    before = counters.values.get("footnote", 0)
    counters.set("footnote", int(given))
    shown = counters.printed("footnote")
    counters.set("footnote", before)
    return shown


def gather_footnotes(walker: Walker, start: int, end: int) -> None:
    """Take in the footnotes of a heading or caption, whose own text leaves them out."""
    at = start
    while (match := _NOTE.search(walker.text, at, end)) is not None:
        at = match.end()
        if match["word"] == "footnotemark":
            if not walker.text.startswith("[", at):
                walker.counters.step("footnote")
            continue
        block, at = _footnote(walker, match["word"], at, end)
        if block is not None:
            walker.deferred.append(block)
            if walker.float is not None:
                walker.float.notes.append(block)
        at = max(at, match.end())


def note_marks_in(walker: Walker, table: Block, environment: Environment) -> None:
    """Take in the footnotes inside a tabular: their marks, by place, and their texts."""
    at, end = environment.inner_start, environment.inner_end
    lettered = 0
    while (match := _NOTE.search(walker.text, at, end)) is not None:
        at = match.end()
        if match["word"] == "footnotemark":
            option = optional_argument(walker.text, at, end)
            if option is not None and walker.text.startswith("[", at):
                mark = _as_printed(walker, walker.text[slice(*option)].strip())
            else:
                walker.counters.step("footnote")
                mark = walker.counters.printed("footnote")
            table.cell_marks.append((match.start(), mark))
            continue
        block, at = _footnote(walker, match["word"], at, end)
        at = max(at, match.end())
        if block is not None:
            if match["word"] == "tabularnote" and block.mark == walker.counters.printed("footnote"):
                block.mark = chr(ord("a") + lettered % 26)
                lettered += 1
            if match["word"] != "footnotetext" and block.mark:
                table.cell_marks.append((match.start(), block.mark))
            table.notes.append(block)
            walker.deferred.append(block)


def note_blocks(text: str, run: Run, mark: str | None) -> list[Block]:
    r"""Return the notes that a run below a table holds, each with its mark.

    Parameters
    ----------
    text : str
        The LaTeX that the run was rendered from.
    run : Run
        The notes as rendered.
    mark : str or None
        The mark, where an ``\item`` gave it; it begins the run.
    """
    if mark is not None:
        lead = _bits_up_to(run.bits, len(mark))
        return [Block("note", run, run.bits[0].start, mark=bare_mark(mark) or None, lead=lead)]
    return [_note(text, part) for part in _split_at_marks(run)]


def _note(text: str, run: Run) -> Block:
    block = Block("note", run, run.bits[0].start)
    shown = run.text
    outer = len(shown) - len(shown.lstrip())
    found = leading_mark(shown.lstrip())
    if found is not None:
        block.mark = bare_mark(found[0])
        block.lead = _bits_up_to(run.bits, outer + found[1])
        return block
    raised = _RAISED.search(text[max(block.start - _LOOK_BACK, 0) : block.start])
    first = run.bits[0].text.strip()
    inside = re.search(r"\\textsuperscript\s*\{\s*$", text[max(block.start - 30, 0) : block.start])
    if inside and len(first) <= 2:
        block.mark, block.lead = first, _bits_up_to(run.bits, len(run.bits[0].text))
    elif raised and run.marks:
        block.mark = bare_mark(run.marks[0])
    elif len(_WORD.findall(shown)) < _FEWEST_WORDS:
        block.kind = "paragraph"
    return block


def _bits_up_to(bits: list[Bit], length: int) -> int:
    """Return how many leading bits hold a length of text; one that goes past it is cut in two."""
    seen = 0
    for index, bit in enumerate(bits):
        if seen >= length and bit.text.strip():
            return index
        past = seen + len(bit.text) - length
        if past > 0 and seen < length and len(bit.text) == bit.end - bit.start:
            cut = len(bit.text) - past
            middle = bit.start + cut
            first = Bit(bit.text[:cut], bit.start, middle, bit.cites, bit.refers, bit.command)
            bits[index : index + 1] = [first, Bit(bit.text[cut:], middle, bit.end)]
            return index + 1
        seen += len(bit.text)
    return len(bits)


def _split_at_marks(run: Run) -> list[Run]:
    """Cut a run before each raised symbol that begins another note."""
    cuts = [0]
    before = ""
    for index, bit in enumerate(run.bits):
        raised = _INNER_MARK.fullmatch(bit.text.strip())
        if index and raised and before.rstrip()[-1:] in (".", ";", ",") and before[-1:] == " ":
            cuts.append(index)
        before = (before + bit.text)[-4:]
    if len(cuts) == 1 or len(cuts) > _MOST_NOTES_SPLIT:
        return [run]
    return [
        Run(bits=run.bits[start:end], ends_with_space=False)
        for start, end in zip(cuts, [*cuts[1:], len(run.bits)], strict=True)
    ]
