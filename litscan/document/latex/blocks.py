"""The blocks a LaTeX paper is made of, and the floats that hold tables and captions together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from litscan.document.latex.tables import RawTabular
from litscan.document.latex.text import Run

__all__ = ["Block", "BlockKind", "Float", "FloatKind", "pair_captions"]

BlockKind = Literal["heading", "paragraph", "caption", "table", "note", "entry", "abstract"]
FloatKind = Literal["table", "figure", "algorithm"]


@dataclass(eq=False)
class Float:
    """A float while it is read: its number once a caption is met, its labels."""

    kind: FloatKind
    number: str | None = None
    label: str | None = None
    labels: list[str] = field(default_factory=list)
    captions: list[Block] = field(default_factory=list)
    tables: list[Block] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)


@dataclass(eq=False)
class Block:
    """A block of text with what it is."""

    kind: BlockKind
    run: Run
    start: int = 0
    level: int = 0
    number: str | None = None
    appendix: bool = False
    key: str = ""
    float_: Float | None = None
    label: str | None = None
    tabular: RawTabular | None = None


def pair_captions(float_: Float) -> None:
    """Give each table of a float its caption: one for all, or one each in order."""
    if not float_.captions:
        return
    tables = float_.tables
    each = len(float_.captions) == len(tables) and len(tables) > 1
    ahead = bool(tables) and float_.captions[0].start < tables[0].start
    for index, table in enumerate(tables):
        if each:
            caption = float_.captions[index]
        elif ahead:
            earlier = [c for c in float_.captions if c.start < table.start]
            caption = earlier[-1] if earlier else float_.captions[0]
        else:
            later = [c for c in float_.captions if c.start > table.start]
            caption = later[0] if later else float_.captions[-1]
        own = Float(float_.kind, caption.number, captions=[caption], notes=float_.notes)
        own.label = caption.label or float_.label
        table.float_ = own
