r"""Tables inside Markdown: pipe tables, LaTeX tabulars as OCR writes them, HTML tables.

A table's source is cut into `RawCell` rows; `litscan.document.grid` makes the grid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from litscan.document.grid import Piece, RawCell
from litscan.document.markdown_inline import emphasis_of, render_inline

__all__ = ["RawTable", "is_pipe_rule", "read_html_tables", "read_pipe_table", "read_tabulars"]

_PIPE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_UNESCAPED_PIPE = re.compile(r"(?<!\\)\|")
_BEGIN = re.compile(r"\\begin\{(tabular[x*]?|longtable|array)\}")
_TOKEN = re.compile(
    r"(?P<begin>\\begin\{[a-zA-Z*]{1,20}\})|(?P<end>\\end\{[a-zA-Z*]{1,20}\})"
    r"|(?P<row>\\\\(?:\[[^\]\n]{0,12}\])?|\\tabularnewline\b)"
    r"|(?P<rule>\\(?:hline|toprule|midrule|bottomrule)\b)"
    r"|(?P<part>\\(?:cline|cmidrule)(?:\([lr]{1,2}\))?\s*\{[^{}]{0,20}\})"
    r"|\\.|(?P<open>\{)|(?P<close>\})|(?P<cell>&)",
    re.DOTALL,
)
_SPAN = re.compile(
    r"\s*\\(?P<kind>multicolumn|multirow)\s*(?:\[[^\]]{0,20}\])?\s*\{\s*(?P<count>-?\d{1,3})\s*\}"
    r"\s*(?:\[[^\]]{0,20}\])?\s*\{[^{}]{0,60}\}\s*(?:\[[^\]]{0,20}\])?\s*\{"
)
_NESTED = re.compile(
    r"\\begin\{(?:tabular|array)\}(?:\[[a-z]\])?\{[^{}]{0,40}\}|\\end\{(?:tabular|array)\}|\\\\"
    r"|\\makecell(?:\[[a-z]*\])?|\\shortstack(?:\[[a-z]*\])?"
)
_NUMERIC = re.compile(r"[^A-Za-z]*\d[^A-Za-z]*")


@dataclass(frozen=True, slots=True)
class RawTable:
    """Rows not yet laid out, what the source says of headers, and where the table stands."""

    rows: tuple[tuple[RawCell, ...], ...]
    header_rows: int | None
    start: int
    end: int


def is_pipe_rule(line: str) -> bool:
    """Return whether a line is the rule below a pipe table's head.

    Examples
    --------
    >>> is_pipe_rule("| --- | :-: |"), is_pipe_rule("----")
    (True, False)
    """
    return "|" in line and "-" in line and _PIPE_RULE.fullmatch(line) is not None


def read_pipe_table(text: str, lines: list[tuple[int, int]]) -> RawTable:
    """Return a pipe table: its head, the rule, its body, each a line's offsets."""
    rows = [
        tuple(_pipe_cells(text, start, end))
        for index, (start, end) in enumerate(lines)
        if index != 1
    ]
    return RawTable(tuple(rows), 1, lines[0][0], lines[-1][1])


def _pipe_cells(text: str, start: int, end: int) -> Iterator[RawCell]:
    shown = text[start:end]
    left = start + len(shown) - len(shown.lstrip())
    right = start + len(shown.rstrip())
    left += text.startswith("|", left, right)
    if right > left and text[right - 1] == "|" and text[right - 2] != "\\":
        right -= 1
    at = left
    for match in _UNESCAPED_PIPE.finditer(text, left, right):
        yield _cell(text, at, match.start())
        at = match.end()
    yield _cell(text, at, right)


def _cell(text: str, start: int, end: int, rows: int = 1, columns: int = 1) -> RawCell:
    pieces: list[Piece] = []
    at = start
    for nested in _NESTED.finditer(text, start, end):
        pieces += render_inline(text, at, nested.start())
        pieces.append(Piece(" ", 0, nested.start(), nested.end()))
        at = nested.end()
    pieces += render_inline(text, at, end)
    return RawCell(
        _squeezed(pieces), row_span=rows, column_span=columns, emphasis=emphasis_of(text[start:end])
    )


