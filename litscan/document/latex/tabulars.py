"""Tabular environments where they stand in a paper: tables, long tables, or mere layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from litscan.document.latex.blocks import Block, Float, pair_captions
from litscan.document.latex.floats import take_caption
from litscan.document.latex.notes import bare_mark, note_marks_in
from litscan.document.latex.references import Target
from litscan.document.latex.scan import Environment, optional_argument, required_argument
from litscan.document.latex.tables import TABULARS, RawTabular, is_layout, split_tabular
from litscan.document.latex.text import Run
from litscan.document.limits import MAX_TABLES

if TYPE_CHECKING:
    from litscan.document.latex.structure import Walker

__all__ = ["read_tabular"]

_MAX_DEPTH = 30
_FARTHEST_CAPTION = 1_500


def read_tabular(walker: Walker, environment: Environment, depth: int) -> None:
    """Take in a tabular as a table, or read on inside it where it is mere layout."""
    if walker.tables_found > MAX_TABLES:  # the first one over it stays, and is warned of
        walker.tables_found += 1
        return
    raw = split_tabular(walker.mapped, environment)
    if raw.captions or raw.labels:
        _long_table(walker, raw, environment)
        return
    if not raw.rows or is_layout(walker.mapped, raw, walker.environments):
        _look_inside(walker, environment, depth)
        return
    block = _table(walker, raw, environment)
    if walker.float is not None:
        walker.flush()
        walker.float.tables.append(block)
        walker.blocks.append(block)
        _notes(walker, block, environment)
        return
    caption, walker.loose_caption = walker.loose_caption, None
    if caption is not None and environment.start - caption.start < _FARTHEST_CAPTION:
        block.caption, block.number, block.label = caption, caption.number, caption.label
    else:
        walker.loose_table = block
    walker.deferred.append(block)
    _notes(walker, block, environment)


def _table(walker: Walker, raw: RawTabular, environment: Environment) -> Block:
    walker.tables_found += 1
    return Block("table", Run(), environment.start, tabular=raw)


def _notes(walker: Walker, table: Block, environment: Environment) -> None:
    """Take in the notes written inside a tabular."""
    note_marks_in(walker, table, environment)
    for mark, where in table.tabular.notes if table.tabular else ():
        run = walker.renderer.run(*where)
        if run.text.strip():
            note = Block("note", run, where[0], mark=bare_mark(mark) or None)
            table.notes.append(note)
            walker.deferred.append(note)


def _look_inside(walker: Walker, environment: Environment, depth: int) -> None:
    """Read on inside a tabular that is mere layout: it may hold text or tables."""
    if depth > _MAX_DEPTH:
        return
    at = environment.inner_start
    for _ in range(TABULARS.get(environment.name, 1)):
        option = optional_argument(walker.text, at, environment.inner_end)
        at = option[1] + 1 if option is not None else at
        argument = required_argument(walker.mapped, at, environment.inner_end)
        if argument is None:
            break
        at = argument[1]
    walker.run.add(" ", environment.start, environment.inner_start)
    walker.walk(at, environment.inner_end, depth + 1)
    walker.run.add(" ", environment.inner_end, environment.end)


def _long_table(walker: Walker, raw: RawTabular, environment: Environment) -> None:
    """Take in a table that holds its own caption and label: it is its own float."""
    outer = (walker.float, walker.run, walker.lead, walker.blocks, walker.deferred)
    walker.float, walker.run, walker.lead, walker.blocks, walker.deferred = (
        Float("table"), Run(), 0, [], []
    )  # fmt: skip
    float_ = walker.float
    if raw.captions:
        take_caption(walker, raw.captions[0], "table")
    for label in raw.labels:
        float_.label = float_.label or label
        if raw.captions:
            walker.labels[label] = Target("table", float_.number or "")
        else:
            walker.labels.setdefault(label, walker.target)
    if raw.rows:
        block = _table(walker, raw, environment)
        float_.tables.append(block)
        walker.blocks.append(block)
        _notes(walker, block, environment)
    pair_captions(float_)
    blocks = walker.blocks + walker.deferred
    inside = walker.float
    walker.float, walker.run, walker.lead, walker.blocks, walker.deferred = outer
    if walker.float is not None:
        walker.float.tables += inside.tables
        walker.float.captions += inside.captions
    walker.deferred += blocks
