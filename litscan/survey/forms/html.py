"""Survey tables as an HTML page of their own: sortable by mouse and keyboard, nothing fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from litscan.survey.citing import Citations
from litscan.survey.table import Cell, SurveyTable
from litscan.version import __version__

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["to_html"]

_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A cell as the page shows it: text, citations as (key, whether listed), and marks."""

    text: str
    cites: tuple[tuple[str, bool], ...]
    marks: tuple[str, ...]


def to_html(table: SurveyTable, citations: Citations) -> str:
    """Return a table as an HTML page.

    Every heading is a button that sorts by its column; without scripts the table can be read all
    the same. Whatever papers print is shown as text, never run.
    """
    marks = table.footnotes()

    def shown(cell: Cell) -> _Shown:
        cites = tuple((citations.keys.get(key, key), key in citations.keys) for key in cell.cites)
        return _Shown(_clean(cell.text), cites, tuple(marks[note] for note in cell.notes))

    groups = [
        (_clean(heading), [[shown(cell) for cell in row.cells] for row in rows])
        for heading, rows in table.groups()
        if rows
    ]
    notes = [(mark, shown(Cell(note.text, note.cites))) for note, mark in marks.items()]
    references = [
        (one.key, _clean(one.text), one.url) for one in citations.references(table.cited())
    ]
    heads = [shown(column.head) for column in table.columns]
    page = _environment().get_template("table.html.j2")
    return page.render(
        table=table,
        heads=heads,
        groups=groups,
        notes=notes,
        references=references,
        version=__version__,
    )


def _clean(text: str) -> str:
    """Return text without characters that HTML does not allow or that turn its direction."""
    return _CONTROL.sub("\ufffd", text)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("litscan.survey"),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        autoescape=True,
        keep_trailing_newline=True,
    )
