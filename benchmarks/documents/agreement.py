"""How far two programs read the same tables alike, cell by cell."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from benchmarks.documents.grids import Grid

__all__ = ["Agreement", "Difference", "compare", "numeric_cells"]

_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Difference:
    """A table of the reference that was not read alike; `ours` is None where none matched."""

    reference: Grid
    ours: Grid | None
    missed: int


@dataclass(slots=True)
class Agreement:
    """Numeric cells of a reference, and how many stand in the other's grid.

    `same` counts cells with the same text at the same place; `same_numbers` those where at least
    the numbers are the same, in the same order; `anywhere` those whose text stands anywhere in
    the matching table.
    """

    cells: int = 0
    same: int = 0
    same_numbers: int = 0
    anywhere: int = 0
    differences: list[Difference] = field(default_factory=list)

    def add(self, other: Agreement) -> None:
        """Add another paper's counts."""
        self.cells += other.cells
        self.same += other.same
        self.same_numbers += other.same_numbers
        self.anywhere += other.anywhere
        self.differences += other.differences


def numeric_cells(grids: list[Grid]) -> int:
    """Return how many cells hold a digit."""
    return sum(bool(_DIGIT.search(text)) for grid in grids for row in grid for text in row)


def compare(reference: list[Grid], ours: list[Grid]) -> Agreement:
    """Match tables by what their cells hold, in order, and compare them place by place."""
    total = Agreement()
    for left, right in _matched(reference, ours):
        total.add(_compare_tables(left, right))
    return total


def _compare_tables(reference: Grid, ours: Grid | None) -> Agreement:
    found = Agreement()
    stock = _texts(ours or [])
    for r, row in enumerate(reference):
        for c, text in enumerate(row):
            if not _DIGIT.search(text):
                continue
            there = ours[r][c] if ours and r < len(ours) and c < len(ours[r]) else ""
            found.cells += 1
            found.same += text == there
            found.same_numbers += _NUMBER.findall(text) == _NUMBER.findall(there)
            if stock[text]:
                stock[text] -= 1
                found.anywhere += 1
    if found.same < found.cells:
        found.differences.append(Difference(reference, ours, found.cells - found.same))
    return found


def _texts(grid: Grid) -> Counter[str]:
    return Counter(text for row in grid for text in row if text)


def _matched(reference: list[Grid], ours: list[Grid]) -> list[tuple[Grid, Grid | None]]:
    """Pair tables in order so that the pairs share as many cells as possible."""
    left, right = [_texts(grid) for grid in reference], [_texts(grid) for grid in ours]
    shared = [[(a & b).total() for b in right] for a in left]
    best = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in reversed(range(len(left))):
        for j in reversed(range(len(right))):
            both = best[i + 1][j + 1] + shared[i][j]
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    pairs: list[tuple[Grid, Grid | None]] = []
    i = j = 0
    while i < len(left):
        if j < len(right) and shared[i][j] and best[i][j] == best[i + 1][j + 1] + shared[i][j]:
            pairs.append((reference[i], ours[j]))
            i, j = i + 1, j + 1
        elif j < len(right) and best[i][j] == best[i][j + 1]:
            j += 1
        else:
            pairs.append((reference[i], None))
            i += 1
    return pairs
