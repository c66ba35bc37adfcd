r"""Mathematics in HTML and XML as a line of text.

A formula comes as LaTeX (an attribute, an annotation, or between ``\(`` and ``\)``), as MathML, or
as both; the LaTeX is taken where there is one, the MathML otherwise, and never both.
"""

from __future__ import annotations

import re
from typing import Any

from litscan.document.html.source import name_of
from litscan.document.mathtext import render_math

__all__ = ["bare_latex", "formula_text", "is_bold_formula", "latex_of", "render_formula"]

_DOCUMENT = re.compile(r"\\begin\{document\}(.*)\\end\{document\}", re.DOTALL)
_COMMENT = re.compile(r"(?<!\\)%\s+")  # LaTeXML breaks long lines with one
_NUMBERED = re.compile(r"\\mathchar\s*(3[3-9]|[4-9]\d|1[01]\d|12[0-6])(?!\d)\s*")
_ALIGNMENT = re.compile(r"(?<!\\)&")
_STACKED = re.compile(r"\\(?:under|over)set\s*\{[^{}]*\}|\\displaystyle(?![a-zA-Z])")
_FRACTION = re.compile(r"\\[dtc]?frac(?![a-zA-Z])\s*(?=\{)")
_COMPOUND = re.compile(r"[ +\-·/]|\\(?:pm|times|cdot)(?![a-zA-Z])")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_LONGEST = 20_000
_MOST_FRACTIONS = 100
_BOLD = re.compile(r"\\(?:mathbf|boldsymbol|bm|pmb|textbf)\b")
_SUM = re.compile(r"\s*([±∓])\s*")
_TIMES = re.compile(r"(?<=\d)\s*×\s*(?=\d)")
_FRACTION_PARTS = {"mfrac": "/", "msub": "_", "msup": "^", "munder": "_", "mover": "^"}
_PAIRS = {"msubsup": ("_", "^"), "munderover": ("_", "^")}
_MARKS = frozenset("*†‡§¶′°%")
_ACCENTS = frozenset("¯^~→˙¨ˉ˘ˇ˜‾⏞⏟‾.")
_TEXT_ONLY = frozenset({"mi", "mn", "mo", "mtext", "ms"})
_MAX_DEPTH = 60


def render_formula(latex: str) -> str:
    r"""Return a formula in LaTeX as one line of text, spaced as it is printed.

    Examples
    --------
    >>> render_formula(r"93.4\pm 0.1"), render_formula(r"2\times 10^{-3}")
    ('93.4 ± 0.1', '2×10^-3')
    >>> render_formula(r"\frac{|D_{t}|+1}{n}")
    '(|D_t|+1)/n'
    """
    plain = _ALIGNMENT.sub(" ", _STACKED.sub("", _COMMENT.sub("", latex[:_LONGEST])))
    plain = _NUMBERED.sub(lambda match: chr(int(match[1])), plain)
    return _spaced(render_math(_with_fractions(plain.strip())))


def _with_fractions(latex: str) -> str:
    r"""Write ``\frac{a+b}{c}`` as ``(a+b)/c``, also where braces stand inside."""
    at = 0
    for _ in range(_MOST_FRACTIONS):
        match = _FRACTION.search(latex, at)
        if match is None:
            break
        top = _group(latex, match.end())
        bottom = _group(latex, top[1]) if top else None
        if not top or not bottom:
            at = match.end()
            continue
        parts = (latex[slice(*top)], latex[slice(*bottom)])
        shown = "/".join(f"({part})" if _COMPOUND.search(part) else f"{{{part}}}" for part in parts)
        rest = latex[bottom[1] :].removeprefix("}")
        latex = f"{latex[: match.start()]}{shown}{rest}"
        at = match.start()
    return latex


def _group(latex: str, at: int) -> tuple[int, int] | None:
    """Return the inside of the ``{...}`` that begins at or after an offset."""
    while at < len(latex) and latex[at] in " }":
        at += 1
    if at >= len(latex) or latex[at] != "{":
        return None
    depth = 0
    for match in _BRACE.finditer(latex, at):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0:
            return at + 1, match.start()
    return None


def _spaced(text: str) -> str:
    text = _SUM.sub(r" \1 ", text)
    return " ".join(_TIMES.sub("×", text).split())


def bare_latex(shown: str) -> str:
    r"""Return a formula without the document and the dollars that some publishers wrap it in.

    Examples
    --------
    >>> bare_latex(r"\documentclass{minimal}\begin{document}$$k=3$$\end{document}")
    'k=3'
    """
    body = _DOCUMENT.search(shown)
    return (body[1] if body else shown).strip().strip("$").strip()


def latex_of(element: Any) -> str | None:
    """Return the LaTeX that a ``<math>`` element carries, or None."""
    shown = element.get("alttext")
    if shown and shown.strip():
        return str(shown)
    for node in element.iter():
        if name_of(node) == "annotation" and "tex" in (node.get("encoding") or "").lower():
            return "".join(node.itertext())
    return None


def formula_text(element: Any) -> str:
    """Return what a ``<math>`` element prints, on one line."""
    latex = latex_of(element)
    if latex is not None:
        return render_formula(latex)
    return _spaced(" ".join(_presented(element, 0).split()))


def is_bold_formula(element: Any) -> bool:
    """Return whether a part of a formula is set in bold."""
    latex = latex_of(element)
    if latex is not None:
        return _BOLD.search(latex) is not None
    return any("bold" in (node.get("mathvariant") or "") for node in element.iter("*"))


def _presented(element: Any, depth: int) -> str:
    name = name_of(element)
    if not name or name in ("annotation", "annotation-xml"):
        return ""
    if name in _TEXT_ONLY or depth > _MAX_DEPTH:
        return "".join(element.itertext()).strip()
    parts = [_presented(child, depth + 1) for child in element if name_of(child)]
    if name in _FRACTION_PARTS and len(parts) == 2:
        return _joined(parts[0], _FRACTION_PARTS[name], parts[1])
    if name in _PAIRS and len(parts) == 3:
        low, high = _PAIRS[name]
        return _joined(_joined(parts[0], low, parts[1]), high, parts[2])
    if name in ("msqrt", "mroot"):
        return "√" + "".join(parts[:1])
    if name == "mspace":
        return " "
    if name in ("mtr", "mtable"):
        return " ".join(parts)
    return (element.text or "").strip() + "".join(parts)


def _joined(base: str, sign: str, script: str) -> str:
    if not script or script in _ACCENTS:
        return base
    if script.startswith(("±", "∓")) or not base or script in _MARKS:
        return base + script
    return f"{base}{sign}{script}"
