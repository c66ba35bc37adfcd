"""What a page carries beside its text: running heads and feet, page and line numbers.

Nothing is known of any journal here: a head is what the top or bottom of several pages repeats,
digits aside; a page number counts with the pages; line numbers count down a margin.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from litscan.document.pdf.captions import LABEL
from litscan.document.pdf.lines import Line

__all__ = ["without_furniture", "without_line_numbers"]

_DIGITS = re.compile(r"\d+")
_NUMBER_AT_END = re.compile(r"(?:^|\s)(\d{1,5})$|^(\d{1,5})(?:\s|$)")
_EDGE_LINES = 4
_FEWEST_NUMBERS = 10

Shape = tuple[str, int, int]


def without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the pages' lines without running heads, running feet and page numbers.

    Parameters
    ----------
    pages : sequence of sequence of Line
        All pages, in order.
    """
    edges = [_edges(lines) for lines in pages]
    needed = 2 if len(pages) <= 4 else 3
    repeated: dict[Shape, set[int]] = defaultdict(set)
    counting: dict[tuple[int, int], set[int]] = defaultdict(set)
    for page, outer in enumerate(edges):
        for line in outer:
            repeated[_shape(line)].add(page)
            for number in _numbers(line):
                counting[number - page, _height(line)].add(page)
    kept: list[list[Line]] = []
    for page, (lines, own) in enumerate(zip(pages, edges, strict=True)):
        dropped = set()
        for line in own:
            again = len(repeated[_shape(line)]) >= needed
            counts = any(len(counting[n - page, _height(line)]) >= needed for n in _numbers(line))
            if again or counts:
                dropped.add(id(line))
        kept.append([line for line in lines if id(line) not in dropped])
    return kept


def _shape(line: Line) -> Shape:
    """Return what pages repeat; a title is larger than the running head made of it."""
    return _DIGITS.sub("#", line.text), round(line.size), _height(line)


def _height(line: Line) -> int:
    return round(line.baseline / 3)


def _edges(lines: Sequence[Line]) -> list[Line]:
    """Return the outermost lines of a page; a caption is no running head."""
    ordered = sorted(lines, key=lambda line: -line.baseline)
    top = ordered[:_EDGE_LINES]
    outer = top + ordered[max(len(top), len(ordered) - _EDGE_LINES) :]
    return [line for line in outer if not LABEL.match(line.text)]


def _numbers(line: Line) -> list[int]:
    """Return the numbers that a short line begins or ends with."""
    if len(line.text) > 120:
        return []
    return [int(match[1] or match[2]) for match in _NUMBER_AT_END.finditer(line.text)]


def without_line_numbers(lines: Sequence[Line]) -> list[Line]:
    """Return a page's lines without the numbers that a submission prints beside them."""
    by_edge: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for line in lines:
        if line.text.isdigit() and len(line.text) <= 4:
            by_edge["left", round(line.left)].append(line)
            by_edge["right", round(line.right)].append(line)
    dropped: set[int] = set()
    for numbers in by_edge.values():
        ordered = sorted(numbers, key=lambda line: -line.baseline)
        steps = [int(b.text) - int(a.text) for a, b in pairwise(ordered)]
        if len(ordered) >= _FEWEST_NUMBERS and steps.count(1) >= 0.9 * len(steps):
            dropped |= {id(line) for line in ordered}
    return [line for line in lines if id(line) not in dropped]
