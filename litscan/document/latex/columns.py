r"""What a column specification says: how many columns, in what font, and what is printed between.

``r@{.}l`` and ``r@{ $\pm$ }l`` set one number in two columns; only the specification tells that
the two belong together. ``>{$}c<{$}`` puts a column in mathematics, ``>{\bfseries}c`` in bold,
``S`` reads its cells as numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from litscan.document.grid import Emphasis
from litscan.document.latex.origin import MappedText
from litscan.document.latex.scan import Range, optional_argument, required_argument, skip_space
from litscan.document.limits import MAX_COLUMNS

__all__ = ["Column", "ColumnTypes", "literal", "read_columns"]


@dataclass(frozen=True, slots=True)
class Column:
    r"""One column: its letter, the text its specification prints, the font it sets.

    `before` and `after` stand in every cell (``>{..}`` and ``<{..}``); `gap` stands between this
    column and the next (``@{..}`` and ``!{..}``), None where nothing was written there.
    """

    letter: str
    before: str = ""
    after: str = ""
    gap: str | None = None
    math: bool = False
    emphasis: frozenset[Emphasis] = frozenset()


@dataclass(frozen=True, slots=True)
class _Type:
    arguments: int
    body: Range


_NEW_TYPE = re.compile(r"\\(?:newcolumntype|NewColumnType|renewcolumntype)\s*\{?\s*(.)\s*\}?")
_DEEPEST = 6
_BOLD = re.compile(r"\\(?:bfseries|bf|boldmath|textbf)(?![A-Za-z])|font\s*=\s*\\bfseries")
_ITALIC = re.compile(r"\\(?:itshape|it|em|textit|emph)(?![A-Za-z])")
_COLOUR = re.compile(r"\\(?:columncolor|cellcolor|color)(?![A-Za-z])")
_SPACING = re.compile(
    r"\\(?:hspace|hskip|kern|mkern|extracolsep|hphantom|phantom|vphantom|enskip|enspace|thinspace"
    r"|quad|qquad|hfill|fill|centering|raggedright|raggedleft|arraybackslash|small|footnotesize"
    r"|scriptsize|tiny|normalsize|bfseries|bf|itshape|it|boldmath|ttfamily|rmfamily|sffamily)"
    r"(?![A-Za-z])\*?\s*(?:\{[^{}]*\}|-?[\d.]+\s*(?:pt|em|ex|cm|mm|in|mu|\\[A-Za-z]+))?"
)
_COLOURED = re.compile(
    r"\\(?:columncolor|cellcolor|color)\s*(?:\[[^\]]*\])?\s*\{[^{}]*\}(?:\[[^\]]*\])*"
)
_PRINTED = {
    "pm": "±", "times": "×", "cdot": "·", "%": "%", "&": "&", "#": "#", "$": "", "to": "→",
    "rightarrow": "→", "sim": "~", "approx": "≈", "degree": "°", "dots": "...", "slash": "/",
    ",": " ", ";": " ", ":": " ", "!": "", " ": " ", "(": "", ")": "", "textpm": "±", "mid": "|",
    "vert": "|", "ensuremath": "", "text": "", "mathrm": "", "mathbf": "", "textbf": "", "mbox": "",
    "textendash": "–",
}  # fmt: skip
_COMMAND = re.compile(r"\\(?:([A-Za-z]+)\s*|(.))")
_LONGEST_LITERAL = 12
_LITERAL = re.compile(r"[^\\={}\d@]*")


def literal(source: str) -> str:
    r"""Return the text that a piece of a column specification prints, empty where it only spaces.

    Anything that may be more than text (assignments, unknown commands) prints nothing.

    Examples
    --------
    >>> literal(r"\,$\pm$\,"), literal("."), literal(r"\hspace{2pt}"), literal(r"\hsize=.5\hsize")
    (' ± ', '.', '', '')
    """
    text = _COLOURED.sub("", source)
    text = _SPACING.sub("", text).replace("~", " ").replace("{", "").replace("}", "")
    known = True

    def printed(match: re.Match[str]) -> str:
        nonlocal known
        name = match[1] or match[2]
        known = known and name in _PRINTED
        return _PRINTED.get(name, "")

    text = _COMMAND.sub(printed, text).replace("$", "").replace("---", "—").replace("--", "–")
    text = re.sub(r"\s+", " ", text)
    if not known or not text.strip() or len(text) > _LONGEST_LITERAL:
        return ""
    return text if _LITERAL.fullmatch(text) else ""


class ColumnTypes:
    r"""The column types a paper makes with ``\newcolumntype``, found when first asked for."""

    def __init__(self, mapped: MappedText) -> None:
        self._types: dict[str, _Type] = {}
        for match in _NEW_TYPE.finditer(mapped.text):
            at = match.end()
            option = optional_argument(mapped.text, at, len(mapped.text))
            count = 0
            if option is not None:
                digits = mapped.text[slice(*option)].strip()
                count = int(digits) if digits.isdecimal() and len(digits) == 1 else 0
                at = option[1] + 1
            body = required_argument(mapped, at, len(mapped.text))
            if body is not None:
                self._types[match[1]] = _Type(count, body[0])

    def get(self, letter: str) -> _Type | None:
        """Return the type a letter stands for, None where it is one of LaTeX's own."""
        return self._types.get(letter)


