"""Survey tables as Markdown: pipe tables, footnotes, and citations as Pandoc writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from litscan.survey.citing import Citations
from litscan.survey.table import Cell, Footnote, Row, SurveyTable

__all__ = ["escape_markdown", "to_markdown"]

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_PLAIN_KEY = re.compile(r"\w[\w:.+/-]*")


def escape_markdown(text: str) -> str:
    r"""Return text that Markdown shows as it is, also inside a table cell.

    Examples
    --------
    >>> print(escape_markdown("a|b *c* <i>"))
    a\|b \*c\* &lt;i&gt;
    """
    line = " ".join(_CONTROL.sub(" ", text).split())
    shown = re.sub(r"([\\`*_{}\[\]|~$^])", r"\\\1", line.replace("&", "&amp;"))
    return shown.replace("<", "&lt;").replace(">", "&gt;")


def to_markdown(table: SurveyTable, citations: Citations) -> str:
    """Return a table as Markdown; groups have a heading and a table each.

    Citations are written ``[@key]``, footnotes ``[^a]``, as Pandoc reads both; GitHub shows the
    footnotes as such, too.
    """
    if not table.rows:
        return f"No {table.kind}.\n"
    return "\n".join(_lines(table, citations))


def _lines(table: SurveyTable, citations: Citations) -> Iterator[str]:
    marks = table.footnotes()
    for heading, rows in table.groups():
        if heading:
            yield f"### {escape_markdown(heading)}\n"
        yield from _grid(table, rows, marks, citations)
        yield ""
    if table.note:
        yield escape_markdown(table.note) + "\n"
    for note, mark in marks.items():
        yield f"[^{mark}]: {escape_markdown(note.text)}{_cited(note.cites, citations, ' ')}.\n"


def _grid(
    table: SurveyTable, rows: tuple[Row, ...], marks: Mapping[Footnote, str], citations: Citations
) -> Iterator[str]:
    yield _line(_cell(column.head, {}, citations) for column in table.columns)
    yield _line("---:" if column.number else "---" for column in table.columns)
    for row in rows:
        yield _line(_cell(cell, marks, citations) for cell in row.cells)


def _line(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell, marks: Mapping[Footnote, str], citations: Citations) -> str:
    notes = "".join(f"[^{marks[note]}]" for note in cell.notes)
    text = escape_markdown(cell.text)
    return text + _cited(cell.cites, citations, " " if text else "") + notes


def _cited(papers: tuple[str, ...], citations: Citations, before: str) -> str:
    """Return citations, or the papers' keys in the corpus where there is no bibliography."""
    if not papers:
        return ""
    if not all(key in citations.keys for key in papers):
        return before + escape_markdown(", ".join(papers))
    keys = [citations.keys[key] for key in papers]
    written = [key if _PLAIN_KEY.fullmatch(key) else f"{{{key}}}" for key in keys]
    return f"{before}[{'; '.join('@' + _in_cell(key) for key in written)}]"


def _in_cell(key: str) -> str:
    return key.replace("|", r"\|")
