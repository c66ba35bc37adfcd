"""From printed rows to a grid, or to a doubt.

Columns are the stretches that the fullest rows below the head rule cover. Every other chunk must
fall into one of them, or span several in a way the page shows: a lone title across a row, or a
head above a partial rule. What does not fit raises `DoubtError`: a table is rather left unread than
read wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from litscan.document.pdf.cells import Chunk, PrintedRow, is_number
from litscan.document.pdf.ink import Box
from litscan.document.pdf.rulings import Region

__all__ = ["DoubtError", "Grid", "GridCell", "read_grid"]

MAX_ROWS = 200
MAX_WIDTH = 40
_TWO_NUMBERS = re.compile(r"(?<![\w.])\d[\d.,]*%?\s+[-−+]?\d[\d.,]*%?(?!\w)")
_LEAST_GAP = 0.8
_FULL_WIDTH = 0.93

Interval = tuple[float, float]


class DoubtError(Exception):
    """The page does not show plainly which cell stands in which column."""


class HiddenSpanError(DoubtError):
    """A head may stand over one column or over several."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: its chunks in reading order, and how far it spans."""

    chunks: tuple[Chunk, ...]
    column: int
    column_span: int = 1
    row_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's cells row by row, each at its column; covered and empty places are left out."""

    rows: tuple[tuple[GridCell, ...], ...]
    width: int
    header_rows: int


def read_grid(region: Region, printed: Sequence[PrintedRow]) -> Grid:
    """Return the grid of a table region.

    Raises
    ------
    DoubtError
        With the reason in a few words.
    """
    if not 2 <= len(printed) <= MAX_ROWS:
        raise DoubtError(f"{len(printed)} rows")
    _require_codes(printed)
    above = _head_rows(region, printed)
    if not above:
        raise DoubtError("no rule below a head")
    body, labels = _set_labels_apart(printed[above:])
    columns = _columns(body, labels)
    if not 2 <= len(columns) <= MAX_WIDTH:
        raise DoubtError(f"{len(columns)} columns")
    _require_bars_between(columns, region)
    _require_apart(body)
    below = _place_body(body, columns)
    _require_plain(below, len(columns))
    below = _with_row_spans(region, body, below, labels, columns)
    partial = [rule for rule in region.rules if rule not in _full_rules(region)]
    over = _read_head(region, partial, printed[:above], columns, body[0].baseline)
    return Grid(tuple(map(tuple, [*over, *below])), len(columns), len(over))


def _require_codes(printed: Sequence[PrintedRow]) -> None:
    """Refuse numbers with characters whose code the file does not tell."""
    for row in printed:
        for index, chunk in enumerate(row.chunks):
            digits = any(character.isdigit() for character in chunk.text)
            if "\ufffd" in chunk.text and digits and (index or len(row.chunks) == 1):
                raise DoubtError("characters without a code")


def _read_head(
    region: Region,
    partial: Sequence[Box],
    printed: Sequence[PrintedRow],
    columns: Sequence[Interval],
    below: float,
) -> list[list[GridCell]]:
    """Return the head's rows, or one row where its lines overlap because heads are stacked."""
    try:
        head, labels = _set_labels_apart(printed)
        _require_apart(head)
        placed = _place_head(region, partial, head, columns, below)
        return _with_row_spans(region, head, placed, labels, columns)
    except HiddenSpanError:
        raise
    except DoubtError:
        if len(printed) == 1 or any(rule.top > below for rule in partial):
            raise
        return [_stacked_head(printed, columns)]


def _set_labels_apart(
    printed: Sequence[PrintedRow],
) -> tuple[list[PrintedRow], list[PrintedRow]]:
    """Part the rows from labels that are centred between two rows, as of several rows."""
    steps = [a.baseline - b.baseline for a, b in pairwise(printed)]
    full = [row for row in printed if len(row.chunks) >= 3]
    pitches = [a.baseline - b.baseline for a, b in pairwise(full)]
    pitch = median(pitches or steps or [0.0])
    rows, labels = [], []
    for index, row in enumerate(printed):
        above = steps[index - 1] if index else None
        below = steps[index] if index < len(steps) else None
        near = 0.8 * max(pitch, row.size)
        close = (above is None or above < near) and (below is None or below < near)
        beside = [len(other.chunks) for other in printed[max(index - 1, 0) : index + 2]]
        close = close and len(row.chunks) < max(beside)
        if close and len(row.chunks) <= 2:
            labels.append(row)
        else:
            rows.append(row)
    return rows, labels


def _require_apart(rows: Sequence[PrintedRow]) -> None:
    if any(a.baseline - b.baseline < 0.75 * min(a.size, b.size) for a, b in pairwise(rows)):
        raise DoubtError("rows that overlap")


