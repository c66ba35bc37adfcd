"""Shares of weights or operations removed, against the sizes printed beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from litscan.extraction.readings import TableReading, ValueReading
from litscan.rigor.arithmetic.headers import header
from litscan.rigor.arithmetic.pairing import Pairing, second_number
from litscan.rigor.arithmetic.ratios import fits_share
from litscan.rigor.arithmetic.relations import Relation
from litscan.rigor.arithmetic.rounding import Interval
from litscan.tables.numbers import Quantity

__all__ = ["reductions"]


ALIKE = 0.005
"""How far, relative to each other, originals that nobody printed may lie apart unremarked."""


@dataclass(frozen=True, slots=True)
class _Reduction:
    """A size, the share printed for it, and the sizes it may have been reduced from.

    `share` is None where the share stands in the cell of the size.
    """

    new: ValueReading
    share: ValueReading | None
    printed: Quantity
    olds: tuple[ValueReading, ...]

    @property
    def implied(self) -> Interval:
        """What the original must have been if the share was removed."""
        share = Interval.of_result(self.printed)
        if self.printed.unit == "percent" or self.printed.value > 1:
            share = share / 100
        return Interval.of(self.new.quantity) / (1 - abs(share))


def reductions(reading: TableReading, stem: str) -> Iterator[Relation]:
    """Yield, for each row of a table, its printed share removed or kept against old and new.

    Where no original is printed, the rows of the authors' method on one network must imply the
    same original.

    Parameters
    ----------
    reading : TableReading
        The table.
    stem : str
        What was reduced: ``params`` or ``flops``.
    """
    pairing = Pairing(reading)
    alone: dict[Hashable, list[_Reduction]] = defaultdict(list)
    for found in _find(pairing, stem):
        if found.olds:
            yield _against_originals(pairing, found)
        elif found.new.own is True and found.share and found.share.measure != f"{stem}_kept":
            alone[pairing.series(found.new), found.new.method].append(found)
    for group in alone.values():
        yield from _against_one_another(pairing, group)


def _find(pairing: Pairing, stem: str) -> Iterator[_Reduction]:
    for new, record in pairing.members(stem):
        share = pairing.beside(record, new, {f"{stem}_removed", f"{stem}_kept"})
        if share is None:
            share = _bare_ratio(pairing, record, new, stem)
        printed = share.quantity if share else _share_in_cell(new)
        if printed is not None and printed.value != 0:
            yield _Reduction(new, share, printed, _olds(pairing, new, record))


def _bare_ratio(
    pairing: Pairing, record: tuple[ValueReading, ...], new: ValueReading, stem: str
) -> ValueReading | None:
    """Return the "prune ratio" of a row, if it can be of nothing but this size."""
    if any(value.measure in {"params", "flops"} - {stem} for value in record):
        return None
    share = pairing.beside(record, new, {"sparsity"})
    if share is None or "spars" in header(pairing.table, share.cell).lower():
        return None
    return share


def _share_in_cell(value: ValueReading) -> Quantity | None:
    second = second_number(value)
    return second if second is not None and second.unit == "percent" else None


def _olds(
    pairing: Pairing, new: ValueReading, record: tuple[ValueReading, ...]
) -> tuple[ValueReading, ...]:
    """Return the originals; where shares stand in the cells, also the sizes without a share."""
    found = pairing.originals(new, record)
    if _share_in_cell(new) is None:
        return found
    whole = [
        value
        for value in pairing.reading.values
        if value.measure == new.measure
        and value.cell.column == new.cell.column
        and second_number(value) is None
    ]
    return (*whole, *found)


def _against_originals(pairing: Pairing, found: _Reduction) -> Relation:
    new, old = found.new, found.olds[-1]
    after = Interval.of(new.quantity)
    holds = any(fits_share(Interval.of(v.quantity), after, found.printed) for v in found.olds)
    removed = 100 * (1 - after / Interval.of(old.quantity))
    return Relation(
        pairing.table,
        (old, new, found.share) if found.share else (old, new),
        holds,
        f"{new.quantity.raw} left of {old.quantity.raw} is {removed.middle:.2f}% removed, "
        f"printed {found.printed.raw}",
        pairing.series(new),
        1,
        {
            "old": old.quantity.absolute,
            "new": new.quantity.absolute,
            "removed_percent": [round(removed.low, 4), round(removed.high, 4)],
            "printed": found.printed.value,
        },
    )


def _against_one_another(pairing: Pairing, group: list[_Reduction]) -> Iterator[Relation]:
    """Yield the rows of one network with the original that most of them imply."""
    implied = [found.implied for found in group]
    usual = max(implied, key=lambda one: sum(one.meets(other) for other in implied))
    for found, original in zip(group, implied, strict=True):
        if found.share is None:
            continue
        yield Relation(
            pairing.table,
            (found.new, found.share),
            original.meets(usual) or abs(original.middle / usual.middle - 1) <= ALIKE,
            f"{found.new.quantity.raw} with {found.printed.raw} removed implies "
            f"{original.middle:.4g} before, the other rows imply {usual.middle:.4g}",
            ("implied", pairing.series(found.new), found.new.method),
            2,
            {"implied": [original.low, original.high], "elsewhere": [usual.low, usual.high]},
        )
