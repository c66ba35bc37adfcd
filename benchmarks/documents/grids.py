"""Tables of three programs in one form: rows of plain strings, spans as blanks.

A cell that a span covers is blank, as LaTeX writes it. Citations and references are left out, as
LaTeXML resolves them only in a later step; footnotes too. What remains is reduced to letters,
digits and the signs that belong to numbers, since the three write mathematics differently.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from litscan.document.model import Cell, Document, Span, Table

__all__ = ["Grid", "latexml_grids", "litscan_grids", "pandoc_grids", "plain", "trimmed"]

Grid = list[list[str]]

_LATEXML = "{http://dlmf.nist.gov/LaTeXML}"
_UNSEEN = frozenset({"cite", "ref", "note", "tags", "tag", "ERROR", "bibref", "toccaption"})
_MOST_SPAN = 500
_SIGNS = str.maketrans({"−": "-", "–": "-", "—": "-", "∓": "±", "⋅": "·", "∗": "*"})
_NOT_KEPT = re.compile(r"[^\w.,%±+\-/:×·<>=]|_")
_COMMANDS = {"pm": "±", "mp": "±", "times": "×", "cdot": "·", "%": "%", "le": "<=", "ge": ">="}
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_COMMAND = re.compile(r"\\(?P<name>[A-Za-z]+|.)\*?")
_SWALLOWING = re.compile(r"\\(?:color|textcolor|cellcolor|label|ref|cite[a-z]*)\*?\s*\{[^{}]*\}")


def plain(text: str) -> str:
    """Return what is compared of a cell's text.

    Examples
    --------
    >>> plain("**93.4** ± 0.1 †"), plain("10³ − 1")
    ('93.4±0.1', '103-1')
    """
    text = unicodedata.normalize("NFKC", text).translate(_SIGNS).casefold()
    return _NOT_KEPT.sub("", text.replace("≤", "<=").replace("≥", ">=")).strip(",:")


def trimmed(grid: Grid) -> Grid:
    """Return a grid without the rows and columns that are blank throughout."""
    rows = [row for row in grid if any(row)]
    width = max(map(len, rows), default=0)
    rows = [row + [""] * (width - len(row)) for row in rows]
    kept = [c for c in range(width) if any(row[c] for row in rows)]
    return [[row[c] for c in kept] for row in rows]


def litscan_grids(document: Document) -> list[Grid]:
    """Return the tables of a document."""
    unseen: list[Span] = [found.span for found in document.citations]
    unseen += [found.span for found in document.cross_references]
    unseen.sort()
    return [trimmed(_litscan_grid(document, table, unseen)) for table in document.tables]


def _litscan_grid(document: Document, table: Table, unseen: list[Span]) -> Grid:
    hidden = [span for span in unseen if span.within(table.span)]
    return [[plain(_seen(document, cell, hidden)) for cell in row] for row in table.rows]


def _seen(document: Document, cell: Cell, hidden: list[Span]) -> str:
    """Return a cell's text without what is hidden; a citation may be told as the whole cell."""
    at, pieces = cell.span.start, []
    for span in hidden:
        if span.within(cell.span) and span != cell.span and span.start >= at:
            pieces.append(document.text[at : span.start])
            at = span.end
    text = "".join([*pieces, document.text[at : cell.span.end]])
    return _BRACKETS.sub("", text) if cell.citations else text


def _placed(rows: list[list[tuple[str, int, int]]]) -> Grid:
    """Place cells with row and column spans as HTML does; what a span covers is blank."""
    taken: dict[tuple[int, int], str] = {}
    for r, row in enumerate(rows):
        c = 0
        for text, down, across in row:
            while (r, c) in taken:
                c += 1
            for i in range(max(1, min(down, len(rows) - r))):
                for j in range(max(1, min(across, _MOST_SPAN))):
                    taken.setdefault((r + i, c + j), "")
            taken[r, c] = text
            c += max(1, across)
    width = 1 + max((c for _, c in taken), default=-1)
    return [[taken.get((r, c), "") for c in range(width)] for r in range(len(rows))]


def latexml_grids(xml: bytes) -> list[Grid]:
    """Return the outermost tables of LaTeXML's output.

    Raises
    ------
    lxml.etree.XMLSyntaxError
        If the output is cut short.
    """
    from lxml import etree

    root = etree.fromstring(xml, etree.XMLParser(huge_tree=True, resolve_entities=False))
    name = f"{_LATEXML}tabular"
    outermost = [t for t in root.iter(name) if next(t.iterancestors(name), None) is None]
    return [trimmed(_latexml_grid(table)) for table in outermost]


def _latexml_grid(table: Any) -> Grid:
    rows = []
    for row in table.iter(f"{_LATEXML}tr"):
        if next(row.iterancestors(f"{_LATEXML}tabular")) is not table:
            continue
        cells = [cell for cell in row if cell.tag in (f"{_LATEXML}td", f"{_LATEXML}th")]
        rows.append(
            [
                (
                    plain("".join(_latexml_text(cell))),
                    int(cell.get("rowspan", 1)),
                    int(cell.get("colspan", 1)),
                )
                for cell in cells
            ]
        )
    return _placed(rows)


def _latexml_text(node: Any) -> Iterator[str]:
    kind = node.tag.removeprefix(_LATEXML) if isinstance(node.tag, str) else "comment"
    if kind == "comment" or kind in _UNSEEN:
        return
    yield node.text or ""
    children = list(node)
    for child in children[-1:] if kind == "XMDual" else children:
        yield from _latexml_text(child)
        yield child.tail or ""


def pandoc_grids(tree: dict[str, Any]) -> list[Grid]:
    """Return the outermost tables of pandoc's JSON."""
    return [trimmed(_pandoc_grid(table)) for table in _pandoc_tables(tree.get("blocks", []))]


def _pandoc_tables(node: Any) -> Iterator[list[Any]]:
    if isinstance(node, list):
        for item in node:
            yield from _pandoc_tables(item)
    elif isinstance(node, dict):
        if node.get("t") == "Table":
            yield node["c"]
        else:
            yield from _pandoc_tables(node.get("c", []))


def _pandoc_grid(table: list[Any]) -> Grid:
    _, _, _, head, bodies, foot = table
    groups = [head[1], *(part for body in bodies for part in (body[2], body[3])), foot[1]]
    rows: Grid = []
    for group in groups:
        rows += _placed(
            [
                [(plain("".join(_pandoc_text(cell[4]))), cell[2], cell[3]) for cell in row[1]]
                for row in group
            ]
        )
    return rows


def _pandoc_text(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _pandoc_text(item)
        return
    if not isinstance(node, dict) or node.get("t") in ("Cite", "Note", "RawInline", "RawBlock"):
        return
    kind = node.get("t")
    content: Any = node.get("c")
    if kind == "Str":
        yield content
    elif kind in ("Space", "SoftBreak", "LineBreak"):
        yield " "
    elif kind == "Math":
        yield _math_text(content[1])
    elif kind == "Code":
        yield content[1]
    elif kind == "Table":
        for row in _pandoc_grid(content):
            yield from row
    elif kind in ("Link", "Image", "Span", "Quoted"):
        yield from _pandoc_text(content[1])
    elif content is not None:
        yield from _pandoc_text(content)


def _math_text(tex: str) -> str:
    tex = _SWALLOWING.sub("", tex)
    return _COMMAND.sub(lambda found: _symbol(found["name"]), tex)


def _symbol(name: str) -> str:
    if name in _COMMANDS:
        return _COMMANDS[name]
    case = "CAPITAL" if name[0].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {case} LETTER {name.upper()}")
    except KeyError:
        return ""