@dataclass
class _Reading:
    columns: list[Column] = field(default_factory=list)
    before: str = ""
    first_gap: str | None = None


def read_columns(
    mapped: MappedText, where: Range, types: ColumnTypes | None = None
) -> tuple[Column, ...]:
    r"""Return the columns a specification describes, at most `MAX_COLUMNS`.

    Examples
    --------
    >>> from litscan.document.latex.origin import MappedText
    >>> spec = r"l|r@{.}l*{2}{>{\bfseries}c}"
    >>> columns = read_columns(MappedText(spec, [0], [0], [0], [None]), (0, len(spec)))
    >>> [column.letter for column in columns], columns[1].gap, columns[3].emphasis
    (['l', 'r', 'l', 'c', 'c'], '.', frozenset({'bold'}))
    """
    reading = _Reading()
    _read(reading, mapped, where, types, 0)
    return tuple(reading.columns[:MAX_COLUMNS])


def _read(
    reading: _Reading, mapped: MappedText, where: Range, types: ColumnTypes | None, depth: int
) -> None:
    at, end = where
    text = mapped.text
    while (at := _past_space(text, at)) < end and len(reading.columns) < MAX_COLUMNS:
        letter = text[at]
        at += 1
        if letter in "@!><*":
            at = _special(reading, mapped, letter, at, end, types, depth)
            continue
        if letter == "\\":
            at += 1
            while at < end and text[at].isalpha():
                at += 1
            continue
        made = types.get(letter) if types else None
        if made is not None and depth < _DEEPEST:
            for _ in range(made.arguments):
                argument = required_argument(mapped, at, end)
                at = argument[1] if argument else at
            _read(reading, mapped, made.body, types, depth + 1)
            continue
        at = _past_arguments(mapped, at, end)
        if letter.isalpha():
            _add(reading, letter)


def _past_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _past_arguments(mapped: MappedText, at: int, end: int) -> int:
    """Skip options and groups that follow a column letter."""
    while True:
        after = skip_space(mapped.text, at)
        if after < end and mapped.text[after] == "[":
            option = optional_argument(mapped.text, at, end)
            if option is None:
                return at
            at = option[1] + 1
        elif after < end and mapped.text[after] == "{":
            argument = required_argument(mapped, at, end)
            if argument is None:
                return at
            at = argument[1]
        else:
            return at


def _special(
    reading: _Reading,
    mapped: MappedText,
    letter: str,
    at: int,
    end: int,
    types: ColumnTypes | None,
    depth: int,
) -> int:
    argument = required_argument(mapped, at, end)
    if argument is None:
        return at
    source = mapped.text[slice(*argument[0])]
    if letter == "*":
        body = required_argument(mapped, argument[1], end)
        if body is None:
            return argument[1]
        count = int(source) if source.strip().isdecimal() and len(source) < 5 else 1
        for _ in range(min(count, MAX_COLUMNS) if depth < _DEEPEST else 0):
            before = len(reading.columns)
            _read(reading, mapped, body[0], types, depth + 1)
            if not before < len(reading.columns) < MAX_COLUMNS:
                break
        return body[1]
    if letter == ">":
        reading.before = source + reading.before
    elif reading.columns:
        last = reading.columns[-1]
        if letter == "<":
            reading.columns[-1] = replace(last, after=last.after + literal(source))
        else:
            reading.columns[-1] = replace(last, gap=(last.gap or "") + literal(source))
    return argument[1]


def _add(reading: _Reading, letter: str) -> None:
    source, reading.before = reading.before, ""
    if not source:
        reading.columns.append(Column(letter))
        return
    emphasis: set[Emphasis] = set()
    if _BOLD.search(source):
        emphasis.add("bold")
    if _ITALIC.search(source):
        emphasis.add("italic")
    if _COLOUR.search(source):
        emphasis.add("color")
    math = source.count("$") % 2 == 1
    reading.columns.append(
        Column(letter, before=literal(source), math=math, emphasis=frozenset(emphasis))
    )
