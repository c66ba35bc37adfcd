r"""One tabular environment as rows of raw cells, read in isolation from the rest of the paper.

Rule commands go first, since their arguments would leak into cells, but where they stood says
where the header ends. Cells are split at ``&`` and ``\\`` outside groups and nested
environments; spans, colours and boxes are peeled off each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from litscan.document.grid import Emphasis, RawCell
from litscan.document.latex.origin import MappedText
from litscan.document.latex.scan import (
    Environment,
    Range,
    optional_argument,
    required_argument,
    skip_space,
    words,
)
from litscan.document.latex.text import Renderer, Run
from litscan.document.limits import MAX_CELLS

__all__ = ["TABULARS", "RawTabular", "is_layout", "raw_cells", "split_tabular"]

TABULARS: dict[str, int] = {
    "tabular": 1, "tabular*": 2, "tabularx": 2, "tabulary": 2, "longtable": 1, "longtable*": 1,
    "supertabular": 1, "supertabular*": 2, "xltabular": 2, "longtabu": 1, "tabu": 1, "tblr": 1,
    "longtblr": 1, "talltblr": 1, "NiceTabular": 1, "NiceTabular*": 2, "NiceTabularX": 2,
    "mpxtabular": 1, "xtabular": 1, "booktabs": 1, "tabularray": 1, "deluxetable": 1,
}  # fmt: skip
"""Environments that are tables, and how many arguments they take before the first cell."""

_RULES = (
    r"hline|toprule|midrule|bottomrule|cmidrule|cline|hhline|specialrule|addlinespace|morecmidrules"
    r"|Xhline|hdashline|cdashline|thickhline|noalign|heavyrule|midrulesub|arrayrulecolor|rowcolor"
    r"|rowcolors|tabucline|SetRow|SetCell|SetHline|Xcline|dashline|thinmidrule|hlineB|clineB"
    r"|noindent|centering|tophline|middlehline|bottomhline|belowrulesepcolor|aboverulesepcolor"
)
_TOKEN = re.compile(
    r"(?P<newline>\\\\\*?|\\(?:tabularnewline|cr)(?![A-Za-z]))"
    rf"|\\(?P<rule>{_RULES})(?![A-Za-z])"
    r"|\\(?P<head>endfirsthead|endhead|endfoot|endlastfoot)(?![A-Za-z])"
    r"|\\(?P<caption>caption\*?|label|tablecaption)(?![A-Za-z])"
    r"|\\(?P<environment>begin|end)\s*\{"
    r"|\\."
    r"|(?P<brace>[{}])"
    r"|(?P<cell>&)",
    re.DOTALL,
)
_RULE_ARGUMENTS = {
    "cline": 1, "cmidrule": 1, "hhline": 1, "specialrule": 3, "Xhline": 1, "cdashline": 1,
    "noalign": 1, "arrayrulecolor": 1, "rowcolor": 1, "rowcolors": 3, "tabucline": 1, "SetRow": 1,
    "Xcline": 2, "hlineB": 1, "clineB": 2, "SetHline": 2, "belowrulesepcolor": 1,
    "aboverulesepcolor": 1,
}  # fmt: skip
_FULL_RULES = words("hline midrule Xhline hlineB hdashline thickhline middlehline hhline")
_TRIM = re.compile(r"\s*\([lr]*(?:\{[^{}]*\})?[lr]*(?:\{[^{}]*\})?\)")
_MULTI = re.compile(
    r"(?:\s|\{(?=\s*\\(?:multi|cell|text|bf|small|row))"
    r"|\\(?:cellcolor|rowcolor|columncolor)(?:\[[^\]]*\])?\{[^{}]*\})*"
    r"\\(?P<word>multicolumn|multirow|multirowcell)(?![A-Za-z])\*?"
)
_EMPHASIS: tuple[tuple[re.Pattern[str], Emphasis], ...] = (
    (
        re.compile(r"\\(?:textbf|bf|bfseries|mathbf|boldsymbol|bm|pmb|fontseries\{b)(?![A-Za-z])"),
        "bold",
    ),
    (re.compile(r"\\(?:underline|uline|ul|dashuline|uwave)(?![A-Za-z])"), "underline"),
    (re.compile(r"\\(?:textit|emph|it|itshape|mathit|textsl|em)(?![A-Za-z])"), "italic"),
    (re.compile(r"\\(?:cellcolor|textcolor|color|colorbox)(?![A-Za-z])"), "color"),
)
_MOST_ROWS = 5_000
_TRUSTED_HEADER = 4


@dataclass(slots=True)
class RawTabular:
    """Ranges of cells, row by row, and what the rules say about the header."""

    rows: list[list[list[Range]]] = field(default_factory=list)
    rules: list[int] = field(default_factory=list)
    midrules: list[int] = field(default_factory=list)
    head_rows: int | None = None
    captions: list[Range] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    unbalanced: bool = False
    too_long: bool = False

    @property
    def width(self) -> int:
        """Most cells in a row."""
        return max((len(row) for row in self.rows), default=0)

    @property
    def oversized(self) -> bool:
        """Whether there is more of it than is read."""
        return self.too_long or sum(map(len, self.rows)) > MAX_CELLS


def split_tabular(mapped: MappedText, environment: Environment) -> RawTabular:
    """Split a tabular environment into rows of cell ranges."""
    start = _body_start(mapped, environment)
    end = environment.inner_end
    raw = _Splitter(mapped, start, end, groups=True).split()
    if raw.unbalanced:
        raw = _Splitter(mapped, start, end, groups=False).split()
        raw.unbalanced = True
    return raw


def _body_start(mapped: MappedText, environment: Environment) -> int:
    at, end = environment.inner_start, environment.inner_end
    for _ in range(TABULARS.get(environment.name, 1)):
        option = optional_argument(mapped.text, at, end)
        if option is not None:
            at = option[1] + 1
        if environment.name in ("tabu", "longtabu"):
            brace = mapped.text.find("{", at, end)
            at = brace if brace >= 0 else at
        argument = required_argument(mapped, at, end)
        if argument is None:
            break
        at = argument[1]
    if environment.name.startswith("Nice"):
        option = optional_argument(mapped.text, at, end)
        at = option[1] + 1 if option is not None else at
    return at


class _Splitter:
    def __init__(self, mapped: MappedText, start: int, end: int, *, groups: bool) -> None:
        self.mapped = mapped
        self.text = mapped.text
        self.start = start
        self.end = end
        self.groups = groups
        self.raw = RawTabular()
        self.row: list[list[Range]] = []
        self.cell: list[Range] = []
        self.first_head: list[list[list[Range]]] | None = None

    def split(self) -> RawTabular:
        at = kept = self.start
        depth = nested = 0
        while (match := _TOKEN.search(self.text, at, self.end)) is not None:
            at = match.end()
            kind = match.lastgroup
            if kind == "brace":
                depth = max(depth + (1 if match[0] == "{" else -1), 0) if self.groups else 0
                continue
            if kind == "environment":
                nested = max(nested + (1 if match["environment"] == "begin" else -1), 0)
                continue
            if depth or nested or kind is None:
                continue
            self._keep(kept, match.start())
            at = kept = self._token(str(kind), match)
            self.raw.too_long = len(self.raw.rows) > _MOST_ROWS
            if self.raw.too_long:
                break
        self._keep(kept, self.end)
        if self.row or any(self.text[a:b].strip() for a, b in self.cell):
            self._end_row()
        self.raw.unbalanced = bool(depth)
        return self.raw

    def _keep(self, start: int, end: int) -> None:
        if start < end:
            self.cell.append((start, end))

    def _token(self, kind: str, match: re.Match[str]) -> int:
        at = match.end()
        if kind == "cell":
            self.row.append(self.cell)
            self.cell = []
        elif kind == "newline":
            self._end_row()
            option = optional_argument(self.text, at, self.end)
            if option is not None and self.text.startswith("[", at):
                return option[1] + 1
        elif kind == "rule":
            return self._rule(match["rule"], at)
        elif kind == "head":
            self._head(match["head"])
        else:
            return self._caption(match["caption"], at)
        return at

    def _end_row(self) -> None:
        self.row.append(self.cell)
        if any(self.text[a:b].strip() for cell in self.row for a, b in cell):
            self.raw.rows.append(self.row)
        self.row, self.cell = [], []

    def _rule(self, name: str, at: int) -> int:
        if name in _FULL_RULES:
            where = self.raw.midrules if name in ("midrule", "middlehline") else self.raw.rules
            where.append(len(self.raw.rows))
        at += self.text.startswith("*", at)
        option = optional_argument(self.text, at, self.end)
        if option is not None and self.text.startswith("[", at):
            at = option[1] + 1
        trim = _TRIM.match(self.text, at) if "rule" in name else None
        at = trim.end() if trim else at
        for _ in range(_RULE_ARGUMENTS.get(name, 0)):
            argument = required_argument(self.mapped, at, self.end)
            if argument is None or self.text[skip_space(self.text, at)] != "{":
                break
            at = argument[1]
        trim = _TRIM.match(self.text, at) if name == "cmidrule" else None
        option = optional_argument(self.text, at, self.end) if name == "rowcolor" else None
        return option[1] + 1 if option else trim.end() if trim else at

    def _head(self, name: str) -> None:
        """Keep a long table's first head, drop the copies for later pages."""
        if name == "endfirsthead" or (name == "endhead" and self.first_head is None):
            self.first_head = self.raw.rows
            self.raw.head_rows = len(self.raw.rows)
        self.raw.rows = list(self.first_head or [])
        self.row, self.cell = [], []

    def _caption(self, name: str, at: int) -> int:
        option = optional_argument(self.text, at, self.end)
        at = option[1] + 1 if option is not None else at
        argument = required_argument(self.mapped, at, self.end)
        if argument is None:
            return at
        if name == "label":
            self.raw.labels.append(self.text[slice(*argument[0])].strip())
        else:
            self.raw.captions.append(argument[0])
        return argument[1]


