r"""Whether a macro's expansion shows a digit of its argument at its edge.

Where a macro only sets type (or lost its ``\pm`` to a publisher who took mathematics out), writing
``76.8\ci{0.09}`` would read as the number 76.80.09, which no one wrote. Type changes at such a
seam, so the two are kept apart. A macro's own digits may join those beside them, as in print.
"""

from __future__ import annotations

import re

from litscan.document.latex.origin import MappedText
from litscan.document.latex.symbols import DROPPED_ARGUMENTS, symbols

__all__ = ["opens_with_digit", "shows_digit_last"]

_WORD = re.compile(r"\\([A-Za-z@]+)\*?[ \t]*")
_GROUP = re.compile(r"(?:\[[^\[\]{}\n]{0,60}\])?\{[^{}\n]{0,60}\}")
_MOST_STEPS = 20


def opens_with_digit(body: MappedText) -> bool:
    r"""Return whether the first thing an expansion prints is a digit of an argument."""
    text, at = body.text, 0
    for _ in range(_MOST_STEPS):
        if text[at : at + 1] in ("{", "}", "$"):
            at += 1
            continue
        word = _WORD.match(text, at)
        if word is None or word[1] in symbols():
            break
        at = word.end()
        for _ in range(DROPPED_ARGUMENTS.get(word[1], 0)):
            group = _GROUP.match(text, at)
            at = group.end() if group else at
    return text[at : at + 1].isdigit() and body.is_verbatim(at)


def shows_digit_last(body: MappedText) -> bool:
    """Return whether the last thing an expansion prints is a digit of an argument."""
    at = len(body.text.rstrip("{}$")) - 1
    return at >= 0 and body.text[at].isdigit() and body.is_verbatim(at)
