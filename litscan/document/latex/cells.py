r"""One cell of a LaTeX table: what it spans, its marks and emphasis, and the text that is left.

A cell is rendered as its ranges of the source with some stretches cut out or replaced: the
commands that span, marks, diagonal boxes. Groups around them stay where they are, so that
``\textbf{\multirow{2}{*}{A}}`` and ``\multirow{2}{*}{\textbf{A}}`` read the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from litscan.document.grid import Emphasis, RawCell
from litscan.document.latex.columns import Column
from litscan.document.latex.marks import (
    MARK_COMMANDS,
    is_raised_mark,
    leading_mark,
    split_marks,
    trailing_marks,
)
from litscan.document.latex.scan import Range, optional_argument, required_argument, words
from litscan.document.latex.text import Bit, Renderer, Run

__all__ = ["CellRead", "font_of", "read_cell"]

_SPANS = words("multicolumn multirow multirowcell multirowthead Block SetCell")
_DIAGONALS = words("diagbox backslashbox slashbox diaghead")
_RAISED = words("textsuperscript textsubscript textsu textss")
_COMMAND = re.compile(
    r"\\(?:(?P<nested>begin\s*\{(?:tabular|tabularx|array)[*x]?\})"
    rf"|(?P<name>{'|'.join(sorted(_SPANS | _DIAGONALS | _RAISED | MARK_COMMANDS))})(?![A-Za-z])"
    r"|.)"
    r"|(?P<script>[_^])"
    r"|(?P<hyphen>(?<=[a-z])-[ \n]*\\\\[ \n]*(?=[a-z]))",
    re.DOTALL,
)
_END_NESTED = re.compile(r"\\end\s*\{(?:tabular|tabularx|array)[*x]?\}")
_BLOCK_SIZE = re.compile(r"\s*(\d*|\*)\s*-\s*(\d*)")
_ANGLES = re.compile(r"\s*<[^<>]*>")
_CELL_KEYS = re.compile(r"(?<![a-z])([rc])\s*=\s*(\d{1,4})")
_PLAIN_CELL = re.compile(r"[^\\{}$^_~&#]*")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_ENDS_WITH_DECIMAL = re.compile(r"\d\.\d+$")
_DECIMAL = re.compile(r"\d+\.\d")
_MOST_SPANNED = 9_999
_MOST_COMMANDS = 300
_MOST_FONTS = 100
_LOOK_BACK = 60
_ORDINAL = re.compile(r"st|nd|rd|th|TM|®|™|er|e", re.IGNORECASE)

_BOLD = words("textbf bf bfseries mathbf boldsymbol bm pmb boldmath fontseries")
_UNDERLINE = words("underline uline ul dashuline uwave underbar uuline")
_ITALIC = words("textit emph it itshape mathit textsl em slshape")
_COLOUR = words("textcolor color colorbox cellcolor columncolor rowcolor fcolorbox hl")
_SWITCHES = words("bf bfseries boldmath it itshape em slshape color fontseries")
_WHOLE = words("cellcolor columncolor rowcolor")
_SECOND_ARGUMENT = words("textcolor colorbox fcolorbox")
_KINDS: dict[str, Emphasis] = {
    **dict.fromkeys(_BOLD, "bold"),
    **dict.fromkeys(_UNDERLINE, "underline"),
    **dict.fromkeys(_ITALIC, "italic"),
    **dict.fromkeys(_COLOUR, "color"),
}  # fmt: skip
_FONT = re.compile(rf"\\({'|'.join(sorted(_KINDS, key=len, reverse=True))})(?![A-Za-z])")
_SIUNITX = re.compile(r"([-+<>~]?\s*[\d.,]+)\s*(?:\+-|\\pm(?![A-Za-z]))\s*([\d.]+)")
_COMPACT = re.compile(r"[-+]?\d+(?:\.(\d+))?\((\d+)\)")


@dataclass(slots=True)
class CellRead:
    """A cell read from its source.

    `prints_covered` says that the cells it spans to its right are still printed, empty, after it.
    """

    cell: RawCell
    run: Run
    ranges: list[Range]
    prints_covered: bool = False

    @property
    def text(self) -> str:
        """The cell's text, references unresolved."""
        return self.run.text.strip()


@dataclass(slots=True)
class _Cutting:
    """A cell on the way: what to cut, put in, and what was learnt from it."""

    rows: int = 1
    columns: int = 1
    spanned: bool = False
    prints_covered: bool = False
    met: int = 0
    cuts: list[tuple[int, int, str]] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    def cut(self, start: int, end: int, put: str = "") -> None:
        if start < end or put:
            self.cuts.append((start, end, put))