def _stacked_head(head: Sequence[PrintedRow], columns: Sequence[Interval]) -> list[GridCell]:
    """Return one row of heads, some set on several lines and centred on their neighbours."""
    stacks: dict[int, list[Chunk]] = {}
    for row in head:
        for chunk in row.chunks:
            cell = _head_cell(chunk, columns, (), last=True)
            if cell.column_span > 1:
                raise DoubtError("a head over several columns without a rule")
            stacks.setdefault(cell.column, []).append(chunk)
    return [GridCell(tuple(chunks), column) for column, chunks in sorted(stacks.items())]


def _full_rules(region: Region) -> list[Box]:
    width = region.box.right - region.box.left
    return [rule for rule in region.rules if rule.right - rule.left >= _FULL_WIDTH * width]


def _head_rows(region: Region, rows: Sequence[PrintedRow]) -> int:
    """Count the rows above the first ruling that crosses the whole table below its top."""
    for rule in _full_rules(region):
        above = sum(row.baseline > rule.bottom for row in rows)
        if 0 < above < len(rows):
            return above
    return 0


def _columns(body: Sequence[PrintedRow], labels: Sequence[PrintedRow]) -> list[Interval]:
    most = max(len(row.chunks) for row in body)
    if most < 2:
        raise DoubtError("one column")
    full = [row for row in body if len(row.chunks) == most]
    columns = _union([(c.left, c.right) for row in full for c in row.chunks])
    if len(columns) != most:
        raise DoubtError("columns that overlap")
    others = [row for row in body if 1 < len(row.chunks) < most]
    for chunk in [c for row in [*others, *labels] for c in row.chunks]:
        met = [i for i, column in enumerate(columns) if _overlaps(chunk, column)]
        if len(met) == 1:
            left, right = columns[met[0]]
            columns[met[0]] = (min(left, chunk.left), max(right, chunk.right))
        elif not met:
            columns.append((chunk.left, chunk.right))
            columns.sort()
    if any(b[0] - a[1] < _LEAST_GAP for a, b in pairwise(columns)):
        raise DoubtError("columns that touch")
    return columns


def _union(intervals: list[Interval]) -> list[Interval]:
    merged: list[Interval] = []
    for left, right in sorted(intervals):
        if merged and left - merged[-1][1] < _LEAST_GAP:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _require_bars_between(columns: Sequence[Interval], region: Region) -> None:
    tall = 0.5 * (region.box.top - region.box.bottom)
    heights: dict[int, float] = {}
    for bar in region.bars:
        heights[round(bar.left)] = heights.get(round(bar.left), 0) + bar.top - bar.bottom
    for x, height in heights.items():
        if height >= tall and any(left + 1 < x < right - 1 for left, right in columns):
            raise DoubtError("a bar through a column")


def _overlaps(chunk: Chunk, column: Interval) -> bool:
    return min(chunk.right, column[1]) - max(chunk.left, column[0]) > 0.3


def _place_head(
    region: Region,
    partial: Sequence[Box],
    head: Sequence[PrintedRow],
    columns: Sequence[Interval],
    below: float,
) -> list[list[GridCell]]:
    placed: list[list[GridCell]] = []
    for index, row in enumerate(head):
        floor = head[index + 1].baseline if index + 1 < len(head) else below
        frames = _frames(region, partial, row, floor)
        last = index + 1 == len(head)
        cells = [_head_cell(chunk, columns, frames, last=last) for chunk in row.chunks]
        placed.append(_joined_cells(cells))
    for index, (upper, lower) in enumerate(pairwise(placed)):
        placed[index] = _with_hidden_spans(upper, lower, len(columns))
    return placed


def _frames(
    region: Region, partial: Sequence[Box], row: PrintedRow, floor: float
) -> list[Interval]:
    """Return what a head may span: a partial rule below it, or the room between two bars.

    A stretch with several heads over it says nothing about any of them.
    """
    edges = [bar.left for bar in region.bars if bar.bottom - 2 <= row.baseline <= bar.top]
    inner = sorted(x for x in edges if region.box.left + 3 < x < region.box.right - 3)
    ends = [region.box.left, *inner, region.box.right]
    found = [(rule.left, rule.right) for rule in partial if floor < rule.bottom < row.baseline]
    found += pairwise(ends) if inner else []
    return [
        (left, right)
        for left, right in found
        if sum(left - 2 <= chunk.middle <= right + 2 for chunk in row.chunks) == 1
    ]


