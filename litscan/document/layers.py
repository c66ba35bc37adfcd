"""The layers of a document: frozen records that point into its text with spans.

A span is a half-open range of characters. Overlap and nesting are allowed; a layer is a plain
tuple of records in reading order. A table is a rectangular grid of cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from litscan.ids import ArxivId

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Caption",
    "Cell",
    "Citation",
    "CrossReference",
    "Footnote",
    "Paragraph",
    "Reference",
    "Section",
    "SectionRole",
    "Sentence",
    "Span",
    "Table",
    "TableNote",
]

SectionRole = Literal[
    "abstract",
    "introduction",
    "related_work",
    "background",
    "method",
    "experiments",
    "results",
    "discussion",
    "conclusion",
    "limitations",
    "appendix",
    "references",
    "acknowledgements",
    "checklist",
    "other",
]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of characters of a document's text.

    Raises
    ------
    ValueError
        If ``0 <= start <= end`` does not hold.

    Examples
    --------
    >>> Span(3, 7).within(Span(0, 10)), len(Span(3, 7))
    (True, 4)
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def within(self, other: Span) -> bool:
        """Return whether this span lies wholly inside another."""
        return other.start <= self.start and self.end <= other.end

    def overlaps(self, other: Span) -> bool:
        """Return whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Section:
    r"""A section with everything under its heading up to the next heading of any level.

    `level` is 0 for the abstract and front matter, 1 for ``\section``, 2 for ``\subsection``.
    `number` is as printed (``"4.1"``, ``"A.2"``) or None. `role` is inherited from the nearest
    ancestor heading that decides it.
    """

    span: Span
    title: str
    level: int
    number: str | None = None
    role: SectionRole = "other"

    @property
    def heading(self) -> str:
        """Number and title as printed, for example ``"4.1 Experiments"``."""
        return f"{self.number} {self.title}" if self.number else self.title


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, list item, footnote or other run of prose."""

    span: Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a paragraph or caption."""

    span: Span


@dataclass(frozen=True, slots=True)
class Caption:
    """The caption of a table, figure or algorithm; `number` as printed, `label` as written."""

    span: Span
    kind: Literal["table", "figure", "algorithm"]
    number: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in the text and the bibliography keys it points to."""

    span: Span
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A pointer to another part of the paper, such as ``Table 3``.

    `labels` are the author's labels, which `Table.label` and `Caption.label` carry too; `span` is
    the number as rendered.
    """

    span: Span
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote's text; `mark` as printed (``"1"``, ``"*"``), None where it prints none."""

    span: Span
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """One bibliography entry. `span` is its place in the text, None if it came from a .bib file."""

    key: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    year: int | None = None
    arxiv_id: ArxivId | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table's grid.

    A cell that a spanning neighbour covers is present, empty, and names that neighbour's row and
    column in `covered_by`, so that every row has the same width and no number counts twice.
    `citations` are bibliography keys cited inside the cell; `marks` are footnote marks.
    """

    row: int
    column: int
    text: str
    span: Span
    row_span: int = 1
    column_span: int = 1
    is_header: bool = False
    emphasis: frozenset[Literal["bold", "italic", "underline", "color"]] = frozenset()
    citations: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    covered_by: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class TableNote:
    """A note below a table; `mark` is what ties it to the cells whose `Cell.marks` hold it.

    A note without a mark speaks of the whole table. `span` is the note without its mark.
    """

    span: Span
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    r"""A table as a rectangular grid.

    Attributes
    ----------
    span : Span
        The grid's text, one line a row.
    rows : tuple of tuple of Cell
        All rows have the same length.
    label : str
        The author's ``\label``; where there is none, a made one such as ``"table-3"``.
    number : str or None
        As printed in the caption.
    caption : Span or None
        The caption's text, without ``Table 3:``.
    header_rows, header_columns : int
        How many leading rows and columns are headers.
    notes : tuple of TableNote
        Notes printed below the table, each with the mark that ties it to cells.
    """

    span: Span
    rows: tuple[tuple[Cell, ...], ...]
    label: str
    number: str | None = None
    caption: Span | None = None
    header_rows: int = 1
    header_columns: int = 1
    notes: tuple[TableNote, ...] = ()

    def __post_init__(self) -> None:
        if len({len(row) for row in self.rows}) > 1:
            raise ValueError(f"table {self.label}: rows of different widths")

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0]) if self.rows else 0

    def cells(self) -> Iterator[Cell]:
        """Yield all cells, row by row."""
        for row in self.rows:
            yield from row

    def origin(self, row: int, column: int) -> Cell:
        """Return the cell shown at a position: itself, or the spanning cell that covers it."""
        cell = self.rows[row][column]
        return (
            cell if cell.covered_by is None else self.rows[cell.covered_by[0]][cell.covered_by[1]]
        )

    def notes_of(self, cell: Cell) -> tuple[TableNote, ...]:
        """Return the notes whose mark stands in a cell."""
        return tuple(
            note for note in self.notes if note.mark is not None and note.mark in cell.marks
        )

    def header_path(self, column: int) -> tuple[str, ...]:
        """Return the header texts above a column, outermost first, repeats left out."""
        path: list[str] = []
        for row in range(min(self.header_rows, len(self.rows))):
            text = self.origin(row, column).text
            if text and (not path or path[-1] != text):
                path.append(text)
        return tuple(path)

    def row_path(self, row: int) -> tuple[str, ...]:
        """Return the row's leading header cells, left to right, spanned ones filled in."""
        path: list[str] = []
        for column in range(min(self.header_columns, self.width)):
            text = self.origin(row, column).text
            if text and (not path or path[-1] != text):
                path.append(text)
        return tuple(path)

    def to_frame(self) -> pd.DataFrame:
        """Return the body as a DataFrame of strings; header paths joined by `` / `` as columns."""
        import pandas as pd

        body = [
            [self.origin(cell.row, cell.column).text for cell in row]
            for row in self.rows[self.header_rows :]
        ]
        columns = [" / ".join(self.header_path(c)) for c in range(self.width)]
        return pd.DataFrame(body, columns=columns)