def read_cell(
    renderer: Renderer,
    ranges: list[Range],
    column: Column | None = None,
    row_font: frozenset[Emphasis] = frozenset(),
    *,
    math: bool = False,
) -> CellRead:
    """Return one cell of a table, given the ranges of the source it is made of."""
    cutting = _Cutting()
    text = renderer.text
    plain = all(_PLAIN_CELL.fullmatch(text, start, end) for start, end in ranges)
    if not plain:
        for start, end in ranges:
            _cut(renderer, cutting, start, end)
    if column is not None and column.letter == "S" and not cutting.spanned:
        _cut_siunitx(text, cutting, ranges)
    run = Run(in_cell=True)
    if math or (column is not None and column.math and not cutting.spanned):
        run.math = "$"
    for start, end, put in _kept(ranges, cutting.cuts):
        if put:
            run.add(put, start, start)
        else:
            renderer.render(run, start, end)
    if not plain:
        _part_decimals(run)
    emphasis = set() if plain else _emphasis(renderer, ranges, run)
    if column is not None and not cutting.spanned:
        emphasis |= column.emphasis
        _add_literals(run, column)
    marks = [*cutting.marks, *run.marks, *_take_marks(run)]
    shown = run.text.strip()
    cell = RawCell(
        row_span=cutting.rows,
        column_span=cutting.columns,
        emphasis=frozenset(emphasis | row_font) if shown else frozenset(),
        citations=run.cites,
        marks=tuple(dict.fromkeys(marks)),
    )
    return CellRead(cell, run, ranges, cutting.prints_covered)


def _part_decimals(run: Run) -> None:
    r"""Keep two decimals apart that only a change of type parts: ``\textbf{93.4}0.1``."""
    for index in range(len(run.bits) - 1, 0, -1):
        before, bit = run.bits[index - 1], run.bits[index]
        if _ENDS_WITH_DECIMAL.search(before.text) and _DECIMAL.match(bit.text):
            run.bits.insert(index, Bit(" ", bit.start, bit.start))


def font_of(source: str) -> frozenset[Emphasis]:
    r"""Return the emphasis that commands such as ``\rowfont{\bfseries}`` put on what follows."""
    found = {_KINDS[match[1]] for match in _FONT.finditer(source)}
    if "font=" in source.replace(" ", "") and "\\bf" in source:
        found.add("bold")
    if re.search(r"\b(?:bg|background|fg|foreground)\s*=", source):
        found.add("color")
    return frozenset(found)


