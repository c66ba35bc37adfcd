"""Which numbers of a table compete for the bold type.

Tables mark the best of a block. What a block is, layout and labels tell: the numbers of one
column (one row, where methods stand in columns) under one banner, on one data set and network, at
one level of pruning, and beside the same labels.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from litscan.extraction.axes import Line, lay_out
from litscan.extraction.readings import TableReading, ValueReading
from litscan.rigor.arithmetic.headers import header
from litscan.rigor.arithmetic.ragged import ragged_rows

__all__ = ["BoldBlock", "bold_blocks", "direction"]

_HIGHER = frozenset(
    {
        "top1_accuracy", "top5_accuracy", "accuracy", "miou", "map", "f1", "bleu", "rouge", "psnr",
        "ssim", "auc", "mcc", "spearman", "pearson",
    }
)  # fmt: skip
_LOWER = frozenset(
    {"top1_error", "top5_error", "error", "perplexity", "fid", "wer", "bpc", "logloss"}
)
_UNBOUNDED = frozenset({"perplexity", "fid", "psnr", "error", "wer"})
_NO_RIVAL = re.compile(
    r"\b(?:upper|oracle|teacher|full|dense|original|baseline|unpruned|uncompressed|ensembles?"
    r"|human|supervised|reference|fp(?:16|32)|bf16|pre-?trained|ground|real|gt|w/o prun\w*"
    r"|no prun\w*|chance|random)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class BoldBlock:
    """Numbers of which the best is to be marked; `sign` is +1 where higher is better."""

    rivals: tuple[ValueReading, ...]
    sign: int

    @property
    def marked(self) -> tuple[ValueReading, ...]:
        """The numbers in bold type."""
        return tuple(value for value in self.rivals if "bold" in value.cell.emphasis)

    @property
    def second(self) -> tuple[ValueReading, ...]:
        """The underlined numbers that are not in bold type."""
        return tuple(
            value
            for value in self.rivals
            if "underline" in value.cell.emphasis and value not in self.marked
        )

    @property
    def better(self) -> tuple[ValueReading, ...]:
        """The numbers that are better than every one in bold type."""
        return self._over(self.marked, self.rivals)

    @property
    def better_than_second(self) -> tuple[ValueReading, ...]:
        """The numbers without any mark that are better than every underlined one."""
        marked = {*self.marked, *self.second}
        return self._over(self.second, [value for value in self.rivals if value not in marked])

    def _over(
        self, marked: Sequence[ValueReading], rivals: Sequence[ValueReading]
    ) -> tuple[ValueReading, ...]:
        if not marked:
            return ()
        best = max(self.sign * value.quantity.value for value in marked)
        return tuple(value for value in rivals if self.sign * value.quantity.value > best)


def direction(reading: TableReading, value: ValueReading) -> int:
    """Return +1 where higher is better, -1 where lower is, 0 where nothing tells or two disagree.

    The measure tells, or an arrow in the headings.
    """
    words = header(reading.table, value.cell)
    arrow = ("↑" in words) - ("↓" in words)
    named = (value.measure in _HIGHER) - (value.measure in _LOWER)
    if "↑" in words and "↓" in words:
        return 0
    return named if not arrow or not named or arrow == named else 0


def bold_blocks(reading: TableReading) -> Iterator[BoldBlock]:
    """Yield the blocks of a table in which some rival, but not every one, is in bold type."""
    if not any("bold" in value.cell.emphasis for value in reading.values):
        return
    lines = {line.row: line for line in lay_out(reading.table).lines}
    ragged = ragged_rows(reading.table)
    across = _methods_in_columns(reading)
    groups: dict[tuple[object, ...], list[ValueReading]] = defaultdict(list)
    for value in reading.values:
        if value.cell.row in ragged or not _is_told(value) or _is_outside(reading, value):
            continue
        groups[_key(reading, value, lines.get(value.cell.row), across=across)].append(value)
    for rivals in groups.values():
        signs = {direction(reading, value) for value in rivals}
        block = BoldBlock(tuple(rivals), signs.pop() if len(signs) == 1 else 0)
        if block.sign and 0 < len(block.marked) < len(rivals):
            yield block


def _is_told(value: ValueReading) -> bool:
    """Whether the headings above or beside a number say what it is, and it can be that.

    A measure that only the caption names may be that of the other columns; that of a data set is
    taken where the data set's name is the heading.
    """
    own = value.measure_from in ("heading", "row") or (
        value.measure_from == "dataset" and value.dataset_from in ("heading", "label")
    )
    quantity = value.quantity
    possible = quantity.scale == 1 and quantity.unit in ("", "percent", "pp")
    if value.measure not in _UNBOUNDED:
        possible = possible and 0 <= quantity.value <= 100
    return own and possible and value.stage == "reported"


def _methods_in_columns(reading: TableReading) -> bool:
    return all(value.record == value.cell.column for value in reading.values)


def _is_outside(reading: TableReading, value: ValueReading) -> bool:
    label = f"{value.method or ''} {' '.join(reading.table.row_path(value.cell.row))}"
    return value.is_dense or bool(_NO_RIVAL.search(label))


def _key(
    reading: TableReading, value: ValueReading, line: Line | None, *, across: bool
) -> tuple[object, ...]:
    table = reading.table
    shared = (value.dataset, value.architecture, value.measure, value.operating_point)
    if across:
        outer = tuple(text for text in table.header_path(value.cell.column)[:-1])
        return (value.cell.row, outer, *shared)
    banner = line.group.row if line and line.group else -1
    beside = tuple(
        cell.text
        for cell in (line.labels.values() if line else ())
        if value.method_cell is None or cell != value.method_cell
    )
    return (value.cell.column, banner, beside, *shared)
