r"""Displayed mathematics: one run of text, and the numbers its labels print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from litscan.document.latex.references import Target
from litscan.document.latex.scan import Environment, words

if TYPE_CHECKING:
    from litscan.document.latex.structure import Walker

__all__ = ["EQUATIONS", "read_equation"]

EQUATIONS = words(
    "equation equation* align align* gather gather* multline multline* eqnarray eqnarray* "
    "displaymath math flalign flalign* alignat alignat* dmath dmath* IEEEeqnarray IEEEeqnarray* "
    "xalignat"
)
"""Environments of displayed mathematics."""

_NUMBERED_BY_LINE = words("align eqnarray gather flalign alignat IEEEeqnarray")
_LINE = re.compile(r"(\\\\(?![A-Za-z]))")
_LABEL = re.compile(r"\\label\s*\{([^{}]*)\}")
_TAG = re.compile(r"\\tag\*?\s*\{([^{}]*)\}")


def read_equation(walker: Walker, environment: Environment) -> None:
    """Append an equation to the paragraph; its lines are counted as they are numbered."""
    name = environment.name
    by_line = name in _NUMBERED_BY_LINE
    numbered = not name.endswith("*") and "math" not in name
    if numbered and not by_line:
        _number(walker)
    walker.run.add(" ", environment.start, environment.inner_start)
    outer, walker.run.math = walker.run.math, name
    at = walker.skip_arguments(environment)
    for line in _LINE.split(walker.text[at : environment.inner_end]):
        if line == "\\\\":
            walker.run.add(" ", at, at + 2)
        else:
            if by_line and line.strip() and "\\nonumber" not in line and "\\notag" not in line:
                _number(walker)
            _label_line(walker, line)
            walker.renderer.render(walker.run, at, at + len(line))
        at += len(line)
    walker.run.math = outer
    walker.run.add(" ", environment.inner_end, environment.end)


def _number(walker: Walker) -> None:
    walker.counters.step("equation")
    walker.target = Target("equation", walker.counters.printed("equation"))


def _label_line(walker: Walker, line: str) -> None:
    tag = _TAG.search(line)
    target = Target("equation", tag[1].strip()) if tag else walker.target
    for match in _LABEL.finditer(line):
        walker.labels.setdefault(match[1].strip(), target)
