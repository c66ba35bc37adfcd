"""Reading order of a page's lines: full-width bands one under another, columns side by side.

A page has two columns where a vertical strip near its middle is free of ink beside most of its
lines. What crosses the strip (a title, a wide table between its rules, a wide caption) divides the
page into bands; inside a band the left column is read before the right one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from litscan.document.pdf.ink import Box
from litscan.document.pdf.lines import Line

__all__ = ["Flow", "order_lines"]

_FEWEST = 6
_MOST_CROSSING = 0.4


@dataclass(frozen=True, slots=True)
class Flow:
    """Lines read one under another; `left` and `right` are the edges of their column."""

    lines: tuple[Line, ...]
    left: float
    right: float


def order_lines(lines: Sequence[Line], wide: Sequence[Box]) -> list[Flow]:
    """Return a page's lines as flows in reading order.

    Parameters
    ----------
    lines : sequence of Line
        Without running heads and line numbers.
    wide : sequence of Box
        Table regions: nothing inside one is divided between columns if it crosses the strip.
    """
    if not lines:
        return []
    strip = _strip(lines, wide)
    if strip is None:
        return [_flow(lines)]
    bands = _bands(lines, wide, strip)
    flows: list[Flow] = []
    sides: tuple[list[Line], list[Line]] = ([], [])
    for full, group in bands:
        if full:
            flows += [_flow(side) for side in sides if side]
            sides = ([], [])
            flows.append(_flow(group))
        else:
            for line in group:
                sides[line.left > strip - 1 or line.left + line.right > 2 * strip].append(line)
    flows += [_flow(side) for side in sides if side]
    return flows


def _flow(lines: Sequence[Line]) -> Flow:
    ordered = _rows(lines)
    weights: dict[int, float] = {}
    ends: dict[int, float] = {}
    for line in lines:
        weights[round(line.left)] = weights.get(round(line.left), 0) + line.right - line.left
        ends[round(line.right)] = ends.get(round(line.right), 0) + line.right - line.left
    most = max(weights, key=lambda edge: (weights[edge], -edge))
    last = max(ends, key=lambda edge: (ends[edge], edge))
    return Flow(tuple(ordered), float(most), float(max(last, most)))


def _rows(lines: Sequence[Line]) -> list[Line]:
    """Return lines from the top, those on one baseline from the left."""
    ordered: list[Line] = []
    row: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.baseline):
        if row and row[0].baseline - line.baseline > 0.12 * line.size:
            ordered += sorted(row, key=lambda line: line.left)
            row = []
        row.append(line)
    return ordered + sorted(row, key=lambda line: line.left)


def _strip(lines: Sequence[Line], wide: Sequence[Box]) -> float | None:
    """Return where the strip between two columns lies, or None for a single column."""
    outside = [line for line in lines if not _inside(line, wide)]
    outside = outside if len(outside) >= 2 * _FEWEST else list(lines)
    left, right = min(line.left for line in outside), max(line.right for line in outside)
    width = right - left
    best: tuple[float, float] | None = None
    for step in range(41):
        x = left + width * (0.35 + 0.0075 * step)
        crossing = sum(line.left < x - 1 and line.right > x + 1 for line in outside)
        before = [line for line in outside if line.right <= x + 1]
        after = [line for line in outside if line.left >= x - 1]
        if min(len(before), len(after)) < _FEWEST or not _alongside(before, after):
            continue
        share = crossing / len(outside)
        middle = abs(x - (left + right) / 2) / width
        if share <= _MOST_CROSSING and (best is None or (share + 0.1 * middle, x) < best):
            best = (share + 0.1 * middle, x)
    return best[1] if best else None


def _alongside(before: Sequence[Line], after: Sequence[Line]) -> bool:
    """Return whether both sides hold prose: lines that start at a common edge and run long."""
    for side in (before, after):
        edges: dict[int, int] = {}
        for line in side:
            if line.right - line.left > 8 * line.size:
                edges[round(line.left / 2)] = edges.get(round(line.left / 2), 0) + 1
        if not edges or max(edges.values()) < max(3, len(side) // 5):
            return False
    return True


def _inside(line: Line, boxes: Sequence[Box]) -> bool:
    x, y = (line.left + line.right) / 2, line.baseline
    return any(box.holds(x, y) for box in boxes)


def _bands(
    lines: Sequence[Line], wide: Sequence[Box], strip: float
) -> list[tuple[bool, list[Line]]]:
    """Return the page from top to bottom as bands, each full-width or in columns."""
    regions = [box for box in wide if box.left < strip - 5 and box.right > strip + 5]
    full = [line for line in lines if line.left < strip - 2 and line.right > strip + 2]
    rows = _rows(lines)
    bands: list[tuple[bool, list[Line]]] = []
    for line in rows:
        crosses = line in full or _inside(line, regions)
        crosses = crosses or (bool(bands) and _ends_full(line, bands[-1], rows))
        if not bands or bands[-1][0] != crosses:
            bands.append((crosses, []))
        bands[-1][1].append(line)
    return bands


def _ends_full(line: Line, band: tuple[bool, list[Line]], rows: Sequence[Line]) -> bool:
    """Return whether a short line is the last of a full-width paragraph, or stands on its row."""
    full, above = band
    if not full:
        return False
    last = above[-1]
    pitch = last.baseline - line.baseline
    if pitch < 0.3 * line.size:
        return True
    alone = not any(
        other is not line and abs(other.baseline - line.baseline) < 0.5 * line.size
        for other in rows
    )
    alike = abs(last.size - line.size) < 0.3 and abs(last.left - line.left) < 2.5 * line.size
    centred = abs((last.left + last.right) - (line.left + line.right)) < 2 * line.size
    return alone and pitch < 1.5 * line.size and (alike or centred)
