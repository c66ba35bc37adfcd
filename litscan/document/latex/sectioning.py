r"""Headings: ``\section`` and its kin with their printed numbers, and headings that run in."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from litscan.document.latex.blocks import Block
from litscan.document.latex.notes import gather_footnotes
from litscan.document.latex.references import Target
from litscan.document.latex.scan import Range, optional_argument, required_argument, words

if TYPE_CHECKING:
    from litscan.document.latex.structure import Walker

__all__ = ["HEADINGS", "read_heading", "read_run_in"]

HEADINGS = words("part chapter section subsection subsubsection addsec addchap")
"""Commands whose argument is a heading on a line of its own."""

_LEVELS = {"part": 1, "chapter": 0, "section": 1, "subsection": 2, "subsubsection": 3}
_UNNUMBERED = {"addsec": "section", "addchap": "chapter"}
_LABEL = re.compile(r"\\label\s*\{([^{}]*)\}")


def read_heading(walker: Walker, word: str, start: int, at: int, end: int, depth: int) -> int:
    """Take in a heading and count it; return the offset after it."""
    where, at, starred = _argument(walker, at, end)
    if where is None:
        return at
    walker.flush()
    counters = walker.counters
    numbered = not starred and word not in _UNNUMBERED
    word = _UNNUMBERED.get(word, word)
    level = max(_LEVELS[word] + (counters.chapters and word != "part"), 1)
    run = walker.renderer.run(*where)
    title = " ".join(run.text.split())
    number = None
    if numbered and counters.numbers(word):
        counters.step(word)
        number = counters.heading(word) or None
        kind = "appendix" if counters.appendix else "section"
        walker.target = Target(kind, counters.printed(word), title)
    else:
        walker.target = replace(walker.target, title=title)
    for match in _LABEL.finditer(walker.text, *where):
        walker.labels.setdefault(match[1].strip(), walker.target)
    if title:
        walker.blocks.append(
            Block("heading", run, start, level, number, appendix=counters.appendix)
        )
    gather_footnotes(walker, *where)
    return at


def read_run_in(walker: Walker, word: str, start: int, at: int, end: int, depth: int) -> int:
    """Begin a paragraph with the heading that runs into it; return the offset after it."""
    where, at, starred = _argument(walker, at, end)
    walker.flush()
    if where is None:
        return at
    counters = walker.counters
    if counters.numbers(word) and not starred:
        counters.step(word)
        walker.lead_number = counters.heading(word)
        walker.target = Target("section", walker.lead_number, walker.renderer.run(*where).text)
    walker.renderer.render(walker.run, *where)
    if walker.run.text.strip():
        walker.run.add(" ", where[1], where[1] + 1)
        walker.lead = len(walker.run.bits)
    for match in _LABEL.finditer(walker.text, *where):
        walker.labels.setdefault(match[1].strip(), walker.target)
    gather_footnotes(walker, *where)
    return at


def _argument(walker: Walker, at: int, end: int) -> tuple[Range | None, int, bool]:
    """Return a heading's argument, the offset after it, and whether it is starred."""
    starred = walker.text.startswith("*", at)
    at += starred
    option = optional_argument(walker.text, at, end)
    at = option[1] + 1 if option is not None else at
    argument = required_argument(walker.mapped, at, end)
    return (None, at, starred) if argument is None else (argument[0], argument[1], starred)
