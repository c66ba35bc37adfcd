"""Where tables stand: rulings with common ends, and the caption next to them.

Both the three rules of a booktabs table and the lines of a full grid show as horizontal rulings
that begin and end at the same places. A group of them with a caption "Table 3" right above or
below is a table; rulings without such a caption (algorithms, titles, boxes) are left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from litscan.document.pdf.ink import Box
from litscan.document.pdf.lines import Line

__all__ = ["Region", "find_regions"]

_SAME_END = 3.0
_SHORTEST = 40.0
_LOWEST = 12.0
_NEAR = 42.0
_PROSE = 3


@dataclass(frozen=True, slots=True)
class Region:
    """A table between its rules.

    Attributes
    ----------
    box : Box
        From the first to the last rule.
    rules : tuple of Box
        All horizontal rulings inside, partial ones included, from the top.
    bars : tuple of Box
        Vertical rulings inside.
    caption : Line
        The first line of the caption.
    """

    box: Box
    rules: tuple[Box, ...]
    bars: tuple[Box, ...]
    caption: Line


def find_regions(
    across: Sequence[Box], down: Sequence[Box], lines: Sequence[Line], captions: Sequence[Line]
) -> list[Region]:
    """Return the tables of a page that stand between rules and next to a caption.

    Parameters
    ----------
    across, down : sequence of Box
        Horizontal and vertical rulings.
    lines : sequence of Line
        All lines of the page.
    captions : sequence of Line
        Those among them that open captions, of figures too.
    """
    of_tables = [line for line in captions if line.text.startswith("T")]
    boxes = _groups(across, lines, captions) if of_tables else []
    chosen: list[tuple[float, Box, Line]] = []
    for box in boxes:
        for caption in of_tables:
            gap = _distance(box, caption, lines, captions)
            if gap is not None:
                chosen.append((gap, box, caption))
    regions: list[Region] = []
    for _, box, caption in sorted(chosen, key=lambda item: item[0]):
        rivals = [region for region in regions if region.caption is caption]
        beside = all(_side_by_side(region.box, box) for region in rivals)
        if beside and all(region.box != box for region in regions):
            regions.append(_region(box, across, down, caption))
    return sorted(regions, key=lambda region: (-region.box.top, region.box.left))


def _side_by_side(a: Box, b: Box) -> bool:
    apart = a.right <= b.left or b.right <= a.left
    return apart and min(a.top, b.top) - max(a.bottom, b.bottom) > 0


def _region(box: Box, across: Sequence[Box], down: Sequence[Box], caption: Line) -> Region:
    inside = [
        rule
        for rule in across
        if box.left - 3 <= rule.left
        and rule.right <= box.right + 3
        and box.bottom - 1 <= rule.bottom
        and rule.top <= box.top + 1
    ]
    bars = [
        bar
        for bar in down
        if box.left - 3 <= bar.left <= box.right + 3
        and box.bottom - 3 <= bar.bottom
        and bar.top <= box.top + 3
    ]
    ordered = sorted(inside, key=lambda rule: (-rule.top, rule.left))
    return Region(box, tuple(ordered), tuple(bars), caption)


def _groups(across: Sequence[Box], lines: Sequence[Line], captions: Sequence[Line]) -> list[Box]:
    """Return the rectangles that rulings with the same two ends make."""
    long = sorted(
        (rule for rule in _joined(across) if rule.right - rule.left >= _SHORTEST),
        key=lambda rule: -rule.top,
    )
    groups: list[list[Box]] = []
    for rule in long:
        for group in reversed(groups):
            last = group[-1]
            same = abs(last.left - rule.left) <= _SAME_END
            if same and abs(last.right - rule.right) <= _SAME_END:
                if _parted(last, rule, lines, captions):
                    groups.append([rule])
                else:
                    group.append(rule)
                break
        else:
            groups.append([rule])
    boxes: list[Box] = []
    for group in groups:
        if len(group) >= 2 and group[0].top - group[-1].bottom > _LOWEST:
            left, right = min(r.left for r in group), max(r.right for r in group)
            boxes.append(Box(left, group[-1].bottom, right, group[0].top))
    return boxes


def _parted(upper: Box, lower: Box, lines: Sequence[Line], captions: Sequence[Line]) -> bool:
    """Return whether a caption or a paragraph stands between two rulings."""
    prose = 0
    for line in lines:
        if not lower.top < line.baseline < upper.bottom:
            continue
        across = min(upper.right, line.right) - max(upper.left, line.left)
        if across <= 0:
            continue
        if line in captions:
            return True
        prose += across > 0.85 * (upper.right - upper.left) and len(line.text.split()) > 5
    return prose >= _PROSE


def _joined(across: Sequence[Box]) -> list[Box]:
    """Join rulings drawn in pieces, cell by cell."""
    joined: list[Box] = []
    for rule in sorted(across, key=lambda rule: (round(rule.top), rule.left)):
        last = joined[-1] if joined else None
        if last and abs(last.top - rule.top) < 1 and rule.left - last.right < 1.5:
            joined[-1] = Box(
                min(last.left, rule.left),
                min(last.bottom, rule.bottom),
                max(last.right, rule.right),
                max(last.top, rule.top),
            )
        else:
            joined.append(rule)
    return joined


def _distance(
    box: Box, caption: Line, lines: Sequence[Line], captions: Sequence[Line]
) -> float | None:
    """Return how far a caption stands from a table, or None if something stands between."""
    across = min(box.right, caption.right) - max(box.left, caption.left)
    if across <= 0:
        return None
    if caption.baseline > box.top:
        low, high, gap = box.top, caption.baseline, caption.baseline - box.top
    elif caption.baseline < box.bottom:
        low, high, gap = caption.baseline, box.bottom, box.bottom - caption.baseline
    else:
        return None
    between = [
        line
        for line in lines
        if low < line.baseline < high
        and line is not caption
        and min(box.right, line.right) > max(box.left, line.left)
    ]
    if any(line in captions for line in between):
        return None
    above = caption.baseline > box.top
    if above:  # the caption's own further lines may stand between, nothing else
        previous = caption
        for line in sorted(between, key=lambda line: -line.baseline):
            if (
                previous.baseline - line.baseline > 1.7 * line.size
                or line.size > caption.size + 0.5
            ):
                return None
            previous = line
        gap = previous.baseline - box.top
    elif len(between) > 8:
        return None
    return gap if gap <= _NEAR else None
