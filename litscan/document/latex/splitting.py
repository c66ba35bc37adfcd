r"""Cutting a tabular environment into rows and cells: where they stand, not yet what they say.

Cells end at ``&`` and ``\\`` outside groups and nested environments. Rule commands go, since
their arguments would leak into cells, but where they stood is kept. Long tables, tabularray,
nicematrix, supertabular and AASTeX's deluxetable keep heads and options in places of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from litscan.document.grid import Emphasis
from litscan.document.latex.cells import font_of
from litscan.document.latex.origin import MappedText
from litscan.document.latex.rules import (
    FULL_RULES,
    PART_RULES,
    ROW_STYLES,
    RULE_NAMES,
    skip_rule,
)
from litscan.document.latex.scan import Environment, Range, optional_argument, required_argument
from litscan.document.latex.tblr import TABULARRAY, read_tblr
from litscan.document.limits import MAX_CELLS, MAX_COLUMNS

__all__ = ["TABULARS", "RawTabular", "split_tabular"]

TABULARS: dict[str, int] = {
    "tabular": 1, "tabular*": 2, "tabularx": 2, "tabulary": 2, "longtable": 1, "longtable*": 1,
    "supertabular": 1, "supertabular*": 2, "xltabular": 2, "longtabu": 1, "tabu": 1, "tblr": 1,
    "longtblr": 1, "talltblr": 1, "NiceTabular": 1, "NiceTabular*": 2, "NiceTabularX": 2,
    "mpxtabular": 1, "xtabular": 1, "booktabs": 1, "tabularray": 1, "deluxetable": 1,
    "xtabular*": 2, "mpsupertabular": 1, "mpsupertabular*": 2, "mpxtabular*": 2, "deluxetable*": 1,
    "tabularew": 1, "ltxtable": 2, "longtabularx": 2, "tabularht": 2, "NiceTabular+": 1,
}  # fmt: skip
"""Environments that are tables, and how many arguments they take before the first cell."""

_TOKEN = re.compile(
    # Sources whose ``\[`` were cut out as formulas have ``\2pt]`` where ``\\[2pt]`` stood.
    r"(?P<newline>\\\\\*?|\\-?[\d.]+\s?(?:pt|ex|em|cm|mm|in)\]|\\(?:tabularnewline|cr|tnl)(?![A-Za-z]))"
    rf"|\\(?P<rule>{RULE_NAMES})(?![A-Za-z])"
    r"|\\(?P<head>endfirsthead|endhead|endfoot|endlastfoot)(?![A-Za-z])"
    r"|\\(?P<caption>caption\*?|label|tablecaption)(?![A-Za-z])"
    r"|\\(?P<environment>begin|end)\s*\{"
    r"|\\."
    r"|(?P<brace>[{}])"
    r"|(?P<cell>&)",
    re.DOTALL,
)
_LENGTH = re.compile(
    r"\s*\[\s*[-+]?(?:[\d.]+|[\d.]*\s*\\[A-Za-z@]+)\s*(?:pt|ex|em|cm|mm|in|bp|sp)?\s*\]"
)
_HEADS = re.compile(r"\\(tablefirsthead|tablehead|tablecaption|topcaption|bottomcaption)\s*(?=\{)")
_SUPERTABULARS = ("supertabular", "mpsupertabular", "xtabular", "mpxtabular")
_LOOK_BACK = 4_000
_DATA = re.compile(r"\\startdata(?![A-Za-z])")
_DATA_END = re.compile(r"\\enddata(?![A-Za-z])")
_DELUXE_NOTE = re.compile(r"\\(tablenotetext|tablecomments|tablerefs)\s*(?=\{)")
_CODE = re.compile(r"\\(Body|CodeAfter)(?![A-Za-z])")
_COLUMNS = re.compile(r"\s*(\d{1,4})\s*(?:-\s*(\d{1,4}))?")
_MOST_ROWS = 5_000

Cells = list[list[Range]]


@dataclass(slots=True)
class RawTabular:
    """Ranges of cells, row by row, and what the source says about the rows.

    Attributes
    ----------
    rows : list of list of list of Range
        Rows of cells, each the ranges of the LaTeX it is made of; rows without any are left out.
    lines : list of int
        The number of each row in the source, those left out counted.
    full_rules : set of int
        Rows above which a rule is drawn across the table.
    part_rules : dict of int to set of int
        Rows above which rules are drawn under some columns, and those columns, from 1.
    head_rows : int or None
        Leading header rows where the source marks them.
    columns : Range or None
        The column specification.
    row_fonts : dict
        Emphasis that a command puts on a whole row.
    spans : dict
        Sizes of cells that options name by line and column.
    math : bool
        Whether cells are mathematics from the start, as in ``array``.
    captions, labels, notes
        Written inside the environment; a note's mark is empty where it has none.
    """

    rows: list[Cells] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    full_rules: set[int] = field(default_factory=set)
    part_rules: dict[int, set[int]] = field(default_factory=dict)
    head_rows: int | None = None
    columns: Range | None = None
    row_fonts: dict[int, frozenset[Emphasis]] = field(default_factory=dict)
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    math: bool = False
    captions: list[Range] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    notes: list[tuple[str, Range]] = field(default_factory=list)
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
    raw = RawTabular(math=environment.name == "array")
    start, end = _open(mapped, environment, raw)
    head = _separate_head(mapped, environment, raw)
    data = _DATA.search(mapped.text, start, end)
    if data is not None:
        start = data.end()
        close = _DATA_END.search(mapped.text, start, end)
        end = close.start() if close else end
    for code in _CODE.finditer(mapped.text, start, end):
        if code[1] == "Body":
            start = code.end()
        else:
            end = code.start()
            break
    before = (set(raw.full_rules), len(raw.captions), len(raw.labels))
    if not _split(mapped, raw, head, start, end, groups=True):
        _forget(raw, before)
        _split(mapped, raw, head, start, end, groups=False)
        raw.unbalanced = True
    return raw


def _forget(raw: RawTabular, before: tuple[set[int], int, int]) -> None:
    raw.rows, raw.lines, raw.part_rules, raw.row_fonts = [], [], {}, {}
    raw.full_rules = before[0]
    del raw.captions[before[1] :], raw.labels[before[2] :]


def _split(
    mapped: MappedText, raw: RawTabular, head: Range | None, start: int, end: int, *, groups: bool
) -> bool:
    """Split head and body; return whether the braces of both match."""
    balanced = True
    if head is not None:
        balanced = _Splitter(mapped, raw, *head, groups=groups).split()
        raw.head_rows = len(raw.rows)
        raw.full_rules.add(len(raw.rows))
    return _Splitter(mapped, raw, start, end, groups=groups).split() and balanced


def _open(mapped: MappedText, environment: Environment, raw: RawTabular) -> tuple[int, int]:
    """Read the arguments before the first cell; return where the cells begin and end."""
    text = mapped.text
    at, end = environment.inner_start, environment.inner_end
    name = environment.name
    outer: Range | None = None
    inner: Range | None = None
    for _ in range(TABULARS.get(name, 1)):
        while (option := optional_argument(text, at, end)) is not None:
            outer, at = option, option[1] + 1
        if name in ("tabu", "longtabu"):
            brace = text.find("{", at, end)
            at = brace if brace >= 0 else at
        argument = required_argument(mapped, at, end)
        if argument is None:
            break
        inner, at = argument
    if name.startswith("Nice"):
        option = optional_argument(text, at, end)
        at = option[1] + 1 if option is not None else at
    if name not in TABULARRAY:
        raw.columns = inner
        return at, end
    options = read_tblr(mapped, outer, inner)
    raw.columns, raw.head_rows = options.columns, options.head_rows
    raw.spans, raw.row_fonts, raw.notes = options.spans, options.row_fonts, options.notes
    raw.captions += [options.caption] if options.caption else []
    raw.labels += [options.label] if options.label else []
    return at, end


def _separate_head(mapped: MappedText, environment: Environment, raw: RawTabular) -> Range | None:
    """Return the head that some environments take as an argument, and keep its caption."""
    text, name = mapped.text, environment.name
    if name.startswith("deluxetable"):
        start, end = environment.inner_start, environment.inner_end
        for note in _DELUXE_NOTE.finditer(text, start, end):
            first = required_argument(mapped, note.end(), end)
            second = required_argument(mapped, first[1], end) if first else None
            if first and note[1] == "tablenotetext" and second:
                raw.notes.append((text[slice(*first[0])].strip(), second[0]))
            elif first:
                raw.notes.append(("", first[0]))
    elif name.rstrip("*") in _SUPERTABULARS:
        end = environment.start
        start = max(end - _LOOK_BACK, 0)
        start = max(start, text.rfind("\\end{" + name, start, end))
    else:
        return None
    heads: dict[str, Range] = {}
    for match in _HEADS.finditer(text, start, end):
        argument = required_argument(mapped, match.end(), end)
        if argument is not None:
            heads[match[1]] = argument[0]
    caption = next((heads[key] for key in heads if "caption" in key), None)
    if caption is not None:
        raw.captions.append(caption)
    return heads.get("tablefirsthead", heads.get("tablehead"))


class _Splitter:
    def __init__(
        self, mapped: MappedText, raw: RawTabular, start: int, end: int, *, groups: bool
    ) -> None:
        self.mapped = mapped
        self.text = mapped.text
        self.raw = raw
        self.start = start
        self.end = end
        self.groups = groups
        self.line = raw.lines[-1] + 1 if raw.lines else 0
        self.row: Cells = []
        self.cell: list[Range] = []
        self.first_head: tuple[list[Cells], list[int]] | None = None

    def split(self) -> bool:
        """Split the range into the rows of the raw table; return whether its braces match."""
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
        return not depth

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
            return self._past_length(at)
        elif kind == "rule":
            return self._rule(match["rule"], at)
        elif kind == "head":
            self._head(match["head"])
        else:
            return self._caption(match["caption"], at)
        return at

    def _past_length(self, at: int) -> int:
        r"""Return the offset after the space that ``\\[2pt]`` asks for."""
        length = _LENGTH.match(self.text, at, self.end)
        if length is not None:
            return length.end()
        option = (
            optional_argument(self.text, at, self.end) if self.text[at : at + 1] == "[" else None
        )
        return option[1] + 1 if option is not None else at

    def _end_row(self) -> None:
        self.row.append(self.cell)
        if any(not self.text[a:b].isspace() for cell in self.row for a, b in cell):
            self.raw.rows.append(self.row)
            self.raw.lines.append(self.line)
        self.line += 1
        self.row, self.cell = [], []

    def _rule(self, name: str, at: int) -> int:
        at, argument = skip_rule(self.mapped, name, at, self.end)
        if name in FULL_RULES and self.row:
            self._end_row()  # TeX would refuse it: the row's end was lost
        row = len(self.raw.rows)
        if name in FULL_RULES:
            self.raw.full_rules.add(row)
        elif name in PART_RULES:
            under = self.text[slice(*argument)] if argument else ""
            self.raw.part_rules.setdefault(row, set()).update(_columns_under(under))
        elif name in ROW_STYLES:
            source = self.text[slice(*argument)] if argument else ""
            font = font_of("\\rowcolor" if name == "rowcolor" else source)
            if font:
                self.raw.row_fonts[row] = self.raw.row_fonts.get(row, frozenset()) | font
        return at

    def _head(self, name: str) -> None:
        """Keep a long table's first head, drop the copies for later pages."""
        raw = self.raw
        if name == "endfirsthead" or (name == "endhead" and self.first_head is None):
            self.first_head = raw.rows, raw.lines
            raw.head_rows = len(raw.rows)
        rows, lines = self.first_head or ([], [])
        raw.rows, raw.lines = list(rows), list(lines)
        raw.full_rules = {row for row in raw.full_rules if row <= len(rows)}
        raw.part_rules = {row: c for row, c in raw.part_rules.items() if row <= len(rows)}
        self.line = lines[-1] + 1 if lines else 0
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


def _columns_under(source: str) -> range:
    """Return the columns, from 1, of a rule's argument such as ``2-5``."""
    ends = _COLUMNS.match(source)
    return range(int(ends[1]), min(int(ends[2] or ends[1]), MAX_COLUMNS) + 1) if ends else range(0)