_NESTED = re.compile(r"\\begin\s*\{(?:tabular|tabularx|tabular\*|longtable)\}")


def is_layout(mapped: MappedText, raw: RawTabular, environments: dict[int, Environment]) -> bool:
    """Return whether a tabular only arranges things on the page: no grid of its own.

    It is one that never uses ``&``, holds pictures, or holds whole tables as cells.
    """
    if raw.width < 2:
        return True
    texts = ["".join(mapped.text[a:b] for a, b in cell).strip() for row in raw.rows for cell in row]
    filled = [text for text in texts if text]
    pictures = sum("\\includegraphics" in text or "tikzpicture" in text for text in filled)
    if 3 * pictures >= max(len(filled), 1):
        return True
    for row in raw.rows:
        for cell in row:
            for start, end in cell:
                for match in _NESTED.finditer(mapped.text, start, end):
                    inner = environments.get(match.start())
                    if inner is None:
                        continue
                    nested = split_tabular(mapped, inner)
                    if nested.width >= 2 and len(nested.rows) >= 3:
                        return True
    return False


def raw_cells(
    renderer: Renderer, raw: RawTabular
) -> tuple[list[list[tuple[RawCell, Run]]], int | None]:
    """Return the cells of a split tabular with their runs, and the header rows the rules mark."""
    rows = [[_cell(renderer, cell) for cell in row] for row in raw.rows]
    _raise_upward_spans(rows)
    return rows, _header_rows(raw)


