"""Printed factors (speedup, compression) against the numbers they are ratios of."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from litscan.extraction.readings import ValueReading
from litscan.rigor.arithmetic.pairing import Pairing, alike, second_number
from litscan.rigor.arithmetic.ratios import fits_factor
from litscan.rigor.arithmetic.relations import Relation
from litscan.rigor.arithmetic.rounding import Interval
from litscan.tables.numbers import Quantity

__all__ = ["amount_of", "kept_share", "of_old_and_new", "of_share", "old_over_new"]

_UNITS = {
    "KB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12,
    "us": 1e-3, "s": 1e3, "min": 6e4, "h": 3.6e6, "days": 8.64e7,
}  # fmt: skip
_SCALES = (1.0, 2.0, 0.5)
"""Old and new operations may be counted as multiply-adds and as two operations each."""


def of_old_and_new(
    pairing: Pairing, factor: str, amounts: Collection[str], support: int
) -> Iterator[Relation]:
    """Yield the rows that print a factor, a new amount, and have an original amount.

    The original stands in the same row, in the row of the unpruned network, or in one of factor 1.

    Parameters
    ----------
    pairing : Pairing
        The table.
    factor : str
        The measure of the factor: ``speedup`` or ``compression_ratio``.
    amounts : collection of str
        The measures it may be a ratio of.
    support : int
        How many other rows must follow before one that does not is a slip.
    """
    for measure in amounts:
        ones = _of_factor_one(pairing, factor, measure)
        for value, record in pairing.members(factor):
            found = pairing.all_beside(record, value, {measure})
            if found and pairing.beside(record, found[-1], {factor}) is None:
                continue  # which of several factors is of this amount is not said
            if len(found) == 2:
                yield _relation(pairing, found[:1], found[1], value, support)
            elif len(found) == 1:
                olds = _originals(pairing, found[0], record, ones)
                if olds and value.quantity.value != 1:
                    yield _relation(pairing, olds, found[0], value, support)
        for new, record in pairing.members(measure):
            if _factor_in_cell(new):
                olds = _originals(pairing, new, record, ones)
                if olds:
                    yield _relation(pairing, olds, new, None, support)


def _of_factor_one(pairing: Pairing, factor: str, measure: str) -> tuple[ValueReading, ...]:
    """Return the amounts beside a factor of 1: those of the network that is compared with."""
    return tuple(
        amount
        for record in pairing.records
        for value in record
        if value.measure == factor and value.quantity.value == 1
        for amount in pairing.all_beside(record, value, {measure})
    )


def _originals(
    pairing: Pairing,
    new: ValueReading,
    record: tuple[ValueReading, ...],
    ones: tuple[ValueReading, ...],
) -> tuple[ValueReading, ...]:
    series = pairing.series(new)
    found = tuple(one for one in ones if one.cell != new.cell and alike(one, new))
    found = found or pairing.originals(new, record)
    return tuple(sorted(found, key=lambda old: pairing.series(old) == series))


def _relation(
    pairing: Pairing,
    olds: tuple[ValueReading, ...],
    new: ValueReading,
    value: ValueReading | None,
    support: int,
) -> Relation:
    printed = value.quantity if value else _factor_in_cell(new)
    assert printed is not None
    ratios = [old_over_new(old, new) for old in olds]
    scales = _SCALES if new.measure == "flops" else (1.0,)
    inside = olds[-1].record == new.record  # the original in the row itself: a table of one kind
    return Relation(
        pairing.table,
        (olds[-1], new, value) if value else (olds[-1], new),
        any(fits_factor(ratio * scale, printed) for ratio in ratios for scale in scales),
        f"{olds[-1].quantity.raw} against {new.quantity.raw} is a factor of "
        f"{ratios[-1].middle:.3g}, printed {printed.raw}",
        (new.measure, new.cell.column if inside else pairing.series(value or new)),
        support,
        {
            "old": olds[-1].quantity.absolute,
            "new": new.quantity.absolute,
            "factor": [ratios[-1].low, ratios[-1].high],
            "printed": printed.value,
        },
    )


def old_over_new(old: ValueReading, new: ValueReading) -> Interval:
    """Return how many times less a row costs or takes than the original."""
    before, after = amount_of(old), amount_of(new)
    return after / before if new.measure == "throughput" else before / after


def amount_of(value: ValueReading) -> Interval:
    """Return what a printed size or time can be, in bytes or milliseconds where its unit says."""
    return Interval.of(value.quantity) * _UNITS.get(value.quantity.unit, 1.0)


def _factor_in_cell(value: ValueReading) -> Quantity | None:
    second = second_number(value)
    return second if second is not None and second.unit == "factor" else None


def of_share(
    pairing: Pairing, factor: str, shares: Collection[str], support: int
) -> Iterator[Relation]:
    """Yield the rows that print a factor and the share removed or kept that it must follow from."""
    for value, record in pairing.members(factor):
        share = pairing.beside(record, value, shares)
        if share is None:
            continue
        kept = kept_share(share)
        ratio = 1 / kept
        yield Relation(
            pairing.table,
            (share, value),
            fits_factor(ratio, value.quantity) or fits_factor(1 / (1 - kept), value.quantity),
            f"{share.quantity.raw} {'kept' if _is_kept(share) else 'removed'} is a factor of "
            f"{ratio.middle:.3g}, printed {value.quantity.raw}",
            (share.measure, pairing.series(value)),
            support,
            {
                "share": share.quantity.value,
                "factor": [ratio.low, ratio.high],
                "printed": value.quantity.value,
            },
        )


def _is_kept(share: ValueReading) -> bool:
    return str(share.measure).endswith("_kept")


def kept_share(share: ValueReading) -> Interval:
    """Return the share that is left, as a fraction of one."""
    amount = Interval.of_result(share.quantity)
    if share.quantity.unit == "percent" or abs(share.quantity.value) > 1:
        amount = amount / 100
    return amount if _is_kept(share) else 1 - amount