def _with_hidden_spans(
    upper: Sequence[GridCell], lower: Sequence[GridCell], width: int
) -> list[GridCell]:
    """Let heads over one column span three where its neighbours are blank and filled below.

    Only if several such heads share out all that is blank; otherwise nobody can tell.
    """
    filled = {c for cell in lower for c in range(cell.column, cell.column + cell.column_span)}
    taken = {c for cell in upper for c in range(cell.column, cell.column + cell.column_span)}
    hiding = [
        cell
        for cell in upper
        if 1 < cell.column < width - 1
        and cell.column_span == 1
        and {cell.column - 1, cell.column + 1} <= filled
        and not {cell.column - 1, cell.column + 1} & taken
    ]
    if not hiding:
        return list(upper)
    claimed = [cell.column + offset for cell in hiding for offset in (-1, 0, 1)]
    blank = filled - taken - {0}
    own = {cell.column for cell in hiding}
    if len(hiding) < 2 or len(set(claimed)) < len(claimed) or not blank <= set(claimed) - own:
        raise HiddenSpanError("a head that may span")
    return [
        replace(cell, column=cell.column - 1, column_span=3) if cell in hiding else cell
        for cell in upper
    ]


def _head_cell(
    chunk: Chunk, columns: Sequence[Interval], frames: Sequence[Interval], *, last: bool
) -> GridCell:
    over = [frame for frame in frames if frame[0] - 2 <= chunk.middle <= frame[1] + 2]
    if over:
        left, right = over[0]
        covered = [i for i, (a, b) in enumerate(columns) if left - 2 <= (a + b) / 2 <= right + 2]
        if not covered:
            raise DoubtError("a partial rule over no column")
        return GridCell((chunk,), covered[0], len(covered))
    met = [i for i, column in enumerate(columns) if _overlaps(chunk, column)]
    if len(met) <= 1:
        return GridCell((chunk,), met[0] if met else _nearest(chunk, columns))
    inner = (columns[met[0]][0] + columns[met[-1]][1]) / 2
    if abs(inner - chunk.middle) > 1.2 * chunk.size:
        best = max(met, key=lambda i: _shared(chunk, columns[i]))
        own = columns[best]
        alone = abs((own[0] + own[1]) / 2 - chunk.middle) < chunk.size
        if last and alone:
            return GridCell((chunk,), best)
        raise DoubtError("a head between columns")
    return GridCell((chunk,), met[0], len(met))


def _shared(chunk: Chunk, column: Interval) -> float:
    return min(chunk.right, column[1]) - max(chunk.left, column[0])


def _nearest(chunk: Chunk, columns: Sequence[Interval]) -> int:
    """Return the column that a head is centred on or aligned with, though wider or narrower."""
    offsets = sorted(
        (
            min(
                abs(chunk.middle - (left + right) / 2),
                abs(chunk.left - left),
                abs(chunk.right - right),
            ),
            i,
        )
        for i, (left, right) in enumerate(columns)
    )
    if offsets[0][0] > 2 * chunk.size or (
        len(offsets) > 1 and offsets[1][0] - offsets[0][0] < 0.5 * chunk.size
    ):
        raise DoubtError("a head over no column")
    return offsets[0][1]


def _joined_cells(cells: Sequence[GridCell]) -> list[GridCell]:
    """Join chunks of one row that fall into one column, as words of a loosely set head."""
    joined: list[GridCell] = []
    for cell in cells:
        last = joined[-1] if joined else None
        if last and last.column == cell.column and last.column_span == cell.column_span:
            joined[-1] = replace(last, chunks=(*last.chunks, *cell.chunks))
        elif last and cell.column < last.column + last.column_span:
            raise DoubtError("heads over one column")
        else:
            joined.append(cell)
    return joined


def _place_body(body: Sequence[PrintedRow], columns: Sequence[Interval]) -> list[list[GridCell]]:
    placed: list[list[GridCell]] = []
    spans = 0
    for row in body:
        cells: list[GridCell] = []
        for chunk in row.chunks:
            met = [i for i, column in enumerate(columns) if _overlaps(chunk, column)]
            if not met:
                raise DoubtError("a cell between columns")
            if len(met) > 1 and len(row.chunks) > 1:
                spans += 1
            first = met[0]
            across = len(met)
            if len(row.chunks) == 1 and across > 1:
                first, across = 0, len(columns)
            cells.append(GridCell((chunk,), first, across))
        for a, b in pairwise(cells):
            if b.column < a.column + a.column_span:
                raise DoubtError("two cells in one column")
        placed.append(cells)
    if spans > len(body) // 10:
        raise DoubtError("cells across columns")
    return placed