def _kept(ranges: list[Range], cuts: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Yield what is left of the ranges after the cuts, and what was put in, in order."""
    left = sorted(cuts)
    for start, end in ranges:
        at = start
        for cut_start, cut_end, put in left:
            if cut_start < at or cut_start >= end:
                continue
            if at < cut_start:
                yield at, cut_start, ""
            if put:
                yield cut_start, cut_start, put
            at = min(max(cut_end, at), end)
        if at < end:
            yield at, end, ""


def _cut(renderer: Renderer, cutting: _Cutting, start: int, end: int) -> None:
    text = renderer.text
    at = start
    while (match := _COMMAND.search(text, at, end)) is not None and cutting.met < _MOST_COMMANDS:
        at = match.end()
        cutting.met += 1
        if match["hyphen"]:
            cutting.cut(match.start() + 1, at)
        elif match["script"]:
            _cut_script(renderer, cutting, start, match.start(), end)
        elif match["nested"] and (nested := _END_NESTED.search(text, at, end)):
            at = nested.start()
        elif match["name"]:
            name = match["name"]
            if name in _SPANS:
                _cut_span(renderer, cutting, name, match.start(), at, end)
            elif name in _DIAGONALS:
                _cut_diagonal(renderer, cutting, match.start(), at, end)
            else:
                at = _cut_mark(renderer, cutting, name, start, match.start(), at, end)


def _cut_span(
    renderer: Renderer, cutting: _Cutting, name: str, start: int, at: int, end: int
) -> None:
    """Cut a spanning command down to its content."""
    text, mapped = renderer.text, renderer.mapped
    at += text.startswith("*", at)
    option = optional_argument(text, at, end)
    at = option[1] + 1 if option else at
    size = required_argument(mapped, at, end)
    if size is None:
        return
    if name == "SetCell":
        _take_size(cutting, text[slice(*option)] if option else "", tabularray=True)
        cutting.cut(start, size[1])
        return
    at = size[1]
    if name == "Block":
        angles = _ANGLES.match(text, at, end)
        at = angles.end() if angles else at
        _take_size(cutting, text[slice(*size[0])], tabularray=False)
    else:
        number = re.match(r"\s*(-?)[ ]*(\d{1,4})", text[slice(*size[0])])
        count = int(number[1] + number[2]) if number else 1
        if name == "multicolumn":
            cutting.columns, cutting.spanned = max(count, 1), True
        else:
            cutting.rows = count
        while (option := optional_argument(text, at, end)) is not None:
            at = option[1] + 1
        if name in ("multicolumn", "multirow"):
            shape = required_argument(mapped, at, end)
            at = shape[1] if shape else at
            while (option := optional_argument(text, at, end)) is not None:
                at = option[1] + 1
    content = required_argument(mapped, at, end)
    if content is None:
        return
    cutting.cut(start, content[0][0])
    cutting.cut(content[0][1], content[1])


def _take_size(cutting: _Cutting, source: str, *, tabularray: bool) -> None:
    cutting.prints_covered = True
    if tabularray:
        sizes = {key: int(value) for key, value in _CELL_KEYS.findall(source)}
        cutting.rows, cutting.columns = sizes.get("r", 1), sizes.get("c", 1)
        return
    size = _BLOCK_SIZE.match(source)
    if size is not None:
        cutting.rows = min(int(size[1].strip("*") or _MOST_SPANNED), _MOST_SPANNED)
        cutting.columns = min(int(size[2] or _MOST_SPANNED), _MOST_SPANNED)


def _cut_diagonal(renderer: Renderer, cutting: _Cutting, start: int, at: int, end: int) -> None:
    """Leave the parts of a cell cut in two by a diagonal, with slashes between them."""
    while (option := optional_argument(renderer.text, at, end)) is not None:
        at = option[1] + 1
    kept = start
    for index in range(3):
        part = required_argument(renderer.mapped, at, end)
        if part is None or renderer.text[part[0][0] - 1] != "{":
            break
        cutting.cut(kept, part[0][0], " / " if index else "")
        kept, at = part[0][1], part[1]
    cutting.cut(kept, at)


def _cut_mark(
    renderer: Renderer, cutting: _Cutting, name: str, begin: int, start: int, at: int, end: int
) -> int:
    """Take a mark out of the cell; keep other raised text apart from what it stands on."""
    text = renderer.text
    if name in MARK_COMMANDS:
        option = optional_argument(text, at, end)
        if option is not None:
            if name != "footnotemark":
                cutting.marks += split_marks(_rendered(renderer, option))
            cutting.cut(start, option[1] + 1)
            return option[1] + 1
        if name == "footnotemark":
            return at
    argument = required_argument(renderer.mapped, at, end)
    if argument is None:
        return at
    raised = _rendered(renderer, argument[0])
    if name in MARK_COMMANDS:
        cutting.marks += split_marks(raised)
        cutting.cut(start, argument[1])
        return argument[1]
    base = text[max(begin, start - _LOOK_BACK) : start].rstrip("{}$ ")
    if name == "textsuperscript" and is_raised_mark(raised, base, in_formula=False):
        cutting.marks += split_marks(raised)
        cutting.cut(start, argument[1])
        return argument[1]
    if raised.startswith("±"):
        cutting.cut(start, argument[0][0], " ")
    elif base[-1:].isdigit() and not _ORDINAL.fullmatch(raised):
        cutting.cut(start, argument[0][0], "^" if name == "textsuperscript" else "_")
    return at


def _cut_script(renderer: Renderer, cutting: _Cutting, begin: int, start: int, end: int) -> None:
    text = renderer.text
    argument = required_argument(renderer.mapped, start + 1, end)
    if argument is None:
        return
    raised = _rendered(renderer, argument[0])
    if raised.startswith("±"):
        cutting.cut(start, start + 1, " ")
        return
    if text[start] == "_":
        return
    before = text[max(begin, start - _LOOK_BACK) : start].rstrip("{} ")
    outside = not before or before[-1] == "$" or before.endswith("\\(")
    base = before.rstrip("$}{ ~\\(")
    if outside and not base and len(raised) == 1 and raised.isalnum():
        return
    if not outside and not (base[-1:].isdigit() or base[-1:] in ("%", ")")):
        return
    if is_raised_mark(raised, base, in_formula=not outside):
        cutting.marks += split_marks(raised)
        cutting.cut(start, argument[1])


def _rendered(renderer: Renderer, where: Range) -> str:
    run = Run(math="$")
    renderer.render(run, *where)
    return run.text.strip() or "".join(run.marks)


def _cut_siunitx(text: str, cutting: _Cutting, ranges: list[Range]) -> None:
    """Print the uncertainties that siunitx reads in ``S`` columns."""
    for start, end in ranges:
        match = _SIUNITX.search(text, start, end)
        if match is not None:
            cutting.cut(match.end(1), match.start(2), " ± ")
            continue
        compact = _COMPACT.search(text, start, end)
        if compact is not None:
            digits, places = compact[2], len(compact[1] or "")
            spread = f"{int(digits) / 10**places:.{places}f}"
            cutting.cut(compact.start(2) - 1, compact.end(), f" ± {spread}")


def _add_literals(run: Run, column: Column) -> None:
    """Add what the column's specification prints around the text of a filled cell."""
    if not (column.before or column.after) or not run.text.strip():
        return
    if column.before.strip():
        first = run.bits[0].start
        run.bits.insert(0, Bit(column.before.lstrip(), first, first))
    if column.after.strip():
        last = run.bits[-1].end
        run.add(column.after, last, last)


def _take_marks(run: Run) -> tuple[str, ...]:
    """Cut the marks at either end of a cell's text off; return them."""
    text = run.text
    stripped = text.strip()
    if len(stripped) < 2:
        return ()
    length, trailing = trailing_marks(stripped)
    if length:
        _shorten(run, length + len(text) - len(text.rstrip()), first=False)
    length, leading = leading_mark(stripped)
    if length:
        _shorten(run, length + len(text) - len(text.lstrip()), first=True)
    return (*leading, *trailing)


def _shorten(run: Run, count: int, *, first: bool) -> None:
    while count > 0 and run.bits:
        bit = run.bits.pop(0 if first else -1)
        if len(bit.text) > count:
            verbatim = len(bit.text) == bit.end - bit.start
            if first:
                start = bit.start + count if verbatim else bit.start
                left = Bit(bit.text[count:], start, bit.end, bit.cites, bit.refers, bit.command)
            else:
                stop = bit.end - count if verbatim else bit.end
                left = Bit(bit.text[:-count], bit.start, stop, bit.cites, bit.refers, bit.command)
            run.bits.insert(0 if first else len(run.bits), left)
        count -= len(bit.text)


def _emphasis(renderer: Renderer, ranges: list[Range], run: Run) -> set[Emphasis]:
    """Return the emphasis of a cell: that of half its text, or of its first figure."""
    covered: dict[Emphasis, list[Range]] = {}
    whole: set[Emphasis] = set()
    for start, end in ranges:
        for match in islice(_FONT.finditer(renderer.text, start, end), _MOST_FONTS):
            name = match[1]
            if name in _WHOLE:
                whole.add(_KINDS[name])
                continue
            reach = _reach(renderer, name, match.end(), end)
            if reach is not None:
                covered.setdefault(_KINDS[name], []).append(reach)
    if not covered:
        return whole
    bits = [(bit.start, len(bit.text.strip()), bit.text) for bit in run.bits if bit.text.strip()]
    total = sum(length for _, length, _ in bits)
    figure = next((at for at, _, text in bits if any(c.isdigit() for c in text)), -1)
    for kind, reaches in covered.items():
        inside = sum(
            length for at, length, _ in bits if any(low <= at < high for low, high in reaches)
        )
        if 2 * inside >= total or any(low <= figure < high for low, high in reaches):
            whole.add(kind)
    return whole


def _reach(renderer: Renderer, name: str, at: int, end: int) -> Range | None:
    """Return the range whose font a command sets."""
    if name in _SWITCHES:
        depth = 0
        for match in _BRACE.finditer(renderer.text, at, end):
            depth += {"{": 1, "}": -1}.get(match[0], 0)
            if depth < 0:
                return at, match.start()
        return at, end
    option = optional_argument(renderer.text, at, end)
    at = option[1] + 1 if option else at
    argument = required_argument(renderer.mapped, at, end)
    if argument is not None and name in _SECOND_ARGUMENT:
        argument = required_argument(renderer.mapped, argument[1], end)
    return argument[0] if argument else None