def _squeezed(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Drop braces that LaTeX groups leave, and white space after white space."""
    kept: list[Piece] = []
    for piece in pieces:
        shown = piece.text
        verbatim = len(shown) == piece.source_end - piece.source_start
        start = piece.source_start
        if not kept or kept[-1].text[-1].isspace():
            shown = shown.lstrip()
            start += len(piece.text) - len(shown) if verbatim else 0
        if verbatim and ("{" in shown or "}" in shown):
            shown = shown.replace("{", "").replace("}", "")
        if shown:
            kept.append(Piece(shown, 0, start, piece.source_end))
    return tuple(kept)


def read_tabulars(text: str, start: int, end: int) -> list[RawTable | None]:
    r"""Return the tabulars of ``[start, end)`` in order; None for one that never ends.

    A tabular inside a cell is part of that cell.
    """
    found: list[RawTable | None] = []
    at = start
    while (begin := _BEGIN.search(text, at, end)) is not None:
        read = _read_tabular(text, begin.end(), end)
        if read is None:
            found.append(None)
            break
        found.append(RawTable(read.rows, read.header_rows, begin.start(), read.end))
        at = read.end
    return found


def _read_tabular(text: str, start: int, end: int) -> RawTable | None:
    start = _skip_arguments(text, start, end)
    rows: list[tuple[RawCell, ...]] = []
    row: list[tuple[int, int]] = []
    ruled: list[int] = []
    at = depth = 0
    nested = 1
    at = start
    for match in _TOKEN.finditer(text, start, end):
        kind = match.lastgroup
        if kind == "begin":
            nested += 1
        elif kind == "end":
            nested -= 1
            if nested == 0:
                _close_row(text, [*row, (at, match.start())], rows)
                return RawTable(tuple(rows), _header_rows(rows, ruled), start, match.end())
        elif kind in ("open", "close"):
            depth = max(depth + (1 if kind == "open" else -1), 0)
        elif nested == 1 and depth == 0 and kind == "cell":
            row.append((at, match.start()))
            at = match.end()
        elif nested == 1 and depth == 0 and kind == "row":
            _close_row(text, [*row, (at, match.start())], rows)
            row, at = [], match.end()
        elif nested == 1 and kind in ("rule", "part") and not text[at : match.start()].strip():
            if kind == "rule":
                ruled.append(len(rows))
            at = match.end()
    return None


def _skip_arguments(text: str, at: int, end: int) -> int:
    """Step over ``[t]`` and the balanced ``{…}`` groups that open a tabular."""
    option = re.compile(r"\[[^\]\n]{0,10}\]").match(text, at, end)
    at = option.end() if option else at
    while at < end and text[at] == "{":
        closing = _closing_brace(text, at, min(end, at + 2000))
        if closing is None:
            return at
        at = closing + 1
    return at


def _closing_brace(text: str, at: int, end: int) -> int | None:
    depth = 0
    for match in re.compile(r"\\.|[{}]", re.DOTALL).finditer(text, at, end):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
            if depth == 0:
                return match.start()
    return None


def _close_row(text: str, ranges: list[tuple[int, int]], rows: list[tuple[RawCell, ...]]) -> None:
    if any(text[start:end].strip() for start, end in ranges):
        rows.append(tuple(_latex_cell(text, start, end) for start, end in ranges))


def _latex_cell(text: str, start: int, end: int) -> RawCell:
    down = across = 1
    while (match := _SPAN.match(text, start, end)) is not None:
        closing = _closing_brace(text, match.end() - 1, end)
        if closing is None:
            break
        count = int(match["count"])
        if match["kind"] == "multicolumn":
            across = max(count, 1)
        else:
            down = max(count, 1)
        start, end = match.end(), closing
    return _cell(text, start, end, down, across)


def _header_rows(rows: list[tuple[RawCell, ...]], ruled: list[int]) -> int | None:
    """Return the rows above the first inner rule, unless they hold numbers or are most of all."""
    inner = [count for count in ruled if 0 < count < len(rows)]
    if not inner or inner[0] > max(len(rows) // 2, 1):
        return None
    cells = [cell.text for row in rows[: inner[0]] for cell in row[1:] if cell.text]
    numeric = sum(1 for shown in cells if _NUMERIC.fullmatch(shown))
    return inner[0] if 2 * numeric < max(len(cells), 1) else None


def read_html_tables(text: str, start: int, end: int) -> list[RawTable]:
    """Return the HTML tables of ``[start, end)``; every cell is anchored at its opening tag."""
    from lxml import etree, html

    parser = html.HTMLParser(no_network=True, huge_tree=False)
    try:
        tree = html.fragment_fromstring(text[start:end], create_parent="div", parser=parser)
    except (etree.ParserError, ValueError):
        return []
    places = [match.start() for match in re.finditer(r"<t[dh]\b", text[start:end], re.IGNORECASE)]
    at = iter(places)
    tables = []
    for table in tree.iter("table"):
        rows = []
        for row in table.iter("tr"):
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            rows.append(tuple(_html_cell(cell, start + next(at, 0)) for cell in cells))
        tables.append(RawTable(tuple(row for row in rows if row), None, start, end))
    return tables


def _html_cell(cell: object, place: int) -> RawCell:
    content = " ".join("".join(cell.itertext()).split())  # type: ignore[attr-defined]
    get = cell.get  # type: ignore[attr-defined]
    inner = render_inline(content, 0, len(content))
    shown = "".join(piece.text for piece in inner)
    bold = cell.tag == "td" and cell.find(".//b") is not None  # type: ignore[attr-defined]
    return RawCell(
        (Piece(shown, 0, place, place + 1),) if shown else (),
        row_span=_count(get("rowspan")),
        column_span=_count(get("colspan")),
        is_header=cell.tag == "th",  # type: ignore[attr-defined]
        emphasis=frozenset({"bold"}) if bold else frozenset(),
    )


def _count(shown: str | None) -> int:
    return min(int(shown), 500) if shown and shown.isdigit() and int(shown) > 0 else 1