def _require_plain(body: Sequence[Sequence[GridCell]], width: int) -> None:
    """Refuse what wrapped cells or merged columns would look like."""
    for row in body:
        for cell in row:
            if cell.column and any(_TWO_NUMBERS.search(chunk.text) for chunk in cell.chunks):
                raise DoubtError("two numbers in a cell")
    lone = sum(len(row) == 1 and row[0].column > 0 and row[0].column_span < width for row in body)
    if lone:
        raise DoubtError("cells of several lines")
    for row, following in pairwise(body):
        if (
            len(row) >= 3
            and 1 < len(following) <= len(row) // 2
            and not any(is_number(cell.chunks[0].text) for cell in following)
        ):
            raise DoubtError("cells of several lines")
    texts = [cell.chunks[0].text for row in body for cell in row if cell.column > 0]
    letters = [text for text in texts if not is_number(text)]
    long = [text for text in letters if len(text.split()) > 6]
    if len(long) > 0.1 * len(texts):
        raise DoubtError("prose in cells")


def _with_row_spans(
    region: Region,
    rows: Sequence[PrintedRow],
    placed: list[list[GridCell]],
    labels: Sequence[PrintedRow],
    columns: Sequence[Interval],
) -> list[list[GridCell]]:
    """Let labels that stand in the middle of several rows span them."""
    tops = [row.baseline for row in rows]
    for label in labels:
        for chunk in label.chunks:
            met = [i for i, column in enumerate(columns) if _overlaps(chunk, column)]
            if len(met) != 1:
                raise DoubtError("a label over no column")
            first, last = _group(region, tops, label.baseline, columns[met[0]])
            _require_centred(tops, first, last, label)
            _require_free(placed, first, last, met[0])
            cell = GridCell((chunk,), met[0], 1, last - first + 1)
            placed[first] = sorted([*placed[first], cell], key=lambda item: item.column)
    for column in range(min(2, len(columns))):
        _centre_on_rows(region, tops, placed, column, columns[column])
    return placed


def _group(region: Region, tops: Sequence[float], at: float, column: Interval) -> tuple[int, int]:
    """Return the first and last row between the rulings around a height in a column."""
    middle = (column[0] + column[1]) / 2
    crossing = [rule for rule in region.rules if rule.left - 2 <= middle <= rule.right + 2]
    ceiling = min((r.bottom for r in crossing if r.bottom > at), default=region.box.top)
    floor = max((r.top for r in crossing if r.top < at), default=region.box.bottom)
    inside = [i for i, top in enumerate(tops) if floor < top < ceiling]
    if not inside:
        raise DoubtError("a label beside no row")
    return inside[0], inside[-1]


def _require_centred(tops: Sequence[float], first: int, last: int, label: PrintedRow) -> None:
    middle = (tops[first] + tops[last]) / 2
    if abs(middle - label.baseline) > 0.8 * label.size:
        raise DoubtError("a label off the middle of its rows")


def _require_free(placed: Sequence[Sequence[GridCell]], first: int, last: int, column: int) -> None:
    for row in placed[first : last + 1]:
        if any(cell.column <= column < cell.column + cell.column_span for cell in row):
            raise DoubtError("a label over filled cells")


def _centre_on_rows(
    region: Region,
    tops: Sequence[float],
    placed: list[list[GridCell]],
    column: int,
    interval: Interval,
) -> None:
    """Lift labels that stand on the middle rows between two rulings to the first row there."""
    index = 0
    while index < len(placed):
        first, last = _group(region, tops, tops[index], interval)
        filled = [i for i in range(first, last + 1) if _cell_at(placed[i], column)]
        index = max(last, index) + 1
        if not filled or filled[0] == first:
            continue
        if filled != list(range(filled[0], filled[-1] + 1)):
            raise DoubtError("labels off their rows")
        middle = (tops[first] + tops[last]) / 2
        cells = [cell for i in filled if (cell := _cell_at(placed[i], column))]
        off = abs(middle - (tops[filled[0]] + tops[filled[-1]]) / 2)
        if off > 0.8 * cells[0].chunks[0].size or any(cell.column_span > 1 for cell in cells):
            raise DoubtError("a label off the middle of its rows")
        for i in filled:
            placed[i] = [cell for cell in placed[i] if cell not in cells]
        chunks = tuple(chunk for cell in cells for chunk in cell.chunks)
        spanning = GridCell(chunks, column, 1, last - first + 1)
        placed[first] = sorted([*placed[first], spanning], key=lambda item: item.column)


def _cell_at(row: Sequence[GridCell], column: int) -> GridCell | None:
    return next((c for c in row if c.column <= column < c.column + c.column_span), None)
