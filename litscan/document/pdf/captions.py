"""Which lines open a caption.

"Table 3" also begins many a line of prose. A caption's label is closed by a colon, a full stop or
a bar, stands alone on its line, or is set in bold or capitals; and no prose runs into it from the
line above.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from litscan.document.pdf.ink import Box
from litscan.document.pdf.lines import Line

__all__ = ["LABEL", "caption_lines"]

LABEL = re.compile(
    r"(?P<kind>Table|TABLE|Tab\.|Figure|FIGURE|Fig\.|FIG\.|Algorithm|ALGORITHM)\s?"
    r"(?P<number>[A-Z]?\.?\d{1,3}(?:\.\d{1,3})?|[IVXL]{1,6}(?![A-Za-z])|[A-Z]\.\d{1,3})"
    r"(?P<stop>\s?[:.|–—](?![\dA-Za-z])|\s*$|(?=\s))\s?"
)
"""A caption's label: kind, number and what closes it."""

_NEAR = 1.45


def caption_lines(lines: Sequence[Line], rules: Sequence[Box]) -> list[Line]:
    """Return the lines of a page that open captions, in the order given.

    Parameters
    ----------
    lines : sequence of Line
        All lines of the page.
    rules : sequence of Box
        Horizontal rulings: what stands above one does not run on below it.
    """
    found = []
    for line in lines:
        match = LABEL.match(line.text)
        if match is None:
            continue
        closed = bool(match["stop"].strip()) or match.end() >= len(line.text)
        if not (closed or _set_off(line)):
            continue
        if _set_off(line) or not any(_runs_into(above, line, rules) for above in lines):
            found.append(line)
    return found


def _set_off(line: Line) -> bool:
    """Return whether a label is printed in another face than what follows, or in capitals."""
    first = line.words[: min(2, len(line.words))]
    if line.text.startswith(("TABLE", "FIGURE", "FIG", "ALGORITHM")):
        return True
    return all(word.font.bold or word.font.small_caps for word in first)


def _runs_into(above: Line, line: Line, rules: Sequence[Box]) -> bool:
    pitch = above.baseline - line.baseline
    if not 0.5 * line.size < pitch <= _NEAR * line.size or abs(above.size - line.size) > 0.4:
        return False
    if abs(above.left - line.left) > 2.5 * line.size or len(above.text.split()) < 4:
        return False
    if above.right < line.right - 4 * line.size and above.text[-1:] in ".!?":
        return False
    return not any(
        line.baseline < rule.bottom < above.baseline
        and min(rule.right, line.right) > max(rule.left, line.left)
        for rule in rules
    )
