"""The blocks a LaTeX paper is made of, and the floats that hold tables and captions together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from litscan.document.latex.scan import Range
from litscan.document.latex.tables import RawTabular
from litscan.document.latex.text import Run

__all__ = ["Block", "BlockKind", "Float", "FloatKind", "pair_captions"]

BlockKind = Literal[
    "heading", "paragraph", "caption", "table", "note", "footnote", "entry", "abstract"
]
FloatKind = Literal["table", "figure", "algorithm"]


@dataclass(eq=False)
class Float:
    """A float while it is read: its number once a caption is met, its labels."""

    kind: FloatKind
    number: str | None = None
    label: str | None = None
    captions: list[Block] = field(default_factory=list)
    tables: list[Block] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)
    boxes: list[Range] = field(default_factory=list)
    part: Part | None = None


@dataclass(eq=False)
class Part:
    """A part of a float, such as table 3a, while it is read."""

    label: str | None = None
    letter: str = ""
    caption: Block | None = None


@dataclass(eq=False)
class Block:
    """A block of text with what it is.

    The first `lead` bits of the run stand before the text proper: a run-in heading, or the mark
    of a note. `mark` is that mark; a heading's `level` is 0 where it is none.
    """

    kind: BlockKind
    run: Run
    start: int = 0
    level: int = 0
    number: str | None = None
    appendix: bool = False
    key: str = ""
    float_: Float | None = None
    label: str | None = None
    caption: Block | None = None
    tabular: RawTabular | None = None
    lead: int = 0
    mark: str | None = None
    notes: list[Block] = field(default_factory=list)
    cell_marks: list[tuple[int, str]] = field(default_factory=list)


def pair_captions(float_: Float) -> None:
    """Give each table of a float its caption, number and label.

    A part's own caption comes first; then the caption in the innermost box (a minipage, say)
    around the table; then, where there are as many captions as tables, the one in its turn; then
    the nearest on the side where this float's captions stand.
    """
    tables, captions = float_.tables, float_.captions
    for index, table in enumerate(tables):
        if table.caption is None and captions:
            table.caption = (
                _boxed(float_, table)
                or (captions[index] if len(captions) == len(tables) else None)
                or _nearest(captions, table, ahead=captions[0].start < tables[0].start)
            )
        if table.number is None and table.caption is not None:
            table.number = table.caption.number
        if table.label is None:
            table.label = (table.caption.label if table.caption else None) or float_.label
        table.notes = [*float_.notes, *table.notes]


def _boxed(float_: Float, table: Block) -> Block | None:
    around = [box for box in float_.boxes if box[0] <= table.start < box[1]]
    for start, end in sorted(around, key=lambda box: box[1] - box[0]):
        inside = [caption for caption in float_.captions if start <= caption.start < end]
        if inside:
            rivals = [other for other in float_.tables if start <= other.start < end]
            turn = rivals.index(table) if len(rivals) == len(inside) else 0
            return inside[turn]
    return None


def _nearest(captions: Sequence[Block], table: Block, *, ahead: bool) -> Block:
    if ahead:
        earlier = [caption for caption in captions if caption.start < table.start]
        return earlier[-1] if earlier else captions[0]
    later = [caption for caption in captions if caption.start > table.start]
    return later[0] if later else captions[-1]
