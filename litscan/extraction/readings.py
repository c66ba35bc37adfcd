"""What the numbers of a table mean, cell by cell, whichever way the table is turned.

A `TableReading` is made once per table and read by everything that needs numbers: results,
comparisons, and the arithmetic checks. It says nothing it could not decide: an unknown measure
is ``None``, never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from litscan.document.model import Cell, Table
from litscan.extraction.operating_point import OperatingPoint
from litscan.tables.numbers import Quantity

__all__ = ["MeasureSource", "NameSource", "Stage", "TableKind", "TableReading", "ValueReading"]

TableKind = Literal["results", "ablation", "setup", "other"]
Stage = Literal["reported", "original", "change"]
MeasureSource = Literal["heading", "row", "caption", "dataset", "other"]
NameSource = Literal[
    "heading", "label", "above", "caption", "talk", "grid", "section", "paper", "text", "none"
]


@dataclass(frozen=True, slots=True)
class ValueReading:
    """One numeric cell and what it is a number of.

    Attributes
    ----------
    cell : Cell
        The cell it is printed in.
    quantity : Quantity
        The parsed number with its printed decimals.
    measure : str or None
        Canonical name: ``top1_accuracy``, ``top5_accuracy``, ``accuracy``, ``top1_error``,
        ``error``, ``perplexity``, ``f1``, ``map``, ``params``, ``flops``, ``params_removed``,
        ``params_kept``, ``flops_removed``, ``flops_kept``, ``units_removed``, ``sparsity``,
        ``compression_ratio``, ``speedup``, ``latency``, ``throughput``, ``memory``,
        ``average`` ...; None if undecided.
    stage : Stage
        ``original`` for the unpruned network's value given as a column of its own, ``change``
        for a drop or gain (`change_sign` tells which), ``reported`` for all else.
    change_sign : int
        +1 where a positive number means higher than the original (gain), -1 where it means
        lower (drop), 0 where the header does not say or `stage` is not ``change``.
    record : int
        Values of one record stand in one printed row (one column of a transposed table).
    method : str or None
        The record's method as printed, without citation.
    method_cell : Cell or None
        Where the method's name is printed.
    own : bool or None
        Whether it is the paper's own method; None if undecided.
    is_dense : bool
        Whether the record is the unpruned network.
    citation_keys : tuple of str
        Keys cited beside the method's name.
    architecture, dataset, task : str or None
        Canonical names where the table, its caption or the section decide them.
    operating_point : OperatingPoint or None
        How far the network was pruned, where a header, label or caption says so.
    measure_from : MeasureSource
        What named the measure: ``heading`` for the column's own header, ``row`` for the row's
        own label; ``caption``, ``dataset`` (the usual measure of the data set's task) and
        ``other`` are inherited, and so are guesses that accuse nobody.
    architecture_from, dataset_from : NameSource
        What named the network and the data set: the header above (``heading``), the row's label
        or banner (``label``), a row ``above``; or, inherited, the ``caption``, sentences about
        the table (``talk``), the only one in its ``grid``, its ``section``'s title, the only one
        of the ``paper``'s experiments, or a tie made in the ``text``.
    """

    cell: Cell
    quantity: Quantity
    measure: str | None
    stage: Stage = "reported"
    change_sign: int = 0
    record: int = 0
    method: str | None = None
    method_cell: Cell | None = None
    own: bool | None = None
    is_dense: bool = False
    citation_keys: tuple[str, ...] = ()
    architecture: str | None = None
    dataset: str | None = None
    task: str | None = None
    operating_point: OperatingPoint | None = None
    measure_from: MeasureSource = "other"
    architecture_from: NameSource = "none"
    dataset_from: NameSource = "none"


@dataclass(frozen=True, slots=True)
class TableReading:
    """A table, what it is for, and the meaning of its numbers."""

    table: Table
    kind: TableKind
    values: tuple[ValueReading, ...]

    def records(self) -> tuple[tuple[ValueReading, ...], ...]:
        """Return the values grouped by record, in printed order."""
        groups: dict[int, list[ValueReading]] = {}
        for value in self.values:
            groups.setdefault(value.record, []).append(value)
        return tuple(tuple(group) for group in groups.values())
