r"""Simple mathematics as a line of text: ``93.5 \pm 0.1`` becomes ``93.5 ± 0.1``.

Formulas in tables and prose matter to litscan for the numbers, signs and arrows in them. They
are rendered as in a LaTeX paper, so that a number reads the same whatever format it came in.
"""

from __future__ import annotations

import re

from litscan.document.latex.origin import MappedText
from litscan.document.latex.scan import unmask
from litscan.document.latex.text import Renderer, Run

__all__ = ["render_math"]

_TAG = re.compile(r"\\(?:tag|label)\s*\{[^{}]*\}|\\(?:begin|end)\s*\{[^{}]*\}(?:\{[^{}]*\})?")
_EMPTY_BASE = re.compile(r"\{\s*\}\s*(?=[_^])")
_LONE_SCRIPT = re.compile(r"\s*_(?=\s*\{)")


def render_math(latex: str) -> str:
    r"""Return a formula, without its delimiters, as one line of text.

    Examples
    --------
    >>> render_math(r"93.5\pm 0.1"), render_math(r"{}_{\pm 0.1}"), render_math(r"2\times 10^{9}")
    ('93.5 ± 0.1', '± 0.1', '2×10^9')
    >>> render_math(r"\mathbf{W}_{1}"), render_math(r"\frac{a}{b}"), render_math(r"{}^{*}")
    ('W_1', 'a/b', '*')
    """
    source = _EMPTY_BASE.sub("", _TAG.sub(" ", latex))
    lone = _LONE_SCRIPT.match(source)
    source = source[lone.end() :] if lone else source
    run = Run(math="$")
    Renderer(MappedText(source, [0], [0], [0], [None])).render(run, 0, len(source))
    return " ".join(unmask(run.text).split())