def _header_rows(raw: RawTabular) -> int | None:
    count = len(raw.rows)
    if raw.head_rows:
        return raw.head_rows if raw.head_rows < count else None
    rules = raw.midrules or raw.rules
    hint = next((rule for rule in rules if rule > 0), None)
    if hint is None or hint > _TRUSTED_HEADER or hint >= count or (hint == count - 1 and count > 3):
        return None
    return hint


def _cell(renderer: Renderer, ranges: list[Range]) -> tuple[RawCell, Run]:
    rows = columns = 1
    peeled = list(ranges)
    prefix = ""
    for _ in range(3):
        found = _peel(renderer, peeled)
        if found is None:
            break
        word, span, peeled, before = found
        prefix += before
        if word == "multicolumn":
            columns = max(span, 1)
        else:
            rows = span
    source = prefix + "".join(renderer.text[a:b] for a, b in peeled)
    run = Run(in_cell=True)
    for start, end in peeled:
        renderer.render(run, start, end)
    emphasis = frozenset(name for pattern, name in _EMPHASIS if pattern.search(source))
    cell = RawCell(
        pieces=(),
        row_span=rows,
        column_span=columns,
        emphasis=emphasis if run.text.strip() else frozenset(),
        citations=run.cites,
        marks=tuple(run.marks),
    )
    return cell, run


def _peel(renderer: Renderer, ranges: list[Range]) -> tuple[str, int, list[Range], str] | None:
    """Take one span command off a cell: its word, its span, what is left, what stood before."""
    for index, (start, end) in enumerate(ranges):
        match = _MULTI.match(renderer.text, start, end)
        if match is None:
            if renderer.text[start:end].strip():
                return None
            continue
        return _multi(renderer, match, end, ranges[index + 1 :])
    return None


def _multi(
    renderer: Renderer, match: re.Match[str], end: int, rest: list[Range]
) -> tuple[str, int, list[Range], str] | None:
    mapped, text = renderer.mapped, renderer.text
    at = match.end()
    option = optional_argument(text, at, end)
    at = option[1] + 1 if option is not None else at
    count = required_argument(mapped, at, end)
    if count is None:
        return None
    at = count[1]
    option = optional_argument(text, at, end)
    at = option[1] + 1 if option is not None else at
    if match["word"] != "multirowcell":
        shape = required_argument(mapped, at, end)
        if shape is None:
            return None
        at = shape[1]
        option = optional_argument(text, at, end)
        at = option[1] + 1 if option is not None else at
    content = required_argument(mapped, at, end)
    if content is None:
        return None
    number = re.match(r"\s*(-?\d{1,4})", text[slice(*count[0])])
    span = int(number[1]) if number else 1
    left = [content[0], (content[1], end), *rest]
    word = "multicolumn" if match["word"] == "multicolumn" else "multirow"
    return word, span, [(a, b) for a, b in left if a < b], text[match.start() : match.end()]


def _raise_upward_spans(rows: list[list[tuple[RawCell, Run]]]) -> None:
    """Move a cell of negative row span to the top of what it spans."""
    for r, row in enumerate(rows):
        for c, (cell, run) in enumerate(row):
            if cell.row_span >= 0:
                continue
            top = max(r + cell.row_span + 1, 0)
            moved = _with_rows(cell, r - top + 1)
            free = c < len(rows[top]) and not rows[top][c][1].text.strip()
            if free and top < r:
                rows[top][c], row[c] = (moved, run), (RawCell(), Run())
            else:
                row[c] = (_with_rows(cell, 1), run)


def _with_rows(cell: RawCell, rows: int) -> RawCell:
    return RawCell(
        cell.pieces,
        rows,
        cell.column_span,
        cell.is_header,
        cell.emphasis,
        cell.citations,
        cell.marks,
    )
