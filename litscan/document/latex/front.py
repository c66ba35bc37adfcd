r"""Title and abstract, in the many ways that styles and authors set them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from litscan.document.latex.blocks import Block
from litscan.document.latex.notes import gather_footnotes
from litscan.document.latex.origin import MappedText
from litscan.document.latex.scan import Range, optional_argument, required_argument, words
from litscan.document.latex.text import Run

if TYPE_CHECKING:
    from litscan.document.latex.structure import Walker

__all__ = ["ABSTRACTS", "FRONT_COMMANDS", "find_typed_title", "read_front", "take_abstract"]

ABSTRACTS = words("abstract onecolabstract Abstract ABSTRACT abstracts IEEEabstract abstract*")
"""Environments that are the abstract."""

_TITLES = words(
    "title icmltitle TITLE Title aistatstitle mlsystitle uaititle ijcaititle papertitle thesistitle"
)
_ABSTRACT_COMMANDS = words("abstract ABSTRACT Abstract")
FRONT_COMMANDS = _TITLES | _ABSTRACT_COMMANDS | {"keywords", "twocolumn"}
"""Commands of the title page."""

_LARGE = re.compile(r"\\(?:LARGE|Large|huge|Huge)(?![A-Za-z])")
_TITLE_PAGE_ENDS = re.compile(
    r"\\(?:section|chapter|abstract|maketitle|tableofcontents|begin\s*\{(?:abstract|figure|table))"
)
_TYPED_TITLE_ENDS = re.compile(
    r"\\end\s*\{|\\begin\s*\{|\n[ \t]*\n|\\(?:large|normalsize|vspace|vskip|author|par"
    r"|medskip|bigskip|smallskip)(?![A-Za-z])|\\\\\s*\[|\\\\\s*\\\\"
)
_NOTICE = re.compile(
    r"\s*(?:(?P<group>\{)|(?P<environment>\\begin\s*\{\w+\})(?:\{[^{}]*\})?)"
    r"\s*\\(?:normalsize|small|footnotesize|scriptsize|tiny)(?![A-Za-z])"
)
_FEWEST_LETTERS = 8
_LONGEST_TITLE_PAGE = 4_000
_LONGEST_TITLE = 400
_MAX_DEPTH = 30


def read_front(walker: Walker, word: str, start: int, at: int, end: int, depth: int) -> int:
    """Take in a title or abstract given as an argument; return the offset after it."""
    at += walker.text.startswith("*", at)
    option = optional_argument(walker.text, at, end)
    if word == "twocolumn":
        if option is None:
            return at
        walker.walk(*option, depth + 1)
        walker.flush()
        return option[1] + 1
    at = option[1] + 1 if option is not None else at
    argument = required_argument(walker.mapped, at, end)
    if argument is None or walker.text[argument[0][0] - 1] != "{":
        return at
    if word in _ABSTRACT_COMMANDS:
        take_abstract(walker, *argument[0], start, depth)
    elif word in _TITLES and walker.title is None:
        take_title(walker, argument[0])
    return argument[1]


def take_title(walker: Walker, where: Range) -> None:
    r"""Keep a range as the title; its footnotes are kept beside it, its thanks are not.

    Notes of a title do not count: ``\maketitle`` begins the numbers of footnotes anew.
    """
    title = walker.renderer.run(_past_notice(walker, where), where[1])
    walker.title = title if title.text.strip() else None
    before = walker.counters.values.get("footnote", 0)
    gather_footnotes(walker, *where)
    walker.counters.set("footnote", before)


def _past_notice(walker: Walker, where: Range) -> int:
    """Return where a title begins, after a notice that is set above it in small type."""
    notice = _NOTICE.match(walker.text, *where)
    if notice is None:
        return where[0]
    if notice["group"]:
        end = walker.mapped.braces.get(notice.start("group"), where[1])
    else:
        environment = walker.environments.get(notice.start("environment"))
        end = environment.end if environment else where[1]
    letters = sum(map(str.isalpha, walker.text[end : where[1]]))
    return end if letters >= _FEWEST_LETTERS else where[0]


def take_abstract(walker: Walker, start: int, end: int, mark: int, depth: int = 0) -> None:
    """Read a range as the abstract."""
    walker.flush()
    walker.blocks.append(Block("abstract", Run(), mark))
    if depth <= _MAX_DEPTH:
        walker.walk(start, end, depth + 1)
    walker.flush()
    walker.blocks.append(Block("abstract", Run(), -1))


def find_typed_title(mapped: MappedText, start: int, end: int) -> Range | None:
    r"""Return where a title page without ``\title`` shows its title: its first large text."""
    text = mapped.text
    stop = min(end, start + _LONGEST_TITLE_PAGE)
    page_end = _TITLE_PAGE_ENDS.search(text, start, stop)
    stop = page_end.start() if page_end else stop
    large = _LARGE.search(text, start, stop)
    if large is None:
        return None
    at = large.end()
    while (again := re.compile(r"\s*\\(?:bf|bfseries|sc|sf|it|textbf|centering|par)\b\s*").match(
        text, at, stop)) is not None:  # fmt: skip
        at = again.end()
    if text.startswith("{", at) and mapped.braces.get(at, stop) < stop:
        found = (at + 1, mapped.braces[at])
    else:
        ends = _TYPED_TITLE_ENDS.search(text, at, stop)
        found = (at, min(_group_end(mapped, at, stop), ends.start() if ends else stop))
    letters = sum(map(str.isalpha, text[slice(*found)]))
    return found if letters >= _FEWEST_LETTERS and found[1] - found[0] <= _LONGEST_TITLE else None


def _group_end(mapped: MappedText, at: int, stop: int) -> int:
    """Return where the innermost group around an offset closes, or `stop`."""
    depth = 0
    for offset in range(at, stop):
        character = mapped.text[offset]
        escaped = offset > at and mapped.text[offset - 1] == "\\"
        if character == "{" and not escaped:
            depth += 1
        elif character == "}" and not escaped:
            depth -= 1
            if depth < 0:
                return offset
    return stop
